// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/trading/replay_moment.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace zvt {
class Clock;
class Executor;
}
namespace zvt::data {
class MarketData;
}

namespace zvt::trading {

/// Where a replay of stored bars stands.
struct MarketReplayState {
  bool active = false; ///< false: the other members say nothing
  std::string entityId; ///< whose bars are the steps …
  market::BarLevel level = market::BarLevel::Day1; ///< … and of which level
  Timestamp at; ///< the replay's clock: what was known then is shown, and nothing else
  TradingDay day; ///< of that moment
  std::size_t done = 0; ///< bars of the series that are over
  std::size_t bars = 0; ///< bars of the series
  bool running = false;
  double speed = 1; ///< bars a second; MarketReplay::kUnlimited: as fast as they can be followed
  Error problem; ///< why it stopped; empty code: nothing to say
  [[nodiscard]] bool atEnd() const { return done >= bars; }
  bool operator==(const MarketReplayState&) const = default;
};

/// A clock in the past that passes over stored bars, one by one or at a pace: who shows a market "as of" its moment
/// (data::BarRequest::asOf) sees it as it was. It stands at moments at which a bar of the series was complete; a day
/// on which the security did not trade has none and is passed over.
///
/// Members may be called from any thread; work and call-backs run on the executor. Data, clock and executor outlive the
/// object and what it posted.
class MarketReplay {
public:
  static constexpr double kSlowest = 0.5;
  static constexpr double kUnlimited = 1e9;
  using Observer = std::function<void(const MarketReplayState&)>;
  using Done = std::function<void(Result<void>)>;
  /// Brings the rest of the market to a moment, forward or back, before the clock says so. Called on the executor, one
  /// at a time; answers on it. Nothing: the replay is over.
  using Follower = std::function<void(std::optional<ReplayMoment> moment, Done done)>;

  MarketReplay(data::MarketData& marketData, const Clock& clock, Executor& executor, Follower follower = {});
  /// Stops after the step that it is at.
  ~MarketReplay();
  MarketReplay(const MarketReplay&) = delete;
  MarketReplay& operator=(const MarketReplay&) = delete;

  /// Stands at the close of the bar before the one with @p key (BarSeries::key). Errors, given to @p done and kept in
  /// the state: replay.no_bars, replay.nothing_before (it is the first one), storage.*, calendar.*.
  void start(std::string entityId, market::BarLevel level, std::int64_t key, Done done = {});
  void stop(Done done = {});
  /// Steps over the bars of another series from here on; the clock stays. Errors: as start().
  void follow(std::string entityId, market::BarLevel level, Done done = {});
  /// So many bars on, or (negative) back; as far as there are any.
  void step(int bars, Done done = {});
  /// To the newest complete bar at that moment, but not before the first one.
  void seek(Timestamp to, Done done = {});
  /// To the first bar of the next day that has one.
  void nextDay(Done done = {});
  void play();
  void pause();
  /// Bars a second, kSlowest … kUnlimited.
  void setSpeed(double speed);

  [[nodiscard]] MarketReplayState state() const;
  /// Calls @p observer after each change until the handle is gone.
  [[nodiscard]] std::shared_ptr<void> observe(Observer observer);

private:
  struct State;
  std::shared_ptr<State> m_state;
  std::shared_ptr<void> m_dataObservation;
};

}
