// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/trade/trading_feed.h"

#include <set>

namespace zvt::ui {

/// Tells of what is held or worked here and has stopped by itself: a worked order that was stopped, a conditional one
/// that was suspended or whose order was refused. A toast over @p over's window and an entry among the notifications,
/// with the reason. What a person suspended is no news to him.
class HeldNotices : public QObject {
  Q_OBJECT

public:
  HeldNotices(const Context& context, QWidget* over);
  /// What is held now; told is what has stopped since the time before.
  void follow(const trading::HeldSnapshot& held);

private:
  Context m_context;
  QWidget* m_over;
  TradingFeed m_feed;
  const void* m_session = nullptr; ///< whose orders are known
  std::set<std::string> m_known; ///< ids of what has stopped
};

}
