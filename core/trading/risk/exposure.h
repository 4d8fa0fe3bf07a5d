// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/risk/risk_check.h"

namespace zvt::risk {

/// What one security may come to in the currency of the limits, with everything open filled on one side.
struct NameExposure {
  Money held; ///< negative: short
  Money buying;
  Money selling;
  [[nodiscard]] Money worst() const;
};
using ExposureByName = std::map<std::string, NameExposure, std::less<>>;

/// Before and with the draft.
struct ExposureChange {
  ExposureByName before;
  ExposureByName after;
};

/// Is a holding or an order of this account, strategy and security in the scope?
[[nodiscard]] bool isInScope(const LimitScope& scope, const LineKey& key, const RiskLookups& lookups);
[[nodiscard]] LineKey keyOf(const Order& order);

/// Of every security in scope for which @p chosen says yes; null: all. Holdings count at their newest price, open
/// orders at that or their own, whichever is more. Errors: risk.no_price (argument "entity") of a holding.
[[nodiscard]] Result<ExposureChange> exposureOf(const RiskQuestion& question, const LimitScope& scope,
    const std::function<bool(std::string_view entityId)>& chosen = {});

/// Only lessens what the scope holds of the security, whatever else is open in it.
[[nodiscard]] bool isReducing(const RiskQuestion& question, const LimitScope& scope);

/// The draft's value in the currency of the limits: by its price or the newest, whichever is more.
[[nodiscard]] Result<Money> valueOf(const RiskQuestion& question);

[[nodiscard]] Money magnitude(Money amount);

}
