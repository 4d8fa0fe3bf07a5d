// SPDX-License-Identifier: Apache-2.0
#include "core/alert/session_axis.h"

#include "core/base/math.h"
#include "core/market/entity_id.h"

#include <algorithm>
#include <utility>

namespace zvt::alert {

using market::BarLevel;

SessionAxis::SessionAxis(std::shared_ptr<const market::Calendar> calendar, BarLevel level)
    : m_calendar(std::move(calendar))
    , m_level(level)
    , m_days(m_calendar)
    , m_bars(*m_calendar, BarLevel::Tick, level)
{
  std::int64_t before = 0;
  for (const std::int16_t bars : m_days.expectedBars(level)) {
    m_before.push_back(before);
    before += bars;
  }
}

std::optional<std::int64_t> SessionAxis::barAt(Timestamp moment)
{
  const TradingDay day = m_calendar->dayOf(moment);
  const int number = m_days.knows(day) ? m_days.notAfter(day) : -1;
  if (number < 0)
    return {};
  if (m_level == BarLevel::Week1)
    return data::periodOf(m_level, day).first.days / 7;
  if (m_level == BarLevel::Month1)
    return day.date().year * 12 + day.date().month;
  if (m_level == BarLevel::Day1)
    return number;
  if (std::exchange(m_openDay, number) != number)
    m_ends = m_calendar->barEnds(m_days.at(number), m_level);
  const Timestamp end{m_bars.endFor(moment.micros)};
  const auto at = std::ranges::lower_bound(m_ends, end);
  const auto last = std::max<std::ptrdiff_t>(0, std::ssize(m_ends) - 1);
  return m_before[static_cast<std::size_t>(number)] + std::min<std::ptrdiff_t>(at - m_ends.begin(), last);
}

std::optional<std::int64_t> SessionAxis::barOf(const Anchor& anchor)
{
  return barAt(market::isDayKeyed(m_level) ? anchor.time : anchor.time - Duration::microseconds(1));
}

double priceAt(const LineCondition& line, std::int64_t first, std::int64_t second, std::int64_t bar)
{
  const double share = static_cast<double>(bar - first) / static_cast<double>(second - first);
  const bool isReached = line.extent == Extent::Extended || (share >= 0 && (line.extent == Extent::Ray || share <= 1));
  if (!isReached)
    return kNoValue;
  if (line.logarithmic)
    return line.first.price * math::pow(line.second.price / line.first.price, share);
  // Exact at both anchors, and on a horizontal everywhere.
  if (share == 1)
    return line.second.price;
  return line.first.price + (line.second.price - line.first.price) * share;
}

double priceAt(const LineCondition& line, SessionAxis& axis, Timestamp moment)
{
  const auto first = axis.barOf(line.first), second = axis.barOf(line.second), bar = axis.barAt(moment);
  if (!first || !second || !bar || *first == *second)
    return kNoValue;
  return priceAt(line, *first, *second, *bar);
}

SessionAxis* SessionAxes::find(std::string_view entityId, BarLevel level)
{
  const auto id = market::EntityId::parse(entityId);
  const auto calendar =
      id ? market::Calendar::of(*id) : Result<std::shared_ptr<const market::Calendar>>(fail(id.error()));
  if (!calendar || level == BarLevel::Tick)
    return nullptr;
  auto& axis = m_axes[{calendar->get(), level}];
  if (!axis)
    axis = std::make_unique<SessionAxis>(*calendar, level);
  return axis.get();
}

}
