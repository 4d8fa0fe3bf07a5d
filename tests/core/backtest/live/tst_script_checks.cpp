// SPDX-License-Identifier: Apache-2.0
// What documents have and scripts have too: look-ahead check, sweep, walk-forward, and a run repeated from its
// manifest.
#include "core/backtest/live/script_request.h"
#include "core/backtest/lookahead.h"
#include "core/backtest/run_repeat.h"
#include "core/backtest/sweep_folder.h"
#include "core/backtest/walk_forward.h"
#include "core/base/messages.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::backtest;

namespace {

/// Holds what closes above a price, of which the world to come decides where prices are adjusted backwards.
std::string levelScript(const std::string& adjust)
{
  return "strategy = {name = 'level', entities = 'stock_*', levels = {'1d'}, params = {level = 9, weight = 0.5},\n"
         "  run = {adjust = '"
      + adjust + R"('}, account = {initial_cash = '1000000'}}
    function on_bar(ctx, level, entities)
      for _, id in ipairs(entities) do
        ctx:target(id, ctx:bar(id).close > strategy.params.level and strategy.params.weight or 0)
      end
    end
  )";
}

/// Ten yuan a share, of which two are paid out on 2024-12-09.
MemorySource dividendMarket()
{
  MemorySource source;
  market::CorporateAction dividend;
  dividend.exDay = TradingDay::parse("2024-12-09").value();
  dividend.cash = 2;
  source.add(entity("stock_sh_600000", "Bank"),
      daily({{"2024-12-02", 10, 10.1, 9.9, 10}, {"2024-12-03", 10, 10.1, 9.9, 10}, {"2024-12-04", 10, 10.1, 9.9, 10},
          {"2024-12-05", 10, 10.1, 9.9, 10}, {"2024-12-06", 10, 10.1, 9.9, 10}, {"2024-12-09", 8, 8.1, 7.9, 8},
          {"2024-12-10", 8, 8.1, 7.9, 8}, {"2024-12-11", 8, 8.1, 7.9, 8}}),
      {dividend});
  return source;
}

/// Follows the mean of some closes.
const char* const kTrend = R"(
  strategy = {name = 'trend', entities = 'stock_*', levels = {'1d'}, params = {days = 5},
    run = {adjust = 'hfq'}, account = {initial_cash = '1000000'}}
  function on_bar(ctx, level, entities)
    for _, id in ipairs(entities) do
      if ctx:count(id) >= strategy.params.days then
        local sum = 0
        for back = 0, strategy.params.days - 1 do sum = sum + ctx:bar(id, back).close end
        ctx:target(id, ctx:bar(id).close > sum / strategy.params.days and 0.1 or 0)
      end
    end
  end
)";

MemorySource randomSource(double more = 0)
{
  MemorySource source;
  for (const RandomStock& stock : randomMarket(5, "2023-03-01", 120)) {
    market::BarSeries bars = stock.bars;
    bars.volume[0] += more;
    source.add(stock.entity, std::move(bars), stock.actions);
  }
  return source;
}

std::shared_ptr<const market::RuleBook> rules()
{
  return market::RuleBook::load().value();
}

SweepRequest trendSweep(const char* axis)
{
  SweepRequest request;
  request.code = scriptCode(kTrend, "trend.lua", nullptr);
  request.document.name = "trend";
  request.axes.push_back(parseAxis(axis).value());
  request.objective = analytics::Metric::TotalReturn;
  return request;
}

BacktestRun runTrend(const std::vector<std::string>& settings)
{
  MemorySource source = randomSource();
  SilentTaskControl control;
  auto run = scriptCode(kTrend, "trend.lua", nullptr)->run(settings, source, rules(), control);
  if (!run)
    qFatal("%s", run.error().code.c_str());
  return std::move(*run);
}

void write(const char* folder, FileSystem& files, MarketSource& source, const RunSource& what)
{
  SilentTaskControl control;
  StrategyBacktestRequest request = scriptRequest(what.script, what.file, what.settings, nullptr).value();
  request.appVersion = "1.0";
  const auto done = backtestStrategyToFolder(
      std::move(request), source, rules(), folder, files, *Messages::load("en"), "en", control);
  if (!done)
    qFatal("%s", done.error().code.c_str());
}

}

class TstScriptChecks : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void levelsOfPricesAdjustedBackwardsAreCaught();
  void anHonestScriptPasses();
  void aSweepRunsEachValue();
  void aSweepFolderIsReadBack();
  void aWalkChoosesAndJudges();
  void whatAScriptSaysOfItself();
  void aRunIsRepeatedByteForByte();
  void otherDataAreNamed();
  void anotherScriptInTheManifestIsRefused();
};

void TstScriptChecks::levelsOfPricesAdjustedBackwardsAreCaught()
{
  SilentTaskControl control;
  MemorySource source = dividendMarket();
  const auto backwards =
      checkLookahead(*scriptCode(levelScript("qfq"), "a.lua", nullptr), {}, 0, 0, source, rules(), control);
  QVERIFY2(backwards.has_value(), backwards ? "" : backwards.error().code.c_str());
  QVERIFY(backwards->first.has_value());
  QCOMPARE(backwards->first->what, std::string("order"));
  QVERIFY(backwards->first->whole.empty()); // the dividend to come kept it from buying
  const auto forwards =
      checkLookahead(*scriptCode(levelScript("hfq"), "a.lua", nullptr), {}, 0, 0, source, rules(), control);
  QVERIFY(forwards.has_value());
  QVERIFY2(!forwards->first, forwards->first ? (forwards->first->whole + " | " + forwards->first->part).c_str() : "");
  QVERIFY(forwards->orders > 0);
}

void TstScriptChecks::anHonestScriptPasses()
{
  SilentTaskControl control;
  MemorySource source = randomSource();
  const auto report =
      checkLookahead(*scriptCode(kTrend, "trend.lua", nullptr), {"days=3"}, 40, 7, source, rules(), control);
  QVERIFY2(report.has_value(), report ? "" : report.error().code.c_str());
  QVERIFY2(!report->first, report->first ? (report->first->whole + " | " + report->first->part).c_str() : "");
  QCOMPARE(report->histories, std::size_t{40});
  QVERIFY(report->orders > 50);
}

void TstScriptChecks::aSweepRunsEachValue()
{
  SilentTaskControl control;
  MemorySource source = randomSource();
  const auto swept = sweep(trendSweep("days=3:9:3"), source, rules(), TbbParallelFor(), control);
  QVERIFY2(swept.has_value(), swept ? "" : swept.error().code.c_str());
  QCOMPARE(swept->trials.size(), std::size_t{3});
  for (const SweepTrial& trial : swept->trials)
    QVERIFY(trial.metrics == runTrend({"days=" + trial.values.front()}).report.metrics);
  QVERIFY(swept->best.has_value());
  for (const SweepTrial& trial : swept->trials)
    QVERIFY(*trial.metrics[analytics::Metric::TotalReturn]
        <= *swept->trials[*swept->best].metrics[analytics::Metric::TotalReturn]);
  const auto unknown = sweep(trendSweep("nothing=1,2"), source, rules(), SerialParallelFor(), control);
  QVERIFY(!unknown.has_value());
  QCOMPARE(unknown.error().code, std::string("strategy.unknown_setting"));
}

void TstScriptChecks::aSweepFolderIsReadBack()
{
  SilentTaskControl control;
  MemorySource source = randomSource();
  testing::MemoryFileSystem files;
  const auto swept = sweep(trendSweep("days=3,9"), source, rules(), SerialParallelFor(), control).value();
  QVERIFY(writeSweepFolder(swept, "/sweep", files, "1.0").has_value());
  const auto read = readSweepFolder("/sweep", files);
  QVERIFY2(read.has_value(), read ? "" : read.error().code.c_str());
  QCOMPARE(read->request.document.name, std::string("trend"));
  QCOMPARE(read->trials.size(), std::size_t{2});
}

void TstScriptChecks::aWalkChoosesAndJudges()
{
  SilentTaskControl control;
  MemorySource source = randomSource();
  WalkForwardRequest request{trendSweep("days=3,9"), 40, 20, 20, false};
  const auto walked = walkForward(request, source, rules(), SerialParallelFor(), control);
  QVERIFY2(walked.has_value(), walked ? "" : walked.error().code.c_str());
  QVERIFY(walked->windows.size() >= 2 && walked->locked);
  double growth = 1;
  for (const WalkWindow& window : walked->windows) {
    QCOMPARE(window.values.size(), std::size_t{1});
    const BacktestRun test = runTrend(
        {"run.start=" + window.testFrom.iso(), "run.end=" + window.testTo.iso(), "days=" + window.values.front()});
    QVERIFY(window.metrics == test.report.metrics);
    growth *= test.report.input.equity.back().equity / 1'000'000;
  }
  QVERIFY(std::fabs(walked->equity.back().equity / 1'000'000 - growth) < 1e-12);
}

/// Before anything is run: what a form can be drawn from.
void TstScriptChecks::whatAScriptSaysOfItself()
{
  const std::string source = "strategy = {name = 'own', entities = 'stock_*',"
                             " params = {days = 5, share = 0.25, mode = 'fast', eager = true, table = {1, 2}},"
                             " run = {adjust = 'qfq', start = '2023-01-03'}, account = {initial_cash = '5000'}}";
  const auto facts = scriptCode(source, "own.lua", nullptr)->facts();
  QVERIFY2(facts.has_value(), facts ? "" : facts.error().code.c_str());
  QCOMPARE(facts->name, std::string("own"));
  std::vector<std::string> own;
  for (const ParamSpec& spec : facts->params)
    own.push_back(spec.key + " " + std::string(toString(spec.type)) + " " + toText(spec.defaultValue));
  QCOMPARE(own, // the table is the script's own affair
      (std::vector<std::string>{"days decimal 5", "eager bool true", "mode string fast", "share decimal 0.25"}));
  const ParamSchema schema = settingsSchema(*facts);
  QCOMPARE(toText(schema.find("run.adjust")->defaultValue), std::string("qfq"));
  QCOMPARE(toText(schema.find("run.start")->defaultValue), std::string("2023-01-03"));
  QCOMPARE(toText(schema.find("account.initial_cash")->defaultValue), std::string("5000"));
  QCOMPARE(toText(schema.find("account.fill")->defaultValue), std::string("next_open")); // not declared
  QVERIFY(schema.find("account.size_at") == nullptr && schema.find("run.level") == nullptr);
  // Every value that the schema takes is a setting that the script takes.
  for (const ParamSpec& spec : schema.specs())
    if (const std::string text = toText(spec.defaultValue); !text.empty())
      QVERIFY2(scriptCode(source, "own.lua", nullptr)->plan({spec.key + "=" + text}).has_value(), spec.key.c_str());
  const auto broken = scriptCode("strategy = 5", "own.lua", nullptr)->facts();
  QCOMPARE(broken.error().code, std::string("script.no_declaration"));
}

void TstScriptChecks::aRunIsRepeatedByteForByte()
{
  testing::MemoryFileSystem files;
  MemorySource source = randomSource();
  write("/a", files, source, {.script = kTrend, .file = "trend.lua", .settings = {"days=4"}});
  const auto what = runSourceOf(files.read("/a/manifest.json").value());
  QVERIFY2(what.has_value(), what ? "" : what.error().code.c_str());
  QVERIFY(!what->document && what->plugin.empty());
  write("/b", files, source, *what);
  QCOMPARE(files.read("/a/manifest.json").value(), files.read("/b/manifest.json").value());
  const auto outcome =
      repeatOutcome(files.read("/a/manifest.json").value(), files.read("/b/manifest.json").value()).value();
  QVERIFY(outcome.causes.empty() && outcome.files.empty());
}

void TstScriptChecks::otherDataAreNamed()
{
  testing::MemoryFileSystem files;
  MemorySource source = randomSource(), other = randomSource(1);
  write("/a", files, source, {.script = kTrend, .file = "trend.lua"});
  write("/b", files, other, runSourceOf(files.read("/a/manifest.json").value()).value());
  const auto outcome =
      repeatOutcome(files.read("/a/manifest.json").value(), files.read("/b/manifest.json").value()).value();
  QVERIFY(std::ranges::any_of(
      outcome.causes, [](const RunDifference& difference) { return difference.what == "data.hash"; }));
  QVERIFY(std::ranges::find(outcome.files, "report.html") != outcome.files.end()); // it tells the hash of the data
}

void TstScriptChecks::anotherScriptInTheManifestIsRefused()
{
  testing::MemoryFileSystem files;
  MemorySource source = randomSource();
  write("/a", files, source, {.script = kTrend, .file = "trend.lua"});
  std::string text = files.read("/a/manifest.json").value();
  text.replace(text.find("and 0.1 or 0"), 12, "and 0.2 or 0");
  const auto what = runSourceOf(text);
  QVERIFY(!what);
  QCOMPARE(what.error().code, std::string("backtest.altered_document"));
  QCOMPARE(runSourceOf("{}").error().code, std::string("backtest.no_run"));
}

QTEST_APPLESS_MAIN(TstScriptChecks)
#include "tst_script_checks.moc"
