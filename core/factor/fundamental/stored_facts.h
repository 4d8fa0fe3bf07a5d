// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/fundamental/metric.h"

#include <set>
#include <string>
#include <vector>

namespace zvt::storage {
class Profile;
}

namespace zvt::factor {

/// Lines of reports beside the usual ones (items.h) that are read as well.
using ExtraLines = std::array<std::set<std::string, std::less<>>, kStatementCount>;

/// All versions of the reports of a security that a profile has. Providers rank by name. Errors: storage.*.
[[nodiscard]] Result<Statements> readStatements(
    storage::Profile& profile, const std::string& entityId, StatementSet tables, const ExtraLines& lines = {});

/// Shares and stored valuations of a security by day.
class ShareHistory {
public:
  /// From share_structure, the corporate actions that tell numbers of shares, and stock_valuation. Errors: storage.*.
  static Result<ShareHistory> read(storage::Profile& profile, const std::string& entityId);

  /// At the close of @p day, with that close. A change of the number of shares counts from its own day on, and not
  /// before the day after it was announced, that of a corporate action from the ex-day on. Of those and the numbers of
  /// the valuation table the newest by day counts.
  [[nodiscard]] MarketFacts factsOf(TradingDay day, double close) const;

private:
  struct Count {
    TradingDay from; ///< known and in force
    TradingDay changed;
    double total = MarketFacts::kNone;
    double floating = MarketFacts::kNone;
  };
  struct Valuation {
    TradingDay day;
    MarketFacts facts; ///< close is not set
  };
  void add(const Count& count);

  std::vector<Count> m_counts; ///< by the day from which they hold; older changes that were told later are not there
  std::vector<Valuation> m_valuations; ///< by day
};

/// Whether a table has any row, of whatever security.
[[nodiscard]] Result<bool> hasRows(storage::Profile& profile, std::string_view schema);
/// Whether share_structure or a corporate action tells a number of shares, of whatever security.
[[nodiscard]] Result<bool> hasShareCounts(storage::Profile& profile);

}
