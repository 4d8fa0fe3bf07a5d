// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/market/exchange.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace zvt::factor {

/// When each bar of a series was known, so that events find the first bar that may know of them.
class BarClock {
public:
  BarClock(std::shared_ptr<const market::Calendar> calendar, const market::BarSeries& bars);

  [[nodiscard]] std::size_t size() const { return m_known.size(); }
  [[nodiscard]] Timestamp knownAt(std::size_t bar) const { return m_known[bar]; }
  /// The first bar that was complete at @p moment or later; size() when there is none yet.
  [[nodiscard]] std::size_t barAt(Timestamp moment) const;
  /// The same for what is known by its day only, which counts from the end of that day: with daily bars the next one.
  [[nodiscard]] std::size_t barAfter(TradingDay day) const;
  /// The trading day that a moment belongs to.
  [[nodiscard]] TradingDay dayAt(Timestamp moment) const { return m_calendar->dayOf(moment); }
  /// When a day is over.
  [[nodiscard]] Timestamp endOf(TradingDay day) const { return m_calendar->boundsOf(day).end; }
  /// The day that the bar ended on.
  [[nodiscard]] TradingDay dayOf(std::size_t bar) const;
  /// When the time of the first bar began, counted from the beginning of its day; nothing for one that is not the first
  /// of its day, whose beginning the series does not tell.
  [[nodiscard]] std::optional<Timestamp> beginning() const;

private:
  market::BarLevel m_level;
  std::shared_ptr<const market::Calendar> m_calendar;
  std::vector<Timestamp> m_known; ///< not decreasing
};

/// Something that holds from a bar on until something newer does.
struct KnownValue {
  std::size_t bar = 0;
  double value = 0;
};
/// One value a bar: the last one known there, NaN ahead of the first. Of several at one bar the last counts.
/// @param values in the order in which they became known
[[nodiscard]] std::vector<double> heldValues(std::span<const KnownValue> values, std::size_t bars);

}
