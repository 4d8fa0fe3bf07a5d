// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_core.h"

#include "core/trading/order_state.h"

#include <algorithm>

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
    core.keepStep(core.move(orderId, OrderState::Cancelled));
    core.crash("order.released");
  });
}

void OrderService::Core::onCancelRejected(const std::string& orderId, const Error& reason)
{
  post([orderId, reason](Core& core) {
    const Order* order = core.m_state.find(orderId);
    if (!order || order->state != OrderState::PendingCancel)
      return;
    const OrderState back = order->filled.isZero() ? OrderState::Working : OrderState::PartlyFilled;
    core.keepStep(core.move(orderId, back, reason));
  });
}

void OrderService::Core::onExpired(const std::string& orderId)
{
  post([orderId](Core& core) { core.keepStep(core.move(orderId, OrderState::Expired)); });
}

void OrderService::Core::keepStep(const Result<void>& result)
{
  if (result)
    return;
  m_reconciled = false;
  publish({});
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
  SimAccount trial = m_state.account();
  ZVT_TRY(const bool isNew, trial.apply(complete));
  if (isNew)
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
  const std::vector<Order> before = m_state.orders();
  for (const Order& order : before) {
    const auto found = std::ranges::find(*answer, order.id, &BrokerOrder::orderId);
    if (found != answer->end() || isOpen(order.state))
      ZVT_TRY_VOID(settle(order, found == answer->end() ? nullptr : &*found));
  }
  m_reconciled = true;
  publish({});
  return {};
}

/// Silence settles nothing: what was on its way is unknown, and stays reserved.
void OrderService::Core::noAnswer()
{
  m_reconciled = false;
  for (const Order& order : openOrders())
    if (order.state == OrderState::PendingNew || order.state == OrderState::PendingCancel)
      static_cast<void>(move(order.id, OrderState::Unknown, {"trading.no_answer", {{"order", order.id}}, {}}));
  publish({});
}

Result<void> OrderService::Core::settle(const Order& order, const BrokerOrder* answer)
{
  if (!answer) {
    // The broker had it once and does not know it any more: a person has to look.
    if (!order.brokerOrderId.empty())
      return move(order.id, OrderState::Unknown, {"trading.broker_lost_order", {{"order", order.id}}, {}});
    return move(order.id, OrderState::Rejected, {"trading.never_arrived", {{"order", order.id}}, {}});
  }
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

void OrderService::Core::publish(const std::vector<JournalEvent>& events)
{
  auto snapshot = std::make_shared<TradingSnapshot>();
  snapshot->generation = ++m_generation;
  snapshot->orders = m_state.orders();
  snapshot->fills = m_state.fills();
  snapshot->account = std::make_shared<const SimAccount>(m_state.account());
  snapshot->rate = rate();
  snapshot->reconciled = m_reconciled;
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
    for (const JournalEvent& event : events)
      tell(*observer, event);
    if (observer->onSnapshot)
      observer->onSnapshot(snapshot);
  }
}

void OrderService::Core::tell(const OrderObserver& observer, const JournalEvent& event) const
{
  std::string orderId;
  std::string entityId;
  if (const auto* created = std::get_if<OrderCreated>(&event))
    orderId = created->order.id;
  if (const auto* moved = std::get_if<OrderMoved>(&event))
    orderId = moved->orderId;
  if (const auto* filled = std::get_if<OrderFilled>(&event)) {
    orderId = filled->fill.orderId;
    if (observer.onFill)
      observer.onFill(filled->fill);
  }
  if (const auto* action = std::get_if<CorporateActionApplied>(&event))
    entityId = action->entityId;
  if (const Order* order = m_state.find(orderId)) {
    entityId = order->entityId;
    if (observer.onOrder)
      observer.onOrder(*order);
  }
  if (const Position* position = m_state.account().find(entityId); position && observer.onPosition)
    observer.onPosition(*position);
}

}
