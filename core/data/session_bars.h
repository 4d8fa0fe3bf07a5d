// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/exchange.h"

#include <optional>
#include <vector>

namespace zvt::data {

/// Tells for rows of a finer series, in the order of time, which bar of a session or which trading day they belong to.
/// The rules are those of resample().
class SessionBars {
public:
  /// @param from the level of the rows; their keys are the ends of bars, or the times of ticks
  /// @param to the level of the bars to make; anything for dayFor()
  SessionBars(const market::Calendar& calendar, market::BarLevel from, market::BarLevel to);

  /// The end of the bar that the row with this key belongs to.
  [[nodiscard]] std::int64_t endFor(std::int64_t key);
  /// The trading day of the row (TradingDay::days); nothing when it was traded before or after the market.
  [[nodiscard]] std::optional<std::int64_t> dayFor(std::int64_t key);
  /// Whether anything trades at the time of the row, auctions and trading before and after the market included. True on
  /// days that the calendar does not know.
  [[nodiscard]] bool isTradingTime(std::int64_t key);

private:
  /// What intraday rows of one day can belong to.
  struct Day {
    TradingDay day;
    market::TimeSpan bounds;
    std::vector<market::TimeSpan> hours; ///< what bars count
    std::vector<market::TimeSpan> auctions; ///< opening and closing ones
    std::vector<market::TimeSpan> extended; ///< before and after the market
    std::vector<market::TimeSpan> afterHours; ///< trading at the closing price
    std::vector<Timestamp> ends; ///< of the bars to make
  };

  /// A moment inside the row: a bar's last microsecond, the time of a tick.
  [[nodiscard]] Timestamp momentOf(std::int64_t key) const;
  void openDay(Timestamp moment);
  /// A moment inside the trading hours that the row counts for; nothing when it was traded outside them.
  [[nodiscard]] std::optional<Timestamp> sessionMoment(Timestamp moment) const;
  /// The end of the bar on the exchange's clock.
  [[nodiscard]] std::int64_t clockEnd(Timestamp moment) const;

  const market::Calendar& m_calendar;
  bool m_ticks;
  market::BarLevel m_to;
  Day m_day;
};

}
