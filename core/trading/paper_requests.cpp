// SPDX-License-Identifier: Apache-2.0
// What a paper session looks at before something is held.
#include "core/trading/check_parts.h"
#include "core/trading/contract_terms.h"
#include "core/trading/held_checks.h"
#include "core/trading/paper_session_state.h"

#include <algorithm>
#include <span>

namespace zvt::trading {

Result<void> PaperSession::State::prepare(ParentOrder& parent, Money more) const
{
  if (parent.kind == AlgoKind::Vwap && parent.curve.empty()) {
    const TradingDay day = service->state().account().day();
    ZVT_TRY(parent.curve, market.volumeCurve(parent.entityId, day, clock.now(), parent));
  }
  Order whole;
  whole.entityId = parent.entityId;
  whole.side = parent.side;
  whole.price = parent.price;
  whole.quantity = parent.quantity;
  const auto worked = checkWorked(whole, more);
  if (worked && parent.after.empty()) // sells that go first pay for it
    ZVT_TRY_VOID(requirePassed(std::span(&*worked, 1)));
  return admitWhole(parent);
}

std::optional<CheckResult> PaperSession::State::checkWorked(const Order& draft, Money more) const
{
  if (draft.side != Side::Buy || !draft.price.isPositive() || !draft.quantity.isPositive()
      || isContract(draft.entityId))
    return std::nullopt;
  Money promised = more;
  for (const AlgoOrder& worked : held->snapshot()->algos) {
    const bool buys = worked.order.side == Side::Buy && !isOver(worked.report.state);
    if (!buys || isContract(worked.order.entityId))
      continue;
    if (const auto value = multiply(worked.order.price, worked.report.leftover))
      promised += *value;
  }
  const auto needed = multiply(draft.price, draft.quantity);
  if (promised.isZero() || !needed)
    return std::nullopt;
  const Money available = service->snapshot()->account->availableCash();
  const std::vector<Error::Field> arguments{
      {"needed", needed->toFixed(2)}, {"promised", promised.toFixed(2)}, {"available", available.toFixed(2)}};
  return *needed + promised > available ? blocked("worked", "blocked", arguments)
                                        : passed("worked", "passed", arguments);
}

/// Parts that are small enough one by one may be too much together.
Result<void> PaperSession::State::admitWhole(const ParentOrder& parent) const
{
  const auto& worked = held->snapshot()->algos;
  const bool isKnown = std::ranges::any_of(worked, [&](const AlgoOrder& known) { return known.order.id == parent.id; });
  if (!options.admitWhole || isKnown)
    return {};
  ZVT_TRY_VOID(checkParent(parent));
  ZVT_TRY(const TicketContext context, market.ticketContext(parent.entityId, parent.childType, replayNow()));
  tellPrice(parent.entityId, context);
  Order whole;
  whole.account = options.account.name;
  whole.id = clientOrderId(whole.account, parent.source, parent.id, 0); // its parts have 1, 2 and so on
  whole.source = parent.source;
  whole.intent = parent.id;
  whole.entityId = parent.entityId;
  whole.side = parent.side;
  whole.type = parent.childType;
  whole.price = parent.price;
  whole.quantity = parent.quantity;
  whole.day = service->snapshot()->account->day();
  whole.created = whole.updated = clock.now();
  return options.admitWhole(whole);
}

Result<void> PaperSession::State::checkChange(const std::string& id, const ConditionalChange& change) const
{
  const auto& orders = held->snapshot()->conditional;
  const auto order = std::ranges::find(orders, id, &ConditionalOrder::id);
  if (order == orders.end())
    return {}; // whoever changes it says so
  ZVT_TRY(const TicketContext context, market.ticketContext(order->entityId, order->sends, replayNow()));
  HeldPrices prices;
  prices.side = order->side;
  prices.from = context.market.last;
  if (context.tick && prices.from)
    prices.tick = context.tick->tickAt(*prices.from);
  (order->isProtective() ? prices.stop : prices.takeProfit) = change.trigger;
  if (change.trail)
    prices.trail = Trail{order->trail.kind, *change.trail};
  return requirePassed(checkHeldPrices(prices));
}

}
