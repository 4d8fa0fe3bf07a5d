// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_state.h"
#include "tests/core/trading/held_desk.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

/// Parent orders that are worked through a day of minutes, see HeldDesk.
class TstWorkedOrders : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_desk = std::make_unique<HeldDesk>(); }
  void cleanup() { m_desk.reset(); }
  void workedEvenlyOverTime();
  void workedByVolume();
  void slicesOneAfterTheOther();
  void workedOrderSurvivesARestart();
  void whatTheMarketTradedIsKept();
  void isAdmittedAsAWhole();
  void curveOfTheDaysBefore();
  void sellsPayForTheBuys();
  void basketIsBegunAsOne();
  void buysWaitForAGroup();
  void aReplacedPartIsNotSentTwice();
  void isChangedWhileItRuns();
  void aChangeIsLookedAtFirst();

private:
  std::unique_ptr<HeldDesk> m_desk;
};

void TstWorkedOrders::workedEvenlyOverTime()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Twap, "400");
  order.end = m_desk->at("2024-12-05", 9, 34);
  order.slices = 4; // at 09:30, 09:31, 09:32 and 09:33
  m_desk->work(order);
  m_desk->go("2024-12-05", 9, 32);
  // What is due by 09:31 meets the minute that opens at 10.18.
  QCOMPARE(m_desk->fills(), QStringList({"200 @ 10.18"}));
  QVERIFY(m_desk->report().state == AlgoState::Running);
  QCOMPARE(text(m_desk->report().working), "100");
  m_desk->go("2024-12-05");
  // The last part is out before the afternoon's minute, and its time over with that.
  QCOMPARE(m_desk->fills(), QStringList({"200 @ 10.18", "100 @ 10.14", "100 @ 10.28"}));
  QVERIFY(m_desk->report().state == AlgoState::Done);
  QCOMPARE(text(m_desk->report().averagePrice()), "10.195"); // (2036 + 1014 + 1028) / 400
  const auto before = m_desk->session().held().snapshot()->algos;
  m_desk->go("2024-12-05", 9, 32);
  QCOMPARE(text(m_desk->report().filled), "200");
  m_desk->go("2024-12-05");
  QVERIFY(m_desk->session().held().snapshot()->algos == before);
}

void TstWorkedOrders::workedByVolume()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Participation, "5000");
  order.participation = require(Decimal::parse("0.05"));
  m_desk->work(order);
  m_desk->go("2024-12-05", 9, 32);
  // 10,000 a minute: 500 after the first, a thousand after the second.
  QCOMPARE(m_desk->fills(), QStringList({"500 @ 10.18"}));
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->fills(), QStringList({"500 @ 10.18", "500 @ 10.14", "500 @ 10.28"}));
  QVERIFY(m_desk->report().state == AlgoState::Done);
  QCOMPARE(text(m_desk->report().leftover), "3500");
  QCOMPARE(m_desk->report().reason.code, std::string("algo.leftover"));
}

void TstWorkedOrders::slicesOneAfterTheOther()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Iceberg, "500");
  order.display = quantity("100");
  m_desk->work(order);
  m_desk->go("2024-12-05", 9, 33);
  QCOMPARE(m_desk->fills(), QStringList({"100 @ 10.18", "100 @ 10.14"}));
  QCOMPARE(m_desk->snapshot()->orders.size(), 3U);
  done(m_desk->ask([&](HeldOrders& held, auto answer) { held.cancel("p1", answer); }));
  QVERIFY(m_desk->report().state == AlgoState::Cancelled);
  QVERIFY(m_desk->newest().state == OrderState::Cancelled);
  const auto again = m_desk->ask([&](HeldOrders& held, auto answer) { held.cancel("p1", answer); });
  QCOMPARE(again.error().code, std::string("algo.not_possible"));
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->fills().size(), 2);
}

void TstWorkedOrders::workedOrderSurvivesARestart()
{
  m_desk->storeMinutes();
  m_desk->openPaper();
  m_desk->advance(); // Wednesday's close
  ParentOrder order = m_desk->parent(AlgoKind::Participation, "5000");
  order.participation = require(Decimal::parse("0.05"));
  m_desk->work(order);
  done(m_desk->ask([&](HeldOrders& held, auto answer) { held.suspend("p1", answer); }));
  m_desk->restart();
  QVERIFY(m_desk->report().state == AlgoState::Paused);
  done(m_desk->ask([&](HeldOrders& held, auto answer) { held.resume("p1", answer); }));
  // The day of the account has begun, and the program ends before its first bar.
  m_desk->session().orders().startDay(day("2024-12-05"), {});
  m_desk->executor.runReady();
  m_desk->restart();
  QCOMPARE(m_desk->fills(), QStringList({"500 @ 10.18", "500 @ 10.14", "500 @ 10.28"}));
  QVERIFY(m_desk->report().state == AlgoState::Done);
  const auto before = m_desk->session().held().snapshot()->algos;
  m_desk->restart();
  QVERIFY(m_desk->session().held().snapshot()->algos == before);
  QCOMPARE(m_desk->fills().size(), 3);
  ParentOrder next = m_desk->parent(AlgoKind::Iceberg, "500");
  next.id = "p2";
  next.begin = m_desk->at("2024-12-06", 9, 30);
  next.end = m_desk->at("2024-12-06", 15, 0);
  next.display = quantity("100");
  m_desk->work(next);
  done(m_desk->ask([&](HeldOrders& held, auto answer) { held.cancel("p2", answer); }));
  QVERIFY(m_desk->report().state == AlgoState::Cancelled);
  m_desk->restart();
  QVERIFY(m_desk->report().state == AlgoState::Cancelled);
}

/// 10,000 a minute: half a percent of the first is less than a lot, of the first two it is one.
void TstWorkedOrders::whatTheMarketTradedIsKept()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Participation, "5000");
  order.participation = require(Decimal::parse("0.005"));
  m_desk->work(order);
  m_desk->go("2024-12-05", 9, 31); // 50: less than a lot
  QVERIFY(m_desk->submit(Side::Buy, "10.00", "100")); // which is in the books of that moment
  m_desk->go("2024-12-05", 9, 32);
  QCOMPARE(m_desk->snapshot()->orders.size(), 2U);
  m_desk->go("2024-12-05", 9, 31); // back to those books
  QCOMPARE(m_desk->snapshot()->orders.size(), 1U);
  m_desk->go("2024-12-05", 9, 32);
  QCOMPARE(m_desk->snapshot()->orders.size(), 2U);
  QCOMPARE(text(m_desk->newest().quantity), "100");
}

void TstWorkedOrders::isAdmittedAsAWhole()
{
  std::vector<Order> asked;
  m_desk->admitWhole = [&asked](const Order& whole) -> Result<void> {
    asked.push_back(whole);
    return asked.size() == 1 ? fail("risk.approval.pending") : Result<void>();
  };
  m_desk->storeMinutes();
  m_desk->openPaper();
  m_desk->advance();
  ParentOrder order = m_desk->parent(AlgoKind::Twap, "400");
  order.slices = 4;
  Result<void> answer;
  const auto ask = [&] {
    m_desk->session().work(order, [&](Result<void> result) { answer = std::move(result); });
    m_desk->executor.runReady();
  };
  ask();
  QVERIFY(!answer);
  QCOMPARE(answer.error().code, std::string("risk.approval.pending"));
  QVERIFY(m_desk->session().held().snapshot()->algos.empty());
  ask(); // agreed
  QVERIFY(answer);
  ask(); // the same again is the same order
  QVERIFY(answer);
  QCOMPARE(asked.size(), 2U);
  QCOMPARE(asked[0].id, asked[1].id);
  QCOMPARE(text(asked[0].quantity), "400");
  QCOMPARE(asked[0].account, std::string("paper"));
  QCOMPARE(m_desk->session().held().snapshot()->algos.size(), 1U);
}

void TstWorkedOrders::curveOfTheDaysBefore()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Vwap, "400");
  order.slices = 2;
  Result<void> answer;
  m_desk->session().work(order, [&](Result<void> result) { answer = std::move(result); });
  m_desk->executor.runReady();
  QVERIFY(!answer); // Thursday's minutes are not known yet
  QCOMPARE(answer.error().code, std::string("algo.no_curve"));
  m_desk->go("2024-12-05");
  order.begin = m_desk->at("2024-12-06", 9, 30);
  order.end = m_desk->at("2024-12-06", 15, 0);
  m_desk->work(order);
  // Three of Thursday's minutes lie before 12:15, one behind it.
  const std::vector<Decimal> expected{Decimal::fromInt(30'000), Decimal::fromInt(10'000)};
  QVERIFY(m_desk->session().held().snapshot()->algos.back().order.curve == expected);
}

/// What is sold is out at 09:31 and fills in the minute up to 09:32, which opens at 10.18. The buy is out when that is
/// told, at 09:32, and meets the bar after that, which opens at 10.14.
void TstWorkedOrders::sellsPayForTheBuys()
{
  m_desk->storeMinutes();
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.20", "300"));
  m_desk->advance(); // Wednesday, which opens at 10.10
  ParentOrder sell = m_desk->parent(AlgoKind::Twap, "300");
  sell.id = "sell";
  sell.side = Side::Sell;
  sell.price = price("10.10");
  ParentOrder buy = m_desk->parent(AlgoKind::Twap, "300");
  buy.id = "buy";
  buy.after = {"sell"};
  m_desk->workAll({sell, buy});
  m_desk->restart();
  m_desk->advance();
  QCOMPARE(m_desk->fills(), QStringList({"300 @ 10.1", "300 @ 10.18", "300 @ 10.14"}));
  for (const AlgoOrder& order : m_desk->session().held().snapshot()->algos)
    QCOMPARE(toString(order.report.state), toString(AlgoState::Done));
}

/// Two buys wait for both sells by one name.
void TstWorkedOrders::buysWaitForAGroup()
{
  m_desk->storeMinutes();
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.20", "300"));
  m_desk->advance();
  std::vector<ParentOrder> basket;
  for (const char* id : {"s1", "s2", "b1", "b2"}) {
    ParentOrder order = m_desk->parent(AlgoKind::Twap, "100");
    order.id = id;
    if (id[0] == 's') {
      order.side = Side::Sell;
      order.price = price("10.10");
      order.group = "sells";
    } else {
      order.after = {"sells"};
    }
    basket.push_back(order);
  }
  ParentOrder lost = basket.back();
  lost.id = "b3";
  lost.after = {"nobody"};
  const auto refused = m_desk->ask([&](HeldOrders& held, auto answer) { held.place(std::vector{lost}, answer); });
  QCOMPARE(refused.error().code, std::string("algo.bad_order"));
  m_desk->workAll(basket);
  m_desk->restart();
  m_desk->advance();
  const auto orders = m_desk->snapshot()->orders;
  QCOMPARE(orders.size(), 5U); // the holding's, then the sells before the buys
  for (std::size_t index = 1; index < 5; ++index)
    QVERIFY(orders[index].side == (index < 3 ? Side::Sell : Side::Buy));
}

/// 400 in four parts; the first stands below the market, and a person puts it into it: it fills by itself, and the
/// worked order sends its other 300 alone.
void TstWorkedOrders::aReplacedPartIsNotSentTwice()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Iceberg, "300");
  order.display = quantity("100");
  order.price = price("10.05"); // nobody sells there on Thursday
  m_desk->work(order);
  m_desk->go("2024-12-05", 9, 31);
  QCOMPARE(m_desk->snapshot()->orders.size(), 1U);
  Result<Order> moved = fail("test.no_answer");
  m_desk->session().orders().replace(
      {m_desk->newest().id, price("10.30"), "by-hand"}, [&](Result<Order> answer) { moved = std::move(answer); });
  m_desk->executor.runReady();
  QVERIFY(moved);
  QCOMPARE(text(m_desk->report().taken), "100");
  m_desk->go("2024-12-05", 9, 33);
  // By hand at the open of the next minute; the next slice is the worked order's own.
  QCOMPARE(m_desk->fills(), QStringList({"100 @ 10.18"}));
  Quantity open;
  for (const Order& one : m_desk->snapshot()->orders)
    if (!isFinal(one.state))
      open += one.remaining();
  QCOMPARE(text(open), "100");
  QCOMPARE(m_desk->snapshot()->orders.size(), 3U);
  m_desk->go("2024-12-05");
  QCOMPARE(text(m_desk->report().filled + m_desk->report().taken), "100");
  QCOMPARE(text(m_desk->report().leftover), "300");
}

/// 500 by slices of 100 at 10.05, where nobody sells; from the second minute on 300 at 10.30.
void TstWorkedOrders::isChangedWhileItRuns()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Iceberg, "500");
  order.display = quantity("100");
  order.price = price("10.05");
  m_desk->work(order);
  m_desk->go("2024-12-05", 9, 31);
  QVERIFY(m_desk->fills().isEmpty());
  const ParentChange change{quantity("300"), price("10.30"), std::nullopt};
  Result<void> answer = fail("test.no_answer");
  m_desk->session().change("p1", change, [&](Result<void> done) { answer = std::move(done); });
  m_desk->executor.runReady();
  QVERIFY2(answer.has_value(), answer ? "" : answer.error().code.c_str());
  QVERIFY(m_desk->newest().price == price("10.30"));
  const AlgoOrder now = m_desk->session().held().snapshot()->algos.back();
  QCOMPARE(text(now.order.quantity), "300");
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->fills(), QStringList({"100 @ 10.18", "100 @ 10.14", "100 @ 10.28"}));
  QVERIFY(m_desk->report().state == AlgoState::Done);
  QVERIFY(m_desk->report().reason.code.empty());
  // The journal tells the same.
  m_desk->go("2024-12-05", 9, 32);
  m_desk->go("2024-12-05");
  QCOMPARE(text(m_desk->report().quantity), "300");
  QCOMPARE(text(m_desk->report().filled), "300");
  const auto over = m_desk->ask([&](HeldOrders& held, auto told) { held.change("p1", change, told); });
  QCOMPARE(over.error().code, std::string("algo.not_possible"));
}

void TstWorkedOrders::aChangeIsLookedAtFirst()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Iceberg, "500");
  order.display = quantity("100");
  m_desk->work(order);
  const auto codeOf = [&](const ParentChange& change) {
    Result<void> answer = fail("test.no_answer");
    m_desk->session().change("p1", change, [&](Result<void> done) { answer = std::move(done); });
    m_desk->executor.runReady();
    return QString::fromStdString(answer ? "" : answer.error().code);
  };
  QVERIFY(codeOf({std::nullopt, price("10.305"), std::nullopt}).startsWith("trading.check.tick"));
  QVERIFY(codeOf({std::nullopt, price("99"), std::nullopt}).startsWith("trading.check.price_limit"));
  QVERIFY(codeOf({quantity("450"), std::nullopt, std::nullopt}).startsWith("trading.check.lot_size"));
  // 100,000 in cash: 9,800 shares at 10.30 are 100,940.
  QVERIFY(codeOf({quantity("9800"), std::nullopt, std::nullopt}).startsWith("trading.check.cash"));
  QCOMPARE(codeOf({quantity("9700"), std::nullopt, std::nullopt}), QString());
  QCOMPARE(text(m_desk->session().held().snapshot()->algos.back().order.quantity), "9700");
}

void TstWorkedOrders::basketIsBegunAsOne()
{
  m_desk->storeMinutes();
  m_desk->openPaper();
  m_desk->advance();
  const ParentOrder good = m_desk->parent(AlgoKind::Twap, "300");
  ParentOrder bad = good;
  bad.id = "p2";
  bad.slices = 0;
  const auto refused = [&](std::vector<ParentOrder> orders) {
    const auto answer = m_desk->ask([&](HeldOrders& held, auto done) { held.place(std::move(orders), done); });
    return answer ? std::string() : answer.error().code;
  };
  QCOMPARE(refused({good, bad}), std::string("algo.bad_order"));
  QVERIFY(m_desk->session().held().snapshot()->algos.empty());
  ParentOrder early = good;
  early.id = "p0";
  early.after = {"p1"}; // which stands behind it
  QCOMPARE(refused({early, good}), std::string("algo.bad_order"));
  ParentOrder twin = good;
  twin.quantity = quantity("400");
  QCOMPARE(refused({good, twin}), std::string("algo.duplicate"));
  m_desk->restart();
  QVERIFY(m_desk->session().held().snapshot()->algos.empty());
  QCOMPARE(refused({good, good}), std::string());
  QCOMPARE(m_desk->session().held().snapshot()->algos.size(), 1U);
}

QTEST_APPLESS_MAIN(TstWorkedOrders)
#include "tst_worked_orders.moc"
