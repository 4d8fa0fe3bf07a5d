// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/sweep.h"

#include "core/analytics/deflated_sharpe.h"
#include "core/backtest/kept_source.h"
#include "core/backtest/manifest.h"
#include "core/backtest/strategy_code.h"
#include "core/backtest/sweep_data.h"
#include "core/backtest/sweep_search.h"
#include "core/base/random.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <set>

namespace zvt::backtest {

namespace {

constexpr std::size_t kMostValues = 10'000; ///< of an axis

std::unexpected<Error> badAxis(std::string_view text)
{
  return fail("sweep.bad_axis", {{"text", std::string(text)}});
}

std::vector<std::string> parts(std::string_view text, char separator)
{
  std::vector<std::string> all;
  for (const std::string_view part : split(text, separator))
    all.emplace_back(part);
  return all;
}

Result<std::vector<std::string>> rangeOf(const std::vector<std::string>& bounds)
{
  ZVT_TRY(const Decimal from, Decimal::parse(bounds[0]));
  ZVT_TRY(const Decimal to, Decimal::parse(bounds[1]));
  ZVT_TRY(const Decimal step, Decimal::parse(bounds[2]));
  if (step.isZero() || step.isNegative() || to < from)
    return fail("sweep.bad_axis");
  std::vector<std::string> values;
  for (Decimal value = from; value <= to;) {
    if (values.size() == kMostValues)
      return fail(
          "sweep.too_many", {{"count", std::to_string(values.size()) + "+"}, {"most", std::to_string(kMostValues)}});
    values.push_back(value.toString());
    ZVT_TRY(value, value.add(step));
  }
  return values;
}

std::size_t gridSize(const std::vector<SweepAxis>& axes)
{
  std::size_t count = 1;
  for (const SweepAxis& axis : axes) {
    if (count > SweepRequest::kMostTrials)
      return count;
    count *= axis.values.size();
  }
  return count;
}

/// The n-th of the grid; the last axis changes fastest.
std::vector<std::string> gridPoint(const std::vector<SweepAxis>& axes, std::size_t n)
{
  std::vector<std::string> values(axes.size());
  for (std::size_t i = axes.size(); i-- > 0;) {
    values[i] = axes[i].values[n % axes[i].values.size()];
    n /= axes[i].values.size();
  }
  return values;
}

std::vector<std::vector<std::string>> draws(const SweepRequest& request)
{
  SeededRandom random(request.seed);
  std::set<std::vector<std::string>> seen;
  std::vector<std::vector<std::string>> all;
  for (std::size_t tries = 0; all.size() < request.samples && tries < request.samples * 20; ++tries) {
    std::vector<std::string> values;
    for (const SweepAxis& axis : request.axes)
      values.push_back(axis.values[random.below(axis.values.size())]);
    if (seen.insert(values).second)
      all.push_back(std::move(values));
  }
  return all;
}

std::vector<std::string> settingsOf(const SweepRequest& request, const std::vector<std::string>& values)
{
  std::vector<std::string> settings;
  for (std::size_t i = 0; i < values.size(); ++i)
    settings.push_back(request.axes[i].name + "=" + values[i]);
  return settings;
}

/// Plans of the trials from @p first on, and their data.
Result<std::vector<std::optional<strategy::ExecutionPlan>>> preparePlans(
    const SweepRequest& request, SweepResult& result, std::size_t first, SweepData& data, TaskControl& control)
{
  std::vector<std::optional<strategy::ExecutionPlan>> plans;
  for (std::size_t i = first; i < result.trials.size(); ++i) {
    SweepTrial& trial = result.trials[i];
    ZVT_TRY_VOID(control.cancelToken().check());
    auto plan = planOf(request, settingsOf(request, trial.values));
    Result<void> loaded = plan && !request.code ? data.load(*plan, control) : Result<void>(); // code reads for itself
    if (!plan || !loaded) {
      trial.error = plan ? std::move(loaded).error() : std::move(plan).error();
      plans.emplace_back();
    } else {
      plans.emplace_back(std::move(*plan));
    }
  }
  return plans;
}

void runTrial(SweepTrial& trial, const strategy::ExecutionPlan& plan, const SweepData& data, TaskControl& control)
{
  auto run = data.run(plan, control);
  if (!run) {
    trial.error = std::move(run).error();
    return;
  }
  trial.engine = run->engine;
  trial.periods = run->result.equity.empty() ? 0 : run->result.equity.size() - 1;
  const analytics::MetricOptions options{periodsPerYear(data.of(plan))};
  trial.metrics = analytics::computeMetrics(run->result.equity, run->result.trades, run->result.fills, options);
}

/// The same of a script.
void runTrial(SweepTrial& trial, const SweepRequest& request, SweepData& data, TaskControl& control)
{
  std::vector<std::string> settings = request.settings;
  for (std::string& setting : settingsOf(request, trial.values))
    settings.push_back(std::move(setting));
  auto run = request.code->run(settings, data.source(), data.book(), control);
  if (!run) {
    trial.error = std::move(run).error();
    return;
  }
  const auto& equity = run->report.input.equity;
  trial.periods = equity.empty() ? 0 : equity.size() - 1;
  trial.metrics = run->report.metrics;
}

/// Runs these points as further trials.
Result<void> runPoints(std::vector<std::vector<std::string>> points, SweepResult& result, SweepData& data,
    const ParallelFor& parallel, TaskControl& loading, TaskControl& running)
{
  const std::size_t first = result.trials.size();
  for (auto& values : points)
    result.trials.emplace_back().values = std::move(values);
  const auto prepared = preparePlans(result.request, result, first, data, loading);
  if (!prepared) {
    result.trials.resize(first);
    return std::unexpected(prepared.error());
  }
  const auto& plans = *prepared;
  std::mutex guard;
  std::size_t done = 0;
  std::vector<char> hasEnded(plans.size(), 0);
  parallel.run(plans.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (running.cancelToken().isCancelled())
        return;
      SilentTaskControl silent(running.cancelToken());
      if (plans[i] && result.request.code)
        runTrial(result.trials[first + i], result.request, data, silent);
      else if (plans[i])
        runTrial(result.trials[first + i], *plans[i], data, silent);
      const auto& error = result.trials[first + i].error;
      if (error && error->code == "task.cancelled")
        return;
      hasEnded[i] = 1;
      const std::scoped_lock lock(guard);
      running.progress(static_cast<double>(++done) / static_cast<double>(plans.size()));
    }
  });
  const auto cancelled = running.cancelToken().check();
  if (!cancelled) { // what was begun and what was not yet begun goes
    std::vector<SweepTrial> kept(result.trials.begin(), result.trials.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t i = 0; i < hasEnded.size(); ++i)
      if (hasEnded[i] != 0)
        kept.push_back(std::move(result.trials[first + i]));
    result.trials = std::move(kept);
  }
  return cancelled;
}

/// Batch after batch, each drawn by what those before came to.
Result<void> runSearch(
    std::size_t count, SweepResult& result, SweepData& data, const ParallelFor& parallel, TaskControl& control)
{
  SweepSearch search(result.request.axes, result.request.seed);
  while (result.trials.size() < count) {
    const std::size_t first = result.trials.size();
    auto points = search.next(std::min(SweepSearch::kBatch, count - first));
    if (points.empty())
      break;
    const auto share = [&](std::size_t done) { return static_cast<double>(done) / static_cast<double>(count); };
    PartOfTask part(control, share(first), share(first + points.size()));
    SilentTaskControl loading(control.cancelToken());
    ZVT_TRY_VOID(runPoints(std::move(points), result, data, parallel, loading, part));
    for (std::size_t i = first; i < result.trials.size(); ++i)
      search.tell(result.trials[i].values, result.trials[i].metrics[result.request.objective]);
  }
  return {};
}

/// The place of the parameter that an axis names: a document's, or run and account of code.
strategy::StrategyDocument placesOf(const SweepRequest& request)
{
  strategy::StrategyDocument document = request.document;
  if (request.code)
    document.nodes = {{"account", "account", {}, 0, 0}};
  return document;
}

/// Whether both name one parameter of the document: what the second one clears is what the first one set.
bool isSameParameter(const strategy::StrategyDocument& places, const SweepAxis& first, const SweepAxis& second)
{
  strategy::StrategyDocument document = places;
  if (!strategy::applySetting(document, second.name + "=")
      || !strategy::applySetting(document, first.name + "=" + first.values.front()))
    return false; // a trial says what is wrong with it
  const strategy::StrategyDocument before = document;
  return strategy::applySetting(document, second.name + "=").has_value() && document != before;
}

std::optional<std::size_t> bestOf(const std::vector<SweepTrial>& trials, analytics::Metric objective)
{
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const auto value = trials[i].metrics[objective];
    if (value && (!best || *value > *trials[*best].metrics[objective]))
      best = i;
  }
  return best;
}

std::optional<double> deflated(const SweepResult& result)
{
  using analytics::Metric;
  const SweepTrial& best = result.trials[*result.best];
  const double root = std::sqrt(result.periodsPerYear);
  double sum = 0;
  double squares = 0;
  std::size_t count = 0;
  for (const SweepTrial& trial : result.trials) {
    if (const auto sharpe = trial.metrics[Metric::Sharpe]) {
      sum += *sharpe / root;
      squares += *sharpe / root * (*sharpe / root);
      ++count;
    }
  }
  if (!best.metrics[Metric::Sharpe])
    return {};
  const auto n = static_cast<double>(count);
  analytics::TrialedSharpe trialed;
  trialed.sharpe = *best.metrics[Metric::Sharpe] / root;
  trialed.skew = best.metrics[Metric::Skew].value_or(0);
  trialed.kurtosis = 3 + best.metrics[Metric::Kurtosis].value_or(0);
  trialed.periods = static_cast<double>(best.periods);
  trialed.trials = count;
  trialed.trialVariance = count < 2 ? 0 : std::max(0.0, (squares - sum * sum / n) / (n - 1));
  return analytics::deflatedSharpe(trialed);
}

}

Result<SweepAxis> parseAxis(std::string_view text)
{
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size())
    return badAxis(text);
  SweepAxis axis;
  axis.name = text.substr(0, equals);
  const std::string_view values = text.substr(equals + 1);
  const std::vector<std::string> bounds = parts(values, ':');
  if (bounds.size() == 3) {
    auto range = rangeOf(bounds);
    if (!range)
      return range.error().code == "sweep.too_many" ? fail(std::move(range).error()) : badAxis(text);
    axis.values = std::move(*range);
    return axis;
  }
  axis.values = parts(values, ',');
  if (bounds.size() != 1 || std::ranges::any_of(axis.values, [](const std::string& value) { return value.empty(); }))
    return badAxis(text);
  return axis;
}

std::string_view toString(SweepMethod method)
{
  switch (method) {
  case SweepMethod::Grid:
    return "grid";
  case SweepMethod::Random:
    return "random";
  case SweepMethod::Bayes:
    return "bayes";
  }
  return "?";
}

Result<SweepMethod> parseSweepMethod(std::string_view text)
{
  for (const SweepMethod method : {SweepMethod::Grid, SweepMethod::Random, SweepMethod::Bayes})
    if (text == toString(method))
      return method;
  return fail("sweep.bad_method", {{"text", std::string(text)}});
}

bool allFailed(const SweepResult& result)
{
  return !result.trials.empty()
      && std::ranges::all_of(result.trials, [](const SweepTrial& trial) { return trial.error.has_value(); });
}

Result<void> checkAxes(const SweepRequest& request)
{
  const strategy::StrategyDocument places = placesOf(request);
  for (std::size_t i = 0; i < request.axes.size(); ++i)
    for (std::size_t j = i + 1; j < request.axes.size(); ++j)
      if (const SweepAxis &first = request.axes[i], &second = request.axes[j]; first.name == second.name)
        return fail("sweep.given_twice", {{"name", first.name}});
      else if (isSameParameter(places, first, second))
        return fail("sweep.same_parameter", {{"first", first.name}, {"second", second.name}});
  return {};
}

Result<std::size_t> trialCount(const SweepRequest& request)
{
  if (request.axes.empty())
    return fail("sweep.no_axes");
  ZVT_TRY_VOID(checkAxes(request));
  const std::size_t grid = gridSize(request.axes);
  const std::size_t count = request.method == SweepMethod::Grid ? grid : std::min(grid, request.samples);
  if (count > SweepRequest::kMostTrials)
    return fail(
        "sweep.too_many", {{"count", std::to_string(count)}, {"most", std::to_string(SweepRequest::kMostTrials)}});
  return count;
}

Result<std::vector<std::vector<std::string>>> combinations(const SweepRequest& request)
{
  ZVT_TRY(const std::size_t count, trialCount(request));
  const std::size_t grid = gridSize(request.axes);
  if (count < grid)
    return draws(request);
  std::vector<std::vector<std::string>> all;
  for (std::size_t i = 0; i < grid; ++i)
    all.push_back(gridPoint(request.axes, i));
  return all;
}

Result<strategy::ExecutionPlan> planOf(const SweepRequest& request, const std::vector<std::string>& settings)
{
  if (request.code) {
    std::vector<std::string> all = request.settings;
    all.insert(all.end(), settings.begin(), settings.end());
    return request.code->plan(all);
  }
  strategy::StrategyDocument document = request.document;
  for (const auto* list : {&request.settings, &settings})
    for (const std::string& setting : *list)
      ZVT_TRY_VOID(strategy::applySetting(document, setting));
  return strategy::compile(document);
}

namespace {

/// A parameter that the strategy does not have fails every trial: it is said before the first.
Result<void> checkNames(const SweepRequest& request)
{
  for (const SweepAxis& axis : request.axes)
    if (auto plan = planOf(request, {axis.name + "=" + axis.values.front()});
        !plan && (plan.error().code == "strategy.unknown_setting" || plan.error().code == "strategy.ambiguous_setting"))
      return std::unexpected(std::move(plan).error());
  return {};
}

}

Result<SweepResult> sweep(const SweepRequest& request, MarketSource& market,
    const std::shared_ptr<const market::RuleBook>& book, const ParallelFor& parallel, TaskControl& control)
{
  ZVT_TRY(const std::size_t count, trialCount(request));
  ZVT_TRY(const strategy::ExecutionPlan own, planOf(request, {}));
  ZVT_TRY_VOID(checkNames(request));
  SweepResult result;
  result.request = request;
  result.rulesVersion = book->version();
  KeptSource kept(market);
  SweepData data(request.code ? static_cast<MarketSource&>(kept) : market, book);
  PartOfTask loading(control, 0, 0.1);
  ZVT_TRY_VOID(data.load(own, loading));
  result.dataHash = data.of(own).hash;
  result.periodsPerYear = periodsPerYear(data.of(own));
  PartOfTask running(control, 0.1, 1);
  Result<void> ran;
  if (request.method == SweepMethod::Bayes) {
    result.wanted = count;
    ran = runSearch(count, result, data, parallel, running);
  } else {
    ZVT_TRY(auto points, combinations(request));
    result.wanted = points.size();
    ran = runPoints(std::move(points), result, data, parallel, loading, running);
  }
  // What a person waited for is not thrown away: what has ended is the result.
  if (!ran && (ran.error().code != "task.cancelled" || result.trials.empty()))
    return std::unexpected(std::move(ran).error());
  if (ran)
    result.wanted = result.trials.size(); // a search may find no more
  result.best = bestOf(result.trials, request.objective);
  if (result.best)
    result.deflatedSharpe = deflated(result);
  return result;
}

}
