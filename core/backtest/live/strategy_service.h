// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/live/strategy_board.h"
#include "core/backtest/market_source.h"
#include "core/trading/account.h"
#include "core/trading/replay_moment.h"
#include "core/trading/trading_rules.h"

#include <functional>
#include <memory>

namespace zvt {
class Clock;
class Executor;
class ParallelFor;
}
namespace zvt::risk {
class RiskDesk;
}

namespace zvt::backtest {

/// What one strategy has done, for who looks at it.
struct LiveDetails {
  LiveRow row;
  std::vector<trading::Position> positions; ///< held
  std::vector<trading::Order> orders; ///< newest first, the newest hundred
  std::vector<std::string> log;
};

/// The strategies that live in the program: which there are, whether they run, and where their market stands. The list
/// is durable; so is each strategy's account, in the store's journals. A restart finds everything as it was; after an
/// end that nobody announced the strategies stay stopped unless they are to resume.
///
/// The paper market is kept and goes forward only. While a replay lasts, the same strategies run in it with accounts of
/// the moment, in memory, and the board shows those.
///
/// Members may be called from any thread; work and call-backs run on the executor, a market's moment a piece, so that
/// strategies can be started and stopped in between. Everything handed in outlives the service and what it posted.
class StrategyService {
public:
  struct Options {
    std::shared_ptr<const market::RuleBook> rules;
    trading::SubjectLookup subjects;
    risk::RiskDesk* desk = nullptr; ///< clutch and limits; null: none
  };
  using Done = std::function<void(Result<void>)>;
  using Observer = std::function<void(const LiveBoardPtr&)>;

  /// Reads the list; accounts and books are opened by work on the executor. @param source used on the executor only
  /// Errors: storage.*, json.*.
  static Result<std::unique_ptr<StrategyService>> open(Options options, MarketSource& source, Store& store,
      const Clock& clock, Executor& executor, const ParallelFor& parallel);
  /// The strategies rest until the next start of the program.
  ~StrategyService();
  StrategyService(const StrategyService&) = delete;
  StrategyService& operator=(const StrategyService&) = delete;

  /// Adds a strategy with an account of its own; started says whether it begins at once. Fields that the service keeps
  /// (fault, created, account) may be left empty, as may the name: then it is the one of the source.
  /// Errors: strategy.bad_name, strategy.already_deployed, those of reading it; nothing was added then.
  void deploy(Deployment deployment, Done done = {});
  // Of those with these names; an empty list: of all. The first error is told, the rest is done.
  // Errors: strategy.unknown_deployment, storage.*; start(): those of reading it.
  void start(std::vector<std::string> names, Done done = {});
  void stop(std::vector<std::string> names, Done done = {});
  void remove(std::vector<std::string> names, Done done = {}); ///< their journals stay
  /// While it holds, no order of theirs leaves and what works is cancelled; they go on observing. An empty list: one
  /// clutch over all strategies. Errors: risk.*, storage.*.
  void clutch(std::vector<std::string> names, std::string by, std::string note, Done done = {});
  void release(std::vector<std::string> names, std::string by, std::string note, Done done = {});
  void setResumes(std::vector<std::string> names, bool resumes, Done done = {});

  /// Plays the paper market up to a moment. The first move only says where it begins. Errors, kept in the board as
  /// well: those of the source, storage.*, rules.*.
  void moveTo(Timestamp moment, Done done = {});
  /// To the newest stored bar.
  void moveToEnd(Done done = {});
  /// Follows a replay, forward or back; nothing: it is over.
  void replayTo(std::optional<trading::ReplayMoment> moment, Done done = {});
  /// The stored bars have changed: read again before the next move.
  void dataChanged();

  [[nodiscard]] LiveBoardPtr board() const;
  /// Calls @p observer after changes, about ten times a second at most while the market moves, until the handle is
  /// gone.
  [[nodiscard]] std::shared_ptr<void> observe(Observer observer);
  void details(std::string name, std::function<void(Result<LiveDetails>)> done);

private:
  struct State; ///< strategy_service_state.h
  explicit StrategyService(std::shared_ptr<State> state);
  std::shared_ptr<State> m_state;
};

}
