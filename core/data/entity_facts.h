// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/day_limits.h"
#include "core/storage/profile.h"

namespace zvt::data {

/// What the profile knows of one entity that rules and limits ask for.
struct EntityFacts {
  LimitSubject subject;
  std::optional<TradingDay> delisted;
  std::vector<TradingDay> suspended; ///< increasing, of any provider
  std::vector<market::CorporateAction> actions; ///< of the first provider by @p preferred that has some
};

/// Errors: entity.bad_id, storage.*.
[[nodiscard]] Result<EntityFacts> entityFacts(
    storage::Profile& profile, const std::string& entityId, const std::vector<std::string>& preferred = {});

}
