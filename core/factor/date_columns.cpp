// SPDX-License-Identifier: Apache-2.0
#include "core/factor/date_columns.h"

#include "core/base/time_zone.h"
#include "core/market/exchange.h"

#include <algorithm>
#include <array>
#include <limits>

namespace zvt::factor {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Moment {
  TradingDay day;
  std::int64_t seconds = 0; ///< since midnight
};

double hhmmss(std::int64_t seconds)
{
  return static_cast<double>(seconds / 3600 * 10'000 + seconds / 60 % 60 * 100 + seconds % 60);
}

struct DateColumn {
  std::string_view name;
  double (*of)(const Moment&);
};
constexpr std::array<DateColumn, 8> kOfMoment{{
    {"date",
        [](const Moment& at) {
          const Date date = at.day.date();
          return static_cast<double>((date.year - 1900) * 10'000 + date.month * 100 + date.day);
        }},
    {"time", [](const Moment& at) { return hhmmss(at.seconds); }},
    {"year", [](const Moment& at) { return static_cast<double>(at.day.date().year); }},
    {"month", [](const Moment& at) { return static_cast<double>(at.day.date().month); }},
    {"day", [](const Moment& at) { return static_cast<double>(at.day.date().day); }},
    {"weekday", [](const Moment& at) { return static_cast<double>(at.day.weekday()); }},
    {"hour", [](const Moment& at) { return static_cast<double>(at.seconds / 3600); }},
    {"minute", [](const Moment& at) { return static_cast<double>(at.seconds / 60 % 60); }},
}};
constexpr std::string_view kPeriod = "period";

double periodOf(market::BarLevel level)
{
  using enum market::BarLevel;
  constexpr std::array<std::pair<market::BarLevel, double>, 9> kCodes{
      {{Min1, 0}, {Min5, 1}, {Min15, 2}, {Min30, 3}, {Hour1, 4}, {Day1, 5}, {Week1, 6}, {Month1, 7}, {Hour4, 8}}};
  const auto found = std::ranges::find(kCodes, level, &std::pair<market::BarLevel, double>::first);
  return found == kCodes.end() ? kNone : found->second;
}

std::optional<TimeZone> zoneOf(const std::string& entityId)
{
  const auto id = market::EntityId::parse(entityId);
  if (!id)
    return std::nullopt;
  const auto calendar = market::Calendar::of(*id);
  return calendar ? std::optional((*calendar)->zone()) : std::nullopt;
}

}

bool isDateColumn(std::string_view column)
{
  return column == kPeriod || std::ranges::find(kOfMoment, column, &DateColumn::name) != kOfMoment.end();
}

std::vector<double> dateColumn(std::string_view column, const market::BarSeries& bars, std::size_t from, std::size_t to)
{
  std::vector<double> values(to - from, column == kPeriod ? periodOf(bars.level) : kNone);
  const auto found = std::ranges::find(kOfMoment, column, &DateColumn::name);
  if (found == kOfMoment.end())
    return values;
  if (market::isDayKeyed(bars.level)) {
    for (std::size_t i = from; i < to; ++i)
      values[i - from] = found->of({bars.dayAt(i), 0});
    return values;
  }
  const auto zone = zoneOf(bars.entityId);
  for (std::size_t i = from; zone && i < to; ++i) {
    const LocalTime local = zone->toLocal(bars.endAt(i));
    values[i - from] = found->of({local.day(), local.sinceMidnight().micros / 1'000'000});
  }
  return values;
}

}
