// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/equity_axis.h"

#include "core/analytics/svg_chart.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace zvt::widgets {

namespace {

constexpr double kLeastDistance = 18;

struct MarkStyle {
  std::function<std::int64_t(Date)> period; ///< a new value starts a new mark
  bool withMonth = false;
  bool withDay = false;
};

const std::vector<MarkStyle>& markStyles()
{
  static const std::vector<MarkStyle> styles{
      {[](Date date) { return date.year * 372LL + date.month * 31 + date.day; }, true, true},
      {[](Date date) { return date.year * 12LL + date.month; }, true, false},
      {[](Date date) { return date.year * 4LL + (date.month - 1) / 3; }, true, false},
      {[](Date date) { return static_cast<std::int64_t>(date.year); }, false, false},
      {[](Date date) { return static_cast<std::int64_t>(date.year / 5); }, false, false},
  };
  return styles;
}

QString markText(Date date, const MarkStyle& style)
{
  QString text = QString::number(date.year);
  if (style.withMonth)
    text += QStringLiteral("-%1").arg(date.month, 2, 10, QLatin1Char('0'));
  if (style.withDay)
    text += QStringLiteral("-%1").arg(date.day, 2, 10, QLatin1Char('0'));
  return text;
}

}

EquityScale::EquityScale(double low, double high, const QRectF& area, bool logarithmic)
    : m_low(low)
    , m_high(high > low ? high : low + 1)
    , m_area(area)
    , m_logarithmic(logarithmic && low > 0)
{
}

double EquityScale::toY(double value) const
{
  const double part =
      m_logarithmic ? std::log(value / m_low) / std::log(m_high / m_low) : (value - m_low) / (m_high - m_low);
  return m_area.bottom() - part * m_area.height();
}

std::vector<double> EquityScale::ticks(double distance) const
{
  const int count = std::max(2, static_cast<int>(m_area.height() / distance));
  std::vector<double> kept;
  double lastY = std::numeric_limits<double>::infinity();
  for (const double tick : analytics::axisTicks(m_low, m_high, count, m_logarithmic)) {
    const double y = toY(tick);
    if (y < m_area.top() - 0.5 || y > m_area.bottom() + 0.5 || lastY - y < kLeastDistance)
      continue;
    kept.push_back(tick);
    lastY = y;
  }
  return kept;
}

std::pair<double, double> rangeOf(std::initializer_list<std::span<const double>> lines)
{
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const std::span<const double> line : lines)
    for (const double value : line)
      if (std::isfinite(value)) {
        low = std::min(low, value);
        high = std::max(high, value);
      }
  return low <= high ? std::pair(low, high) : std::pair(0.0, 1.0);
}

std::vector<QPolygonF> linePolygons(
    std::span<const double> values, std::size_t count, const QRectF& area, const EquityScale& scale)
{
  std::vector<QPolygonF> polygons;
  QPolygonF line;
  const double step = count > 1 ? area.width() / static_cast<double>(count - 1) : 0;
  const auto xOf = [&](std::size_t i) { return area.left() + step * static_cast<double>(i); };
  const auto flush = [&] {
    if (line.size() > 1)
      polygons.push_back(line);
    line.clear();
  };
  for (std::size_t i = 0; i < values.size();) {
    if (!std::isfinite(values[i])) {
      flush();
      ++i;
      continue;
    }
    // One pixel column.
    const double column = std::floor(xOf(i));
    std::size_t end = i, lowest = i, highest = i;
    while (end < values.size() && std::isfinite(values[end]) && std::floor(xOf(end)) == column) {
      lowest = values[end] < values[lowest] ? end : lowest;
      highest = values[end] > values[highest] ? end : highest;
      ++end;
    }
    std::array<std::size_t, 4> shown{i, std::min(lowest, highest), std::max(lowest, highest), end - 1};
    for (std::size_t k = 0; k < shown.size(); ++k)
      if (k == 0 || shown[k] != shown[k - 1])
        line.append({xOf(shown[k]), scale.toY(values[shown[k]])});
    i = end;
  }
  flush();
  return polygons;
}

namespace {

/// Every so many points, for a stretch too short for months and too long for every day.
std::vector<TimeMark> thinnedDays(std::span<const LocalTime> times, double step, double minimumDistance)
{
  const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(minimumDistance / step)));
  std::vector<TimeMark> marks;
  for (std::size_t i = 0; i < times.size(); i += every)
    marks.push_back({i, markText(times[i].day().date(), markStyles().front())});
  return marks;
}

}

std::vector<TimeMark> timeMarks(std::span<const LocalTime> times, double width, double minimumDistance)
{
  if (times.empty())
    return {};
  const double step = times.size() > 1 ? width / static_cast<double>(times.size() - 1) : width;
  for (const MarkStyle& style : markStyles()) {
    std::vector<TimeMark> marks;
    bool fits = true;
    std::int64_t last = style.period(times.front().day().date());
    for (std::size_t i = 0; i < times.size() && fits; ++i) {
      const Date date = times[i].day().date();
      const std::int64_t period = style.period(date);
      if (i > 0 && period == last)
        continue;
      last = period;
      // The first period has usually begun before the first point: its mark gives way to the next.
      const auto apart = [&](std::size_t from) { return step * static_cast<double>(i - from) >= minimumDistance; };
      if (marks.size() == 1 && marks.front().index == 0 && !apart(0))
        marks.clear();
      fits = marks.empty() || apart(marks.back().index);
      marks.push_back({i, markText(date, style)});
    }
    if (fits)
      return marks.size() > 1 || times.size() < 3 ? marks : thinnedDays(times, step, minimumDistance);
  }
  return {};
}

std::optional<double> LabelRow::place(double x, double width)
{
  constexpr double kGap = 8;
  if (width > m_right - m_left)
    return {};
  const double left = std::clamp(x - width / 2, m_left, m_right - width);
  if (m_end && left < *m_end + kGap)
    return {};
  m_end = left + width;
  return left;
}

}
