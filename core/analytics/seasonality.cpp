// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/seasonality.h"

#include "core/analytics/statistics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace zvt::analytics {

namespace {

constexpr std::int64_t kHour = 3'600'000'000;

struct Close {
  TradingDay day;
  double value;
};

std::vector<Close> closesOf(const market::BarSeries& days)
{
  std::vector<Close> closes;
  for (std::size_t i = 0; i < days.size(); ++i)
    if (days.close[i] > 0 && std::isfinite(days.close[i]))
      closes.push_back({days.dayAt(i), days.close[i]});
  return closes;
}

std::vector<SeasonReturn> dailyReturns(const market::BarSeries& days, bool byWeekday)
{
  std::vector<SeasonReturn> returns;
  const std::vector<Close> closes = closesOf(days);
  for (std::size_t i = 1; i < closes.size(); ++i) {
    const TradingDay day = closes[i].day;
    returns.push_back({byWeekday ? day.weekday() : day.date().day, day, closes[i].value / closes[i - 1].value - 1});
  }
  return returns;
}

/// The last closes of months (years), oldest first.
std::vector<Close> lastOf(const std::vector<Close>& closes, bool years)
{
  std::vector<Close> last;
  for (const Close& close : closes) {
    const Date date = close.day.date();
    const bool same = !last.empty() && last.back().day.date().year == date.year
        && (years || last.back().day.date().month == date.month);
    if (same)
      last.back() = close;
    else
      last.push_back(close);
  }
  return last;
}

std::vector<SeasonReturn> monthlyReturns(const market::BarSeries& days)
{
  std::vector<SeasonReturn> returns;
  const std::vector<Close> months = lastOf(closesOf(days), false);
  for (std::size_t i = 1; i < months.size(); ++i) {
    const Date now = months[i].day.date(), before = months[i - 1].day.date();
    if ((now.year - before.year) * 12 + now.month - before.month == 1) // a longer hole is no month's return
      returns.push_back({now.month, months[i].day, months[i].value / months[i - 1].value - 1});
  }
  return returns;
}

std::vector<SeasonReturn> hourlyReturns(const market::BarSeries& bars, const TimeZone& zone)
{
  std::vector<SeasonReturn> returns;
  std::int64_t current = -1;
  double open = 0;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (!(bars.open[i] > 0) || !(bars.close[i] > 0))
      continue;
    const std::int64_t local = zone.toLocal(bars.endAt(i)).micros - 1; // a bar ends with its hour
    if (local / kHour != current) {
      current = local / kHour;
      open = bars.open[i];
      returns.push_back({static_cast<int>(current % 24), LocalTime{local}.day(), 0});
    }
    returns.back().value = bars.close[i] / open - 1;
  }
  return returns;
}

/// Whether no bar of that day begins in one hour and ends in another.
bool liesInHours(const market::Calendar& calendar, TradingDay day, market::BarLevel level)
{
  const std::vector<market::TimeSpan> spans = calendar.tradingSpans(day);
  const auto hourOf = [&](std::int64_t micros) { return calendar.zone().toLocal({micros}).micros / kHour; };
  std::size_t span = 0;
  std::int64_t begin = spans.empty() ? 0 : spans.front().begin.micros;
  for (const Timestamp end : calendar.barEnds(day, level)) {
    while (span + 1 < spans.size() && begin >= spans[span].end.micros) // a bar does not begin in a break
      begin = spans[++span].begin.micros;
    if (hourOf(begin) != hourOf(end.micros - 1))
      return false;
    begin = end.micros;
  }
  return true;
}

/// Before the first close of the year it has not moved, after the last it stays.
double changeOn(const SeasonPath& path, std::size_t day)
{
  if (std::isfinite(path.change[day]))
    return path.change[day];
  const auto first =
      std::find_if(path.change.begin(), path.change.end(), [](double one) { return std::isfinite(one); });
  if (static_cast<std::size_t>(first - path.change.begin()) > day)
    return 0;
  while (!std::isfinite(path.change[day]))
    --day;
  return path.change[day];
}

/// Place of a date in a leap year, from 0.
std::size_t placeOf(Date date)
{
  constexpr int kLeapYear = 2000;
  return static_cast<std::size_t>(
      TradingDay::fromDate({kLeapYear, date.month, date.day}) - TradingDay::fromDate({kLeapYear, 1, 1}));
}

bool isWhole(const SeasonPath& path)
{
  constexpr std::size_t kAtEnds = 10;
  return std::isfinite(path.change[kAtEnds]) && std::isfinite(path.change[SeasonPath::kDays - kAtEnds]);
}

}

std::string_view toString(Season season)
{
  switch (season) {
  case Season::Month:
    break;
  case Season::Weekday:
    return "weekday";
  case Season::DayOfMonth:
    return "day";
  case Season::Hour:
    return "hour";
  }
  return "month";
}

Result<Season> parseSeason(std::string_view text)
{
  for (const Season season : kSeasons)
    if (toString(season) == text)
      return season;
  return fail("season.unknown", {{"text", std::string(text)}});
}

std::vector<SeasonReturn> seasonReturns(const market::BarSeries& bars, Season season, const TimeZone& zone)
{
  switch (season) {
  case Season::Month:
    return monthlyReturns(bars);
  case Season::Weekday:
  case Season::DayOfMonth:
    return dailyReturns(bars, season == Season::Weekday);
  case Season::Hour:
    break;
  }
  return hourlyReturns(bars, zone);
}

std::optional<market::BarLevel> hourlyLevel(
    std::span<const market::BarLevel> levels, const market::Calendar& calendar, const market::BarSeries& days)
{
  const auto fits = [&](market::BarLevel level) {
    for (std::size_t i = 0; i < days.size(); ++i)
      if (!liesInHours(calendar, days.dayAt(i), level))
        return false;
    return true;
  };
  const auto coarsest = std::find_if(levels.rbegin(), levels.rend(), [&](market::BarLevel level) {
    return level != market::BarLevel::Tick && level <= market::BarLevel::Hour1 && fits(level);
  });
  return coarsest == levels.rend() ? std::nullopt : std::optional(*coarsest);
}

std::vector<SeasonFigures> seasonFigures(const std::vector<SeasonReturn>& returns)
{
  std::map<int, std::vector<double>> byKey;
  for (const SeasonReturn& one : returns)
    byKey[one.key].push_back(one.value);
  std::vector<SeasonFigures> figures;
  for (const auto& [key, values] : byKey) {
    SeasonFigures one;
    one.key = key;
    one.count = values.size();
    one.mean = mean(values).value_or(0);
    one.median = quantile(values, 0.5).value_or(0);
    std::tie(one.worst, one.best) =
        std::pair(*std::min_element(values.begin(), values.end()), *std::max_element(values.begin(), values.end()));
    const auto rises = std::count_if(values.begin(), values.end(), [](double value) { return value > 0; });
    one.hitRate = static_cast<double>(rises) / static_cast<double>(values.size());
    one.deviation = deviation(values);
    figures.push_back(one);
  }
  return figures;
}

std::vector<SeasonYear> seasonYears(const market::BarSeries& days)
{
  std::map<int, SeasonYear> years;
  for (const SeasonReturn& month : monthlyReturns(days))
    years[month.day.date().year].months[static_cast<std::size_t>(month.key - 1)] = month.value;
  const std::vector<Close> lasts = lastOf(closesOf(days), true);
  for (std::size_t i = 1; i < lasts.size(); ++i)
    if (const int year = lasts[i].day.date().year; lasts[i - 1].day.date().year == year - 1)
      years[year].total = lasts[i].value / lasts[i - 1].value - 1;
  std::vector<SeasonYear> list;
  for (auto& [year, one] : years) {
    one.year = year;
    list.push_back(one);
  }
  return list;
}

std::vector<SeasonPath> seasonPaths(const market::BarSeries& days)
{
  std::vector<SeasonPath> paths;
  double base = 0, last = 0;
  std::size_t filled = 0;
  for (const Close& close : closesOf(days)) {
    const Date date = close.day.date();
    if (paths.empty() || paths.back().year != date.year) {
      base = paths.empty() || paths.back().year != date.year - 1 ? close.value : last;
      paths.push_back({date.year, std::vector<double>(SeasonPath::kDays, std::nan(""))});
      filled = placeOf(date);
    }
    std::vector<double>& change = paths.back().change;
    for (; filled < placeOf(date); ++filled)
      change[filled] = last / base - 1;
    change[filled++] = close.value / base - 1;
    last = close.value;
  }
  return paths;
}

std::vector<double> meanPath(const std::vector<SeasonPath>& paths)
{
  std::vector<const SeasonPath*> whole;
  for (const SeasonPath& path : paths)
    if (isWhole(path))
      whole.push_back(&path);
  if (whole.empty())
    return {};
  std::vector<double> means(SeasonPath::kDays);
  for (std::size_t day = 0; day < means.size(); ++day) {
    double sum = 0;
    for (const SeasonPath* path : whole)
      sum += changeOn(*path, day);
    means[day] = sum / static_cast<double>(whole.size());
  }
  return means;
}

}
