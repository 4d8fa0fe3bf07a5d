// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/text.h"
#include "core/factor/formula.h"
#include "tests/support/fixtures.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>

namespace zvt::tests {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Bars whose fields all derive from @p closes; keys are consecutive days.
inline market::BarSeries barsOf(const std::vector<double>& closes)
{
  market::BarSeries bars;
  bars.entityId = "stock_sz_000001";
  for (std::size_t i = 0; i < closes.size(); ++i) {
    bars.key.push_back(static_cast<std::int64_t>(i));
    bars.open.push_back(closes[i] - 0.25);
    bars.high.push_back(closes[i] + 1);
    bars.low.push_back(closes[i] - 1);
    bars.close.push_back(closes[i]);
    bars.volume.push_back(100 + static_cast<double>(i % 7));
    bars.turnover.push_back(closes[i] * 100);
  }
  return bars;
}

/// The same number, or both undefined, bit for bit.
inline bool sameBits(double a, double b)
{
  return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

inline bool sameColumns(const std::vector<std::vector<double>>& a, const std::vector<std::vector<double>>& b)
{
  if (a.size() != b.size())
    return false;
  for (std::size_t c = 0; c < a.size(); ++c) {
    if (a[c].size() != b[c].size())
      return false;
    for (std::size_t i = 0; i < a[c].size(); ++i)
      if (!sameBits(a[c][i], b[c][i]))
        return false;
  }
  return true;
}

/// Columns of a plain CSV file by header name; empty cells are NaN, the first column's dates are days as a TradingDay
/// counts.
inline std::map<std::string, std::vector<double>> readCsv(const std::filesystem::path& file)
{
  const std::string content = readFile(file);
  std::map<std::string, std::vector<double>> columns;
  std::vector<std::string> names;
  for (const std::string_view line : split(content, '\n')) {
    const auto cells = split(trim(line), ',');
    if (names.empty()) {
      names.assign(cells.begin(), cells.end());
      continue;
    }
    if (cells.size() != names.size())
      continue;
    const auto day = TradingDay::parse(cells[0]);
    columns[names[0]].push_back(day ? day->days : kNan);
    for (std::size_t i = 1; i < cells.size(); ++i)
      columns[names[i]].push_back(parseDouble(cells[i]).value_or(kNan));
  }
  return columns;
}

inline market::BarSeries readBars(const std::filesystem::path& file)
{
  auto columns = readCsv(file);
  market::BarSeries bars;
  bars.open = columns["open"];
  bars.high = columns["high"];
  bars.low = columns["low"];
  bars.close = columns["close"];
  bars.volume = columns["volume"];
  bars.turnover = columns["turnover"];
  bars.turnover.resize(bars.close.size(), kNan);
  for (const char* name : {"timestamp", "date"})
    for (const double day : columns[name])
      bars.key.push_back(static_cast<std::int64_t>(day));
  return bars;
}

/// An oracle's column at each bar of @p bars, by date; nothing where the oracle has no row for that day.
inline std::vector<std::optional<double>> atBars(
    const std::vector<double>& days, const std::vector<double>& values, const market::BarSeries& bars)
{
  std::map<std::int64_t, double> byDay;
  for (std::size_t i = 0; i < days.size(); ++i)
    byDay[static_cast<std::int64_t>(days[i])] = values[i];
  std::vector<std::optional<double>> result;
  for (const std::int64_t key : bars.key) {
    const auto found = byDay.find(key);
    result.push_back(found == byDay.end() ? std::nullopt : std::optional(found->second));
  }
  return result;
}

}
