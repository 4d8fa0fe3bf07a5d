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
  return isKnown ? Result<void>() : admit(parent, parent.quantity);
}

Result<void> PaperSession::State::admit(const ParentOrder& parent, Quantity quantity) const
{
  if (!options.admitWhole)
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
  whole.quantity = quantity;
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
  const TradingSnapshotPtr account = service->snapshot();
  const auto entry = std::ranges::find(account->orders, order->entry, &Order::id);
  HeldPrices prices =
      heldPricesOf(*order, change, context.market.last, entry == account->orders.end() ? nullptr : &*entry);
  if (context.tick && prices.from)
    prices.tick = context.tick->tickAt(change.trigger.value_or(*prices.from));
  return requirePassed(checkHeldPrices(prices));
}

Result<void> PaperSession::State::checkChange(const std::string& id, const ParentChange& change) const
{
  const auto& worked = held->snapshot()->algos;
  const auto found =
      std::ranges::find(worked, id, [](const AlgoOrder& one) -> const std::string& { return one.order.id; });
  if (found == worked.end() || isOver(found->report.state))
    return {}; // whoever changes it says so
  const ParentOrder after = changedBy(found->order, change);
  ZVT_TRY_VOID(checkParent(after));
  ZVT_TRY(const TicketContext context, market.ticketContext(after.entityId, after.childType, replayNow()));
  const AlgoReport& report = found->report;
  Order rest;
  rest.entityId = after.entityId;
  rest.side = after.side;
  rest.type = after.childType;
  rest.price = after.price;
  rest.quantity = after.quantity - report.filled - report.taken;
  if (!rest.quantity.isPositive())
    return fail("algo.bad_order", {{"id", id}, {"what", "quantity"}});
  const auto look = [&](std::initializer_list<std::string_view> ids) {
    std::vector<CheckResult> checks = runChecks({rest, context.market, *service->snapshot()->account, *rules, {}, {}});
    std::erase_if(checks, [&](const CheckResult& check) { return std::ranges::find(ids, check.id) == ids.end(); });
    return requirePassed(checks);
  };
  ZVT_TRY_VOID(look({"price_limit", "tick", "lot_size"}));
  const bool isDearer = after.side == Side::Buy && after.price > found->order.price;
  rest.quantity = rest.quantity - report.working; // what works is held back already
  if ((!isDearer && after.quantity <= found->order.quantity) || !rest.quantity.isPositive())
    return {};
  if (after.after.empty()) { // else sells that go first pay for it
    ZVT_TRY_VOID(look({"cash", "sellable"}));
    const auto promised = multiply(found->order.price, report.leftover); // to itself
    const auto cash = checkWorked(rest, promised ? -*promised : Money());
    if (cash)
      ZVT_TRY_VOID(requirePassed(std::span(&*cash, 1)));
  }
  return admit(after, rest.quantity);
}

}
