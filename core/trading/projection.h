// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/journal.h"

#include <set>

namespace zvt::trading {

/// Pictures of the account and of each order as they stood at one entry of the journal. They are written with the entry
/// that begins a day, in one commit, to the tables "trading.account" (by account) and "trading.orders.<account>" (by
/// order). Nothing is built from them: the journal is the truth, and they are a second witness of what it says.
class ProjectionKeeper {
public:
  /// An order of the state has changed.
  void changed(const std::string& orderId) { m_changed.insert(orderId); }
  /// What to write beside the next entry so that the stored pictures are those of @p state.
  [[nodiscard]] std::vector<StoreOperation> write(const TradingState& state) const;
  /// That was written.
  void written();

private:
  bool m_complete = false; ///< all orders of before this run are stored
  std::set<std::string> m_changed;
};

/// What verifyJournal() found.
struct JournalCheck {
  std::string account;
  std::uint64_t entries = 0;
  std::optional<Error> problem; ///< the first
};

/// Reads a whole journal and those of what is held for the account, replays them, and compares the stored pictures with
/// it. Problems: those of verifyHeld(); those of Journal::read() and
/// TradingState::replay(); trading.projection_differs with arguments "what" ("account" or an order's id), "field",
/// "journal" and "stored". Changes nothing; @p store may be one that is only read.
[[nodiscard]] JournalCheck verifyJournal(Store& store, const std::string& account);
/// The journals of all accounts. Errors: storage.*: they cannot be listed.
[[nodiscard]] Result<std::vector<JournalCheck>> verifyJournals(Store& store);

}
