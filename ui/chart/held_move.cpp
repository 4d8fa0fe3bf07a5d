// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/held_move.h"

#include "core/trading/contract_terms.h"
#include "ui/shell/tr.h"
#include "ui/trade/order_rows.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/number_format.h"

namespace zvt::ui {

using trading::ConditionalOrder;
using trading::Side;
using trading::Trail;

namespace {

const Decimal kHundred = Decimal::fromInt(100);

/// How far behind its best price it follows; percent to the hundredth.
std::optional<Decimal> trailTo(const ConditionalOrder& order, Price wanted)
{
  const Decimal distance = order.side == Side::Sell ? (order.best - wanted).value() : (wanted - order.best).value();
  if (!order.best.isPositive() || distance <= Decimal())
    return {};
  if (order.trail.kind != Trail::Kind::Percent)
    return distance;
  const auto product = distance.multiply(kHundred);
  const auto percent = product ? product->divide(order.best.value()) : product;
  const auto rounded = percent ? percent->roundTo(*Decimal::parse("0.01"), Rounding::HalfUp) : percent;
  return rounded && *rounded > Decimal() ? std::optional(*rounded) : std::nullopt;
}

}

std::optional<HeldMove> heldMoveTo(
    const ConditionalOrder& order, Price wanted, const std::function<Price(Price)>& tickAt)
{
  HeldMove move;
  if (order.trail.kind != Trail::Kind::None) {
    const auto trail = trailTo(order, wanted);
    if (!trail)
      return {};
    ConditionalOrder after = order;
    after.trail.value = *trail;
    const auto trigger = trading::trailedTrigger(after, order.best);
    if (!trigger || !trigger->isPositive())
      return {};
    move.change.trail = trail;
    move.trigger = *trigger;
    return move;
  }
  move.change.trigger = wanted;
  move.trigger = wanted;
  if (order.sends != trading::OrderType::Limit)
    return move;
  const Price limit = order.price + (wanted - order.trigger);
  const auto onTick = limit.isPositive() ? limit.roundTo(tickAt(limit), Rounding::HalfUp) : Result<Price>(Price());
  if (!onTick || !onTick->isPositive())
    return {};
  move.change.price = move.limit = *onTick;
  return move;
}

ConfirmText confirmTextOf(const ConditionalOrder& order, const HeldMove& move, const std::optional<Price>& last,
    const std::optional<Price>& paid, const std::function<QString(Price)>& priceText)
{
  const OrderRow row{order.id, order};
  const QString arrow = QStringLiteral(" → ");
  ConfirmText text;
  text.side = order.side;
  text.title = Tr::tr("Confirm the change");
  text.action = Tr::tr("Change it");
  text.back = Tr::tr("Leave it");
  text.detail = trade::noteText(row);
  text.order = priceText(order.trigger) + arrow + priceText(move.trigger);
  if (!order.quantity.isZero())
    text.figures.push_back({Tr::tr("Quantity"), trade::quantityText(order.quantity), false, 0, {}});
  if (move.limit && *move.limit != move.trigger)
    text.figures.push_back({Tr::tr("Limit"), priceText(order.price) + arrow + priceText(*move.limit), false, 0,
        Tr::tr("It keeps its distance from the stop")});
  if (move.change.trail)
    text.figures.push_back({Tr::tr("Distance"),
        trade::trailText(order.trail) + arrow + trade::trailText({order.trail.kind, *move.change.trail}), false, 0,
        {}});
  if (last && last->isPositive())
    text.figures.push_back({Tr::tr("From the last price"),
        widgets::formatSignedPercent(move.trigger.toDouble() / last->toDouble() - 1), false, 0, priceText(*last)});
  const bool closes = order.side == Side::Sell;
  if (closes && !trading::isContract(order.entityId) && paid && paid->isPositive() && !order.quantity.isZero())
    if (const auto value = multiply(move.trigger - *paid, order.quantity))
      text.figures.push_back({Tr::tr("Result at this price"), trade::signedMoneyText(*value), true,
          value->isNegative() ? -1 : 1, Tr::tr("Against the average cost, before the costs of the sale")});
  return text;
}

}
