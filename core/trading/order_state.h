// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order.h"

#include <span>

namespace zvt::trading {

/// Filled, Cancelled, Rejected, Expired: nothing follows.
[[nodiscard]] bool isFinal(OrderState state);
/// The order is, or may be, at the broker: PendingNew … Unknown.
[[nodiscard]] bool isOpen(OrderState state);
/// May a person ask for its cancellation now?
[[nodiscard]] bool isCancellable(OrderState state);

/// Every legal successor of @p state.
[[nodiscard]] std::span<const OrderState> successors(OrderState state);
[[nodiscard]] bool isLegal(OrderState from, OrderState to);
/// Moves the order. Errors: trading.illegal_transition with arguments "from" and "to", context "order".
[[nodiscard]] Result<void> transition(Order& order, OrderState to, Timestamp at);

}
