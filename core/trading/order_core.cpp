// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_core.h"

#include "core/trading/order_state.h"

#include <algorithm>

namespace zvt::trading {

OrderService::Core::Core(
    Options serviceOptions, Store& store, Broker& orderBroker, const Clock& theClock, Executor& theExecutor)
    : m_options(std::move(serviceOptions))
    , m_broker(orderBroker)
    , m_clock(theClock)
    , m_executor(theExecutor)
    , m_journal(store, m_options.account.name)
{
}

OrderService::Core::~Core()
{
  m_broker.setListener(nullptr);
}

Result<void> OrderService::Core::start()
{
  ZVT_TRY(m_state, TradingState::replay(m_journal));
  if (!m_state.isOpen())
    ZVT_TRY_VOID(record({AccountOpened{m_options.account}}));
  for (const Order& order : m_state.orders())
    m_requestsToday += order.day == m_state.account().day() ? 1 : 0;
  m_broker.setListener(this);
  publish({});
  // Without an answer the service lives on, refuses new orders, and keeps what is unknown reserved.
  static_cast<void>(reconcile());
  return {};
}

void OrderService::Core::crash(std::string_view point) const
{
  if (m_options.crashHook)
    m_options.crashHook(point);
}

void OrderService::Core::post(std::move_only_function<void(Core&)> work)
{
  m_executor.post([weak = weak_from_this(), work = std::move(work)]() mutable {
    if (const auto self = weak.lock())
      work(*self);
  });
}

std::vector<Order> OrderService::Core::openOrders() const
{
  std::vector<Order> open;
  for (const Order& order : m_state.orders())
    if (isOpen(order.state))
      open.push_back(order);
  return open;
}

OrderRate OrderService::Core::rate() const
{
  const Duration since = m_clock.elapsed() - Duration::seconds(1);
  const auto recent = std::ranges::count_if(m_requests, [since](Duration at) { return at > since; });
  return {static_cast<int>(recent), m_requestsToday, 0};
}

void OrderService::Core::countRequest()
{
  const Duration now = m_clock.elapsed();
  m_requests.push_back(now);
  while (m_requests.front() <= now - Duration::seconds(1))
    m_requests.pop_front();
  ++m_requestsToday;
}

Result<void> OrderService::Core::record(std::vector<JournalEvent> events)
{
  std::vector<JournalEntry> entries;
  for (const JournalEvent& event : events)
    entries.push_back({0, m_clock.now(), event});
  ZVT_TRY_VOID(m_journal.append(entries));
  for (const JournalEntry& entry : entries)
    ZVT_TRY_VOID(m_state.apply(entry));
  publish(events);
  return {};
}

Result<void> OrderService::Core::move(
    const std::string& orderId, OrderState to, Error reason, std::string brokerOrderId)
{
  const Order* order = m_state.find(orderId);
  if (!order)
    return fail("trading.unknown_order", {{"order", orderId}});
  const bool tells = !brokerOrderId.empty() && brokerOrderId != order->brokerOrderId;
  if (order->state == to ? !tells : !isLegal(order->state, to))
    return {}; // old news
  return record({OrderMoved{orderId, to, std::move(brokerOrderId), std::move(reason)}});
}

Result<Order> OrderService::Core::draft(const OrderIntent& intent) const
{
  if (intent.id.empty() || !intent.quantity.isPositive() || !intent.price.isPositive())
    return fail("trading.bad_intent", {{"intent", intent.id}});
  ZVT_TRY(const market::EntityId entity, market::EntityId::parse(intent.entityId));
  Order order;
  order.account = m_state.account().settings().name;
  order.id = clientOrderId(order.account, intent.source, intent.id, intent.sequence);
  order.source = intent.source;
  order.intent = intent.id;
  order.sequence = intent.sequence;
  order.entityId = entity.toString();
  order.side = intent.side;
  order.type = intent.type;
  order.price = intent.price;
  order.quantity = intent.quantity;
  order.day = m_state.account().day();
  order.created = m_clock.now();
  order.updated = order.created;
  ZVT_TRY(order.reservedCash, cashNeeded(*m_options.rules, order, m_state.account().settings().moneyUnit));
  return order;
}

Result<Order> OrderService::Core::submit(const OrderIntent& intent)
{
  crash("intent.received");
  const std::string id = clientOrderId(m_state.account().settings().name, intent.source, intent.id, intent.sequence);
  if (const Order* known = m_state.find(id))
    return *known;
  if (!m_reconciled)
    return fail("trading.not_reconciled");
  if (m_state.account().day() == TradingDay{})
    return fail("trading.no_day");
  ZVT_TRY(Order order, draft(intent));
  if (m_options.gate)
    ZVT_TRY_VOID(m_options.gate(order, m_state.account(), openOrders()));
  // One sequencer an account: nothing can take the cash between this and the journal's entry, which reserves it.
  ZVT_TRY_VOID(m_state.account().canReserve(order));
  crash("risk.reserved");
  order.state = OrderState::PendingNew;
  ZVT_TRY_VOID(record({OrderCreated{order}}));
  crash("order.journaled");
  countRequest();
  const SendOutcome outcome = m_broker.place(*m_state.find(id));
  crash("order.sent");
  ZVT_TRY_VOID(afterPlace(id, outcome));
  return *m_state.find(id);
}

Result<void> OrderService::Core::afterPlace(const std::string& orderId, SendOutcome outcome)
{
  switch (outcome) {
  case SendOutcome::Sent:
    break;
  case SendOutcome::NotSent:
    return move(orderId, OrderState::Rejected, {"trading.not_sent", {{"order", orderId}}, {}});
  case SendOutcome::Unknown:
    return move(orderId, OrderState::Unknown, {"trading.no_answer", {{"order", orderId}}, {}});
  }
  return {};
}

Result<Order> OrderService::Core::cancel(const std::string& orderId)
{
  crash("cancel.received");
  const Order* found = m_state.find(orderId);
  if (!found)
    return fail("trading.unknown_order", {{"order", orderId}});
  if (!isCancellable(found->state))
    return fail("trading.not_cancellable", {{"order", orderId}});
  const OrderState before = found->state;
  ZVT_TRY_VOID(move(orderId, OrderState::PendingCancel));
  crash("cancel.journaled");
  countRequest();
  const SendOutcome outcome = m_broker.cancel(*m_state.find(orderId));
  crash("cancel.sent");
  const Error noAnswer{"trading.no_answer", {{"order", orderId}}, {}};
  // Nothing left us: the order is where it was. One that never had an answer stays without one.
  if (outcome == SendOutcome::NotSent)
    ZVT_TRY_VOID(move(orderId, before == OrderState::PendingNew ? OrderState::Unknown : before,
        {"trading.not_sent", {{"order", orderId}}, {}}));
  if (outcome == SendOutcome::Unknown)
    ZVT_TRY_VOID(move(orderId, OrderState::Unknown, noAnswer));
  return *m_state.find(orderId);
}

void OrderService::Core::cancelAll()
{
  for (const Order& order : openOrders())
    if (isCancellable(order.state))
      static_cast<void>(cancel(order.id));
}

Result<void> OrderService::Core::startDay(TradingDay day, const std::vector<CorporateActionApplied>& actions)
{
  // The day and its actions are one entry of the journal's store, so a crash never leaves a day without its dividends.
  if (day <= m_state.account().day())
    return {};
  std::vector<JournalEvent> events{DayStarted{day}};
  for (const CorporateActionApplied& action : actions)
    if (action.action.exDay == day)
      events.push_back(action);
  m_requestsToday = 0;
  return record(std::move(events));
}

Result<void> OrderService::Core::moveCash(Money amount, const std::string& note)
{
  SimAccount trial = m_state.account();
  ZVT_TRY_VOID(trial.moveCash(amount));
  return record({CashMoved{amount, note}});
}

void OrderService::Core::mark(const std::vector<std::pair<std::string, Price>>& prices)
{
  for (const auto& [entityId, price] : prices)
    m_state.account().mark(entityId, price);
  publish({});
}

TradingSnapshotPtr OrderService::Core::snapshot() const
{
  const std::lock_guard lock(m_mutex);
  return m_snapshot;
}

std::shared_ptr<void> OrderService::Core::observe(OrderObserver observer)
{
  auto handle = std::make_shared<OrderObserver>(std::move(observer));
  const std::lock_guard lock(m_mutex);
  m_observers.push_back(handle);
  return handle;
}

}
