// SPDX-License-Identifier: Apache-2.0
#include "core/trading/paper_broker.h"
#include "tests/core/trading/order_desk.h"

#include <QtTest>

#include <limits>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

/// What simulated days have brought to light, one case each.
class TstOrderFaults : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void refusedCancelProvesNoOrder();
  void sentOrderIsTheAnswerWhateverTheDiskDoes();
  void failedOutcomeLeavesTheAccountOutOfStep();
  void unsettledOrderKeepsTheAccountOutOfStep();
  void unsettledOrderDoesNotKeepOthersFromIt();
  void dayBeginsWithWhatWasTradedBefore();
  void dayWithoutTheBrokersWordDoesNotBegin();
  void actionThatCannotBeBookedIsNotJournaled();
  void consolidationKeepsOpenSalesFrozen();
  void saleToldAfterAConsolidationIsBooked();
  void paperSaleOverAConsolidationDoesNotBlock();
  void shortSaleAllowedByAMarkReplays();
  void replacementWaitsForLateFills();
  void rateIsOfThisSecondOfThisDay();
  void requestsOfTheDaySurviveARestart();
};

void TstOrderFaults::refusedCancelProvesNoOrder()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t"))); // lost on its way
  QVERIFY(desk.cancel(made.id).has_value());
  desk.tell([&](BrokerListener& listener) { listener.onCancelRejected(made.id, {"broker.unknown_order", {}, {}}); });
  QVERIFY(desk.order(made.id).state == OrderState::Unknown);
  QVERIFY(desk.frozen().isPositive());
}

void TstOrderFaults::sentOrderIsTheAnswerWhateverTheDiskDoes()
{
  Desk desk;
  desk.broker.outcome = SendOutcome::Unknown;
  desk.store.failAt(2); // the entry of the order is written, that of the silence is not
  const Order made = require(desk.submit(intent("t")));
  QCOMPARE(desk.broker.placed, std::vector<std::string>{made.id});
  QVERIFY(made.state == OrderState::PendingNew);
}

void TstOrderFaults::failedOutcomeLeavesTheAccountOutOfStep()
{
  Desk desk;
  desk.broker.outcome = SendOutcome::NotSent;
  desk.store.failAt(2);
  const Order made = require(desk.submit(intent("t")));
  QVERIFY(!desk.service->snapshot()->reconciled);
  desk.service->reconcile();
  desk.executor.runReady();
  QVERIFY(desk.order(made.id).state == OrderState::Rejected);
  QVERIFY(desk.service->snapshot()->reconciled);
}

void TstOrderFaults::unsettledOrderKeepsTheAccountOutOfStep()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.book(made, OrderState::Cancelled);
  desk.store.failAt(1);
  desk.service->reconcile();
  desk.executor.runReady();
  QVERIFY(!desk.service->snapshot()->reconciled);
  QVERIFY(desk.order(made.id).state == OrderState::PendingNew);
}

void TstOrderFaults::unsettledOrderDoesNotKeepOthersFromIt()
{
  Desk desk;
  const Order first = require(desk.submit(intent("a", Side::Buy, "10", "100")));
  const Order second = require(desk.submit(intent("b", Side::Buy, "10", "100")));
  Fill empty = report(first.id, "x1", "10", "0"); // cannot be booked
  desk.book(first, OrderState::Working, {empty});
  desk.book(second, OrderState::Cancelled);
  desk.service->reconcile();
  desk.executor.runReady();
  QVERIFY(desk.order(second.id).state == OrderState::Cancelled);
  QVERIFY(!desk.service->snapshot()->reconciled);
}

void TstOrderFaults::dayBeginsWithWhatWasTradedBefore()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t", Side::Buy, "10", "1000")));
  desk.book(made, OrderState::Filled, {report(made.id, "x1", "10", "1000")}); // its report is lost
  market::CorporateAction action;
  action.exDay = day("2024-03-04");
  action.cash = 0.5;
  action.bonus = 0.3;
  QVERIFY(desk.startDay("2024-03-04", {{kMain, action}}).has_value());
  const Position held = *desk.service->snapshot()->account->find(kMain);
  QCOMPARE(text(held.dividends), QStringLiteral("500")); // 1,000 × 0.5
  QCOMPARE(text(held.total), QStringLiteral("1300"));
  QCOMPARE(text(held.sellable()), QStringLiteral("1300")); // bought the day before
}

void TstOrderFaults::dayWithoutTheBrokersWordDoesNotBegin()
{
  Desk desk;
  require(desk.submit(intent("t")));
  desk.broker.answers = false;
  QCOMPARE(desk.startDay("2024-03-04").error().code, std::string("broker.no_answer"));
  QVERIFY(desk.service->snapshot()->account->day() == day("2024-03-01"));
  desk.broker.answers = true;
  QVERIFY(desk.startDay("2024-03-04").has_value());
}

void TstOrderFaults::actionThatCannotBeBookedIsNotJournaled()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x1", "10", "1000")); });
  market::CorporateAction action;
  action.exDay = day("2024-03-04");
  action.cash = std::numeric_limits<double>::quiet_NaN();
  const auto started = desk.startDay("2024-03-04", {{kMain, action}});
  QVERIFY(!started);
  QCOMPARE(std::string(started.error().field("entity")), kMain);
  desk.open(); // a journal with that entry could never be read again
  QVERIFY(desk.startDay("2024-03-04").has_value());
}

void TstOrderFaults::consolidationKeepsOpenSalesFrozen()
{
  Desk desk;
  const Order bought = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(bought.id, "x1", "10", "1000")); });
  QVERIFY(desk.startDay("2024-03-04").has_value());
  const Order sale = require(desk.submit(intent("s", Side::Sell, "10", "1000")));
  desk.book(sale, OrderState::Working); // stands beyond the day
  market::CorporateAction action;
  action.exDay = day("2024-03-05");
  action.consolidation = 0.1;
  QVERIFY(desk.startDay("2024-03-05", {{kMain, action}}).has_value());
  // In units of today; an order in units of yesterday is taken back.
  QCOMPARE(text(desk.service->snapshot()->account->find(kMain)->frozen), QStringLiteral("100"));
  QVERIFY(desk.service->snapshot()->account->find(kMain)->sellable().isZero());
  QCOMPARE(desk.broker.cancelled, std::vector<std::string>{sale.id});
  desk.tell([&](BrokerListener& listener) { listener.onCancelled(sale.id); });
  // All of the hundred that are left, not a thousand of them.
  QCOMPARE(text(desk.service->snapshot()->account->find(kMain)->frozen), QStringLiteral("0"));
  QCOMPARE(text(desk.service->snapshot()->account->find(kMain)->sellable()), QStringLiteral("100"));
}

/// 600 of a thousand were sold on the day before and told after ten became one: of the hundred, forty are left. A
/// quantity of then against units of now was refused, and with it every later event.
void TstOrderFaults::saleToldAfterAConsolidationIsBooked()
{
  Desk desk;
  const Order bought = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(bought.id, "x1", "10", "1000")); });
  QVERIFY(desk.startDay("2024-03-04").has_value());
  const Order sale = require(desk.submit(intent("s", Side::Sell, "10", "1000")));
  desk.book(bought, OrderState::Filled, {report(bought.id, "x1", "10", "1000")});
  desk.book(sale, OrderState::Working);
  market::CorporateAction action;
  action.exDay = day("2024-03-05");
  action.consolidation = 0.1;
  QVERIFY(desk.startDay("2024-03-05", {{kMain, action}}).has_value());
  Fill late = report(sale.id, "x2", "10", "600");
  late.day = day("2024-03-04");
  desk.tell([&](BrokerListener& listener) { listener.onFill(late); });
  desk.book(sale, OrderState::Cancelled, {late});
  desk.tell([&](BrokerListener& listener) { listener.onCancelled(sale.id); });
  desk.service->reconcile();
  desk.executor.runReady();
  QVERIFY(desk.service->snapshot()->reconciled);
  QCOMPARE(text(desk.order(sale.id).filled), QStringLiteral("600"));
  QCOMPARE(text(desk.service->snapshot()->account->find(kMain)->total), QStringLiteral("40"));
  QCOMPARE(text(desk.service->snapshot()->account->find(kMain)->sellable()), QStringLiteral("40"));
  const SimAccount before = *desk.service->snapshot()->account;
  desk.open(); // and the journal can be read
  QVERIFY(desk.service->snapshot()->account->find(kMain)->total == before.find(kMain)->total);
  QVERIFY(require(SimAccount::fromJson(before.toJson())) == before);
}

/// A sale of the evening before meets the day on which ten became one: the paper broker sold a thousand of a hundred.
void TstOrderFaults::paperSaleOverAConsolidationDoesNotBlock()
{
  testing::MockClock clock;
  testing::ManualExecutor executor{clock};
  testing::MemoryStore store;
  auto broker = require(PaperBroker::open({"paper", {}, {}}, rules(), store, clock));
  OrderService::Options options;
  options.account.name = "paper";
  options.account.initialCash = money("100000");
  options.rules = rules();
  auto service = require(OrderService::open(options, store, *broker, clock, executor));
  std::int64_t key = 0;
  const auto play = [&](std::string_view on, double at) {
    MatchBar bar;
    bar.bar = market::Bar{++key, at, at, at, at, 1e6, 1e7};
    bar.day = day(on);
    QVERIFY(broker->onBar(kMain, bar).has_value());
    executor.runReady();
  };
  service->startDay(day("2024-03-01"));
  service->submit(intent("t"));
  executor.runReady();
  play("2024-03-01", 10);
  service->startDay(day("2024-03-04"));
  service->submit(intent("s", Side::Sell, "10", "1000"));
  market::CorporateAction action;
  action.exDay = day("2024-03-05");
  action.consolidation = 0.1;
  service->startDay(day("2024-03-05"), {{kMain, action}});
  executor.runReady();
  play("2024-03-05", 100);
  QCOMPARE(text(toString(service->snapshot()->orders.at(1).state)), QStringLiteral("cancelled"));
  QCOMPARE(text(service->snapshot()->orders.at(1).reason.code), QStringLiteral("trading.units_changed"));
  // The account goes on: the hundred can be sold.
  service->submit(intent("u", Side::Sell, "100", "100"));
  executor.runReady();
  play("2024-03-05", 101);
  QVERIFY(service->snapshot()->reconciled);
  QCOMPARE(text(toString(service->snapshot()->orders.back().state)), QStringLiteral("filled"));
  QVERIFY(service->snapshot()->account->find(kMain)->total.isZero());
  QVERIFY(service->snapshot()->account->find(kMain)->cost.isZero());
}

void TstOrderFaults::shortSaleAllowedByAMarkReplays()
{
  Desk desk(false);
  desk.options.rules = rules("free");
  desk.options.account.allowShort = true;
  desk.open();
  const Order made = require(desk.submit(intent("t", Side::Buy, "10", "10000")));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x1", "10", "10000")); });
  desk.book(made, OrderState::Filled, {report(made.id, "x1", "10", "10000")});
  desk.service->mark({{kMain, price("20")}});
  // All money is in a position that is worth 200,000 by the mark and 100,000 by its trades.
  OrderIntent other = intent("s", Side::Sell, "10", "15000");
  other.entityId = kOther;
  const Order sale = require(desk.submit(other));
  desk.book(sale, OrderState::Working);
  desk.open();
  QVERIFY(desk.order(sale.id).state == OrderState::Working);
}

void TstOrderFaults::replacementWaitsForLateFills()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t", Side::Buy, "10", "1000")));
  desk.tell([&](BrokerListener& listener) { listener.onAccepted(made.id, "B1"); });
  Result<Order> answer = fail("test.no_answer");
  desk.service->replace({made.id, price("9.9"), "again"}, [&](Result<Order> result) { answer = std::move(result); });
  desk.executor.runReady();
  // 400 were filled before the cancellation; their report comes after it, or never.
  desk.book(made, OrderState::Cancelled, {report(made.id, "x1", "10", "400")});
  desk.tell([&](BrokerListener& listener) { listener.onCancelled(made.id); });
  QCOMPARE(text(require(answer).quantity), QStringLiteral("600"));
  QCOMPARE(text(desk.order(made.id).filled), QStringLiteral("400"));
}

/// Requests of a time to come, after a clock that went back, and of the day before are not of this second.
void TstOrderFaults::rateIsOfThisSecondOfThisDay()
{
  Desk desk;
  desk.clock.advance(Duration::seconds(100));
  require(desk.submit(intent("a", Side::Buy, "10", "100")));
  require(desk.submit(intent("b", Side::Buy, "10", "100")));
  QCOMPARE(desk.service->snapshot()->rate.lastSecond, 2);
  desk.clock.advance(Duration::seconds(-50));
  require(desk.submit(intent("c", Side::Buy, "10", "100")));
  QCOMPARE(desk.service->snapshot()->rate.lastSecond, 1);
  for (const Order& order : desk.service->snapshot()->orders)
    desk.book(order, OrderState::Expired);
  QVERIFY(desk.startDay("2024-03-04").has_value());
  QCOMPARE(desk.service->snapshot()->rate.lastSecond, 0);
  QCOMPARE(desk.service->snapshot()->rate.today, 0);
}

void TstOrderFaults::requestsOfTheDaySurviveARestart()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t", Side::Buy, "10", "100")));
  desk.tell([&](BrokerListener& listener) { listener.onAccepted(made.id, "B1"); });
  QVERIFY(desk.cancel(made.id).has_value());
  QCOMPARE(desk.service->snapshot()->rate.today, 2);
  desk.open();
  QCOMPARE(desk.service->snapshot()->rate.today, 2); // an order and a cancellation
  QVERIFY(desk.startDay("2024-03-04").has_value());
  QCOMPARE(desk.service->snapshot()->rate.today, 0);
}

QTEST_APPLESS_MAIN(TstOrderFaults)
#include "tst_order_faults.moc"
