// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/trading_rules.h"

#include <vector>

namespace zvt::trading {

/// The most that one order of this type may carry; nothing: no maximum. What has no limit price when it arrives at the
/// market (market orders, stops) has the maximum of market orders.
[[nodiscard]] std::optional<Quantity> largestOrder(const std::optional<market::LotRule>& lot, OrderType type);

/// legalQuantity() of one order: not above largestOrder() either.
[[nodiscard]] Quantity legalOrderQuantity(
    const std::optional<market::LotRule>& lot, OrderType type, Side side, Quantity wanted, Quantity sellable);

/// An intended quantity as the orders that it is sent as: the largest ones first, the rest last, and that not below the
/// smallest order. One part where there is no maximum; none of nothing. Their sum is @p quantity, which is legal
/// (legalQuantity()) but for its size.
[[nodiscard]] std::vector<Quantity> orderParts(
    const std::optional<market::LotRule>& lot, OrderType type, Side side, Quantity quantity);

}
