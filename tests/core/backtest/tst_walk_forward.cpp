// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/walk_forward.h"
#include "core/base/memory_store.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::backtest;

namespace {

/// @param tail rewrites the closes of the last so many days: what a choice must not know
MemorySource makeSource(std::size_t tail = 0)
{
  MemorySource source;
  for (RandomStock& stock : randomMarket(31, "2022-03-01", 200)) {
    const auto from = TradingDay::parse("2022-03-01").value();
    const auto calendar = market::Calendar::load("cn").value();
    const auto days = calendar->between(from, from + 400).value();
    for (std::size_t i = 0; tail > 0 && i < stock.bars.size(); ++i)
      if (stock.bars.dayAt(i) >= days[200 - tail])
        stock.bars.close[i] = stock.bars.high[i] = stock.bars.low[i] = stock.bars.open[i];
    source.add(stock.entity, stock.bars, stock.actions);
  }
  return source;
}

WalkForwardRequest makeRequest()
{
  WalkForwardRequest request;
  request.sweep.document = turnStrategy({"stock_*"});
  request.sweep.settings = {"w.max_positions=3"};
  request.sweep.axes = {parseAxis("cross.fast=1:3:1").value(), parseAxis("cross.slow=5,8").value()};
  request.trainDays = 60;
  request.testDays = 30;
  request.lockedDays = 40;
  return request;
}

Result<WalkForwardResult> walk(const WalkForwardRequest& request, MemorySource source)
{
  SilentTaskControl control;
  return walkForward(request, source, market::RuleBook::load().value(), SerialParallelFor(), control);
}

}

class TstWalkForward : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void windowsFollowEachOther();
  void eachTestIsItsOwnBacktest();
  void choicesKnowNothingOfTheLockedDays();
  void tooShortAHistoryIsRefused();
  void axesCannotMoveTheDays();
  void lockedDaysAreSeenOnce();
};

void TstWalkForward::windowsFollowEachOther()
{
  const auto result = walk(makeRequest(), makeSource()).value();
  QCOMPARE(result.windows.size(), 3U); // (200 − 40 − 60) ÷ 30
  QCOMPARE(result.trials, 4U * 6U); // three choices and the one for the locked days
  for (std::size_t i = 0; i < result.windows.size(); ++i) {
    const WalkWindow& window = result.windows[i];
    QVERIFY(window.trainFrom < window.trainTo && window.trainTo < window.testFrom && window.testFrom < window.testTo);
    if (i > 0)
      QVERIFY(window.testFrom > result.windows[i - 1].testTo);
  }
  QVERIFY(result.locked.has_value());
  QVERIFY(result.locked->testFrom > result.windows.back().testTo);
  QCOMPARE(result.equity.size(), 90U);
  const QString csv = QString::fromStdString(walkForwardCsv(makeRequest(), result));
  QCOMPARE(csv.count(QLatin1Char('\n')), 5);
  QVERIFY(csv.contains(QStringLiteral("\nlocked,")));
}

void TstWalkForward::eachTestIsItsOwnBacktest()
{
  const auto result = walk(makeRequest(), makeSource()).value();
  double growth = 1;
  for (const WalkWindow& window : result.windows) {
    QCOMPARE(window.values.size(), 2U);
    MemorySource source = makeSource();
    const BacktestResult alone = tests::run(turnStrategy({"stock_*"}),
        {"w.max_positions=3", "cross.fast=" + window.values[0], "cross.slow=" + window.values[1],
            "run.start=" + window.testFrom.iso(), "run.end=" + window.testTo.iso()},
        source);
    QVERIFY(window.metrics == analytics::computeMetrics(alone.equity, alone.trades, alone.fills));
    growth *= alone.equity.back().equity / alone.equity.front().equity;
  }
  QVERIFY(std::abs(result.equity.back().equity / result.equity.front().equity - growth) < 1e-12);
}

void TstWalkForward::choicesKnowNothingOfTheLockedDays()
{
  const auto result = walk(makeRequest(), makeSource()).value();
  const auto other = walk(makeRequest(), makeSource(40)).value(); // the locked days went otherwise
  QCOMPARE(other.windows.size(), result.windows.size());
  for (std::size_t i = 0; i < result.windows.size(); ++i) {
    QVERIFY(other.windows[i].values == result.windows[i].values);
    QVERIFY(other.windows[i].metrics == result.windows[i].metrics);
  }
  QVERIFY(other.locked->values == result.locked->values);
  QVERIFY(!(other.locked->metrics == result.locked->metrics));
}

void TstWalkForward::tooShortAHistoryIsRefused()
{
  WalkForwardRequest request = makeRequest();
  request.trainDays = 150;
  QCOMPARE(QString::fromStdString(walk(request, makeSource()).error().code), QStringLiteral("walk.too_short"));
}

/// An axis over the run's end would let a choice see the days that it is judged on, the locked ones too.
void TstWalkForward::axesCannotMoveTheDays()
{
  for (const char* axis : {"run.end=2022-12-30,2023-12-29", "run.start=2022-03-01,2022-04-01"}) {
    WalkForwardRequest request = makeRequest();
    request.sweep.axes.push_back(parseAxis(axis).value());
    const auto result = walk(request, makeSource());
    QVERIFY(!result);
    QCOMPARE(result.error().code, std::string("walk.moves_span"));
  }
}

/// Whoever has seen the result of the locked days does not get another one of them by other axes, another name, another
/// split or another end; the same request may be run again.
void TstWalkForward::lockedDaysAreSeenOnce()
{
  MemoryStore store;
  const auto again = [&](const WalkForwardRequest& request) {
    MemorySource source = makeSource();
    SilentTaskControl control;
    LockedDays looks(store);
    return walkForward(request, source, market::RuleBook::load().value(), SerialParallelFor(), control, &looks);
  };
  const auto first = again(makeRequest());
  QVERIFY(first && first->locked);
  QCOMPARE(first->looksBefore, std::size_t{0});
  const auto same = again(makeRequest());
  QVERIFY(same.has_value());
  QVERIFY(same->locked->metrics == first->locked->metrics);
  QCOMPARE(same->looksBefore, std::size_t{0});

  std::vector<WalkForwardRequest> others(5, makeRequest());
  others[0].sweep.axes[0] = parseAxis("cross.fast=2:4:1").value();
  others[1].sweep.document.name = "another name";
  others[1].sweep.settings = {"w.max_positions=2"};
  others[2].lockedDays = 30;
  others[3].sweep.settings.push_back("run.end=" + first->locked->testTo.iso());
  others[4].sweep.objective = analytics::Metric::TotalReturn;
  for (WalkForwardRequest& request : others) {
    const auto refused = again(request);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("walk.locked_seen"));
    QCOMPARE(refused.error().field("from"), std::string_view(first->locked->testFrom.iso()));
  }
  others[0].looksAgain = true; // said, and counted
  const auto looked = again(others[0]);
  QVERIFY(looked.has_value());
  QVERIFY(looked->looksBefore > 0);
  // Without locked days there is nothing to be refused.
  WalkForwardRequest open = makeRequest();
  open.lockedDays = 0;
  QVERIFY(again(open).has_value());
}

QTEST_APPLESS_MAIN(TstWalkForward)
#include "tst_walk_forward.moc"
