// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/anchor_scale.h"

#include "core/market/exchange.h"
#include "widgets/chart/drawing/line_fit.h"
#include "widgets/chart/time_axis.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace zvt::widgets {

namespace {

constexpr std::int64_t kDay = 86'400'000'000;

/// The day that a moment has on the clock. A bar that ends at midnight is of the day that ends there.
std::int64_t dateOf(const DrawingTime& time)
{
  const std::int64_t micros = time.wholeDay ? time.micros : time.micros - 1;
  return micros >= 0 ? micros / kDay : -((-micros + kDay - 1) / kDay);
}

}

/// Shared by the scales of all ticks, so that none of them copies the labels of a long chart.
struct AnchorScale::Settled {
  std::vector<std::int64_t> labels; ///< of all bars but the newest
  std::vector<AdjustStep> steps;
  std::shared_ptr<const market::Calendar> calendar;
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  std::shared_ptr<const market::ShapedBars> shaped;
  std::int64_t firstKey = 0, middleKey = 0, lastKey = 0; ///< of those with a label here; 0: none
  bool dayKeyed = false;
  std::int64_t width = 0; ///< microseconds of a bar; 0: of a day or longer
  double step = 0; ///< mean distance of labels
  LineFitIndex closes; ///< of the bars with a label here
};

AnchorScale::AnchorScale(const ChartModel& model, AnchorGround ground)
    : m_bars(model.bars->size())
    , m_priceDecimals(model.priceDecimals)
{
  const market::BarSeries& bars = *model.bars;
  auto settled = std::make_shared<Settled>();
  settled->entityId = bars.entityId;
  settled->level = bars.level;
  settled->adjust = bars.adjust;
  settled->shaped = model.shaped;
  settled->dayKeyed = market::isDayKeyed(bars.level);
  settled->width = Duration::minutes(market::minutesOf(bars.level)).micros;
  settled->steps = std::move(ground.steps);
  settled->calendar = std::move(ground.calendar);
  const auto meanOf = [](const std::vector<std::int64_t>& labels) {
    return static_cast<double>(labels.back() - labels.front()) / static_cast<double>(labels.size() - 1);
  };
  settled->step = ground.coming.size() > 1 ? meanOf(ground.coming)
      : ground.labels.size() > 1           ? meanOf(ground.labels)
      : settled->width > 0                 ? static_cast<double>(settled->width)
                                           : static_cast<double>(kDay);
  settled->step = std::max(1.0, settled->step);
  m_after = std::move(ground.coming);
  m_after.insert(m_after.begin(), ground.labels.back());
  settled->labels = std::move(ground.labels);
  settled->labels.pop_back();
  settled->closes = LineFitIndex(std::span(bars.close).first(settled->labels.size()));
  if (const std::size_t count = settled->labels.size(); count > 0) {
    settled->firstKey = bars.key.front();
    settled->middleKey = bars.key[count / 2];
    settled->lastKey = bars.key[count - 1];
  }
  m_settled = std::move(settled);
}

AnchorScale::AnchorScale(const ChartModelPtr& model, std::vector<std::int64_t> coming, std::vector<AdjustStep> steps)
    : AnchorScale(*model, AnchorGround{model->localMicros, std::move(coming), std::move(steps), {}})
{
}

AnchorScale::AnchorScale(
    std::shared_ptr<const Settled> settled, std::vector<std::int64_t> after, const ChartModel& model)
    : m_settled(std::move(settled))
    , m_after(std::move(after))
    , m_bars(model.bars->size())
    , m_priceDecimals(model.priceDecimals)
{
}

bool AnchorScale::fits(const ChartModel& model) const
{
  const market::BarSeries& bars = *model.bars;
  const std::size_t count = m_settled->labels.size();
  if (bars.level != m_settled->level || bars.adjust != m_settled->adjust || bars.entityId != m_settled->entityId
      || model.shaped != m_settled->shaped || bars.size() <= count)
    return false;
  return count == 0
      || (bars.key.front() == m_settled->firstKey && bars.key[count / 2] == m_settled->middleKey
          && bars.key[count - 1] == m_settled->lastKey);
}

AnchorScalePtr AnchorScale::following(const ChartModel& model) const
{
  std::vector<std::int64_t> after;
  for (std::size_t bar = m_settled->labels.size(); bar < model.bars->size(); ++bar)
    after.push_back(m_settled->dayKeyed || !m_settled->calendar
            ? model.localMicros[bar]
            : m_settled->calendar->zone().toLocal(model.bars->endAt(bar)).micros);
  const auto still = std::upper_bound(m_after.begin(), m_after.end(), after.back());
  after.insert(after.end(), still, m_after.end());
  return AnchorScalePtr(new AnchorScale(m_settled, std::move(after), model));
}

std::int64_t AnchorScale::known() const
{
  return static_cast<std::int64_t>(m_settled->labels.size() + m_after.size());
}

std::int64_t AnchorScale::label(std::int64_t bar) const
{
  const auto& labels = m_settled->labels;
  const auto settled = static_cast<std::int64_t>(labels.size());
  const auto stepped = [&](std::int64_t from, std::int64_t count) {
    const auto moved = static_cast<std::int64_t>(std::llround(m_settled->step * static_cast<double>(count)));
    const std::int64_t micros = from + moved;
    return m_settled->dayKeyed ? dateOf({micros + kDay / 2, true}) * kDay : micros; // the nearest midnight
  };
  if (bar < 0)
    return stepped(label(0), bar);
  if (bar < settled)
    return labels[static_cast<std::size_t>(bar)];
  if (bar < known())
    return m_after[static_cast<std::size_t>(bar - settled)];
  return stepped(m_after.back(), bar - known() + 1);
}

std::int64_t AnchorScale::dayOf(const DrawingTime& time) const
{
  if (time.wholeDay || !m_settled->calendar)
    return dateOf(time);
  const market::Calendar& calendar = *m_settled->calendar;
  return calendar.dayOf(calendar.zone().toUtc(LocalTime{time.micros - 1})).days;
}

std::int64_t AnchorScale::wanted(const DrawingTime& time) const
{
  if (m_settled->dayKeyed)
    return dayOf(time) * kDay;
  if (!time.wholeDay || !m_settled->calendar)
    return time.micros;
  const market::Calendar& calendar = *m_settled->calendar; // a day begins with its night session
  const TradingDay day{static_cast<std::int32_t>(dateOf(time))};
  return calendar.zone().toLocal(calendar.boundsOf(day).begin).micros;
}

std::int64_t AnchorScale::firstFrom(std::int64_t moment, bool after) const
{
  const auto in = [&](const std::vector<std::int64_t>& labels) {
    const auto at = after ? std::upper_bound(labels.begin(), labels.end(), moment)
                          : std::lower_bound(labels.begin(), labels.end(), moment);
    return static_cast<std::int64_t>(at - labels.begin());
  };
  const auto& labels = m_settled->labels;
  const std::int64_t bar = in(labels);
  return bar < static_cast<std::int64_t>(labels.size()) ? bar : bar + in(m_after);
}

double AnchorScale::position(const DrawingTime& time) const
{
  const std::int64_t moment = wanted(time);
  const std::int64_t oldest = label(0), newest = m_after.back(), width = m_settled->width;
  if (moment < oldest)
    return 0.5 + static_cast<double>(moment - oldest) / m_settled->step;
  if (moment > newest)
    return static_cast<double>(known()) - 0.5 + static_cast<double>(moment - newest) / m_settled->step;
  std::int64_t bar = firstFrom(moment);
  const std::int64_t here = label(bar);
  if (here == moment && time.part > 0) // with other boxes the moment may have made fewer bars
    bar = std::min(bar + time.part, firstFrom(moment, true) - 1);
  if (here == moment || bar == 0)
    return static_cast<double>(bar) + 0.5;
  const std::int64_t before = label(bar - 1);
  const auto middle = static_cast<double>(bar) + 0.5;
  if (width == 0 || here - before <= width)
    return middle - static_cast<double>(here - moment) / static_cast<double>(here - before);
  // A break lies before this bar: half of its place is its own time, the other half is none.
  const double early = static_cast<double>(here - moment) / static_cast<double>(width);
  return middle - 0.5 * std::min(1.0, early);
}

DrawingTime AnchorScale::timeAt(double position) const
{
  const auto bar = static_cast<std::int64_t>(std::floor(position));
  DrawingTime time{label(bar), m_settled->dayKeyed};
  if (m_settled->shaped && bar >= 0 && bar < static_cast<std::int64_t>(m_bars))
    time.part = static_cast<int>(bar - firstFrom(time.micros));
  return time;
}

DrawingAnchor AnchorScale::anchorAt(double position, double shownPrice, bool free) const
{
  DrawingAnchor anchor;
  anchor.time = timeAt(position);
  anchor.price = raw(shownPrice, anchor.time);
  if (free)
    anchor.within = position - std::floor(position) - 0.5;
  return anchor;
}

double AnchorScale::factor(const DrawingTime& time) const
{
  const std::vector<AdjustStep>& steps = m_settled->steps;
  if (steps.empty())
    return 1;
  const std::int64_t day = dayOf(time);
  const auto after = std::upper_bound(
      steps.begin(), steps.end(), day, [](std::int64_t each, const AdjustStep& step) { return each < step.day; });
  return after == steps.begin() ? steps.front().scale : std::prev(after)->scale;
}

QString AnchorScale::timeText(const DrawingTime& time)
{
  return barTimeText(time.micros, time.wholeDay);
}

AnchorScale::Regression AnchorScale::regression(
    std::span<const double> closes, std::size_t first, std::size_t last) const
{
  const LineFit fit = m_settled->closes.over(closes, first, last + 1);
  return {fit.at(static_cast<double>(first)), fit.at(static_cast<double>(last)), fit.deviation()};
}

}
