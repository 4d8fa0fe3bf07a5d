// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/backtest_workload.h"
#include "tests/bench/market_workload.h"
#include "tests/bench/measure.h"
#include "tests/bench/scratch_profile.h"

#include "core/backtest/backtest.h"
#include "core/backtest/fast/own_accounts.h"
#include "core/backtest/fast/shared_account.h"
#include "core/backtest/fast/signal_sweep.h"
#include "core/backtest/sweep.h"
#include "core/base/parallel_for.h"

#include <fstream>
#include <memory>

namespace zvt::bench {

namespace {

void backtestSample(benchmark::State& state)
{
  ScratchProfile scratch;
  scratch.loadSample();
  const auto text = scratch.files().read(std::filesystem::path(ZVT_EXAMPLE_FOLDER) / "ma_cross_sample.zvtstrategy");
  const auto rules = market::RuleBook::load();
  if (!text || !rules)
    return state.SkipWithError("the example strategy or the rules could not be read");
  backtest::BacktestRequest request;
  auto document = strategy::parseStrategy(*text);
  if (!document)
    return state.SkipWithError("the example strategy is not one");
  request.document = std::move(*document);
  backtest::ProfileSource source(scratch.profile(), scratch.marketData());
  SilentTaskControl control;
  for ([[maybe_unused]] auto _ : state) {
    const auto run = backtest::backtest(request, source, *rules, control);
    if (!run || run->report.input.trades.empty())
      return state.SkipWithError("the backtest made no trades");
  }
}

/// The market of a suite, made when the first measure asks for it.
class LazyMarket {
public:
  explicit LazyMarket(std::size_t entities)
      : m_entities(entities)
      , m_book(market::RuleBook::load().value())
  {
  }
  const backtest::BacktestData& data()
  {
    if (m_data.entities.empty())
      m_data = backtestWorkload(m_entities);
    return m_data;
  }
  [[nodiscard]] const std::shared_ptr<const market::RuleBook>& book() const { return m_book; }

private:
  std::size_t m_entities;
  std::shared_ptr<const market::RuleBook> m_book;
  backtest::BacktestData m_data;
};

/// Whether the event loop gives some accounts the same final equity and number of fills.
bool agrees(const strategy::ExecutionPlan& plan, LazyMarket& market, const backtest::fast::OwnAccountsRun& run)
{
  SilentTaskControl control;
  for (std::size_t i = 0; i < run.figures.size(); i += run.figures.size() / 4) {
    backtest::BacktestData alone = market.data();
    alone.entities = {market.data().entities[run.figures[i].entity]};
    const auto slow = backtest::runBacktest(plan, alone, market.book(), control);
    if (!slow || slow->equity.back().equity != run.figures[i].finalEquity
        || slow->fills.size() != run.first[i + 1].fills - run.first[i].fills)
      return false;
  }
  return run.leftOut.empty();
}

void crossOwnAccounts(benchmark::State& state, LazyMarket& market)
{
  const strategy::ExecutionPlan plan = crossPlan(1);
  const auto rules = backtest::tradingRules(plan, market.data(), market.book());
  SilentTaskControl control;
  std::size_t fills = 0;
  for ([[maybe_unused]] auto _ : state) {
    const auto run = backtest::fast::runOwnAccounts(plan, market.data(), *market.book(), *rules, false, control);
    if (!run || !*run || (*run)->records.fills.empty())
      return state.SkipWithError("the run made no fills");
    state.PauseTiming();
    if (fills == 0 && !agrees(plan, market, **run))
      return state.SkipWithError("the event loop does not agree");
    fills = (*run)->records.fills.size();
    state.ResumeTiming();
  }
  state.counters["fills"] = static_cast<double>(fills);
}

/// What the process holds while the run of the first line is there, its data included.
void crossMemory(benchmark::State& state, LazyMarket& market)
{
  const strategy::ExecutionPlan plan = crossPlan(1);
  const auto rules = backtest::tradingRules(plan, market.data(), market.book());
  SilentTaskControl control;
  for ([[maybe_unused]] auto _ : state) {
    std::ofstream("/proc/self/clear_refs") << "5"; // the high-water mark begins anew
    const auto run = backtest::fast::runOwnAccounts(plan, market.data(), *market.book(), *rules, false, control);
    benchmark::DoNotOptimize(run);
  }
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes)
      state.counters["value"] = kilobytes * 1024 / 1e6;
  }
}

void crossSharedAccount(benchmark::State& state, LazyMarket& market, bool columns)
{
  const strategy::ExecutionPlan plan = crossPlan(10);
  SilentTaskControl control;
  for ([[maybe_unused]] auto _ : state) {
    if (columns) {
      const auto run = backtest::fast::runSharedAccount(plan, market.data(), market.book(), control);
      if (!run || !*run || (*run)->fills.empty())
        return state.SkipWithError("the run made no fills");
    } else {
      const auto run = backtest::runBacktest(plan, market.data(), market.book(), control);
      if (!run || run->fills.empty())
        return state.SkipWithError("the run made no fills");
    }
  }
}

/// Ranked every day, brought to equal weights every day; orders, fills and metrics. Two threads.
void momentum(benchmark::State& state, LazyMarket& market)
{
  const strategy::ExecutionPlan plan = crossPlan(50);
  const backtest::BacktestData& data = market.data();
  SilentTaskControl control;
  for ([[maybe_unused]] auto _ : state) {
    const backtest::fast::PreparedMarket prepared(data, {}, market.book());
    const auto run = backtest::fast::runMomentum(plan, {20, 50, 1, true}, data, prepared, TbbParallelFor(), control);
    if (!run || !*run || (*run)->records.fills.empty())
      return state.SkipWithError("the run made no fills");
    benchmark::DoNotOptimize(analytics::computeMetrics((*run)->equity, backtest::fast::tradeNumbers((*run)->records)));
  }
}

/// 25 × 40 windows, one account for all entities, orders, fills and metrics of each pair; all cores.
void sweepAccounts(benchmark::State& state, LazyMarket& market)
{
  backtest::SweepRequest request;
  request.document = crossDocument(10);
  request.axes = {backtest::parseAxis("cross.fast=2:50:2").value(), backtest::parseAxis("cross.slow=55:250:5").value()};
  backtest::MemorySource source;
  for (const backtest::EntityData& entity : market.data().entities)
    source.add(entity.entity, *entity.raw);
  SilentTaskControl control;
  for ([[maybe_unused]] auto _ : state) {
    const auto result = backtest::sweep(request, source, market.book(), TbbParallelFor(), control);
    if (!result || !result->best || result->trials.front().engine != backtest::Engine::Columns)
      return state.SkipWithError("the sweep failed");
  }
}

/// 25 × 40 windows, signal statistics.
void sweepPairs(benchmark::State& state, LazyMarket& market)
{
  std::vector<backtest::fast::CrossPair> pairs;
  for (std::int64_t fast = 2; fast <= 50; fast += 2)
    for (std::int64_t slow = 55; slow <= 250; slow += 5)
      pairs.push_back({fast, slow});
  SilentTaskControl control;
  (void)market.data();
  for ([[maybe_unused]] auto _ : state) {
    const auto figures = backtest::fast::sweepSignals(market.data(), "SMA", pairs, SerialParallelFor(), control);
    if (!figures || figures->front().trades == 0)
      return state.SkipWithError("the sweep made no trades");
  }
}

}

void addBacktestSuite(const Scale& scale)
{
  addMeasure({"backtest", "backtest.sample_market_6_years", "ms", {}, "", backtestSample, {}});
  const std::size_t entities = scale.of(MarketWorkload::kEntities);
  const double share = static_cast<double>(entities) / static_cast<double>(MarketWorkload::kEntities);
  const auto market = std::make_shared<LazyMarket>(entities);
  addMeasure({"backtest", "backtest.cross_own_accounts_10m_bars", "ms", 150 * share, "",
      [market](auto& state) { crossOwnAccounts(state, *market); }, {}});
  addMeasure({"backtest", "backtest.cross_own_accounts_memory", "MB", 1'610, "",
      [market](auto& state) { crossMemory(state, *market); }, {}});
  addMeasure({"backtest", "backtest.momentum_top_50_10m_bars", "ms", 60 * share, "",
      [market](auto& state) { momentum(state, *market); }, {}});
  const auto few = std::make_shared<LazyMarket>(scale.of(400));
  addMeasure({"backtest", "backtest.sweep_1000_pairs_accounts", "ms", 5'000 * share, "",
      [few](auto& state) { sweepAccounts(state, *few); }, {}});
  addMeasure({"backtest", "backtest.sweep_1000_pairs_signals", "ms", 6'000 * share, "",
      [market](auto& state) { sweepPairs(state, *market); }, {}});
  addMeasure({"backtest", "backtest.cross_10_slots_10m_bars", "ms", {}, scale.quick ? "event loop" : "",
      [market](auto& state) { crossSharedAccount(state, *market, true); },
      scale.quick ? std::function<void(benchmark::State&)>(
                        [market](benchmark::State& state) { crossSharedAccount(state, *market, false); })
                  : nullptr});
}

}
