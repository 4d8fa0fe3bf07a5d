// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/risk/risk_picture.h"

#include <optional>
#include <string_view>
#include <vector>

namespace zvt::risk {

enum class ExposureBy { Industry, Tag, Security, Currency, Account };
/// industry tag security currency account
[[nodiscard]] std::string_view toString(ExposureBy by);
/// Errors: trading.bad_name.
[[nodiscard]] Result<ExposureBy> parseExposureBy(std::string_view text);

/// Money in the currency of the limits.
struct ExposureRow {
  std::string name; ///< an industry, a tag, an id, a currency, an account; empty: nobody knows it
  Money net; ///< long less short
  Money gross; ///< long and short
  Money open; ///< the most that working orders can still add to the gross of their securities
  int securities = 0;
  bool operator==(const ExposureRow&) const = default;
};

/// What is held, grouped; the largest gross first.
struct ExposureTable {
  std::vector<ExposureRow> rows;
  ExposureRow total; ///< of all that is counted, each holding once: tags overlap, rows may come to more
  std::optional<Money> equity; ///< of the accounts; nothing: that of one is not known, or in a currency without a rate
  std::vector<std::string> left; ///< what is not counted: holdings without a price, accounts without a rate
  /// Of the equity; nothing: it is not known or not above 0.
  [[nodiscard]] std::optional<double> share(Money amount) const;
};

struct ExposureQuestion {
  ExposureBy by = ExposureBy::Industry;
  std::string account = {}; ///< empty: all of them
};
/// Pure; any thread. @param currencyOf what a security is traded in; empty: unknown
[[nodiscard]] ExposureTable exposureTable(const RiskPicture& picture, const RiskLookups& lookups,
    const std::function<std::string(std::string_view entityId)>& currencyOf, const ExposureQuestion& question);

}
