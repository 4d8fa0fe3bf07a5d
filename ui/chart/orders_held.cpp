// SPDX-License-Identifier: GPL-3.0-or-later
// The stops and targets that wait on this computer, on a chart: their lines, and what dragging one asks for.
#include "core/trading/held_checks.h"
#include "core/trading/order_state.h"
#include "ui/bridge/gui_thread.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/orders_feature.h"
#include "ui/shell/tr.h"
#include "ui/trade/order_rows.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"

#include <algorithm>

namespace zvt::ui {

using trading::ConditionalOrder;
using trading::Order;
using widgets::OrderLine;

OrderLine OrdersFeature::lineOf(const trading::ConditionalOrder& held) const
{
  OrderLine line;
  line.id = QString::fromStdString(held.id);
  line.buy = held.side == trading::Side::Buy;
  line.price = held.trigger.toDouble() * m_scale;
  line.priceText = priceText(held.trigger);
  const OrderRow row{held.id, held};
  Quantity quantity = held.quantity;
  // Before its entry fills, a leg protects what the entry asks for.
  if (const Order* entry = quantity.isZero() ? findOrder(QString::fromStdString(held.entry)) : nullptr)
    quantity = entry->quantity;
  line.text = trade::sideText(held.side) + u' ' + trade::quantityText(quantity) + u' ' + trade::priceText(row)
      + QStringLiteral(" · ") + trade::stateText(row);
  line.closable = row.isCancellable();
  line.movable = row.canSuspend() && m_ticket && !m_feed.replay().running;
  line.tip = line.text + QStringLiteral("\n") + trade::noteText(row)
      + (line.movable ? QStringLiteral("\n") + Tr::tr("Drag it to another price; Esc returns it.") : QString())
      + scaleSentence();
  return line;
}

const ConditionalOrder* OrdersFeature::findHeld(const QString& id) const
{
  if (!m_feed.held())
    return nullptr;
  const auto& held = m_feed.held()->conditional;
  const auto at = std::ranges::find(held, id.toStdString(), &ConditionalOrder::id);
  return at == held.end() ? nullptr : &*at;
}

QString OrdersFeature::heldProblem(const ConditionalOrder& order, const HeldMove& move) const
{
  const Order* entry = findOrder(QString::fromStdString(order.entry));
  trading::HeldPrices prices = trading::heldPricesOf(order, move.change, m_ticket->market.last, entry);
  if (move.change.trigger)
    prices.tick = tickAt(*move.change.trigger);
  for (const trading::CheckResult& check : trading::checkHeldPrices(prices))
    if (check.status == trading::CheckStatus::Blocked)
      return trade::checkSentence(check);
  return {};
}

widgets::OrderLineLayer::Verdict OrdersFeature::judgeHeld(const ConditionalOrder& order, Price price)
{
  const auto move = heldMoveTo(order, price, [this](Price at) { return tickAt(at); });
  if (!move)
    return {price.toDouble() * m_scale, priceText(price),
        order.trail.kind != trading::Trail::Kind::None
            ? Tr::tr("It trails behind %1, the best price, and cannot be there.").arg(priceText(order.best))
            : Tr::tr("There is no such price."),
        price.toDouble()};
  return {move->trigger.toDouble() * m_scale, priceText(move->trigger), heldProblem(order, *move), price.toDouble()};
}

void OrdersFeature::changeHeld(const ConditionalOrder& order, Price price)
{
  const widgets::OrderLineLayer::Verdict verdict = judgeHeld(order, price);
  if (!verdict.blocked.isEmpty()) {
    tell(verdict.blocked);
    return;
  }
  const auto move = heldMoveTo(order, price, [this](Price at) { return tickAt(at); });
  const trading::Position* position = m_feed.snapshot()->account->find(order.entityId);
  const bool isHeld = position != nullptr && position->total.isPositive();
  ConfirmText text = confirmTextOf(order, *move, m_ticket->market.last,
      isHeld ? std::optional(position->averageCost()) : std::nullopt, [this](Price at) { return priceText(at); });
  text.name = m_ticket->market.entity ? QString::fromStdString(m_ticket->market.entity->name) : QString();
  text.code = trade::codeOf(order.entityId);
  if (!agreed(text))
    return;
  m_note->hide();
  m_feed.session()->change(order.id, move->change, onGuiThread(this, [this, id = order.id](const Result<void>& done) {
    if (!done)
      tell(widgets::Language::current().describe(done.error()));
    else
      Q_EMIT changed(QString::fromStdString(id));
  }));
}

}
