// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/strategy_service_state.h"

#include "core/base/clock.h"
#include "core/base/executor.h"
#include "core/trading/risk/risk_desk.h"

#include <algorithm>
#include <charconv>

namespace zvt::backtest {

namespace {

constexpr Duration kBetweenBoards{100'000}; ///< while the market moves

/// An order of any strategy.
trading::Order anyOrder()
{
  trading::Order any;
  any.source = "strategy";
  return any;
}

}

StrategyService::State::State(Options options, MarketSource& source, Store& store, const Clock& clock,
    Executor& theExecutor, const ParallelFor& parallel)
    : board(std::make_shared<const LiveBoard>())
    , executor(theExecutor)
    , m_options(std::move(options))
    , m_source(source)
    , m_store(store)
    , m_clock(clock)
    , m_parallel(parallel)
{
}

Result<void> StrategyService::State::read()
{
  ZVT_TRY(const auto deployed, readDeployments(m_store));
  findPaperNow();
  ZVT_TRY(const auto open, m_store.get(kDeskTable, "open"));
  std::vector<StoreOperation> changes{{StoreOperation::Kind::Put, std::string(kDeskTable), "open", "1"}};
  for (Deployment deployment : deployed) {
    if (open && deployment.started && !deployment.resumes) {
      deployment.started = false;
      deployment.fault = {std::string(kUncleanEnd), {}, {}};
      changes.push_back(
          {StoreOperation::Kind::Put, std::string(kDeploymentTable), deployment.name, toJson(deployment)});
    }
    m_deployments.emplace(deployment.name, std::move(deployment));
  }
  return m_store.commit(changes);
}

/// Where the store says that the paper market stands.
void StrategyService::State::findPaperNow()
{
  const auto now = m_store.get(kDeskTable, "now");
  if (!now || !*now)
    return;
  Timestamp at;
  const char* const end = (*now)->data() + (*now)->size();
  if (std::from_chars((*now)->data(), end, at.micros).ptr == end)
    m_paperNow = at;
}

void StrategyService::State::post(std::move_only_function<void(State&)> work)
{
  executor.post([weak = weak_from_this(), work = std::move(work)]() mutable {
    if (const auto self = weak.lock())
      work(*self);
  });
}

LiveMarket::Options StrategyService::State::marketOptions(bool isReplay) const
{
  LiveMarket::Options options;
  options.rules = m_options.rules;
  options.subjects = m_options.subjects;
  options.clutch = m_options.desk ? &m_options.desk->clutch() : nullptr;
  options.desk = isReplay ? nullptr : m_options.desk; // what is tried in a replay is not at stake
  options.watch = &m_clock;
  return options;
}

std::vector<Deployment> StrategyService::State::all() const
{
  std::vector<Deployment> deployments;
  for (const auto& [name, deployment] : m_deployments)
    deployments.push_back(deployment);
  return deployments;
}

Result<void> StrategyService::State::begin(Journey& journey, Timestamp at, Store& store, bool isReplay)
{
  journey.market.reset();
  // What the limits know of the accounts is of a market that is gone.
  if (m_options.desk && !isReplay)
    for (const auto& [name, deployment] : m_deployments)
      m_options.desk->book().forget(deployment.account);
  journey.market = std::make_unique<LiveMarket>(marketOptions(isReplay), m_source, store, m_parallel);
  journey.market->standAt(at);
  return journey.market->add(all());
}

void StrategyService::State::openPaper()
{
  if (m_paperNow)
    if (auto begun = begin(m_paper, *m_paperNow, m_store, false); !begun)
      m_problem = std::move(begun).error();
  takeFaults();
  publish(true);
}

/// There is a paper market, and it stands where the store says; otherwise it is made anew from that.
Result<void> StrategyService::State::standPaper()
{
  if (m_paper.market && m_problem.code.empty())
    return {};
  findPaperNow();
  Result<void> begun = begin(m_paper, *m_paperNow, m_store, false);
  m_problem = begun ? Error{} : begun.error();
  takeFaults();
  if (!begun)
    m_paper.market.reset();
  return begun;
}

void StrategyService::State::movePaper(Timestamp moment, Done arrived)
{
  Result<void> begun;
  if (!m_paper.market && !m_paperNow) {
    begun =
        m_store.commit({{StoreOperation::Kind::Put, std::string(kDeskTable), "now", std::to_string(moment.micros)}});
    if (begun)
      m_paperNow = moment;
    else
      m_problem = begun.error();
  }
  if (begun)
    begun = standPaper();
  if (!begun) {
    publish(true);
    return answer(arrived, std::move(begun));
  }
  travel(m_paper, moment, std::move(arrived));
}

void StrategyService::State::movePaperToEnd(Done arrived)
{
  if (!m_paper.market && !m_paperNow)
    return answer(arrived, zvt::fail("strategy.no_market"));
  isStale = false;
  Result<void> ready = standPaper();
  if (ready)
    ready = refresh(m_paper);
  if (!ready) {
    arrive(m_paper, ready);
    return answer(arrived, std::move(ready));
  }
  travel(m_paper, *m_paper.market->lastMoment(), std::move(arrived));
}

/// Where bars came or went that were played already, all warm up again: the paper market where it stands, a replay from
/// its beginning, over the bars as they are now.
Result<void> StrategyService::State::refresh(Journey& journey)
{
  ZVT_TRY(const bool isOther, journey.market->refresh());
  if (!isOther)
    return {};
  const bool isReplay = &journey == &m_replay;
  findPaperNow();
  Result<void> begun =
      isReplay ? begin(m_replay, m_replayBegan, m_nothing, true) : begin(m_paper, *m_paperNow, m_store, false);
  takeFaults();
  if (!begun)
    journey.market.reset();
  return begun;
}

void StrategyService::State::moveReplay(const std::optional<trading::ReplayMoment>& moment, Done arrived)
{
  if (!moment) {
    m_replay.market.reset();
    arrive(m_replay, {});
    return answer(arrived, {});
  }
  const bool isBack = m_replay.market && moment->at < m_replay.market->now().value_or(moment->at);
  if (!m_replay.market)
    m_replayBegan = moment->at;
  if (!m_replay.market || isBack) {
    if (m_replay.target)
      arrive(m_replay, {});
    m_replayBegan = std::min(m_replayBegan, moment->at);
    // What happened up to there happens again: the same bars give the same orders.
    if (auto begun = begin(m_replay, m_replayBegan, m_nothing, true); !begun) {
      m_replay.market.reset();
      publish(true);
      return answer(arrived, std::move(begun));
    }
    static_cast<void>(m_replay.market->takeFaults());
  }
  travel(m_replay, moment->at, std::move(arrived));
}

void StrategyService::State::travel(Journey& journey, Timestamp target, Done arrived)
{
  const bool isMoving = journey.target.has_value();
  journey.target = std::max(journey.target.value_or(target), target);
  journey.done.push_back(std::move(arrived));
  if (isMoving)
    return;
  std::atomic<bool>& stale = &journey == &m_paper ? isStale : isReplayStale;
  if (stale.exchange(false))
    if (auto read = refresh(journey); !read)
      return arrive(journey, std::move(read));
  stepOn(journey);
}

/// One moment, then whatever else was asked for meanwhile.
void StrategyService::State::stepOn(Journey& journey)
{
  if (!journey.target)
    return; // it ended meanwhile
  if (isClosing)
    return arrive(journey, {});
  auto stepped = journey.market->step(*journey.target);
  takeFaults();
  if (!stepped)
    return arrive(journey, std::unexpected(std::move(stepped).error()));
  if (!*stepped)
    return arrive(journey, {});
  publish(false);
  post([isReplay = &journey == &m_replay](State& self) { self.stepOn(isReplay ? self.m_replay : self.m_paper); });
}

Result<void> StrategyService::State::settled(Result<void> result)
{
  if (!result && result.error().code.starts_with("storage.") && m_paper.market)
    arrive(m_paper, result);
  return result;
}

void StrategyService::State::arrive(Journey& journey, Result<void> result)
{
  journey.target.reset();
  if (&journey == &m_paper) {
    m_problem = result ? Error{} : result.error();
    if (m_paper.market)
      m_paperNow = m_paper.market->now();
    if (!result) { // back to where the store says that it stands
      m_paper.market.reset();
      findPaperNow();
    }
  }
  publish(true);
  for (const Done& done : std::exchange(journey.done, {}))
    answer(done, result);
}

/// A strategy that failed in the paper market stays stopped; one that failed in a replay is stopped there.
void StrategyService::State::takeFaults()
{
  if (m_replay.market)
    static_cast<void>(m_replay.market->takeFaults());
  if (!m_paper.market)
    return;
  for (auto& [name, fault] : m_paper.market->takeFaults()) {
    const auto found = m_deployments.find(name);
    if (found == m_deployments.end())
      continue;
    found->second.started = false;
    found->second.fault = std::move(fault);
    if (auto kept = keep(found->second); !kept)
      m_problem = std::move(kept).error();
  }
}

Result<void> StrategyService::State::keep(const Deployment& deployment)
{
  return m_store.commit(
      {{StoreOperation::Kind::Put, std::string(kDeploymentTable), deployment.name, toJson(deployment)}});
}

void StrategyService::State::answer(const Done& told, Result<void> result)
{
  if (told)
    told(std::move(result));
}

void StrategyService::State::publish(bool always)
{
  const Duration now = m_clock.elapsed();
  if (!always && now - m_published < kBetweenBoards)
    return;
  m_published = now;
  auto next = std::make_shared<LiveBoard>();
  next->generation = ++m_generation;
  next->mode = m_replay.market ? LiveMode::Replay : LiveMode::Paper;
  const Journey& journey = m_replay.market ? m_replay : m_paper;
  next->busy = journey.target.has_value();
  next->problem = m_problem;
  next->allClutched = m_options.desk && !m_options.desk->clutch().check(anyOrder());
  if (journey.market) {
    next->now = journey.market->now();
    next->rows = journey.market->rows();
  } else {
    next->now = m_paperNow;
    for (const auto& [name, deployment] : m_deployments) {
      LiveRow row;
      row.name = name;
      row.file = deployment.file;
      row.fault = deployment.fault;
      row.state = deployment.started ? LiveState::Running : LiveState::Stopped;
      next->rows.push_back(std::move(row));
    }
  }
  LiveBoardPtr published = std::move(next);
  {
    const std::lock_guard lock(mutex);
    board = published;
  }
  observers.notify(published);
}

Result<std::string> StrategyService::State::freeAccount(const std::string& name) const
{
  // A name that was removed and comes again begins with a new account; the old journal stays.
  for (int i = 1;; ++i) {
    const std::string account = "strategy." + name + (i == 1 ? "" : "." + std::to_string(i));
    ZVT_TRY(const auto head, m_store.get("journal.heads", account));
    if (!head)
      return account;
  }
}

Result<void> StrategyService::State::deploy(Deployment deployment)
{
  if (deployment.name.empty()) {
    ZVT_TRY(deployment.name, nameInSource(deployment.file, deployment.source));
  }
  ZVT_TRY_VOID(checkDeploymentName(deployment.name));
  if (m_deployments.contains(deployment.name))
    return zvt::fail("strategy.already_deployed", {{"name", deployment.name}});
  ZVT_TRY_VOID(readDeployed(deployment, &m_clock));
  ZVT_TRY(deployment.account, freeAccount(deployment.name));
  deployment.fault = {};
  deployment.created = m_clock.now();
  ZVT_TRY_VOID(keep(deployment));
  m_deployments.emplace(deployment.name, deployment);
  Result<void> added;
  for (Journey* journey : {&m_paper, &m_replay})
    if (journey->market)
      if (auto joined = journey->market->add({deployment}); !joined)
        added = std::move(joined);
  takeFaults();
  return added;
}

}
