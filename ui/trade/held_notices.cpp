// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/held_notices.h"

#include "ui/shell/notification_center.h"
#include "ui/trade/order_rows.h"
#include "ui/trade/trade_texts.h"

namespace zvt::ui {

namespace {

std::vector<OrderRow> stoppedOnes(const trading::HeldSnapshot& held)
{
  using trading::ConditionalState;
  std::vector<OrderRow> rows;
  for (const trading::ConditionalOrder& one : held.conditional)
    if (!one.reason.code.empty() && (one.state == ConditionalState::Suspended || one.state == ConditionalState::Done))
      rows.push_back({one.id, one});
  for (const trading::AlgoOrder& one : held.algos)
    if (one.report.state == trading::AlgoState::Stopped)
      rows.push_back({one.order.id, one});
  return rows;
}

}

HeldNotices::HeldNotices(const Context& context, QWidget* over)
    : QObject(over)
    , m_context(context)
    , m_over(over)
    , m_feed(context)
{
  const auto look = [this] {
    if (m_feed.held())
      follow(*m_feed.held());
  };
  connect(&m_feed, &TradingFeed::changed, this, look);
  look();
}

void HeldNotices::follow(const trading::HeldSnapshot& held)
{
  // What had stopped before the program began, or in another account, is no news.
  const bool isFirst = m_session != m_feed.session().get();
  m_session = m_feed.session().get();
  std::set<std::string> now;
  for (const OrderRow& row : stoppedOnes(held)) {
    now.insert(row.id);
    if (isFirst || m_known.contains(row.id))
      continue;
    const QString what = trade::kindText(row) + QStringLiteral(" · ") + trade::nameOf(m_context, row.entityId());
    notify(m_context, m_over, widgets::NoteKind::Error,
        what + QStringLiteral(" · ") + trade::stateText(row) + QStringLiteral(": ") + trade::reasonText(row),
        QStringLiteral("window.panel.orders"));
  }
  m_known = std::move(now);
}

}
