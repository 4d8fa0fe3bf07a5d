// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/metrics.h"
#include "core/backtest/run_plan.h"
#include "core/base/parallel_for.h"
#include "core/strategy/strategy_document.h"

namespace zvt::backtest {

class StrategyCode;

/// A parameter and the values that a sweep tries.
struct SweepAxis {
  std::string name; ///< as in strategy::applySetting
  std::vector<std::string> values;
  bool operator==(const SweepAxis&) const = default;
};
/// Reads "name=from:to:step" (numbers, both ends included; exact decimals) or "name=a,b,c".
/// Errors: sweep.bad_axis (text), sweep.too_many (count, most).
[[nodiscard]] Result<SweepAxis> parseAxis(std::string_view text);

enum class SweepMethod {
  Grid, ///< every combination
  Random, ///< so many different combinations, drawn from the seed
  Bayes ///< so many, each batch drawn where those before were good; see SweepSearch
};
[[nodiscard]] std::string_view toString(SweepMethod method); ///< grid, random, bayes
[[nodiscard]] Result<SweepMethod> parseSweepMethod(std::string_view text); ///< Errors: sweep.bad_method (text)

struct SweepRequest {
  strategy::StrategyDocument document;
  std::vector<std::string> settings; ///< applied to every trial first
  std::vector<SweepAxis> axes;
  SweepMethod method = SweepMethod::Grid;
  std::size_t samples = 100; ///< trials of Random and Bayes
  std::uint64_t seed = 0;
  analytics::Metric objective = analytics::Metric::Sharpe; ///< more is better
  std::shared_ptr<const StrategyCode> code = nullptr; ///< what is run instead of the document
  static constexpr std::size_t kMostTrials = 100'000;
};

struct SweepTrial {
  std::vector<std::string> values; ///< by axis
  std::optional<Error> error; ///< a combination that cannot run (fast = slow) fails alone
  analytics::Metrics metrics;
  std::size_t periods = 0; ///< returns behind the metrics
  Engine engine = Engine::Bars;
};

/// Every trial of a sweep. Nothing in it depends on the number of threads.
struct SweepResult {
  SweepRequest request;
  std::vector<SweepTrial> trials; ///< in the order of the grid, or of the draws
  std::optional<std::size_t> best; ///< by the objective; ties to the earlier trial
  std::optional<double> deflatedSharpe; ///< of the best trial, all trials counted
  std::string dataHash; ///< of the document's own data
  std::string rulesVersion;
  double periodsPerYear = 252;
  /// Trials that it was asked for. Fewer were run where it was cancelled; those that had come to an end are here.
  std::size_t wanted = 0;
  [[nodiscard]] bool isWhole() const { return wanted == 0 || trials.size() >= wanted; }
  std::string script = {}; ///< of one that was read back: the text of what was run, where that was no document
};

/// No trial came to a result.
[[nodiscard]] bool allFailed(const SweepResult& result);
/// No two axes are the same parameter, by whatever name. Errors: sweep.given_twice (name),
/// sweep.same_parameter (first, second).
[[nodiscard]] Result<void> checkAxes(const SweepRequest& request);
/// How many trials a request stands for. Errors: sweep.no_axes, sweep.too_many; those of checkAxes().
[[nodiscard]] Result<std::size_t> trialCount(const SweepRequest& request);
/// The combinations that a request of Grid or Random stands for, one value an axis. Errors: as trialCount().
[[nodiscard]] Result<std::vector<std::vector<std::string>>> combinations(const SweepRequest& request);

/// The plan of a request with further settings, over its own. Errors: strategy.*, param.*, script.*.
[[nodiscard]] Result<strategy::ExecutionPlan> planOf(
    const SweepRequest& request, const std::vector<std::string>& settings);
/// Runs every combination over data that is loaded once (again where a trial changes the universe or the span). A trial
/// that fails is reported in its row. Reports progress, polls for cancellation: what has come to an end by then is the
/// result (SweepResult::isWhole), and only where nothing has it is an error.
/// Errors: as trialCount(); strategy.* when the document itself is wrong or has no such parameter; data errors;
/// task.cancelled.
[[nodiscard]] Result<SweepResult> sweep(const SweepRequest& request, MarketSource& market,
    const std::shared_ptr<const market::RuleBook>& book, const ParallelFor& parallel, TaskControl& control);

}
