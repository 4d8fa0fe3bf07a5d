// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zvt::storage {
class Profile;
}

namespace zvt::trading {

/// The board lots of a security whose issuer sets them.
struct IssuerLots {
  std::vector<std::pair<TradingDay, Quantity>> dated; ///< each from its day on, oldest first
  std::optional<Quantity> present; ///< of the list of securities, which does not say since when
  [[nodiscard]] bool isEmpty() const { return dated.empty() && !present; }
  /// The newest dated one by then; where none is dated at all, the present one. Nothing: not known.
  [[nodiscard]] std::optional<Quantity> on(TradingDay day) const;
  bool operator==(const IssuerLots&) const = default;
};

/// Whether its lot is its issuer's: a share of Hong Kong.
[[nodiscard]] bool hasIssuerLots(std::string_view entityId);
/// What the profile knows: records "lot_size" (where several providers have a day, the first of them by name) and the
/// column lot_size of the security. Empty for what has no such lots. Errors: storage.*.
[[nodiscard]] Result<IssuerLots> storedLots(storage::Profile& profile, const std::string& entityId);

}
