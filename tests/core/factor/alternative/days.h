// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/text.h"
#include "core/market/bar_series.h"
#include "core/market/exchange.h"
#include "tests/support/fixtures.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace zvt::tests {

inline TradingDay day(const std::string& text)
{
  return *TradingDay::parse(text);
}

/// Of a clock in UTC.
inline Timestamp moment(const std::string& text)
{
  return {parseTime(text)->local.micros};
}

/// Daily bars of a Shenzhen stock that stand at their close all day, 100 shares each.
inline market::BarSeries dailyBars(const std::vector<std::string>& days, const std::vector<double>& closes)
{
  market::BarSeries bars;
  bars.entityId = "stock_sz_000001";
  bars.provider = "test";
  for (std::size_t i = 0; i < days.size(); ++i)
    bars.append({day(days[i]).days, closes[i], closes[i], closes[i], closes[i], 100, 100 * closes[i]});
  return bars;
}

/// Trading days of the mainland from @p first on.
inline std::vector<std::string> tradingDays(const std::string& first, std::size_t count)
{
  const auto calendar = *market::Calendar::load("cn");
  std::vector<std::string> days;
  for (TradingDay one = day(first); days.size() < count; one = *calendar->next(one))
    days.push_back(one.iso());
  return days;
}

inline bool equalColumn(const std::vector<double>& a, const std::vector<double>& b)
{
  return std::ranges::equal(a, b, [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

}
