// SPDX-License-Identifier: Apache-2.0
// The unit's own work: hooks, plans, faults. What the strategy sees and asks for: strategy_unit_context.cpp.
#include "core/backtest/host/strategy_unit.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>

#include <fmt/format.h>

namespace zvt::backtest {

StrategyUnit::StrategyUnit(std::unique_ptr<strategy::Strategy> strategy, Options options, const BarBook& book,
    const strategy::SharedFactors& shared, std::vector<std::size_t> factors)
    : m_strategy(std::move(strategy))
    , m_options(std::move(options))
    , m_planner(m_options.rules, m_options.plan)
    , m_book(book)
    , m_shared(shared)
    , m_factors(std::move(factors))
    , m_needs(m_strategy->needs())
    , m_hasBar(book.universe().size())
    , m_account(std::make_shared<const trading::SimAccount>(trading::AccountSettings{}))
    , m_random(m_options.seed)
{
}

StrategyUnit::~StrategyUnit() = default;

Result<void> StrategyUnit::join()
{
  for (std::uint32_t place = 0; place < m_book.universe().size(); ++place) {
    const std::string& id = m_book.universe()[place];
    if (std::ranges::any_of(m_needs.entities, [&](const std::string& glob) { return matchesGlob(id, glob); }))
      m_entities.push_back(place);
  }
  if (m_entities.empty())
    return zvt::fail("backtest.empty_universe", {{"level", std::string(market::toString(m_book.finest()))}});
  return {};
}

void StrategyUnit::setAccount(
    std::shared_ptr<const trading::SimAccount> account, std::vector<trading::Order> openOrders)
{
  m_account = std::move(account);
  m_openOrders = std::move(openOrders);
}

/// Runs a hook. Whatever goes wrong in it ends the strategy, and it alone.
template <typename Hook> void StrategyUnit::call(Hook hook)
{
  if (!m_running)
    return;
  const Duration began = m_options.watch ? m_options.watch->elapsed() : Duration();
  try {
    if (Result<void> result = hook(); !result)
      wrong(std::move(result).error());
  } catch (const std::exception& thrown) {
    wrong({"strategy.threw", {{"text", thrown.what()}}, {}});
  } catch (...) {
    wrong({"strategy.threw", {{"text", "?"}}, {}});
  }
  if (m_options.watch && m_options.limits.call > Duration()
      && m_options.watch->elapsed() - began > m_options.limits.call)
    wrong({"strategy.too_slow", {{"milliseconds", std::to_string(m_options.limits.call.micros / 1000)}}, {}});
  if (!m_fault.code.empty())
    fail(m_fault);
}

void StrategyUnit::wrong(Error error) const
{
  if (m_fault.code.empty())
    m_fault = std::move(error).with("strategy", m_options.name);
}

void StrategyUnit::fail(Error error)
{
  if (!m_running)
    return;
  m_fault = std::move(error);
  m_running = false;
  m_sends = {};
  for (const trading::Order& open : m_openOrders)
    if (open.state != trading::OrderState::PendingCancel)
      m_sends.cancels.push_back(open.id);
  log("stopped: " + m_fault.code);
}

void StrategyUnit::start()
{
  m_now = m_book.now();
  m_started = true;
  call([this] { return m_strategy->onStart(*this); });
}

void StrategyUnit::openDay(TradingDay day, Timestamp now)
{
  m_day = day;
  m_now = now;
  call([this] { return m_strategy->onTradingOpen(*this); });
}

void StrategyUnit::closeBars(TradingDay day)
{
  m_day = day;
  m_now = m_book.now();
  std::ranges::fill(m_hasBar, std::uint8_t{0});
  for (const std::uint32_t entity : m_book.finished(m_book.levels().size() - 1))
    m_hasBar[entity] = 1;
  applyMembership();
  m_notes.clear();
  const bool isWarm = std::ranges::any_of(m_entities,
      [&](std::uint32_t entity) { return m_book.count(entity) >= std::max<std::size_t>(m_needs.warmUp, 1); });
  if (!isWarm)
    return;
  tellBars();
  call([this] { return m_strategy->onTime(*this); });
  call([this] { return m_strategy->onProfitControl(*this); });
  call([this]() -> Result<void> {
    planTargets();
    return {};
  });
}

void StrategyUnit::tellBars()
{
  std::vector<std::uint32_t> own;
  for (std::size_t level = 0; level < m_book.levels().size(); ++level) {
    if (std::ranges::find(m_needs.levels, m_book.levels()[level]) == m_needs.levels.end())
      continue;
    std::span<const std::uint32_t> finished = m_book.finished(level);
    if (m_entities.size() != m_book.universe().size()) {
      own.clear();
      std::ranges::set_intersection(finished, m_entities, std::back_inserter(own));
      finished = own;
    }
    if (!finished.empty())
      call([&] { return m_strategy->onBar(*this, {m_book.levels()[level], finished}); });
  }
}

void StrategyUnit::planTargets()
{
  std::vector<std::pair<std::size_t, Wish>> ranked;
  for (const auto& [entity, goal] : m_goals)
    ranked.push_back({goal.rank, {entity, goal.weight, goal.resize}});
  std::ranges::sort(ranked, {}, [](const auto& one) { return one.first; });
  std::vector<Wish> wishes;
  for (const auto& [rank, wish] : ranked)
    wishes.push_back(wish);
  auto plan = m_planner.plan({m_book, *m_account, m_openOrders, wishes, m_hasBar, m_options.sessions});
  if (!plan)
    return wrong(std::move(plan).error());
  for (std::string& id : plan->cancels)
    m_sends.cancels.push_back(std::move(id));
  std::map<std::uint32_t, std::vector<std::string>> sent;
  for (const PlannedOrder& order : plan->orders) {
    trading::OrderIntent intent;
    intent.entityId = m_book.universe()[order.entity];
    intent.side = order.side;
    intent.type = order.type;
    intent.price = order.price;
    intent.quantity = order.quantity;
    const std::string id = send(std::move(intent));
    record(m_book.universe()[order.entity], m_goals[order.entity].weight, id);
  }
  for (auto& [entity, goal] : m_goals)
    if (m_hasBar[entity] != 0)
      goal.resize = false;
  std::erase_if(m_goals, [&](const auto& entry) {
    const trading::Position* position = m_account->find(m_book.universe()[entry.first]);
    return entry.second.weight == 0 && (position == nullptr || position->total.isZero());
  });
}

void StrategyUnit::record(const std::string& entityId, double weight, const std::string& orderId)
{
  const bool isNew = m_decisions.empty() || m_decisions.back().at != m_now || m_decisions.back().entityId != entityId;
  if (isNew) {
    Decision decision{m_now, m_day, entityId, weight, {}, {}};
    for (const auto& [entity, note] : m_notes)
      if (entity.empty() || entity == entityId)
        decision.notes.push_back(note);
    m_decisions.push_back(std::move(decision));
  }
  m_decisions.back().orderIds.push_back(orderId);
}

std::string StrategyUnit::send(trading::OrderIntent intent)
{
  intent.source = m_options.name;
  intent.id = fmt::format("{}-{}", m_now.micros, ++m_intents);
  const std::string id = trading::clientOrderId(m_options.account, intent.source, intent.id, intent.sequence);
  const std::int64_t second = m_now.micros / 1'000'000;
  m_sentInSecond = second == m_second ? m_sentInSecond + 1 : 1;
  m_second = second;
  if (m_sentInSecond > m_options.limits.ordersPerSecond)
    wrong({"strategy.too_many_orders", {{"limit", std::to_string(m_options.limits.ordersPerSecond)}}, {}});
  else
    m_sends.orders.push_back(std::move(intent));
  return id;
}

void StrategyUnit::closeDay()
{
  call([this] { return m_strategy->onTradingClose(*this); });
}

void StrategyUnit::order(const trading::Order& order)
{
  call([&] { return m_strategy->onOrder(*this, order); });
}

void StrategyUnit::fill(const trading::Fill& fill)
{
  call([&] { return m_strategy->onFill(*this, fill); });
}

void StrategyUnit::stop()
{
  if (m_started)
    call([this] { return m_strategy->onStop(*this); });
  m_running = false;
}

StrategyUnit::Sends StrategyUnit::take()
{
  return std::exchange(m_sends, {});
}

}
