// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_level.h"
#include "core/market/corporate_action.h"
#include "core/storage/sqlite.h"

#include <cstdint>
#include <string>
#include <vector>

/// Which stored results of factors no longer hold, noted inside the transaction that changes what they were computed
/// from. The mark says "not to be believed before it is compared with the bars": it may be early, never late.
namespace zvt::storage {

/// Bars of one stored series from @p from on are other than before. New bars behind all results change none.
[[nodiscard]] Result<void> markFactorsOfBars(Connection& connection, const std::string& entityId,
    market::BarLevel level, const std::string& provider, std::int64_t from);
/// Everything that was computed over the entity.
[[nodiscard]] Result<void> markFactorsOfEntity(Connection& connection, const std::string& entityId);
/// Everything there is.
[[nodiscard]] Result<void> markAllFactors(Connection& connection);
/// Throws all results away: after a repair nobody knows which of them are whole.
[[nodiscard]] Result<void> dropFactors(Connection& connection);
/// The corporate actions of one provider are now others: hfq prices change from the first difference on, qfq prices
/// before it.
[[nodiscard]] Result<void> markFactorsOfActions(Connection& connection, const std::string& entityId,
    const std::vector<market::CorporateAction>& before, const std::vector<market::CorporateAction>& after);

}
