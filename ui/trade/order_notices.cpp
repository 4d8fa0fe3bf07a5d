// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/order_notices.h"

#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "ui/trade/trade_texts.h"

#include <algorithm>
#include <utility>

namespace zvt::ui {

namespace {

constexpr std::size_t kMostByName = 3; ///< more at once are one notice

/// What has ended, and not by a person's hand. The orders of a worked one are its own affair.
std::vector<OrderRow> endedOnes(const trading::TradingSnapshot& snapshot, const trading::HeldSnapshot& held)
{
  const auto isPart = [&](const trading::Order& order) {
    return std::ranges::any_of(held.algos, [&](const trading::AlgoOrder& one) { return order.intent == one.order.id; });
  };
  std::vector<OrderRow> rows;
  for (const trading::Order& order : snapshot.orders)
    if ((order.state == trading::OrderState::Filled || order.state == trading::OrderState::Expired) && !isPart(order))
      rows.push_back({order.id, order});
  for (const trading::ConditionalOrder& one : held.conditional)
    if (one.reason.code == "conditional.expired")
      rows.push_back({one.id, one});
  for (const trading::AlgoOrder& one : held.algos)
    if (one.report.state == trading::AlgoState::Done)
      rows.push_back({one.order.id, one});
  return rows;
}

bool isFilled(const OrderRow& row)
{
  return row.filled().isPositive() && row.filled() == row.quantity();
}

}

OrderNotices::OrderNotices(const Context& context, QWidget* over)
    : QObject(over)
    , m_context(context)
    , m_over(over)
    , m_feed(context)
{
  const auto look = [this] {
    if (m_feed.snapshot() && m_feed.held())
      follow(*m_feed.snapshot(), *m_feed.held());
  };
  connect(&m_feed, &TradingFeed::changed, this, look);
  look();
}

QString OrderNotices::textOf(const OrderRow& row) const
{
  const QString name = trade::nameOf(m_context, row.entityId());
  QString text = trade::sideText(row.side()) + u' ' + name + QStringLiteral(" · ") + trade::kindText(row)
      + QStringLiteral(" · ") + trade::stateText(row);
  if (row.filled().isPositive())
    text += QStringLiteral(": ")
        + (isFilled(row) ? Tr::tr("%1 at %2", "quantity, average price")
                               .arg(trade::quantityText(row.filled()), trade::priceText(row.average(), 3))
                         : Tr::tr("%1 of %2 at %3", "filled, ordered, average price")
                               .arg(trade::quantityText(row.filled()), trade::quantityText(row.quantity()),
                                   trade::priceText(row.average(), 3)));
  return text;
}

void OrderNotices::follow(const trading::TradingSnapshot& snapshot, const trading::HeldSnapshot& held)
{
  // What had ended before the program began, or in another account, is no news.
  const bool isFirst = m_session != m_feed.session().get();
  m_session = m_feed.session().get();
  std::set<std::string> now;
  std::vector<OrderRow> news;
  for (OrderRow& row : endedOnes(snapshot, held)) {
    now.insert(row.id);
    if (!isFirst && !m_known.contains(row.id))
      news.push_back(std::move(row));
  }
  m_known = std::move(now);
  const QString panel = QStringLiteral("window.panel.orders");
  if (news.size() > kMostByName) {
    const auto filled = std::ranges::count_if(news, isFilled);
    notify(m_context, m_over, widgets::NoteKind::Info,
        Tr::tr("%n orders have ended, %1 of them filled", nullptr, static_cast<int>(news.size())).arg(filled), panel);
    return;
  }
  for (const OrderRow& row : news)
    notify(m_context, m_over, isFilled(row) ? widgets::NoteKind::Ok : widgets::NoteKind::Info, textOf(row), panel);
}

}
