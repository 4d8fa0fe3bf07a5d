// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/algo/algo_order.h"
#include "core/trading/conditional/conditional_desk.h"

#include <optional>
#include <string>

namespace zvt::strategy {

/// What a strategy in a script or in a module wants held or worked, in the terms of the desk. Nothing is judged here:
/// what makes no sense is an order that StrategyContext refuses. Pure.

/// One of stop, take profit and trail.
struct HoldTerms {
  std::optional<Price> stop;
  std::optional<Price> limit; ///< of what the stop sends
  std::optional<Price> takeProfit;
  trading::Trail trail;
  std::string group;
  [[nodiscard]] bool isOne() const; ///< exactly one is there
};
/// Without a trigger where there is not exactly one of them.
[[nodiscard]] trading::ConditionalOrder heldOrder(
    std::string entityId, trading::Side side, Quantity quantity, const HoldTerms& terms);

/// Percent, else an amount, else none.
[[nodiscard]] trading::Trail trailOf(std::optional<Decimal> amount, std::optional<Decimal> percent);

/// An entry at a limit, or at the market, without its legs.
[[nodiscard]] trading::Bracket bracketFor(
    std::string entityId, trading::Side side, Quantity quantity, std::optional<Price> limit);

struct WorkTerms {
  trading::AlgoKind kind = trading::AlgoKind::Twap;
  std::optional<Price> limit;
  double minutes = 24 * 60;
  double slices = 1;
  std::vector<Decimal> curve; ///< Vwap; empty: even
  Decimal participation;
  Quantity display;
};
/// From @p now on. Minutes and slices that are no such numbers become none.
[[nodiscard]] trading::ParentOrder workedOrder(
    std::string entityId, trading::Side side, Quantity quantity, const WorkTerms& terms, Timestamp now);

}
