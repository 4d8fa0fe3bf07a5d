// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sql_time.h"

#include <algorithm>
#include <string>

namespace zvt::storage {

namespace {

constexpr std::int64_t kDayMicros = 86'400'000'000;
constexpr std::int64_t kClockShift = 3 * 3'600'000'000LL; // no clock was ever put forward or back by more
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

bool looksLikeDay(std::string_view text)
{
  return text.size() >= 10 && text[4] == '-' && text[7] == '-';
}

/// Both written as the tables write them: then bytes are in the order of time.
bool haveSameForm(std::string_view a, std::string_view b)
{
  if (a.size() != b.size() || !looksLikeDay(a) || !looksLikeDay(b))
    return false;
  return a.size() == 10 || (a.size() == 19 && a[10] == 'T' && b[10] == 'T');
}

std::int64_t floorDay(std::int64_t micros)
{
  return micros >= 0 ? micros / kDayMicros : -((-micros + kDayMicros - 1) / kDayMicros);
}

}

int compareTimeTexts(std::string_view a, std::string_view b)
{
  if (haveSameForm(a, b))
    return a.compare(b);
  const auto left = readSqlTime(a);
  const auto right = readSqlTime(b);
  if (left && right)
    return left->micros < right->micros ? -1 : left->micros > right->micros ? 1 : 0;
  if (left || right)
    return left ? -1 : 1;
  return a.compare(b);
}

Result<LocalTime> readSqlTime(std::string_view text)
{
  const auto parsed = parseTime(text);
  if (!parsed)
    return fail("sql.bad_time", {{"text", std::string(text)}});
  if (parsed->hasOffset)
    return fail("sql.time_with_offset", {{"text", std::string(text)}});
  return parsed->local;
}

void SqlRange::above(std::int64_t value)
{
  if (value == kMax)
    *this = {1, 0};
  else
    atLeast(value + 1);
}

void SqlRange::below(std::int64_t value)
{
  if (value == kMin)
    *this = {1, 0};
  else
    atMost(value - 1);
}

SqlRange keysOf(market::BarLevel level, const SqlRange& range, const TimeZone& zone)
{
  SqlRange keys;
  if (range.isEmpty())
    return {1, 0};
  if (market::isDayKeyed(level)) {
    if (range.first != kMin)
      keys.first = -floorDay(-range.first); // the first midnight that is not before
    if (range.last != kMax)
      keys.last = floorDay(range.last);
    return keys;
  }
  if (range.first != kMin)
    keys.first = zone.toUtc({range.first}).micros - kClockShift;
  if (range.last != kMax)
    keys.last = zone.toUtc({range.last}).micros + kClockShift;
  return keys;
}

}
