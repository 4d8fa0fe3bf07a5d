// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/market_replay.h"
#include "core/trading/practice_desk.h"

#include <QObject>
#include <QTimer>

#include <atomic>

namespace zvt::ui {

/// The replay of stored bars as a signal on the GUI thread, at most 30 times a second. Its clock is one for the whole
/// program: every panel that follows it asks asOf() and shows nothing later.
class ReplayFeed : public QObject {
  Q_OBJECT

public:
  /// @param practice the account that follows the replay; null: none. Both outlive the feed.
  explicit ReplayFeed(
      trading::MarketReplay& replay, trading::PracticeDesk* practice = nullptr, QObject* parent = nullptr);
  ~ReplayFeed() override;

  [[nodiscard]] trading::MarketReplay& replay() const { return m_replay; }
  /// As of the last signal.
  [[nodiscard]] const trading::MarketReplayState& state() const { return m_state; }
  [[nodiscard]] bool isActive() const { return m_state.active; }
  /// What was known at this moment may be shown; nothing: no replay, everything.
  [[nodiscard]] std::optional<Timestamp> asOf() const;
  /// The practice account's session; null: no replay.
  [[nodiscard]] const std::shared_ptr<trading::PaperSession>& practice() const { return m_session; }

Q_SIGNALS:
  void changed(); ///< clock, pace, or whose bars are the steps
  void moved(); ///< the clock alone, or whether there is one; after changed()
  void practiceChanged(); ///< practice() is another session
  void ordersUndone(int count); ///< by going back
  void practiceOver(const zvt::trading::PracticeSummary& summary); ///< of a replay that had orders

private:
  void wake();
  void refresh();
  void take(const trading::PracticeChange& change);

  trading::MarketReplay& m_replay;
  trading::MarketReplayState m_state;
  QTimer m_timer;
  std::shared_ptr<std::atomic<bool>> m_pending;
  std::shared_ptr<trading::PaperSession> m_session;
  std::shared_ptr<void> m_observation, m_practiceObservation; ///< last: no call arrives once the others are going
};

}
