// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/paper_session.h"

#include <functional>
#include <memory>
#include <optional>

namespace zvt::trading {

struct PracticeOptions {
  std::shared_ptr<const market::RuleBook> rules;
  Money cash; ///< that a replay begins with
  RightsChoice rights = RightsChoice::Ignore; ///< that are offered in it
  Commission commission = Commission::standard();
  MatchSettings matching;
};

/// What came of the orders of a replay.
struct PracticeSummary {
  Money cash; ///< at the beginning
  Money equity; ///< at the end, holdings at the last known prices
  Money costs;
  std::vector<Fill> fills; ///< oldest first
  [[nodiscard]] Money profit() const { return equity - cash; }
};

/// What a move of the replay did to the practice account.
struct PracticeChange {
  std::shared_ptr<PaperSession> session; ///< that holds from now on; null: the replay is over
  std::size_t undone = 0; ///< orders, held ones among them, that were made later than the moment gone back to
  std::optional<PracticeSummary> summary; ///< of a replay that is over and had orders
};

/// The paper account of a replay: one of its own, in memory, with rules, matcher and costs of the paper desk. It begins
/// anew with each replay and ends with it; the user's paper account does not notice.
///
/// Forward, orders meet the bars that the clock passes. Back, the account is rebuilt as it was: from its books right
/// after the last order of that time, through the bars up to the moment; later orders are undone.
class PracticeDesk {
public:
  using Done = std::function<void(Result<void>)>;
  using Observer = std::function<void(const PracticeChange&)>;

  /// All outlive the desk and what it posted.
  PracticeDesk(PracticeOptions options, storage::Profile& profile, data::MarketData& marketData, const Clock& clock,
      Executor& executor);
  ~PracticeDesk();
  PracticeDesk(const PracticeDesk&) = delete;
  PracticeDesk& operator=(const PracticeDesk&) = delete;

  /// To a moment, forward or back; nothing: the replay is over. On the executor, and answers there; one at a time.
  /// Errors: storage.*, rules.unknown, calendar.*.
  void moveTo(std::optional<ReplayMoment> moment, Done done);
  /// What the next replay begins with. Any thread.
  void setCash(Money cash);
  /// What becomes of rights that are offered from now on, in this replay and the next ones. Any thread.
  void setRights(RightsChoice choice);

  /// Null: no replay. Any thread.
  [[nodiscard]] std::shared_ptr<PaperSession> session() const;
  /// Calls @p observer on the executor when the session is another one, until the handle is gone.
  [[nodiscard]] std::shared_ptr<void> observe(Observer observer);

private:
  struct State;
  std::shared_ptr<State> m_state;
};

}
