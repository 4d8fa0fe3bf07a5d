// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/trade_bootstrap.h"
#include "core/backtest/backtest.h"
#include "core/backtest/run_compare.h"
#include "core/backtest/run_integrity.h"
#include "core/backtest/run_reader.h"
#include "core/base/messages.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::backtest;

namespace {

void runInto(testing::MemoryFileSystem& files, const char* folder, std::vector<std::string> settings,
    const std::string& changed = {})
{
  MemorySource source;
  for (const RandomStock& stock : randomMarket(21, "2023-05-04", 80))
    if (market::BarSeries bars = stock.bars; stock.entity.id.toString() == changed) {
      bars.volume[0] += 1;
      source.add(stock.entity, std::move(bars), stock.actions);
    } else {
      source.add(stock.entity, std::move(bars), stock.actions);
    }
  settings.insert(settings.begin(), {"cross.fast=2", "cross.slow=5", "w.max_positions=3"});
  SilentTaskControl control;
  const auto run = backtestToFolder({turnStrategy({"stock_*"}), settings, "1.0"}, source,
      market::RuleBook::load().value(), folder, files, *Messages::load("en"), "en", control);
  if (!run)
    qFatal("%s", run.error().code.c_str());
}

bool names(const std::vector<RunDifference>& differences, std::string_view what)
{
  return std::ranges::any_of(differences, [&](const RunDifference& difference) { return difference.what == what; });
}

}

class TstRunCompare : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void aRunEqualsItself();
  void aChangedParameterIsNamed();
  void aSettingWithoutConsequenceIsNotADifferentResult();
  void changedBarsAreNamedByTheirSecurity();
  void anotherDecisionIsNamed();
  void aRunInMemoryIsTheRunOfItsFolder();
  void curvesAreGrowthOverTheMomentsOfBoth();
  void aFolderKeepsWhereTheReturnCameFrom();
  void alteredAndMissingFilesAreNamed();
  void otherFoldersAreRefused();
  void drawnTradesCompound();
  void tradesCountByTheirEquity();
  void chancesAreThoseOfTheCoin();
  void badDrawsAreRefused();
};

void TstRunCompare::aRunEqualsItself()
{
  testing::MemoryFileSystem files;
  runInto(files, "/a", {});
  runInto(files, "/b", {});
  const auto comparison = compareRuns("/a", "/b", files).value();
  QVERIFY(comparison.settings.empty() && comparison.metrics.empty());
  QVERIFY(!comparison.firstFill && comparison.sameResults);
}

void TstRunCompare::aChangedParameterIsNamed()
{
  testing::MemoryFileSystem files;
  runInto(files, "/a", {});
  runInto(files, "/b", {"commission_rate=0.001"});
  const auto comparison = compareRuns("/a", "/b", files).value();
  QVERIFY(!comparison.sameResults);
  QVERIFY(names(comparison.settings, "strategy.document.nodes.a.params.commission_rate"));
  QVERIFY(names(comparison.settings, "account.commission_rate"));
  QVERIFY(!names(comparison.settings, "data.hash"));
  QVERIFY(names(comparison.metrics, "metrics.total_costs"));
  // The first purchase already costs more.
  QVERIFY(comparison.firstFill.has_value());
  QCOMPARE(QString::fromStdString(comparison.firstFill->file), QStringLiteral("fills.csv"));
  QCOMPARE(comparison.firstFill->line, 1U);
  QVERIFY(comparison.firstFill->first != comparison.firstFill->second);
}

void TstRunCompare::aSettingWithoutConsequenceIsNotADifferentResult()
{
  testing::MemoryFileSystem files;
  runInto(files, "/a", {});
  runInto(files, "/b", {"run.seed=7"});
  const auto comparison = compareRuns("/a", "/b", files).value();
  QVERIFY(comparison.sameResults);
  QVERIFY(names(comparison.settings, "seed"));
  QVERIFY(comparison.metrics.empty() && !comparison.firstFill);
}

void TstRunCompare::changedBarsAreNamedByTheirSecurity()
{
  testing::MemoryFileSystem files;
  const std::string changed = randomMarket(21, "2023-05-04", 80)[5].entity.id.toString();
  runInto(files, "/a", {});
  runInto(files, "/b", {}, changed);
  const auto comparison = compareRuns("/a", "/b", files).value();
  QVERIFY(names(comparison.settings, "data.hash"));
  QVERIFY(names(comparison.settings, "data.entities." + changed));
  QCOMPARE(comparison.settings.size(), std::size_t{2});
}

void TstRunCompare::anotherDecisionIsNamed()
{
  testing::MemoryFileSystem files;
  runInto(files, "/a", {});
  const RunTexts first = readRunTexts("/a", files).value();
  QVERIFY(first.decisions.starts_with("order_id,entity_id,time,kind,source,line,weight,price,equity,notes\n000001,"));
  RunTexts second = first;
  second.decisions.insert(second.decisions.find("\n000002,"), "another=1");
  const auto comparison = compareRuns(first, second).value();
  QVERIFY(comparison.firstFill.has_value() && !comparison.sameResults);
  QCOMPARE(QString::fromStdString(comparison.firstFill->file), QStringLiteral("decisions.csv"));
  QCOMPARE(comparison.firstFill->line, 1U);
  // A run of a version that kept none is not another result.
  second.decisions.clear();
  QVERIFY(compareRuns(first, second).value().sameResults);
}

void TstRunCompare::aRunInMemoryIsTheRunOfItsFolder()
{
  testing::MemoryFileSystem files;
  MemorySource source;
  for (const RandomStock& stock : randomMarket(21, "2023-05-04", 80))
    source.add(stock.entity, stock.bars, stock.actions);
  SilentTaskControl control;
  const auto run = backtestToFolder({turnStrategy({"stock_*"}), {"cross.fast=2", "cross.slow=5"}, "1.0"}, source,
      market::RuleBook::load().value(), "/a", files, *Messages::load("zh_CN"), "zh_CN", control);
  const RunTexts folder = readRunTexts("/a", files).value();
  const auto comparison = compareRuns(runTexts(*run), folder).value();
  QVERIFY(comparison.settings.empty() && comparison.metrics.empty());
  QVERIFY(!comparison.firstFill && comparison.sameResults);
  QCOMPARE(titleOf(folder), titleOf(runTexts(*run)));
  QVERIFY(!titleOf(folder).empty());
}

void TstRunCompare::curvesAreGrowthOverTheMomentsOfBoth()
{
  RunTexts first, second;
  first.equity = "timestamp,equity,cash,market_value,benchmark\n2024-01-02,100,0,0,\n2024-01-03,110,0,0,\n"
                 "2024-01-05,121,0,0,\n";
  second.equity = "timestamp,equity,cash,market_value,benchmark\n2024-01-03,200,0,0,\n2024-01-04,150,0,0,\n";
  const RunCurves curves = curvesOf(first, second).value();
  QCOMPARE(curves.times.size(), std::size_t{4});
  QCOMPARE(curves.times[2], LocalTime::of(TradingDay::fromDate({2024, 1, 4})));
  const auto isNear = [](double found, double expected) { return std::abs(found - expected) < 1e-12; };
  QVERIFY(isNear(curves.first[0], 0) && isNear(curves.first[1], 0.1));
  QVERIFY(isNear(curves.first[2], 0.1) && isNear(curves.first[3], 0.21)); // no bar on the 4th: it stays
  QVERIFY(std::isnan(curves.second[0]) && isNear(curves.second[1], 0));
  QVERIFY(isNear(curves.second[2], -0.25) && std::isnan(curves.second[3]));
  second.equity = "timestamp,equity\n2024-01-03,much\n";
  QCOMPARE(QString::fromStdString(curvesOf(first, second).error().code), QStringLiteral("backtest.bad_equity"));
}

void TstRunCompare::aFolderKeepsWhereTheReturnCameFrom()
{
  testing::MemoryFileSystem files;
  runInto(files, "/a", {});
  const auto input = readRunFolder("/a", files).value().report.input;
  QVERIFY(!input.attribution.groups.empty() && input.attribution.fit);
  QVERIFY(input.attribution.groups.front().brinson.groups.size() > 2);
  QCOMPARE(analytics::attributionCsv(input.attribution), files.read("/a/attribution.csv").value());
  QCOMPARE(input.excursions.size(), input.trades.size());
  QCOMPARE(analytics::tradesCsv(input), files.read("/a/trades.csv").value());
  const std::string page = files.read("/a/report.html").value();
  QVERIFY(page.find("Where the return came from") != std::string::npos);
  QVERIFY(page.find("Trading and costs") != std::string::npos);
}

void TstRunCompare::alteredAndMissingFilesAreNamed()
{
  testing::MemoryFileSystem files;
  runInto(files, "/a", {});
  QVERIFY(checkRunFiles("/a", files).value().empty());
  const std::size_t warnings = readRunFolder("/a", files).value().report.input.warnings.size();
  std::string trades = files.read("/a/trades.csv").value();
  trades.replace(trades.find("stock_"), 6, "other_");
  QVERIFY(files.writeAtomically("/a/trades.csv", trades).has_value());
  QVERIFY(files.remove("/a/report.html").has_value());
  QCOMPARE(checkRunFiles("/a", files).value(),
      (std::vector<FileFault>{{"report.html", true}, {"trades.csv", false}})); // as the manifest lists them
  const auto run = readRunFolder("/a", files).value();
  QCOMPARE(run.report.input.warnings.size(), warnings + 2);
  QCOMPARE(run.report.input.warnings.front().code, std::string("backtest.missing_file"));
  QCOMPARE(run.report.input.warnings[1].code, std::string("backtest.altered_file"));
  QCOMPARE(run.report.input.warnings[1].field("name"), std::string_view("trades.csv"));
  QCOMPARE(checkRunFiles("/nothing", files).error().code, std::string("backtest.no_run"));
}

void TstRunCompare::otherFoldersAreRefused()
{
  testing::MemoryFileSystem files;
  runInto(files, "/a", {});
  QVERIFY(files.createDirectories("/diary").has_value());
  for (const char* folder : {"/diary", "/missing"})
    QCOMPARE(QString::fromStdString(compareRuns("/a", folder, files).error().code), QStringLiteral("backtest.no_run"));
}

void TstRunCompare::drawnTradesCompound()
{
  // All trades alike: every draw is the same. 1.05 to the fourth; no fall.
  const std::vector<double> gains(4, 0.05);
  const auto up = analytics::bootstrapTrades(gains, {50, 1}).value();
  QVERIFY(std::abs(up.totalReturn.low - 0.21550625) < 1e-12 && std::abs(up.totalReturn.high - 0.21550625) < 1e-12);
  QCOMPARE(up.maxDrawdown.median, 0.0);
  QCOMPARE(up.lossProbability, 0.0);
  // A half, four times: a sixteenth is left, the fall from the start.
  const std::vector<double> losses(4, -0.5);
  const auto down = analytics::bootstrapTrades(losses, {50, 1}).value();
  QVERIFY(std::abs(down.totalReturn.median + 0.9375) < 1e-12);
  QVERIFY(std::abs(down.maxDrawdown.median + 0.9375) < 1e-12);
  QCOMPARE(down.lossProbability, 1.0);
}

/// A trade counts by the equity that it was made with: 100 of 1,000 and 200 of 2,000 are the same tenth.
void TstRunCompare::tradesCountByTheirEquity()
{
  const auto day = [](int number) { return LocalTime::of(TradingDay::parse("2024-12-02").value() + number); };
  std::vector<analytics::EquityPoint> curve(3);
  for (int i = 0; i < 3; ++i) {
    curve[static_cast<std::size_t>(i)].time = day(i);
    curve[static_cast<std::size_t>(i)].equity = 1000 * (i + 1);
  }
  std::vector<analytics::RoundTrip> trades(2);
  trades[0].entryTime = day(0);
  trades[0].pnl = Money::parse("100").value();
  trades[1].entryTime = day(2);
  trades[1].pnl = Money::parse("200").value();
  const auto returns = analytics::tradeReturns(trades, curve).value();
  QCOMPARE(returns, (std::vector<double>{0.1, 0.1}));
  QCOMPARE(
      QString::fromStdString(analytics::tradeReturns(trades, {}).error().code), QStringLiteral("bootstrap.no_curve"));
  curve[1].equity = 0;
  QCOMPARE(QString::fromStdString(analytics::tradeReturns(trades, curve).error().code),
      QStringLiteral("bootstrap.no_equity"));
}

void TstRunCompare::chancesAreThoseOfTheCoin()
{
  // Doubled or halved: both drawn twice are the four equal chances 4, 1, 1, 1/4; a quarter ends below.
  const std::vector<double> coin = {1.0, -0.5};
  const auto first = analytics::bootstrapTrades(coin, {40'000, 5}).value();
  QVERIFY(std::abs(first.lossProbability - 0.25) < 0.01); // four standard deviations: 0.0087
  QCOMPARE(first.totalReturn.median, 0.0);
  QVERIFY(std::abs(first.totalReturn.low + 0.75) < 1e-12 && std::abs(first.totalReturn.high - 3) < 1e-12);
  const auto second = analytics::bootstrapTrades(coin, {40'000, 5}).value();
  QCOMPARE(second.lossProbability, first.lossProbability);
  QVERIFY(analytics::bootstrapTrades(coin, {40'000, 6})->lossProbability != first.lossProbability);
}

void TstRunCompare::badDrawsAreRefused()
{
  const std::vector<double> coin = {1.0, -0.5};
  QCOMPARE(QString::fromStdString(analytics::bootstrapTrades({}, {10, 0}).error().code),
      QStringLiteral("bootstrap.no_trades"));
  for (const std::size_t runs : {std::size_t{0}, std::size_t{100'000'000}})
    QCOMPARE(QString::fromStdString(analytics::bootstrapTrades(coin, {runs, 0}).error().code),
        QStringLiteral("bootstrap.bad_settings"));
}

QTEST_APPLESS_MAIN(TstRunCompare)
#include "tst_run_compare.moc"
