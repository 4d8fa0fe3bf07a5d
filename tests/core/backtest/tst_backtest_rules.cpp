// SPDX-License-Identifier: Apache-2.0
// Hand-worked cases on an A-share. Signals come from the closes: a falling close that turns up buys, a rising one that
// turns down sells, both at the next bar (see turnStrategy). Costs since 2022-04-29: commission 0.025 % at least 5
// (exchange fees inside), transfer fee 0.001 % of both sides; stamp duty of sales 0.1 %, from 2023-08-28 0.05 %.
#include "core/backtest/rights_record.h"
#include "core/backtest/run_warnings.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::tests;
using Lines = QStringList;

namespace {

constexpr const char* kBank = "stock_sh_600000";

backtest::BacktestResult runOne(const std::vector<DayBar>& bars, const std::vector<std::string>& settings,
    std::vector<market::CorporateAction> actions = {}, const char* id = kBank)
{
  backtest::MemorySource source;
  source.add(entity(id), daily(bars), std::move(actions));
  return run(turnStrategy({id}), settings, source);
}

/// 10.00 falls to 9.90 and turns up to 10.00 on 08-23: bought at the next open.
std::vector<DayBar> bought(std::vector<DayBar> later)
{
  std::vector<DayBar> bars{{"2023-08-21", 10.00, 10.00, 10.00, 10.00}, {"2023-08-22", 9.95, 10.00, 9.90, 9.90},
      {"2023-08-23", 9.90, 10.05, 9.90, 10.00}};
  bars.insert(bars.end(), later.begin(), later.end());
  return bars;
}

/// The same moment of several days as 1-minute bars: close after close from 09:31 on.
market::BarSeries minutes(const std::vector<std::pair<const char*, std::vector<double>>>& days)
{
  const auto calendar = market::Calendar::load("cn").value();
  market::BarSeries series;
  series.level = market::BarLevel::Min1;
  for (const auto& [day, closes] : days) {
    const auto ends = calendar->barEnds(TradingDay::parse(day).value(), market::BarLevel::Min1);
    for (std::size_t i = 0; i < closes.size(); ++i)
      series.append({ends[i].micros, closes[i], closes[i], closes[i], closes[i], 1'000, std::nan("")});
  }
  return series;
}

}

class TstBacktestRules : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void costsAndStampDutyFromTheBoundaryDay();
  void costsAndStampDutyTheDayBefore();
  void minimumCommissionCountsOnce();
  void lotsRoundDownAndCashCuts();
  void starSharesBuyFrom200ByOne();
  void aSealedLimitUpIsNotBought();
  void anOpenLimitUpThatOpensIsBought();
  void aSealedLimitDownIsNotSold();
  void aSuspensionMakesTheOrderWait();
  void anExDateBringsCashAndShares();
  void anOrderThatWaitsOverAnExDateKeepsItsValue();
  void theLimitIsMeasuredFromTheExDateReference();
  void whatIsBoughtTodayIsSoldTomorrow();
  void nextCloseAndLimitFills();
  void slippageIsAgainstUs();
  void halfTheSpreadIsAgainstUs();
  void aShareOfTheVolumeIsAllThatFills();
  void whatExceedsTheVolumeIsTold();
  void aBenchmarkOfAPartIsTold();
  void costsThatAreNotRecordedAreTold();
  void rightsThatAreNotTakenAreTold();
  void rightsThatAreTakenAreBought();
  void rightsThatTheCashDoesNotPayAreTold();
  void commissionsOutsideTheirRangeAreRefused();
  void freeRulesSellShortAndCostNothing();
  void coinsAreBoughtInParts();
  void fixedRulesHoldOnAllDays();
  void unknownDaysAreAnError();
  void equalWeightSplitsTheMoney();
  void openPositionsMayStayOpen();
};

void TstBacktestRules::costsAndStampDutyFromTheBoundaryDay()
{
  // Size at the close of 08-23: 100,000 / 10.00 = 10,000. At 10.10 that costs too much:
  //  9,900 × 10.10 = 99,990.00 + 25.00 + 1.00 = 100,016.00 > 100,000
  //  9,800 × 10.10 = 98,980.00; commission 24.745 → 24.75 (half up); transfer 0.9898 → 0.99; left 994.26
  // Closes 10.20, 10.10: turned down on Friday 08-25, sold on Monday 08-28 at 10.00:
  //  98,000.00; commission 24.50; stamp 0.05 % 49.00; transfer 0.98 → 97,925.52; cash 98,919.78; pnl −1,080.22
  const auto result =
      runOne(bought({{"2023-08-24", 10.10, 10.25, 10.05, 10.20}, {"2023-08-25", 10.15, 10.20, 10.05, 10.10},
                 {"2023-08-28", 10.00, 10.05, 9.95, 10.00}}),
          {"initial_cash=100000"});
  QCOMPARE(fillLines(result),
      (Lines{"2023-08-24 buy 9800 @10.1 commission 24.75 transfer_fee 0.99",
          "2023-08-28 sell 9800 @10 commission 24.50 stamp_duty 49.00 transfer_fee 0.98"}));
  QCOMPARE(result.trades.size(), 1U);
  QCOMPARE(result.trades[0].pnl.toFixed(2), std::string("-1080.22"));
  QCOMPARE(result.trades[0].costs.toFixed(2), std::string("100.22"));
  QCOMPARE(result.trades[0].returnFraction, -1080.22 / 98980);
  QCOMPARE(result.equity.back().equity, 98919.78);
  QCOMPARE(result.equity.back().cash, 98919.78);
  QCOMPARE(result.equity[3].equity, 994.26 + 9800 * 10.20); // after the close of 08-24
}

void TstBacktestRules::costsAndStampDutyTheDayBefore()
{
  // As above, one day earlier: closes 10.00 (08-23 → turn on 08-22) … sold on Friday 08-25 with 0.1 %: 98.00.
  const auto result = runOne({{"2023-08-18", 10.00, 10.00, 10.00, 10.00}, {"2023-08-21", 9.95, 10.00, 9.90, 9.90},
                                 {"2023-08-22", 9.90, 10.05, 9.90, 10.00}, {"2023-08-23", 10.10, 10.25, 10.05, 10.20},
                                 {"2023-08-24", 10.15, 10.20, 10.05, 10.10}, {"2023-08-25", 10.00, 10.05, 9.95, 10.00}},
      {"initial_cash=100000"});
  QCOMPARE(fillLines(result).back(),
      QString("2023-08-25 sell 9800 @10 commission 24.50 stamp_duty 98.00 transfer_fee 0.98"));
}

void TstBacktestRules::minimumCommissionCountsOnce()
{
  // 1,500 / 10.00 = 150 → 100 shares; 1,010.00 × 0.025 % = 0.2525 → at least 5.00; transfer 0.0101 → 0.01.
  const auto result = runOne(bought({{"2023-08-24", 10.10, 10.25, 10.05, 10.20}}), {"initial_cash=1500"});
  QCOMPARE(fillLines(result).front(), QString("2023-08-24 buy 100 @10.1 commission 5.00 transfer_fee 0.01"));
}

void TstBacktestRules::lotsRoundDownAndCashCuts()
{
  // 1,099 / 10.00 = 109 → 100 shares wanted; at 11.00 they cost 1,100: no lot can be paid.
  const auto result = runOne(bought({{"2023-08-24", 10.99, 11.00, 10.98, 10.99}}), {"initial_cash=1099"});
  QCOMPARE(orderLines(result).front(), QString("2023-08-23 buy 100 rejected backtest.no_lot"));
  QVERIFY(result.fills.empty());
  // 999 do not even pay for a lot at the deciding close: no order, and the report says so.
  const auto none = runOne(bought({{"2023-08-24", 10.10, 10.25, 10.05, 10.20}}), {"initial_cash=999"});
  QVERIFY(none.orders.empty());
  QCOMPARE(none.warnings.size(), 1U);
  QCOMPARE(none.warnings[0].code, std::string("backtest.too_small"));
}

void TstBacktestRules::starSharesBuyFrom200ByOne()
{
  // STAR: at least 200, then by single shares: 2,505 / 10.00 = 250.5 → 250; 1,990 / 10.00 = 199 → none.
  const auto bars = bought({{"2023-08-24", 9.90, 10.05, 9.85, 10.20}});
  const auto result = runOne(bars, {"initial_cash=2505"}, {}, "stock_sh_688001");
  QCOMPARE(fillLines(result).front(), QString("2023-08-24 buy 250 @9.9 commission 5.00 transfer_fee 0.02"));
  QVERIFY(runOne(bars, {"initial_cash=1990"}, {}, "stock_sh_688001").orders.empty());
}

void TstBacktestRules::aSealedLimitUpIsNotBought()
{
  // 10.00 × 1.1 = 11.00 all day: nobody gets a share. The order of 08-23 ends with the day; that of 08-24 is sized
  // anew: 100,000 / 11.00 = 9,090 → 9,000, bought at 11.50 on 08-25: 9,000 × 11.50 = 103,500 too dear; 8,600 × 11.50 =
  // 98,900.
  const auto result =
      runOne(bought({{"2023-08-24", 11.00, 11.00, 11.00, 11.00}, {"2023-08-25", 11.50, 11.80, 11.40, 11.80}}),
          {"initial_cash=100000", "finalize=keep"});
  QCOMPARE(orderLines(result),
      (Lines{"2023-08-23 buy 10000 expired trading.match.sealed_limit_up",
          "2023-08-24 buy 9000 partially_filled backtest.cut_to_cash"}));
  QCOMPARE(fillLines(result), (Lines{"2023-08-25 buy 8600 @11.5 commission 24.73 transfer_fee 0.99"}));
}

void TstBacktestRules::anOpenLimitUpThatOpensIsBought()
{
  const auto result =
      runOne(bought({{"2023-08-24", 11.00, 11.00, 10.80, 10.90}}), {"initial_cash=100000", "finalize=keep"});
  QCOMPARE(result.fills.size(), 1U);
  QCOMPARE(result.fills[0].price.toString(), std::string("11"));
}

void TstBacktestRules::aSealedLimitDownIsNotSold()
{
  // Bought 08-24; turned down on 08-25 (10.20 → 10.10); 08-28 stands at 10.10 × 0.9 = 9.09 all day; sold on 08-29.
  const auto result =
      runOne(bought({{"2023-08-24", 10.10, 10.25, 10.05, 10.20}, {"2023-08-25", 10.15, 10.20, 10.05, 10.10},
                 {"2023-08-28", 9.09, 9.09, 9.09, 9.09}, {"2023-08-29", 8.90, 9.00, 8.80, 8.85}}),
          {"initial_cash=100000"});
  QCOMPARE(orderLines(result),
      (Lines{"2023-08-23 buy 10000 partially_filled backtest.cut_to_cash",
          "2023-08-25 sell 9800 expired trading.match.sealed_limit_down", "2023-08-28 sell 9800 filled"}));
  QCOMPARE(result.fills[1].time.day().iso(), std::string("2023-08-29"));
}

void TstBacktestRules::aSuspensionMakesTheOrderWait()
{
  // No bar on 08-24 and 08-25 while another stock trades: the order of 08-23 meets the open of 08-28.
  backtest::MemorySource source;
  source.add(entity(kBank), daily(bought({{"2023-08-28", 10.10, 10.25, 10.05, 10.20}})));
  source.add(entity("stock_sz_000001"),
      daily({{"2023-08-21", 5, 5, 5, 5}, {"2023-08-22", 5, 5, 5, 5}, {"2023-08-23", 5, 5, 5, 5},
          {"2023-08-24", 5, 5, 5, 5}, {"2023-08-25", 5, 5, 5, 5}, {"2023-08-28", 5, 5, 5, 5}}));
  const auto result = run(turnStrategy({"stock_*"}), {"initial_cash=100000", "finalize=keep"}, source);
  QCOMPARE(orderLines(result), (Lines{"2023-08-23 buy 10000 partially_filled backtest.cut_to_cash"}));
  QCOMPARE(result.fills[0].time.day().iso(), std::string("2023-08-28"));
  QCOMPARE(result.equity.size(), 6U);
  // A vendor's bar without volume is a day without trading, too.
  const auto flat =
      runOne(bought({{"2023-08-24", 10.00, 10.00, 10.00, 10.00, 0}, {"2023-08-25", 10.10, 10.25, 10.05, 10.20}}),
          {"initial_cash=100000", "finalize=keep"});
  QCOMPARE(flat.fills.size(), 1U);
  QCOMPARE(flat.fills[0].time.day().iso(), std::string("2023-08-25"));
}

void TstBacktestRules::anExDateBringsCashAndShares()
{
  // 1,000 shares bought on 08-24 at 10.00 (10,000 + 5.00 + 0.10). On 08-25, per share 0.50 in cash and 0.5 bonus
  // shares: reference (10.20 − 0.50) / 1.5 = 6.4667 → 6.47; before the open cash + 500.00, 1,500 shares. The signal
  // reads hfq, where the ex-date is no fall: 6.60 stands for 10.20 × 6.60/6.4667 = 10.41 and 6.50 for 10.25, which
  // turns down. Sold on 08-29 at 6.55: 9,825.00; commission 5.00; stamp 4.91 (4.9125); transfer 0.10 (0.09825) →
  // 9,814.99. Cash: 10,200 − 10,005.10 + 500.00 + 9,814.99 = 10,509.89; pnl 309.89.
  market::CorporateAction action;
  action.exDay = TradingDay::parse("2023-08-25").value();
  action.cash = 0.5;
  action.bonus = 0.5;
  const auto result = runOne(bought({{"2023-08-24", 10.00, 10.25, 9.95, 10.20}, {"2023-08-25", 6.47, 6.65, 6.40, 6.60},
                                 {"2023-08-28", 6.55, 6.60, 6.45, 6.50}, {"2023-08-29", 6.55, 6.60, 6.50, 6.55}}),
      {"initial_cash=10200", "run.adjust=hfq"}, {action});
  QCOMPARE(fillLines(result),
      (Lines{"2023-08-24 buy 1000 @10 commission 5.00 transfer_fee 0.10",
          "2023-08-29 sell 1500 @6.55 commission 5.00 stamp_duty 4.91 transfer_fee 0.10"}));
  QCOMPARE(result.equity[4].cash, 694.90); // 10,200 − 10,005.10 + 500
  QCOMPARE(result.equity[4].marketValue, 1500 * 6.60);
  QCOMPARE(result.trades[0].pnl.toFixed(2), std::string("309.89"));
  QCOMPARE(result.equity.back().equity, 10509.89);
}

void TstBacktestRules::anOrderThatWaitsOverAnExDateKeepsItsValue()
{
  // 10,000 wanted at 10.00; on the ex-date one share becomes two and the price halves: 20,000 at 5.05 cost 101,000;
  // 19,700 × 5.05 = 99,485.00 + 24.87 + 0.99 fit, 19,800 × 5.05 = 99,990 + 25.00 + 1.00 do not.
  market::CorporateAction action;
  action.exDay = TradingDay::parse("2023-08-24").value();
  action.bonus = 1;
  const auto result = runOne(bought({{"2023-08-24", 5.05, 5.10, 5.00, 5.05}}),
      {"initial_cash=100000", "run.adjust=hfq", "finalize=keep"}, {action});
  QCOMPARE(orderLines(result), (Lines{"2023-08-23 buy 20000 partially_filled backtest.cut_to_cash"}));
  QCOMPARE(result.fills[0].quantity.toString(), std::string("19700"));
}

void TstBacktestRules::theLimitIsMeasuredFromTheExDateReference()
{
  // One share becomes two after a close of 10.00: reference 5.00, limit 5.50. A day at 5.50 throughout is sealed,
  // though it lies far below the limit of the old price.
  market::CorporateAction action;
  action.exDay = TradingDay::parse("2023-08-24").value();
  action.bonus = 1;
  const auto result = runOne(bought({{"2023-08-24", 5.50, 5.50, 5.50, 5.50}}),
      {"initial_cash=100000", "run.adjust=hfq", "finalize=keep"}, {action});
  QVERIFY(result.fills.empty());
  QCOMPARE(orderLines(result).front(), QString("2023-08-23 buy 20000 expired trading.match.sealed_limit_up"));
}

void TstBacktestRules::whatIsBoughtTodayIsSoldTomorrow()
{
  // Minute closes of 08-23: 10.00 9.90 10.00 (turns up) – bought 09:34 at 10.10 – 10.20 10.10 (turns down at 09:36).
  // T+1: the sale waits all day and meets the first bar of 08-24.
  backtest::MemorySource source;
  source.add(entity(kBank),
      minutes({{"2023-08-22", {10.00}}, {"2023-08-23", {10.00, 9.90, 10.00, 10.10, 10.20, 10.10, 10.05, 10.00}},
          {"2023-08-24", {9.80, 9.70}}}));
  const auto result = run(turnStrategy({kBank}), {"level=1m", "initial_cash=10200"}, source);
  QCOMPARE(orderLines(result), (Lines{"2023-08-23 buy 1000 filled", "2023-08-23 sell 1000 filled"}));
  QVERIFY(fillLines(result).back().startsWith("2023-08-24 sell 1000 @9.8 "));
  QCOMPARE(result.fills[0].time.iso(), std::string("2023-08-23T09:34:00"));
  QCOMPARE(result.fills[1].time.iso(), std::string("2023-08-24T09:31:00"));
  // Without rules there is no T+1: sold at the bar after the signal.
  const auto free = run(turnStrategy({kBank}), {"level=1m", "initial_cash=10200", "rules=free"}, source);
  QCOMPARE(free.fills[1].time.iso(), std::string("2023-08-23T09:37:00"));
}

void TstBacktestRules::nextCloseAndLimitFills()
{
  const auto bars = bought({{"2023-08-24", 10.10, 10.25, 9.98, 10.20}});
  const std::vector<std::string> base{"initial_cash=50000", "finalize=keep", "w.gross=0.5"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.end(), base.begin(), base.end());
    return runOne(bars, more);
  };
  QCOMPARE(with({"fill=next_close"}).fills[0].price.toString(), std::string("10.2"));
  // Limit 10.00: the day's range reaches it. Limit 10.00 × 0.99 = 9.90: it does not.
  QCOMPARE(with({"fill=limit"}).fills[0].price.toString(), std::string("10"));
  const auto missed = with({"fill=limit", "limit_offset=-0.01"});
  QVERIFY(missed.fills.empty());
  QCOMPARE(orderLines(missed).front(), QString("2023-08-23 buy 2500 expired trading.match.limit_not_reached"));
  QCOMPARE(missed.orders[0].limitPrice, std::string("9.9"));
}

void TstBacktestRules::slippageIsAgainstUs()
{
  // 10.10 × 1.005 = 10.1505, on the tick against the buyer: 10.16.
  const auto result = runOne(
      bought({{"2023-08-24", 10.10, 10.25, 10.05, 10.20}}), {"initial_cash=100000", "slippage=0.005", "finalize=keep"});
  QCOMPARE(result.fills[0].price.toString(), std::string("10.16"));
}

void TstBacktestRules::halfTheSpreadIsAgainstUs()
{
  const auto result = runOne(bought({{"2023-08-24", 10.10, 10.25, 10.05, 10.20}}),
      {"initial_cash=100000", "half_spread=0.005", "finalize=keep"});
  QCOMPARE(result.fills[0].price.toString(), std::string("10.16"));
}

/// A tenth of the 10,000 that trade a day: 1,000 of the 10,000 that are wanted; the order is over with its day, and the
/// next close asks for the rest. Of what is sold 08-28 takes 1,000 as well; the others are closed at the end.
///  10,100.00; commission 5.00; transfer 0.101 → 0.10. Sold: 10,000.00; stamp 0.05 % 5.00; transfer 0.10.
void TstBacktestRules::aShareOfTheVolumeIsAllThatFills()
{
  const auto result =
      runOne(bought({{"2023-08-24", 10.10, 10.25, 10.05, 10.20}, {"2023-08-25", 10.15, 10.20, 10.05, 10.10},
                 {"2023-08-28", 10.00, 10.05, 9.95, 10.00}}),
          {"initial_cash=100000", "volume_share=0.1"});
  QCOMPARE(fillLines(result),
      (Lines{"2023-08-24 buy 1000 @10.1 commission 5.00 transfer_fee 0.10",
          "2023-08-25 buy 1000 @10.15 commission 5.00 transfer_fee 0.10",
          "2023-08-28 sell 1000 @10 commission 5.00 stamp_duty 5.00 transfer_fee 0.10",
          "2023-08-28 sell 1000 @10 commission 5.00 stamp_duty 5.00 transfer_fee 0.10"}));
  QCOMPARE(orderLines(result).front(), QString("2023-08-23 buy 10000 partially_filled backtest.cut_to_volume"));
}

void TstBacktestRules::whatExceedsTheVolumeIsTold()
{
  backtest::BacktestData data;
  backtest::EntityData& bank = data.entities.emplace_back();
  bank.entity = entity(kBank);
  market::BarSeries bars = daily({{"2023-08-24", 10, 10, 10, 10, 4'000}, {"2023-08-25", 10, 10, 10, 10, 9'000}});
  bars.entityId = kBank;
  bank.raw = std::make_shared<const market::BarSeries>(bars);
  std::vector<analytics::FillRecord> fills;
  for (const char* day : {"2023-08-24", "2023-08-25"})
    fills.push_back({"o", kBank, "buy", LocalTime::of(TradingDay::parse(day).value()), Quantity::fromInt(9'000),
        Price::fromInt(10), {}});
  const auto warnings = backtest::runWarnings(data, fills, {});
  QCOMPARE(warnings.size(), 1U);
  QCOMPARE(warnings[0].code, std::string("backtest.beyond_volume"));
  const std::vector<Error::Field> told{{"count", "1"}, {"fills", "2"}, {"times", "2.2"}}; // 9,000 of 4,000
  QVERIFY(warnings[0].arguments == told);
}

/// A benchmark that began a month after the run, or ended before it, says so; one that lacks a few days does not.
void TstBacktestRules::aBenchmarkOfAPartIsTold()
{
  const auto day = [](const char* text) { return TradingDay::parse(text).value(); };
  std::vector<analytics::EquityPoint> equity(2);
  equity[0].time = LocalTime::of(day("2023-08-01"));
  equity[1].time = LocalTime::of(day("2023-09-29"));
  const auto told = [&](const char* first, const char* last) {
    backtest::BacktestData data;
    data.benchmarkId = "index_sh_000300";
    data.benchmark =
        std::make_shared<const market::BarSeries>(daily({{first, 10, 10, 10, 10}, {last, 10, 10, 10, 10}}));
    return backtest::benchmarkWarnings(data, equity);
  };
  QVERIFY(told("2023-08-01", "2023-09-29").empty());
  QVERIFY(told("2023-08-04", "2023-09-25").empty());
  const auto late = told("2023-09-01", "2023-09-29");
  QCOMPARE(late.size(), 1U);
  QCOMPARE(late[0].code, std::string("backtest.benchmark_partial"));
  QCOMPARE(late[0].field("first"), std::string_view("2023-09-01"));
  QCOMPARE(told("2023-08-01", "2023-09-01").size(), 1U);
  QVERIFY(backtest::benchmarkWarnings({}, equity).empty());
}

/// Of a purchase and three sales in the US two were sold while the SEC's fee was not recorded, one of them while
/// FINRA's was not either.
void TstBacktestRules::costsThatAreNotRecordedAreTold()
{
  const auto fill = [](const char* side, const char* day) {
    return analytics::FillRecord{"o", "stockus_nasdaq_GOOG", side, LocalTime::of(TradingDay::parse(day).value()),
        Quantity::fromInt(100), Price::fromInt(10), {}};
  };
  const std::vector fills{
      fill("buy", "2020-03-02"), fill("sell", "2021-12-31"), fill("sell", "2022-06-01"), fill("sell", "2023-03-01")};
  const auto book = market::RuleBook::load().value();
  strategy::AccountSettings account;
  const auto told = backtest::costWarnings(fills, account, *book);
  QCOMPARE(told.size(), 2U);
  QCOMPARE(told[0].code, std::string("backtest.costs_unrecorded"));
  QCOMPARE(told[0].field("until"), std::string_view("2023-02-26"));
  QCOMPARE(told[0].field("count"), std::string_view("2"));
  QCOMPARE(told[1].field("until"), std::string_view("2021-12-31"));
  QCOMPARE(told[1].field("count"), std::string_view("1"));
  account.rules = market::RulePolicy::parse("fixed:2024-06-03").value();
  QVERIFY(backtest::costWarnings(fills, account, *book).empty());
  account.rules = market::RulePolicy::parse("free").value();
  QVERIFY(backtest::costWarnings(fills, account, *book).empty());
}

void TstBacktestRules::rightsThatAreNotTakenAreTold()
{
  backtest::BacktestData data;
  backtest::EntityData& bank = data.entities.emplace_back();
  bank.entity = entity(kBank);
  market::BarSeries bars = daily({{"2023-08-24", 10, 10, 10, 10}});
  bars.entityId = kBank;
  bank.raw = std::make_shared<const market::BarSeries>(bars);
  for (const char* day : {"2023-08-20", "2023-08-28", "2023-09-01"}) { // before it was held, while, and after
    market::CorporateAction action;
    action.exDay = TradingDay::parse(day).value();
    action.rights = 0.3;
    action.rightsPrice = 4;
    bank.actions.push_back(action);
  }
  const auto fill = [](const char* side, const char* day) {
    return analytics::FillRecord{"o", kBank, side, LocalTime::of(TradingDay::parse(day).value()),
        Quantity::fromInt(100), Price::fromInt(10), {}};
  };
  const std::vector fills{fill("buy", "2023-08-24"), fill("sell", "2023-08-30")};
  const auto warnings = backtest::runWarnings(data, fills, {});
  QCOMPARE(warnings.size(), 1U);
  const std::vector<Error::Field> told{{"count", "1"}, {"entity", kBank}};
  QVERIFY(warnings[0].code == "backtest.rights_ignored" && warnings[0].arguments == told);
}

namespace {

/// Three shares for ten at 6.00 on 08-25; closes turn down that day, sold on 08-28.
backtest::BacktestResult heldOverRights(const std::vector<std::string>& settings)
{
  market::CorporateAction action;
  action.exDay = TradingDay::parse("2023-08-25").value();
  action.rights = 0.3;
  action.rightsPrice = 6;
  return runOne(bought({{"2023-08-24", 10.00, 10.25, 9.95, 10.20}, {"2023-08-25", 9.30, 9.45, 9.20, 9.40},
                    {"2023-08-28", 9.50, 9.55, 9.45, 9.50}}),
      settings, {action});
}

}

/// Half of 100,000 at 10.00: 5,000 at the open of 08-24, 50,000.00 + 12.50 + 0.50; cash 49,987.00. On 08-25 1,500
/// × 6.00 = 9,000.00; cash 40,987.00. P_ex = (10.20 + 0.3 × 6) / 1.3 = 9.230769…: 6,500 × P_ex = 60,000 = 5,000 × 10.20
/// + 9,000, so that only the way from P_ex to 9.40 is earned. Sold on 08-28: 6,500 × 9.50 = 61,750.00;
/// commission 15.4375 → 15.44, stamp 30.875 → 30.88, transfer 0.6175 → 0.62; cash 102,690.06.
void TstBacktestRules::rightsThatAreTakenAreBought()
{
  const auto result = heldOverRights({"initial_cash=100000", "w.gross=0.5", "rights=take"});
  QCOMPARE(fillLines(result),
      (Lines{"2023-08-24 buy 5000 @10 commission 12.50 transfer_fee 0.50",
          "2023-08-28 sell 6500 @9.5 commission 15.44 stamp_duty 30.88 transfer_fee 0.62"}));
  QCOMPARE(result.equity[3].equity, 49'987 + 5'000 * 10.20);
  QCOMPARE(result.equity[4].cash, 40'987.0);
  QCOMPARE(result.equity[4].equity, 40'987 + 6'500 * 9.40);
  QCOMPARE(result.equity[5].equity, 102'690.06);
  QCOMPARE(result.rights.size(), 1U);
  QVERIFY(result.rights[0].offer.taken && result.rights[0].offer.payment == Money::fromInt(9'000));
  QCOMPARE(QString::fromStdString(result.log.back()),
      QStringLiteral("2023-08-25 stock_sh_600000: rights 1500 x 6 = 9000.00, taken"));
  QVERIFY(backtest::rightsWarnings(result.rights).empty());
  // The trip: 5,000 at 10.00 and 1,500 at 6.00 for 59,000.00, costs 13.00 + 46.94, sold for 61,750.00.
  QCOMPARE(result.trades.size(), 1U);
  const analytics::RoundTrip& trip = result.trades[0];
  QCOMPARE(trip.quantity.toString(), std::string("6500"));
  QCOMPARE(trip.entryPrice.toFixed(6), std::string("9.076923"));
  QCOMPARE(trip.pnl.toFixed(2), std::string("2690.06"));
  QCOMPARE(trip.returnFraction, 2690.06 / 59'000);
  // Without them: 5,000 × 9.50 = 47,500.00 less 11.88 + 23.75 + 0.48.
  const auto ignored = heldOverRights({"initial_cash=100000", "w.gross=0.5"});
  QCOMPARE(ignored.equity[5].equity, 49'987 + 47'500 - 11.88 - 23.75 - 0.48);
  QVERIFY(ignored.rights.empty());
}

/// All of 100,000: 9,900 at 10.00, 99,000.00 + 24.75 + 0.99; 974.26 are left for 2,970 × 6.00 = 17,820.00.
void TstBacktestRules::rightsThatTheCashDoesNotPayAreTold()
{
  const auto result = heldOverRights({"initial_cash=100000", "rights=take"});
  QCOMPARE(fillLines(result).back().left(24), QString("2023-08-28 sell 9900 @9."));
  const auto warnings = backtest::rightsWarnings(result.rights);
  QCOMPARE(warnings.size(), 1U);
  const std::vector<Error::Field> told{
      {"count", "1"}, {"entity", kBank}, {"day", "2023-08-25"}, {"payment", "17820.00"}, {"available", "974.26"}};
  QVERIFY(warnings[0].code == "backtest.rights_unpaid" && warnings[0].arguments == told);
  QVERIFY(QString::fromStdString(result.log.back()).endsWith("not taken: cash 974.26"));
}

void TstBacktestRules::commissionsOutsideTheirRangeAreRefused()
{
  for (const char* setting : {"commission_rate=-0.01", "commission_rate=2", "commission_minimum=-5"}) {
    strategy::StrategyDocument document = turnStrategy({kBank});
    QVERIFY(strategy::applySetting(document, setting));
    const auto plan = strategy::compile(document);
    QVERIFY2(!plan && plan.error().code == "param.range", setting);
  }
}

void TstBacktestRules::freeRulesSellShortAndCostNothing()
{
  // Turns up on 08-23, down on 08-25, up on 08-29. 1,000 buy 99 at 10.10 (999.90); sold at 10.00 (990.00), cash 990.10;
  // short 99 at 10.00; covered at 9.50: + 49.50; cash 1,039.60; long 109 at 9.50 (1,035.50), closed at 9.60: + 10.90.
  const auto result = runOne(bought({{"2023-08-24", 10.10, 10.25, 10.05, 10.20},
                                 {"2023-08-25", 10.15, 10.20, 10.05, 10.10}, {"2023-08-28", 10.00, 10.05, 9.30, 9.40},
                                 {"2023-08-29", 9.40, 9.60, 9.40, 9.50}, {"2023-08-30", 9.50, 9.60, 9.50, 9.60}}),
      {"initial_cash=1000", "rules=free", "allow_short=true", "cross.side=both", "size_at=fill", "sizing=units"});
  QCOMPARE(fillLines(result),
      (Lines{"2023-08-24 buy 99 @10.1", "2023-08-28 sell 99 @10", "2023-08-28 sell 99 @10", "2023-08-30 buy 99 @9.5",
          "2023-08-30 buy 109 @9.5", "2023-08-30 sell 109 @9.6"}));
  QCOMPARE(result.trades.size(), 3U);
  QVERIFY(result.trades[1].side == analytics::TradeSide::Short);
  QCOMPARE(result.trades[1].pnl.toFixed(2), std::string("49.50"));
  QCOMPARE(result.equity.back().equity, 1050.50);
  QCOMPARE(result.equity[5].marketValue, -99 * 9.40);
}

/// 100 ÷ 10.10 in steps of 0.00000001, by dated and by free rules, sized at the decision and cut to the cash, or at the
/// fill. Whole coins are had by asking for units.
void TstBacktestRules::coinsAreBoughtInParts()
{
  const auto coins = [](const char* rules, const char* sizeAt, const char* sizing) {
    const auto result = runOne(bought({{"2023-08-24", 10.10, 10.25, 10.05, 10.20}}),
        {"initial_cash=100", rules, sizeAt, sizing, "commission_rate=0", "commission_minimum=0", "finalize=keep"}, {},
        "coin_binance_BTC-USDT");
    return result.fills.empty() ? QString() : QString::fromStdString(result.fills.front().quantity.toString());
  };
  for (const char* rules : {"rules=dated", "rules=free"})
    for (const char* sizeAt : {"size_at=decision", "size_at=fill"}) {
      QCOMPARE(coins(rules, sizeAt, "sizing=lots"), QString("9.90099009"));
      QCOMPARE(coins(rules, sizeAt, "sizing=units"), QString("9"));
    }
}

void TstBacktestRules::fixedRulesHoldOnAllDays()
{
  // The rules of 2023-08-28 on a sale of 2023-08-25: stamp duty 0.05 %.
  const auto result = runOne({{"2023-08-18", 10.00, 10.00, 10.00, 10.00}, {"2023-08-21", 9.95, 10.00, 9.90, 9.90},
                                 {"2023-08-22", 9.90, 10.05, 9.90, 10.00}, {"2023-08-23", 10.10, 10.25, 10.05, 10.20},
                                 {"2023-08-24", 10.15, 10.20, 10.05, 10.10}, {"2023-08-25", 10.00, 10.05, 9.95, 10.00}},
      {"initial_cash=100000", "rules=fixed:2023-08-28"});
  QCOMPARE(fillLines(result).back(),
      QString("2023-08-25 sell 9800 @10 commission 24.50 stamp_duty 49.00 transfer_fee 0.98"));
}

void TstBacktestRules::unknownDaysAreAnError()
{
  backtest::MemorySource source;
  source.add(entity(kBank, "", "1985-01-01"),
      daily({{"1985-01-02", 10, 10, 10, 10}, {"1985-01-03", 9.9, 9.9, 9.9, 9.9}, {"1985-01-04", 10, 10, 10, 10},
          {"1985-01-07", 10.1, 10.1, 10.1, 10.1}}));
  const auto plan = strategy::compile(turnStrategy({kBank})).value();
  SilentTaskControl control;
  const auto data = backtest::loadData(plan, source, control).value();
  const auto result = backtest::runBacktest(plan, data, market::RuleBook::load().value(), control);
  QVERIFY(!result.has_value());
  QCOMPARE(result.error().code, std::string("rules.unknown"));
  QCOMPARE(result.error().field("entity"), std::string_view(kBank));
}

void TstBacktestRules::equalWeightSplitsTheMoney()
{
  // Two slots: half of 100,000 each. 50,000 / 10.00 = 5,000 and 50,000 / 20.00 = 2,500 shares.
  backtest::MemorySource source;
  source.add(entity(kBank), daily(bought({{"2023-08-24", 10.00, 10.25, 9.95, 10.20}})));
  source.add(entity("stock_sz_000001"),
      daily({{"2023-08-21", 20, 20, 20, 20}, {"2023-08-22", 19.8, 19.8, 19.8, 19.8}, {"2023-08-23", 20, 20, 20, 20},
          {"2023-08-24", 19.9, 20.2, 19.9, 20.1}}));
  const auto result =
      run(turnStrategy({"stock_*"}), {"initial_cash=100000", "w.max_positions=2", "finalize=keep"}, source);
  // The first pays 50,000 + 12.50 + 0.50; 49,987.00 are left for 2,500 × 19.90 = 49,750 + 12.44 + 0.50.
  QCOMPARE(fillLines(result),
      (Lines{"2023-08-24 buy 5000 @10 commission 12.50 transfer_fee 0.50",
          "2023-08-24 buy 2500 @19.9 commission 12.44 transfer_fee 0.50"}));
  QCOMPARE(result.equity.back().positions, 2);
}

void TstBacktestRules::openPositionsMayStayOpen()
{
  const auto bars = bought({{"2023-08-24", 10.10, 10.25, 10.05, 10.20}, {"2023-08-25", 10.30, 10.45, 10.25, 10.40}});
  QVERIFY(runOne(bars, {"initial_cash=100000", "finalize=keep"}).trades.empty());
  const auto atClose = runOne(bars, {"initial_cash=100000"});
  QCOMPARE(atClose.trades.size(), 1U);
  QCOMPARE(atClose.trades[0].exitPrice.toString(), std::string("10.4"));
  QCOMPARE(orderLines(atClose).back(), QString("2023-08-25 sell 9800 filled backtest.closed_at_end"));
  QCOMPARE(
      runOne(bars, {"initial_cash=100000", "finalize=last_open"}).trades[0].exitPrice.toString(), std::string("10.3"));
}

QTEST_APPLESS_MAIN(TstBacktestRules)
#include "tst_backtest_rules.moc"
