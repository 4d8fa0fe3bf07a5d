// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_level.h"
#include "core/market/exchange.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace zvt::data {

/// Trading days by number, both ends included; 0 is the first that the calendar knows.
struct DayRun {
  int first = 0;
  int last = -1;

  [[nodiscard]] int count() const { return last < first ? 0 : last - first + 1; }
  bool operator==(const DayRun&) const = default;
};

/// What the bars of one series say about trading days.
struct StoredDays {
  std::vector<DayRun> runs; ///< days with a bar; ascending, with a gap between each two
  std::int64_t unknown = 0; ///< days beyond what the calendar knows
  std::int64_t offCalendar = 0; ///< days on which the market was closed
  std::int64_t partial = 0; ///< below one day: days with fewer bars than the sessions have
  std::int64_t barsExpected = 0; ///< below one day: on the stored days
};

/// The trading days of a market, numbered. Immutable after construction.
class TradingDays {
public:
  explicit TradingDays(std::shared_ptr<const market::Calendar> calendar);

  [[nodiscard]] const market::Calendar& calendar() const { return *m_calendar; }
  [[nodiscard]] int count() const { return static_cast<int>(m_days.size()); }
  [[nodiscard]] TradingDay at(int number) const { return m_days[static_cast<std::size_t>(number)]; }
  [[nodiscard]] bool knows(TradingDay day) const { return day >= m_first && day <= m_last; }
  [[nodiscard]] bool isOpen(TradingDay day) const { return knows(day) && m_open[offset(day)]; }
  /// The first trading day that is not before @p day; count() when there is none.
  [[nodiscard]] int notBefore(TradingDay day) const;
  /// The last trading day that is not after @p day; -1 when there is none.
  [[nodiscard]] int notAfter(TradingDay day) const { return notBefore(day + 1) - 1; }
  /// The newest trading day for which a bar of @p level is complete: the day, the week or the month is over at @p now.
  /// -1 when there is none.
  [[nodiscard]] int lastClosed(Timestamp now, market::BarLevel level) const;
  /// Whether @p now lies beyond the last day that the calendar knows.
  [[nodiscard]] bool isBeyond(Timestamp now) const;

  /// @param keys of bars of @p level, ascending. A bar of a week or month stands for all trading days of it.
  /// @param expected bars of each trading day as expectedBars() gives them; empty: not below one day
  [[nodiscard]] StoredDays stored(
      market::BarLevel level, std::span<const std::int64_t> keys, std::span<const std::int16_t> expected) const;
  /// How many bars the sessions of each trading day have; empty for ticks, days and longer.
  [[nodiscard]] std::vector<std::int16_t> expectedBars(market::BarLevel level) const;

private:
  [[nodiscard]] std::size_t offset(TradingDay day) const { return static_cast<std::size_t>(day - m_first); }
  void addDay(StoredDays& stored, TradingDay day) const;
  void addPeriod(StoredDays& stored, market::BarLevel level, TradingDay day) const;

  std::shared_ptr<const market::Calendar> m_calendar;
  TradingDay m_first;
  TradingDay m_last;
  std::vector<TradingDay> m_days;
  std::vector<bool> m_open; ///< of each day from m_first
  std::vector<int> m_numbers; ///< of the first trading day not before each day from m_first
};

/// First and last day of the week (Monday to Sunday) or month that holds @p day; the day itself for other levels.
[[nodiscard]] std::pair<TradingDay, TradingDay> periodOf(market::BarLevel level, TradingDay day);

}
