// SPDX-License-Identifier: Apache-2.0
#include "core/market/bar_level.h"

#include <array>
#include <utility>

namespace zvt::market {
namespace {

struct LevelRow {
  BarLevel level;
  std::string_view name;
  int minutes;
};

constexpr std::array kLevels{
    LevelRow{BarLevel::Tick, "tick", 0},
    LevelRow{BarLevel::Min1, "1m", 1},
    LevelRow{BarLevel::Min5, "5m", 5},
    LevelRow{BarLevel::Min15, "15m", 15},
    LevelRow{BarLevel::Min30, "30m", 30},
    LevelRow{BarLevel::Hour1, "1h", 60},
    LevelRow{BarLevel::Hour4, "4h", 240},
    LevelRow{BarLevel::Day1, "1d", 0},
    LevelRow{BarLevel::Week1, "1wk", 0},
    LevelRow{BarLevel::Month1, "1mon", 0},
};

constexpr std::array<std::pair<AdjustMode, std::string_view>, 3> kModes{
    {{AdjustMode::Bfq, "bfq"}, {AdjustMode::Qfq, "qfq"}, {AdjustMode::Hfq, "hfq"}}};
constexpr std::array<std::pair<AdjustMethod, std::string_view>, 2> kMethods{
    {{AdjustMethod::Ratio, "ratio"}, {AdjustMethod::Difference, "difference"}}};

template <typename Table, typename Value> std::string_view nameIn(const Table& table, Value value)
{
  for (const auto& [key, name] : table)
    if (key == value)
      return name;
  return {};
}

}

std::string_view toString(BarLevel level)
{
  return kLevels[static_cast<std::size_t>(level)].name;
}

Result<BarLevel> parseBarLevel(std::string_view text)
{
  for (const LevelRow& row : kLevels)
    if (row.name == text)
      return row.level;
  return fail("bar.unknown_level", {{"text", std::string(text)}});
}

int minutesOf(BarLevel level)
{
  return kLevels[static_cast<std::size_t>(level)].minutes;
}

std::string_view toString(AdjustMode mode)
{
  return nameIn(kModes, mode);
}

Result<AdjustMode> parseAdjustMode(std::string_view text)
{
  for (const auto& [mode, name] : kModes)
    if (name == text)
      return mode;
  return fail("bar.unknown_adjust", {{"text", std::string(text)}});
}

std::string_view toString(AdjustMethod method)
{
  return nameIn(kMethods, method);
}

Result<AdjustMethod> parseAdjustMethod(std::string_view text)
{
  for (const auto& [method, name] : kMethods)
    if (name == text)
      return method;
  return fail("bar.unknown_adjust_method", {{"text", std::string(text)}});
}

}
