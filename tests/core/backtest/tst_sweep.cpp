// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/deflated_sharpe.h"
#include "core/backtest/sweep.h"
#include "core/backtest/sweep_folder.h"
#include "core/backtest/sweep_grid.h"
#include "core/base/json.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::backtest;

namespace {

const std::filesystem::path kFolder = "/out";

MemorySource makeSource()
{
  MemorySource source;
  for (const RandomStock& stock : randomMarket(5, "2023-03-01", 120))
    source.add(stock.entity, stock.bars, stock.actions);
  return source;
}

SweepRequest request(const std::vector<const char*>& axes)
{
  SweepRequest request;
  request.document = turnStrategy({"stock_*"});
  request.settings = {"w.max_positions=3"};
  for (const char* axis : axes)
    request.axes.push_back(parseAxis(axis).value());
  return request;
}

Result<SweepResult> run(const SweepRequest& request, const ParallelFor& parallel = SerialParallelFor())
{
  MemorySource source = makeSource();
  SilentTaskControl control;
  return sweep(request, source, market::RuleBook::load().value(), parallel, control);
}

QString codeOf(const Error& error)
{
  return QString::fromStdString(error.code);
}

/// Cancels when half of the work is done.
class Impatient final : public TaskControl {
public:
  void progress(double fraction, std::string_view) override
  {
    if (fraction > 0.5)
      m_token.cancel();
  }
  void log(std::string_view) override { }
  [[nodiscard]] const CancelToken& cancelToken() const override { return m_token; }

private:
  CancelToken m_token;
};

}

class TstSweep : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void axesAreRead();
  void badAxesAreRefused();
  void eachTrialIsItsOwnBacktest();
  void threadsChangeNothing();
  void aTrialThatCannotRunFailsAlone();
  void randomDrawsAreDifferentAndRepeat();
  void searchingIsTheSameOnAllCores();
  void cancellingKeepsWhatHasEnded();
  void theSameParameterTwiceIsRefused();
  void allThatFailIsSaid();
  void theDeflatedSharpeIsThatOfThePaper();
  void theFolderTellsEverything();
  void theFolderIsReadBack();
  void otherFoldersAreNoSweep();
  void theGridShowsTheBestOfTheOthers();
  void anotherFolderIsNotTouched();
};

void TstSweep::axesAreRead()
{
  QVERIFY((parseAxis("cross.fast=5:20:5")->values == std::vector<std::string>{"5", "10", "15", "20"}));
  QVERIFY((parseAxis("w.gross=0.1:0.35:0.1")->values == std::vector<std::string>{"0.1", "0.2", "0.3"}));
  QVERIFY((parseAxis("cross.kind=SMA,EMA")->values == std::vector<std::string>{"SMA", "EMA"}));
  QCOMPARE(QString::fromStdString(parseAxis("cross.fast=7")->name), QStringLiteral("cross.fast"));
}

void TstSweep::badAxesAreRefused()
{
  for (const char* text : {"", "fast", "=1:2:1", "fast=", "fast=1:5", "fast=5:1:1", "fast=1:5:0", "fast=1:5:-1",
           "fast=a:b:c", "fast=1,,2", "fast=1:2:3:4"})
    QCOMPARE(codeOf(parseAxis(text).error()), QStringLiteral("sweep.bad_axis"));
  QCOMPARE(codeOf(parseAxis("fast=1:1000000:1").error()), QStringLiteral("sweep.too_many"));
  QCOMPARE(codeOf(run(request({})).error()), QStringLiteral("sweep.no_axes"));
  QCOMPARE(
      codeOf(run(request({"cross.fast=1:1000:1", "cross.slow=2:1000:1"})).error()), QStringLiteral("sweep.too_many"));
}

void TstSweep::eachTrialIsItsOwnBacktest()
{
  const auto result = run(request({"cross.fast=1:3:1", "cross.slow=5,8", "run.start=2023-03-01,2023-06-01"}));
  QVERIFY(result.has_value());
  QCOMPARE(result->trials.size(), 12U);
  MemorySource source = makeSource();
  double best = -1e9;
  for (const SweepTrial& trial : result->trials) {
    QVERIFY(!trial.error);
    const BacktestResult alone = tests::run(turnStrategy({"stock_*"}),
        {"w.max_positions=3", "cross.fast=" + trial.values[0], "cross.slow=" + trial.values[1],
            "run.start=" + trial.values[2]},
        source);
    QVERIFY(trial.metrics == analytics::computeMetrics(alone.equity, alone.trades, alone.fills));
    QCOMPARE(trial.periods, alone.equity.size() - 1);
    QVERIFY(trial.engine == Engine::Columns);
    best = std::max(best, *trial.metrics[analytics::Metric::Sharpe]);
  }
  QCOMPARE(*result->trials[*result->best].metrics[analytics::Metric::Sharpe], best);
}

void TstSweep::threadsChangeNothing()
{
  const SweepRequest wanted = request({"cross.fast=1:4:1", "cross.slow=5:9:1"});
  const auto one = run(wanted);
  const auto many = run(wanted, TbbParallelFor());
  QCOMPARE(QString::fromStdString(sweepCsv(*many)), QString::fromStdString(sweepCsv(*one)));
  QCOMPARE(*many->deflatedSharpe, *one->deflatedSharpe);
}

void TstSweep::aTrialThatCannotRunFailsAlone()
{
  const auto result = run(request({"cross.fast=2,0", "cross.slow=5"})); // a window of 0 days
  QVERIFY(result.has_value());
  QVERIFY(!result->trials[0].error);
  QVERIFY(result->trials[1].error.has_value());
  QVERIFY(!result->trials[1].metrics[analytics::Metric::TotalReturn]);
  QCOMPARE(*result->best, 0U);
}

void TstSweep::randomDrawsAreDifferentAndRepeat()
{
  SweepRequest wanted = request({"cross.fast=1:9:1", "cross.slow=10:40:1"});
  wanted.method = SweepMethod::Random;
  wanted.samples = 20;
  wanted.seed = 3;
  const auto first = combinations(wanted).value();
  QCOMPARE(first.size(), 20U);
  QCOMPARE(std::set(first.begin(), first.end()).size(), 20U);
  QVERIFY(combinations(wanted).value() == first);
  wanted.seed = 4;
  QVERIFY(combinations(wanted).value() != first);
  wanted.samples = 1'000; // more than there are: all of them
  QCOMPARE(combinations(wanted)->size(), 9U * 31U);
}

void TstSweep::searchingIsTheSameOnAllCores()
{
  SweepRequest wanted = request({"cross.fast=1:9:1", "cross.slow=10:40:1"});
  wanted.method = SweepMethod::Bayes;
  wanted.samples = 30;
  wanted.seed = 3;
  QCOMPARE(trialCount(wanted).value(), std::size_t{30});
  const auto one = run(wanted);
  const auto several = run(wanted, TbbParallelFor());
  QVERIFY(one.has_value() && several.has_value());
  QCOMPARE(one->trials.size(), std::size_t{30});
  std::set<std::vector<std::string>> seen;
  for (std::size_t i = 0; i < 30; ++i) {
    QCOMPARE(several->trials[i].values, one->trials[i].values);
    QCOMPARE(several->trials[i].metrics[wanted.objective], one->trials[i].metrics[wanted.objective]);
    seen.insert(one->trials[i].values);
  }
  QCOMPARE(seen.size(), std::size_t{30});
  QVERIFY(one->best.has_value());
  // What was found is what the combination gives on its own.
  SweepRequest alone = request({});
  for (std::size_t axis = 0; axis < 2; ++axis)
    alone.axes.push_back({wanted.axes[axis].name, {one->trials[*one->best].values[axis]}});
  QCOMPARE(run(alone)->trials.front().metrics[wanted.objective], one->trials[*one->best].metrics[wanted.objective]);
}

/// Loading is a tenth of the work and 20 trials share the rest: past the half after the ninth. Those are the result.
void TstSweep::cancellingKeepsWhatHasEnded()
{
  MemorySource source = makeSource();
  Impatient control;
  const SweepRequest wanted = request({"cross.fast=1:4:1", "cross.slow=5:9:1"});
  const auto result = sweep(wanted, source, market::RuleBook::load().value(), SerialParallelFor(), control);
  QVERIFY2(result.has_value(), result ? "" : result.error().code.c_str());
  QCOMPARE(result->trials.size(), std::size_t{9});
  QCOMPARE(result->wanted, std::size_t{20});
  QVERIFY(!result->isWhole() && result->best.has_value());
  const auto whole = run(wanted);
  QVERIFY(whole->isWhole());
  for (std::size_t i = 0; i < result->trials.size(); ++i) {
    QCOMPARE(result->trials[i].values, whole->trials[i].values);
    QVERIFY(result->trials[i].metrics == whole->trials[i].metrics && !result->trials[i].error);
  }
  testing::MemoryFileSystem files;
  QVERIFY(writeSweepFolder(*result, "/cancelled", files, "1.0").has_value());
  const auto read = readSweepFolder("/cancelled", files);
  QVERIFY(read.has_value() && !read->isWhole());
  QCOMPARE(read->trials.size(), std::size_t{9});
  // Before anything has ended there is nothing to keep.
  CancelToken token;
  token.cancel();
  SilentTaskControl gone(token);
  const auto nothing = sweep(wanted, source, market::RuleBook::load().value(), SerialParallelFor(), gone);
  QCOMPARE(codeOf(nothing.error()), QStringLiteral("task.cancelled"));
}

/// By whatever name: "fast" and "run.slippage" are short for places of a document.
void TstSweep::theSameParameterTwiceIsRefused()
{
  for (const auto& [first, second] : std::vector<std::pair<std::string, std::string>>{
           {"cross.fast=1,2", "fast=3,4"}, {"slippage=0.01,0.02", "a.slippage=0,0.1"}}) {
    const auto result = run(request({first.c_str(), second.c_str()}));
    QVERIFY2(!result.has_value(), first.c_str());
    QCOMPARE(codeOf(result.error()), QStringLiteral("sweep.same_parameter"));
  }
  const auto twice = run(request({"cross.fast=1,2", "cross.fast=3,4"}));
  QCOMPARE(codeOf(twice.error()), QStringLiteral("sweep.given_twice"));
  QVERIFY(checkAxes(request({"cross.fast=1,2", "cross.slow=3,4", "a.slippage=0,0.1"})).has_value());
}

void TstSweep::allThatFailIsSaid()
{
  const auto none = run(request({"cross.fast=5,6", "cross.slow=5"})); // 5 is not below 5, nor 6
  QVERIFY(none.has_value() && allFailed(*none));
  const auto some = run(request({"cross.fast=4,5", "cross.slow=5"}));
  QVERIFY(some.has_value() && !allFailed(*some));
}

void TstSweep::theDeflatedSharpeIsThatOfThePaper()
{
  // Bailey, López de Prado (2014), "A numerical example": yearly Sharpe ratio 2.5 over five years of 250 days, skew −3,
  // kurtosis 10, variance of the yearly ratios of the trials 1/2. 100 trials: best by luck 0.1132 a day, DSR 0.9004; 46
  // trials: 0.9505.
  analytics::TrialedSharpe best;
  best.sharpe = 2.5 / std::sqrt(250.0);
  best.skew = -3;
  best.kurtosis = 10;
  best.periods = 1250;
  best.trials = 100;
  best.trialVariance = 0.5 / 250;
  QVERIFY(std::abs(analytics::expectedBestSharpe(100, best.trialVariance) - 0.1132) < 5e-5);
  QVERIFY(std::abs(*analytics::deflatedSharpe(best) - 0.9004) < 5e-5);
  best.trials = 46;
  QVERIFY(std::abs(*analytics::deflatedSharpe(best) - 0.9505) < 5e-5);
  QVERIFY(std::abs(analytics::normalQuantile(0.975) - 1.959963984540054) < 1e-12);
}

void TstSweep::theFolderTellsEverything()
{
  const auto result = run(request({"cross.fast=1:3:1", "cross.slow=5,8"}));
  testing::MemoryFileSystem files;
  QVERIFY(writeSweepFolder(*result, kFolder, files, "1.0").has_value());
  const Json json = Json::parse(*files.read(kFolder / "sweep.json"));
  QCOMPARE(json["trials"].get<int>(), 6);
  QCOMPARE(json["failed"].get<int>(), 0);
  QCOMPARE(QString::fromStdString(json["objective"].get<std::string>()), QStringLiteral("sharpe"));
  QCOMPARE(json["best"]["trial"].get<std::size_t>(), *result->best + 1);
  QCOMPARE(json["deflated_sharpe"].get<double>(), *result->deflatedSharpe);
  const QStringList lines = QString::fromStdString(*files.read(kFolder / "sweep.csv")).split(QLatin1Char('\n'));
  QCOMPARE(lines.size(), 8); // a head, six trials, the end
  QVERIFY(lines[0].startsWith(QStringLiteral("trial,cross.fast,cross.slow,engine,error,total_return,")));
  QVERIFY(lines[1].startsWith(QStringLiteral("1,1,5,columns,,")));
  QVERIFY(lines[6].startsWith(QStringLiteral("6,3,8,columns,,")));
  const QStringList map = QString::fromStdString(*files.read(kFolder / "heatmap.csv")).split(QLatin1Char('\n'));
  QCOMPARE(map[0], QStringLiteral("cross.fast / cross.slow,5,8"));
  QCOMPARE(map[3].split(QLatin1Char(','))[2].toDouble(), *result->trials[5].metrics[analytics::Metric::Sharpe]);
  QVERIFY(writeSweepFolder(*result, kFolder, files, "1.0").has_value()); // again, over itself
}

void TstSweep::theFolderIsReadBack()
{
  auto asked = request({"cross.fast=1:9:4", "cross.slow=5,8"}); // fast 5 = slow 5 cannot run
  asked.objective = analytics::Metric::Calmar;
  const auto result = run(asked);
  testing::MemoryFileSystem files;
  QVERIFY(writeSweepFolder(*result, kFolder, files, "1.0").has_value());
  const auto read = readSweepFolder(kFolder, files);
  QVERIFY(read.has_value());
  QVERIFY(read->request.axes == result->request.axes);
  QVERIFY(read->request.objective == result->request.objective && read->request.settings == result->request.settings);
  QCOMPARE(strategy::documentHash(read->request.document), strategy::documentHash(result->request.document));
  QCOMPARE(read->best, result->best);
  QCOMPARE(read->deflatedSharpe, result->deflatedSharpe);
  QCOMPARE(read->trials.size(), std::size_t{6});
  for (std::size_t i = 0; i < read->trials.size(); ++i) {
    QVERIFY(read->trials[i].values == result->trials[i].values);
    QVERIFY(read->trials[i].metrics == result->trials[i].metrics);
    QCOMPARE(read->trials[i].error.has_value(), result->trials[i].error.has_value());
    if (read->trials[i].error) { // with all that its sentence speaks of
      QVERIFY(!read->trials[i].error->arguments.empty() || !read->trials[i].error->context.empty());
      QCOMPARE(read->trials[i].error->code, result->trials[i].error->code);
      QVERIFY(read->trials[i].error->arguments == result->trials[i].error->arguments);
      QVERIFY(read->trials[i].error->context == result->trials[i].error->context);
    }
  }
  QVERIFY(std::ranges::any_of(read->trials, [](const SweepTrial& trial) { return trial.error.has_value(); }));
}

void TstSweep::otherFoldersAreNoSweep()
{
  testing::MemoryFileSystem files;
  QCOMPARE(codeOf(readSweepFolder("/nowhere", files).error()), QStringLiteral("sweep.not_a_result"));
  const auto result = run(request({"cross.fast=1:3:1"}));
  QVERIFY(writeSweepFolder(*result, kFolder, files, "1.0").has_value());
  const std::string csv = *files.read(kFolder / "sweep.csv");
  QVERIFY(files.writeAtomically(kFolder / "sweep.csv", csv.substr(0, csv.size() / 2)).has_value());
  QCOMPARE(codeOf(readSweepFolder(kFolder, files).error()), QStringLiteral("sweep.not_a_result"));
  QVERIFY(files.writeAtomically(kFolder / "sweep.csv", csv).has_value());
  QVERIFY(files.writeAtomically(kFolder / "sweep.json", "{\"format\": \"zvt.sweep\"}").has_value());
  QCOMPARE(codeOf(readSweepFolder(kFolder, files).error()), QStringLiteral("sweep.not_a_result"));
}

void TstSweep::theGridShowsTheBestOfTheOthers()
{
  SweepResult result;
  result.request.axes = {{"a", {"1", "2"}}, {"b", {"x", "y"}}, {"c", {"p", "q"}}};
  const auto trial = [](const char* a, const char* b, const char* c, std::optional<double> sharpe) {
    SweepTrial made;
    made.values = {a, b, c};
    made.metrics.set(analytics::Metric::Sharpe, sharpe);
    return made;
  };
  result.trials = {trial("1", "x", "p", {}), trial("1", "x", "q", -2.0), trial("2", "y", "p", 1.0),
      trial("2", "y", "q", 3.0), trial("1", "y", "p", {})};
  const SweepGrid grid = sweepGrid(result, 0, 1);
  QCOMPARE(grid.trials[0][0], std::optional<std::size_t>(1)); // a loss is better than nothing
  QCOMPARE(grid.trials[0][1], std::optional<std::size_t>(4)); // no figure, but it was tried
  QVERIFY(!grid.trials[1][0]);
  QCOMPARE(grid.trials[1][1], std::optional<std::size_t>(3));
  const SweepGrid turned = sweepGrid(result, 2, 0);
  QCOMPARE(turned.trials[1][0], std::optional<std::size_t>(1));
  QCOMPARE(turned.trials[0][1], std::optional<std::size_t>(2));
}

void TstSweep::anotherFolderIsNotTouched()
{
  const auto result = run(request({"cross.fast=1:3:1"}));
  testing::MemoryFileSystem files;
  QVERIFY(files.createDirectories(kFolder).has_value());
  QVERIFY(files.writeAtomically(kFolder / "diary.txt", "mine").has_value());
  QCOMPARE(
      codeOf(writeSweepFolder(*result, kFolder, files, "1.0").error()), QStringLiteral("sweep.not_a_sweep_folder"));
  QVERIFY(!files.exists(kFolder / "sweep.json"));
}

QTEST_APPLESS_MAIN(TstSweep)
#include "tst_sweep.moc"
