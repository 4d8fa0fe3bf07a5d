// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/corporate_action.h"
#include "core/market/entity_id.h"
#include "core/market/rule_book.h"

#include <optional>
#include <vector>

namespace zvt::data {

/// What decides the price limits of an entity beside the rule book.
struct LimitSubject {
  market::EntityId id;
  std::optional<TradingDay> listed;
  std::vector<TradingDay> specialTreatment; ///< days as ST or *ST, increasing
};

/// Highest and lowest price of one day.
struct DayLimit {
  double up = 0; ///< NaN: none
  double down = 0;

  /// +1: the price stands at the upper limit, −1: at the lower, see market::isLimitPrice().
  [[nodiscard]] int sideOf(double price) const;
};

/// What each daily bar's change is told against: the close before it, taken through the corporate actions since
/// (unrounded). NaN for the first bar. @param raw daily bars
[[nodiscard]] std::vector<double> referencePrices(
    const market::BarSeries& raw, const std::vector<market::CorporateAction>& actions);

/// The limits of each daily bar; nothing where the day has none or nobody knows them.
[[nodiscard]] std::vector<std::optional<DayLimit>> dayLimits(const market::BarSeries& raw,
    const std::vector<double>& references, const LimitSubject& subject, const market::RuleBook& rules);

}
