// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/bar_clock.h"
#include "core/factor/alternative/holdings.h"
#include "core/factor/alternative/market_emotion.h"
#include "core/factor/alternative/news_flow.h"
#include "core/factor/alternative/order_flow.h"
#include "core/factor/alternative/seats.h"
#include "tests/core/factor/alternative/days.h"

#include <QtTest>

#include <fstream>

using namespace zvt;
using namespace zvt::factor;
using namespace zvt::tests;

namespace {

BarClock clockOf(const market::BarSeries& bars)
{
  return {*market::Calendar::load("cn"), bars};
}

BestQuote quote(double bid, double bidSize, double ask, double askSize)
{
  return {{}, bid, bidSize, ask, askSize};
}

bool isNear(double found, double expected)
{
  return std::fabs(found - expected) < 1e-12;
}

}

class TstAlternativeFigures : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void clock();
  void clockOfMinutes();
  void newsByBar();
  void buzz();
  void heldUntilReplaced();
  void holdings();
  void orderFlowEvents_data();
  void orderFlowEvents();
  void spreads();
  void imbalances();
  void realTimeAndSales();
  void listedDay();
  void equalInstitutions();
  void winRates();
  void ladder();
};

/// Shanghai closes at 15:00, which is 07:00 UTC.
void TstAlternativeFigures::clock()
{
  const market::BarSeries bars = dailyBars({"2024-01-04", "2024-01-05", "2024-01-08"}, {1, 1, 1});
  const BarClock clock = clockOf(bars);
  QCOMPARE(clock.knownAt(0), moment("2024-01-04T07:00:00"));
  QCOMPARE(clock.barAt(moment("2024-01-05T07:00:00")), std::size_t{1});
  QCOMPARE(clock.barAt(moment("2024-01-05T07:00:01")), std::size_t{2}); // Friday evening: Monday
  QCOMPARE(clock.barAt(moment("2024-01-08T07:00:01")), std::size_t{3});
  QCOMPARE(clock.barAfter(day("2024-01-04")), std::size_t{1});
  QCOMPARE(clock.barAfter(day("2024-01-06")), std::size_t{2});
  QCOMPARE(clock.dayOf(2), day("2024-01-08"));
  QCOMPARE(clock.beginning(), std::optional(moment("2024-01-03T16:00:00")));
}

/// Minutes that end at 09:31 and 09:32 (01:31 UTC); the series says where the first began only when that is the day's
/// first. What is known by the day counts from the next day's first minute on.
void TstAlternativeFigures::clockOfMinutes()
{
  market::BarSeries bars;
  bars.level = market::BarLevel::Min1;
  for (const char* end : {"2024-01-04T01:31:00", "2024-01-04T01:32:00", "2024-01-05T01:31:00"})
    bars.append({moment(end).micros, 1, 1, 1, 1, 1, 1});
  const BarClock clock = clockOf(bars);
  QCOMPARE(clock.barAt(moment("2024-01-04T01:31:00")), std::size_t{0});
  QCOMPARE(clock.barAt(moment("2024-01-04T01:31:01")), std::size_t{1});
  QCOMPARE(clock.barAfter(day("2024-01-04")), std::size_t{2});
  QCOMPARE(clock.beginning(), std::optional(moment("2024-01-03T16:00:00")));
  QVERIFY(!clockOf(bars.slice(moment("2024-01-04T01:32:00").micros, moment("2024-01-06T00:00:00").micros)).beginning());
}

/// Two before Friday's close (+0.5 and −0.1: mean 0.2), one on Saturday for Monday, one without a mood.
void TstAlternativeFigures::newsByBar()
{
  const market::BarSeries bars =
      dailyBars({"2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09"}, {1, 1, 1, 1, 1});
  const std::vector<Mention> news{{moment("2024-01-03T02:00:00"), 0.9}, {moment("2024-01-04T08:00:00"), 0.5},
      {moment("2024-01-05T07:00:00"), -0.1}, {moment("2024-01-06T03:00:00"), -0.4},
      {moment("2024-01-06T04:00:00"), std::nan("")}};
  const MentionFlow flow = mentionFlow(news, clockOf(bars), moment("2024-01-09T07:00:00"));
  QVERIFY(equalColumn(flow.count, {std::nan(""), 0, 2, 2, 0})); // the first bar's time has no beginning
  QVERIFY(std::isnan(flow.mood[1]) && std::isnan(flow.mood[4]));
  QVERIFY(isNear(flow.mood[2], 0.2));
  QVERIFY(isNear(flow.mood[3], -0.4));
  // Recorded until Saturday evening: of Monday it knows what there is, of Tuesday nothing.
  const MentionFlow part = mentionFlow(news, clockOf(bars), moment("2024-01-06T12:00:00"));
  QVERIFY(equalColumn(part.count, {std::nan(""), 0, 2, 2, std::nan("")}));
}

/// 20 bars with one each, then 3: three times the usual. Mentions may stand for many.
void TstAlternativeFigures::buzz()
{
  const auto names = tradingDays("2024-01-02", 23);
  const market::BarSeries bars = dailyBars(names, std::vector<double>(23, 1));
  std::vector<Mention> mentions{{moment(names[0] + "T01:00:00"), 0}};
  for (std::size_t i = 1; i <= 20; ++i)
    mentions.push_back({moment(names[i] + "T01:00:00"), 0});
  mentions.push_back({moment(names[21] + "T01:00:00"), 0, 3});
  const MentionFlow flow = mentionFlow(mentions, clockOf(bars), moment(names[22] + "T07:00:00"));
  for (std::size_t i = 0; i <= 20; ++i)
    QVERIFY(std::isnan(flow.buzz[i]));
  QVERIFY(isNear(flow.buzz[21], 3));
  QVERIFY(isNear(flow.buzz[22], 0));
}

void TstAlternativeFigures::heldUntilReplaced()
{
  const std::vector<KnownValue> values{{1, 5}, {3, 6}, {3, 7}, {9, 8}};
  const double none = std::nan("");
  QVERIFY(equalColumn(heldValues(values, 6), {none, 5, 5, 7, 7, 7}));
  QVERIFY(equalColumn(heldValues({}, 2), {none, none}));
}

/// Funds A and B hold 2 % and 3 % at mid-year; a quarter later A holds 4 %, then B 1 %; a late report says that A held
/// 2.5 % at mid-year.
void TstAlternativeFigures::holdings()
{
  const auto june = day("2024-06-30");
  const auto september = day("2024-09-30");
  const auto states = holdingStates({{day("2024-08-30"), june, "B", 0.03}, {day("2024-08-30"), june, "A", 0.02},
      {day("2024-10-20"), september, "A", 0.04}, {day("2024-10-25"), september, "B", 0.01},
      {day("2024-10-28"), june, "A", 0.025}, {day("2024-10-29"), september, "C", std::nan("")}});
  QCOMPARE(states.size(), std::size_t{4});
  QVERIFY(isNear(states[0].ratio, 0.05) && std::isnan(states[0].change));
  QVERIFY(isNear(states[1].ratio, 0.04) && isNear(states[1].change, -0.01));
  QVERIFY(isNear(states[2].ratio, 0.05) && isNear(states[2].change, 0));
  QVERIFY(isNear(states[3].ratio, 0.05) && isNear(states[3].change, -0.005));
  QCOMPARE(states[3].known, day("2024-10-28"));
}

/// Cont, Kukanov and Stoikov (2014), section 2.1: what one event at the best prices contributes. Before: bid 10.00 ×
/// 300, ask 10.01 × 200.
void TstAlternativeFigures::orderFlowEvents_data()
{
  QTest::addColumn<double>("bid");
  QTest::addColumn<double>("bidSize");
  QTest::addColumn<double>("ask");
  QTest::addColumn<double>("askSize");
  QTest::addColumn<double>("event");
  QTest::newRow("a buyer joins the bid: the increase") << 10.00 << 500.0 << 10.01 << 200.0 << 200.0;
  QTest::newRow("a sale at the bid: the decrease") << 10.00 << 100.0 << 10.01 << 200.0 << -200.0;
  QTest::newRow("the bid is used up: all of it") << 9.99 << 400.0 << 10.01 << 200.0 << -300.0;
  QTest::newRow("a better bid: all of the new one") << 10.005 << 50.0 << 10.01 << 200.0 << 50.0;
  QTest::newRow("a seller joins the ask") << 10.00 << 300.0 << 10.01 << 260.0 << -60.0;
  QTest::newRow("the ask is used up") << 10.00 << 300.0 << 10.02 << 900.0 << 200.0;
  QTest::newRow("a better ask") << 10.00 << 300.0 << 10.005 << 70.0 << -70.0;
  QTest::newRow("nothing") << 10.00 << 300.0 << 10.01 << 200.0 << 0.0;
}

void TstAlternativeFigures::orderFlowEvents()
{
  QFETCH(const double, bid);
  QFETCH(const double, bidSize);
  QFETCH(const double, ask);
  QFETCH(const double, askSize);
  QFETCH(const double, event);
  QCOMPARE(orderFlowEvent(quote(10.00, 300, 10.01, 200), quote(bid, bidSize, ask, askSize)), event);
}

/// Quotes 9.99/10.01 (0.02/10 = 0.002) and 9.98/10.02 (0.004): mean 0.003; one-sided and crossed ones do not count.
/// Trades: 300 at 10.01 against the first: 2·0.01/10 = 0.002; 100 at 9.98 against the second: 0.004: (300·0.002 +
/// 100·0.004)/400 = 0.0025.
void TstAlternativeFigures::spreads()
{
  OrderFlow flow;
  QVERIFY(std::isnan(flow.quotedSpread()) && std::isnan(flow.effectiveSpread()));
  flow.add(Trade{{}, 10, 999, TakerSide::Buy}); // ahead of any quote
  flow.add(quote(9.99, 100, 10.01, 300));
  flow.add(Trade{{}, 10.01, 300, TakerSide::Buy});
  flow.add(quote(0, 0, 10.01, 100));
  flow.add(quote(10.02, 100, 10.01, 100));
  flow.add(quote(9.98, 100, 10.02, 100));
  flow.add(Trade{{}, 9.98, 100, TakerSide::Sell});
  QVERIFY(isNear(flow.quotedSpread(), 0.003));
  QVERIFY(isNear(flow.effectiveSpread(), 0.0025));
  QVERIFY(isNear(flow.bookImbalance(), -0.25)); // (100 − 300)/400 and 0
  // Bid down: −100; ask up: +300.
  QVERIFY(isNear(flow.orderFlowImbalance(), 200));
  flow.nextBar();
  QVERIFY(std::isnan(flow.orderFlowImbalance()) && std::isnan(flow.tickImbalance()));
  flow.add(quote(9.98, 150, 10.02, 100)); // against the last quote of the bar before
  QVERIFY(isNear(flow.orderFlowImbalance(), 50));
  flow.nextDay();
  flow.add(quote(9.98, 900, 10.02, 100));
  QVERIFY(std::isnan(flow.orderFlowImbalance()));
}

/// Prices 10, 10, 10.1, 10.1, 10: the first two have no sign, then up, as before, down: (1 + 1 − 1)/3; by volume (10 +
/// 20 − 30)/60 = 0. Then a seller at a higher price: the taker's side counts.
void TstAlternativeFigures::imbalances()
{
  OrderFlow flow;
  for (const auto& [price, volume] : {std::pair{10.0, 5.0}, {10.0, 5.0}, {10.1, 10.0}, {10.1, 20.0}, {10.0, 30.0}})
    flow.add(Trade{{}, price, volume, TakerSide::Unknown});
  QVERIFY(isNear(flow.tickImbalance(), 1.0 / 3));
  QVERIFY(isNear(flow.volumeImbalance(), 0));
  flow.add(Trade{{}, 10.2, 60, TakerSide::Sell});
  QVERIFY(isNear(flow.tickImbalance(), 0));
  QVERIFY(isNear(flow.volumeImbalance(), -0.5));
}

/// Time and sales of 000001 on 2019-02-01 (fixture): counted from the file itself by side, 0 bought, 1 sold, 2 neither.
void TstAlternativeFigures::realTimeAndSales()
{
  ZVT_FIXTURE(file, "market/hikyuu/sz000001_ticks.csv");
  std::ifstream lines(file);
  std::string line;
  std::getline(lines, line);
  OrderFlow flow;
  double bought = 0, sold = 0, boughtLots = 0, soldLots = 0;
  while (std::getline(lines, line) && line.starts_with("2019-02-01")) {
    const auto cells = split(line, ',');
    const double price = *parseDouble(cells[1]);
    const double lots = *parseDouble(cells[2]);
    const std::string_view side = trim(cells[3]);
    if (side == "2" || lots == 0) // snapshots between which nothing was traded are in the file, too
      continue;
    flow.add(Trade{{}, price, lots, side == "0" ? TakerSide::Buy : TakerSide::Sell});
    (side == "0" ? bought : sold) += 1;
    (side == "0" ? boughtLots : soldLots) += lots;
  }
  QVERIFY(bought > 100 && sold > 100);
  QVERIFY(isNear(flow.tickImbalance(), (bought - sold) / (bought + sold)));
  QVERIFY(isNear(flow.volumeImbalance(), (boughtLots - soldLots) / (boughtLots + soldLots)));
}

/// A seat on both sides counts once, and so does a second row of the day for another reason; a row over three days does
/// not count beside them. Net: (500 − 20) + (100 − 0) + (10 − 300) = 290.
void TstAlternativeFigures::listedDay()
{
  const SeatDeal both{"甲营业部", 500, 20};
  const SeatDeal institution{"机构专用", 100, 0};
  const SeatDeal seller{"机构专用", 10, 300};
  Listing one{day("2024-01-03"), "日涨幅偏离值达到7%", 1000, joinedSides({both, institution}, {seller, both})};
  Listing other{day("2024-01-03"), "日换手率达到20%", 1000, one.deals};
  Listing three{day("2024-01-03"), "连续三个交易日内涨幅偏离值累计达到20%", 5000, {{"乙营业部", 900, 0}}};
  Listing alone = three;
  alone.day = day("2024-01-05");
  const auto days = listedDays({alone, three, other, one});
  QCOMPARE(days.size(), std::size_t{2});
  QCOMPARE(days[0].deals.size(), std::size_t{3});
  QCOMPARE(days[0].turnover, 1000.0);
  QVERIFY(isNear(days[0].net(), 290));
  QVERIFY(isNear(days[0].institutionNet(), -190));
  QCOMPARE(days[0].institutions(true), 1);
  QCOMPARE(days[0].institutions(false), 1);
  QCOMPARE(days[1].day, day("2024-01-05"));
  QVERIFY(isNear(days[1].net(), 900));
  // As exchanges put it: none of these is of the day itself.
  for (const char* reason : {"最近3个有成交的交易日以内收盘价涨跌幅偏离值累计达到40%",
           "连续10个交易日内4次出现同正向异常波动", "连续30个交易日内日收盘价格涨幅偏离值累计达到200%",
           "连续二个交易日内换手率累计达到20%", "严重异常期间的投资者分类交易统计"}) {
    three.reason = reason;
    QCOMPARE(listedDays({three, one}).front().turnover, 1000.0);
  }
  QVERIFY(isCollective("机构专用") && isCollective("其他自然人") && isCollective("中小投资者"));
  QVERIFY(!isCollective("华泰证券股份有限公司深圳益田路营业部"));
}

/// Two institutions may buy for the same amount.
void TstAlternativeFigures::equalInstitutions()
{
  const SeatDeal institution{"机构专用", 100, 0};
  Listing row{day("2024-01-03"), "", 1000, joinedSides({institution, institution}, {})};
  const auto days = listedDays({row, row});
  QCOMPARE(days[0].institutions(true), 2);
}

/// Seat 甲 buys on the first day (closes 10, then 11: won; after three bars 9: lost) and the third (10.5, then 9:
/// lost). Its outcome after one bar is known with the bar after; 乙 sold, institutions have no record.
void TstAlternativeFigures::winRates()
{
  const market::BarSeries bars =
      dailyBars({"2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08"}, {10, 11, 10.5, 9, 12});
  const ListedDay first{day("2024-01-02"), 100, {{"甲", 10, 0}, {"乙", 0, 5}, {"机构专用", 3, 0}}};
  const ListedDay third{day("2024-01-04"), 100, {{"甲", 10, 0}}};
  const ListedDay holiday{day("2024-01-06"), 100, {{"甲", 10, 0}}};
  SeatBook book;
  book.add(std::vector{first, third, holiday}, bars);
  QCOMPARE(book.winRate("甲", 0, day("2024-01-02")).settled, 0);
  QCOMPARE(book.winRate("甲", 0, day("2024-01-03")).settled, 1);
  QCOMPARE(book.winRate("甲", 0, day("2024-01-03")).rate(), 1.0);
  QCOMPARE(book.winRate("甲", 0, day("2024-01-05")).rate(), 0.5);
  QCOMPARE(book.winRate("甲", 1, day("2024-01-04")).settled, 0);
  QCOMPARE(book.winRate("甲", 1, day("2024-01-08")).rate(), 0.0);
  QCOMPARE(book.winRate("乙", 0, day("2024-01-08")).settled, 0);
  QCOMPARE(book.winRate("机构专用", 0, day("2024-01-08")).settled, 0);
  QCOMPARE(book.winRateOfBuyers(third, 0, day("2024-01-05")), 0.5);
  QVERIFY(std::isnan(book.winRateOfBuyers(first, 0, day("2024-01-02"))));
  QCOMPARE(book.totals().at("甲").days, 3);
  QCOMPARE(book.totals().at("乙").sold, 5.0);
}

/// Limits of ±10 % over four days:
/// A 10 → 11 (limit) → 12.10 (limit, 2nd) → 12.10, high 13.31: broken, change 0;
/// B 10 → 11 (limit) → 10.45 (−5 %) → 9.41 (limit down: 10.45 · 0.9 = 9.405 → 9.41);
/// C 10 → 9.9 → no bar → 10.
/// Day 2: 2 limit-ups, height 1, power 0, up 2, down 1. Day 3: 1 limit-up, height 2, power 2, followers A +10 %, B −5
/// %: premium 2.5 %. Day 4: none at the limit, 1 broken: rate 1; limit-down 1; follower A 0 %; C traded last on day 2.
void TstAlternativeFigures::ladder()
{
  const std::vector<std::string> dates{"2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"};
  market::BarSeries a = dailyBars(dates, {10, 11, 12.1, 12.1});
  a.high[3] = 13.31;
  const market::BarSeries b = dailyBars(dates, {10, 11, 10.45, 9.41});
  const market::BarSeries c = dailyBars({dates[0], dates[1], dates[3]}, {10, 9.9, 10});
  const auto rules = *market::RuleBook::load();
  MarketEmotion emotion;
  const auto set = [&](const std::string& id, const market::BarSeries& bars) {
    const auto references = data::referencePrices(bars, {});
    data::LimitSubject subject;
    subject.id = *market::EntityId::parse("stock_sz_000001");
    emotion.set(id, bars, references, data::dayLimits(bars, references, subject, *rules));
  };
  set("A", b); // each takes the place of what was told of it before
  set("B", b);
  set("C", c);
  set("D", c);
  set("A", a);
  emotion.remove("D");
  const auto days = emotion.days();
  QVERIFY(!days.contains(day(dates[0]))); // without a day before there is nothing to tell
  const EmotionDay& second = days.at(day(dates[1]));
  QCOMPARE(second.limitUps, 2);
  QCOMPARE(second.height, 1);
  QCOMPARE(second.power, 0);
  QVERIFY(isNear(second.advance(), 1.0 / 3));
  QVERIFY(std::isnan(second.premium()));
  const EmotionDay& third = days.at(day(dates[2]));
  QCOMPARE(third.limitUps, 1);
  QCOMPARE(third.height, 2);
  QCOMPARE(third.power, 2);
  QCOMPARE(third.followers, 2);
  QVERIFY(isNear(third.premium(), 0.025));
  QCOMPARE(third.brokenRate(), 0.0);
  const EmotionDay& last = days.at(day(dates[3]));
  QCOMPARE(last.limitUps, 0);
  QCOMPARE(last.limitDowns, 1);
  QCOMPARE(last.broken, 1);
  QCOMPARE(last.brokenRate(), 1.0);
  QCOMPARE(last.followers, 1);
  QVERIFY(isNear(last.premium(), 0));
  QCOMPARE(last.flat, 1);
}

QTEST_GUILESS_MAIN(TstAlternativeFigures)
#include "tst_alternative_figures.moc"
