// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"

#include <fmt/format.h>

#include <optional>

namespace zvt {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

constexpr std::int64_t floorDivide(std::int64_t a, std::int64_t b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

// The two conversions are those of H. Hinnant, chrono-Compatible Low-Level Date Algorithms (2013):
// years begin in March, in eras of 400 years.
std::int32_t daysFromCivil(Date date)
{
  const int year = date.year - (date.month <= 2 ? 1 : 0);
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int yearOfEra = year - era * 400;
  const int dayOfYear = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return era * 146'097 + dayOfEra - 719'468;
}

Date civilFromDays(std::int32_t days)
{
  const std::int64_t shifted = std::int64_t{days} + 719'468;
  const auto era = static_cast<int>(floorDivide(shifted, 146'097));
  const auto dayOfEra = static_cast<int>(shifted - std::int64_t{era} * 146'097);
  const int yearOfEra = (dayOfEra - dayOfEra / 1'460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
  const int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const int monthFromMarch = (5 * dayOfYear + 2) / 153;
  const int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
  const int month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9);
  return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

int daysInMonth(int year, int month)
{
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

bool isDigit(char c)
{
  return c >= '0' && c <= '9';
}

/// Takes exactly @p count digits from the front.
std::optional<int> takeDigits(std::string_view& text, std::size_t count)
{
  if (text.size() < count)
    return {};
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!isDigit(text[i]))
      return {};
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c)
{
  if (!text.starts_with(c))
    return false;
  text.remove_prefix(1);
  return true;
}

std::optional<TradingDay> takeDay(std::string_view& text)
{
  const auto year = takeDigits(text, 4);
  if (!year)
    return {};
  const char separator = text.starts_with('-') ? '-' : text.starts_with('/') ? '/' : '\0';
  if (separator != '\0')
    text.remove_prefix(1);
  const auto month = takeDigits(text, 2);
  if (!month || (separator != '\0' && !take(text, separator)))
    return {};
  const auto day = takeDigits(text, 2);
  if (!day)
    return {};
  const auto result = TradingDay::fromYmd(*year, *month, *day);
  if (!result)
    return {};
  return *result;
}

/// ".f…", up to nine digits, as microseconds; the digits past the sixth are dropped.
std::optional<std::int64_t> takeFraction(std::string_view& text)
{
  std::int64_t micros = 0;
  std::int64_t unit = kMicrosPerSecond / 10;
  std::size_t count = 0;
  for (; count < text.size() && isDigit(text[count]); ++count, unit /= 10)
    micros += (text[count] - '0') * unit;
  if (count == 0 || count > 9)
    return {};
  text.remove_prefix(count);
  return micros;
}

std::optional<Duration> takeClock(std::string_view& text)
{
  const auto hour = takeDigits(text, 2);
  if (!hour || !take(text, ':'))
    return {};
  const auto minute = takeDigits(text, 2);
  if (!minute)
    return {};
  int second = 0;
  std::int64_t fraction = 0;
  if (take(text, ':')) {
    const auto digits = takeDigits(text, 2);
    if (!digits)
      return {};
    second = *digits;
    if (take(text, '.')) {
      const auto micros = takeFraction(text);
      if (!micros)
        return {};
      fraction = *micros;
    }
  }
  const bool midnightAtEnd = *hour == 24 && *minute == 0 && second == 0 && fraction == 0;
  if ((*hour > 23 && !midnightAtEnd) || *minute > 59 || second > 59)
    return {};
  return Duration::microseconds((*hour * 3'600LL + *minute * 60LL + second) * kMicrosPerSecond + fraction);
}

/// "Z", "+08:00", "+0800" or "+08".
std::optional<Duration> takeOffset(std::string_view& text)
{
  if (take(text, 'Z'))
    return Duration{};
  const bool negative = text.starts_with('-');
  if (!take(text, '+') && !take(text, '-'))
    return {};
  const auto hour = takeDigits(text, 2);
  if (!hour || *hour > 14)
    return {};
  int minute = 0;
  if (take(text, ':') || !text.empty()) {
    const auto digits = takeDigits(text, 2);
    if (!digits || *digits > 59)
      return {};
    minute = *digits;
  }
  const Duration offset = Duration::minutes(*hour * 60 + minute);
  return negative ? Duration{} - offset : offset;
}

}

TradingDay TradingDay::fromDate(Date date)
{
  return {daysFromCivil(date)};
}

Result<TradingDay> TradingDay::fromYmd(int year, int month, int day)
{
  const bool exists =
      year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!exists)
    return fail("time.bad_date", {{"text", fmt::format("{:04}-{:02}-{:02}", year, month, day)}});
  return fromDate({year, month, day});
}

Result<TradingDay> TradingDay::parse(std::string_view text)
{
  std::string_view rest = text;
  const auto day = takeDay(rest);
  if (!day || !rest.empty())
    return fail("time.bad_date", {{"text", std::string(text)}});
  return *day;
}

Date TradingDay::date() const
{
  return civilFromDays(days);
}

int TradingDay::weekday() const
{
  // 1970-01-01 was a Thursday.
  return static_cast<int>((std::int64_t{days} % 7 + 7 + 3) % 7) + 1;
}

std::string TradingDay::iso() const
{
  const Date d = date();
  return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
}

TradingDay LocalTime::day() const
{
  return {static_cast<std::int32_t>(floorDivide(micros, kMicrosPerDay))};
}

Duration LocalTime::sinceMidnight() const
{
  return {micros - floorDivide(micros, kMicrosPerDay) * kMicrosPerDay};
}

std::string LocalTime::iso() const
{
  const Date d = day().date();
  const std::int64_t since = sinceMidnight().micros;
  const std::int64_t seconds = since / kMicrosPerSecond;
  std::string text = fmt::format(
      "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", d.year, d.month, d.day, seconds / 3'600, seconds / 60 % 60, seconds % 60);
  if (const std::int64_t fraction = since % kMicrosPerSecond; fraction != 0)
    text += fmt::format(".{:06}", fraction);
  return text;
}

Result<ParsedTime> parseTime(std::string_view text)
{
  std::string_view rest = text;
  const auto day = takeDay(rest);
  if (!day)
    return fail("time.bad_date", {{"text", std::string(text)}});
  ParsedTime result{LocalTime::of(*day), false, false, {}};
  if (rest.empty())
    return result;
  const auto clock = take(rest, 'T') || take(rest, ' ') ? takeClock(rest) : std::nullopt;
  if (!clock)
    return fail("time.bad_time", {{"text", std::string(text)}});
  result.local = LocalTime::of(*day, *clock);
  result.hasTime = true;
  if (!rest.empty()) {
    const auto offset = takeOffset(rest);
    if (!offset || !rest.empty())
      return fail("time.bad_time", {{"text", std::string(text)}});
    result.hasOffset = true;
    result.offset = *offset;
  }
  return result;
}

std::string isoUtc(Timestamp timestamp)
{
  return LocalTime{timestamp.micros}.iso() + "Z";
}

}
