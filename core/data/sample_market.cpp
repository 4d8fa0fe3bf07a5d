// SPDX-License-Identifier: Apache-2.0
#include "core/data/sample_market.h"

#include "core/data/market_data.h"
#include "core/data/sample_index.h"
#include "core/data/sample_minutes.h"
#include "core/storage/profile.h"

namespace zvt::data {
namespace {

constexpr std::size_t kMinuteDays = 20;
constexpr double kMakingShare = 0.6; // of the progress; the rest is writing

void addWrites(storage::MarketBatch& batch, SampleSummary& summary, SampleMarket::Stock stock)
{
  ++summary.entities;
  summary.dailyBars += stock.daily.size();
  summary.minuteBars += stock.minutes.size();
  summary.actions += stock.actions.size();
  const std::string id = stock.entity.id.toString();
  batch.entities.push_back(std::move(stock.entity));
  // Everything that an earlier sample wrote goes, whatever its range.
  for (market::BarSeries* series : {&stock.daily, &stock.minutes})
    batch.bars.push_back({std::make_shared<const market::BarSeries>(std::move(*series)), storage::WriteMode::Replace,
        storage::BarRange{}});
  batch.actions.push_back({id, kSampleProvider, std::move(stock.actions)});
}

}

Result<SampleMarket> makeSampleMarket(std::uint64_t seed, TaskControl& control)
{
  ZVT_TRY(const auto calendar, market::Calendar::load("cn"));
  ZVT_TRY(const auto rules, market::RuleBook::load());
  ZVT_TRY(const auto days, calendar->between(TradingDay::fromDate({2019, 1, 2}), TradingDay::fromDate({2024, 12, 31})));
  const SampleFactors factors = sampleFactors(seed, days.size());
  const auto plans = sampleStockPlans();
  std::vector<SampleStockTrace> traces;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    ZVT_TRY_VOID(control.cancelToken().check());
    control.progress(kMakingShare * static_cast<double>(i) / static_cast<double>(plans.size()), plans[i].name);
    ZVT_TRY(SampleStockTrace trace, makeSampleStock(plans[i], seed + 1000 + i, days, factors, *rules));
    SeededRandom random(seed + 2000 + i);
    addSampleMinutes(trace.stock, days, kMinuteDays, *calendar, random);
    traces.push_back(std::move(trace));
  }
  SampleMarket sample;
  sample.index = makeSampleIndex(traces, days, kMinuteDays, *calendar);
  for (SampleStockTrace& trace : traces)
    sample.stocks.push_back(std::move(trace.stock));
  return sample;
}

Result<SampleSummary> generateSampleMarket(storage::Profile& profile, MarketData* marketData, TaskControl& control)
{
  ZVT_TRY(SampleMarket sample, makeSampleMarket(kSampleSeed, control));
  SampleSummary summary;
  storage::MarketBatch batch;
  for (SampleMarket::Stock& stock : sample.stocks)
    addWrites(batch, summary, std::move(stock));
  addWrites(batch, summary, std::move(sample.index));
  ZVT_TRY_VOID(control.cancelToken().check());
  control.progress(kMakingShare, "market.db");
  ZVT_TRY_VOID(profile.write(std::move(batch)));
  control.progress(1);
  if (marketData != nullptr)
    marketData->notifyChanged({}, {});
  return summary;
}

}
