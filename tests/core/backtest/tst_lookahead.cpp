// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/lookahead.h"
#include "core/backtest/run_plan.h"
#include "core/strategy/strategy_document.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

#include <algorithm>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::backtest;

namespace {

MemorySource makeSource()
{
  MemorySource source;
  for (const RandomStock& stock : randomMarket(11, "2023-03-01", 100))
    source.add(stock.entity, stock.bars, stock.actions);
  return source;
}

strategy::ExecutionPlan makePlan(const std::vector<std::string>& settings)
{
  auto document = turnStrategy({"stock_*"});
  for (const std::string& setting : settings)
    if (!strategy::applySetting(document, setting))
      qFatal("setting");
  return strategy::compile(document).value();
}

Result<BacktestResult> runHonestly(const strategy::ExecutionPlan& plan, MarketSource& source, TaskControl& control)
{
  ZVT_TRY(const BacktestData data, loadData(plan, source, control));
  ZVT_TRY(PlanRun run, runPlan(plan, data, market::RuleBook::load().value(), control));
  return std::move(run.result);
}

/// Trades on averages of prices that end in the future: the closes are moved back by @p bars.
Result<BacktestResult> runPeeking(
    const strategy::ExecutionPlan& plan, MarketSource& source, TaskControl& control, std::size_t bars)
{
  ZVT_TRY(BacktestData data, loadData(plan, source, control));
  for (EntityData& entity : data.entities) {
    market::BarSeries shifted = *entity.signal;
    for (std::size_t i = 0; i + bars < shifted.size(); ++i)
      shifted.close[i] = shifted.close[i + bars];
    entity.signal = std::make_shared<const market::BarSeries>(std::move(shifted));
  }
  return runBacktest(plan, data, market::RuleBook::load().value(), control);
}

LookaheadReport check(const HistoryRun& run)
{
  MemorySource source = makeSource();
  SilentTaskControl control;
  LookaheadSettings settings;
  settings.entities = {"stock_*"};
  return checkLookahead(run, source, settings, control).value();
}

}

class TstLookahead : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void anHonestStrategyPasses_data();
  void anHonestStrategyPasses();
  void aPeekingStrategyIsCaught_data();
  void aPeekingStrategyIsCaught();
  void aSizeThatKnowsTheFutureIsCaught();
  void oneLookInFiveHundredDaysIsCaught();
};

void TstLookahead::anHonestStrategyPasses_data()
{
  QTest::addColumn<QString>("finalize");
  QTest::newRow("keep") << "finalize=keep";
  QTest::newRow("closed at the end") << "finalize=last_close";
}

void TstLookahead::anHonestStrategyPasses()
{
  QFETCH(QString, finalize);
  const auto plan =
      makePlan({"cross.fast=2", "cross.slow=5", "w.max_positions=3", "run.adjust=hfq", finalize.toStdString()});
  const auto report =
      check([&](MarketSource& source, TaskControl& control) { return runHonestly(plan, source, control); });
  QVERIFY2(!report.first, report.first ? (report.first->whole + " | " + report.first->part).c_str() : "");
  QCOMPARE(report.histories, report.days); // a hundred days: one history for each
  QVERIFY(report.days > 80);
  QCOMPARE(report.coverage(), 1.0);
  QVERIFY(report.orders > 50);
}

void TstLookahead::aPeekingStrategyIsCaught_data()
{
  QTest::addColumn<int>("bars");
  QTest::newRow("one bar") << 1;
  QTest::newRow("a week") << 5;
}

void TstLookahead::aPeekingStrategyIsCaught()
{
  QFETCH(int, bars);
  const auto plan = makePlan({"cross.fast=2", "cross.slow=5", "w.max_positions=3", "finalize=keep"});
  const auto report = check([&](MarketSource& source, TaskControl& control) {
    return runPeeking(plan, source, control, static_cast<std::size_t>(bars));
  });
  QVERIFY(report.first.has_value());
  QCOMPARE(QString::fromStdString(report.first->what), QStringLiteral("order"));
  QVERIFY(report.first->whole != report.first->part);
  // The order that is named lies within as many bars of the cut as the strategy saw too far, days off included.
  const std::string& named = report.first->whole.empty() ? report.first->part : report.first->whole;
  const TradingDay day = TradingDay::parse(named.substr(0, 10)).value();
  QVERIFY(day <= report.first->cut);
  QVERIFY(day > report.first->cut - 40);
}

void TstLookahead::aSizeThatKnowsTheFutureIsCaught()
{
  // The orders are the same, but their size depends on the last close of the history.
  const auto report = check([&](MarketSource& source, TaskControl& control) -> Result<BacktestResult> {
    const auto bars =
        source
            .bars({"stock_sh_600000", market::BarLevel::Day1, market::AdjustMode::Bfq, market::AdjustMethod::Ratio, ""})
            .value();
    const auto cash = 1'000'000 + static_cast<int>(bars->close.back() * 100) * 1000;
    const auto plan = makePlan({"cross.fast=2", "cross.slow=5", "w.max_positions=3", "finalize=keep",
        "a.initial_cash=" + std::to_string(cash)});
    return runHonestly(plan, source, control);
  });
  QVERIFY(report.first.has_value());
  QVERIFY(report.first->what != "order");
}

/// On one day of five hundred the next bar decides. Where that changes an order, a history for every day finds it;
/// when there are fewer, either one of them does, or the report says how much they covered.
void TstLookahead::oneLookInFiveHundredDaysIsCaught()
{
  MemorySource source;
  std::vector<RandomStock> stocks = randomMarket(5, "2021-03-01", 500);
  source.add(stocks.front().entity, stocks.front().bars, {});
  const auto plan = makePlan({"finalize=keep"});
  SilentTaskControl control;
  LookaheadSettings settings;
  settings.entities = {"stock_*"};
  const BacktestResult honest = runHonestly(plan, source, control).value();
  int changing = 0;
  for (const std::size_t row : {251U, 297U, 344U, 402U}) {
    const auto peeks = [&](MarketSource& history, TaskControl& silent) -> Result<BacktestResult> {
      ZVT_TRY(BacktestData data, loadData(plan, history, silent));
      market::BarSeries seen = *data.entities.front().signal;
      if (row + 1 < seen.size()) // there is a next bar: it does the opposite of what this day says
        seen.close[row] *= seen.close[row] > seen.close[row - 1] ? 0.5 : 1.5;
      data.entities.front().signal = std::make_shared<const market::BarSeries>(std::move(seen));
      return runBacktest(plan, data, market::RuleBook::load().value(), silent);
    };
    const BacktestResult peeked = peeks(source, control).value();
    const TradingDay day = stocks.front().bars.dayAt(row);
    const auto ordersOf = [day](const BacktestResult& result) {
      QStringList lines;
      for (const analytics::OrderRecord& order : result.orders)
        if (order.placedTime.day() == day)
          lines << QString::fromStdString(order.side);
      return lines;
    };
    if (ordersOf(honest) == ordersOf(peeked))
      continue; // it looked, and ordered what it would have ordered
    ++changing;
    settings.cuts = 0;
    const LookaheadReport all = checkLookahead(peeks, source, settings, control).value();
    QVERIFY(all.first.has_value());
    settings.cuts = 40;
    const LookaheadReport some = checkLookahead(peeks, source, settings, control).value();
    QVERIFY(some.first || some.histories == 40);
    QVERIFY(some.first || some.coverage() < 0.2);
    // The same seed draws the same days.
    QCOMPARE(checkLookahead(peeks, source, settings, control).value().histories, some.histories);
  }
  QVERIFY(changing >= 2);
}

QTEST_APPLESS_MAIN(TstLookahead)
#include "tst_lookahead.moc"
