// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order.h"

namespace zvt::risk {

/// Money a point and lot of what trades on margin, by the newest terms that are known; 1 of what is paid in full.
[[nodiscard]] Decimal multiplierOf(std::string_view entityId);
/// price × quantity × multiplier. Errors: number.overflow.
[[nodiscard]] Result<Money> exposureAt(std::string_view entityId, Price price, Quantity quantity);

}
