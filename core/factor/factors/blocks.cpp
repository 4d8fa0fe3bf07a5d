// SPDX-License-Identifier: Apache-2.0
// ZVT's transformers as formulas.
#include "core/factor/factors/definition.h"

#include <fmt/format.h>

namespace zvt::factor {

std::vector<FactorColumn> maTransformer(const std::vector<std::int64_t>& windows, bool changePct)
{
  std::vector<FactorColumn> columns;
  if (changePct)
    columns.push_back({"change_pct", "CLOSE/REF(CLOSE,1)-1"});
  for (const std::int64_t window : windows)
    columns.push_back({fmt::format("ma{}", window), fmt::format("MA(CLOSE,{})", window)});
  return columns;
}

std::vector<FactorColumn> maAndVolumeTransformer(const std::vector<std::int64_t>& windows,
    const std::vector<std::int64_t>& volumeWindows, std::string_view volumeField)
{
  std::vector<FactorColumn> columns = maTransformer(windows);
  for (const std::int64_t window : volumeWindows)
    columns.push_back({fmt::format("vol_ma{}", window), fmt::format("MA({},{})", volumeField, window)});
  return columns;
}

std::vector<FactorColumn> intersectTransformer(std::int64_t bars)
{
  const std::string low = fmt::format("HHV(LOW,{})", bars);
  const std::string high = fmt::format("LLV(HIGH,{})", bars);
  return {{"overlap_low", fmt::format("IF({0}<={1},{0},0/0)", low, high)},
      {"overlap_high", fmt::format("IF({0}<={1},{1},0/0)", low, high)}};
}

std::vector<FactorColumn> macdTransformer(std::int64_t slow, std::int64_t fast, std::int64_t n, bool normal)
{
  std::vector<FactorColumn> columns;
  for (const char* output : {"diff", "dea", "macd"})
    columns.push_back(
        {output, fmt::format("MACD(CLOSE,{},{},{}).{}{}", fast, slow, n, output, normal ? "/CLOSE" : "")});
  return columns;
}

std::string alignment(const std::vector<std::int64_t>& windows)
{
  std::string condition;
  for (std::size_t i = 1; i < windows.size(); ++i)
    condition +=
        fmt::format("{}MA(CLOSE,{})>MA(CLOSE,{})", condition.empty() ? "" : " AND ", windows[i - 1], windows[i]);
  return condition;
}

std::vector<FactorColumn> crossMaTransformer(const std::vector<std::int64_t>& windows)
{
  std::vector<FactorColumn> columns = maTransformer(windows);
  columns.push_back({std::string(kFilterResult), alignment(windows)});
  return columns;
}

std::vector<FactorColumn> fallBelowTransformer(std::int64_t window, std::int64_t interval)
{
  const std::string below = fmt::format("EVERY(CLOSE<MA(CLOSE,{}),{})", window, interval);
  return {{std::string(kFilterResult), fmt::format("IF({},0,0/0)", below)}};
}

std::vector<FactorColumn> specificTransformer(std::optional<TradingDay> buy, std::optional<TradingDay> sell)
{
  std::string formula = "0/0";
  const auto choose = [&formula](std::optional<TradingDay> day, int value) {
    if (!day)
      return;
    const Date date = day->date();
    const int number = (date.year - 1900) * 10'000 + date.month * 100 + date.day; // as DATE counts
    formula = fmt::format("IF(DATE>={0} AND REF(DATE,1)<{0},{1},{2})", number, value, formula);
  };
  choose(sell, 0);
  choose(buy, 1);
  return {{std::string(kFilterResult), formula}};
}

std::vector<FactorColumn> topBottomTransformer(std::int64_t window)
{
  return {{"top", fmt::format("HHV(HIGH,{})", window)}, {"bottom", fmt::format("LLV(LOW,{})", window)}};
}

}
