// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/live_feed.h"

#include <map>

namespace zvt::ui {

/// Tells of strategies that have failed, and of corporate actions that one's account booked late or knows otherwise
/// than it booked them, whether or not anybody looks at the board: a toast over @p over's window and an entry among the
/// notifications, with the reason. Those that fail together are told together.
class LiveNotices : public QObject {
  Q_OBJECT

public:
  LiveNotices(const Context& context, QWidget* over);
  /// The board as it is now; told is what has failed since the one before.
  void follow(const backtest::LiveBoardPtr& board);

private:
  void tellActions(const backtest::LiveBoard& board);

  Context m_context;
  QWidget* m_over;
  std::map<std::string, backtest::LiveState> m_known; ///< by mode and name
  std::map<std::string, std::vector<trading::AccountNews>> m_actions; ///< told, by mode and name
  LiveFeed m_feed;
};

}
