// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/trade/trading_feed.h"

#include <vector>

namespace zvt::ui {

/// Tells of corporate actions that the paper or practice account booked late, and of those that are known otherwise
/// than they were booked: a toast over @p over's window and an entry among the notifications.
class AccountNotices : public QObject {
  Q_OBJECT

public:
  AccountNotices(const Context& context, QWidget* over);
  /// All of the account's since it was opened; told is what came since the time before.
  void follow(const std::vector<trading::AccountNews>& news);

private:
  Context m_context;
  QWidget* m_over;
  TradingFeed m_feed;
  const void* m_session = nullptr; ///< whose news were told
  std::size_t m_told = 0;
};

/// One as a person reads it: the security by its name.
[[nodiscard]] QString newsText(const Context& context, const trading::AccountNews& news);

}
