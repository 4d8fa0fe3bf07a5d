// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/trading/account.h"
#include "core/trading/broker.h"

namespace zvt::trading {

/// JSON of the values that the journal, the snapshot of an account and the paper broker's book are made of. Exact
/// numbers are text. Readers' errors: json.missing, json.type, number.bad_decimal, trading.bad_name; context "key";
/// trading.unknown_field for a member of an order or fill that no reader knows.

[[nodiscard]] Json toJsonValue(const Error& error);
[[nodiscard]] Json toJsonValue(const Order& order);
[[nodiscard]] Json toJsonValue(const Fill& fill);
[[nodiscard]] Json toJsonValue(const AccountSettings& settings);
[[nodiscard]] Json toJsonValue(const market::CorporateAction& action);
[[nodiscard]] Json toJsonValue(const Rebooking& change);
[[nodiscard]] Json toJsonValue(const LateEntitlement& late);
[[nodiscard]] Json toJsonValue(const RightsOffer& offer);

[[nodiscard]] Result<Error> errorFromJson(const Json& json);
[[nodiscard]] Result<Order> orderFromJson(const Json& json);
[[nodiscard]] Result<Fill> fillFromJson(const Json& json);
[[nodiscard]] Result<AccountSettings> settingsFromJson(const Json& json);
[[nodiscard]] Result<market::CorporateAction> actionFromJson(const Json& json);
[[nodiscard]] Result<Rebooking> rebookingFromJson(const Json& json);
[[nodiscard]] Result<LateEntitlement> lateFromJson(const Json& json);
[[nodiscard]] Result<RightsOffer> rightsFromJson(const Json& json);

/// Members that have their default are left out.
[[nodiscard]] Json toJsonValue(const MarginTerms& terms);
[[nodiscard]] Result<MarginTerms> marginFromJson(const Json& json);

[[nodiscard]] Json toJsonValue(const std::vector<Cost>& costs);
[[nodiscard]] Result<std::vector<Cost>> costsFromJson(const Json& json);

/// The member @p key as an exact number. T is Price, Quantity, Money or Decimal.
template <typename T> [[nodiscard]] Result<T> exactFromJson(const Json& object, std::string_view key)
{
  ZVT_TRY(const std::string text, jsonString(object, key));
  auto value = T::parse(text);
  if (!value)
    return std::unexpected(std::move(value).error().with("key", key));
  return *value;
}

}
