// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order_service.h"

namespace zvt::trading {

/// How the account and its orders would look without an order: what its replacement is checked against.
[[nodiscard]] TradingSnapshot without(const TradingSnapshot& snapshot, std::string_view orderId);

}
