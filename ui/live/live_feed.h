// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/live/strategy_service.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QTimer>

#include <atomic>

namespace zvt::ui {

/// The board of the strategies as a signal on the GUI thread, at most 15 times a second.
class LiveFeed : public QObject {
  Q_OBJECT

public:
  explicit LiveFeed(const Context& context, QObject* parent = nullptr);
  ~LiveFeed() override;

  /// As of the last signal; null: this run has no strategies.
  [[nodiscard]] const backtest::LiveBoardPtr& board() const { return m_board; }

Q_SIGNALS:
  void changed();

private:
  void wake();
  void refresh();

  backtest::StrategyService* m_service;
  backtest::LiveBoardPtr m_board;
  QTimer m_timer;
  std::shared_ptr<std::atomic<bool>> m_pending;
  std::shared_ptr<void> m_observation; ///< last: no call arrives once the others are going
};

}
