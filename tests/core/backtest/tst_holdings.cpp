// SPDX-License-Identifier: Apache-2.0
// The law of the replayed holdings: fills and corporate actions alone give the equity that the engine reported.
#include "core/backtest/holdings.h"
#include "core/backtest/return_sources.h"
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

Run runOn(backtest::MemorySource& source, const std::vector<std::string>& settings)
{
  auto document = turnStrategy({"stock_*"});
  for (const std::string& setting : settings)
    if (const auto applied = strategy::applySetting(document, setting); !applied)
      qFatal("%s: %s", setting.c_str(), applied.error().code.c_str());
  const auto plan = strategy::compile(document).value();
  SilentTaskControl control;
  Run run;
  run.data = backtest::loadData(plan, source, control).value();
  run.result = backtest::runPlan(plan, run.data, market::RuleBook::load().value(), control).value().result;
  run.holdings = backtest::holdingsOf(plan, run.data, run.result.fills, {}, run.result.rights).value();
  return run;
}

Run runOn(std::uint64_t seed, const std::vector<std::string>& settings)
{
  backtest::MemorySource source;
  for (const RandomStock& stock : randomMarket(seed, "2023-05-04", 110))
    source.add(stock.entity, stock.bars, stock.actions);
  return runOn(source, settings);
}

}

class TstHoldings : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void equityIsThatOfTheRun_data();
  void equityIsThatOfTheRun();
  void rightsOnADayWithoutABar();
  void theReturnIsWhollyExplained();
  void halfTheMarketHasHalfItsBeta();
  void everyEntityHasItsBoard();
};

void TstHoldings::equityIsThatOfTheRun_data()
{
  QTest::addColumn<QString>("settings");
  QTest::newRow("fast engine") << QStringLiteral("a.fill=next_open a.finalize=keep");
  QTest::newRow("closed at the end") << QStringLiteral("a.fill=next_close a.finalize=last_close");
  QTest::newRow("bar by bar") << QStringLiteral("a.fill=limit a.limit_offset=0.01 a.finalize=last_open");
  QTest::newRow("rights") << QStringLiteral("a.rights=take w.gross=0.6 a.finalize=keep");
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

/// 4,900 at 10.00 on 08-24, 49,000.00 + 12.25 + 0.49. On 08-28, when it does not trade, 1,470 × 6.00 = 8,820.00 are
/// paid: cash 42,167.26, and at P_ex = (10.30 + 0.3 × 6) / 1.3 the 6,370 are worth 4,900 × 10.30 + 8,820 = 59,290.
void TstHoldings::rightsOnADayWithoutABar()
{
  market::CorporateAction action;
  action.exDay = TradingDay::parse("2023-08-28").value();
  action.rights = 0.3;
  action.rightsPrice = 6;
  backtest::MemorySource source;
  source.add(entity("stock_sh_600000"),
      daily({{"2023-08-21", 10.2, 10.2, 10.2, 10.2}, {"2023-08-22", 10, 10, 10, 10},
          {"2023-08-23", 10.1, 10.1, 10.1, 10.1}, {"2023-08-24", 10, 10.2, 10, 10.2},
          {"2023-08-25", 10.3, 10.3, 10.3, 10.3}, {"2023-08-29", 9.5, 9.5, 9.5, 9.5}}),
      {action});
  std::vector<DayBar> flat;
  for (const char* day :
      {"2023-08-21", "2023-08-22", "2023-08-23", "2023-08-24", "2023-08-25", "2023-08-28", "2023-08-29"})
    flat.push_back({day, 5, 5, 5, 5});
  source.add(entity("stock_sh_600004"), daily(flat));
  const Run run = runOn(source, {"a.initial_cash=100000", "w.gross=0.5", "a.rights=take", "a.finalize=keep"});
  QCOMPARE(run.result.equity.size(), std::size_t{7});
  for (std::size_t d = 0; d < run.result.equity.size(); ++d)
    QCOMPARE(run.holdings.days[d].equity, run.result.equity[d].equity);
  const analytics::HoldingDay& ex = run.holdings.days[5];
  QVERIFY(std::fabs(ex.equity - (42'167.26 + 59'290)) < 1e-6);
  QCOMPARE(ex.holdings.size(), std::size_t{1});
  QVERIFY(std::fabs(ex.holdings[0].value - 59'290) < 1e-6);
  QVERIFY(std::fabs(ex.holdings[0].pnl) < 1e-6);
}

/// The universe by itself: the mean of the adjusted closes' returns of whatever is listed, day by day.
std::vector<double> universeReturns(std::uint64_t seed, const std::vector<analytics::HoldingDay>& days)
{
  backtest::MemorySource source;
  std::vector<market::BarSeriesPtr> all;
  for (const RandomStock& stock : randomMarket(seed, "2023-05-04", 110)) {
    source.add(stock.entity, stock.bars, stock.actions);
    all.push_back(source
            .bars({stock.entity.id.toString(), market::BarLevel::Day1, market::AdjustMode::Hfq,
                market::AdjustMethod::Ratio, {}})
            .value());
  }
  std::vector<double> returns;
  for (std::size_t t = 1; t < days.size(); ++t) {
    double sum = 0, count = 0;
    for (const market::BarSeriesPtr& bars : all) {
      double before = 0, now = 0;
      for (std::size_t i = 0; i < bars->size(); ++i) {
        if (bars->dayAt(i) < days[t].day)
          before = bars->close[i];
        if (bars->dayAt(i) <= days[t].day)
          now = bars->close[i];
      }
      if (before > 0 && bars->dayAt(bars->size() - 1) >= days[t].day) {
        sum += now / before - 1;
        count += 1;
      }
    }
    returns.push_back(sum / count);
  }
  return returns;
}

/// Brinson's effects add up to what the run had more than the universe, and both are what they are said to be.
void TstHoldings::theReturnIsWhollyExplained()
{
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Run run = runOn(seed, {"cross.fast=2", "cross.slow=5", "a.finalize=last_close"});
    const auto groups = backtest::holdingGroups(run.data);
    const auto sources = backtest::returnSources(run.data, run.holdings, groups, run.result.equity);
    QCOMPARE(sources.groups.size(), groups.size());
    const analytics::GroupAttribution& boards = sources.groups.front();
    QCOMPARE(boards.groups.back(), std::string(analytics::kTradingPart));
    double universe = 1;
    for (const double value : universeReturns(seed, run.holdings.days))
      universe *= 1 + value;
    const double own = run.result.equity.back().equity / run.result.equity.front().equity;
    QVERIFY(std::fabs(boards.brinson.active - (own - universe)) < 1e-9);
    double sum = 0;
    for (const analytics::GroupEffects& effects : boards.brinson.groups)
      sum += effects.allocation + effects.selection + effects.interaction;
    QVERIFY2(std::fabs(sum - boards.brinson.active) < 1e-9, qPrintable(QString::number(sum - boards.brinson.active)));
  }
}

void TstHoldings::halfTheMarketHasHalfItsBeta()
{
  Run run = runOn(3, {"cross.fast=2", "cross.slow=5"});
  const std::vector<double> universe = universeReturns(3, run.holdings.days);
  for (std::size_t d = 0; d < run.holdings.days.size(); ++d) {
    run.holdings.days[d].equity = 100;
    run.holdings.days[d].holdings = {{0, 50, d == 0 ? 0 : 50 * universe[d - 1] + 0.01}};
  }
  const auto sources = backtest::returnSources(run.data, run.holdings, {}, run.result.equity);
  QCOMPARE(sources.factors, std::vector<std::string>{"market"}); // six securities are too few for thirds
  QVERIFY(sources.fit.has_value());
  QVERIFY(std::fabs(sources.fit->betas[0] - 0.5) < 1e-9);
  QVERIFY(std::fabs(sources.fit->alpha - 0.0001) < 1e-9);
  QVERIFY(std::fabs(sources.fit->rSquared - 1) < 1e-9);
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
