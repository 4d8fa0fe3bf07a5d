// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/time_axis.h"

#include "core/base/time.h"
#include "widgets/base/tr.h"

#include <QDate>

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr std::int64_t kMinute = Duration::minutes(1).micros;
constexpr std::int64_t kDay = Duration::hours(24).micros;
constexpr double kFewestBars = 8;

/// A step of the calendar: months, or a fixed span below a month.
struct Step {
  int months;
  std::int64_t micros;
};

constexpr std::array kSteps = {Step{0, kMinute}, Step{0, 5 * kMinute}, Step{0, 15 * kMinute}, Step{0, 30 * kMinute},
    Step{0, 60 * kMinute}, Step{0, 120 * kMinute}, Step{0, kDay}, Step{0, 7 * kDay}, Step{1, 30 * kDay},
    Step{3, 91 * kDay}, Step{6, 182 * kDay}, Step{12, 365 * kDay}, Step{24, 730 * kDay}, Step{60, 1826 * kDay},
    Step{120, 3652 * kDay}};

/// The first boundary of the step that is not before the time.
std::int64_t boundaryFrom(std::int64_t micros, const Step& step)
{
  if (step.months == 0) {
    // Weeks start on Mondays; 1970-01-01 was a Thursday.
    const std::int64_t origin = step.micros == 7 * kDay ? 4 * kDay : 0;
    const std::int64_t since = micros - origin;
    const std::int64_t steps = since >= 0 ? (since + step.micros - 1) / step.micros : -((-since) / step.micros);
    return origin + steps * step.micros;
  }
  const Date date = LocalTime{micros}.day().date();
  const int month = date.year * 12 + date.month - 1;
  const auto startOf = [](int index) {
    return LocalTime::of(TradingDay::fromDate({index / 12, index % 12 + 1, 1})).micros;
  };
  int index = month / step.months * step.months;
  while (startOf(index) < micros)
    index += step.months;
  return startOf(index);
}

std::int64_t nextBoundary(std::int64_t boundary, const Step& step)
{
  return step.months == 0 ? boundary + step.micros : boundaryFrom(boundary + kDay, step);
}

QString quarterText(int year, int quarter)
{
  return Tr::tr("%1 Q%2", "year, quarter").arg(year).arg(quarter);
}

QString weekText(const QString& day, int week)
{
  return Tr::tr("%1 W%2", "month and day, number of the week").arg(day).arg(week);
}

QString weekdayText(int isoWeekday)
{
  switch (isoWeekday) {
  case 1:
    return Tr::tr("Mon");
  case 2:
    return Tr::tr("Tue");
  case 3:
    return Tr::tr("Wed");
  case 4:
    return Tr::tr("Thu");
  case 5:
    return Tr::tr("Fri");
  case 6:
    return Tr::tr("Sat");
  default:
    return Tr::tr("Sun");
  }
}

constexpr std::int64_t kWeek = 7 * kDay;

/// @param bar label of the bar at the boundary: the first one from there on, which may be days later
QString labelOf(std::int64_t boundary, std::int64_t bar, const Step& step)
{
  const Date date = LocalTime{boundary}.day().date();
  const auto two = [](std::int64_t n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
  const std::int64_t minutes = LocalTime{boundary}.sinceMidnight().micros / kMinute;
  if (step.months >= 12)
    return QString::number(date.year);
  if (step.months == 3)
    return quarterText(date.year, (date.month + 2) / 3);
  if (step.months > 0)
    return QStringLiteral("%1-%2").arg(date.year).arg(two(date.month));
  if (step.micros < kDay && minutes != 0)
    return QStringLiteral("%1:%2").arg(two(minutes / 60), two(minutes % 60));
  const TradingDay day = LocalTime{bar}.day();
  const QString text = QStringLiteral("%1-%2").arg(two(day.date().month), two(day.date().day));
  if (step.micros == kWeek)
    return weekText(text, QDate(day.date().year, day.date().month, day.date().day).weekNumber());
  return text + u' ' + weekdayText(day.weekday());
}

/// Whether a tick begins something larger: a year, a month, a day. @param before bar of the tick before; null: none
bool isStrong(std::int64_t boundary, std::int64_t bar, const std::int64_t* before, const Step& step)
{
  const Date date = LocalTime{bar}.day().date();
  if (step.months > 0)
    return LocalTime{boundary}.day().date().month == 1;
  if (step.micros < kDay)
    return boundary % kDay == 0;
  return before ? LocalTime{*before}.day().date().month != date.month : date.day <= step.micros / kDay;
}

}

void TimeAxis::zoom(double factor, double anchor, std::size_t bars)
{
  const double most = std::max(kFewestBars, static_cast<double>(bars) * 1.25);
  const double newCount = std::clamp(count * factor, kFewestBars, most);
  first = anchor - (anchor - first) * (newCount / count);
  count = newCount;
  clamp(bars);
}

void TimeAxis::pan(double bars, std::size_t total)
{
  first += bars;
  clamp(total);
}

void TimeAxis::clamp(std::size_t total)
{
  const double n = static_cast<double>(total);
  count = std::max(count, kFewestBars);
  const double inSight = std::min(kFewestBars, n);
  first = std::clamp(first, inSight - count, std::max(inSight - count, n - inSight));
}

std::vector<TimeTick> TimeAxis::ticks(
    std::span<const std::int64_t> localMicros, bool dayKeyed, double width, double minimumDistance) const
{
  std::vector<TimeTick> ticks;
  if (localMicros.empty() || width <= 0)
    return ticks;
  const double last = static_cast<double>(localMicros.size() - 1);
  const auto begin = static_cast<std::size_t>(std::clamp(std::floor(first), 0.0, last));
  const auto end = static_cast<std::size_t>(std::clamp(std::ceil(first + count), 0.0, last));
  // The span of an average label decides the step; a session axis is uneven, so near neighbours are dropped below.
  const double inSight = std::max(1.0, static_cast<double>(end - begin));
  const double span =
      static_cast<double>(localMicros[end] - localMicros[begin]) * (minimumDistance * count / width) / inSight;
  const auto fits = [&](const Step& step) {
    if (dayKeyed && step.micros == kDay) // week-ends take no room: each bar has its label, or none
      return width / count >= minimumDistance;
    return static_cast<double>(step.micros) >= span && (!dayKeyed || step.micros >= kDay);
  };
  const auto found = std::find_if(kSteps.begin(), kSteps.end(), fits);
  const Step step = found == kSteps.end() ? kSteps.back() : *found;

  double lastX = -minimumDistance;
  const std::int64_t* before = nullptr;
  for (std::int64_t boundary = boundaryFrom(localMicros[begin], step); boundary <= localMicros[end];
      boundary = nextBoundary(boundary, step)) {
    const auto at = std::lower_bound(localMicros.begin(), localMicros.end(), boundary);
    if (at == localMicros.end())
      break;
    const double position = static_cast<double>(at - localMicros.begin());
    const double x = toX(position, width);
    if (x < 0 || x > width || x - lastX < minimumDistance)
      continue;
    const std::int64_t bar = *at;
    const bool inBreak =
        step.months == 0 && step.micros < kDay && boundary % kDay != 0 && bar - boundary > step.micros / 2;
    if (inBreak) // a lunch, a night: nothing was traded then
      continue;
    ticks.push_back({position, labelOf(boundary, bar, step), isStrong(boundary, bar, before, step)});
    before = &*at;
    lastX = x;
  }
  return ticks;
}

std::pair<std::size_t, std::size_t> TimeAxis::inSight(std::size_t total) const
{
  const auto n = static_cast<double>(total);
  return {static_cast<std::size_t>(std::clamp(std::floor(first), 0.0, n)),
      static_cast<std::size_t>(std::clamp(std::ceil(first + count), 0.0, n))};
}

QString zoneText(const TimeZone& zone)
{
  const QString name = QString::fromStdString(zone.name());
  return name.mid(name.lastIndexOf(u'/') + 1).replace(u'_', u' ');
}

QString barTimeText(std::int64_t localMicros, bool dayKeyed)
{
  const LocalTime time{localMicros};
  QString text = QString::fromStdString(time.day().iso()) + QLatin1Char(' ');
  if (dayKeyed)
    return text + weekdayText(time.day().weekday());
  const std::int64_t minutes = time.sinceMidnight().micros / kMinute;
  const auto append = [&text](std::int64_t number) { // several times a move of the mouse: no formatting engine
    text += QLatin1Char(static_cast<char>('0' + number / 10));
    text += QLatin1Char(static_cast<char>('0' + number % 10));
  };
  append(minutes / 60);
  text += QLatin1Char(':');
  append(minutes % 60);
  return text;
}

}
