// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_core.h"

#include "core/trading/order_state.h"

#include <algorithm>
#include <utility>

namespace zvt::trading {

void OrderService::Core::onAccepted(const std::string& orderId, const std::string& brokerOrderId)
{
  post([orderId, brokerOrderId](Core& core) {
    core.crash("ack.received");
    const Order* order = core.m_state.find(orderId);
    if (!order)
      return;
    // A cancel on its way, or a fill that came first, is the newer news; the broker's number is still worth keeping.
    const bool waiting = order->state == OrderState::PendingNew || order->state == OrderState::Unknown;
    core.keepStep(core.move(orderId, waiting ? OrderState::Working : order->state, order->reason, brokerOrderId));
    core.crash("ack.journaled");
  });
}

void OrderService::Core::onRejected(const std::string& orderId, const Error& reason)
{
  post([orderId, reason](Core& core) { core.keepStep(core.move(orderId, OrderState::Rejected, reason)); });
}

void OrderService::Core::onFill(const Fill& fill)
{
  post([fill](Core& core) {
    core.crash("fill.received");
    core.keepStep(core.takeFill(fill));
  });
}

void OrderService::Core::onCancelled(const std::string& orderId)
{
  post([orderId](Core& core) {
    core.crash("cancelled.received");
    // Why it was asked for stays with it.
    const Order* order = core.m_state.find(orderId);
    const bool asked = order && order->state == OrderState::PendingCancel;
    core.keepStep(core.move(orderId, OrderState::Cancelled, asked ? order->reason : Error{}));
    core.crash("order.released");
  });
}

void OrderService::Core::onCancelRejected(const std::string& orderId, const Error& reason)
{
  post([orderId, reason](Core& core) {
    const Order* order = core.m_state.find(orderId);
    if (!order || order->state != OrderState::PendingCancel)
      return;
    // That there is nothing to cancel does not say that the order has arrived.
    const bool isKnown = !order->brokerOrderId.empty() || order->filled.isPositive();
    const OrderState back = !isKnown ? OrderState::Unknown
        : order->filled.isZero()     ? OrderState::Working
                                     : OrderState::PartlyFilled;
    core.keepStep(core.move(orderId, back, reason));
  });
}

void OrderService::Core::onExpired(const std::string& orderId, const Error& reason)
{
  post([orderId, reason](Core& core) { core.keepStep(core.move(orderId, OrderState::Expired, reason)); });
}

void OrderService::Core::keepStep(const Result<void>& result)
{
  if (result)
    return;
  m_reconciled = false;
  m_changed = true;
}

Result<void> OrderService::Core::takeFill(Fill fill)
{
  const Order* order = m_state.find(fill.orderId);
  if (!order || m_state.account().knowsTrade(fill.tradeId))
    return {};
  // What the order says holds: the report carries only the trade.
  fill.account = order->account;
  fill.entityId = order->entityId;
  fill.side = order->side;
  ZVT_TRY(const Fill complete, completeFill(*m_options.rules, m_state.account(), std::move(fill)));
  // Only an entry that the account can book may enter the journal.
  ZVT_TRY_VOID(m_state.account().canApply(complete));
  ZVT_TRY_VOID(record({OrderFilled{complete}}));
  crash("fill.journaled");
  if (isFinal(m_state.find(complete.orderId)->state))
    crash("order.released");
  return {};
}

Result<void> OrderService::Core::reconcile()
{
  auto answer = m_broker.orders(m_state.account().settings().name);
  if (!answer) {
    noAnswer();
    return std::unexpected(std::move(answer).error());
  }
  const Result<void> settled = settleAll(*answer);
  m_reconciled = settled.has_value();
  m_changed = true;
  if (settled)
    cancelInOldUnits(); // what a crash kept the day's beginning from
  return settled;
}

/// An order that cannot be settled does not keep the others from it. Gives the first error.
Result<void> OrderService::Core::settleAll(const std::vector<BrokerOrder>& answer)
{
  std::map<std::string_view, const BrokerOrder*> known;
  for (const BrokerOrder& order : answer)
    known.emplace(order.orderId, &order);
  const std::vector<Order> before = m_state.orders();
  Result<void> all;
  for (const Order& order : before) {
    const auto found = known.find(order.id);
    if (found == known.end() && !isOpen(order.state))
      continue;
    auto settled = settle(order, found == known.end() ? nullptr : found->second);
    if (!settled && all)
      all = std::move(settled);
  }
  return all;
}

Result<void> OrderService::Core::catchUp(const std::string& orderId)
{
  ZVT_TRY(const std::vector<BrokerOrder> answer, m_broker.orders(m_state.account().settings().name));
  const auto found = std::ranges::find(answer, orderId, &BrokerOrder::orderId);
  if (found == answer.end())
    return {};
  for (const std::string& tradeId : found->busted)
    ZVT_TRY_VOID(takeBust(orderId, tradeId, found->state));
  for (const Fill& fill : found->fills)
    ZVT_TRY_VOID(takeFill(fill));
  return {};
}

Result<Order> OrderService::Core::caughtUp(const std::string& orderId)
{
  if (!m_state.find(orderId))
    return fail("trading.unknown_order", {{"order", orderId}});
  ZVT_TRY_VOID(catchUp(orderId));
  return *m_state.find(orderId);
}

/// Silence settles nothing: what was on its way is unknown, and stays reserved.
void OrderService::Core::noAnswer()
{
  m_reconciled = false;
  for (const Order& order : openOrders())
    if (order.state == OrderState::PendingNew || order.state == OrderState::PendingCancel)
      static_cast<void>(move(order.id, OrderState::Unknown, {"trading.no_answer", {{"order", order.id}}, {}}));
  m_changed = true;
}

Result<void> OrderService::Core::settle(const Order& order, const BrokerOrder* answer)
{
  if (!answer) {
    // The broker had it once and does not know it any more: a person has to look.
    if (!order.brokerOrderId.empty())
      return move(order.id, OrderState::Unknown, {"trading.broker_lost_order", {{"order", order.id}}, {}});
    return move(order.id, OrderState::Rejected, {"trading.never_arrived", {{"order", order.id}}, {}});
  }
  for (const std::string& tradeId : answer->busted)
    ZVT_TRY_VOID(takeBust(order.id, tradeId, answer->state));
  for (const Fill& fill : answer->fills)
    ZVT_TRY_VOID(takeFill(fill));
  const Order now = *m_state.find(order.id);
  if (isFinal(now.state))
    return {};
  OrderState to = answer->state;
  if (to == OrderState::Working && now.filled.isPositive())
    to = OrderState::PartlyFilled;
  return move(order.id, to, answer->reason, answer->brokerOrderId);
}

void OrderService::Core::flush()
{
  m_unflushed = 0;
  if (!std::exchange(m_changed, false))
    return;
  TradingSnapshotPtr snapshot = m_options.played ? nullptr : picture();
  const std::vector<Told> news = std::exchange(m_told, {});
  std::vector<std::shared_ptr<OrderObserver>> observers;
  {
    const std::lock_guard lock(m_mutex);
    m_snapshot = snapshot;
    std::erase_if(m_observers, [](const auto& weak) { return weak.expired(); });
    for (const auto& weak : m_observers)
      observers.push_back(weak.lock());
  }
  for (const auto& observer : observers) {
    if (!observer)
      continue;
    for (const Told& told : news)
      tell(*observer, told);
    if (observer->onSnapshot)
      observer->onSnapshot(snapshot ? snapshot : this->snapshot());
  }
}

std::string OrderService::Core::orderIdOf(const JournalEvent& event)
{
  if (const auto* created = std::get_if<OrderCreated>(&event))
    return created->order.id;
  if (const auto* moved = std::get_if<OrderMoved>(&event))
    return moved->orderId;
  if (const auto* filled = std::get_if<OrderFilled>(&event))
    return filled->fill.orderId;
  if (const auto* busted = std::get_if<TradeBusted>(&event))
    return busted->orderId;
  return {};
}

OrderService::Core::Told OrderService::Core::toldOf(const JournalEvent& event) const
{
  Told told{event, {}, {}};
  std::string entityId;
  if (const auto* action = std::get_if<CorporateActionApplied>(&event))
    entityId = action->entityId;
  if (const auto* noted = std::get_if<CorporateActionNoted>(&event))
    entityId = noted->entityId;
  if (const Order* order = m_state.find(orderIdOf(event))) {
    told.order = *order;
    entityId = order->entityId;
  }
  if (const Position* position = m_state.account().find(entityId))
    told.position = *position;
  return told;
}

void OrderService::Core::tell(const OrderObserver& observer, const Told& told)
{
  if (const auto* filled = std::get_if<OrderFilled>(&told.event); filled && observer.onFill)
    observer.onFill(filled->fill);
  if (const auto news = newsOf(told.event); news && observer.onNews)
    observer.onNews(*news);
  if (told.order && observer.onOrder)
    observer.onOrder(*told.order);
  if (told.position && observer.onPosition)
    observer.onPosition(*told.position);
}

}
