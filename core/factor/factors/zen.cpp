// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/zen.h"

#include "core/factor/factors/state_json.h"

#include <algorithm>

namespace zvt::factor {

namespace {

constexpr std::int64_t kFirstWindow = 11; ///< bars in which the first top or bottom is looked for
constexpr std::int64_t kFirstDistance = 4; ///< bars between the highest and the lowest
constexpr std::int64_t kOppositeBars = 4; ///< confirm a candidate
constexpr std::int64_t kCandidateAge = 8; ///< so does the age of one
constexpr std::size_t kHubPoints = 4;
constexpr std::size_t kSegmentFractals = 4;
constexpr std::size_t kKeptBars = 4; ///< before the first top or bottom

enum Column : std::size_t {
  Direction,
  Change,
  Interval,
  Slope,
  HubLow,
  HubHigh,
  HubChange,
  MergedLow,
  MergedHigh,
  MergedChange,
  MergedLevel,
  MergedInterval,
  BarDirection,
  OppositeChange,
  OppositeInterval,
  OppositeSlope,
};

bool includes(const ZenBar& outer, const ZenBar& inner)
{
  return outer.high >= inner.high && outer.low <= inner.low;
}

double changeFrom(double before, double now)
{
  return (now - before) / std::abs(before);
}

/// How far a top stands out (negative) or a bottom (positive).
double powerOf(bool isTop, const ZenBar& left, const ZenBar& middle, const ZenBar& right)
{
  if (isTop)
    return -((middle.high - middle.close) + (middle.high - left.high) + (middle.high - right.high)) / middle.close;
  return (std::abs(middle.low - middle.close) + std::abs(middle.low - left.low) + std::abs(middle.low - right.low))
      / middle.close;
}

/// What four ends have in common; drops the ends that count no more.
std::optional<ZenHub> takeHub(std::vector<ZenPoint>& points)
{
  if (points.size() != kHubPoints)
    return {};
  const auto [a, b, c, d] = std::tuple(points[0], points[1], points[2], points[3]);
  const auto common = a.value < b.value ? intersect({a.value, b.value}, {c.value, d.value})
                                        : intersect({b.value, a.value}, {d.value, c.value});
  points.erase(points.begin(), points.begin() + (common ? 3 : 1));
  if (!common)
    return {};
  const double change = std::abs(common->high - common->low) / std::abs(common->low);
  return ZenHub{a.key, d.key, *common, change, d.index - a.index, 1};
}

ZenHub merge(const ZenHub& merged, const ZenHub& next)
{
  const auto range = combine(merged.y, next.y);
  if (!range)
    return next;
  return {merged.x0, next.x1, *range, std::abs(range->high - range->low) / std::abs(range->low),
      merged.interval + next.interval, merged.level + 1};
}

Json rectangle(const ZenHub& hub)
{
  return {{"x0", hub.x0}, {"x1", hub.x1}, {"y0", hub.y.low}, {"y1", hub.y.high}, {"change", hub.change}};
}

/// An end with what lies between it and the one before.
std::string endDetail(double value, std::int64_t index, const std::optional<ZenPoint>& before)
{
  Json detail = {{"value", value}};
  if (before) {
    const double change = changeFrom(before->value, value);
    const std::int64_t interval = index - before->index;
    detail["change"] = change;
    detail["interval"] = interval;
    detail["slope"] = change / static_cast<double>(interval);
  }
  return canonicalJson(detail);
}

}

const std::vector<std::string>& zenColumns()
{
  static const std::vector<std::string> columns = {"current_direction", "current_change", "current_interval",
      "current_slope", "current_zhongshu_y0", "current_zhongshu_y1", "current_zhongshu_change",
      "current_merge_zhongshu_y0", "current_merge_zhongshu_y1", "current_merge_zhongshu_change",
      "current_merge_zhongshu_level", "current_merge_zhongshu_interval", "tmp_direction", "opposite_change",
      "opposite_interval", "opposite_slope"};
  return columns;
}

void Zen::mark(std::int64_t known, std::int64_t key, const char* name, std::string detail)
{
  m_marks.push_back({known, key, name, std::move(detail)});
}

void Zen::step(const ZenBar& bar, std::span<double> out)
{
  std::ranges::fill(out.first(zenColumns().size()), std::numeric_limits<double>::quiet_NaN());
  if (std::isnan(bar.high) || std::isnan(bar.low))
    return;
  if (m.isStarted)
    advance(bar, m.count, out);
  else
    wait(bar, out);
  ++m.count;
}

/// Collects bars until the highest and the lowest of those before the newest are far enough apart.
void Zen::wait(const ZenBar& bar, std::span<double> out)
{
  const std::int64_t index = m.count;
  m.recent.push_back(bar);
  if (index > 0) {
    const ZenBar& before = m.recent[m.recent.size() - 2];
    if (index == 1 || before.high >= m.highest.high) // the last of equal ones
      m.highest = {true, index - 1, before.key, before.low, before.high};
    if (index == 1 || before.low <= m.lowest.low)
      m.lowest = {false, index - 1, before.key, before.low, before.high};
  }
  if (index < kFirstWindow)
    return;
  if (std::abs(m.highest.index - m.lowest.index) >= kFirstDistance)
    start(out);
  else if (m.recent.size() > kKeptBars) // a later start can only be at the newest bar of the window
    m.recent.erase(m.recent.begin(), m.recent.end() - kKeptBars);
}

/// The earlier of highest and lowest is the first fractal; the bars from the later one on are gone through.
void Zen::start(std::span<double> out)
{
  const bool isRising = m.highest.index > m.lowest.index;
  const ZenFractal& first = isRising ? m.lowest : m.highest;
  const ZenFractal& later = isRising ? m.highest : m.lowest;
  const auto bars = std::exchange(m.recent, {});
  const std::int64_t known = bars.back().key;
  const auto at = [&](std::int64_t index) {
    return bars[static_cast<std::size_t>(index - m.count + std::ssize(bars) - 1)];
  };
  m.isStarted = true;
  m.direction = m.barDirection = isRising ? 1 : -1;
  m.interval = later.index - first.index;
  m.fractals = {first};
  m.last = m.stored = at(later.index - 1);
  m.storedBefore = at(later.index - 2);
  mark(known, first.key, first.isTop ? "bi_ding" : "bi_di", "{}");
  for (std::int64_t index = later.index; index <= m.count; ++index) {
    std::ranges::fill(out, std::numeric_limits<double>::quiet_NaN());
    advance(at(index), index, out);
  }
  for (storage::FactorMark& made : m_marks)
    made.known = std::max(made.known, known); // all of it is known with the newest bar only
}

void Zen::advance(const ZenBar& bar, std::int64_t index, std::span<double> out)
{
  if (bar.high > m.last.high)
    m.barDirection = 1;
  else if (bar.low < m.last.low)
    m.barDirection = -1;
  ++m.interval;
  writeCurrent(bar, out);
  ZenBar contained = bar;
  contain(contained);
  if (m.barDirection == m.direction)
    m.oppositeCount = 0;
  else
    goAgainst(bar, m.last, index, out);
  m.last = bar;
  m.storedBefore = m.stored;
  m.stored = contained;
}

/// What is known of the stroke and the hubs before this bar says anything about them.
void Zen::writeCurrent(const ZenBar& bar, std::span<double> out)
{
  const ZenFractal& from = m.fractals.front();
  const double change = m.direction > 0 ? changeFrom(from.low, bar.high) : changeFrom(from.high, bar.low);
  out[Direction] = m.direction;
  out[Interval] = static_cast<double>(m.interval);
  out[Change] = change;
  out[Slope] = change / static_cast<double>(m.interval);
  if (m.hub) {
    out[HubLow] = m.hub->y.low;
    out[HubHigh] = m.hub->y.high;
    out[HubChange] = m.hub->change;
  }
  if (m.merged) {
    out[MergedLow] = m.merged->y.low;
    out[MergedHigh] = m.merged->y.high;
    out[MergedChange] = m.merged->change;
    out[MergedLevel] = static_cast<double>(m.merged->level);
    out[MergedInterval] = static_cast<double>(m.merged->interval);
  }
}

/// Of two bars of which one includes the other, the longer one becomes shorter. Compared are the bars as they came.
void Zen::contain(ZenBar& bar)
{
  const bool isUp = m.barDirection > 0;
  if (includes(bar, m.last))
    (isUp ? bar.low : bar.high) = isUp ? m.last.low : m.last.high;
  else if (includes(m.last, bar))
    (isUp ? m.stored.high : m.stored.low) = isUp ? bar.high : bar.low;
}

void Zen::goAgainst(const ZenBar& bar, const ZenBar& raw, std::int64_t index, std::span<double> out)
{
  ++m.oppositeCount;
  m.interval = m.oppositeCount;
  if (m.oppositeCount == 1)
    m.oppositeBase = m.stored;
  const double change =
      m.barDirection > 0 ? changeFrom(m.oppositeBase.low, bar.high) : changeFrom(m.oppositeBase.high, bar.low);
  out[BarDirection] = m.barDirection;
  out[OppositeInterval] = static_cast<double>(m.oppositeCount);
  out[OppositeChange] = change;
  out[OppositeSlope] = change / static_cast<double>(m.oppositeCount);
  if (m.oppositeCount == 1) {
    const bool isTop = m.direction > 0;
    const double power = powerOf(isTop, m.storedBefore, raw, bar);
    mark(bar.key, raw.key, isTop ? "tmp_ding" : "tmp_di", canonicalJson({{"power", numberToJson(power)}}));
    considerCandidate(raw, index - 1);
  }
  if (m.candidate && (m.oppositeCount >= kOppositeBars || index - m.candidate->index >= kCandidateAge))
    confirmStroke(bar.key);
}

void Zen::considerCandidate(const ZenBar& raw, std::int64_t index)
{
  const bool isTop = m.direction > 0;
  if (m.candidate && (isTop ? raw.high < m.candidate->high : raw.low > m.candidate->low))
    return;
  m.candidate = ZenFractal{isTop, index, raw.key, raw.low, raw.high};
  m.candidateStored = m.stored;
}

void Zen::confirmStroke(std::int64_t known)
{
  const ZenFractal end{
      m.candidate->isTop, m.candidate->index, m.candidate->key, m.candidateStored.low, m.candidateStored.high};
  m.candidate.reset();
  const double value = end.isTop ? end.high : end.low;
  mark(known, end.key, end.isTop ? "bi_ding" : "bi_di", endDetail(value, end.index, m.lastStroke));
  m.lastStroke = ZenPoint{end.key, value, end.index};
  m.strokes.push_back(*m.lastStroke);
  addHub(known, end.key, takeHub(m.strokes));
  m.oppositeCount = 0;
  m.direction = -m.direction;
  m.fractals.push_back(end);
  if (m.fractals.size() == kSegmentFractals)
    growSegment(known);
}

void Zen::addHub(std::int64_t known, std::int64_t key, const std::optional<ZenHub>& hub)
{
  if (!hub)
    return;
  m.hub = hub;
  mark(known, key, "bi_zhongshu", canonicalJson(rectangle(*hub)));
  m.merged = m.merged ? merge(*m.merged, *hub) : *hub;
  Json detail = rectangle(*m.merged);
  detail["level"] = m.merged->level;
  detail["interval"] = m.merged->interval;
  mark(known, key, "merge_zhongshu", canonicalJson(detail));
}

/// Four fractals are three strokes: where the first and the third meet, they make a segment.
void Zen::growSegment(std::int64_t known)
{
  const auto& f = m.fractals;
  const bool isDown = f[0].isTop;
  const bool meets = isDown ? intersect({f[1].low, f[0].high}, {f[3].low, f[2].high}).has_value()
                            : intersect({f[0].low, f[1].high}, {f[2].low, f[3].high}).has_value();
  const ZenDirection state = meets ? (isDown ? -1 : 1) : m.segmentState;
  if (state == m.segmentState) {
    m.fractals.erase(m.fractals.begin());
    return;
  }
  m.segmentState = state;
  confirmSegment(known);
  m.fractals.erase(m.fractals.begin(), m.fractals.end() - 1);
}

void Zen::confirmSegment(std::int64_t known)
{
  const ZenFractal& first = m.fractals.front();
  const bool isUp = m.segmentState > 0;
  const double value = isUp ? first.low : first.high;
  mark(known, first.key, "duan_state", canonicalJson({{"state", isUp ? "up" : "down"}, {"to", m.fractals.back().key}}));
  mark(known, first.key, isUp ? "duan_di" : "duan_ding", endDetail(value, first.index, m.lastSegment));
  m.lastSegment = ZenPoint{first.key, value, first.index};
  m.segments.push_back(*m.lastSegment);
  if (const auto hub = takeHub(m.segments))
    mark(known, first.key, "zhongshu", canonicalJson(rectangle(*hub)));
}

}
