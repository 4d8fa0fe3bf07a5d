// SPDX-License-Identifier: GPL-3.0-or-later
// Bars by their time: going to a date, and staying there when other bars come.
#include "widgets/base/tr.h"
#include "widgets/chart/chart_moment.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/date_box.h"
#include "widgets/chart/date_entry.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

LocalTime ChartView::newestTime() const
{
  return LocalTime{m_model->localMicros.back()};
}

std::size_t ChartView::barFrom(LocalTime moment) const
{
  const auto& times = m_model->localMicros;
  const auto at = std::lower_bound(times.begin(), times.end(), moment.micros);
  return std::min(static_cast<std::size_t>(at - times.begin()), times.size() - 1);
}

void ChartView::goTo(LocalTime moment)
{
  if (barCount() == 0)
    return;
  const std::size_t bar = barFrom(moment);
  TimeAxis axis = m_axis;
  axis.first = static_cast<double>(bar) + 0.5 - axis.count / 2;
  axis.clamp(barCount());
  setRange(axis);
  setCrosshair(bar, -1);
}

std::optional<std::size_t> ChartView::placeOf(const ChartModel& before, std::size_t bar) const
{
  if (barCount() == 0 || bar >= before.bars->size())
    return {};
  const market::BarSeries &was = *before.bars, &now = *m_model->bars;
  if (was.level == now.level && bar < now.size() && was.key[bar] == now.key[bar])
    return bar;
  return barAt(*m_model, momentOf(before, bar));
}

void ChartView::followBars(const ChartModel& before)
{
  const auto last = static_cast<double>(before.bars->size() - 1);
  const auto left = static_cast<std::size_t>(std::clamp(std::floor(m_axis.first), 0.0, last));
  if (const auto place = placeOf(before, left); place && *place != left) {
    const double by = static_cast<double>(*place) - static_cast<double>(left);
    m_axis.first += by;
    if (m_drag)
      m_drag->first += by;
    m_history.clear(); // its ranges are of other bars
  }
  m_axis.clamp(barCount());
  if (m_bar)
    m_bar = placeOf(before, *m_bar);
  if (m_measurement) {
    const auto from = placeOf(before, m_measurement->from.bar), to = placeOf(before, m_measurement->to.bar);
    if (from && to)
      m_measurement = Measurement{{*from, m_measurement->from.price}, {*to, m_measurement->to.price}};
    else
      m_measurement.reset();
  }
}

QString ChartView::datePreview(const QString& text) const
{
  if (barCount() == 0)
    return {};
  const auto moment = readDateEntry(text, newestTime());
  if (!moment)
    return {};
  const bool dayKeyed = market::isDayKeyed(m_model->bars->level);
  const std::int64_t last = m_model->localMicros.back();
  const QString bar = barTimeText(m_model->localMicros[barFrom(*moment)], dayKeyed);
  if (moment->micros < m_model->localMicros.front())
    return Tr::tr("The first bar: %1").arg(bar);
  return moment->micros > last ? Tr::tr("The last bar: %1").arg(bar) : bar;
}

void ChartView::openDateBox()
{
  if (barCount() == 0)
    return;
  if (!m_dateBox) {
    m_dateBox = new DateBox([this](const QString& text) { return datePreview(text); }, this);
    connect(m_dateBox, &DateBox::closed, this, [this] { setFocus(); });
    connect(m_dateBox, &DateBox::entered, this, [this](const QString& text) {
      if (barCount() == 0) // the bars may have gone meanwhile
        return;
      if (const auto moment = readDateEntry(text, newestTime()))
        goTo(*moment);
    });
  }
  constexpr int kBelowLegend = 48;
  m_dateBox->openAt({static_cast<int>(plotWidth() / 2), kBelowLegend});
}

}
