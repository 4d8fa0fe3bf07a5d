// SPDX-License-Identifier: GPL-3.0-or-later
// Compared securities at the bar that quotes make.
#include "core/data/quote_hub.h"
#include "core/market/compared_bars.h"
#include "ui/bridge/quote_feed.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/compare_feature.h"
#include "ui/chart/live_feature.h"
#include "widgets/chart/bar_update.h"
#include "widgets/chart/chart_view.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace zvt::ui {

namespace {

void put(std::vector<double>& values, std::size_t at, double value)
{
  if (at >= values.size())
    values.resize(at + 1, std::nan(""));
  values[at] = value;
}

/// The last @p count values before @p at, and @p value behind them.
std::vector<double> tailOf(const std::vector<double>& values, std::size_t at, double value, std::size_t count)
{
  at = std::min(at, values.size());
  std::vector<double> tail(values.begin() + static_cast<std::ptrdiff_t>(at - std::min(at, count)),
      values.begin() + static_cast<std::ptrdiff_t>(at));
  tail.push_back(value);
  return tail;
}

/// What a column has at a bar where the chart closes at @p own and the other security at @p other.
double valueAt(const ComparedSecurity& security, const market::BarSeries& bars, const ComparedColumn& column,
    std::size_t at, double own, double other)
{
  switch (security.mode) {
  case CompareMode::Percent:
  case CompareMode::OwnAxis:
    break;
  case CompareMode::Spread:
    return own - security.factor * other;
  case CompareMode::Ratio:
    return other != 0 ? own / other : std::nan("");
  case CompareMode::Correlation: {
    const auto window = static_cast<std::size_t>(security.window);
    const auto a = tailOf(bars.close, at, own, window), b = tailOf(column.closes, at, other, window);
    return a.size() == b.size() ? market::returnCorrelation(a, b, window).back() : std::nan("");
  }
  }
  return other;
}

/// Sets the plot of the pane with that key.
void setPane(widgets::BarUpdate& update, const widgets::ChartModel& model, const QString& key, double value)
{
  const auto pane = std::ranges::find(model.panes, key, &widgets::PaneModel::key);
  if (pane == model.panes.end() || pane->plots.empty())
    return;
  const auto columns = widgets::plotColumns(model);
  const auto at = std::ranges::find(columns, &pane->plots.front(), &widgets::PlotColumn::plot);
  update.values.resize(columns.size());
  update.values[static_cast<std::size_t>(at - columns.begin())] = value;
}

}

void CompareFeature::followQuotes()
{
  data::QuoteHub* hub = panel().context().quotes;
  QuoteFeed* feed = panel().context().quoteFeed;
  if (hub == nullptr || feed == nullptr)
    return;
  std::vector<std::string> ids;
  for (const ComparedSecurity& one : m_shown)
    ids.push_back(one.entityId);
  m_subscription = ids.empty() ? nullptr : hub->subscribe(ids);
  connect(feed, &QuoteFeed::changed, this, &CompareFeature::takeQuotes, Qt::UniqueConnection);
}

void CompareFeature::takeQuotes(const data::QuoteChanges& changes)
{
  const bool mine =
      std::ranges::any_of(m_shown, [&](const ComparedSecurity& one) { return changes.find(one.entityId) != nullptr; });
  if (!mine)
    return;
  if (auto* live = panel().feature<LiveFeature>())
    live->refresh();
}

std::optional<double> CompareFeature::liveClose(std::size_t index) const
{
  const ComparedColumn& column = m_columns.columns[index];
  const data::QuotePtr quote = panel().context().quotes->quote(m_shown[index].entityId);
  if (!quote || !(quote->last > 0) || !column.calendar || !column.join.newest)
    return {};
  const TradingDay day = column.calendar->dayOf(quote->time - Duration::microseconds(1));
  if (day < *column.join.newest || (column.join.nextExDay && day >= *column.join.nextExDay))
    return {};
  return quote->last * column.join.scale.price;
}

void CompareFeature::complete(widgets::BarUpdate& update, const LiveMoment& moment)
{
  if (m_shown.empty() || m_shown != m_securities || panel().context().quotes == nullptr)
    return;
  const widgets::ChartModel& model = *panel().view()->model();
  const std::size_t at = model.bars->size() - (moment.appends ? 0 : 1);
  std::size_t axis = m_columns.ownAxes;
  for (std::size_t i = 0; i < m_shown.size(); ++i) {
    ComparedColumn& column = m_columns.columns[i];
    if (column.problem || column.closes.empty())
      continue;
    const std::size_t line = m_shown[i].hasPane() ? 0 : axis++;
    const std::optional<double> close = liveClose(i);
    if (!close && !moment.appends)
      continue; // what is stored stands
    // Without a quote it is suspended, or its market is closed: the last price goes on, and no line is drawn.
    put(column.closes, at,
        close.value_or(at > 0 && at - 1 < column.closes.size() ? column.closes[at - 1] : std::nan("")));
    put(column.values, at, valueAt(m_shown[i], *model.bars, column, at, update.bar.close, column.closes[at]));
    const double drawn = close ? column.values[at] : std::nan("");
    if (m_shown[i].hasPane())
      setPane(update, model, paneKey(m_shown[i]), drawn);
    else
      m_axes->setNewest(line, at, drawn);
  }
}

}
