// SPDX-License-Identifier: Apache-2.0
#include "core/trading/journal.h"
#include "core/trading/margin_booking.h"
#include "core/trading/order_state.h"

#include <algorithm>

namespace zvt::trading {

namespace {

/// Adds costs by their rule, or takes them off.
void addCosts(std::vector<Cost>& to, const std::vector<Cost>& costs, bool takes)
{
  for (const Cost& cost : costs) {
    const auto same = std::ranges::find_if(
        to, [&](const Cost& other) { return other.kind == cost.kind && other.ruleId == cost.ruleId; });
    Cost& sum = same == to.end() ? to.emplace_back(Cost{cost.kind, {}, cost.ruleId}) : *same;
    sum.amount += takes ? -cost.amount : cost.amount;
  }
  std::erase_if(to, [](const Cost& cost) { return cost.amount.isZero(); });
}

}

Result<TradingState> TradingState::replay(const Journal& journal)
{
  ZVT_TRY(const std::vector<JournalEntry> entries, journal.read());
  TradingState state;
  for (const JournalEntry& entry : entries)
    ZVT_TRY_VOID(state.apply(entry));
  return state;
}

Result<void> TradingState::apply(const JournalEntry& entry)
{
  const bool opens = std::holds_alternative<AccountOpened>(entry.event);
  if (opens == m_account.has_value())
    return fail(Error{"trading.bad_journal", {{"text", std::string(nameOf(entry.event))}},
        {{"entry", std::to_string(entry.sequence)}}});
  auto result = std::visit([&](const auto& event) { return on(event, entry.at); }, entry.event);
  if (!result)
    return std::unexpected(std::move(result).error().with("entry", std::to_string(entry.sequence)));
  m_head = {entry.sequence, entry.hash};
  return {};
}

const Order* TradingState::find(std::string_view orderId) const
{
  const auto found = m_index.find(orderId);
  return found == m_index.end() ? nullptr : &m_orders[found->second];
}

Result<Order*> TradingState::order(std::string_view orderId)
{
  const auto found = m_index.find(orderId);
  if (found == m_index.end())
    return fail("trading.unknown_order", {{"order", std::string(orderId)}});
  return &m_orders[found->second];
}

void TradingState::closeIfFinal(const Order& order)
{
  if (isFinal(order.state))
    m_open.erase(static_cast<std::size_t>(&order - m_orders.data()));
}

Result<void> TradingState::on(const AccountOpened& event, Timestamp)
{
  m_account.emplace(event.settings);
  return {};
}

Result<void> TradingState::on(const OrderCreated& event, Timestamp at)
{
  if (m_index.contains(event.order.id))
    return fail("trading.duplicate_order", {{"order", event.order.id}});
  m_account->freeze(event.order);
  Order order = event.order;
  order.state = OrderState::PendingNew;
  order.created = at;
  order.updated = at;
  m_index.emplace(order.id, m_orders.size());
  m_open.insert(m_orders.size());
  m_orders.push_back(std::move(order));
  ++m_requestsToday;
  return {};
}

Result<void> TradingState::on(const OrderMoved& event, Timestamp at)
{
  ZVT_TRY(Order * order, this->order(event.orderId));
  if (event.to == OrderState::PendingCancel && event.to != order->state)
    ++m_requestsToday;
  if (event.to != order->state)
    ZVT_TRY_VOID(transition(*order, event.to, at));
  if (!event.brokerOrderId.empty())
    order->brokerOrderId = event.brokerOrderId;
  order->reason = event.reason;
  order->updated = at;
  closeIfFinal(*order);
  if (isFinal(event.to))
    m_account->release(event.orderId);
  return {};
}

Result<void> TradingState::on(const OrderFilled& event, Timestamp at)
{
  ZVT_TRY(Order * order, this->order(event.fill.orderId));
  const Position* position = m_account->find(event.fill.entityId);
  const Quantity before = position ? position->total : Quantity();
  ZVT_TRY(const bool isNew, m_account->apply(event.fill));
  if (!isNew)
    return {};
  m_fills.push_back(event.fill);
  m_history.traded(event.fill, m_account->find(event.fill.entityId)->total - before);
  order->filled += event.fill.quantity;
  order->filledAmount += event.fill.amount;
  order->costs += total(event.fill.costs);
  order->updated = at;
  if (order->filled > order->quantity)
    order->reason = {"trading.overfilled", {{"quantity", order->filled.toString()}}, {}};
  // A fill may be told after the cancellation it raced with: the order stays over, its numbers count.
  if (isFinal(order->state)) {
    // With the trade that takes the place of one that was taken back it is whole again.
    if (order->reason.code == "trading.trade_busted" && order->filled == order->quantity) {
      order->state = OrderState::Filled;
      order->reason = {};
    }
    return {};
  }
  const bool whole = order->filled >= order->quantity;
  if (whole) {
    ZVT_TRY_VOID(transition(*order, OrderState::Filled, at));
    closeIfFinal(*order);
    m_account->release(order->id);
  } else if (order->state != OrderState::PartlyFilled && order->state != OrderState::PendingCancel) {
    ZVT_TRY_VOID(transition(*order, OrderState::PartlyFilled, at));
  }
  return {};
}

Result<void> TradingState::on(const DayStarted& event, Timestamp)
{
  m_account->startDay(event.day);
  m_requestsToday = 0;
  if (m_days.empty() || event.day > m_days.back())
    m_days.push_back(event.day);
  return {};
}

Result<LateEntitlement> TradingState::entitlement(
    const std::string& entityId, TradingDay day, const market::CorporateAction& action) const
{
  return m_history.entitlement(entityId, day, action, m_account->settings(), m_account->freeCash());
}

Result<void> TradingState::on(const CorporateActionApplied& event, Timestamp)
{
  m_actions.push_back(event);
  if (event.late) {
    ZVT_TRY_VOID(
        m_history.insert(event.entityId, event.late->day, event.action, m_account->settings(), m_account->freeCash()));
    return m_account->applyLate(event.entityId, event.action, *event.late);
  }
  ZVT_TRY_VOID(
      m_history.acted(event.entityId, event.action.exDay, event.action, m_account->settings(), m_account->freeCash()));
  ZVT_TRY_VOID(m_account->applyCorporateAction(event.entityId, event.action));
  return {};
}

Result<void> TradingState::on(const RightsChosen& event, Timestamp)
{
  m_account->chooseRights(event.choice);
  return {};
}

Result<void> TradingState::on(const CorporateActionNoted& event, Timestamp)
{
  m_noted.push_back(event);
  return {};
}

const Fill* TradingState::findFill(std::string_view tradeId) const
{
  const auto found = std::ranges::find(m_fills, tradeId, &Fill::tradeId);
  return found == m_fills.end() ? nullptr : &*found;
}

Result<void> TradingState::completeBust(TradeBusted& bust, const std::vector<Cost>& costs) const
{
  const Fill* fill = findFill(bust.tradeId);
  if (!fill)
    return {};
  bust.fill = *fill;
  // The order's other trades bear what it costs without this one.
  const auto newest = std::find_if(m_fills.rbegin(), m_fills.rend(),
      [&](const Fill& other) { return other.orderId == bust.orderId && other.tradeId != bust.tradeId; });
  if (newest != m_fills.rend()) {
    bust.bearer = newest->tradeId;
    bust.carried = costs;
    for (const Fill& other : m_fills)
      if (other.orderId == bust.orderId && other.tradeId != bust.tradeId)
        addCosts(bust.carried, other.costs, true);
  }
  ZVT_TRY(bust.change, m_history.without(*fill, bust.bearer, total(bust.carried), m_account->settings()));
  return {};
}

/// An order that was over works again: what is left of it is held back as before.
Result<void> TradingState::reopen(const Order& order)
{
  Order rest = order;
  rest.quantity = order.remaining();
  ZVT_TRY(
      rest.reservedCash, portion(order.reservedCash, rest.quantity, order.quantity, m_account->settings().moneyUnit));
  m_account->freeze(rest);
  m_open.insert(static_cast<std::size_t>(&order - m_orders.data()));
  return {};
}

Result<void> TradingState::on(const TradeBusted& event, Timestamp at)
{
  ZVT_TRY(Order * order, this->order(event.orderId));
  m_busted.insert(event.tradeId);
  m_account->refuseTrade(event.tradeId);
  const auto found = std::ranges::find(m_fills, event.tradeId, &Fill::tradeId);
  if (!event.fill || found == m_fills.end())
    return {};
  ZVT_TRY_VOID(m_history.take(*event.fill, event.bearer, total(event.carried)));
  m_fills.erase(found);
  if (const auto bearer = std::ranges::find(m_fills, event.bearer, &Fill::tradeId); bearer != m_fills.end())
    addCosts(bearer->costs, event.carried, false);
  order->filled -= event.fill->quantity;
  order->filledAmount -= event.fill->amount;
  order->costs += total(event.carried) - total(event.fill->costs);
  order->updated = at;
  // What still works does so with more of it. What was whole and is not any more works again, or is over as it is.
  const bool wasOpen = trading::isOpen(order->state);
  const bool isCut = order->state == OrderState::Filled && order->filled < order->quantity;
  const bool reopens = isCut && (event.after == OrderState::Working || event.after == OrderState::PartlyFilled);
  m_account->takeBack(*event.fill, event.carried, event.change, wasOpen);
  if (reopens || order->state == OrderState::PartlyFilled)
    order->state = order->filled.isZero() ? OrderState::Working : OrderState::PartlyFilled;
  else if (isCut)
    order->state = event.after == OrderState::Expired ? OrderState::Expired : OrderState::Cancelled;
  if (reopens)
    ZVT_TRY_VOID(reopen(*order));
  order->reason = {"trading.trade_busted",
      {{"quantity", event.fill->quantity.toString()}, {"price", event.fill->price.toString()}}, {}};
  return {};
}

Result<void> TradingState::on(const CashMoved& event, Timestamp)
{
  return m_account->moveCash(event.amount);
}

Result<void> TradingState::on(const DaySettled& event, Timestamp)
{
  for (const auto& [entityId, price] : event.prices)
    if (const Position* position = m_account->find(entityId); position && position->margin)
      m_history.settled(entityId, m_account->day(), price, position->margin->terms);
  ZVT_TRY_VOID(m_account->settle(event.prices));
  return {};
}

Result<void> TradingState::on(const FundingPaid& event, Timestamp)
{
  ZVT_TRY_VOID(m_account->fund(event.entityId, event.rate, event.mark, event.due));
  return {};
}

Result<void> TradingState::on(const BorrowingCharged& event, Timestamp)
{
  ZVT_TRY_VOID(m_account->chargeBorrowing(event.prices, event.day, event.days));
  return {};
}

}
