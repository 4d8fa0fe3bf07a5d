// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/market_source.h"
#include "core/base/text.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/support/fixtures.h"

#include <filesystem>
#include <sstream>

namespace zvt::tests {

/// Three banks and builders of the A-share market, with their ex-dates, from the fixtures' market/hikyuu: the days of
/// [from, to).
inline backtest::MemorySource realMarket(
    const std::filesystem::path& folder, std::string_view from = "2006-06-01", std::string_view to = "2007-12-31")
{
  const auto rowsOf = [](const std::filesystem::path& file) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(readFile(file));
    std::string line;
    std::getline(lines, line); // header
    while (std::getline(lines, line)) {
      rows.emplace_back();
      for (const auto& cell : split(trim(line), ','))
        rows.back().emplace_back(cell);
    }
    return rows;
  };
  const auto number = [](const std::string& text) { return parseDouble(text).value(); };
  backtest::MemorySource source;
  for (const auto& [name, id] : {std::pair{"sh600000", "stock_sh_600000"}, std::pair{"sz000001", "stock_sz_000001"},
           std::pair{"sz000002", "stock_sz_000002"}}) {
    market::BarSeries series;
    series.entityId = id;
    series.provider = "test";
    for (const auto& row : rowsOf(folder / (std::string(name) + "_1d.csv")))
      if (row[0] >= from && row[0] < to)
        series.append({TradingDay::parse(row[0]).value().days, number(row[1]), number(row[2]), number(row[3]),
            number(row[4]), number(row[5]) * 100, number(row[6])});
    std::vector<market::CorporateAction> actions;
    for (const auto& row : rowsOf(folder / (std::string(name) + "_corporate_actions.csv"))) {
      market::CorporateAction action;
      action.exDay = TradingDay::parse(row[0]).value();
      action.bonus = (number(row[1]) + number(row[5])) / 10;
      action.rights = number(row[2]) / 10;
      action.rightsPrice = number(row[3]);
      action.cash = number(row[4]) / 10;
      actions.push_back(action);
    }
    source.add(entity(id, "Name", "1990-12-19"), std::move(series), std::move(actions));
  }
  return source;
}

}
