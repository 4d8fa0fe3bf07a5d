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

Result<std::size_t> Dispatcher::add(
    std::unique_ptr<strategy::Strategy> strategy, std::shared_ptr<const trading::SimAccount> account)
{
  const strategy::StrategyNeeds needs = strategy->needs();
  if (m_names.contains({account->settings().name, needs.name}))
    return fail("strategy.duplicate_name", {{"name", needs.name}, {"account", account->settings().name}});
  std::vector<std::size_t> factors;
  for (const std::string& formula : needs.factors) {
    ZVT_TRY(const std::size_t factor, m_market.factors.add(formula));
    factors.push_back(factor);
  }
  StrategyUnit::Options unit;
  unit.name = needs.name;
  unit.account = account->settings().name;
  unit.seed = m_options.seed * 1'000'003 + m_units.size();
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
  m_units.push_back(std::move(made));
  return m_units.size() - 1;
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
    running.push_back(unit->isRunning() ? 1 : 0);
  return running;
}

template <typename Hook> void Dispatcher::runAll(const ParallelFor& parallel, Hook hook)
{
  // Each unit writes only what is its own; book and factors stand still meanwhile.
  parallel.run(m_units.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
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
  runAll(parallel, [day](StrategyUnit& unit) {
    if (unit.isRunning())
      unit.closeBars(day);
  });
  return collect(before);
}

Dispatch Dispatcher::collect(const std::vector<std::uint8_t>& ran)
{
  Dispatch dispatch;
  for (std::size_t i = 0; i < m_units.size(); ++i) {
    if (ran[i] == 0)
      continue;
    StrategyUnit::Sends sends = m_units[i]->take();
    if (!m_units[i]->isRunning())
      dispatch.stopped.push_back(i);
    for (std::string& orderId : sends.cancels)
      dispatch.cancels.push_back({i, std::move(orderId)});
    for (trading::OrderIntent& intent : sends.orders) {
      if (m_options.gate)
        if (auto passed = m_options.gate(intent, i); !passed) {
          m_units[i]->say("refused " + intent.entityId + ": " + passed.error().code);
          dispatch.refused.push_back({i, std::move(passed).error()});
          continue;
        }
      dispatch.orders.push_back({i, std::move(intent)});
    }
  }
  return dispatch;
}

std::vector<std::string> Dispatcher::disengage(std::size_t unit, Error reason)
{
  m_units[unit]->fail(std::move(reason));
  return m_units[unit]->take().cancels;
}

}
