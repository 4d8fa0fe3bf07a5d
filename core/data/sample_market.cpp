// SPDX-License-Identifier: Apache-2.0
#include "core/data/sample_market.h"

#include "core/data/coverage_write.h"
#include "core/data/market_data.h"
#include "core/data/quality_screen.h"
#include "core/data/sample_index.h"
#include "core/data/sample_minutes.h"
#include "core/storage/profile.h"

#include <algorithm>

namespace zvt::data {
namespace {

constexpr std::size_t kMinuteDays = 20;
constexpr double kMakingShare = 0.6; // of the progress; the rest is writing

constexpr TradingDay kFirstDay = {17898}; // 2019-01-02
constexpr TradingDay kLastDay = {20088}; // 2024-12-31
/// All days of the sample are over, whatever the clock says.
constexpr Timestamp kAsked = Timestamp::fromSeconds((kLastDay.days + 1) * 86'400LL);

/// The sample as one batch: a run for each kind of data that it holds.
class SampleBatch {
public:
  explicit SampleBatch(const std::vector<TradingDay>& days)
      : m_days(days)
  {
    m_batch.runs = {runOf("kdata", market::BarLevel::Day1), runOf("kdata", market::BarLevel::Min1),
        runOf("corporate_action", {}), runOf("trading_status", {})};
    m_status.run = kStatusRun;
    m_status.schema = "trading_status";
    m_status.table.columns = {"entity_id", "provider", "day", "suspended"};
  }

  Result<void> add(SampleMarket::Stock stock)
  {
    ++m_summary.entities;
    m_summary.dailyBars += stock.daily.size();
    m_summary.minuteBars += stock.minutes.size();
    m_summary.actions += stock.actions.size();
    const std::string id = stock.entity.id.toString();
    const TradingDay listed = std::max(stock.entity.listed.value_or(kFirstDay), kFirstDay);
    addSuspensions(id, listed, stock.daily.key);
    m_batch.entities.push_back(std::move(stock.entity));
    ZVT_TRY_VOID(addBars(std::move(stock.daily), {listed, kLastDay}, kDailyRun));
    if (!stock.minutes.empty()) {
      ZVT_TRY(const auto days, daysOf(stock.minutes));
      ZVT_TRY_VOID(addBars(std::move(stock.minutes), *days, kMinuteRun));
    }
    addCoverage(id, "corporate_action", listed, kActionRun);
    addCoverage(id, "trading_status", listed, kStatusRun);
    m_batch.actions.push_back({id, kSampleProvider, std::move(stock.actions), kActionRun});
    return {};
  }

  storage::MarketBatch take()
  {
    m_batch.runs[kDailyRun].rows = static_cast<std::int64_t>(m_summary.dailyBars);
    m_batch.runs[kMinuteRun].rows = static_cast<std::int64_t>(m_summary.minuteBars);
    m_batch.runs[kActionRun].rows = static_cast<std::int64_t>(m_summary.actions);
    m_batch.runs[kStatusRun].rows = static_cast<std::int64_t>(m_status.table.rows.size());
    m_batch.records.push_back(std::move(m_status));
    return std::move(m_batch);
  }
  [[nodiscard]] const SampleSummary& summary() const { return m_summary; }

private:
  static constexpr std::int32_t kDailyRun = 0;
  static constexpr std::int32_t kMinuteRun = 1;
  static constexpr std::int32_t kActionRun = 2;
  static constexpr std::int32_t kStatusRun = 3;

  static storage::DataRun runOf(std::string schema, std::optional<market::BarLevel> level)
  {
    storage::DataRun run;
    run.kind = "sample";
    run.schema = std::move(schema);
    if (level)
      run.level = market::toString(*level);
    run.provider = kSampleProvider;
    run.source = "sample market";
    run.transformation = "{\"seed\":" + std::to_string(kSampleSeed) + "}";
    run.actor = "user";
    return run;
  }

  Result<void> addBars(market::BarSeries series, std::pair<TradingDay, TradingDay> question, std::int32_t run)
  {
    ZVT_TRY(storage::CoverageWrite coverage, answered(series, question, kAsked, run));
    coverage.asked = {};
    m_batch.coverage.push_back(std::move(coverage));
    // Everything that an earlier sample wrote goes, whatever its range.
    m_batch.bars.push_back({std::make_shared<const market::BarSeries>(std::move(series)), storage::WriteMode::Replace,
        storage::BarRange{}, run});
    return {};
  }

  void addCoverage(const std::string& id, const char* schema, TradingDay listed, std::int32_t run)
  {
    storage::CoverageWrite coverage;
    coverage.entityId = id;
    coverage.schema = schema;
    coverage.provider = kSampleProvider;
    coverage.spans = {{listed, kLastDay, storage::Asked::Answered, {}}};
    coverage.run = run;
    m_batch.coverage.push_back(std::move(coverage));
  }

  /// Days since the listing on which the stock did not trade.
  void addSuspensions(const std::string& id, TradingDay listed, const std::vector<std::int64_t>& keys)
  {
    for (const TradingDay day : m_days) {
      if (day >= listed && !std::binary_search(keys.begin(), keys.end(), day.days))
        m_status.table.rows.push_back({id, std::string(kSampleProvider), day.iso(), true});
    }
  }

  const std::vector<TradingDay>& m_days;
  storage::MarketBatch m_batch;
  storage::RecordWrite m_status;
  SampleSummary m_summary;
};

/// All trading days of the sample.
Result<std::vector<TradingDay>> sampleDays(const market::Calendar& calendar)
{
  return calendar.between(kFirstDay, kLastDay);
}

}

Result<SampleMarket> makeSampleMarket(std::uint64_t seed, TaskControl& control)
{
  ZVT_TRY(const auto calendar, market::Calendar::load("cn"));
  ZVT_TRY(const auto rules, market::RuleBook::load());
  ZVT_TRY(const auto days, sampleDays(*calendar));
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
  ZVT_TRY(const auto calendar, market::Calendar::load("cn"));
  ZVT_TRY(const auto days, sampleDays(*calendar));
  SampleBatch batch(days);
  for (SampleMarket::Stock& stock : sample.stocks)
    ZVT_TRY_VOID(batch.add(std::move(stock)));
  ZVT_TRY_VOID(batch.add(std::move(sample.index)));
  ZVT_TRY_VOID(control.cancelToken().check());
  control.progress(kMakingShare, "market.db");
  storage::MarketBatch made = batch.take();
  ZVT_TRY_VOID(screenBars(profile, made, kAsked));
  ZVT_TRY_VOID(profile.write(std::move(made)));
  control.progress(1);
  if (marketData != nullptr)
    marketData->notifyChanged({}, {});
  return batch.summary();
}

}
