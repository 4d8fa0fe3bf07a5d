// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace zvt {

/// A span of time in microseconds.
struct Duration {
  std::int64_t micros = 0;

  static constexpr Duration microseconds(std::int64_t n) { return {n}; }
  static constexpr Duration milliseconds(std::int64_t n) { return {n * 1'000}; }
  static constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }
  static constexpr Duration minutes(std::int64_t n) { return {n * 60'000'000}; }
  static constexpr Duration hours(std::int64_t n) { return {n * 3'600'000'000}; }

  constexpr auto operator<=>(const Duration&) const = default;
  constexpr Duration operator+(Duration other) const { return {micros + other.micros}; }
  constexpr Duration operator-(Duration other) const { return {micros - other.micros}; }
};

/// A moment: microseconds since 1970-01-01T00:00:00 UTC (exact in a JSON number until the year 2255).
struct Timestamp {
  std::int64_t micros = 0;

  static constexpr Timestamp fromSeconds(std::int64_t s) { return {s * 1'000'000}; }
  static constexpr Timestamp fromMillis(std::int64_t ms) { return {ms * 1'000}; }
  static constexpr Timestamp min() { return {std::numeric_limits<std::int64_t>::min()}; }
  static constexpr Timestamp max() { return {std::numeric_limits<std::int64_t>::max()}; }

  constexpr auto operator<=>(const Timestamp&) const = default;
  constexpr Timestamp operator+(Duration d) const { return {micros + d.micros}; }
  constexpr Timestamp operator-(Duration d) const { return {micros - d.micros}; }
  constexpr Duration operator-(Timestamp other) const { return {micros - other.micros}; }
};

/// A calendar date of the proleptic Gregorian calendar.
struct Date {
  int year = 1970;
  int month = 1; ///< 1…12
  int day = 1; ///< 1…31
  constexpr auto operator<=>(const Date&) const = default;
};

/// A day on an exchange's calendar, in the exchange's own zone: days since 1970-01-01. Carries no time and no zone.
struct TradingDay {
  std::int32_t days = 0;

  static TradingDay fromDate(Date date);
  /// The day with this year, month and day; an error when there is no such date.
  static Result<TradingDay> fromYmd(int year, int month, int day);
  /// Reads YYYY-MM-DD, YYYY/MM/DD or YYYYMMDD.
  static Result<TradingDay> parse(std::string_view text);

  [[nodiscard]] Date date() const;
  [[nodiscard]] int weekday() const; ///< ISO: 1 = Monday … 7 = Sunday
  [[nodiscard]] std::string iso() const; ///< 2024-01-31

  constexpr auto operator<=>(const TradingDay&) const = default;
  constexpr TradingDay operator+(int n) const { return {days + n}; }
  constexpr TradingDay operator-(int n) const { return {days - n}; }
  constexpr int operator-(TradingDay other) const { return days - other.days; }
};

/// A wall-clock reading without a zone: microseconds since 1970-01-01T00:00 on that clock.
struct LocalTime {
  std::int64_t micros = 0;

  static LocalTime of(TradingDay day, Duration sinceMidnight = {})
  {
    return {day.days * 86'400'000'000LL + sinceMidnight.micros};
  }
  [[nodiscard]] TradingDay day() const;
  [[nodiscard]] Duration sinceMidnight() const;
  /// 2024-01-31T09:31:00, with .ffffff only where there is a fraction.
  [[nodiscard]] std::string iso() const;

  constexpr auto operator<=>(const LocalTime&) const = default;
};

/// What a text said: a local time, and the offset from UTC if it named one ("Z", "+08:00").
struct ParsedTime {
  LocalTime local;
  bool hasTime = false; ///< false: only a date was given
  bool hasOffset = false;
  Duration offset;
};

/// Reads a date (as TradingDay::parse) with an optional time HH:MM[:SS[.ffffff]] after 'T' or a blank, and an optional
/// offset. Errors: time.bad_date, time.bad_time.
[[nodiscard]] Result<ParsedTime> parseTime(std::string_view text);

/// 2024-01-31T01:31:00Z
[[nodiscard]] std::string isoUtc(Timestamp timestamp);

}
