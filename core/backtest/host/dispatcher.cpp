// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/dispatcher.h"

#include "core/base/parallel_for.h"

#include <algorithm>

namespace zvt::backtest {

namespace {

constexpr std::size_t kGrain = 4; ///< strategies a task: some are much slower than others

}

Dispatcher::Dispatcher(BarBook book, Options options)
    : m_market(std::move(book))
    , m_options(std::move(options))
    , m_sessions(m_market.book.universe().size())
{
}

Dispatcher::~Dispatcher() = default;

Result<std::size_t> Dispatcher::add(std::unique_ptr<strategy::Strategy> strategy,
    std::shared_ptr<const trading::SimAccount> account, const Joining& joining)
{
  strategy::StrategyNeeds needs = strategy->needs();
  if (!joining.name.empty())
    needs.name = joining.name;
  if (m_names.contains({account->settings().name, needs.name}))
    return fail("strategy.duplicate_name", {{"name", needs.name}, {"account", account->settings().name}});
  ZVT_TRY(std::vector<std::size_t> factors, m_market.need(needs.factors, SerialParallelFor()));
  const auto hole = std::ranges::find_if(m_units, [](const auto& one) { return !one; });
  const auto number = static_cast<std::size_t>(hole - m_units.begin());
  StrategyUnit::Options unit;
  unit.name = needs.name;
  unit.account = account->settings().name;
  unit.seed = joining.seed.value_or(m_options.seed * 1'000'003 + number);
  unit.intents = joining.intents;
  unit.handsOut = joining.handsOut;
  unit.limits = m_options.limits;
  unit.watch = m_options.watch;
  unit.rules = m_options.rules;
  unit.plan = m_options.plan;
  unit.sessions = &m_sessions;
  auto made = std::make_unique<StrategyUnit>(
      std::move(strategy), std::move(unit), m_market.book, m_market.factors, std::move(factors));
  ZVT_TRY_VOID(made->join());
  m_names.emplace(account->settings().name, needs.name);
  made->setAccount(std::move(account));
  if (number == m_units.size())
    m_units.push_back(std::move(made));
  else
    m_units[number] = std::move(made);
  return number;
}

void Dispatcher::remove(std::size_t unit)
{
  m_names.erase({m_units[unit]->accountName(), m_units[unit]->name()});
  m_units[unit].reset();
}

void Dispatcher::setAccount(
    std::size_t unit, std::shared_ptr<const trading::SimAccount> account, std::vector<trading::Order> openOrders)
{
  m_units[unit]->setAccount(std::move(account));
  m_units[unit]->setOpenOrders(std::move(openOrders));
}

std::vector<std::uint8_t> Dispatcher::running() const
{
  std::vector<std::uint8_t> running;
  for (const auto& unit : m_units)
    running.push_back(unit && unit->isRunning() ? 1 : 0);
  return running;
}

template <typename Hook> void Dispatcher::runAll(const ParallelFor& parallel, Hook hook)
{
  // Each unit writes only what is its own; book and factors stand still meanwhile.
  parallel.run(m_units.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (m_units[i] && m_units[i]->isRunning())
        hook(*m_units[i]);
  });
}

Result<Dispatch> Dispatcher::start(Timestamp now, const ParallelFor& parallel)
{
  ZVT_TRY_VOID(m_market.moveTo(now, parallel));
  const auto before = running();
  runAll(parallel, [](StrategyUnit& unit) { unit.start(); });
  return collect(before);
}

Result<Dispatch> Dispatcher::closeBars(Timestamp now, TradingDay day, const ParallelFor& parallel)
{
  ZVT_TRY_VOID(m_market.moveTo(now, parallel));
  m_sessions.clear();
  const auto before = running();
  runAll(parallel, [day](StrategyUnit& unit) { unit.closeBars(day); });
  return collect(before);
}

Dispatch Dispatcher::openDay(TradingDay day, Timestamp now, const ParallelFor& parallel)
{
  const auto before = running();
  runAll(parallel, [day, now](StrategyUnit& unit) { unit.openDay(day, now); });
  return collect(before);
}

Dispatch Dispatcher::closeDay(const ParallelFor& parallel)
{
  const auto before = running();
  runAll(parallel, [](StrategyUnit& unit) { unit.closeDay(); });
  return collect(before);
}

template <typename Hook> Dispatch Dispatcher::tellOne(std::size_t unit, Hook hook)
{
  Dispatch dispatch;
  if (m_units[unit]->isRunning()) {
    hook(*m_units[unit]);
    collect(unit, dispatch);
  }
  return dispatch;
}

Dispatch Dispatcher::startUnit(std::size_t unit)
{
  return tellOne(unit, [](StrategyUnit& one) { one.start(); });
}

Dispatch Dispatcher::stopUnit(std::size_t unit)
{
  return tellOne(unit, [](StrategyUnit& one) { one.stop(); });
}

Dispatch Dispatcher::failUnit(std::size_t unit, const Error& why)
{
  return tellOne(unit, [&why](StrategyUnit& one) { one.fail(why); });
}

Dispatch Dispatcher::tell(std::size_t unit, const trading::Order& order)
{
  return tellOne(unit, [&order](StrategyUnit& one) { one.order(order); });
}

Dispatch Dispatcher::tell(std::size_t unit, const trading::Fill& fill)
{
  return tellOne(unit, [&fill](StrategyUnit& one) { one.fill(fill); });
}

Dispatch Dispatcher::collect(const std::vector<std::uint8_t>& ran)
{
  Dispatch dispatch;
  for (std::size_t i = 0; i < m_units.size(); ++i)
    if (ran[i] != 0)
      collect(i, dispatch);
  return dispatch;
}

void Dispatcher::collect(std::size_t unit, Dispatch& dispatch)
{
  StrategyUnit::Sends sends = m_units[unit]->take();
  if (!m_units[unit]->isRunning())
    dispatch.stopped.push_back(unit);
  if (sends.cancelHeld)
    dispatch.cancelHeld.push_back(unit);
  for (StrategyUnit::Held& held : sends.held)
    dispatch.held.push_back({unit, std::move(held)});
  if (!sends.wishes.empty())
    dispatch.wishes.push_back({unit, std::move(sends.wishes)});
  for (std::string& orderId : sends.cancels)
    dispatch.cancels.push_back({unit, std::move(orderId)});
  for (trading::OrderIntent& intent : sends.orders) {
    if (m_options.gate)
      if (auto passed = m_options.gate(intent, unit); !passed) {
        m_units[unit]->say("refused " + intent.entityId + ": " + passed.error().code);
        dispatch.refused.push_back({unit, std::move(passed).error()});
        continue;
      }
    dispatch.orders.push_back({unit, std::move(intent)});
  }
}

std::vector<std::string> Dispatcher::disengage(std::size_t unit, Error reason)
{
  m_units[unit]->fail(std::move(reason));
  return m_units[unit]->take().cancels;
}

}
