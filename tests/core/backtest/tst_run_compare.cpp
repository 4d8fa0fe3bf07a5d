// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/trade_bootstrap.h"
#include "core/backtest/backtest.h"
#include "core/backtest/run_compare.h"
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

void runInto(testing::MemoryFileSystem& files, const char* folder, std::vector<std::string> settings)
{
  MemorySource source;
  for (const RandomStock& stock : randomMarket(21, "2023-05-04", 80))
    source.add(stock.entity, stock.bars, stock.actions);
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
  void otherFoldersAreRefused();
  void drawnTradesAddUp();
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

void TstRunCompare::otherFoldersAreRefused()
{
  testing::MemoryFileSystem files;
  runInto(files, "/a", {});
  QVERIFY(files.createDirectories("/diary").has_value());
  for (const char* folder : {"/diary", "/missing"})
    QCOMPARE(QString::fromStdString(compareRuns("/a", folder, files).error().code),
        QStringLiteral("backtest.not_a_run_folder"));
}

void TstRunCompare::drawnTradesAddUp()
{
  // All trades alike: every draw is the same. 100 + 4 × 5 = 120; no fall.
  const std::vector<double> gains(4, 5.0);
  const auto up = analytics::bootstrapTrades(gains, {50, 1, 100}).value();
  QVERIFY(std::abs(up.totalReturn.low - 0.2) < 1e-12 && std::abs(up.totalReturn.high - 0.2) < 1e-12);
  QCOMPARE(up.maxDrawdown.median, 0.0);
  QCOMPARE(up.lossProbability, 0.0);
  // 100 − 4 × 5 = 80, the fall from the start.
  const std::vector<double> losses(4, -5.0);
  const auto down = analytics::bootstrapTrades(losses, {50, 1, 100}).value();
  QVERIFY(std::abs(down.totalReturn.median + 0.2) < 1e-12);
  QVERIFY(std::abs(down.maxDrawdown.median + 0.2) < 1e-12);
  QCOMPARE(down.lossProbability, 1.0);
}

void TstRunCompare::chancesAreThoseOfTheCoin()
{
  // Two trades of +1 and −1: both drawn twice are the four equal chances +2, 0, 0, −2; a quarter ends below.
  const std::vector<double> coin = {1.0, -1.0};
  const auto first = analytics::bootstrapTrades(coin, {40'000, 5, 10}).value();
  QVERIFY(std::abs(first.lossProbability - 0.25) < 0.01); // four standard deviations: 0.0087
  QCOMPARE(first.totalReturn.median, 0.0);
  QVERIFY(std::abs(first.totalReturn.low + 0.2) < 1e-12 && std::abs(first.totalReturn.high - 0.2) < 1e-12);
  const auto second = analytics::bootstrapTrades(coin, {40'000, 5, 10}).value();
  QCOMPARE(second.lossProbability, first.lossProbability);
  QVERIFY(analytics::bootstrapTrades(coin, {40'000, 6, 10})->lossProbability != first.lossProbability);
}

void TstRunCompare::badDrawsAreRefused()
{
  const std::vector<double> coin = {1.0, -1.0};
  QCOMPARE(QString::fromStdString(analytics::bootstrapTrades({}, {10, 0, 10}).error().code),
      QStringLiteral("bootstrap.no_trades"));
  QCOMPARE(QString::fromStdString(analytics::bootstrapTrades(coin, {0, 0, 10}).error().code),
      QStringLiteral("bootstrap.bad_settings"));
  QCOMPARE(QString::fromStdString(analytics::bootstrapTrades(coin, {10, 0, 0}).error().code),
      QStringLiteral("bootstrap.bad_settings"));
}

QTEST_APPLESS_MAIN(TstRunCompare)
#include "tst_run_compare.moc"
