// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/strategy_host.h"
#include "core/trading/paper_session.h"

#include <functional>
#include <memory>

namespace zvt::backtest {

/// A strategy on the simulated desk of a profile: each played day ends with the strategy's bar close, and its orders
/// meet the next one. Made for the session's orders; on the session's executor.
class PaperRun {
public:
  using Done = std::function<void(Result<void>)>;

  /// All outlive the run and what it posted. @param calendar of the market that is played
  PaperRun(trading::PaperSession& session, StrategyHost& host, std::shared_ptr<const market::Calendar> calendar,
      const ParallelFor& parallel, Executor& executor);
  ~PaperRun();

  /// Plays so many days, as far as there are any; starts the strategy first if need be. Stops when it is stopped.
  /// Errors: those of PaperSession::advance and StrategyHost::closeBars; a strategy's fault is in the host's unit.
  void advance(int days, Done done);

private:
  struct State;
  std::shared_ptr<State> m_state;
};

}
