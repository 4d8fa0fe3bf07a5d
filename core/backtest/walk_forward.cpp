// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/walk_forward.h"

#include "core/backtest/kept_source.h"
#include "core/backtest/manifest.h"
#include "core/backtest/strategy_code.h"
#include "core/backtest/timeline.h"
#include "core/base/checksum.h"
#include "core/base/text.h"

#include <algorithm>

namespace zvt::backtest {

namespace {

/// What tells one request from another: everything that its result depends on but the bars.
std::string hashOf(const WalkForwardRequest& request)
{
  const SweepRequest& sweep = request.sweep;
  std::string text = (sweep.code ? sha256Hex(sweep.code->source()) : strategy::documentHash(sweep.document)) + "\n"
      + std::string(toString(sweep.method)) + "\n" + std::to_string(sweep.samples) + " " + std::to_string(sweep.seed)
      + " " + std::to_string(static_cast<int>(sweep.objective)) + " " + std::to_string(request.trainDays) + " "
      + std::to_string(request.testDays) + " " + std::to_string(request.lockedDays);
  for (const std::string& setting : sweep.settings)
    text += "\n" + setting;
  for (const SweepAxis& axis : sweep.axes) {
    text += "\n" + axis.name + "=";
    for (const std::string& value : axis.values)
      text += value + ",";
  }
  return sha256Hex(text);
}

/// Choices and tests over the days of one history.
class Walk {
public:
  Walk(const WalkForwardRequest& request, MarketSource& source, std::shared_ptr<const market::RuleBook> book,
      const ParallelFor& parallel, LockedDays* looks)
      : m_request(request)
      , m_looks(looks)
      , m_source(source)
      , m_book(std::move(book))
      , m_parallel(parallel)
  {
  }

  Result<WalkForwardResult> run(TaskControl& control)
  {
    PartOfTask reading(control, 0, 0.05);
    ZVT_TRY_VOID(readDays(reading));
    const std::size_t train = m_request.trainDays;
    const std::size_t test = m_request.testDays;
    const std::size_t needed = train + test + m_request.lockedDays;
    if (train < 2 || test < 2 || m_days.size() < needed)
      return fail("walk.too_short",
          {{"days", std::to_string(m_days.size())}, {"needed", std::to_string(std::max<std::size_t>(needed, 4))}});
    const std::size_t usable = m_days.size() - m_request.lockedDays;
    ZVT_TRY_VOID(checkAxes());
    ZVT_TRY_VOID(look(usable));
    const std::size_t windows = (usable - train) / test;
    const double share = 0.95 / static_cast<double>(windows + 1);
    for (std::size_t i = 0; i < windows; ++i) {
      const std::size_t begin = i * test;
      const double done = 0.05 + share * static_cast<double>(i);
      PartOfTask part(control, done, done + share);
      ZVT_TRY(WalkWindow window, walk(begin, begin + train, begin + train + test, true, part));
      m_result.windows.push_back(std::move(window));
    }
    if (m_request.lockedDays >= 2) {
      PartOfTask part(control, 1 - share, 1);
      ZVT_TRY(m_result.locked, walk(usable - train, usable, m_days.size(), false, part));
    }
    m_result.metrics = analytics::computeMetrics(m_result.equity, {}, {}, {m_periods});
    addTrades();
    return std::move(m_result);
  }

private:
  /// The trades are in the windows: their costs and numbers add up; what one joined curve does not say is not said.
  void addTrades()
  {
    for (const analytics::Metric metric : {analytics::Metric::TotalCosts, analytics::Metric::Trades}) {
      double sum = 0;
      for (const WalkWindow& window : m_result.windows)
        sum += window.metrics[metric].value_or(0);
      m_result.metrics.set(metric, sum);
    }
    m_result.metrics.set(analytics::Metric::Turnover, std::nullopt);
  }

  Result<strategy::ExecutionPlan> planOf(const std::vector<std::string>& settings) const
  {
    SweepRequest request = m_request.sweep;
    request.settings = settings;
    return backtest::planOf(request, {});
  }

  /// A choice is made on the days of its window, whatever the axes say.
  Result<void> checkAxes() const
  {
    ZVT_TRY(const strategy::ExecutionPlan base, planOf(settingsOver(0, m_days.size())));
    for (const SweepAxis& axis : m_request.sweep.axes)
      for (const std::string& value : axis.values) {
        std::vector<std::string> settings = settingsOver(0, m_days.size());
        settings.push_back(axis.name + "=" + value);
        const auto plan = planOf(settings);
        if (plan && (plan->run.start != base.run.start || plan->run.end != base.run.end))
          return fail("walk.moves_span", {{"name", axis.name}});
      }
    return {};
  }

  /// Notes what will be seen, before it is: of locked days only who has the first look learns nothing from them.
  Result<void> look(std::size_t usable)
  {
    if (!m_looks)
      return {};
    ZVT_TRY(const strategy::ExecutionPlan plan, planOf(m_request.sweep.settings));
    Look open{hashOf(m_request), plan.name, plan.universe, m_days.front(), m_days[usable - 1], false};
    if (m_request.lockedDays >= 2) {
      Look locked = open;
      locked.from = m_days[usable];
      locked.to = m_days.back();
      locked.isLocked = true;
      ZVT_TRY(const std::vector<Look> before, m_looks->before(locked));
      m_result.looksBefore = before.size();
      const auto seen = std::ranges::find(before, true, &Look::isLocked);
      if (seen != before.end() && !m_request.looksAgain)
        return fail("walk.locked_seen",
            {{"from", seen->from.iso()}, {"to", seen->to.iso()}, {"strategy", seen->strategy},
                {"times", std::to_string(before.size())}});
      ZVT_TRY_VOID(m_looks->take(locked));
    }
    return m_looks->take(open);
  }

  Result<void> readDays(TaskControl& control)
  {
    ZVT_TRY(const strategy::ExecutionPlan plan, planOf(m_request.sweep.settings));
    SilentTaskControl silent(control.cancelToken());
    ZVT_TRY(const BacktestData data, loadData(plan, m_source, silent));
    m_periods = periodsPerYear(data);
    for (const Moment& moment : makeTimeline(data, plan.run.start))
      if (moment.bar >= 0 && (m_days.empty() || m_days.back() != moment.day))
        m_days.push_back(moment.day);
    return {};
  }

  std::vector<std::string> settingsOver(std::size_t begin, std::size_t end) const
  {
    std::vector<std::string> settings = m_request.sweep.settings;
    settings.push_back("run.start=" + m_days[begin].iso());
    settings.push_back("run.end=" + m_days[end - 1].iso());
    return settings;
  }

  /// Chooses on [begin, middle) and tests on [middle, end).
  Result<WalkWindow> walk(std::size_t begin, std::size_t middle, std::size_t end, bool joins, TaskControl& control)
  {
    WalkWindow window{m_days[begin], m_days[middle - 1], m_days[middle], m_days[end - 1], {}, {}, {}};
    SweepRequest choice = m_request.sweep;
    choice.settings = settingsOver(begin, middle);
    ZVT_TRY(const SweepResult swept, sweep(choice, m_source, m_book, m_parallel, control));
    ZVT_TRY_VOID(control.cancelToken().check()); // a choice among some of them is none
    m_result.trials += swept.trials.size();
    std::vector<std::string> settings = settingsOver(middle, end);
    if (swept.best) {
      const SweepTrial& best = swept.trials[*swept.best];
      window.values = best.values;
      window.chosenBy = best.metrics[choice.objective];
      for (std::size_t i = 0; i < best.values.size(); ++i)
        settings.push_back(choice.axes[i].name + "=" + best.values[i]);
    }
    if (!swept.best)
      return window; // nothing to test, no money at work
    SilentTaskControl silent(control.cancelToken());
    if (choice.code) {
      ZVT_TRY(const BacktestRun run, choice.code->run(settings, m_source, m_book, silent));
      const analytics::ReportInput& input = run.report.input;
      window.metrics = run.report.metrics;
      if (joins && !input.equity.empty())
        join(input.equity, input.options.initialEquity.value_or(input.equity.front().equity));
      return window;
    }
    ZVT_TRY(const strategy::ExecutionPlan plan, planOf(settings));
    ZVT_TRY(const BacktestData data, loadData(plan, m_source, silent));
    ZVT_TRY(const PlanRun run, runPlan(plan, data, m_book, silent));
    const BacktestResult& result = run.result;
    window.metrics = analytics::computeMetrics(result.equity, result.trades, result.fills, {m_periods});
    if (joins)
      join(result.equity, result.equity.front().equity);
    return window;
  }

  /// The first point of a test is its capital, so that the curve goes on from there.
  void join(const std::vector<analytics::EquityPoint>& equity, double capital)
  {
    const double scale = m_result.equity.empty() ? 1 : m_result.equity.back().equity / capital;
    for (analytics::EquityPoint point : equity) {
      point.equity *= scale;
      point.cash *= scale;
      point.marketValue *= scale;
      m_result.equity.push_back(point);
    }
  }

  const WalkForwardRequest& m_request;
  LockedDays* m_looks;
  MarketSource& m_source;
  std::shared_ptr<const market::RuleBook> m_book;
  const ParallelFor& m_parallel;
  std::vector<TradingDay> m_days;
  double m_periods = 252;
  WalkForwardResult m_result;
};

void addRow(std::string& out, const std::string& part, const WalkWindow& window, std::size_t axes)
{
  out += part + "," + window.trainFrom.iso() + "," + window.trainTo.iso() + "," + window.testFrom.iso() + ","
      + window.testTo.iso();
  for (std::size_t i = 0; i < axes; ++i)
    out += "," + (i < window.values.size() ? csvField(window.values[i]) : std::string());
  out += "," + (window.chosenBy ? formatDouble(*window.chosenBy) : std::string());
  for (const analytics::MetricInfo& info : analytics::metricTable()) {
    const auto value = window.metrics[info.metric];
    out += "," + (value ? formatDouble(*value) : std::string());
  }
  out += "\n";
}

}

Result<WalkForwardResult> walkForward(const WalkForwardRequest& request, MarketSource& source,
    const std::shared_ptr<const market::RuleBook>& book, const ParallelFor& parallel, TaskControl& control,
    LockedDays* looks)
{
  KeptSource kept(source);
  return Walk(request, request.sweep.code ? static_cast<MarketSource&>(kept) : source, book, parallel, looks)
      .run(control);
}

std::string walkForwardCsv(const WalkForwardRequest& request, const WalkForwardResult& result)
{
  const auto& axes = request.sweep.axes;
  std::string out = "part,train_from,train_to,test_from,test_to";
  for (const SweepAxis& axis : axes)
    out += "," + csvField(axis.name, true);
  out += ",chosen_by";
  for (const analytics::MetricInfo& info : analytics::metricTable())
    out += "," + std::string(info.key);
  out += "\n";
  for (std::size_t i = 0; i < result.windows.size(); ++i)
    addRow(out, std::to_string(i + 1), result.windows[i], axes.size());
  if (result.locked)
    addRow(out, "locked", *result.locked, axes.size());
  return out;
}

}
