// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/journal.h"

#include <map>
#include <set>
#include <span>

namespace zvt::risk {

/// Orders and cancels of one account on one of its trading days.
struct RequestDay {
  TradingDay day;
  int orders = 0;
  int cancels = 0;
  std::set<std::string> sources; ///< "manual", strategies
  std::map<std::int64_t, int> seconds; ///< seconds since 1970 in UTC: requests

  [[nodiscard]] int requests() const { return orders + cancels; }
  [[nodiscard]] int peak() const; ///< most in one second of the clock
  /// The first of the busiest seconds; nothing without requests.
  [[nodiscard]] std::optional<Timestamp> busiest() const;
};

struct RequestLog {
  trading::AccountSettings settings;
  Money moved; ///< Σ deposits − withdrawals
  std::vector<RequestDay> days; ///< oldest first; only those with requests
};

/// Reads what was asked of the broker from a journal: an order counts when it was written down, a cancellation when it
/// was asked for. Errors: trading.bad_journal for a journal without its opening.
[[nodiscard]] Result<RequestLog> requestLog(std::span<const trading::JournalEntry> entries);

}
