// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace zvt::analytics {

/// What was held at the end of one day, and what it earned since the end of the day before.
struct Holding {
  std::uint32_t entity = 0; ///< index into HoldingHistory::entities
  double value = 0; ///< signed: short positions are negative; 0 for one that was closed on the day
  /// Change of value, less what was bought and its costs, plus what was sold and dividends.
  double pnl = 0;
};
struct HoldingDay {
  TradingDay day;
  double equity = 0; ///< of the account at the day's end
  std::vector<Holding> holdings; ///< ascending by entity
};
/// Day by day, oldest first. A plain value; whoever ran the account fills it.
struct HoldingHistory {
  std::vector<std::string> entities;
  std::vector<HoldingDay> days;
};

/// One day's exposure as fractions of the equity; NaN where there is no equity.
struct ExposureDay {
  TradingDay day;
  double gross = 0; ///< Σ |value|
  double net = 0; ///< Σ value
  double largest = 0; ///< of one holding, by its absolute value
  double topFive = 0;
  double herfindahl = 0; ///< Σ (|value| / Σ |value|)²: 1 for one holding, 1/n for n equal ones; 0 without any
  std::size_t holdings = 0;
};
[[nodiscard]] std::vector<ExposureDay> exposureByDay(const HoldingHistory& history);

/// The group of an entity (by its index) on a day: an industry, a board, a tag; empty: of none.
using GroupOf = std::function<std::string(std::uint32_t entity, TradingDay day)>;
/// Net value of each group over equity, one row a day.
struct GroupExposure {
  std::vector<std::string> groups; ///< ascending; the empty name, of what is in no group, comes first where it occurs
  std::vector<std::vector<double>> shares; ///< [day][group]
};
[[nodiscard]] GroupExposure exposureByGroup(const HoldingHistory& history, const GroupOf& groupOf);

}
