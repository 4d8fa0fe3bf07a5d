// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/compare_reader.h"

#include "core/data/live_scale.h"
#include "core/market/compared_bars.h"
#include "ui/chart/own_axis.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace zvt::ui {

namespace {

using widgets::PlotModel;

constexpr int kRatioDecimals = 4, kCorrelationDecimals = 2;

/// The bars of a security at the chart's own.
struct ReadBars {
  market::ComparedBars at;
  int decimals;
  data::LiveJoin join;
  std::shared_ptr<const market::Calendar> calendar;
};

Result<ReadBars> readBars(const ChartReading& reading, const std::string& entityId)
{
  const market::BarSeries& bars = *reading.model.bars;
  ZVT_TRY(const auto levels, reading.marketData.levels(entityId));
  const auto missing = [&] {
    return fail("chart.compare_no_bars", {{"level", std::string(market::toString(bars.level))}});
  };
  if (std::find(levels.begin(), levels.end(), bars.level) == levels.end())
    return missing();
  data::BarRequest request;
  request.entityId = entityId;
  request.asOf = reading.request.asOf;
  request.level = bars.level;
  request.adjust = reading.request.adjust;
  ZVT_TRY(const market::BarSeriesPtr other, reading.marketData.bars(request));
  if (other->empty())
    return missing();
  ZVT_TRY(const auto calendar, reading.marketData.calendarOf(entityId));
  const std::size_t newest = other->size() - 1;
  const TradingDay day = market::isDayKeyed(other->level)
      ? other->dayAt(newest)
      : calendar->dayOf(other->endAt(newest) - Duration::microseconds(1));
  ZVT_TRY(data::LiveJoin join, data::liveJoin(reading.marketData, reading.profile, request, day));
  join.newest = day; // of raw bars, too
  ReadBars read{market::comparedBars(bars, reading.calendar, *other, *calendar), widgets::priceDecimalsOf(*other),
      std::move(join), calendar};
  if (std::none_of(read.at.close.begin(), read.at.close.end(), [](double close) { return std::isfinite(close); }))
    return fail("chart.compare_no_overlap");
  return read;
}

std::vector<double> computed(
    const ComparedSecurity& security, const market::BarSeries& bars, const std::vector<double>& other)
{
  switch (security.mode) {
  case CompareMode::Percent:
  case CompareMode::OwnAxis:
    break;
  case CompareMode::Spread:
    return market::spreadOf(bars.close, other, security.factor);
  case CompareMode::Ratio:
    return market::ratioOf(bars.close, other);
  case CompareMode::Correlation:
    return market::returnCorrelation(bars.close, other, static_cast<std::size_t>(security.window));
  }
  return other;
}

PlotModel plotOf(const ComparedSecurity& security, std::vector<double> values)
{
  PlotModel plot(PlotModel::Kind::Line, {}, security.color, std::move(values));
  plot.visible = security.visible;
  return plot;
}

class Reader {
public:
  Reader(const ChartReading& reading, std::vector<widgets::SideAxis> axes)
      : m_reading(reading)
      , m_axes(std::move(axes))
  {
  }

  ComparedColumn read(const ComparedSecurity& security, const QString& name, const QString& paneTitle)
  {
    ComparedColumn column;
    Result<ReadBars> read = readBars(m_reading, security.entityId);
    if (!read) {
      column.problem = std::move(read).error();
      return column;
    }
    const market::BarSeries& bars = *m_reading.model.bars;
    column.decimals = security.mode == CompareMode::Ratio ? kRatioDecimals
        : security.mode == CompareMode::Correlation       ? kCorrelationDecimals
                                                          : read->decimals;
    column.values = computed(security, bars, read->at.close);
    column.closes = read->at.close;
    column.join = read->join;
    column.calendar = read->calendar;
    std::vector<double> drawn = column.values;
    for (std::size_t i = 0; i < drawn.size(); ++i)
      if (read->at.suspended[i])
        drawn[i] = std::nan("");
    if (security.hasPane())
      addPane(security, paneTitle, std::move(drawn));
    else
      addAxis(security, name, column.decimals, std::move(drawn));
    return column;
  }

  [[nodiscard]] widgets::SideAxes axes() const
  {
    return std::make_shared<std::vector<widgets::SideAxis>>(m_axes); // see SecondAxisLayer::setNewest()
  }

private:
  void addAxis(const ComparedSecurity& security, const QString& name, int decimals, std::vector<double> values)
  {
    widgets::SideAxis axis;
    axis.name = name;
    axis.shared = security.mode == CompareMode::Percent;
    axis.decimals = decimals;
    axis.plots.push_back(plotOf(security, std::move(values)));
    m_axes.push_back(std::move(axis));
  }

  void addPane(const ComparedSecurity& security, const QString& title, std::vector<double> values)
  {
    if (!security.visible)
      return;
    widgets::PaneModel pane;
    pane.title = title;
    pane.key = paneKey(security);
    pane.plots.push_back(plotOf(security, std::move(values)));
    m_reading.model.panes.push_back(std::move(pane));
  }

  const ChartReading& m_reading;
  std::vector<widgets::SideAxis> m_axes;
};

}

ComparedColumns readCompared(const ChartReading& reading, const std::vector<ComparedSecurity>& securities,
    const QStringList& names, const QStringList& paneTitles, const std::vector<std::string>& ownAxes)
{
  ComparedColumns compared;
  std::vector<widgets::SideAxis> own = takeOwnAxes(reading.model, reading.request.indicators, ownAxes);
  compared.ownAxes = own.size();
  Reader reader(reading, std::move(own));
  for (std::size_t i = 0; i < securities.size(); ++i)
    compared.columns.push_back(
        reader.read(securities[i], names[static_cast<qsizetype>(i)], paneTitles[static_cast<qsizetype>(i)]));
  compared.axes = reader.axes();
  return compared;
}

}
