// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/account.h"
#include "core/trading/held_orders.h"

#include <map>
#include <string>

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

/// The account as it is for other orders: these shares of these securities are frozen, too. A copy of all of it.
[[nodiscard]] SimAccount withReserved(const SimAccount& account, const std::map<std::string, Quantity>& reserved);

}
