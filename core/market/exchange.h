// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time_zone.h"
#include "core/market/bar_level.h"
#include "core/market/entity_id.h"

#include <memory>
#include <optional>
#include <vector>

namespace zvt::market {

/// Boards differ in limits, lots and fees.
enum class Board { Main, ChiNext, Star, Bse, Fund, ConvertibleBond, BShare, HongKong, UsStock, Crypto, Index, Other };
[[nodiscard]] std::string_view toString(Board board);
/// By type and code range (60x main SH, 000/001/002/003 main SZ, 300/301/302 ChiNext, 688/689 STAR, 43/82/83/87/88/92
/// BSE).
[[nodiscard]] Board boardOf(const EntityId& id);

/// cn, hk, us, crypto: the market whose rules and calendar hold for an exchange; empty for one that is not known.
[[nodiscard]] std::string_view marketOf(std::string_view exchange);

enum class Phase { OpenAuction, Continuous, CloseAuction, AfterHours, PreMarket, PostMarket };
[[nodiscard]] std::string_view toString(Phase phase);

/// One phase of a trading day, local time of the exchange since midnight. A phase that begins before midnight is a
/// night session: it hangs on the evening of the trading day before (a Monday's on Friday), see Calendar::beginOf.
struct SessionPhase {
  Phase phase = Phase::Continuous;
  Duration begin;
  Duration end;
  [[nodiscard]] bool isNight() const { return begin.micros < 0; }
};

/// From begin on, up to but without end.
struct TimeSpan {
  Timestamp begin;
  Timestamp end;
};

/// Trading days and hours of one market, from resources/rules/calendar_<market>.json. Immutable, shared between
/// threads. A day beyond the known range is unknown: look-ups say so and never guess.
class Calendar {
public:
  /// @param market cn, hk, us, crypto; cn_futures.<group> for the hours of a group of products. Errors:
  /// calendar.unknown_market.
  static Result<std::shared_ptr<const Calendar>> load(std::string_view market);
  /// The calendar of an entity: that of its market, for mainland futures and options that of the product's hours (a
  /// product that is not listed has the widest ones). Errors: calendar.unknown_market.
  static Result<std::shared_ptr<const Calendar>> of(const EntityId& id);
  static Result<Calendar> fromJson(std::string_view json);

  [[nodiscard]] const TimeZone& zone() const { return m_zone; }
  [[nodiscard]] TradingDay firstKnown() const { return m_firstKnown; }
  [[nodiscard]] TradingDay lastKnown() const { return m_lastKnown; }

  /// Errors of all of these: calendar.unknown_day with argument "day".
  [[nodiscard]] Result<bool> isTradingDay(TradingDay day) const;
  [[nodiscard]] Result<TradingDay> next(TradingDay day) const; ///< first trading day after
  [[nodiscard]] Result<TradingDay> previous(TradingDay day) const;
  [[nodiscard]] Result<std::vector<TradingDay>> between(TradingDay from, TradingDay toInclusive) const;

  /// Phases of that day (a half day has fewer; a day that is known to be closed has none; there is no night session
  /// before the first trading day after a holiday).
  [[nodiscard]] std::vector<SessionPhase> phases(TradingDay day) const;
  [[nodiscard]] Timestamp beginOf(TradingDay day, const SessionPhase& phase) const;
  [[nodiscard]] Timestamp endOf(TradingDay day, const SessionPhase& phase) const;
  /// What intraday bars of that day count, in order: trading hours without breaks. None on a day known to be closed.
  [[nodiscard]] std::vector<TimeSpan> tradingSpans(TradingDay day) const;
  /// All moments of which dayOf() says @p day.
  [[nodiscard]] TimeSpan boundsOf(TradingDay day) const;
  /// Ends of the bars of that day, counted in trading minutes from the open; the last may be short. Days and longer
  /// levels: the close. Ticks, and a day that is known to be closed: none.
  [[nodiscard]] std::vector<Timestamp> barEnds(TradingDay day, BarLevel level) const;
  /// When a day-keyed bar is complete: the close of the session.
  [[nodiscard]] Timestamp closeOf(TradingDay day) const;
  /// The calendar day that a moment belongs to in the exchange's zone (a crypto day is cut at 00:00 UTC). Where there
  /// are night sessions, the evening and what follows it belong to the next trading day. A bar's end at midnight is the
  /// next day's first moment: ask for the moment before it.
  [[nodiscard]] TradingDay dayOf(Timestamp timestamp) const;
  /// When the bar with this key becomes known: its day's close (week and month: the close of the last trading day of
  /// that week or month, whether or not the security traded on it), or its end.
  [[nodiscard]] Timestamp availableAt(BarLevel level, std::int64_t key) const;

private:
  friend struct CalendarReader;
  /// The hours in force from a day on.
  struct Sessions {
    TradingDay from;
    std::vector<SessionPhase> regular;
    std::vector<SessionPhase> half;
    std::vector<SessionPhase> hours; ///< what intraday bars count: auctions that bars include, lunch left out
    std::vector<SessionPhase> halfHours;
  };

  Calendar();
  [[nodiscard]] const Sessions& sessionsOn(TradingDay day) const;
  [[nodiscard]] bool isHalfDay(TradingDay day) const;
  [[nodiscard]] bool isKnownOpen(TradingDay day) const;
  [[nodiscard]] bool hasNight(TradingDay day) const;
  /// The day whose midnight the clock of a phase counts from.
  [[nodiscard]] TradingDay baseOf(TradingDay day, const SessionPhase& phase) const;
  [[nodiscard]] Timestamp at(TradingDay day, Duration sinceMidnight) const;

  TimeZone m_zone;
  TradingDay m_firstKnown;
  TradingDay m_lastKnown;
  std::vector<bool> m_open; ///< from m_firstKnown
  std::vector<TradingDay> m_halfDays; ///< sorted
  std::vector<Sessions> m_sessions; ///< sorted by from, never empty
  Duration m_dayBegins; ///< negative: since the midnight after the trading day before
  std::vector<std::pair<TradingDay, TradingDay>> m_noNight; ///< trading days without a night session, inclusive
};

}
