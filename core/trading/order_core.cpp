// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_core.h"

#include "core/trading/order_state.h"
#include "core/trading/request_meter.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace zvt::trading {

namespace {

constexpr std::size_t kMostTogether = 64; ///< intents in one step: the first must not wait for a crowd
constexpr int kMostUnflushed = 32;

}

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
  if (m_state.isOpen()) {
    m_state.account().forgetMarks();
    ZVT_TRY_VOID(chooseRights(m_options.account.rights));
  } else {
    ZVT_TRY_VOID(record({AccountOpened{m_options.account}}));
  }
  m_broker.setListener(this);
  // Without an answer the service lives on, refuses new orders, and keeps what is unknown reserved.
  static_cast<void>(reconcile());
  flush();
  return {};
}

void OrderService::Core::crash(std::string_view point) const
{
  if (m_options.crashHook)
    m_options.crashHook(point);
}

void OrderService::Core::post(std::move_only_function<void(Core&)> work)
{
  {
    const std::lock_guard lock(m_mutex);
    m_batch.reset(); // an intent that comes later is worked on later
  }
  schedule(std::move(work));
}

void OrderService::Core::schedule(std::move_only_function<void(Core&)> work)
{
  ++m_queued;
  m_executor.post([weak = weak_from_this(), work = std::move(work)]() mutable {
    const auto self = weak.lock();
    if (!self)
      return;
    --self->m_queued;
    work(*self);
    // Under load a picture for every step would be looked at by nobody.
    if (self->m_queued == 0 || ++self->m_unflushed >= kMostUnflushed)
      self->flush();
  });
}

void OrderService::Core::enqueue(OrderIntent intent, std::function<void(Result<Order>)> done)
{
  const std::lock_guard lock(m_mutex);
  if (m_batch && m_batch->size() < kMostTogether) {
    m_batch->push_back({std::move(intent), std::move(done)});
    return;
  }
  m_batch = std::make_shared<Batch>();
  m_batch->push_back({std::move(intent), std::move(done)});
  schedule([batch = m_batch](Core& core) { core.submitBatch(batch); });
}

std::vector<Order> OrderService::Core::openOrders() const
{
  std::vector<Order> open;
  for (const std::size_t place : m_state.open())
    open.push_back(m_state.orders()[place]);
  return open;
}

OrderRate OrderService::Core::rate() const
{
  const Duration now = m_clock.elapsed();
  const auto recent = std::ranges::count_if(m_requests, [now](Duration at) { return isOfLastSecond(at, now); });
  return {static_cast<int>(recent), m_state.requestsToday(), 0};
}

OrderRate OrderService::Core::rateNow() const
{
  const TradingSnapshotPtr known = snapshot();
  const Duration now = m_clock.elapsed();
  OrderRate rate = known->rate;
  rate.lastSecond =
      static_cast<int>(std::ranges::count_if(known->lately, [now](Duration at) { return isOfLastSecond(at, now); }));
  return rate;
}

void OrderService::Core::countRequest()
{
  const Duration now = m_clock.elapsed();
  keepLastSecond(m_requests, now, std::identity());
  m_requests.push_back(now);
}

Result<void> OrderService::Core::record(std::vector<JournalEvent> events, std::vector<StoreOperation> beside)
{
  if (events.empty())
    return {};
  std::vector<JournalEntry> entries;
  for (JournalEvent& event : events)
    entries.push_back({0, m_clock.now(), std::move(event)});
  ZVT_TRY_VOID(m_journal.append(entries, m_state.head(), std::move(beside)));
  for (const JournalEntry& entry : entries) {
    ZVT_TRY_VOID(m_state.apply(entry));
    m_told.push_back(toldOf(entry.event));
    if (auto news = newsOf(entry.event))
      m_accountNews.push_back(*std::move(news));
  }
  m_changed = true;
  for (const JournalEntry& entry : entries) {
    const std::string orderId = orderIdOf(entry.event);
    if (orderId.empty())
      continue;
    m_projection.changed(orderId);
    if (const Order* order = m_state.find(orderId))
      followReplacement(*order);
  }
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

Result<Order> OrderService::Core::draft(const OrderIntent& intent, const SimAccount& account) const
{
  if (intent.id.empty() || !intent.quantity.isPositive() || !intent.price.isPositive())
    return fail("trading.bad_intent", {{"intent", intent.id}});
  ZVT_TRY_VOID(checkTerms(intent.type, intent.quantity, intent.terms));
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
  order.terms = intent.terms;
  order.day = m_state.account().day();
  order.created = m_clock.now();
  order.updated = order.created;
  ZVT_TRY_VOID(prepareReservation(*m_options.rules, account, order));
  return order;
}

Result<Order> OrderService::Core::judge(const OrderIntent& intent, const SimAccount& account,
    const std::vector<Order>& made, std::span<const Order> open) const
{
  crash("intent.received");
  const std::string id = clientOrderId(account.settings().name, intent.source, intent.id, intent.sequence);
  if (const Order* known = m_state.find(id))
    return *known;
  if (const auto twin = std::ranges::find(made, id, &Order::id); twin != made.end())
    return *twin;
  if (!m_reconciled)
    return fail("trading.not_reconciled");
  if (account.day() == TradingDay{})
    return fail("trading.no_day");
  ZVT_TRY(Order order, draft(intent, account));
  if (!m_broker.takes(order))
    return fail("trading.not_at_broker",
        {{"type", std::string(toString(order.type))}, {"time", std::string(toString(order.terms.timeInForce))},
            {"kind", std::string(toString(order.terms.priceKind))}});
  if (m_options.gate)
    ZVT_TRY_VOID(m_options.gate(order, account, open));
  // One sequencer an account: nothing can take the cash between this and the journal's entry, which reserves it.
  ZVT_TRY_VOID(account.canReserve(order));
  crash("risk.reserved");
  return order;
}

void OrderService::Core::submitBatch(const std::shared_ptr<Batch>& batch)
{
  {
    const std::lock_guard lock(m_mutex);
    if (m_batch == batch)
      m_batch.reset();
  }
  std::vector<OrderIntent> intents;
  for (Submission& submission : *batch)
    intents.push_back(std::move(submission.intent));
  std::vector<Result<Order>> answers = submit(intents);
  for (std::size_t i = 0; i < answers.size(); ++i)
    answer((*batch)[i].done, std::move(answers[i]));
}

std::vector<Result<Order>> OrderService::Core::submit(const std::vector<OrderIntent>& intents)
{
  std::vector<Result<Order>> answers;
  std::vector<Order> made;
  std::optional<SimAccount> trial; // with what the intents before have reserved
  std::vector<Order> open = openOrders();
  for (const OrderIntent& intent : intents) {
    answers.push_back(judge(intent, trial ? *trial : m_state.account(), made, open));
    if (!answers.back() || answers.back()->state != OrderState::Draft)
      continue;
    answers.back()->state = OrderState::PendingNew;
    made.push_back(*answers.back());
    open.push_back(made.back());
    if (intents.size() == 1)
      break;
    if (!trial)
      trial = m_state.account().withoutHistory();
    trial->freeze(made.back());
  }
  std::vector<JournalEvent> events;
  for (const Order& order : made)
    events.emplace_back(OrderCreated{order});
  const Result<void> journaled = record(std::move(events));
  if (journaled)
    send(made);
  // Whatever could not be journaled from here on: the order is out, and that is the answer.
  for (Result<Order>& answer : answers) {
    if (!answer)
      continue;
    if (const Order* order = m_state.find(answer->id))
      answer = *order;
    else
      answer = std::unexpected(journaled.error());
  }
  return answers;
}

void OrderService::Core::send(const std::vector<Order>& made)
{
  std::vector<JournalEvent> outcomes;
  for (const Order& order : made) {
    crash("order.journaled");
    countRequest();
    const SendOutcome outcome = m_broker.place(*m_state.find(order.id));
    crash("order.sent");
    if (outcome == SendOutcome::NotSent)
      outcomes.emplace_back(
          OrderMoved{order.id, OrderState::Rejected, {}, {"trading.not_sent", {{"order", order.id}}, {}}});
    if (outcome == SendOutcome::Unknown)
      outcomes.emplace_back(
          OrderMoved{order.id, OrderState::Unknown, {}, {"trading.no_answer", {{"order", order.id}}, {}}});
  }
  keepStep(record(std::move(outcomes)));
}

Result<Order> OrderService::Core::cancel(const std::string& orderId)
{
  // Its cancellation is on its way already; what the user takes back is the order that was to follow.
  if (endReplacement(orderId, fail("trading.replace.stopped", {{"order", orderId}})))
    return *m_state.find(orderId);
  return requestCancel(orderId);
}

Result<Order> OrderService::Core::requestCancel(const std::string& orderId)
{
  crash("cancel.received");
  const Order* found = m_state.find(orderId);
  if (!found)
    return fail("trading.unknown_order", {{"order", orderId}});
  if (!isCancellable(found->state))
    return fail("trading.not_cancellable", {{"order", orderId}});
  ZVT_TRY_VOID(requestCancels({orderId}));
  return *m_state.find(orderId);
}

Result<void> OrderService::Core::requestCancels(const std::vector<std::string>& orderIds, const Error& reason)
{
  std::vector<JournalEvent> requests;
  std::map<std::string, OrderState> before;
  for (const std::string& orderId : orderIds) {
    before.emplace(orderId, m_state.find(orderId)->state);
    requests.emplace_back(OrderMoved{orderId, OrderState::PendingCancel, {}, reason});
  }
  ZVT_TRY_VOID(record(std::move(requests)));
  std::vector<JournalEvent> outcomes;
  for (const auto& [orderId, was] : before) {
    crash("cancel.journaled");
    countRequest();
    const SendOutcome outcome = m_broker.cancel(*m_state.find(orderId));
    crash("cancel.sent");
    // Nothing left us: the order is where it was. One that never had an answer stays without one.
    if (outcome == SendOutcome::NotSent)
      outcomes.emplace_back(OrderMoved{orderId, was == OrderState::PendingNew ? OrderState::Unknown : was, {},
          {"trading.not_sent", {{"order", orderId}}, {}}});
    if (outcome == SendOutcome::Unknown)
      outcomes.emplace_back(
          OrderMoved{orderId, OrderState::Unknown, {}, {"trading.no_answer", {{"order", orderId}}, {}}});
  }
  keepStep(record(std::move(outcomes)));
  return {};
}

void OrderService::Core::cancelAll()
{
  while (!m_replacing.empty()) {
    const std::string orderId = m_replacing.begin()->first;
    endReplacement(orderId, fail("trading.replace.stopped", {{"order", orderId}}));
  }
  std::vector<std::string> orderIds;
  for (const Order& order : openOrders())
    if (isCancellable(order.state))
      orderIds.push_back(order.id);
  keepStep(requestCancels(orderIds));
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
  m_changed = true;
}

TradingSnapshotPtr OrderService::Core::snapshot() const
{
  const std::lock_guard lock(m_mutex);
  if (!m_snapshot)
    m_snapshot = picture();
  return m_snapshot;
}

TradingSnapshotPtr OrderService::Core::picture() const
{
  auto snapshot = std::make_shared<TradingSnapshot>();
  snapshot->generation = ++m_generation;
  snapshot->orders = m_state.orders();
  snapshot->fills = m_state.fills();
  snapshot->account = std::make_shared<const SimAccount>(m_state.account());
  snapshot->rate = rate();
  snapshot->lately.assign(m_requests.begin(), m_requests.end());
  snapshot->reconciled = m_reconciled;
  std::ranges::copy_if(m_state.actions(), std::back_inserter(snapshot->rights),
      [](const CorporateActionApplied& applied) { return applied.rights && applied.rights->taken; });
  snapshot->accountNews = m_accountNews;
  return snapshot;
}

std::shared_ptr<const SimAccount> OrderService::Core::account() const
{
  if (m_options.played)
    return {shared_from_this(), &m_state.account()};
  return snapshot()->account;
}

std::shared_ptr<void> OrderService::Core::claimSource(const std::string& source)
{
  const std::lock_guard lock(m_mutex);
  std::weak_ptr<void>& claim = m_claims[source];
  if (!claim.expired())
    return nullptr;
  std::shared_ptr<void> handle = std::make_shared<int>();
  claim = handle;
  return handle;
}

std::shared_ptr<void> OrderService::Core::observe(OrderObserver observer)
{
  auto handle = std::make_shared<OrderObserver>(std::move(observer));
  const std::lock_guard lock(m_mutex);
  m_observers.push_back(handle);
  return handle;
}

}
