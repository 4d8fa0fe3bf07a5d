// SPDX-License-Identifier: Apache-2.0
#include "core/base/executor.h"
#include "core/trading/paper_broker.h"
#include "tests/core/trading/order_desk.h"

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

/// Takes everything at once and counts; may be called by one thread while another reads.
class CountingBroker final : public Broker {
public:
  void setListener(BrokerListener*) override { }
  SendOutcome place(const Order& order) override
  {
    if (!ids.insert(order.id).second)
      ++twice;
    value += *multiply(order.price, order.quantity);
    ++orderCount;
    return SendOutcome::Sent;
  }
  SendOutcome cancel(const Order&) override { return SendOutcome::Sent; }
  Result<std::vector<BrokerOrder>> orders(const std::string&) override { return std::vector<BrokerOrder>(); }

  std::set<std::string> ids;
  Money value;
  std::atomic<int> orderCount = 0;
  int twice = 0;
};

}

/// The promises of the order path, O1 to O9, one case each; the README says where more of each is tested.
class TstOrderPromises : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void o1SilenceIsUnknownUntilTheBrokerAnswers();
  void o2PositionIsIndependentOfTheOrderOfFills();
  void o3ClicksFromManyThreadsAreOneOrder();
  void o4NothingIsSentThatIsNotJournaled();
  void o5RaceForTheCashExceedsItByNothing();
  void o6ChecksComeBeforeTheJournalAndCancelsPass();
  void o7SecondOwnerOfAnAccountIsRefused();
  void o9RecordedDayGivesTheSameOrders();
};

void TstOrderPromises::o1SilenceIsUnknownUntilTheBrokerAnswers()
{
  Desk desk;
  desk.broker.outcome = SendOutcome::Unknown;
  const Order made = require(desk.submit(intent("t")));
  const Money reserved = desk.frozen();
  QVERIFY(reserved.isPositive());
  desk.broker.answers = false;
  for (int attempt = 0; attempt < 5; ++attempt) { // neither time nor starting again settles anything
    desk.executor.advance(Duration::hours(1));
    desk.open();
    QVERIFY(desk.order(made.id).state == OrderState::Unknown);
    QCOMPARE(desk.frozen(), reserved);
  }
  QCOMPARE(desk.broker.placed.size(), std::size_t(1));
  desk.broker.answers = true;
  desk.book(made, OrderState::PartlyFilled, {report(made.id, "x1", "9.99", "300")});
  desk.service->reconcile();
  desk.executor.runReady();
  QVERIFY(desk.order(made.id).state == OrderState::PartlyFilled);
  QCOMPARE(text(desk.order(made.id).filled), QStringLiteral("300"));
  QCOMPARE(desk.broker.placed.size(), std::size_t(1));
}

void TstOrderPromises::o2PositionIsIndependentOfTheOrderOfFills()
{
  // 1,000 in four trades: 400 × 9.98 + 300 × 9.97 + 200 × 9.96 + 100 × 9.95 = 3,992 + 2,991 + 1,992 + 995 = 9,970;
  // commission 5 (the least), transfer fee 0.001 % = 0.10. Cash 100,000 − 9,970 − 5.10 = 90,024.90.
  std::vector<std::pair<std::string, std::string>> trades{
      {"400", "9.98"}, {"300", "9.97"}, {"200", "9.96"}, {"100", "9.95"}};
  std::ranges::sort(trades);
  int permutations = 0;
  do {
    Desk desk;
    const Order made = require(desk.submit(intent("t")));
    for (const auto& [units, at] : trades) {
      desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x" + units, at, units)); });
      desk.tell([&](BrokerListener& listener) { // late and again, by the first of them
        listener.onFill(report(made.id, "x" + trades[0].first, trades[0].second, trades[0].first));
      });
      if (units == "200")
        desk.tell([&](BrokerListener& listener) { listener.onAccepted(made.id, "B1"); }); // after its own fill
    }
    QCOMPARE(text(desk.service->snapshot()->account->find(kMain)->total), QStringLiteral("1000"));
    QCOMPARE(text(desk.service->snapshot()->account->cash()), QStringLiteral("90024.9"));
    QVERIFY(desk.order(made.id).state == OrderState::Filled);
    QVERIFY(desk.frozen().isZero());
    ++permutations;
  } while (std::ranges::next_permutation(trades).found);
  QCOMPARE(permutations, 24);
}

void TstOrderPromises::o3ClicksFromManyThreadsAreOneOrder()
{
  testing::MemoryStore store;
  const SystemClock clock;
  CountingBroker broker;
  std::set<std::string> answers;
  {
    ThreadExecutor executor("orders", clock);
    Desk desk(false);
    auto service = require(OrderService::open(desk.options, store, broker, clock, executor));
    service->startDay(day("2024-03-01"));
    std::vector<std::thread> clicks;
    for (int thread = 0; thread < 8; ++thread)
      clicks.emplace_back([&] {
        for (int i = 0; i < 25; ++i)
          service->submit(intent("ticket"), [&](Result<Order> result) { answers.insert(require(result).id); });
      });
    for (std::thread& click : clicks)
      click.join();
    executor.drain();
  }
  QCOMPARE(answers.size(), std::size_t(1));
  QCOMPARE(broker.orderCount.load(), 1);
}

void TstOrderPromises::o4NothingIsSentThatIsNotJournaled()
{
  // Every commit of the path fails once: an order is at the broker exactly where its entry is in the journal.
  for (int nth = 1; nth <= 4; ++nth) {
    Desk desk;
    desk.store.failAt(static_cast<std::size_t>(nth));
    for (const char* id : {"a", "b"})
      static_cast<void>(desk.submit(intent(id, Side::Buy, "10", "100")));
    const TradingState replayed = require(TradingState::replay(Journal(desk.store, "paper")));
    QCOMPARE(desk.broker.placed.size(), replayed.orders().size());
    for (const std::string& id : desk.broker.placed)
      QVERIFY(replayed.find(id));
  }
}

/// A thousand strategies want ten times the cash that there is.
void TstOrderPromises::o5RaceForTheCashExceedsItByNothing()
{
  testing::MemoryStore store;
  const SystemClock clock;
  CountingBroker broker;
  std::atomic<int> refused = 0;
  Money frozen;
  {
    ThreadExecutor executor("orders", clock);
    Desk desk(false); // 100,000 buy 99 times 100 at 10: 1,000 + 5 + 0.01 each
    auto service = require(OrderService::open(desk.options, store, broker, clock, executor));
    service->startDay(day("2024-03-01"));
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread)
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 125; ++i) {
          OrderIntent wanted = intent("signal", Side::Buy, "10", "100");
          wanted.source = "strategy " + std::to_string(thread * 125 + i);
          service->submit(wanted, [&](Result<Order> result) { refused += result ? 0 : 1; });
        }
      });
    for (std::thread& thread : threads)
      thread.join();
    executor.drain();
    frozen = service->snapshot()->account->frozenCash();
  }
  QCOMPARE(broker.orderCount.load(), 99);
  QCOMPARE(refused.load(), 901);
  QCOMPARE(broker.twice, 0);
  QCOMPARE(text(broker.value), QStringLiteral("99000"));
  QCOMPARE(text(frozen), QStringLiteral("99495.99"));
}

void TstOrderPromises::o6ChecksComeBeforeTheJournalAndCancelsPass()
{
  Desk desk(false);
  bool halted = false;
  desk.options.gate = [&](const Order&, const SimAccount&, std::span<const Order>) -> Result<void> {
    if (halted)
      return fail("trading.check.session.closed");
    return {};
  };
  desk.open();
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onAccepted(made.id, "B1"); });
  halted = true;
  const std::size_t entries = desk.store.logSize("journal.paper");
  QCOMPARE(desk.submit(intent("u")).error().code, std::string("trading.check.session.closed"));
  QCOMPARE(desk.store.logSize("journal.paper"), entries);
  QVERIFY(desk.cancel(made.id).has_value());
  QCOMPARE(desk.broker.cancelled, std::vector<std::string>{made.id});
  // Not even an account that is out of step keeps a cancellation back.
  halted = false;
  const Order other = require(desk.submit(intent("v", Side::Buy, "10", "100")));
  desk.broker.answers = false;
  desk.service->reconcile();
  desk.executor.runReady();
  QCOMPARE(desk.submit(intent("w")).error().code, std::string("trading.not_reconciled"));
  QVERIFY(desk.cancel(other.id).has_value());
}

void TstOrderPromises::o7SecondOwnerOfAnAccountIsRefused()
{
  Desk desk;
  ScriptedBroker otherBroker;
  auto second = require(OrderService::open(desk.options, desk.store, otherBroker, desk.clock, desk.executor));
  second->submit(intent("takes over"));
  desk.executor.runReady();
  QCOMPARE(otherBroker.placed.size(), std::size_t(1));
  // The first was asleep and knows nothing of it.
  for (const char* id : {"a", "b", "c"})
    QCOMPARE(desk.submit(intent(id)).error().code, std::string("trading.journal_taken"));
  QVERIFY(desk.broker.placed.empty());
}

/// The orders of a day on paper, asked for again by another broker and another journal, are the same orders.
void TstOrderPromises::o9RecordedDayGivesTheSameOrders()
{
  Desk live;
  live.submit(intent("a", Side::Buy, "9.9", "300"));
  live.submit(intent("b", Side::Buy, "10.1", "500"));
  live.submit(intent("c", Side::Sell, "10.1", "500")); // nothing to sell: no order, here and there
  const auto recorded = live.service->snapshot()->orders;
  QCOMPARE(recorded.size(), std::size_t(2));

  testing::MemoryStore store;
  auto paper = require(PaperBroker::open({"paper", {}, {}}, live.dated, store, live.clock));
  auto service = require(OrderService::open(live.options, store, *paper, live.clock, live.executor));
  service->startDay(day("2024-03-01"));
  for (const char* id : {"a", "b", "c"})
    for (const Order& order : recorded)
      if (order.intent == id) {
        OrderIntent again = intent(order.intent, order.side);
        again.price = order.price;
        again.quantity = order.quantity;
        service->submit(again);
      }
  live.executor.runReady();
  const auto replayed = service->snapshot()->orders;
  QCOMPARE(replayed.size(), recorded.size());
  for (std::size_t i = 0; i < recorded.size(); ++i) {
    QCOMPARE(replayed[i].id, recorded[i].id);
    QCOMPARE(replayed[i].price, recorded[i].price);
    QCOMPARE(replayed[i].quantity, recorded[i].quantity);
    QCOMPARE(replayed[i].reservedCash, recorded[i].reservedCash);
  }
}

QTEST_APPLESS_MAIN(TstOrderPromises)
#include "tst_order_promises.moc"
