// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/alert.h"
#include "core/data/session_bars.h"
#include "core/data/trading_days.h"

#include <map>
#include <memory>
#include <string>

namespace zvt::alert {

/// The bars that a market's sessions have at a level, numbered: nights, breaks and holidays have no width, as on a
/// chart. Numbers mean something within one axis. For one thread.
class SessionAxis {
public:
  /// @param level not tick
  SessionAxis(std::shared_ptr<const market::Calendar> calendar, market::BarLevel level);

  /// The number of the bar in which something traded or was quoted at a moment; outside trading hours that of the
  /// neighbouring bar. Nothing: the calendar does not know the day.
  [[nodiscard]] std::optional<std::int64_t> barAt(Timestamp moment);
  /// The number of the bar that an anchor marks: the one that ends at its time, or that of its trading day.
  [[nodiscard]] std::optional<std::int64_t> barOf(const Anchor& anchor);
  [[nodiscard]] const market::Calendar& calendar() const { return *m_calendar; }

private:
  std::shared_ptr<const market::Calendar> m_calendar;
  market::BarLevel m_level;
  data::TradingDays m_days;
  data::SessionBars m_bars;
  std::vector<std::int64_t> m_before; ///< bars before each trading day; empty: days and longer
  int m_openDay = -1; ///< whose ends are these
  std::vector<Timestamp> m_ends;
};

/// The price of a line at a bar of its axis; NaN where the line does not reach. @p first and @p second are the anchors'
/// bars; they differ.
[[nodiscard]] double priceAt(const LineCondition& line, std::int64_t first, std::int64_t second, std::int64_t bar);
/// The price of a line at a moment; NaN where it does not reach or the calendar does not know the day.
[[nodiscard]] double priceAt(const LineCondition& line, SessionAxis& axis, Timestamp moment);

/// The axes of a program, each made when it is first asked for. For one thread.
class SessionAxes {
public:
  /// Null: the market is not known.
  [[nodiscard]] SessionAxis* find(std::string_view entityId, market::BarLevel level);

private:
  std::map<std::pair<const market::Calendar*, market::BarLevel>, std::unique_ptr<SessionAxis>> m_axes;
};

}
