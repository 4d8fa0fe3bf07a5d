// SPDX-License-Identifier: Apache-2.0
// The end of a run (`finalize`) closes what could be sold by then. What was bought on the last day and settles on the
// next (T+1) is valued at its close and is no trade. Commission 0.025 % at least 5, transfer fee 0.001 %, stamp duty of
// sales 0.1 % before 2023-08-28.
#include "core/backtest/host/strategy_backtest.h"
#include "core/backtest/run_plan.h"
#include "core/strategy/script/script_strategy.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;
using Lines = QStringList;

namespace {

constexpr const char* kBank = "stock_sh_600000";

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

/// Turns up on 08-23 (see turnStrategy): bought on 08-24 at 10.10, the last day.
MemorySource sourceOf()
{
  MemorySource source;
  source.add(entity(kBank),
      daily({{"2023-08-21", 10, 10, 10, 10}, {"2023-08-22", 9.95, 10, 9.9, 9.9}, {"2023-08-23", 9.9, 10.05, 9.9, 10},
          {"2023-08-24", 10.1, 10.25, 10.05, 10.2}}));
  return source;
}

PlanRun runDocument(const std::vector<std::string>& settings, bool byBars, MemorySource source = sourceOf(),
    const std::vector<std::string>& entities = {kBank})
{
  strategy::StrategyDocument document = turnStrategy(entities);
  for (const std::string& setting : settings)
    if (!strategy::applySetting(document, setting))
      qFatal("no such setting");
  const strategy::ExecutionPlan plan = orDie(strategy::compile(document));
  const auto book = orDie(market::RuleBook::load());
  SilentTaskControl control;
  const BacktestData data = orDie(loadData(plan, source, control));
  if (byBars)
    return {orDie(runBacktest(plan, data, book, control)), Engine::Bars};
  return orDie(runPlan(plan, data, book, control));
}

BacktestRun runScript(const std::string& finalize)
{
  const std::string text =
      "strategy = {name = 'mine', entities = 'stock_*', run = {start = '2023-08-23', adjust = 'bfq'}, "
      "account = {initial_cash = '100000', finalize = '"
      + finalize
      + "'}}\nlocal id = 'stock_sh_600000'\nfunction on_bar(ctx)\n"
        "  if ctx:day() == '2023-08-23' then ctx:target(id, 0.3) end\n"
        "  if ctx:day() == '2023-08-24' then ctx:target(id, 0.6, true) end\nend\n";
  auto script = orDie(strategy::script::ScriptStrategy::load(text, "my.lua"));
  StrategyBacktestRequest request;
  request.run = orDie(strategy::runSettingsOf(script->run()));
  request.account = orDie(strategy::accountSettingsOf(script->account()));
  request.source = text;
  request.strategy = std::move(script);
  MemorySource source;
  source.add(entity(kBank),
      daily({{"2023-08-22", 10, 10, 10, 10}, {"2023-08-23", 10, 10, 10, 10}, {"2023-08-24", 10, 10.2, 9.9, 10},
          {"2023-08-25", 10.1, 10.5, 10, 10.4}}));
  SilentTaskControl control;
  return orDie(backtestStrategy(std::move(request), source, orDie(market::RuleBook::load()), control));
}

Lines fillsOf(const BacktestRun& run)
{
  Lines lines;
  for (const analytics::FillRecord& fill : run.report.input.fills)
    lines << QString::fromStdString(
        fill.time.day().iso() + " " + fill.side + " " + fill.quantity.toString() + " @" + fill.price.toString());
  return lines;
}

bool warnsOfKept(const std::vector<Error>& warnings)
{
  return std::ranges::any_of(warnings, [](const Error& warning) {
    return warning.code == "backtest.kept_at_end"
        && warning.arguments == std::vector<Error::Field>{{"count", "1"}, {"entity", kBank}};
  });
}

}

class TstRunEnd : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void whatWasBoughtOnTheLastDayIsValued_data();
  void whatWasBoughtOnTheLastDayIsValued();
  void withoutSettlementItIsClosed();
  void whatWasHeldBeforeIsClosed();
  void aTopUpOnTheLastDayIsNoPartOfTheTrade();
};

void TstRunEnd::whatWasBoughtOnTheLastDayIsValued_data()
{
  QTest::addColumn<bool>("byBars");
  QTest::newRow("columns") << false;
  QTest::newRow("bars") << true;
}

/// 9,800 × 10.10 = 98,980.00 + 24.75 + 0.99: 994.26 are left, and the shares are worth 99,960.
void TstRunEnd::whatWasBoughtOnTheLastDayIsValued()
{
  QFETCH(bool, byBars);
  const PlanRun run = runDocument({"initial_cash=100000", "finalize=last_open"}, byBars);
  QVERIFY((run.engine == Engine::Bars) == byBars);
  QCOMPARE(fillLines(run.result), Lines{"2023-08-24 buy 9800 @10.1 commission 24.75 transfer_fee 0.99"});
  QCOMPARE(run.result.orders.size(), 1U);
  QVERIFY(run.result.trades.empty());
  QCOMPARE(run.result.equity.back().cash, 994.26);
  QCOMPARE(run.result.equity.back().equity, 994.26 + 99960);
  QCOMPARE(run.result.equity.back().positions, 1);
  QVERIFY(warnsOfKept(run.result.warnings));
}

/// Free rules know no T+1.
void TstRunEnd::withoutSettlementItIsClosed()
{
  for (const bool byBars : {false, true}) {
    const PlanRun run = runDocument({"initial_cash=100000", "rules=free"}, byBars);
    QCOMPARE(run.result.fills.size(), 2U);
    QCOMPARE(run.result.trades.size(), 1U);
    QVERIFY(!warnsOfKept(run.result.warnings));
  }
}

/// 3,000 of 08-24 are closed, 2,900 of 08-25 are not. 100,000 − 30,007.80 − 29,297.61 + (30,300.00 − 7.58 − 0.30
/// − 30.30) = 70,956.41 in cash; 2,900 at the close of 10.40 are 30,160.
void TstRunEnd::whatWasHeldBeforeIsClosed()
{
  const BacktestRun run = runScript("last_open");
  QCOMPARE(fillsOf(run), (Lines{"2023-08-24 buy 3000 @10", "2023-08-25 buy 2900 @10.1", "2023-08-25 sell 3000 @10.1"}));
  // The trade is of the 3,000: 300.00 less 7.80 and 38.18.
  QCOMPARE(run.report.input.trades.size(), 1U);
  QCOMPARE(run.report.input.trades[0].quantity.toString(), std::string("3000"));
  QCOMPARE(run.report.input.trades[0].entryPrice.toString(), std::string("10"));
  QCOMPARE(run.report.input.trades[0].pnl.toString(), std::string("254.02"));
  QCOMPARE(run.report.input.equity.back().cash, 70956.41);
  QCOMPARE(run.report.input.equity.back().equity, 101116.41);
  QCOMPARE(run.report.input.equity.back().positions, 1);
  QVERIFY(warnsOfKept(run.report.input.warnings));
  QVERIFY(!warnsOfKept(runScript("keep").report.input.warnings));
}

/// Two banks at 0.45 each: 4,500 at 10.00 on 08-24 cost 45,011.70, and 9,976.60 are left. At 10.10 and 9.90 the equity
/// is 99,976.60; the second turns down, and 0.9 of it are 8,900 of the first: 4,400 more. 08-25: 4,500 of the second
/// at 9.80 bring 44,100 − 11.03 − 0.44 − 44.10 = 44,044.43; 4,400 at 10.20 cost 44,880 + 11.22 + 0.45. The end closes
/// 4,500 at 10.30: 46,350 − 11.59 − 0.46 − 46.35 = 46,291.60. So the cash is 55,420.96, and 4,400 × 10.30 = 45,320
/// stay.
void TstRunEnd::aTopUpOnTheLastDayIsNoPartOfTheTrade()
{
  constexpr const char* kOther = "stock_sz_000001";
  MemorySource source;
  source.add(entity(kBank),
      daily({{"2023-08-21", 10, 10, 10, 10}, {"2023-08-22", 9.95, 10, 9.9, 9.9}, {"2023-08-23", 9.9, 10.05, 9.9, 10},
          {"2023-08-24", 10, 10.2, 9.9, 10.1}, {"2023-08-25", 10.2, 10.4, 10.1, 10.3}}));
  source.add(entity(kOther),
      daily({{"2023-08-21", 10, 10, 10, 10}, {"2023-08-22", 9.95, 10, 9.9, 9.9}, {"2023-08-23", 9.9, 10.05, 9.9, 10},
          {"2023-08-24", 10, 10.1, 9.9, 9.9}, {"2023-08-25", 9.8, 9.9, 9.7, 9.8}}));
  for (const bool byBars : {false, true}) {
    const PlanRun run = runDocument(
        {"initial_cash=100000", "w.gross=0.9", "w.max_positions=0", "w.rebalance=change", "finalize=last_close"},
        byBars, source, {kBank, kOther});
    QVERIFY((run.engine == Engine::Bars) == byBars);
    const std::vector<analytics::RoundTrip>& trades = run.result.trades;
    QCOMPARE(trades.size(), 2U);
    QCOMPARE(trades[0].entityId, std::string(kOther));
    QCOMPARE(trades[0].pnl.toString(), std::string("-967.27")); // 44,044.43 − 45,011.70
    QCOMPARE(trades[1].quantity.toString(), std::string("4500"));
    QCOMPARE(trades[1].entryPrice.toString(), std::string("10"));
    QCOMPARE(trades[1].exitPrice.toString(), std::string("10.3"));
    QCOMPARE(trades[1].costs.toString(), std::string("70.1")); // 11.70 + 58.40
    QCOMPARE(trades[1].pnl.toString(), std::string("1279.9"));
    QCOMPARE(trades[1].returnFraction, 1279.9 / 45000);
    QCOMPARE(run.result.equity.back().cash, 55420.96);
    QCOMPARE(run.result.equity.back().equity, 100740.96);
    QVERIFY(warnsOfKept(run.result.warnings));
  }
}

QTEST_APPLESS_MAIN(TstRunEnd)
#include "tst_run_end.moc"
