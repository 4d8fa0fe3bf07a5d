// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"
#include "core/trading/order.h"

namespace zvt::backtest {

/// An order of a service as reports show it. @param placed when it was made, in the exchange's zone
[[nodiscard]] analytics::OrderRecord recordOf(const trading::Order& order, LocalTime placed);

}
