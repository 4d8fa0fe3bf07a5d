// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/paper_broker.h"
#include "core/trading/risk/clutch.h"
#include "core/trading/risk/risk_book.h"
#include "tests/core/trading/risk/risk_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::risk::samples;

class TstClutch : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void stopsWhatItIsFor();
  void tellsOfEachChange();
  void isFoundAgainAfterARestart();
  void holdsEvenWhenTheDiskFails();
  void stopsOrdersAndCancelsWorkingOnes();
};

void TstClutch::stopsWhatItIsFor()
{
  testing::MemoryStore store;
  const testing::MockClock clock;
  const auto clutch = require(Clutch::open(store, clock));
  const Order order = draft("o", kMain, Side::Buy, "10", "100"); // account paper, strategy ma
  QVERIFY(clutch->check(order));
  for (const ClutchScope& scope : {ClutchScope{}, ClutchScope{"paper", ""}, ClutchScope{"", "ma"}}) {
    QVERIFY(clutch->engage(scope, "risk desk", "test"));
    const auto stopped = clutch->check(order);
    QVERIFY(!stopped);
    QCOMPARE(text(stopped.error().code), QString("risk.clutch.engaged"));
    QCOMPARE(text(stopped.error().field("by")), QString("risk desk"));
    QVERIFY(clutch->disengage(scope, "risk desk", ""));
    QVERIFY(clutch->check(order));
  }
  QVERIFY(clutch->engage({"paper", "other"}, "a", ""));
  QVERIFY(clutch->engage({"live", ""}, "a", ""));
  QVERIFY(clutch->check(order));
  QCOMPARE(clutch->engaged().size(), std::size_t{2});
  QCOMPARE(text(clutch->disengage({}, "a", "").error().code), QString("risk.clutch.not_engaged"));
}

void TstClutch::tellsOfEachChange()
{
  testing::MemoryStore store;
  const testing::MockClock clock;
  const auto clutch = require(Clutch::open(store, clock));
  int told = 0;
  bool isStopped = false;
  auto handle = clutch->observe([&] {
    ++told;
    isStopped = !clutch->engaged().empty(); // asking is allowed
  });
  QVERIFY(clutch->engage({}, "a", ""));
  QCOMPARE(told, 1);
  QVERIFY(isStopped);
  QVERIFY(clutch->disengage({}, "a", ""));
  QCOMPARE(told, 2);
  QVERIFY(!isStopped);
  QVERIFY(!clutch->disengage({}, "a", "")); // nothing changed
  QCOMPARE(told, 2);
  handle.reset();
  QVERIFY(clutch->engage({}, "a", ""));
  QCOMPARE(told, 2);
}

void TstClutch::isFoundAgainAfterARestart()
{
  testing::MemoryStore store;
  const testing::MockClock clock;
  {
    const auto clutch = require(Clutch::open(store, clock));
    QVERIFY(clutch->engage({"", "ma"}, "a", "runs wild"));
    QVERIFY(clutch->engage({"paper", ""}, "a", ""));
    QVERIFY(clutch->disengage({"paper", ""}, "b", "checked"));
  }
  const auto clutch = require(Clutch::open(store, clock));
  QCOMPARE(clutch->engaged(), (std::vector<ClutchState>{{{"", "ma"}, "a", "runs wild", clock.now()}}));
  QCOMPARE(store.logSize("risk.clutch"), std::size_t{3}); // who did what stays
  QVERIFY(store.commit({{StoreOperation::Kind::Append, "risk.clutch", {}, "{}"}}));
  QCOMPARE(text(Clutch::open(store, clock).error().code), QString("risk.bad_clutch"));
}

void TstClutch::holdsEvenWhenTheDiskFails()
{
  testing::MemoryStore store;
  const testing::MockClock clock;
  const auto clutch = require(Clutch::open(store, clock));
  store.failAt(1);
  QVERIFY(!clutch->engage({}, "a", ""));
  QVERIFY(!clutch->check(draft("o", kMain, Side::Buy, "10", "100")));
  store.failAt(1);
  QVERIFY(!clutch->disengage({}, "a", ""));
  QVERIFY(!clutch->check(draft("o", kMain, Side::Buy, "10", "100"))); // it lets go only in writing
}

void TstClutch::stopsOrdersAndCancelsWorkingOnes()
{
  testing::MockClock clock;
  testing::ManualExecutor executor{clock};
  testing::MemoryStore store;
  const auto clutch = require(Clutch::open(store, clock));
  RiskBook::Options limits;
  limits.clutch = clutch.get();
  const auto book = require(RiskBook::make(limits, clock));
  trading::PaperBroker::Options paper;
  paper.account = "paper";
  const auto broker = require(trading::PaperBroker::open(paper, rules(), store, clock));
  trading::OrderService::Options options;
  options.account.name = "paper";
  options.account.initialCash = money("100000");
  options.rules = rules();
  options.gate = riskGate(*book);
  const auto service = require(trading::OrderService::open(options, store, *broker, clock, executor));
  const auto watched = watch(*service, *book);
  service->startDay(day("2024-03-01"));
  const auto submit = [&](std::string id, std::string source) {
    trading::OrderIntent intent;
    intent.id = std::move(id);
    intent.source = std::move(source);
    intent.entityId = kMain;
    intent.price = price("10");
    intent.quantity = quantity("100");
    Result<Order> answer = fail("test.no_answer");
    service->submit(intent, [&](Result<Order> result) { answer = std::move(result); });
    executor.runReady();
    return answer;
  };
  QVERIFY(submit("1", "ma"));
  QVERIFY(submit("2", "grid"));
  QVERIFY(clutch->engage({"", "ma"}, "a", ""));
  QCOMPARE(cancelWorking(*service, {"", "ma"}), 1);
  executor.runReady();
  QVERIFY(service->snapshot()->orders[0].state == trading::OrderState::Cancelled);
  QVERIFY(service->snapshot()->orders[1].state == trading::OrderState::Working);
  QCOMPARE(text(submit("3", "ma").error().code), QString("risk.clutch.engaged"));
  QVERIFY(submit("4", "grid"));
  QVERIFY(book->look(draft("x", kMain, Side::Buy, "10", "100")).verdict() == RiskVerdict::Block); // shown by the ticket
  QVERIFY(clutch->disengage({"", "ma"}, "a", ""));
  QVERIFY(submit("3", "ma"));
}

QTEST_APPLESS_MAIN(TstClutch)
#include "tst_clutch.moc"
