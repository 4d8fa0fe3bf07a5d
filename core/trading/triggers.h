// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order.h"

namespace zvt::trading {

/// The trigger of a trailing stop at its best price: below it for a sale, above it for a purchase. Errors: number.*
[[nodiscard]] Result<Price> trailedTrigger(Side side, const Trail& trail, Price best);

/// The price at which a bar reaches a trigger that lies below (above) the market: the open of a gap through it, else
/// the trigger; nothing when the bar does not reach it, or without a trigger.
[[nodiscard]] std::optional<Price> reachedIn(bool below, Price trigger, Price open, Price high, Price low);

}
