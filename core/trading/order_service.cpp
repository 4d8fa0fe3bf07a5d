// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_service.h"

#include "core/trading/order_core.h"

namespace zvt::trading {

Result<std::unique_ptr<OrderService>> OrderService::open(
    Options options, Store& store, Broker& broker, const Clock& clock, Executor& executor)
{
  auto core = std::make_shared<Core>(std::move(options), store, broker, clock, executor);
  ZVT_TRY_VOID(core->start());
  return std::unique_ptr<OrderService>(new OrderService(std::move(core)));
}

OrderService::OrderService(std::shared_ptr<Core> core)
    : m_core(std::move(core))
{
}

OrderService::~OrderService() = default;

void OrderService::submit(OrderIntent intent, std::function<void(Result<Order>)> done)
{
  m_core->enqueue(std::move(intent), std::move(done));
}

void OrderService::cancel(std::string orderId, std::function<void(Result<Order>)> done)
{
  m_core->post(
      [orderId = std::move(orderId), done = std::move(done)](Core& core) { core.answer(done, core.cancel(orderId)); });
}

void OrderService::cancelAll()
{
  m_core->post([](Core& core) { core.cancelAll(); });
}

void OrderService::replace(OrderReplacement replacement, std::function<void(Result<Order>)> done)
{
  m_core->post([replacement = std::move(replacement), done = std::move(done)](
                   Core& core) mutable { core.replace(std::move(replacement), std::move(done)); });
}

void OrderService::catchUp(std::string orderId, std::function<void(Result<Order>)> done)
{
  m_core->post([orderId = std::move(orderId), done = std::move(done)](
                   Core& core) { core.answer(done, core.caughtUp(orderId)); });
}

void OrderService::reconcile(std::function<void(Result<void>)> done)
{
  m_core->post([done = std::move(done)](Core& core) { core.answer(done, core.reconcile()); });
}

void OrderService::startDay(
    TradingDay day, std::vector<CorporateActionApplied> actions, std::function<void(Result<void>)> done)
{
  m_core->post([day, actions = std::move(actions), done = std::move(done)](
                   Core& core) { core.answer(done, core.startDay(day, actions)); });
}

void OrderService::checkActions(
    KnownActions known, std::function<void(Result<std::vector<CorporateActionApplied>>)> done)
{
  m_core->post(
      [known = std::move(known), done = std::move(done)](Core& core) { core.answer(done, core.checkActions(known)); });
}

void OrderService::moveCash(Money amount, std::string note, std::function<void(Result<void>)> done)
{
  m_core->post([amount, note = std::move(note), done = std::move(done)](
                   Core& core) { core.answer(done, core.moveCash(amount, note)); });
}

void OrderService::chooseRights(RightsChoice choice, std::function<void(Result<void>)> done)
{
  m_core->post([choice, done = std::move(done)](Core& core) { core.answer(done, core.chooseRights(choice)); });
}

void OrderService::bookMargin(std::vector<JournalEvent> events, std::function<void(Result<void>)> done)
{
  m_core->post(
      [events = std::move(events), done = std::move(done)](Core& core) { core.answer(done, core.bookMargin(events)); });
}

void OrderService::liquidate(
    std::map<std::string, Price, std::less<>> prices, std::function<void(Result<bool>)> done, bool isDue)
{
  m_core->post([prices = std::move(prices), done = std::move(done), isDue](
                   Core& core) { core.answer(done, core.liquidate(prices, isDue)); });
}

void OrderService::mark(std::vector<std::pair<std::string, Price>> prices)
{
  m_core->post([prices = std::move(prices)](Core& core) { core.mark(prices); });
}

TradingSnapshotPtr OrderService::snapshot() const
{
  return m_core->snapshot();
}

const TradingState& OrderService::state() const
{
  return m_core->state();
}

OrderRate OrderService::rate() const
{
  return m_core->rate();
}

OrderRate OrderService::rateNow() const
{
  return m_core->rateNow();
}

std::shared_ptr<const SimAccount> OrderService::account() const
{
  return m_core->account();
}

std::shared_ptr<void> OrderService::claimSource(const std::string& source)
{
  return m_core->claimSource(source);
}

std::shared_ptr<void> OrderService::observe(OrderObserver observer)
{
  return m_core->observe(std::move(observer));
}

}
