// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/account.h"
#include "core/trading/held_orders.h"

namespace zvt::trading {

/// What is promised to orders that wait on this computer or are worked, and not yet in an order of the account: the
/// rest of orders to sell that are worked, and what held stops and targets would sell (of those that cancel each other
/// the largest). Never more than the account could sell.
[[nodiscard]] Quantity reservedToSell(const HeldSnapshot& held, const SimAccount& account, std::string_view entityId);

/// The account as it is for another order: what is promised is frozen, too.
[[nodiscard]] SimAccount withReserved(const SimAccount& account, std::string_view entityId, Quantity reserved);

}
