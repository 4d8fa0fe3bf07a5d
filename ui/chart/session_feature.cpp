// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/session_feature.h"

#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/shell/tr.h"
#include "widgets/chart/chart_view.h"

#include <QTimeZone>

#include <algorithm>

namespace zvt::ui {

namespace {

/// The first bar from @p from on that ends after @p moment.
std::size_t endsAfter(const std::vector<std::int64_t>& keys, std::size_t from, Timestamp moment)
{
  return static_cast<std::size_t>(
      std::upper_bound(keys.begin() + static_cast<std::ptrdiff_t>(from), keys.end(), moment.micros) - keys.begin());
}

/// Breaks and auctions of one day, whose bars are [begin, end).
void markDay(widgets::SessionMarks& marks, const std::vector<std::int64_t>& keys, std::size_t begin, std::size_t end,
    const market::Calendar& calendar, TradingDay day)
{
  const auto spans = calendar.tradingSpans(day);
  for (std::size_t i = 1; i < spans.size(); ++i) {
    const std::size_t bar = endsAfter(keys, begin, spans[i - 1].end);
    if (bar > begin && bar < end && spans[i].begin > spans[i - 1].end)
      marks.breaks.push_back(bar);
  }
  for (const market::SessionPhase& phase : calendar.phases(day)) {
    if (phase.phase != market::Phase::OpenAuction && phase.phase != market::Phase::CloseAuction)
      continue;
    const std::size_t first = endsAfter(keys, begin, calendar.beginOf(day, phase));
    const std::size_t last = std::min(end, endsAfter(keys, begin, calendar.endOf(day, phase)));
    if (first < last)
      marks.auctions.emplace_back(first, last);
  }
  std::sort(marks.auctions.begin(), marks.auctions.end());
}

}

widgets::SessionMarks sessionMarks(const std::vector<std::int64_t>& keys, const market::Calendar& calendar)
{
  widgets::SessionMarks marks;
  for (std::size_t bar = 0; bar < keys.size();) {
    const TradingDay day = calendar.dayOf({keys[bar] - 1}); // a bar's end at midnight belongs to the day before
    const std::size_t next = std::max(bar + 1, endsAfter(keys, bar, calendar.boundsOf(day).end));
    if (bar > 0)
      marks.days.push_back(bar);
    const std::size_t known = marks.auctions.size();
    widgets::SessionMarks one;
    markDay(one, keys, bar, next, calendar, day);
    marks.breaks.insert(marks.breaks.end(), one.breaks.begin(), one.breaks.end());
    marks.auctions.insert(
        marks.auctions.begin() + static_cast<std::ptrdiff_t>(known), one.auctions.begin(), one.auctions.end());
    bar = next;
  }
  return marks;
}

SessionFeature::SessionFeature(ChartPanel& owner)
    : ChartFeature(owner)
{
}

QJsonObject SessionFeature::saveState() const
{
  return m_local ? QJsonObject{{QStringLiteral("clock"), QStringLiteral("local")}} : QJsonObject{};
}

void SessionFeature::restoreState(const QJsonObject& state)
{
  m_local = state.value(QLatin1String("clock")).toString() == QLatin1String("local");
}

void SessionFeature::setLocalTime(bool local)
{
  if (std::exchange(m_local, local) != local)
    panel().reload();
}

std::optional<TimeZone> SessionFeature::clock() const
{
  if (!m_local)
    return {};
  const auto zone = TimeZone::find(QTimeZone::systemTimeZoneId().toStdString());
  return zone ? std::optional(*zone) : std::nullopt;
}

ChartReader SessionFeature::reader()
{
  return [](const ChartReading& reading) -> Result<std::function<void()>> {
    const market::BarSeries& bars = *reading.model.bars;
    if (!bars.empty() && !market::isDayKeyed(bars.level))
      reading.model.sessions = std::make_shared<widgets::SessionMarks>(sessionMarks(bars.key, reading.calendar));
    return std::function<void()>();
  };
}

void SessionFeature::complete(widgets::BarUpdate& update, const LiveMoment& moment)
{
  const widgets::ChartModel& model = *panel().view()->model();
  if (!model.sessions || !moment.appends || model.bars->empty())
    return;
  const widgets::SessionMarks marks = sessionMarks({model.bars->key.back(), update.bar.key}, moment.calendar);
  update.beginsDay = !marks.days.empty();
  update.followsBreak = !marks.breaks.empty();
  update.inAuction = !marks.auctions.empty() && marks.auctions.back().second == 2;
}

void addAxisCommands(std::vector<ChartCommand>& commands)
{
  const auto add = [&](const char* id, bool local, QString (*text)()) {
    commands.push_back({ChartCommand::Group::Axis, QLatin1String(id), QStringLiteral("clock"), {}, text,
        [local](ChartPanel& panel) {
          if (auto* feature = panel.feature<SessionFeature>())
            feature->setLocalTime(local);
        },
        [local](const ChartPanel& panel) {
          const auto* feature = panel.feature<SessionFeature>();
          return feature != nullptr && feature->isLocalTime() == local;
        }});
  };
  add("chart.exchangeTime", false, [] { return Tr::tr("Times of the e&xchange"); });
  add("chart.localTime", true, [] { return Tr::tr("&Local times"); });
  addLimitCommands(commands);
}

}
