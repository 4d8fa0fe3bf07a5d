// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/margin_day.h"

namespace zvt::storage {
class Profile;
}

namespace zvt::trading {

/// A perpetual's stored payments (records "funding_rate") due after one moment up to another, the oldest first; where
/// several providers have one, the first of them by name. Errors: storage.*, number.*.
[[nodiscard]] Result<std::vector<FundingRate>> storedFundings(
    storage::Profile& profile, const std::string& entityId, Timestamp after, Timestamp until);

}
