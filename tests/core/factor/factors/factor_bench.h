// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel_for.h"
#include "core/base/task.h"
#include "core/data/market_data.h"
#include "core/factor/factors/factor_service.h"
#include "tests/core/storage/test_profile.h"

#include <QtGlobal>

#include <cmath>

namespace zvt::tests {

inline constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t kStart = 15'000; // 2011-01-26, a Wednesday
inline const std::string kStock = "stock_sz_000001";
inline const std::string kOther = "stock_sz_000002";

/// Prices that go up and down enough for strokes and hubs; @p salt makes another stock.
inline market::BarSeries waves(const std::string& entity, std::int64_t from, std::int64_t count, int salt = 0)
{
  market::BarSeries bars = emptySeries(entity);
  for (std::int64_t i = from; i < from + count; ++i) {
    const double phase = static_cast<double>(i);
    const double close = 20 + 4 * std::sin(phase / 9 + salt) + 2 * std::sin(phase / 41) + std::sin(phase * 1.7);
    addBar(bars,
        {kStart + i, close - 0.2, close + 0.5 + 0.1 * static_cast<double>(i % 5), close - 0.6, close,
            1e6 + 1e4 * static_cast<double>(i % 13), close * 1e6});
  }
  return bars;
}

inline market::BarSeries withTurnoverRate(market::BarSeries bars)
{
  for (double& rate : bars.extraForWrite("turnover_rate"))
    rate = 0.02;
  return bars;
}

inline bool sameColumns(const std::vector<std::vector<double>>& a, const std::vector<std::vector<double>>& b)
{
  const auto same = [](double x, double y) { return sameBits(x, y) || (std::isnan(x) && std::isnan(y)); };
  return std::ranges::equal(a, b, [&](const auto& x, const auto& y) { return std::ranges::equal(x, y, same); });
}

/// A profile, a service over it, and what it stored against what a computation from the beginning says.
class FactorBench {
public:
  FactorBench()
  {
    profile.open();
    data = std::make_unique<data::MarketData>(*profile.profile);
    service = std::make_unique<factor::FactorService>(*profile.profile, *data, parallel, registry);
  }
  void write(const market::BarSeries& bars, storage::WriteMode mode = storage::WriteMode::Merge)
  {
    const auto written = profile.profile->bars().write(bars, mode);
    if (!written)
      qFatal("write: %s", written.error().code.c_str());
  }
  void writeActions(std::vector<market::CorporateAction> actions)
  {
    if (!profile.profile->actions().write({{kStock, "test", std::move(actions)}}))
      qFatal("actions");
    data->notifyChanged(kStock, {});
  }
  [[nodiscard]] static factor::FactorRequest request(
      const std::string& factor, std::vector<std::string> entities = {kStock})
  {
    factor::FactorRequest made;
    made.factor = factor;
    made.entities = std::move(entities);
    return made;
  }
  std::vector<factor::EntityReport> compute(const factor::FactorRequest& request)
  {
    SilentTaskControl control;
    auto reports = service->compute(request, control);
    if (!reports)
      qFatal("compute: %s", reports.error().code.c_str());
    return *std::move(reports);
  }
  [[nodiscard]] factor::FactorValues stored(
      const factor::FactorRequest& request, const std::string& entity = kStock) const
  {
    return service->stored(request, entity, kFirst, kLast).value();
  }
  /// What a computation from the beginning says, without looking at what is stored.
  [[nodiscard]] factor::FactorRows fresh(const factor::FactorRequest& request) const
  {
    const factor::FactorProgram program = service->program(request).value();
    data::BarRequest bars;
    bars.entityId = kStock;
    bars.adjust = request.adjust.value_or(market::AdjustMode::Hfq);
    return program.run(*data->bars(bars).value()).value();
  }
  /// Whether what is stored is what a computation from the beginning gives, bit for bit, marks included.
  [[nodiscard]] bool isAsFresh(const factor::FactorRequest& request) const
  {
    const factor::FactorValues values = stored(request);
    const factor::FactorRows rows = fresh(request);
    std::vector<std::int64_t> key;
    std::vector<std::vector<double>> columns(values.columns.size());
    for (const storage::FactorChunk& chunk : rows.chunks) {
      key.insert(key.end(), chunk.key.begin(), chunk.key.end());
      for (std::size_t i = 0; i < columns.size(); ++i)
        columns[i].insert(columns[i].end(), chunk.columns[i].begin(), chunk.columns[i].end());
    }
    return values.key == key && sameColumns(values.columns, columns) && values.marks == rows.marks;
  }

  TestProfile profile;
  SerialParallelFor parallel;
  factor::FactorRegistry registry = factor::FactorRegistry::builtIn();
  std::unique_ptr<data::MarketData> data;
  std::unique_ptr<factor::FactorService> service;
};

}
