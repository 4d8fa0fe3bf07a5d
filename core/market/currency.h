// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/entity.h"

#include <string>

namespace zvt::market {

/// What the prices of a security are in, by its market: CNY, HKD, USD, the quote of a pair of coins (BTC-USDT,
/// BTC-USDT_USDT, BTCUSDT: USDT). Empty: not known.
[[nodiscard]] std::string currencyOf(const EntityId& id);
/// What is stored of it, else by its market. Empty: not known.
[[nodiscard]] std::string currencyOf(const Entity& entity);

}
