// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/trade/order_rows.h"
#include "ui/trade/trading_feed.h"

#include <set>

namespace zvt::ui {

/// Tells of orders that have ended by themselves: filled, expired, or worked to their end. One notice an order, of all
/// its fills together; the parts of a worked order are told with it, and more than a few at once are one notice. What a
/// person cancelled is no news to him, and what was refused or has stopped is told by others (HeldNotices, the ticket).
class OrderNotices : public QObject {
  Q_OBJECT

public:
  OrderNotices(const Context& context, QWidget* over);
  /// What the account has and what is held now; told is what has ended since the time before.
  void follow(const trading::TradingSnapshot& snapshot, const trading::HeldSnapshot& held);

private:
  [[nodiscard]] QString textOf(const OrderRow& row) const;

  Context m_context;
  QWidget* m_over;
  TradingFeed m_feed;
  const void* m_session = nullptr; ///< whose orders are known
  std::set<std::string> m_known; ///< ids of what has ended
};

}
