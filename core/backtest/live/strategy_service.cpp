// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/strategy_service.h"

#include "core/backtest/live/strategy_service_state.h"
#include "core/base/clock.h"
#include "core/base/executor.h"
#include "core/trading/risk/risk_desk.h"

#include <algorithm>

namespace zvt::backtest {

namespace {

constexpr std::size_t kOrdersOfDetails = 100;

}

Result<void> StrategyService::State::forEach(
    const std::vector<std::string>& names, const std::function<Result<void>(Deployment& deployment)>& work)
{
  Result<void> first;
  const auto note = [&first](Result<void> result) {
    if (first && !result)
      first = std::move(result);
  };
  if (names.empty())
    for (auto& [name, deployment] : m_deployments)
      note(work(deployment));
  for (const std::string& name : names) {
    const auto found = m_deployments.find(name);
    note(found == m_deployments.end() ? zvt::fail("strategy.unknown_deployment", {{"name", name}})
                                      : work(found->second));
  }
  takeFaults();
  return first;
}

Result<void> StrategyService::State::start(Deployment& deployment)
{
  Deployment before = deployment;
  deployment.started = true;
  deployment.fault = {};
  if (auto kept = keep(deployment); !kept) {
    deployment = std::move(before);
    return kept;
  }
  for (const Journey* journey : {&m_paper, &m_replay})
    if (journey->market)
      ZVT_TRY_VOID(journey->market->start(deployment.name));
  return {};
}

Result<void> StrategyService::State::stop(Deployment& deployment)
{
  deployment.started = false;
  deployment.fault = {};
  // It ends whether or not that can be written down.
  Result<void> result = keep(deployment);
  for (const Journey* journey : {&m_paper, &m_replay})
    if (journey->market)
      if (auto stopped = journey->market->stop(deployment.name); !stopped && result)
        result = std::move(stopped);
  return result;
}

Result<void> StrategyService::State::remove(const std::vector<std::string>& names)
{
  std::vector<std::string> gone;
  Result<void> result = forEach(names, [&](Deployment& deployment) -> Result<void> {
    ZVT_TRY_VOID(m_store.commit({{StoreOperation::Kind::Remove, std::string(kDeploymentTable), deployment.name, {}},
        {StoreOperation::Kind::Remove, std::string(kEquityTable), deployment.name, {}},
        {StoreOperation::Kind::Remove, std::string(kWaitingTable), deployment.account, {}},
        {StoreOperation::Kind::Remove, std::string(kMemoryTable), deployment.account, {}}}));
    gone.push_back(deployment.name);
    if (m_options.desk)
      m_options.desk->book().forget(deployment.account);
    for (const Journey* journey : {&m_paper, &m_replay})
      if (journey->market)
        ZVT_TRY_VOID(journey->market->remove(deployment.name));
    return {};
  });
  for (const std::string& name : gone)
    m_deployments.erase(name);
  return result;
}

Result<void> StrategyService::State::clutch(
    const std::vector<std::string>& names, bool engage, const std::string& by, const std::string& note)
{
  if (!m_options.desk)
    return zvt::fail("strategy.no_market");
  risk::Clutch& clutch = m_options.desk->clutch();
  const auto turn = [&](const std::string& strategy) {
    const risk::ClutchScope scope{{}, strategy};
    return engage ? clutch.engage(scope, by, note) : clutch.disengage(scope, by, note);
  };
  Result<void> result = names.empty() ? turn(std::string(risk::kAllStrategies)) : Result<void>();
  Result<void> each = forEach(names, [&](const Deployment& deployment) -> Result<void> {
    Result<void> turned = names.empty() ? Result<void>() : turn(deployment.name);
    for (const Journey* journey : {&m_paper, &m_replay})
      if (engage && journey->market)
        if (auto cancelled = journey->market->cancelOrders(deployment.name); !cancelled && turned)
          turned = std::move(cancelled);
    return turned;
  });
  return result ? each : result;
}

Result<LiveDetails> StrategyService::State::details(const std::string& name) const
{
  LiveMarket* market = shown();
  trading::OrderService* orders = market ? market->orders(name) : nullptr;
  if (!orders)
    return zvt::fail("strategy.unknown_deployment", {{"name", name}});
  LiveDetails details;
  details.row = market->row(name);
  for (const auto& [entityId, position] : orders->state().account().positions())
    if (!position.total.isZero())
      details.positions.push_back(position);
  const std::vector<trading::Order>& all = orders->state().orders();
  const std::size_t kept = std::min(all.size(), kOrdersOfDetails);
  details.orders.assign(all.rbegin(), all.rbegin() + static_cast<std::ptrdiff_t>(kept));
  std::vector<trading::Order> waiting = market->waiting(name); // those made last are the newest
  std::ranges::reverse(waiting);
  details.orders.insert(details.orders.begin(), waiting.begin(), waiting.end());
  if (const StrategyUnit* unit = market->unit(name))
    details.log = unit->logLines();
  return details;
}

/// The end of the program: what is announced is no accident.
void StrategyService::State::finish()
{
  m_replay = {};
  m_paper = {};
  static_cast<void>(m_store.commit({{StoreOperation::Kind::Remove, std::string(kDeskTable), "open", {}}}));
}

Result<std::unique_ptr<StrategyService>> StrategyService::open(Options options, MarketSource& source, Store& store,
    const Clock& clock, Executor& executor, const ParallelFor& parallel)
{
  auto state = std::make_shared<State>(std::move(options), source, store, clock, executor, parallel);
  ZVT_TRY_VOID(state->read());
  state->post([](State& self) { self.openPaper(); });
  return std::unique_ptr<StrategyService>(new StrategyService(std::move(state)));
}

StrategyService::StrategyService(std::shared_ptr<State> state)
    : m_state(std::move(state))
{
}

StrategyService::~StrategyService()
{
  m_state->isClosing = true;
  Executor& executor = m_state->executor;
  executor.post([state = std::move(m_state)] { state->finish(); });
}

void StrategyService::deploy(Deployment deployment, Done done)
{
  m_state->post([deployment = std::move(deployment), done = std::move(done)](State& self) mutable {
    Result<void> result = self.settled(self.deploy(std::move(deployment)));
    self.publish(true);
    self.answer(done, std::move(result));
  });
}

void StrategyService::start(std::vector<std::string> names, Done done)
{
  m_state->post([names = std::move(names), done = std::move(done)](State& self) {
    Result<void> result = self.settled(self.forEach(names, [&self](Deployment& one) { return self.start(one); }));
    self.publish(true);
    self.answer(done, std::move(result));
  });
}

void StrategyService::stop(std::vector<std::string> names, Done done)
{
  m_state->post([names = std::move(names), done = std::move(done)](State& self) {
    Result<void> result = self.settled(self.forEach(names, [&self](Deployment& one) { return self.stop(one); }));
    self.publish(true);
    self.answer(done, std::move(result));
  });
}

void StrategyService::remove(std::vector<std::string> names, Done done)
{
  m_state->post([names = std::move(names), done = std::move(done)](State& self) {
    Result<void> result = self.settled(self.remove(names));
    self.publish(true);
    self.answer(done, std::move(result));
  });
}

void StrategyService::clutch(std::vector<std::string> names, std::string by, std::string note, Done done)
{
  m_state->post(
      [names = std::move(names), by = std::move(by), note = std::move(note), done = std::move(done)](State& self) {
        Result<void> result = self.settled(self.clutch(names, true, by, note));
        self.publish(true);
        self.answer(done, std::move(result));
      });
}

void StrategyService::release(std::vector<std::string> names, std::string by, std::string note, Done done)
{
  m_state->post(
      [names = std::move(names), by = std::move(by), note = std::move(note), done = std::move(done)](State& self) {
        Result<void> result = self.settled(self.clutch(names, false, by, note));
        self.publish(true);
        self.answer(done, std::move(result));
      });
}

void StrategyService::setResumes(std::vector<std::string> names, bool resumes, Done done)
{
  m_state->post([names = std::move(names), resumes, done = std::move(done)](State& self) {
    Result<void> result = self.forEach(names, [&self, resumes](Deployment& one) {
      one.resumes = resumes;
      return self.keep(one);
    });
    self.answer(done, std::move(result));
  });
}

void StrategyService::moveTo(Timestamp moment, Done done)
{
  m_state->post([moment, done = std::move(done)](State& self) mutable { self.movePaper(moment, std::move(done)); });
}

void StrategyService::moveToEnd(Done done)
{
  m_state->post([done = std::move(done)](State& self) mutable { self.movePaperToEnd(std::move(done)); });
}

void StrategyService::replayTo(std::optional<trading::ReplayMoment> moment, Done done)
{
  m_state->post([moment = std::move(moment), done = std::move(done)](
                    State& self) mutable { self.moveReplay(moment, std::move(done)); });
}

void StrategyService::dataChanged()
{
  m_state->isStale = true;
  m_state->isReplayStale = true;
}

LiveBoardPtr StrategyService::board() const
{
  const std::lock_guard lock(m_state->mutex);
  return m_state->board;
}

std::shared_ptr<void> StrategyService::observe(Observer observer)
{
  return m_state->observers.add(std::move(observer));
}

void StrategyService::details(std::string name, std::function<void(Result<LiveDetails>)> done)
{
  m_state->post([name = std::move(name), done = std::move(done)](State& self) { done(self.details(name)); });
}

}
