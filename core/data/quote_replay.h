// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quote_tape.h"

#include <functional>
#include <memory>

namespace zvt {
class Clock;
class Executor;
}

namespace zvt::data {

/// Where a replay stands.
struct QuoteReplayState {
  std::optional<TradingDay> day; ///< nothing: no day is loaded
  Timestamp begin; ///< of the day's first hours, auction included
  Timestamp end; ///< of its last
  Timestamp at; ///< market time when this was said
  bool running = false;
  bool held = false; ///< at a moment, see hold()
  double speed = 1;
  std::string source; ///< what the hub's source is called
  std::size_t securities = 0;
  Error problem; ///< of the newest security that could not be loaded; empty code: none
  bool operator==(const QuoteReplayState&) const = default;
};

/// Plays one day of stored quotes into a hub, for the securities that the hub's readers want, in market time over the
/// injected clock and executor. A new day stands at its close, with everything that happened; play() begins it anew.
/// Breaks between trading hours are skipped. While it stands nothing is posted.
///
/// Members may be called from any thread; work runs on the executor, which, like hub and clock, outlives the object and
/// what it posted.
class QuoteReplay {
public:
  static constexpr double kSlowest = 0.25;
  static constexpr double kFastest = 1000;
  using Observer = std::function<void(const QuoteReplayState&)>;
  /// The tape of a security on a day; null: nothing is known of it. Runs on the executor.
  using Loader = std::function<Result<std::unique_ptr<QuoteTape>>(const WantedQuotes& wanted, TradingDay day)>;

  /// @param source what the hub's source is called, until a day is set with another
  QuoteReplay(QuoteHub& hub, std::string source, Loader loader, const Clock& clock, Executor& executor);
  ~QuoteReplay();
  QuoteReplay(const QuoteReplay&) = delete;
  QuoteReplay& operator=(const QuoteReplay&) = delete;

  /// Loads a day and stands at the end of its hours. Of securities that nothing is known of on that day no quote stays.
  /// @param hours the market's, for the clock between the securities'; @param source empty: called as before
  void setDay(market::DaySession hours, std::string source = {});
  /// Stands at a moment of a day and neither plays nor seeks until a day is set: another clock leads. On the day that
  /// is held already it goes there, forward or back, without loading anew; of several calls the newest counts.
  void hold(market::DaySession hours, Timestamp at, std::string source);
  /// Loads a security's day again (empty: all of them): what is stored has changed.
  void reload(std::string entityId = {});
  /// From where it stands; from the beginning when it stands at the end.
  void play();
  void pause();
  /// Market seconds a second, kSlowest … kFastest.
  void setSpeed(double speed);
  /// Forward or back to a moment of the day.
  void seek(Timestamp to);

  [[nodiscard]] QuoteReplayState state() const;
  /// Calls @p observer on the executor's thread when it begins, stands, changes its day or speed; not for time that
  /// merely passes.
  [[nodiscard]] std::shared_ptr<void> observe(Observer observer);

private:
  struct State;
  std::shared_ptr<State> m_state;
  std::shared_ptr<void> m_wanted;
};

}
