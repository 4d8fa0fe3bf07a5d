// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measure.h"
#include "tests/bench/scratch_profile.h"

#include "core/backtest/backtest.h"

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

}

void addBacktestSuite(const Scale&)
{
  addMeasure({"backtest", "backtest.sample_market_6_years", "ms", {}, "", backtestSample, {}});
}

}
