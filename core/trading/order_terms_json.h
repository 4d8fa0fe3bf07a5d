// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/trading/order_terms.h"

#include <span>

namespace zvt::trading {

/// Refuses a member that no reader knows, so that what a newer program wrote is never half understood. Errors:
/// trading.unknown_field with argument "field", its place as "order.terms.display".
[[nodiscard]] Result<void> knowOnly(
    const Json& object, std::string_view place, std::span<const std::string_view> known);

/// Members that have their default are left out; a document without any gives the default terms.
[[nodiscard]] Json toJsonValue(const OrderTerms& terms);
/// @param place of the object, for errors. Errors: json.type, number.bad_decimal, time.*, trading.bad_name,
/// trading.unknown_field.
[[nodiscard]] Result<OrderTerms> termsFromJson(const Json& json, std::string_view place);

}
