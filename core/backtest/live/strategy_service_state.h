// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/dropping_store.h"
#include "core/backtest/live/live_market.h"
#include "core/backtest/live/strategy_service.h"
#include "core/storage/observer_list.h"

#include <atomic>
#include <mutex>

namespace zvt::backtest {

/// What lives as long as posted work needs it. Everything but what the mutex guards belongs to the executor.
struct StrategyService::State : std::enable_shared_from_this<StrategyService::State> {
  State(Options options, MarketSource& source, Store& store, const Clock& clock, Executor& executor,
      const ParallelFor& parallel);

  /// A market that is on its way.
  struct Journey {
    std::unique_ptr<LiveMarket> market; ///< null: it has not begun
    std::optional<Timestamp> target;
    std::vector<Done> done;
  };

  Result<void> read(); ///< before the executor works for it
  void openPaper();
  void post(std::move_only_function<void(State&)> work);

  Result<void> deploy(Deployment deployment);
  /// @p work for each of the names; an empty list: for all.
  Result<void> forEach(
      const std::vector<std::string>& names, const std::function<Result<void>(Deployment& deployment)>& work);
  Result<void> start(Deployment& deployment);
  Result<void> stop(Deployment& deployment);
  Result<void> remove(const std::vector<std::string>& names);
  Result<void> clutch(
      const std::vector<std::string>& names, bool engage, const std::string& by, const std::string& note);

  /// After what changes a market: one whose write failed is no longer what its store says, and is made anew with the
  /// next move.
  Result<void> settled(Result<void> result);

  void movePaper(Timestamp moment, Done arrived);
  void movePaperToEnd(Done arrived);
  void moveReplay(const std::optional<trading::ReplayMoment>& moment, Done arrived);
  void finish();

  Result<void> keep(const Deployment& deployment);
  void publish(bool always);
  void answer(const Done& told, Result<void> result);
  [[nodiscard]] LiveMarket* shown() const { return m_replay.market ? m_replay.market.get() : m_paper.market.get(); }
  [[nodiscard]] Result<LiveDetails> details(const std::string& name) const;

  std::atomic<bool> isClosing = false;
  std::atomic<bool> isStale = false; ///< the paper market's bars have changed in the source
  std::atomic<bool> isReplayStale = false;
  storage::ObserverList<const LiveBoardPtr&> observers;
  mutable std::mutex mutex; ///< guards the one below
  LiveBoardPtr board;
  Executor& executor;

private:
  [[nodiscard]] LiveMarket::Options marketOptions(bool isReplay) const;
  Result<void> begin(Journey& journey, Timestamp at, Store& store, bool isReplay);
  Result<void> standPaper();
  void findPaperNow();
  Result<void> refresh(Journey& journey);
  void travel(Journey& journey, Timestamp target, Done arrived);
  void stepOn(Journey& journey);
  void arrive(Journey& journey, Result<void> result);
  void takeFaults();
  [[nodiscard]] std::vector<Deployment> all() const;
  [[nodiscard]] Result<std::string> freeAccount(const std::string& name) const;

  Options m_options;
  MarketSource& m_source;
  Store& m_store;
  const Clock& m_clock;
  const ParallelFor& m_parallel;
  std::map<std::string, Deployment> m_deployments;
  std::optional<Timestamp> m_paperNow; ///< where the store says that the paper market stands
  DroppingStore m_nothing;
  Journey m_paper, m_replay;
  Timestamp m_replayBegan;
  Error m_problem;
  std::uint64_t m_generation = 0;
  Duration m_published;
};

}
