// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/ticket_order.h"

#include "ui/trade/ticket_worked.h"

namespace zvt::ui {

using trading::ConditionalOrder;
using trading::OrderType;

namespace {

trading::OrderIntent intentOf(const trading::Order& draft, const std::string& id)
{
  trading::OrderIntent intent;
  intent.id = id;
  intent.entityId = draft.entityId;
  intent.side = draft.side;
  intent.type = draft.type;
  intent.price = draft.price;
  intent.quantity = draft.quantity;
  intent.terms = draft.terms;
  return intent;
}

}

std::vector<ConditionalOrder> heldOrdersOf(
    const TicketInput& input, const std::string& intent, const trading::TicketMarket& market)
{
  std::vector<ConditionalOrder> orders;
  if (input.plan == TicketPlan::OneCancelsOther) {
    orders.push_back(trading::stopOrder(intent + ".stop", input.entityId, input.side, input.trigger, input.quantity));
    orders.push_back(
        trading::takeProfit(intent + ".take", input.entityId, input.side, input.takeProfit, input.quantity));
    for (ConditionalOrder& order : orders)
      order.group = intent;
  } else if (input.type == OrderType::TrailingStop) {
    orders.push_back(trading::trailingStop(intent, input.entityId, input.side, input.trail, input.quantity));
    // It protects from the first bar on.
    ConditionalOrder& order = orders.back();
    const auto trigger = market.last ? trading::trailedTrigger(order, *market.last) : Result<Price>(Price());
    if (trigger && trigger->isPositive()) {
      order.best = *market.last;
      order.trigger = *trigger;
    }
  } else {
    const Price limit = input.type == OrderType::StopLimit ? input.price : Price();
    orders.push_back(trading::stopOrder(intent, input.entityId, input.side, input.trigger, input.quantity, limit));
  }
  if (input.time == trading::TimeInForce::Day)
    for (ConditionalOrder& order : orders)
      order.goodTill = market.day;
  return orders;
}

void sendTicket(trading::PaperSession& session, const TicketJudgement& judgement, const trading::TicketContext& context,
    const std::string& intent, TicketAnswer answer)
{
  const TicketInput& input = judgement.input;
  const auto held = [answer, intent](const Result<void>& placed) {
    answer(placed ? Result<std::string>(intent) : std::unexpected(placed.error()));
  };
  if (isHeld(input.kind())) {
    session.held().place(heldOrdersOf(input, intent, context.market), held);
  } else if (isWorked(input.plan)) {
    session.work(parentOf(input, context, intent), held);
  } else if (input.plan == TicketPlan::Bracket) {
    trading::Bracket bracket;
    bracket.entry = intentOf(judgement.draft, intent);
    bracket.stop = input.trigger;
    bracket.takeProfit = input.takeProfit;
    session.held().place(std::move(bracket), held);
  } else {
    session.orders().submit(intentOf(judgement.draft, intent), [answer](const Result<trading::Order>& order) {
      answer(order ? Result<std::string>(order->id) : std::unexpected(order.error()));
    });
  }
}

}
