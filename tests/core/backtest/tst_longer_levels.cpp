// SPDX-License-Identifier: Apache-2.0
// Runs on weeks and months: signals on finished bars, money on days. Hand-worked cases, and real bars with ex-dates.
// Costs in 2019: commission 0.025 % at least 5 (exchange fees inside), transfer fee 0.002 % of both sides, stamp duty
// of sales 0.1 %.
#include "core/backtest/backtest.h"
#include "core/backtest/run_plan.h"
#include "core/data/resample.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/live/real_market.h"

#include <QtTest>

#include <map>
#include <set>

using namespace zvt;
using namespace zvt::tests;
using Lines = QStringList;

namespace {

constexpr const char* kBank = "stock_sh_600000";
constexpr const char* kOther = "stock_sz_000001";

/// Bars that stand still at a price on every trading day of [first, last].
void flat(std::vector<market::Bar>& bars, const char* first, const char* last, double price)
{
  const auto calendar = market::Calendar::load("cn").value();
  const auto days = calendar->between(TradingDay::parse(first).value(), TradingDay::parse(last).value()).value();
  for (const TradingDay day : days)
    bars.push_back({day.days, price, price, price, price, 10'000, std::nan("")});
}

market::BarSeries series(const std::vector<market::Bar>& bars)
{
  market::BarSeries made = daily({});
  for (const market::Bar& bar : bars)
    made.append(bar);
  return made;
}

market::BarSeries weeksOf(const market::BarSeries& days)
{
  return data::resample(days, market::BarLevel::Week1, *market::Calendar::load("cn").value()).value();
}

market::CorporateAction doubling(const char* day)
{
  market::CorporateAction action;
  action.exDay = TradingDay::parse(day).value();
  action.bonus = 1;
  return action;
}

/// The week to 04-30 falls to 9.90, the one to 05-10 turns up to 10.20: bought on Monday 05-13. On Wednesday 05-22 one
/// share becomes two.
std::vector<market::Bar> boughtOn13May(double fridayClose)
{
  std::vector<market::Bar> bars;
  flat(bars, "2019-04-22", "2019-04-26", 10.4);
  flat(bars, "2019-04-29", "2019-04-30", 9.9);
  flat(bars, "2019-05-06", "2019-05-16", 10.2);
  flat(bars, "2019-05-17", "2019-05-17", fridayClose);
  flat(bars, "2019-05-20", "2019-05-21", 10.0);
  flat(bars, "2019-05-22", "2019-05-31", 5.0);
  return bars;
}

backtest::BacktestResult runWeeks(const std::vector<market::Bar>& bars, std::vector<market::CorporateAction> actions,
    const std::string& setting = "finalize=last_close")
{
  backtest::MemorySource source;
  source.add(entity(kBank), series(bars), std::move(actions));
  return run(turnStrategy({kBank}), {"run.level=1wk", "initial_cash=100000", setting}, source);
}

QString moneyText(double money)
{
  return QString::number(money, 'f', 2);
}

/// What a share bought on a day has become by the close of another one.
double shareFactor(const std::vector<market::CorporateAction>& actions, TradingDay after, TradingDay until)
{
  double factor = 1;
  for (const market::CorporateAction& action : actions)
    if (action.exDay > after && action.exDay <= until)
      factor *= action.shareFactor();
  return factor;
}

}

class TstLongerLevels : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void aSaleBeforeTheExDateOfItsWeek();
  void aHoldingGoesThroughTheExDateOfAWeek();
  void anOrderThatWaitsGrowsOnTheExDate();
  void limitsAreThoseOfTheDay();
  void aSealedDayEndsTheOrder();
  void decidesWhenTheWeekIsOver();
  void aWeekThatIsNotOverDecidesNothing();
  void storedWeeksNeedDailyBars();
  void figuresAreAnnualisedByDay();
  void realWeeks_data();
  void realWeeks();
};

void TstLongerLevels::aSaleBeforeTheExDateOfItsWeek()
{
  // 100,000 / 10.20 = 9,803.9 → 9,800; 99,960.00 + 24.99 + 2.00 leave 13.01. The week to 05-17 turns down to 10.00, so
  // that Monday sells the 9,800 that there are: 98,000.00 − 24.50 − 98.00 − 1.96. The shares of 05-22 are somebody
  // else's.
  const auto result = runWeeks(boughtOn13May(10.0), {doubling("2019-05-22")});
  QCOMPARE(fillLines(result),
      (Lines{"2019-05-13 buy 9800 @10.2 commission 24.99 transfer_fee 2.00",
          "2019-05-20 sell 9800 @10 commission 24.50 stamp_duty 98.00 transfer_fee 1.96"}));
  QCOMPARE(moneyText(result.equity.back().equity), QString("97888.55"));
  QCOMPARE(result.trades.size(), std::size_t(1));
  QCOMPARE(result.trades.front().pnl.toFixed(2), std::string("-2111.45"));
  // A point a trading day: 5 + 2 + 5 (May begins on the 6th) + 5 + 5 + 5.
  QCOMPARE(result.equity.size(), std::size_t(27));
}

void TstLongerLevels::aHoldingGoesThroughTheExDateOfAWeek()
{
  // 10.30 on Friday keeps it; raw signals see 5.00 on 05-24 and sell on Monday 05-27, after the shares came on 05-22:
  // 19,600 × 5.00 = 98,000.
  const auto result = runWeeks(boughtOn13May(10.3), {doubling("2019-05-22")});
  QCOMPARE(fillLines(result),
      (Lines{"2019-05-13 buy 9800 @10.2 commission 24.99 transfer_fee 2.00",
          "2019-05-27 sell 19600 @5 commission 24.50 stamp_duty 98.00 transfer_fee 1.96"}));
  for (const analytics::EquityPoint& point : result.equity)
    if (point.time.day().iso() >= "2019-05-20" && point.time.day().iso() < "2019-05-27")
      QCOMPARE(moneyText(point.equity), QString("98013.01")); // 9,800 × 10.00 or 19,600 × 5.00, and 13.01
  QCOMPARE(moneyText(result.equity.back().equity), QString("97888.55"));
}

void TstLongerLevels::anOrderThatWaitsGrowsOnTheExDate()
{
  // Suspended from Monday 05-13 to the ex-date: the order for 9,800 meets its first bar on 05-22 as one for 19,600 at
  // 5.10: 99,960.00 and the same costs.
  std::vector<market::Bar> bars;
  flat(bars, "2019-04-22", "2019-04-26", 10.4);
  flat(bars, "2019-04-29", "2019-04-30", 9.9);
  flat(bars, "2019-05-06", "2019-05-10", 10.2);
  flat(bars, "2019-05-22", "2019-05-31", 5.1);
  const auto result = runWeeks(bars, {doubling("2019-05-22")}, "finalize=keep");
  QCOMPARE(fillLines(result).first(1), (Lines{"2019-05-22 buy 19600 @5.1 commission 24.99 transfer_fee 2.00"}));
}

void TstLongerLevels::limitsAreThoseOfTheDay()
{
  // The month loses 27 %, no day more than 10 %: what May decides sells on 06-03.
  std::vector<market::Bar> bars;
  flat(bars, "2019-02-01", "2019-02-28", 10.4);
  flat(bars, "2019-03-01", "2019-03-29", 9.9);
  flat(bars, "2019-04-01", "2019-05-10", 10.2);
  flat(bars, "2019-05-13", "2019-05-13", 9.2);
  flat(bars, "2019-05-14", "2019-05-14", 8.3);
  flat(bars, "2019-05-15", "2019-05-31", 7.5);
  flat(bars, "2019-06-03", "2019-06-28", 7.4);
  backtest::MemorySource source;
  source.add(entity(kBank), series(bars));
  const auto result = run(turnStrategy({kBank}), {"run.level=1mon", "initial_cash=100000"}, source);
  QCOMPARE(fillLines(result),
      (Lines{"2019-05-06 buy 9800 @10.2 commission 24.99 transfer_fee 2.00",
          "2019-06-03 sell 9800 @7.4 commission 18.13 stamp_duty 72.52 transfer_fee 1.45"}));
}

void TstLongerLevels::aSealedDayEndsTheOrder()
{
  // Monday stands at its lower limit (10.00 × 0.9): nothing is sold, and the order is over; the next week decides anew.
  std::vector<market::Bar> bars = boughtOn13May(10.0);
  for (market::Bar& bar : bars)
    if (bar.key >= TradingDay::parse("2019-05-20").value().days)
      bar.open = bar.high = bar.low = bar.close = 9.0;
  const auto result = runWeeks(bars, {});
  QCOMPARE(orderLines(result),
      (Lines{"2019-05-10 buy 9800 filled", "2019-05-17 sell 9800 expired trading.match.sealed_limit_down",
          "2019-05-24 sell 9800 filled"}));
  QVERIFY(fillLines(result).last().startsWith("2019-05-27 sell 9800 @9 "));
}

void TstLongerLevels::decidesWhenTheWeekIsOver()
{
  // Suspended from Thursday 05-09: its week is over on Friday with the others', and the order waits for 05-14.
  std::vector<market::Bar> bars;
  flat(bars, "2019-04-22", "2019-04-26", 10.4);
  flat(bars, "2019-04-29", "2019-04-30", 9.9);
  flat(bars, "2019-05-06", "2019-05-08", 10.2);
  flat(bars, "2019-05-14", "2019-05-17", 10.2);
  const auto result = runWeeks(bars, {}, "finalize=keep");
  QCOMPARE(orderLines(result), (Lines{"2019-05-10 buy 9800 filled"}));
  QCOMPARE(result.fills.front().time.day().iso(), std::string("2019-05-14"));
  // Days with a bar, and the day on which the week was over.
  QCOMPARE(result.equity.size(), std::size_t(5 + 2 + 3 + 1 + 4));
  backtest::MemorySource two;
  two.add(entity(kBank), series(bars));
  std::vector<market::Bar> whole;
  flat(whole, "2019-04-22", "2019-05-17", 7.0);
  two.add(entity(kOther), series(whole));
  const auto both = run(turnStrategy({kBank, kOther}), {"run.level=1wk"}, two);
  QCOMPARE(both.equity.size(), whole.size());
}

void TstLongerLevels::aWeekThatIsNotOverDecidesNothing()
{
  // The bars end on Thursday: nobody knows yet how the week ends.
  std::vector<market::Bar> bars;
  flat(bars, "2019-04-22", "2019-04-26", 10.4);
  flat(bars, "2019-04-29", "2019-04-30", 9.9);
  flat(bars, "2019-05-06", "2019-05-09", 10.2);
  QCOMPARE(orderLines(runWeeks(bars, {})), Lines());
  flat(bars, "2019-05-10", "2019-05-10", 10.2);
  QCOMPARE(orderLines(runWeeks(bars, {})), (Lines{"2019-05-10 buy 9800 working backtest.run_ended"}));
}

void TstLongerLevels::storedWeeksNeedDailyBars()
{
  const market::BarSeries days = series(boughtOn13May(10.0));
  strategy::StrategyDocument document = turnStrategy({kBank});
  QVERIFY(strategy::applySetting(document, "run.level=1wk"));
  const auto plan = strategy::compile(document).value();
  SilentTaskControl control;
  backtest::MemorySource weeks;
  weeks.add(entity(kBank), weeksOf(days));
  const auto missing = backtest::loadData(plan, weeks, control);
  QVERIFY(!missing);
  QCOMPARE(missing.error().code, std::string("backtest.no_daily_bars"));
  QCOMPARE(missing.error().arguments, (std::vector<Error::Field>{{"entity", kBank}, {"level", "1wk"}}));

  // Stored weeks decide as derived ones.
  weeks.add(entity(kBank), days, {doubling("2019-05-22")});
  backtest::MemorySource derived;
  derived.add(entity(kBank), days, {doubling("2019-05-22")});
  QCOMPARE(fillLines(run(document, {}, weeks)), fillLines(run(document, {}, derived)));
}

void TstLongerLevels::figuresAreAnnualisedByDay()
{
  backtest::MemorySource source;
  source.add(entity(kBank), series(boughtOn13May(10.0)), {doubling("2019-05-22")});
  backtest::BacktestRequest request;
  request.document = turnStrategy({kBank});
  request.settings = {"run.level=1wk"};
  SilentTaskControl control;
  const auto run = backtest::backtest(request, source, market::RuleBook::load().value(), control);
  QVERIFY2(run, run ? "" : run.error().code.c_str());
  QCOMPARE(run->report.input.options.periodsPerYear, 252.0);
  QCOMPARE(run->closes.size(), run->report.input.equity.size());
  QVERIFY(run->manifest.find("\"engine\": \"bars\"") != std::string::npos);
  QCOMPARE(run->report.input.holdings.days.size(), run->report.input.equity.size());
}

void TstLongerLevels::realWeeks_data()
{
  QTest::addColumn<QString>("level");
  QTest::newRow("weeks") << "1wk";
  QTest::newRow("months") << "1mon";
}

void TstLongerLevels::realWeeks()
{
  QFETCH(QString, level);
  ZVT_FIXTURE(folder, "market/hikyuu");
  backtest::MemorySource source = realMarket(folder, "2001-01-01", "2011-12-01");
  const std::vector<std::string> ids{"stock_sh_600000", "stock_sz_000001", "stock_sz_000002"};
  std::map<std::string, market::BarSeriesPtr> days;
  std::set<std::int64_t> keys;
  for (const std::string& id : ids) {
    days[id] = source.bars({id, market::BarLevel::Day1, market::AdjustMode::Bfq, {}, {}}).value();
    keys.insert(days[id]->key.begin(), days[id]->key.end());
  }
  const auto calendar = market::Calendar::load("cn").value();
  const market::BarLevel longer = market::parseBarLevel(level.toStdString()).value();
  const auto result = run(turnStrategy(ids),
      {"run.level=" + level.toStdString(), "run.adjust=hfq", "max_positions=3", "finalize=keep"}, source);
  QVERIFY(result.fills.size() > (longer == market::BarLevel::Week1 ? 40U : 8U));
  QVERIFY(result.equity.size() >= keys.size());
  for (std::size_t i = 0; i < result.equity.size(); ++i) {
    QVERIFY(*calendar->isTradingDay(result.equity[i].time.day()));
    QVERIFY(i == 0 || result.equity[i - 1].time < result.equity[i].time);
  }
  // Decisions are made when a bar of the level is over.
  for (const analytics::OrderRecord& order : result.orders) {
    const TradingDay day = order.placedTime.day();
    const TradingDay over = calendar->dayOf({calendar->availableAt(longer, day.days).micros - 1});
    QCOMPARE(day.iso(), over.iso());
  }
  // Every fill lies in its day's range; what is sold is what was bought, through the ex-dates between.
  std::map<std::string, double> held;
  std::map<std::string, TradingDay> since;
  for (const analytics::FillRecord& fill : result.fills) {
    const market::BarSeries& bars = *days[fill.entityId];
    const auto at =
        static_cast<std::size_t>(std::ranges::lower_bound(bars.key, fill.time.day().days) - bars.key.begin());
    QCOMPARE(bars.key[at], std::int64_t(fill.time.day().days));
    const double price = fill.price.toDouble();
    QVERIFY(price >= bars.low[at] && price <= bars.high[at]);
    double& now = held[fill.entityId];
    now *= shareFactor(source.actions(fill.entityId).value(), since[fill.entityId], fill.time.day());
    since[fill.entityId] = fill.time.day();
    const double quantity = fill.quantity.toDouble();
    if (fill.side == "buy")
      now += quantity;
    else
      QVERIFY2(std::abs(now - quantity) < 2, (fill.entityId + " " + fill.time.day().iso()).c_str());
    if (fill.side == "sell")
      now = 0;
  }
}

QTEST_APPLESS_MAIN(TstLongerLevels)
#include "tst_longer_levels.moc"
