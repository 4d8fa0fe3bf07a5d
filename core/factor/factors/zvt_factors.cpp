// SPDX-License-Identifier: Apache-2.0
// The factors that ZVT users know by name.
#include "core/factor/factors/definition.h"

#include <fmt/format.h>

namespace zvt::factor {

namespace {

constexpr const char* kAverages = "5,10,34,55,89,144,120,250"; ///< in ZVT's order, which is that of its columns

ParamSpec spec(const char* key, ParamType type, ParamValue value, std::optional<double> minimum = {})
{
  ParamSpec made;
  made.key = key;
  made.type = type;
  made.defaultValue = std::move(value);
  made.label = std::string("factor.parameter.") + key;
  made.minimum = minimum;
  return made;
}

ParamSpec windowsSpec(const char* key, const char* value)
{
  return spec(key, ParamType::String, std::string(value));
}

ParamSpec countSpec(const char* key, std::int64_t value)
{
  return spec(key, ParamType::Int, value, 1);
}

FactorDefinition technical(std::string name, std::vector<ParamSpec> parameters,
    std::function<Result<FactorParts>(const FactorParameters&)> build)
{
  FactorDefinition definition;
  definition.title = "factor.title." + name;
  definition.help = "factor.help." + name;
  definition.name = std::move(name);
  definition.parameters = ParamSchema(std::move(parameters));
  definition.inputs = {"open", "high", "low", "close", "volume", "turnover"};
  definition.source = "ZVT (zvt.factors), https://github.com/zvtvz/zvt";
  definition.build = std::move(build);
  return definition;
}

/// At least two averages make an order.
Result<std::vector<std::int64_t>> orderedWindows(const FactorParameters& parameters)
{
  auto windows = parameters.windows("windows");
  if (windows.size() < 2)
    return fail("factor.bad_windows", {{"key", "windows"}, {"text", parameters.text("windows")}});
  return windows;
}

std::vector<FactorDefinition> averageFactors()
{
  std::vector<FactorDefinition> made;
  made.push_back(technical("TechnicalFactor", {},
      [](const FactorParameters&) -> Result<FactorParts> { return FactorParts{{{"close", "CLOSE"}}, {}, {}}; }));
  made.push_back(
      technical("MaFactor", {windowsSpec("windows", kAverages)}, [](const FactorParameters& p) -> Result<FactorParts> {
        return FactorParts{maTransformer(p.windows("windows")), {}, {}};
      }));
  made.push_back(technical(
      "CrossMaFactor", {windowsSpec("windows", kAverages)}, [](const FactorParameters& p) -> Result<FactorParts> {
        ZVT_TRY(const auto windows, orderedWindows(p));
        return FactorParts{crossMaTransformer(windows), {}, {}};
      }));
  made.push_back(
      technical("TopBottomFactor", {countSpec("window", 30)}, [](const FactorParameters& p) -> Result<FactorParts> {
        return FactorParts{topBottomTransformer(p.whole("window")), {}, {}};
      }));
  return made;
}

Result<std::optional<TradingDay>> dayOf(const FactorParameters& parameters, std::string_view key)
{
  const std::string text = parameters.text(key);
  if (text.empty())
    return std::nullopt;
  ZVT_TRY(const TradingDay day, TradingDay::parse(text));
  return day;
}

/// Signals of fixed days.
std::vector<FactorDefinition> specificFactors()
{
  const auto day = [](const char* key) { return spec(key, ParamType::String, std::string()); };
  std::vector<FactorDefinition> made;
  made.push_back(technical("SpecificFactor", {day("buy_timestamp"), day("sell_timestamp")},
      [](const FactorParameters& p) -> Result<FactorParts> {
        ZVT_TRY(const auto buy, dayOf(p, "buy_timestamp"));
        ZVT_TRY(const auto sell, dayOf(p, "sell_timestamp"));
        return FactorParts{specificTransformer(buy, sell), {}, {}};
      }));
  return made;
}

std::vector<ParamSpec> volumeParameters(const char* windows)
{
  ParamSpec mode = spec("over_mode", ParamType::Choice, std::string("and"));
  mode.choices = {{"and", "factor.over_mode.and"}, {"or", "factor.over_mode.or"}};
  return {windowsSpec("windows", windows), windowsSpec("vol_windows", "30"),
      spec("turnover_threshold", ParamType::Double, 3e8, 0),
      spec("turnover_rate_threshold", ParamType::Double, 0.02, 0),
      spec("up_intervals", ParamType::Int, std::int64_t{40}, 0), std::move(mode)};
}

Result<FactorParts> volumeUp(const FactorParameters& p)
{
  const auto windows = p.windows("windows");
  const auto volumeWindows = p.windows("vol_windows");
  const VolumeUpRules rules{windows.size(), volumeWindows.size(), p.real("turnover_threshold"),
      p.real("turnover_rate_threshold"), p.whole("up_intervals"), p.text("over_mode") == "and"};
  return FactorParts{maAndVolumeTransformer(windows, volumeWindows), [rules] { return makeVolumeUp(rules); },
      {"breakout", std::string(kFilterResult)}};
}

Result<FactorParts> crossMaVolume(const FactorParameters& p)
{
  ZVT_TRY(const auto windows, orderedWindows(p));
  auto columns = maAndVolumeTransformer(windows, p.windows("vol_windows"));
  columns.push_back(
      {std::string(kFilterResult), alignment(windows) + fmt::format(" AND TURNOVER>{}", p.real("turnover_threshold"))});
  return FactorParts{std::move(columns), {}, {}};
}

/// ma5 and ma10 decide, whatever other averages are wanted.
Result<FactorParts> maStats(const FactorParameters& p)
{
  FactorParts parts{maTransformer({5, 10}), makeMaStats, {"live", "distance", "count", "area"}};
  for (const FactorColumn& column :
      maAndVolumeTransformer(p.windows("windows"), p.windows("vol_windows"), "TURNOVER")) {
    if (column.name != "ma5" && column.name != "ma10")
      parts.transformer.push_back(column);
  }
  return parts;
}

std::vector<FactorDefinition> volumeFactors()
{
  std::vector<FactorDefinition> made;
  made.push_back(technical("VolumeUpMaFactor", volumeParameters("250"), volumeUp));
  made.back().inputs.emplace_back("turnover_rate");
  made.push_back(technical("CrossMaVolumeFactor", volumeParameters("5,10,250"), crossMaVolume));
  for (const char* name : {"MaStatsFactor", "TFactor"}) {
    made.push_back(technical(name, {windowsSpec("windows", kAverages), windowsSpec("vol_windows", "30")}, maStats));
  }
  return made;
}

std::vector<ParamSpec> macdParameters(std::vector<ParamSpec> more = {})
{
  std::vector<ParamSpec> parameters = {countSpec("slow", 26), countSpec("fast", 12), countSpec("n", 9)};
  std::ranges::move(more, std::back_inserter(parameters));
  return parameters;
}

/// MACD with its counts, and a filter made of them.
FactorDefinition macdFactor(std::string name, std::vector<ParamSpec> parameters, std::string filter,
    std::function<std::unique_ptr<Accumulator>(const FactorParameters&)> accumulator)
{
  const auto build = [filter = std::move(filter), accumulator = std::move(accumulator)](
                         const FactorParameters& p) -> Result<FactorParts> {
    FactorParts parts{macdTransformer(p.whole("slow"), p.whole("fast"), p.whole("n")),
        [accumulator, p] { return accumulator(p); }, {"live", "bull", "live_count"}};
    if (filter == "own")
      parts.accumulatorColumns.emplace_back(kFilterResult);
    else if (!filter.empty())
      parts.transformer.push_back({std::string(kFilterResult),
          fmt::format(fmt::runtime(filter),
              fmt::arg("macd", fmt::format("MACD(CLOSE,{},{},{})", p.whole("fast"), p.whole("slow"), p.whole("n"))))});
    return parts;
  };
  return technical(std::move(name), macdParameters(std::move(parameters)), build);
}

std::vector<FactorDefinition> macdFactors()
{
  const auto runs = [](const FactorParameters&) { return makeMacdRuns(); };
  std::vector<FactorDefinition> made;
  made.push_back(macdFactor("MacdFactor", {}, "", runs));
  made.push_back(macdFactor("BullFactor", {}, "{macd}.diff>0 AND {macd}.dea>0", runs));
  made.push_back(macdFactor("KeepBullFactor", {countSpec("keep_window", 10)}, "own",
      [](const FactorParameters& p) { return makeKeepBull(p.whole("keep_window")); }));
  made.push_back(macdFactor("LiveOrDeadFactor",
      {spec("pattern_before", ParamType::Int, std::int64_t{-5}), spec("pattern_now", ParamType::Int, std::int64_t{1})},
      "own",
      [](const FactorParameters& p) { return makeLiveOrDead(p.whole("pattern_before"), p.whole("pattern_now")); }));
  made.push_back(macdFactor("GoldCrossFactor", {}, "{macd}.diff>{macd}.dea", runs));
  return made;
}

std::vector<FactorDefinition> zenFactors()
{
  const auto withFilter = [] {
    std::vector<std::string> columns = zenColumns();
    columns.emplace_back(kFilterResult);
    return columns;
  };
  std::vector<FactorDefinition> made;
  made.push_back(technical("ZenFactor", {},
      [](const FactorParameters&) -> Result<FactorParts> { return FactorParts{{}, makeZen, zenColumns()}; }));
  made.push_back(technical("TrendingFactor", {}, [withFilter](const FactorParameters&) -> Result<FactorParts> {
    return FactorParts{{}, makeTrending, withFilter()};
  }));
  made.push_back(technical("ShakingFactor", {spec("shaking_range", ParamType::Double, 0.5, 0)},
      [withFilter](const FactorParameters& p) -> Result<FactorParts> {
        return FactorParts{{}, [range = p.real("shaking_range")] { return makeShaking(range); }, withFilter()};
      }));
  return made;
}

}

FactorRegistry FactorRegistry::builtIn()
{
  FactorRegistry registry;
  for (const auto& group :
      {averageFactors, volumeFactors, macdFactors, zenFactors, specificFactors, fundamentalFactors}) {
    for (FactorDefinition& definition : group())
      registry.m_definitions.push_back(std::move(definition));
  }
  return registry;
}

}
