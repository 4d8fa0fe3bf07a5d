// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/trading/checks.h"

namespace zvt::trading {

/// The embedded document resources/rules/orders/<market>.json; an empty object where a market has none.
[[nodiscard]] Result<Json> orderRules(std::string_view market);
/// from ≤ @p day ≤ to of an entry.
[[nodiscard]] bool isInForce(const Json& entry, TradingDay day);
/// Does the entry's list @p key hold @p name? An entry without the list concerns all.
[[nodiscard]] bool concerns(const Json& entry, const char* key, std::string_view name);
/// id, from, source and verified of an entry.
[[nodiscard]] Result<CheckRule> readOrderRule(const Json& entry);
[[nodiscard]] std::unexpected<Error> badOrderRules(std::string_view text);

}
