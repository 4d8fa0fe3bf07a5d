// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/journal.h"

namespace zvt::trading {

/// Replays what an account's conditional and worked orders have journaled and holds it against the account's own
/// journal: whatever they say was sent is there. Changes nothing. Errors: trading.bad_journal,
/// trading.journal_too_new, conditional.*, conditional.order_missing (arguments "id", "order"), storage.*.
/// @return how many entries were read
[[nodiscard]] Result<std::uint64_t> verifyHeld(Store& store, const std::string& account, const TradingState& state);

}
