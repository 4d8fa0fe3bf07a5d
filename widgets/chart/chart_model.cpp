// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_model.h"

#include "core/market/quote_book.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

PlotModel::PlotModel(Kind plotKind, QString plotName, ChartColor plotColor, std::vector<double> plotValues)
    : PlotModel(plotKind, std::move(plotName), plotColor, std::move(plotValues), {})
{
  pyramid = ExtremePyramid(values);
}

PlotModel::PlotModel(
    Kind plotKind, QString plotName, ChartColor plotColor, std::vector<double> plotValues, ExtremePyramid madeBefore)
    : kind(plotKind)
    , name(std::move(plotName))
    , color(plotColor)
    , values(std::move(plotValues))
    , pyramid(std::move(madeBefore))
{
}

void PlotModel::setSecond(std::vector<double> others)
{
  second = std::move(others);
  secondPyramid = ExtremePyramid(second);
}

Extremes PlotModel::range(std::size_t begin, std::size_t end) const
{
  if (!visible || kind == Kind::Marks)
    return {std::nan(""), std::nan("")};
  const Extremes first = pyramid.range(values, begin, end);
  if (kind != Kind::Bars && kind != Kind::Fill)
    return first;
  const Extremes other = secondPyramid.range(second, begin, end);
  return {std::fmin(first.minimum, other.minimum), std::fmax(first.maximum, other.maximum)};
}

ChartModel ChartModel::of(market::BarSeriesPtr series, const TimeZone& zone)
{
  ChartModel model;
  model.bars = std::move(series);
  model.clock = zone;
  const market::BarSeries& bars = *model.bars;
  model.highs = ExtremePyramid(bars.high);
  model.lows = ExtremePyramid(bars.low);
  model.closes = ExtremePyramid(bars.close);
  model.priceDecimals = priceDecimalsOf(bars);
  model.localMicros.reserve(bars.size());
  if (market::isDayKeyed(bars.level)) {
    for (std::size_t i = 0; i < bars.size(); ++i)
      model.localMicros.push_back(LocalTime::of(bars.dayAt(i)).micros);
    return model;
  }
  // Bars of one UTC hour share their offset: one look-up in the zone an hour instead of one a bar.
  constexpr std::int64_t kHour = Duration::hours(1).micros;
  std::int64_t hour = 0, offset = 0;
  bool known = false;
  for (const std::int64_t key : bars.key) {
    if (!known || key / kHour != hour) {
      hour = key / kHour;
      offset = zone.toLocal({hour * kHour}).micros - hour * kHour;
      known = true;
    }
    model.localMicros.push_back(key + offset);
  }
  return model;
}

void ChartModel::addAveraged()
{
  auto made = std::make_shared<AveragedPrices>();
  made->candles = market::heikinAshi(*bars);
  made->highs = ExtremePyramid(made->candles.high);
  made->lows = ExtremePyramid(made->candles.low);
  averaged = std::move(made);
}

PriceColumns ChartModel::prices(PriceStyle style) const
{
  if (style == PriceStyle::HeikinAshi && averaged)
    return {averaged->candles.open, averaged->candles.high, averaged->candles.low, averaged->candles.close,
        averaged->highs, averaged->lows};
  return {bars->open, bars->high, bars->low, bars->close, highs, lows};
}

namespace {

/// Decimals that write @p price without loss, at least @p least.
int decimalsOf(double price, int least)
{
  int decimals = least;
  while (decimals < 8 && std::isfinite(price)
      && std::abs(price - std::round(price * std::pow(10.0, decimals)) / std::pow(10.0, decimals))
          > 1e-9 * std::abs(price))
    ++decimals;
  return decimals;
}

}

int priceDecimalsOf(const market::BarSeries& bars)
{
  constexpr std::size_t kSample = 512;
  int decimals = 2;
  if (bars.adjust == market::AdjustMode::Bfq || bars.empty()) {
    for (std::size_t i = 0; i < bars.size(); i += std::max<std::size_t>(1, bars.size() / kSample))
      for (const double price : {bars.open[i], bars.close[i]})
        decimals = decimalsOf(price, decimals);
    return decimals;
  }
  // The decimals of the others are arithmetic; the bar that the adjustment starts from has the prices of the market.
  const std::size_t raw = bars.adjust == market::AdjustMode::Qfq ? bars.size() - 1 : 0;
  for (const double price : {bars.open[raw], bars.high[raw], bars.low[raw], bars.close[raw]})
    decimals = decimalsOf(price, decimals);
  return std::max(std::min(decimals, 3), market::priceDecimalsOf(bars.entityId));
}

}
