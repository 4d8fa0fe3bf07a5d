// SPDX-License-Identifier: Apache-2.0
#include "core/trading/held_orders.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace zvt::trading {

namespace {

constexpr const char* kSeen = "seen";

std::string tableOf(std::string_view account)
{
  return fmt::format("held.{}", account);
}

/// Up to where whole days have been played.
Result<Timestamp> markOf(const Store& store, std::string_view account)
{
  Timestamp seen{std::numeric_limits<std::int64_t>::min()};
  ZVT_TRY(const auto text, store.get(tableOf(account), kSeen));
  if (text && std::from_chars(text->data(), text->data() + text->size(), seen.micros).ec != std::errc())
    return fail("trading.bad_journal", {{"text", *text}});
  return seen;
}

}

/// In front of the account's order service; whoever plays the market can see that something is on its way.
class HeldOrders::Sender final : public OrderSender {
public:
  Sender(OrderService& service, std::uint64_t& activity)
      : m_service(service)
      , m_activity(activity)
  {
  }
  [[nodiscard]] std::string account() const override { return m_service.account(); }
  void submit(OrderIntent intent, std::function<void(Result<Order>)> done) override
  {
    ++m_activity;
    reserve(intent);
    m_service.submit(std::move(intent), answering(std::move(done)));
  }
  void cancel(const std::string& orderId, std::function<void(Result<Order>)> done) override
  {
    ++m_activity;
    m_service.cancel(orderId, answering(std::move(done)));
  }
  void catchUp(const std::string& orderId, std::function<void(Result<Order>)> done) override
  {
    ++m_activity;
    m_service.catchUp(orderId, answering(std::move(done)));
  }
  [[nodiscard]] std::optional<Order> find(std::string_view orderId) const override { return m_service.find(orderId); }
  void bind(std::weak_ptr<HeldOrders> owner) { m_owner = std::move(owner); }

private:
  /// A gap may fill it far above the price that triggered it.
  void reserve(OrderIntent& intent) const
  {
    const auto held = m_owner.lock();
    if (!held || intent.side != Side::Buy || intent.type != OrderType::Market || held->m_algos->has(intent.id)
        || !held->m_options.reserveAt)
      return;
    if (const auto most = held->m_options.reserveAt(intent.entityId))
      intent.price = std::max(intent.price, *most);
  }
  [[nodiscard]] std::function<void(Result<Order>)> answering(std::function<void(Result<Order>)> done) const
  {
    return [owner = m_owner, done = std::move(done)](Result<Order> answer) {
      const auto held = owner.lock();
      if (!held)
        return;
      ++held->m_activity;
      if (done)
        done(std::move(answer));
      held->onAnswer();
    };
  }

  ServiceSender m_service;
  std::uint64_t& m_activity;
  std::weak_ptr<HeldOrders> m_owner;
};

HeldOrders::HeldOrders(Options options, Store& store, OrderService& service, Executor& executor)
    : m_options(std::move(options))
    , m_store(store)
    , m_executor(executor)
    , m_sender(std::make_unique<Sender>(service, m_activity))
{
}

HeldOrders::~HeldOrders() = default;

Result<std::shared_ptr<HeldOrders>> HeldOrders::open(
    Options options, Store& store, OrderService& service, const Clock& clock, Executor& executor)
{
  auto held = std::shared_ptr<HeldOrders>(new HeldOrders(std::move(options), store, service, executor));
  held->m_sender->bind(held);
  ConditionalDesk::Options desk;
  desk.rules = held->m_options.rules;
  desk.crashHook = held->m_options.crashHook;
  desk.onChanged = [self = held.get()](const ConditionalOrder&) { self->m_changed = true; };
  // What one order saw inside a day says nothing of the others: each remembers that by itself.
  ZVT_TRY(held->m_seen, markOf(store, held->m_sender->account()));
  ZVT_TRY(held->m_desk, ConditionalDesk::open(std::move(desk), store, *held->m_sender, clock));
  ZVT_TRY(held->m_algos, AlgoDesk::open(store, *held->m_sender, clock, service.state().orders()));
  held->m_day = held->m_desk->day();
  held->m_algos->setSeen(held->m_seen);
  OrderObserver observer;
  observer.onOrder = [weak = std::weak_ptr(held)](const Order& order) {
    if (const auto self = weak.lock())
      self->onOrder(order);
  };
  if (!held->m_options.played)
    observer.onSnapshot = [weak = std::weak_ptr(held)](const TradingSnapshotPtr& snapshot) {
      if (const auto self = weak.lock())
        self->onReconciled(snapshot->reconciled);
    };
  held->m_reconciled = held->m_options.played || service.snapshot()->reconciled;
  held->publish();
  held->m_orders = service.observe(std::move(observer));
  return held;
}

Result<Timestamp> HeldOrders::seenUntil(const Store& store, std::string_view account)
{
  ZVT_TRY(Timestamp seen, markOf(store, account));
  ZVT_TRY(const ConditionalBook book, ConditionalJournal::replay(store, account));
  for (const ConditionalOrder& order : book.orders())
    seen = std::max(seen, order.updated);
  return seen;
}

HeldSnapshotPtr HeldOrders::snapshot() const
{
  if (m_options.played)
    return picture();
  const std::lock_guard lock(m_mutex);
  return m_snapshot;
}

std::shared_ptr<HeldSnapshot> HeldOrders::picture() const
{
  auto made = std::make_shared<HeldSnapshot>();
  made->conditional = m_desk->orders();
  made->algos = m_algos->orders();
  made->problem = m_problem;
  return made;
}

Result<bool> HeldOrders::hasJournal(const Store& store, std::string_view account)
{
  bool found = false;
  for (const char* log : {"conditional", "algo"})
    ZVT_TRY_VOID(store.replay(fmt::format("{}.{}", log, account), 1, [&found](std::uint64_t, std::string_view) {
      found = true;
      return false;
    }));
  return found;
}

std::shared_ptr<void> HeldOrders::observe(std::function<void(const HeldSnapshotPtr&)> observer)
{
  return m_observers.add(std::move(observer));
}

void HeldOrders::publish()
{
  if (!m_changed)
    return;
  m_changed = false;
  if (m_options.played)
    return;
  const auto next = picture();
  {
    const std::lock_guard lock(m_mutex);
    next->generation = m_snapshot ? m_snapshot->generation + 1 : 1;
    m_snapshot = next;
  }
  m_observers.notify(next);
}

void HeldOrders::onOrder(const Order& order)
{
  ++m_activity;
  const bool isAlgo = m_algos->owns(order);
  m_changed |= isAlgo;
  if (const auto followed = isAlgo ? m_algos->onOrder(order) : m_desk->onOrder(order); !followed) {
    m_problem = followed.error();
    m_changed = true;
  }
  publish();
}

/// What triggered while the broker had not answered was refused for now.
void HeldOrders::onReconciled(bool reconciled)
{
  const bool isNews = reconciled && !m_reconciled;
  m_reconciled = reconciled;
  if (!isNews)
    return;
  if (const auto sent = sendAgain(); !sent) {
    m_problem = sent.error();
    m_changed = true;
  }
  publish();
}

void HeldOrders::onAnswer()
{
  if (m_algos->isActive()) {
    if (const auto followed = m_algos->onAnswer(); !followed)
      m_problem = followed.error();
    m_changed = true;
  }
  publish();
}

Result<void> HeldOrders::sendAgain()
{
  return m_desk->hasUnsent() ? m_desk->resend() : Result<void>();
}

Result<void> HeldOrders::catchUp()
{
  if (m_problem.code.empty())
    return {};
  std::set<std::string> orderIds;
  for (const ConditionalOrder& order : m_desk->orders()) {
    if (isOver(order.state))
      continue;
    orderIds.insert(order.entry);
    orderIds.insert(order.orderId);
  }
  for (const std::string& id : orderIds)
    if (const auto order = m_sender->find(id))
      ZVT_TRY_VOID(m_desk->onOrder(*order));
  ZVT_TRY_VOID(m_desk->resend());
  for (const AlgoOrder& algo : m_algos->orders())
    if (!isOver(algo.report.state))
      ZVT_TRY_VOID(m_algos->onTime(m_seen)); // journals what it could not
  m_problem = {};
  m_changed = true;
  return {};
}

Result<void> HeldOrders::startDay(TradingDay day, const std::vector<CorporateActionApplied>& actions)
{
  ZVT_TRY_VOID(catchUp());
  m_day = std::max(m_day, day);
  // Nothing waits: the day is begun when something does.
  if (hasConditional())
    ZVT_TRY_VOID(m_desk->startDay(day, actions));
  ZVT_TRY_VOID(m_algos->onAnswer());
  publish();
  return {};
}

Result<void> HeldOrders::endDay(TradingDay day)
{
  if (!hasConditional())
    return {};
  ZVT_TRY_VOID(m_desk->endDay(day));
  publish();
  return {};
}

Result<void> HeldOrders::onBar(
    std::string_view entityId, const market::Bar& bar, std::optional<Timestamp> begins, Timestamp end)
{
  if (!isActive())
    return {};
  ZVT_TRY_VOID(catchUp());
  ZVT_TRY_VOID(sendAgain());
  if (end > m_seen && hasConditional())
    ZVT_TRY_VOID(m_desk->onBar(entityId, bar, begins, end));
  if (m_algos->isActive() && bar.volume > 0) {
    ZVT_TRY(const Quantity volume, Quantity::fromDouble(bar.volume));
    ZVT_TRY_VOID(m_algos->onBar(entityId, volume, end));
    m_changed = true;
  }
  publish();
  return {};
}

Result<void> HeldOrders::onTime(Timestamp now)
{
  if (!m_algos->isActive())
    return {};
  ZVT_TRY_VOID(m_algos->onTime(now));
  m_changed = true;
  publish();
  return {};
}

Result<void> HeldOrders::passed(Timestamp moment, bool keeps)
{
  if (moment <= m_seen)
    return {};
  m_seen = moment;
  if (isActive())
    m_algos->setSeen(moment);
  else if (!keeps)
    return {};
  return m_store.commit(
      {{StoreOperation::Kind::Put, tableOf(m_sender->account()), kSeen, std::to_string(moment.micros)}});
}

bool HeldOrders::hasConditional() const
{
  return std::ranges::any_of(m_desk->orders(), [](const ConditionalOrder& order) { return !isOver(order.state); });
}

bool HeldOrders::isActive() const
{
  return m_algos->isActive() || hasConditional();
}

Timestamp HeldOrders::seen() const
{
  Timestamp seen = m_algos->seen();
  for (const ConditionalOrder& order : m_desk->orders())
    if (!isOver(order.state))
      seen = std::min(seen, std::max(m_seen, order.updated));
  return seen;
}

std::set<std::string> HeldOrders::entities() const
{
  std::set<std::string> entities = m_algos->entities();
  for (const ConditionalOrder& order : m_desk->orders())
    if (!isOver(order.state))
      entities.insert(order.entityId);
  return entities;
}

bool HeldOrders::owns(const Order& order) const
{
  const ConditionalOrder* held = m_desk->find(order.intent);
  return (held && held->source == order.source) || m_algos->owns(order);
}

}
