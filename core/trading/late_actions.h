// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/journal.h"

#include <map>

namespace zvt::trading {

/// The corporate actions that are known of securities by now, with their ex-dates; one without any has an empty list.
using KnownActions = std::map<std::string, std::vector<market::CorporateAction>, std::less<>>;

/// What is told of an account: a corporate action that was booked late, that offered rights, or that is not as it was
/// booked, and a trade that was taken back.
using AccountNews = std::variant<CorporateActionApplied, CorporateActionNoted, TradeBusted>;

/// The same as a message: trading.action_late (entity, ex_day, entitled, cash, units),
/// trading.action_late.rights_unpaid (and rights, price, payment, available), trading.late_oversold,
/// trading.action_changed.KIND and trading.action_gone.KIND (entity, day, booked, known) with KIND one of dividend
/// bonus rights consolidation; trading.bust_told and trading.correction_told (entity, day, quantity, price);
/// trading.rights_taken (entity, day, units, price, payment) and trading.rights_unpaid (and available).
[[nodiscard]] Error noticeOf(const AccountNews& news);

/// How the books differ from what is known by now.
struct ActionDifferences {
  /// Not booked though their day has passed, oldest first; whether anything was held then is not looked at. Only what
  /// is not booked of them: dividend, bonus, rights and consolidation are compared by themselves.
  std::vector<CorporateActionNoted> missing;
  /// Booked with other figures, or known no more; without what was noted before.
  std::vector<CorporateActionNoted> changed;
};

/// Compares what was booked from the account's first day on with what is known, by security, day and kind.
[[nodiscard]] ActionDifferences compareActions(const TradingState& state, const KnownActions& known);

}
