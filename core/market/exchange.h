// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time_zone.h"
#include "core/market/bar_level.h"
#include "core/market/entity_id.h"

#include <optional>
#include <vector>

namespace zvt::market {

/// Boards differ in limits, lots and fees.
enum class Board { Main, ChiNext, Star, Bse, Fund, ConvertibleBond, BShare, HongKong, UsStock, Crypto, Index, Other };
[[nodiscard]] std::string_view toString(Board board);
/// By type and code range (60x main SH, 000/001/002/003 main SZ, 300/301/302 ChiNext, 688/689 STAR, 43/82/83/87/88/92 BSE).
[[nodiscard]] Board boardOf(const EntityId& id);

/// cn, hk, us, crypto: the market whose rules and calendar hold for an exchange.
[[nodiscard]] std::string_view marketOf(std::string_view exchange);

enum class Phase { OpenAuction, Continuous, CloseAuction, AfterHours, PreMarket, PostMarket };
[[nodiscard]] std::string_view toString(Phase phase);

/// One phase of a trading day, local time of the exchange since midnight (may be negative: the evening before).
struct SessionPhase {
  Phase phase = Phase::Continuous;
  Duration begin;
  Duration end;
};

/// Trading days and hours of one market, from resources/rules/calendar_<market>.json. Immutable, shared between threads.
/// A day beyond the known range is unknown: look-ups say so and never guess.
class Calendar {
public:
  /// @param market cn, hk, us, crypto. Errors: calendar.unknown_market.
  static Result<std::shared_ptr<const Calendar>> load(std::string_view market);
  static Result<Calendar> fromJson(std::string_view json);

  [[nodiscard]] const TimeZone& zone() const { return m_zone; }
  [[nodiscard]] TradingDay firstKnown() const { return m_firstKnown; }
  [[nodiscard]] TradingDay lastKnown() const { return m_lastKnown; }

  /// Errors of all of these: calendar.unknown_day with argument "day".
  [[nodiscard]] Result<bool> isTradingDay(TradingDay day) const;
  [[nodiscard]] Result<TradingDay> next(TradingDay day) const; ///< first trading day after
  [[nodiscard]] Result<TradingDay> previous(TradingDay day) const;
  [[nodiscard]] Result<std::vector<TradingDay>> between(TradingDay from, TradingDay toInclusive) const;

  /// Phases of that day (a half day has fewer).
  [[nodiscard]] std::vector<SessionPhase> phases(TradingDay day) const;
  /// Ends of the bars of a regular day, in trading minutes from the open; the last may be short.
  [[nodiscard]] std::vector<Timestamp> barEnds(TradingDay day, BarLevel level) const;
  /// When a day-keyed bar is complete: the close of the session.
  [[nodiscard]] Timestamp closeOf(TradingDay day) const;
  /// The trading day that a moment belongs to (a crypto day is cut at 00:00 UTC).
  [[nodiscard]] TradingDay dayOf(Timestamp timestamp) const;
  /// When the bar with this key becomes known: its day's close (week and month: of the last day), or its end.
  [[nodiscard]] Timestamp availableAt(BarLevel level, std::int64_t key) const;

private:
  friend struct CalendarReader;
  Calendar();
  TimeZone m_zone;
  TradingDay m_firstKnown;
  TradingDay m_lastKnown;
  bool m_always = false; ///< 24 × 7
  std::vector<bool> m_open; ///< from m_firstKnown
  std::vector<TradingDay> m_halfDays; ///< sorted
  std::vector<SessionPhase> m_regular;
  std::vector<SessionPhase> m_half;
};

}
