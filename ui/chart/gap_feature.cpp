// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/gap_feature.h"

#include "core/market/bar_days.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/live_feature.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/gap_layer.h"

#include <algorithm>
#include <utility>

namespace zvt::ui {

namespace {

int sessionsOf(const ChartGap& gap)
{
  std::int64_t sessions = 0;
  for (const data::DayRange& range : gap.ranges)
    sessions += range.days;
  return static_cast<int>(sessions);
}

bool isExplained(const ChartGap& gap)
{
  return std::all_of(gap.ranges.begin(), gap.ranges.end(),
      [](const data::DayRange& range) { return range.state == data::DayState::Suspended; });
}

QString reasonOf(data::DayState state)
{
  switch (state) {
  case data::DayState::Suspended:
    return Tr::tr("the security was suspended");
  case data::DayState::AskedEmpty:
    return Tr::tr("asked for, nothing came");
  case data::DayState::Failed:
    return Tr::tr("asked for in vain");
  case data::DayState::NeverAsked:
  case data::DayState::Stored:
    break;
  }
  return Tr::tr("not in the store, never asked for");
}

QString daysOf(const data::DayRange& range)
{
  const QString first = QString::fromStdString(range.first.iso());
  return range.first == range.last ? first : first + QStringLiteral(" – ") + QString::fromStdString(range.last.iso());
}

/// The series that the chart shows; null: the report does not have it.
const data::SeriesCoverage* find(const data::CoverageReport& report, const market::BarSeries& bars)
{
  for (const data::DataSetCoverage& set : report.bars)
    if (set.level == bars.level && (bars.provider.empty() || set.provider == bars.provider))
      for (const data::SeriesCoverage& series : set.series)
        if (series.entityId == bars.entityId)
          return &series;
  return nullptr;
}

}

std::vector<ChartGap> chartGaps(
    const data::SeriesCoverage& series, const market::BarSeries& bars, const market::Calendar& calendar)
{
  std::vector<ChartGap> gaps;
  for (const data::DayRange& range : series.ranges) {
    if (range.state == data::DayState::Stored)
      continue;
    const std::size_t bar = market::firstBarFrom(bars, calendar, range.last + 1);
    if (bar == 0 || bar == bars.size())
      continue; // before the first bar, or behind the last one: that is told by the badge
    if (gaps.empty() || gaps.back().bar != bar)
      gaps.push_back({bar, {}});
    gaps.back().ranges.push_back(range);
  }
  return gaps;
}

QString textOf(const ChartGap& gap)
{
  QStringList lines{Tr::tr("%n sessions without a bar", nullptr, sessionsOf(gap))};
  for (const data::DayRange& range : gap.ranges)
    lines.append(daysOf(range) + QStringLiteral(": ") + reasonOf(range.state));
  return lines.join(u'\n');
}

GapFeature::GapFeature(ChartPanel& owner)
    : ChartFeature(owner)
    , m_layer(new widgets::GapLayer(this))
{
  owner.view()->addLayer(m_layer);
  connect(m_layer, &widgets::GapLayer::coverageAsked, this, [this] {
    if (QAction* action = panel().context().actions->action(QStringLiteral("window.panel.coverage")))
      action->trigger();
  });
}

void GapFeature::entityChanged()
{
  m_series = {};
  m_gaps.clear();
}

ChartReader GapFeature::reader()
{
  return [coverage = panel().context().coverage, this](const ChartReading& reading) -> Result<std::function<void()>> {
    const market::BarSeries& bars = *reading.model.bars;
    data::SeriesCoverage known;
    known.provider = bars.provider;
    std::vector<ChartGap> gaps;
    if (coverage != nullptr && !bars.empty()) {
      data::CoverageRequest request;
      request.entityId = bars.entityId;
      request.schema = "bars";
      request.level = bars.level;
      ZVT_TRY(const auto report, coverage->report(request, reading.task));
      if (const data::SeriesCoverage* series = find(*report, bars)) {
        known = *series;
        gaps = chartGaps(known, bars, reading.calendar);
      }
      if (reading.request.asOf) { // what came later is not known
        known.behind = 0;
        known.days.suspended = 0;
        known.last.reset();
      }
    }
    return std::function<void()>(
        [this, known = std::move(known), gaps = std::move(gaps)] { arrive(known, gaps); }); // called by the owner
  };
}

void GapFeature::arrive(const data::SeriesCoverage& series, std::vector<ChartGap> gaps)
{
  m_series = series;
  m_gaps = std::move(gaps);
}

void GapFeature::shown()
{
  if (auto* live = panel().feature<LiveFeature>(); live && std::exchange(m_live, live) != live)
    connect(live, &LiveFeature::doubtChanged, this, &GapFeature::show);
  m_exDay.reset();
  const auto& model = panel().view()->model();
  const auto& through = panel().request().through;
  if (through && model && !model->bars->empty() && model->bars->adjust != market::AdjustMode::Bfq
      && LocalTime{model->localMicros.back()}.day() < *through)
    m_exDay = through;
  show();
}

void GapFeature::retranslate()
{
  show();
}

void GapFeature::show()
{
  std::vector<widgets::DataGap> gaps;
  int missing = 0;
  for (const ChartGap& gap : m_gaps) {
    gaps.push_back({gap.bar, sessionsOf(gap), isExplained(gap), textOf(gap)});
    for (const data::DayRange& range : gap.ranges)
      missing += range.isMissing() ? static_cast<int>(range.days) : 0;
  }
  m_layer->setGaps(std::move(gaps));

  const QString provider = QString::fromStdString(m_series.provider);
  QStringList words, lines;
  if (!provider.isEmpty()) {
    words.append(provider);
    lines.append(Tr::tr("Provider: %1").arg(provider));
  }
  if (m_series.last)
    lines.append(Tr::tr("Newest stored day: %1").arg(QString::fromStdString(m_series.last->iso())));
  if (m_series.behind > 0) {
    words.append(Tr::tr("%n sessions behind", nullptr, static_cast<int>(m_series.behind)));
    lines.append(Tr::tr("%n sessions behind", nullptr, static_cast<int>(m_series.behind)));
  }
  if (missing > 0) {
    words.append(Tr::tr("%n missing", "sessions", missing));
    lines.append(Tr::tr("%n sessions are missing between the bars", nullptr, missing));
  }
  if (m_exDay) {
    const QString day = QString::fromStdString(m_exDay->iso());
    words.append(exDateText() + u' ' + day);
    lines.append(Tr::tr("Ex-date %1: its day is not stored yet, the prices are adjusted for it already").arg(day));
  }
  const auto doubt = m_live ? m_live->doubt() : std::nullopt;
  if (doubt) {
    words.append(Tr::tr("adjustment in doubt"));
    lines.append(Tr::tr("The quotes say %1 was the previous close, the stored bars %2: an ex-date may be missing")
            .arg(widgets::formatNumber(doubt->told, 2), widgets::formatNumber(doubt->expected, 2)));
  }
  if (m_series.days.suspended > 0)
    lines.append(Tr::tr("%n days of suspension", nullptr, static_cast<int>(m_series.days.suspended)));
  if (!lines.isEmpty())
    lines.append(Tr::tr("A click shows the coverage."));
  m_layer->setBadge(
      {words.join(QStringLiteral("  ")), lines.join(u'\n'), m_series.behind > 0 || missing > 0 || doubt.has_value()});
}

}
