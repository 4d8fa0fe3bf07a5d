// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/held_orders.h"
#include "core/trading/paper_session.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace zvt::ui {

/// The paper account, or while a replay is on its practice account, and its market as signals on the GUI thread, at
/// most 30 times a second.
class TradingFeed : public QObject {
  Q_OBJECT

public:
  explicit TradingFeed(const Context& context, QObject* parent = nullptr);
  ~TradingFeed() override;

  [[nodiscard]] bool isAvailable() const { return m_session != nullptr; }
  /// Where orders go; null: this run has no account. Kept by whoever asks it off the GUI thread.
  [[nodiscard]] const std::shared_ptr<trading::PaperSession>& session() const { return m_session; }
  /// As of the last signal; null without a session.
  [[nodiscard]] const trading::TradingSnapshotPtr& snapshot() const { return m_snapshot; }
  /// What is held for the account, as of the last signal; null without a session.
  [[nodiscard]] const trading::HeldSnapshotPtr& held() const { return m_held; }
  [[nodiscard]] const trading::ReplayState& replay() const { return m_replay; }

Q_SIGNALS:
  void changed(); ///< orders, held ones among them, fills, positions or cash
  void replayChanged(); ///< the market's day, or how far it has been played

private:
  void bind();
  void wake();
  void refresh();

  Context m_context;
  std::shared_ptr<trading::PaperSession> m_session;
  trading::TradingSnapshotPtr m_snapshot;
  trading::HeldSnapshotPtr m_held;
  trading::ReplayState m_replay;
  QTimer m_timer;
  std::shared_ptr<std::atomic<bool>> m_pending;
  std::shared_ptr<void> m_orders, m_holding, m_market; ///< last: no call-back arrives once the others are going
};

}
