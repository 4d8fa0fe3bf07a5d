// SPDX-License-Identifier: Apache-2.0
// The law of the replayed holdings: fills and corporate actions alone give the equity that the engine reported.
#include "core/backtest/holdings.h"
#include "core/backtest/run_plan.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::tests;

namespace {

struct Run {
  backtest::BacktestData data;
  backtest::BacktestResult result;
  analytics::HoldingHistory holdings;
};

Run runOn(std::uint64_t seed, const std::vector<std::string>& settings)
{
  backtest::MemorySource source;
  for (const RandomStock& stock : randomMarket(seed, "2023-05-04", 110))
    source.add(stock.entity, stock.bars, stock.actions);
  auto document = turnStrategy({"stock_*"});
  for (const std::string& setting : settings)
    if (const auto applied = strategy::applySetting(document, setting); !applied)
      qFatal("%s: %s", setting.c_str(), applied.error().code.c_str());
  const auto plan = strategy::compile(document).value();
  SilentTaskControl control;
  Run run;
  run.data = backtest::loadData(plan, source, control).value();
  run.result = backtest::runPlan(plan, run.data, market::RuleBook::load().value(), control).value().result;
  run.holdings = backtest::holdingsOf(plan, run.data, run.result.fills).value();
  return run;
}

}

class TstHoldings : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void equityIsThatOfTheRun_data();
  void equityIsThatOfTheRun();
  void everyEntityHasItsBoard();
};

void TstHoldings::equityIsThatOfTheRun_data()
{
  QTest::addColumn<QString>("settings");
  QTest::newRow("fast engine") << QStringLiteral("a.fill=next_open a.finalize=keep");
  QTest::newRow("closed at the end") << QStringLiteral("a.fill=next_close a.finalize=last_close");
  QTest::newRow("bar by bar") << QStringLiteral("a.fill=limit a.limit_offset=0.01 a.finalize=last_open");
  QTest::newRow("free") << QStringLiteral("a.rules=free a.finalize=keep");
}

void TstHoldings::equityIsThatOfTheRun()
{
  QFETCH(QString, settings);
  std::vector<std::string> list{"cross.fast=2", "cross.slow=5"};
  for (const QString& setting : settings.split(u' '))
    list.push_back(setting.toStdString());
  std::size_t held = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Run run = runOn(seed, list);
    QCOMPARE(run.holdings.days.size(), run.result.equity.size()); // days are bars here
    double earned = 0;
    for (std::size_t d = 0; d < run.holdings.days.size(); ++d) {
      const analytics::HoldingDay& day = run.holdings.days[d];
      const analytics::EquityPoint& point = run.result.equity[d];
      QCOMPARE(day.day, point.time.day());
      QCOMPARE(day.equity, point.equity);
      double value = 0;
      int positions = 0;
      for (const analytics::Holding& holding : day.holdings) {
        value += holding.value;
        earned += holding.pnl;
        positions += holding.value != 0 ? 1 : 0;
      }
      QVERIFY(std::fabs(value - point.marketValue) < 1e-6);
      QCOMPARE(positions, point.positions);
      // Nothing but holdings earns: P&L adds up to the change of the equity.
      QVERIFY(std::fabs(earned - (point.equity - run.result.equity.front().equity)) < 1e-5 || d == 0);
      held += day.holdings.size();
    }
  }
  QVERIFY(held > 500); // the markets were traded
}

void TstHoldings::everyEntityHasItsBoard()
{
  Run run = runOn(1, {});
  const auto groups = backtest::holdingGroups(run.data);
  QCOMPARE(groups.size(), 1u);
  QCOMPARE(groups.front().key, std::string("board"));
  QCOMPARE(groups.front().groupOf.size(), run.data.entities.size());
  for (const std::string& board : groups.front().groupOf)
    QVERIFY(!board.empty());
  run.data.entities.front().groups.industry = "Banks"; // what somebody knows of any of them is a way to group them
  const auto known = backtest::holdingGroups(run.data);
  QCOMPARE(known.size(), 2u);
  QCOMPARE(known.back().key, std::string("industry"));
  QCOMPARE(known.back().groupOf.front(), std::string("Banks"));
  QCOMPARE(known.back().groupOf.back(), std::string());
}

QTEST_GUILESS_MAIN(TstHoldings)
#include "tst_holdings.moc"
