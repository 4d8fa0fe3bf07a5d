// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/chart_workload.h"

#include "core/base/random.h"
#include "ui/chart/indicator_plots.h"

#include <chrono>
#include <cmath>
#include <ctime>

namespace zvt::bench {

market::BarSeriesPtr randomWalk(std::size_t count)
{
  SeededRandom random(7);
  auto bars = std::make_shared<market::BarSeries>();
  bars->entityId = "coin_binance_WALK-USDT";
  bars->level = market::BarLevel::Min1;
  bars->provider = "bench";
  bars->reserve(count);
  double price = 100;
  for (std::size_t i = 0; i < count; ++i) {
    const double open = price;
    price *= std::exp(random.normal() * 0.0005);
    const double high = std::max(open, price) * (1 + random.uniform() * 0.0005);
    const double low = std::min(open, price) * (1 - random.uniform() * 0.0005);
    bars->append(
        {static_cast<std::int64_t>(i + 1) * 60'000'000, open, high, low, price, random.uniform() * 1000, std::nan("")});
  }
  return bars;
}

namespace {

std::shared_ptr<widgets::ChartModel> withVolume(const market::BarSeriesPtr& bars)
{
  auto model = std::make_shared<widgets::ChartModel>(widgets::ChartModel::of(bars, TimeZone::utc()));
  widgets::PaneModel volume;
  volume.largeNumbers = true;
  volume.plots.emplace_back(widgets::PlotModel::Kind::Volume, QString(), widgets::ChartColor::UpDown, bars->volume);
  model->panes.push_back(std::move(volume));
  return model;
}

}

widgets::ChartModelPtr candleModel(const market::BarSeriesPtr& bars)
{
  return std::make_shared<widgets::ChartModel>(widgets::ChartModel::of(bars, TimeZone::utc()));
}

widgets::ChartModelPtr volumeModel(const market::BarSeriesPtr& bars)
{
  return withVolume(bars);
}

widgets::ChartModelPtr indicatorModel(const market::BarSeriesPtr& bars)
{
  auto model = withVolume(bars);
  static_cast<void>(ui::addIndicators(*model, ui::defaultIndicators(), 0, nullptr, nullptr));
  return model;
}

ChartWindow windowAt(std::size_t step, std::size_t bars)
{
  const double share = static_cast<double>(step % kZoomSteps) / (kZoomSteps - 1);
  const double count = 200 * std::pow(static_cast<double>(bars) / 200, share);
  return {(static_cast<double>(bars) - count) * 0.7, count};
}

double threadSeconds()
{
#ifdef CLOCK_THREAD_CPUTIME_ID
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
#else
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
#endif
}

}
