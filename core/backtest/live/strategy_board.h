// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/live/deployment.h"
#include "core/trading/late_actions.h"

#include <memory>
#include <optional>

namespace zvt::backtest {

enum class LiveState {
  Running,
  Stopped, ///< by somebody, or it was never started
  Clutched, ///< observes and decides; none of its orders leaves
  Failed, ///< stopped for what LiveRow::fault says
};
/// running stopped clutched failed
[[nodiscard]] std::string_view toString(LiveState state);

/// What a strategy wanted last.
struct LiveDecision {
  Timestamp at; ///< of the market
  std::string entityId;
  trading::Side side = trading::Side::Buy;
  Quantity quantity;
  int others = 0; ///< orders of the same moment beside this one
  Error refusal; ///< why it did not become an order; empty code: it did
  bool operator==(const LiveDecision&) const = default;
};

/// One strategy as the board shows it. Money in the currency of its account.
struct LiveRow {
  std::string name;
  std::string file;
  LiveState state = LiveState::Stopped;
  bool isClutched = false; ///< by its own clutch or one over all, whether or not it runs
  Error fault; ///< why it failed, or why it was not started again
  bool hasAccount = false; ///< false: it could not be read; the figures say nothing
  std::string currency;
  Money cash;
  Money equity;
  Money profit; ///< since it began: equity less what was paid in
  Money realised;
  Money unrealised;
  Money dayProfit; ///< since the close before the account's day
  std::optional<TradingDay> day; ///< of the account
  std::size_t positions = 0;
  std::string largest; ///< entity of the largest position
  std::optional<LiveDecision> decision;
  int ordersToday = 0; ///< orders made on the account's day
  int fillsToday = 0;
  std::size_t openOrders = 0;
  Duration lag; ///< from the newest bar close until its last order was sent, by the program's clock
  std::vector<double> equityDays; ///< closes, oldest first
  /// Corporate actions that were booked late, or are known otherwise than booked, since the account was opened.
  std::vector<trading::AccountNews> accountNews;
};

enum class LiveMode {
  Paper, ///< kept: follows the paper market
  Replay, ///< of the moment: follows a replay, in memory
};
/// paper replay
[[nodiscard]] std::string_view toString(LiveMode mode);

/// All strategies at one moment, shared between threads.
struct LiveBoard {
  std::uint64_t generation = 0;
  LiveMode mode = LiveMode::Paper;
  std::optional<Timestamp> now; ///< of the market; nothing: it has not begun
  bool busy = false; ///< it is on its way to a later moment
  bool allClutched = false; ///< nothing of any strategy leaves
  Error problem; ///< why the market stopped; empty code: nothing to say
  std::vector<LiveRow> rows; ///< by name

  [[nodiscard]] const LiveRow* find(std::string_view name) const;
};
using LiveBoardPtr = std::shared_ptr<const LiveBoard>;

}
