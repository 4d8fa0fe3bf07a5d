// SPDX-License-Identifier: Apache-2.0
#include "core/trading/journal.h"
#include "core/trading/order_state.h"

namespace zvt::trading {

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
  if (isFinal(order->state))
    return {};
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
  return m_history.entitlement(
      entityId, day, action, m_account->settings(), m_account->cash() - m_account->frozenCash());
}

Result<void> TradingState::on(const CorporateActionApplied& event, Timestamp)
{
  m_actions.push_back(event);
  if (event.late) {
    ZVT_TRY_VOID(m_history.insert(event.entityId, event.late->day, event.action, m_account->settings(),
        m_account->cash() - m_account->frozenCash()));
    return m_account->applyLate(event.entityId, event.action, *event.late);
  }
  const Money spendable = m_account->cash() - m_account->frozenCash();
  ZVT_TRY_VOID(m_history.acted(event.entityId, event.action.exDay, event.action, m_account->settings(), spendable));
  return m_account->applyCorporateAction(event.entityId, event.action);
}

Result<void> TradingState::on(const CorporateActionNoted& event, Timestamp)
{
  m_noted.push_back(event);
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
