// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/account.h"
#include "core/trading/held_orders.h"

namespace zvt::trading {

/// What orders to sell that wait on this computer or are worked would still take of a position, and is not yet in an
/// order of the account. Together never more than the account could sell.
struct PromisedShares {
  Quantity worked; ///< the rest of worked orders: another order must leave it to them
  /// What stops and targets would sell, of those that cancel each other the largest. They take what there is when their
  /// price is reached, so that another order may come before them.
  Quantity waiting;
};
[[nodiscard]] PromisedShares promisedToSell(
    const HeldSnapshot& held, const SimAccount& account, std::string_view entityId);

/// The account as it is for another order: these shares are frozen, too.
[[nodiscard]] SimAccount withReserved(const SimAccount& account, std::string_view entityId, Quantity reserved);

}
