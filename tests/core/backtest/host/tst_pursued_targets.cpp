// SPDX-License-Identifier: Apache-2.0
// A target is pursued: what the market did not fill is asked for again, sized anew, until it is there or another target
// is given. Hand-worked on an A-share: 100,000 in cash, a tenth of each bar's volume, commission 0.025 % at least 5,
// transfer fee 0.001 %.
#include "core/backtest/host/strategy_backtest.h"
#include "core/strategy/script/script_strategy.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;
using Lines = QStringList;
using strategy::script::ScriptStrategy;

namespace {

constexpr const char* kBank = "stock_sh_600000";

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

/// Turns up on 08-23 (see turnStrategy) and goes on rising: 3,000 shares can be had on 08-24 and on 08-25.
std::vector<DayBar> thinDays()
{
  return {{"2023-08-21", 10, 10, 10, 10}, {"2023-08-22", 9.95, 10, 9.9, 9.9}, {"2023-08-23", 9.9, 10.05, 9.9, 10},
      {"2023-08-24", 10, 10.2, 9.9, 10.1, 30'000}, {"2023-08-25", 10.1, 10.3, 10, 10.2, 30'000},
      {"2023-08-28", 10.2, 10.4, 10.1, 10.3, 1e6}, {"2023-08-29", 10.3, 10.5, 10.2, 10.4, 1e6},
      {"2023-08-30", 10.4, 10.6, 10.3, 10.5, 1e6}};
}

/// Stands at the upper limit all through 08-25.
std::vector<DayBar> sealedDay()
{
  return {{"2023-08-22", 10, 10, 10, 10}, {"2023-08-23", 10, 10, 10, 10, 1e6}, {"2023-08-24", 10, 10.2, 9.9, 10, 1e6},
      {"2023-08-25", 11, 11, 11, 11, 1e6}, {"2023-08-28", 11.1, 11.5, 11, 11.2, 1e6},
      {"2023-08-29", 11.2, 11.5, 11, 11.3, 1e6}};
}

MemorySource sourceOf(const std::vector<DayBar>& bars)
{
  MemorySource source;
  source.add(entity(kBank), daily(bars));
  return source;
}

/// @param onBar body of the hook
BacktestRun runScript(const std::string& onBar, MarketSource& bars, const std::string& account = {})
{
  const std::string text =
      "strategy = {name = 'mine', entities = 'stock_*', run = {start = '2023-08-23', adjust = 'bfq'}, "
      "account = {initial_cash = '100000', finalize = 'keep', volume_share = 0.1"
      + account + "}}\nlocal id = 'stock_sh_600000'\nfunction on_bar(ctx) local day = ctx:day() " + onBar + " end\n";
  auto script = orDie(ScriptStrategy::load(text, "my.lua"));
  StrategyBacktestRequest request;
  request.run = orDie(strategy::runSettingsOf(script->run()));
  request.account = orDie(strategy::accountSettingsOf(script->account()));
  request.source = text;
  request.strategy = std::move(script);
  SilentTaskControl control;
  return orDie(backtestStrategy(std::move(request), bars, orDie(market::RuleBook::load()), control));
}

Lines ordersOf(const BacktestRun& run)
{
  Lines lines;
  for (const analytics::OrderRecord& order : run.report.input.orders)
    lines << QString::fromStdString(order.placedTime.day().iso() + " " + order.side + " " + order.quantity.toString()
        + " " + order.state + " " + order.filled.toString() + (order.reasonCode.empty() ? "" : " " + order.reasonCode));
  return lines;
}

}

class TstPursuedTargets : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void aDocumentsTargetOverThinDays();
  void aSizeOfTheFillOverThinDays();
  void aScriptsTargetOverThinDays();
  void anotherTargetEndsIt();
  void aSizeThatWasSealedIsAskedForAgain();
  void aLimitThatWasNotReachedIsSetAnew();
  void whatTheCashDoesNotPayForIsMet();
  void aSaleInParts();
};

/// 100,000 ÷ 10.00 = 10,000: 3,000 at 10.00 cost 30,007.80. At 10.10 the equity of 100,292.20 is worth 9,900: 6,900
/// more, of which 3,000 fill. At 10.20 100,884.32 are worth 9,800: 3,800 more, all of which fill.
void TstPursuedTargets::aDocumentsTargetOverThinDays()
{
  MemorySource source = sourceOf(thinDays());
  const auto result =
      tests::run(turnStrategy({kBank}), {"initial_cash=100000", "volume_share=0.1", "finalize=keep"}, source);
  QCOMPARE(orderLines(result),
      (Lines{"2023-08-23 buy 10000 partially_filled backtest.cut_to_volume",
          "2023-08-24 buy 6900 partially_filled backtest.cut_to_volume", "2023-08-25 buy 3800 filled"}));
  QCOMPARE(result.fills.size(), 3U);
  QCOMPARE(result.equity.back().cash, 914.24); // 39,684.32 − 38,760.00 − 9.69 − 0.39
}

/// Sized when it fills: 100,000 ÷ 9.90 = 10,100, of which 3,000 are to be had, for 29,707.73. At 10.10 the equity of
/// 100,592.27 is worth 9,900: 6,900 more, of which 3,000 fill for 30,307.88. At 10.20 101,184.39 are worth 9,900 again.
void TstPursuedTargets::aSizeOfTheFillOverThinDays()
{
  std::vector<DayBar> bars = thinDays();
  bars[3].open = 9.9;
  MemorySource source = sourceOf(bars);
  const auto result = tests::run(
      turnStrategy({kBank}), {"initial_cash=100000", "volume_share=0.1", "finalize=keep", "size_at=fill"}, source);
  QCOMPARE(orderLines(result),
      (Lines{"2023-08-23 buy 10100 partially_filled backtest.cut_to_volume",
          "2023-08-24 buy 6900 partially_filled backtest.cut_to_volume", "2023-08-25 buy 3900 filled"}));
  QCOMPARE(result.equity.back().cash, 194.04); // 39,984.39 − 39,780.00 − 9.95 − 0.40
}

/// 0.9 × 100,000 ÷ 10.00 = 9,000; then 0.9 × 100,292.20 ÷ 10.10 = 8,900 and 0.9 × 100,884.32 ÷ 10.20 = 8,900.
void TstPursuedTargets::aScriptsTargetOverThinDays()
{
  MemorySource source = sourceOf(thinDays());
  const BacktestRun run = runScript("if day == '2023-08-23' then ctx:target(id, 0.9) end", source);
  QCOMPARE(ordersOf(run),
      (Lines{"2023-08-23 buy 9000 expired 3000 trading.match.partial",
          "2023-08-24 buy 5900 expired 3000 trading.match.partial", "2023-08-25 buy 2900 filled 2900"}));
  // It was decided once, and each order stands by that.
  for (const analytics::DecisionRecord& decision : run.report.input.decisions)
    QVERIFY(decision.kind == analytics::DecisionKind::Open && decision.weight == 0.9);
}

/// What 08-24 brought can be sold from the close after it on.
void TstPursuedTargets::anotherTargetEndsIt()
{
  MemorySource source = sourceOf(thinDays());
  const BacktestRun run = runScript(
      "if day == '2023-08-23' then ctx:target(id, 0.9) end if day == '2023-08-24' then ctx:target(id, 0) end", source);
  QCOMPARE(ordersOf(run),
      (Lines{"2023-08-23 buy 9000 expired 3000 trading.match.partial", "2023-08-25 sell 3000 filled 3000"}));
}

/// 0.3: 3,000 at 10.00. 0.6 × 99,992.20 ÷ 10.00 = 5,900, that is 2,900 more, which nobody sells at the limit. At 11.00
/// 0.6 × 102,992.20 are 5,600: 2,600 more.
void TstPursuedTargets::aSizeThatWasSealedIsAskedForAgain()
{
  MemorySource source = sourceOf(sealedDay());
  const BacktestRun run = runScript("if day == '2023-08-23' then ctx:target(id, 0.3) end "
                                    "if day == '2023-08-24' then ctx:target(id, 0.6, true) end",
      source);
  QCOMPARE(ordersOf(run),
      (Lines{"2023-08-23 buy 3000 filled 3000", "2023-08-24 buy 2900 expired 0 trading.match.sealed_limit_up",
          "2023-08-25 buy 2600 filled 2600"}));
}

/// The limit stands 1 % below each close, at 9.90, 9.90 and 10.89. What 08-24 fills of 3,000 is a tenth of 20,000
/// shares; on 08-25 the low is above the limit, on 08-28 it is not.
void TstPursuedTargets::aLimitThatWasNotReachedIsSetAnew()
{
  std::vector<DayBar> bars = sealedDay();
  bars[2].volume = 20'000;
  bars[2].low = 9.85;
  bars[4].low = 10.8;
  MemorySource source = sourceOf(bars);
  const BacktestRun run = runScript(
      "if day == '2023-08-23' then ctx:target(id, 0.3) end", source, ", fill = 'limit', limit_offset = -0.01");
  // 2,000 at 9.90 cost 19,805.20. 0.3 × 100,194.80 ÷ 10.00 = 3,000, and at 11.00 0.3 × 102,194.80 = 2,700.
  QCOMPARE(ordersOf(run),
      (Lines{"2023-08-23 buy 3000 expired 2000 trading.match.partial",
          "2023-08-24 buy 1000 expired 0 trading.match.limit_not_reached", "2023-08-25 buy 700 filled 700"}));
  QCOMPARE(run.report.input.orders[2].limitPrice, std::string("10.89"));
}

/// Bought for all there is: the lot that the costs left no cash for is not asked for day after day.
void TstPursuedTargets::whatTheCashDoesNotPayForIsMet()
{
  MemorySource source = sourceOf(thinDays());
  const auto result = tests::run(turnStrategy({kBank}), {"initial_cash=100000", "finalize=keep"}, source);
  QCOMPARE(orderLines(result), Lines{"2023-08-23 buy 10000 partially_filled backtest.cut_to_cash"});
}

/// A smaller size and a close are pursued as well: 3,000 of 08-24, which can be sold from the close after it on, are
/// brought down on thin days. At 10.20 0.1 × 100,592.20 are 900: 2,100 are to be sold, of which 08-28 takes 800.
/// At 10.30 0.1 × 100,803.04 are 900 again: of 1,300 500 are sold. Then everything.
void TstPursuedTargets::aSaleInParts()
{
  std::vector<DayBar> bars = thinDays();
  bars[5].volume = 8'000;
  bars[6].volume = 5'000;
  MemorySource source = sourceOf(bars);
  const BacktestRun run = runScript("if day == '2023-08-23' then ctx:target(id, 0.3) end "
                                    "if day == '2023-08-24' then ctx:target(id, 0.1, true) end "
                                    "if day == '2023-08-29' then ctx:target(id, 0) end",
      source);
  QCOMPARE(ordersOf(run),
      (Lines{"2023-08-23 buy 3000 filled 3000", "2023-08-25 sell 2100 expired 800 trading.match.partial",
          "2023-08-28 sell 1300 expired 500 trading.match.partial", "2023-08-29 sell 1700 filled 1700"}));
}

QTEST_APPLESS_MAIN(TstPursuedTargets)
#include "tst_pursued_targets.moc"
