// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/session_bars.h"
#include "core/market/bar_series.h"
#include "core/market/quote.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace zvt::data {

/// What raw prices and volumes are multiplied by where bars are adjusted.
struct LiveScale {
  double price = 1;
  double volume = 1;
};

/// A bar as far as it has come.
struct UnfinishedBar {
  market::Bar bar;
  bool finished = false; ///< its time is over
  bool continues = false; ///< a week or month that is stored in part: takes the place of that bar under a later key
};

/// Makes the newest bar of a series, which is still being traded, out of quotes. A day is what the quote says of it; a
/// week or month is the stored part of it and the day; below one day prices of the bar's own time count, and of the
/// quote's extremes of the day those that were reached since the quote before. For one thread.
class LiveBar {
public:
  /// @param level longer than ticks
  LiveBar(std::shared_ptr<const market::Calendar> calendar, market::BarLevel level, LiveScale scale);

  /// The newest bar of the series, on its scale: a bar of its key goes on from it, older ones are never made.
  /// @param parts on that scale. Of a week or month: its daily bars, so that a quote of a stored day takes the place of
  ///   that day alone. Below one day: the bars of its trading day. Empty: not known
  void start(const market::Bar& stored, std::span<const market::Bar> parts = {});
  /// The bar that the quote belongs to, on the scale of the series. Nothing: the quote is older than the series,
  /// nothing has traded yet, or what it says does not belong to a bar (trading before and after the market, breaks).
  /// @param minutes the line of the quote's day so far: what was traded before the first quote that came here
  std::optional<UnfinishedBar> take(const market::Quote& quote, std::span<const market::MinutePoint> minutes);

private:
  [[nodiscard]] std::optional<std::int64_t> keyOf(const market::Quote& quote);
  void takeDay(const market::Quote& quote);
  void takePeriod(const market::Quote& quote, std::int64_t key);
  void takePart(const market::Quote& quote, std::span<const market::MinutePoint> minutes, std::int64_t key);
  [[nodiscard]] std::optional<market::Bar> daysBefore(std::int64_t key) const;
  void begin(const market::Quote& quote, std::span<const market::MinutePoint> minutes, std::int64_t key);
  void beginLate(const market::Quote& quote, std::span<const market::MinutePoint> minutes, std::int64_t key);
  void openDay(TradingDay day);
  [[nodiscard]] bool isFirstOfDay(std::int64_t key) const;
  [[nodiscard]] bool hasTradedSince(const market::Quote& quote, TradingDay day) const;
  [[nodiscard]] TradingDay dayOf(Timestamp time) const;
  void include(double rawPrice);
  [[nodiscard]] bool isSamePeriod(std::int64_t a, std::int64_t b) const;

  std::shared_ptr<const market::Calendar> m_calendar;
  market::BarLevel m_level;
  LiveScale m_scale;
  SessionBars m_sessions;
  std::optional<market::Bar> m_stored;
  std::vector<market::Bar> m_days; ///< of a week or month: its days so far, or what is known of several as one
  double m_storedVolume = 0; ///< below one day: raw, of the stored bars of that day
  std::optional<TradingDay> m_endsDay; ///< that m_ends are of
  std::vector<Timestamp> m_ends; ///< of the bars of that day
  market::Bar m_bar; ///< the one that is being made
  bool m_has = false;
  double m_volumeBefore = 0; ///< raw, of the day until the bar began
  double m_turnoverBefore = 0;
  std::optional<TradingDay> m_day; ///< of the quote before
  double m_dayHigh = 0, m_dayLow = 0, m_dayVolume = 0, m_dayTurnover = 0; ///< raw, as the quote before said
};

}
