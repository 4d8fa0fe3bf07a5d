// SPDX-License-Identifier: Apache-2.0
#include "core/trading/paper_broker.h"
#include "tests/core/trading/order_desk.h"

#include <QtTest>

#include <set>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

class TstOrderService : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void orderIsJournaledBeforeItIsSent();
  void tenSubmitsAreOneOrder();
  void gateStopsAnOrder();
  void badIntents();
  void cashIsReservedAndReleased();
  void fillsMoveTheOrder();
  void duplicateAndLateFills();
  void failedJournalSendsNothing();
  void notSentIsRejected();
  void silenceIsUnknownAndStaysReserved();
  void unknownIsSettledByTheBrokersWord_data();
  void unknownIsSettledByTheBrokersWord();
  void restartWithoutAnswerRefusesNewOrders();
  void orderThatNeverArrivedIsNotResent();
  void cancelPath();
  void refusedCancelReturns();
  void cancelOfAFinishedOrder();
  void cancelAll();
  void dayAndActionsAreOneStep();
  void replayGivesTheSameState();
  void journalEntriesRoundTrip();
  void newerJournalIsRefused();
  void observersHear();
  void rateGoesDownByItself();
  void paperBrokerFills();
  void paperBrokerKeepsItsBook();
  void paperBrokerExpiresAtTheEndOfTheDay();
  void paperBrokerRefusesWhatTheRulesForbid();
};

void TstOrderService::orderIsJournaledBeforeItIsSent()
{
  Desk desk;
  const std::size_t before = desk.store.logSize("journal.paper");
  const Order made = require(desk.submit(intent("ticket")));
  QVERIFY(made.state == OrderState::PendingNew);
  QCOMPARE(desk.store.logSize("journal.paper"), before + 1);
  QCOMPARE(desk.broker.placed, std::vector<std::string>{made.id});
  QCOMPARE(made.id, clientOrderId("paper", "manual", "ticket", 0));
  desk.tell([&](BrokerListener& listener) { listener.onAccepted(made.id, "B1"); });
  QVERIFY(desk.order(made.id).state == OrderState::Working);
  QCOMPARE(desk.order(made.id).brokerOrderId, std::string("B1"));
}

void TstOrderService::tenSubmitsAreOneOrder()
{
  Desk desk;
  std::set<std::string> ids;
  for (int click = 0; click < 10; ++click)
    desk.service->submit(intent("ticket"), [&](Result<Order> result) { ids.insert(require(result).id); });
  desk.executor.runReady();
  QCOMPARE(ids.size(), std::size_t(1));
  QCOMPARE(desk.broker.placed.size(), std::size_t(1));
  QCOMPARE(desk.service->snapshot()->orders.size(), std::size_t(1));
}

/// Three orders in one second: a second later nothing was asked for lately, though nothing has changed since.
void TstOrderService::rateGoesDownByItself()
{
  Desk desk;
  for (const char* id : {"a", "b", "c"})
    require(desk.submit(intent(id)));
  QCOMPARE(desk.service->rateNow().lastSecond, 3);
  desk.clock.advance(Duration::milliseconds(600));
  require(desk.submit(intent("d")));
  QCOMPARE(desk.service->rateNow().lastSecond, 4);
  desk.clock.advance(Duration::milliseconds(600));
  QCOMPARE(desk.service->rateNow().lastSecond, 1);
  desk.clock.advance(Duration::seconds(60));
  QCOMPARE(desk.service->rateNow().lastSecond, 0);
  QCOMPARE(desk.service->rateNow().today, 4);
}

void TstOrderService::gateStopsAnOrder()
{
  Desk desk(false);
  OrderService::Options options;
  options.account.name = "paper";
  options.account.initialCash = money("100000");
  options.rules = desk.dated;
  options.gate = [](const Order&, const SimAccount&, std::span<const Order>) -> Result<void> {
    return fail("trading.check.tick.off_tick");
  };
  desk.service = require(OrderService::open(options, desk.store, desk.broker, desk.clock, desk.executor));
  QCOMPARE(desk.submit(intent("t")).error().code, std::string("trading.no_day"));
  desk.service->startDay(day("2024-03-01"));
  QCOMPARE(desk.submit(intent("t")).error().code, std::string("trading.check.tick.off_tick"));
  QVERIFY(desk.broker.placed.empty() && desk.frozen().isZero());
}

void TstOrderService::badIntents()
{
  Desk desk;
  QCOMPARE(desk.submit(intent("")).error().code, std::string("trading.bad_intent"));
  QCOMPARE(desk.submit(intent("a", Side::Buy, "0")).error().code, std::string("trading.bad_intent"));
  QCOMPARE(desk.submit(intent("b", Side::Buy, "10", "-100")).error().code, std::string("trading.bad_intent"));
  QCOMPARE(desk.submit(intent("c", Side::Sell)).error().code, std::string("trading.insufficient_quantity"));
  QCOMPARE(desk.submit(intent("d", Side::Buy, "10", "10000")).error().code, std::string("trading.insufficient_cash"));
  QVERIFY(desk.broker.placed.empty());
}

void TstOrderService::cashIsReservedAndReleased()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  QCOMPARE(text(desk.frozen()), QStringLiteral("10005.1")); // 10,000 + 5.00 + 0.10
  desk.tell([&](BrokerListener& listener) { listener.onRejected(made.id, {"broker.no", {}, {}}); });
  QVERIFY(desk.frozen().isZero());
  QCOMPARE(desk.order(made.id).reason.code, std::string("broker.no"));
}

void TstOrderService::fillsMoveTheOrder()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) {
    listener.onAccepted(made.id, "B1");
    listener.onFill(report(made.id, "x1", "9.90", "400"));
  });
  QVERIFY(desk.order(made.id).state == OrderState::PartlyFilled);
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x2", "10.00", "600")); });
  const Order done = desk.order(made.id);
  QVERIFY(done.state == OrderState::Filled && done.filled == done.quantity);
  QCOMPARE(text(done.filledAmount), QStringLiteral("9960")); // 3,960 + 6,000
  QCOMPARE(text(done.averagePrice()), QStringLiteral("9.96"));
  // Commission once: 5.00 + transfer 0.10; cash 100,000 − 9,960 − 5.10
  QCOMPARE(text(desk.service->snapshot()->account->cash()), QStringLiteral("90034.9"));
  QVERIFY(desk.frozen().isZero());
}

void TstOrderService::duplicateAndLateFills()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) {
    listener.onFill(report(made.id, "x1", "10", "400")); // before its acknowledgement
    listener.onFill(report(made.id, "x1", "10", "400"));
    listener.onAccepted(made.id, "B1");
    listener.onCancelled(made.id);
    listener.onFill(report(made.id, "x2", "10", "100")); // raced with the cancel
    listener.onFill(report("foreign", "x3", "10", "100"));
  });
  const Order done = desk.order(made.id);
  QVERIFY(done.state == OrderState::Cancelled);
  QCOMPARE(text(done.filled), QStringLiteral("500"));
  QCOMPARE(done.brokerOrderId, std::string("B1"));
  QCOMPARE(text(desk.service->snapshot()->account->find(kMain)->total), QStringLiteral("500"));
  QCOMPARE(desk.service->snapshot()->fills.size(), std::size_t(2));
  QVERIFY(desk.frozen().isZero());
}

void TstOrderService::failedJournalSendsNothing()
{
  Desk desk;
  desk.store.failAt(1);
  QCOMPARE(desk.submit(intent("t")).error().code, std::string("storage.io"));
  QVERIFY(desk.broker.placed.empty() && desk.frozen().isZero());
  QVERIFY(desk.submit(intent("t")).has_value()); // nothing happened yet, so the same ticket may try again
  QCOMPARE(desk.broker.placed.size(), std::size_t(1));
}

void TstOrderService::notSentIsRejected()
{
  Desk desk;
  desk.broker.outcome = SendOutcome::NotSent;
  const Order made = require(desk.submit(intent("t")));
  QVERIFY(made.state == OrderState::Rejected);
  QVERIFY(desk.frozen().isZero());
}

void TstOrderService::silenceIsUnknownAndStaysReserved()
{
  Desk desk;
  desk.broker.outcome = SendOutcome::Unknown;
  desk.broker.answers = false;
  const Order made = require(desk.submit(intent("t")));
  QVERIFY(made.state == OrderState::Unknown);
  desk.service->reconcile();
  desk.executor.runReady();
  QVERIFY(desk.order(made.id).state == OrderState::Unknown);
  QCOMPARE(text(desk.frozen()), QStringLiteral("10005.1"));
  QVERIFY(!desk.service->snapshot()->reconciled);
  QCOMPARE(desk.broker.placed.size(), std::size_t(1));
}

void TstOrderService::unknownIsSettledByTheBrokersWord_data()
{
  QTest::addColumn<QString>("word");
  QTest::addColumn<int>("filled");
  QTest::addColumn<QString>("state");
  QTest::addColumn<bool>("reserved");
  QTest::newRow("works") << "working" << 0 << "working" << true;
  QTest::newRow("part filled") << "partly_filled" << 300 << "partly_filled" << true;
  QTest::newRow("works, with a fill") << "working" << 300 << "partly_filled" << true;
  QTest::newRow("filled") << "filled" << 1000 << "filled" << false;
  QTest::newRow("refused") << "rejected" << 0 << "rejected" << false;
  QTest::newRow("cancelled after a part") << "cancelled" << 300 << "cancelled" << false;
  QTest::newRow("expired") << "expired" << 0 << "expired" << false;
  QTest::newRow("never heard of it") << "" << 0 << "rejected" << false;
}

void TstOrderService::unknownIsSettledByTheBrokersWord()
{
  QFETCH(QString, word);
  QFETCH(int, filled);
  QFETCH(bool, reserved);
  Desk desk;
  desk.broker.outcome = SendOutcome::Unknown;
  const Order made = require(desk.submit(intent("t")));
  if (!word.isEmpty()) {
    BrokerOrder known{made.id, "B1", require(parseOrderState(word.toStdString())), {}, {}};
    if (filled > 0)
      known.fills = {report(made.id, "x1", "10", std::to_string(filled))};
    desk.broker.book = {known};
  }
  for (int round = 0; round < 2; ++round) { // the second answer changes nothing
    desk.service->reconcile();
    desk.executor.runReady();
    QTEST(text(toString(desk.order(made.id).state)), "state");
    QCOMPARE(desk.order(made.id).filled, Quantity::fromInt(filled));
    QCOMPARE(desk.frozen().isPositive(), reserved);
  }
  QCOMPARE(desk.broker.placed.size(), std::size_t(1));
}

void TstOrderService::restartWithoutAnswerRefusesNewOrders()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.broker.answers = false;
  desk.open();
  QVERIFY(desk.order(made.id).state == OrderState::Unknown);
  QCOMPARE(desk.submit(intent("new")).error().code, std::string("trading.not_reconciled"));
  QCOMPARE(require(desk.submit(intent("t"))).id, made.id); // the same ticket is still the same order
  QCOMPARE(desk.broker.placed.size(), std::size_t(1));
}

void TstOrderService::orderThatNeverArrivedIsNotResent()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.open(); // the broker answers and does not know it
  QVERIFY(desk.order(made.id).state == OrderState::Rejected);
  QCOMPARE(desk.order(made.id).reason.code, std::string("trading.never_arrived"));
  QVERIFY(require(desk.submit(intent("t"))).state == OrderState::Rejected);
  QCOMPARE(desk.broker.placed.size(), std::size_t(1));
  QVERIFY(desk.frozen().isZero());
}

void TstOrderService::cancelPath()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onAccepted(made.id, "B1"); });
  QVERIFY(require(desk.cancel(made.id)).state == OrderState::PendingCancel);
  QCOMPARE(desk.cancel(made.id).error().code, std::string("trading.not_cancellable"));
  QCOMPARE(desk.broker.cancelled.size(), std::size_t(1));
  QVERIFY(desk.frozen().isPositive()); // until the broker says so
  desk.tell([&](BrokerListener& listener) { listener.onCancelled(made.id); });
  QVERIFY(desk.order(made.id).state == OrderState::Cancelled);
  QVERIFY(desk.frozen().isZero());
}

void TstOrderService::refusedCancelReturns()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) {
    listener.onAccepted(made.id, "B1");
    listener.onFill(report(made.id, "x1", "10", "100"));
  });
  QVERIFY(desk.cancel(made.id).has_value());
  desk.tell([&](BrokerListener& listener) { listener.onCancelRejected(made.id, {"broker.late", {}, {}}); });
  QVERIFY(desk.order(made.id).state == OrderState::PartlyFilled);
  QCOMPARE(desk.order(made.id).reason.code, std::string("broker.late"));
  // A cancel that did not leave returns too; one without an answer is unknown.
  desk.broker.outcome = SendOutcome::NotSent;
  QVERIFY(require(desk.cancel(made.id)).state == OrderState::PartlyFilled);
  desk.broker.outcome = SendOutcome::Unknown;
  QVERIFY(require(desk.cancel(made.id)).state == OrderState::Unknown);
  QVERIFY(desk.frozen().isPositive());
}

void TstOrderService::cancelOfAFinishedOrder()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x1", "10", "1000")); });
  QCOMPARE(desk.cancel(made.id).error().code, std::string("trading.not_cancellable"));
  QCOMPARE(desk.cancel("nobody").error().code, std::string("trading.unknown_order"));
}

void TstOrderService::cancelAll()
{
  Desk desk;
  for (const char* id : {"a", "b", "c"})
    QVERIFY(desk.submit(intent(id, Side::Buy, "10", "100")).has_value());
  desk.service->cancelAll();
  desk.executor.runReady();
  QCOMPARE(desk.broker.cancelled.size(), std::size_t(3));
}

void TstOrderService::dayAndActionsAreOneStep()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x1", "10", "1000")); });
  market::CorporateAction action;
  action.exDay = day("2024-03-04");
  action.bonus = 1;
  const std::size_t commits = desk.store.commits();
  for (int again = 0; again < 2; ++again) {
    desk.service->startDay(day("2024-03-04"), {{kMain, action}});
    desk.executor.runReady();
  }
  QCOMPARE(desk.store.commits(), commits + 1);
  QCOMPARE(text(desk.service->snapshot()->account->find(kMain)->sellable()), QStringLiteral("2000"));
}

void TstOrderService::replayGivesTheSameState()
{
  Desk desk;
  const Order first = require(desk.submit(intent("a")));
  const Order second = require(desk.submit(intent("b", Side::Buy, "9.00", "500")));
  desk.tell([&](BrokerListener& listener) {
    listener.onAccepted(first.id, "B1");
    listener.onAccepted(second.id, "B2");
    listener.onFill(report(first.id, "x1", "9.99", "700"));
  });
  QVERIFY(desk.cancel(second.id).has_value());
  desk.tell([&](BrokerListener& listener) { listener.onCancelled(second.id); });
  desk.service->moveCash(money("123.45"), "deposit");
  desk.executor.runReady();
  const auto live = desk.service->snapshot();
  const TradingState replayed = require(TradingState::replay(Journal(desk.store, "paper")));
  QVERIFY(replayed.orders() == live->orders);
  QVERIFY(replayed.fills() == live->fills);
  QVERIFY(replayed.account() == *live->account);
}

void TstOrderService::journalEntriesRoundTrip()
{
  Order made = order("o", Side::Sell, "10.01", "300", OrderType::Market);
  made.reason = {"trading.no_answer", {{"order", "o"}}, {}};
  market::CorporateAction action;
  action.exDay = day("2024-06-12");
  action.cash = 0.362;
  AccountSettings settings;
  settings.name = "纸上";
  settings.rights = RightsChoice::Take;
  Fill traded = fill(*rules(), account("100000"), "t", "o", Side::Buy, "10", "100", "2024-03-01");
  const std::vector<JournalEvent> events{AccountOpened{settings}, OrderCreated{made},
      OrderMoved{"o", OrderState::Unknown, "B7", made.reason}, OrderFilled{traded}, DayStarted{day("2024-03-01")},
      CorporateActionApplied{kMain, action}, CashMoved{money("-1.5"), "withdrawal"}, RightsChosen{RightsChoice::Take},
      CorporateActionApplied{
          kMain, action, {}, RightsOffer{Quantity::fromInt(300), price("6"), money("1800"), money("99.5"), false}}};
  for (const JournalEvent& event : events) {
    const std::string line = toJson({0, Timestamp{42}, event});
    const JournalEntry back = require(journalEntryFromJson(line));
    QCOMPARE(nameOf(back.event), nameOf(event));
    QCOMPARE(toJson(back), line);
  }
  QVERIFY(std::get<OrderCreated>(require(journalEntryFromJson(toJson({0, {}, events[1]}))).event).order == made);
  QVERIFY(std::get<OrderFilled>(require(journalEntryFromJson(toJson({0, {}, events[3]}))).event).fill == traded);
}

void TstOrderService::newerJournalIsRefused()
{
  QCOMPARE(journalEntryFromJson(R"({"v":9,"at":0,"kind":"day_started","data":{}})").error().code,
      std::string("trading.journal_too_new"));
  QCOMPARE(journalEntryFromJson(R"({"v":1,"at":0,"kind":"party","data":{}})").error().code,
      std::string("trading.bad_journal"));
  QVERIFY(!journalEntryFromJson("{").has_value());
  TradingState state;
  QCOMPARE(state.apply({7, {}, DayStarted{day("2024-03-01")}}).error().code, std::string("trading.bad_journal"));
}

void TstOrderService::observersHear()
{
  Desk desk;
  QStringList heard;
  OrderObserver observer;
  observer.onOrder = [&](const Order& seen) { heard << text(toString(seen.state)); };
  observer.onFill = [&](const Fill& seen) { heard << QStringLiteral("fill ") + text(seen.quantity); };
  observer.onPosition = [&](const Position& seen) { heard << QStringLiteral("holds ") + text(seen.total); };
  auto handle = desk.service->observe(observer);
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x1", "10", "1000")); });
  QCOMPARE(heard.join(QLatin1String(", ")), QStringLiteral("pending_new, fill 1000, filled, holds 1000"));
  handle.reset();
  QVERIFY(desk.submit(intent("u", Side::Buy, "10", "100")).has_value());
  QCOMPARE(heard.size(), 4);
}

namespace {

/// A desk whose broker is the paper broker.
struct PaperDesk : Desk {
  std::unique_ptr<PaperBroker> paper;

  PaperDesk()
      : Desk(false)
  {
    start();
  }
  ~PaperDesk() { service.reset(); } // before its broker

  void start()
  {
    service.reset();
    PaperBroker::Options paperOptions;
    paperOptions.account = "paper";
    paper = require(PaperBroker::open(paperOptions, dated, store, clock));
    service = require(OrderService::open(options, store, *paper, clock, executor));
    service->startDay(day("2024-03-01"));
    executor.runReady();
  }

  void bar(std::int64_t key, double open, double high, double low, double close)
  {
    MatchBar made;
    made.bar = market::Bar{key, open, high, low, close, 1e6, 1e7};
    made.day = day("2024-03-01");
    made.reference = price("10.00");
    QVERIFY(paper->onBar(kMain, made).has_value());
    executor.runReady();
  }
};

}

void TstOrderService::paperBrokerFills()
{
  PaperDesk desk;
  desk.bar(1, 9, 10.5, 9, 10);
  const Order made = require(desk.submit(intent("t", Side::Buy, "9.80")));
  QVERIFY(desk.order(made.id).state == OrderState::Working);
  desk.bar(1, 9, 10.5, 9, 10); // began before the order: no fill
  QVERIFY(desk.order(made.id).state == OrderState::Working);
  desk.bar(2, 10, 10.1, 9.81, 10);
  QVERIFY(desk.order(made.id).state == OrderState::Working);
  desk.bar(3, 10, 10.1, 9.7, 10);
  desk.bar(3, 10, 10.1, 9.7, 10);
  const Order done = desk.order(made.id);
  QVERIFY(done.state == OrderState::Filled);
  QCOMPARE(text(done.averagePrice()), QStringLiteral("9.8"));
  QCOMPARE(desk.service->snapshot()->fills.size(), std::size_t(1));
}

void TstOrderService::paperBrokerKeepsItsBook()
{
  PaperDesk desk;
  const Order made = require(desk.submit(intent("t", Side::Buy, "9.80")));
  desk.start();
  QVERIFY(desk.order(made.id).state == OrderState::Working);
  desk.bar(5, 9.8, 9.9, 9.7, 9.8);
  QVERIFY(desk.order(made.id).state == OrderState::Filled);
  desk.start();
  QVERIFY(desk.order(made.id).state == OrderState::Filled);
  QCOMPARE(desk.service->snapshot()->fills.size(), std::size_t(1));
}

void TstOrderService::paperBrokerExpiresAtTheEndOfTheDay()
{
  PaperDesk desk;
  const Order made = require(desk.submit(intent("t", Side::Buy, "9.10")));
  QVERIFY(desk.paper->endDay(day("2024-02-29")).has_value());
  desk.executor.runReady();
  QVERIFY(desk.order(made.id).state == OrderState::Working);
  QVERIFY(desk.paper->endDay(day("2024-03-01")).has_value());
  desk.executor.runReady();
  QVERIFY(desk.order(made.id).state == OrderState::Expired);
  QVERIFY(desk.frozen().isZero());
}

void TstOrderService::paperBrokerRefusesWhatTheRulesForbid()
{
  PaperDesk desk;
  const Order made = require(desk.submit(intent("t", Side::Buy, "11.01", "100")));
  desk.bar(1, 10, 10.1, 9.7, 10);
  QVERIFY(desk.order(made.id).state == OrderState::Rejected);
  QCOMPARE(desk.order(made.id).reason.code, std::string("trading.match.outside_price_limit"));
  QVERIFY(desk.frozen().isZero());
}

QTEST_APPLESS_MAIN(TstOrderService)
#include "tst_order_service.moc"
