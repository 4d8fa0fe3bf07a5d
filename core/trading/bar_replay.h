// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/executor.h"
#include "core/trading/order_service.h"
#include "core/trading/paper_broker.h"

#include <functional>
#include <memory>
#include <optional>

namespace zvt::trading {

/// One security of a replay.
struct ReplayFeed {
  market::BarSeriesPtr bars; ///< raw; all feeds of a replay have one level
  std::vector<market::CorporateAction> actions; ///< by ex-day, oldest first
};

/// Where a replay stands.
struct ReplayPoint {
  std::int64_t key = 0; ///< of the bars that were played
  TradingDay day;
  bool atEnd = false; ///< nothing is left
};

/// Feeds a paper account with stored bars, one key of their common timeline a step: ends the old day and begins the new
/// one with its corporate actions, lets the broker match the bars, marks the account with their closes. An ex-date
/// without a bar takes effect at the next one. An order is good for the day it was made on, with bars of one day for
/// the next one. Steps run on the executor of service and broker, which outlive the replay's posted work.
class BarReplay {
public:
  /// @param calendar tells the trading day of bars below one day; not needed for longer ones
  BarReplay(std::vector<ReplayFeed> feeds, std::shared_ptr<const TradingRules> rules,
      std::shared_ptr<const market::Calendar> calendar, OrderService& service, PaperBroker& broker, Executor& executor);

  /// Passes over everything before @p key (exclusive); only the closes are remembered, as base of the price limits.
  void skipTo(std::int64_t key);
  /// Plays the next key. Errors given to @p done: storage.*, rules.unknown, trading.replay_over.
  void step(std::function<void(Result<ReplayPoint>)> done = {});

private:
  struct State;
  std::shared_ptr<State> m_state;
};

}
