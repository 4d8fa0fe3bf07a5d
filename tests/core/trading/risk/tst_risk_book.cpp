// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/risk/risk_book.h"
#include "tests/core/trading/risk/risk_samples.h"

#include <QtTest>

#include <atomic>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::risk::samples;
using trading::Broker;
using trading::BrokerListener;
using trading::BrokerOrder;
using trading::OrderIntent;
using trading::OrderService;
using trading::SendOutcome;

namespace {

/// Accepts everything; every second order is cancelled by the exchange at once. Knows what is out at any moment.
class CountingBroker final : public Broker {
public:
  explicit CountingBroker(std::atomic<std::int64_t>& outstanding, std::atomic<std::int64_t>& most, bool cancels)
      : m_outstanding(outstanding)
      , m_most(most)
      , m_cancels(cancels)
  {
  }
  void setListener(BrokerListener* given) override { m_listener = given; }
  SendOutcome place(const Order& order) override
  {
    const std::int64_t value = std::llround(order.price.toDouble() * order.quantity.toDouble());
    const std::int64_t now = m_outstanding += value;
    std::int64_t seen = m_most;
    while (seen < now && !m_most.compare_exchange_weak(seen, now)) { }
    if (m_cancels && ++m_placed % 2 == 0) {
      m_outstanding -= value; // over before anybody can be told
      m_listener->onCancelled(order.id);
    }
    return SendOutcome::Sent;
  }
  SendOutcome cancel(const Order&) override { return SendOutcome::Sent; }
  Result<std::vector<BrokerOrder>> orders(const std::string&) override { return std::vector<BrokerOrder>{}; }

private:
  std::atomic<std::int64_t>& m_outstanding;
  std::atomic<std::int64_t>& m_most;
  bool m_cancels;
  int m_placed = 0;
  BrokerListener* m_listener = nullptr;
};

/// One account with a thread of its own.
struct Desk {
  Desk(std::string name, RiskBook& book, std::atomic<std::int64_t>& outstanding, std::atomic<std::int64_t>& most,
      bool cancels)
      : broker(outstanding, most, cancels)
      , executor(std::make_unique<ThreadExecutor>(name, clock))
  {
    OrderService::Options options;
    options.account.name = std::move(name);
    options.account.initialCash = money("100000000");
    options.rules = rules();
    options.gate = riskGate(book);
    service = require(OrderService::open(std::move(options), store, broker, clock, *executor));
    watched = watch(*service, book);
    service->startDay(day("2024-03-01"));
  }
  ~Desk() { executor.reset(); } // no work of the service runs after this

  void buy(int number)
  {
    OrderIntent intent;
    intent.id = std::to_string(number);
    intent.source = "s" + std::to_string(number % 7);
    intent.entityId = kMain;
    intent.price = price("10");
    intent.quantity = quantity("100");
    service->submit(std::move(intent));
  }

  SystemClock clock;
  testing::MemoryStore store;
  CountingBroker broker;
  std::unique_ptr<ThreadExecutor> executor;
  std::unique_ptr<OrderService> service;
  std::shared_ptr<void> watched;
};

RiskLimits limited(std::string rule, std::string_view number, LimitUnit unit)
{
  RiskLimits limits;
  limits.limits = {limit(std::move(rule), number, unit)};
  return limits;
}

}

class TstRiskBook : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void admitsOnceAndReserves();
  void releasesWhatIsOver();
  void givesBackWhatNeverBecameAnOrder();
  void startsFromASnapshot();
  void dayStartAndPeakOutliveTheProgram();
  void thePeakOfTheDayOutlivesTheProgram();
  void playedAccountsAreCountedByTheDay();
  void aForgottenAccountCountsNoMore();
  void moneyWithoutARateIsNotAddedUp();
  void newLimitsHoldAtOnce();
  void noRaceExceedsALimitOfManyAccounts_data();
  void noRaceExceedsALimitOfManyAccounts();
  void noRaceExceedsTheOrdersOfADay();
};

void TstRiskBook::admitsOnceAndReserves()
{
  const testing::MockClock clock;
  const auto book = require(RiskBook::make({limited("gross", "2500", LimitUnit::Money), {}}, clock));
  QVERIFY(book->admit(draft("a", kMain, Side::Buy, "10", "200")));
  QVERIFY(book->admit(draft("a", kMain, Side::Buy, "10", "200"))); // the same order again
  QVERIFY(book->look(draft("b", kOther, Side::Buy, "10", "100")).verdict() == RiskVerdict::Block);
  const auto refused = book->admit(draft("b", kOther, Side::Buy, "10", "100"));
  QVERIFY(!refused);
  QCOMPARE(text(refused.error().code), QString("risk.gross"));
  QVERIFY(book->admit(draft("c", kOther, Side::Buy, "10", "50")));
  QCOMPARE(book->picture().flow("paper", {}, clock.elapsed()).orders, 2);
}

void TstRiskBook::releasesWhatIsOver()
{
  const testing::MockClock clock;
  const auto book = require(RiskBook::make({limited("gross", "2000", LimitUnit::Money), {}}, clock));
  Order order = draft("a", kMain, Side::Buy, "10", "200");
  QVERIFY(book->admit(order));
  order.state = trading::OrderState::PendingCancel;
  book->follow(order);
  book->follow(order);
  QCOMPARE(book->picture().flow("paper", {}, clock.elapsed()).cancels, 1);
  QVERIFY(!book->admit(draft("b", kMain, Side::Buy, "10", "1")));
  order.state = trading::OrderState::Unknown; // no answer: its risk stays
  book->follow(order);
  QVERIFY(!book->admit(draft("b", kMain, Side::Buy, "10", "1")));
  order.state = trading::OrderState::Cancelled;
  book->follow(order);
  QVERIFY(book->admit(draft("b", kMain, Side::Buy, "10", "200")));
}

void TstRiskBook::givesBackWhatNeverBecameAnOrder()
{
  const testing::MockClock clock;
  const auto book = require(RiskBook::make({limited("gross", "2000", LimitUnit::Money), {}}, clock));
  trading::TradingSnapshot snapshot;
  snapshot.account = std::make_shared<trading::SimAccount>(account("100000"));
  book->settle(snapshot);
  book->keepUp(snapshot);
  QVERIFY(book->admit(draft("a", kMain, Side::Buy, "10", "200")));
  book->keepUp(snapshot); // the account refused the order after the gate: it is in no snapshot
  QVERIFY(book->admit(draft("b", kMain, Side::Buy, "10", "200")));
  snapshot.orders = {draft("b", kMain, Side::Buy, "10", "200")};
  book->keepUp(snapshot);
  QVERIFY(!book->admit(draft("c", kMain, Side::Buy, "10", "1")));
}

void TstRiskBook::startsFromASnapshot()
{
  const testing::MockClock clock;
  const auto book = require(RiskBook::make({limited("gross", "3000", LimitUnit::Money), {}}, clock));
  trading::SimAccount held = account("100000");
  held.startDay(day("2026-10-30"));
  QVERIFY(held.apply(fill(*rules("free"), held, "t1", "a", Side::Buy, "10", "100", "2026-10-30")));
  trading::TradingSnapshot snapshot;
  Order order = draft("a", kMain, Side::Buy, "10", "150");
  order.filled = quantity("100");
  order.state = trading::OrderState::PartlyFilled;
  snapshot.orders = {order};
  snapshot.account = std::make_shared<trading::SimAccount>(held);
  book->settle(snapshot);
  // 100 held and 50 open: 1,500 of 3,000.
  QVERIFY(book->look(draft("b", kMain, Side::Buy, "10", "150")).result());
  QVERIFY(!book->look(draft("b", kMain, Side::Buy, "10", "151")).result());
  const RiskPicture picture = book->picture();
  QCOMPARE(text(picture.lines().at({kMain, "paper", "ma"}).held), QString("100"));
  QCOMPARE(picture.flow("paper", "ma", clock.elapsed()).orders, 1);
  // A bonus of ten for ten on the ex-date.
  trading::Position position = *held.find(kMain);
  position.total = quantity("200");
  book->hold("paper", position);
  QCOMPARE(text(book->picture().lines().at({kMain, "paper", "ma"}).held), QString("200"));
}

void TstRiskBook::dayStartAndPeakOutliveTheProgram()
{
  const testing::MockClock clock;
  testing::MemoryStore store;
  trading::SimAccount held = account("100000");
  const auto snapshotOn = [&](std::string_view on) {
    held.startDay(day(on));
    trading::TradingSnapshot snapshot;
    snapshot.account = std::make_shared<trading::SimAccount>(held);
    return snapshot;
  };
  RiskBook::Options options;
  options.store = &store;
  {
    const auto book = require(RiskBook::make(options, clock));
    book->settle(snapshotOn("2026-10-29"));
    QVERIFY(held.moveCash(money("50000")));
    book->keepUp(snapshotOn("2026-10-30"));
  }
  QVERIFY(held.moveCash(money("-20000")));
  const auto book = require(RiskBook::make(options, clock));
  book->settle(snapshotOn("2026-10-30"));
  const RiskAccount kept = book->picture().accounts().at("paper");
  QCOMPARE(text(kept.dayStart), QString("130000")); // 150,000 in the morning, less what was taken out: no loss
  QCOMPARE(text(kept.peak), QString("130000"));
  QCOMPARE(text(kept.equity), QString("130000"));
}

/// 100,000, up to 130,000 and back to 110,000 in one day; the program ends at any moment, without saying so.
void TstRiskBook::thePeakOfTheDayOutlivesTheProgram()
{
  const testing::MockClock clock;
  testing::MemoryStore store;
  trading::SimAccount held = account("100000");
  held.startDay(day("2026-10-29"));
  QVERIFY(held.apply(fill(*rules("free"), held, "t1", "a", Side::Buy, "10", "10000", "2026-10-29")));
  const auto snapshotAt = [&](std::string_view last) {
    held.mark(kMain, price(last));
    trading::TradingSnapshot snapshot;
    snapshot.account = std::make_shared<trading::SimAccount>(held);
    return snapshot;
  };
  RiskBook::Options options{limited("drawdown", "0.15", LimitUnit::OfEquity), {}};
  options.store = &store;
  const auto ended = require(RiskBook::make(options, clock));
  ended->settle(snapshotAt("10"));
  ended->keepUp(snapshotAt("13"));
  ended->keepUp(snapshotAt("11"));
  const auto book = require(RiskBook::make(options, clock));
  book->settle(snapshotAt("11"));
  const RiskAccount kept = book->picture().accounts().at("paper");
  QCOMPARE(text(kept.peak), QString("130000"));
  QCOMPARE(text(kept.dayStart), QString("100000"));
  QCOMPARE(text(book->admit(draft("b", kMain, Side::Buy, "11", "100")).error().code), QString("risk.drawdown"));
  // What cannot be read is not begun anew: that would forgive the loss.
  QVERIFY(store.commit({{StoreOperation::Kind::Put, "risk.accounts", "paper", "{"}}));
  const auto blind = require(RiskBook::make(options, clock));
  blind->settle(snapshotAt("11"));
  QCOMPARE(text(blind->admit(draft("c", kMain, Side::Buy, "11", "100")).error().code), QString("risk.bad_memory"));
  QVERIFY(blind->admit(draft("d", kMain, Side::Sell, "11", "100")));
  QCOMPARE(text(require(store.get("risk.accounts", "paper")).value_or("")), QString("{"));
}

void TstRiskBook::playedAccountsAreCountedByTheDay()
{
  const testing::MockClock clock; // all of it is one second
  RiskLimits limits = limited("order_rate", "1", LimitUnit::PerSecond);
  limits.limits.push_back(limit("order_rate", "3", LimitUnit::PerDay));
  const auto book = require(RiskBook::make({limits, {}}, clock));
  book->setPlayed("paper");
  QVERIFY(book->admit(draft("a", kMain, Side::Buy, "10", "100")));
  Order cancelled = draft("a", kMain, Side::Buy, "10", "100");
  cancelled.state = trading::OrderState::PendingCancel;
  book->follow(cancelled);
  QVERIFY(book->admit(draft("b", kMain, Side::Buy, "10", "100")));
  QCOMPARE(book->picture("paper").flow("paper", {}, clock.elapsed()).lastSecond, 0);
  QVERIFY(!book->admit(draft("c", kMain, Side::Buy, "10", "100"))); // two orders and a cancel
  Order elsewhere = draft("d", kMain, Side::Buy, "10", "100");
  elsewhere.account = "other";
  QVERIFY(book->admit(elsewhere));
  elsewhere.id = "e";
  QVERIFY(!book->admit(elsewhere));
}

void TstRiskBook::aForgottenAccountCountsNoMore()
{
  const testing::MockClock clock;
  const auto book = require(RiskBook::make({limited("gross", "2000", LimitUnit::Money), {}}, clock));
  trading::SimAccount held = account("100000");
  held.startDay(day("2026-10-30"));
  QVERIFY(held.apply(fill(*rules("free"), held, "t1", "a", Side::Buy, "10", "100", "2026-10-30")));
  trading::TradingSnapshot snapshot;
  snapshot.generation = 9;
  snapshot.account = std::make_shared<trading::SimAccount>(held);
  book->settle(snapshot);
  QVERIFY(book->admit(draft("b", kOther, Side::Buy, "10", "100")));
  Order elsewhere = draft("c", kOther, Side::Buy, "10", "200");
  elsewhere.account = "other";
  QVERIFY(!book->look(elsewhere).result());
  book->forget("paper");
  QVERIFY(book->look(elsewhere).result());
  QVERIFY(book->picture().accounts().empty());
  QVERIFY(book->picture().openOrders().empty());
  snapshot.generation = 1; // of a service that was made anew
  book->settle(snapshot);
  QVERIFY(!book->look(elsewhere).result());
}

/// 100 dollars are not 100 yuan; by the account alone, and by counts, the order can be judged.
void TstRiskBook::moneyWithoutARateIsNotAddedUp()
{
  const testing::MockClock clock;
  RiskLimits limits = limited("gross", "1000000", LimitUnit::Money);
  limits.limits.push_back(limit("order_rate", "100", LimitUnit::PerDay));
  const auto book = require(RiskBook::make({limits, {}}, clock));
  trading::AccountSettings settings = account("100000").settings();
  settings.currency = "USD";
  trading::TradingSnapshot snapshot;
  snapshot.account = std::make_shared<trading::SimAccount>(settings);
  book->settle(snapshot);
  const auto refused = book->admit(draft("a", kMain, Side::Buy, "10", "100"));
  QVERIFY(!refused);
  QCOMPARE(text(refused.error().code), QString("risk.no_rate"));
  book->settle(snapshot, decimal("7.1"));
  QVERIFY(book->look(draft("a", kMain, Side::Buy, "10", "100")).result());
  book->settle(snapshot);
  limits.limits.front().scope.account = "paper";
  QVERIFY(book->setLimits(limits));
  QVERIFY(book->look(draft("a", kMain, Side::Buy, "10", "100")).result());
}

void TstRiskBook::newLimitsHoldAtOnce()
{
  const testing::MockClock clock;
  const auto book = require(RiskBook::make({limited("gross", "2000", LimitUnit::Money), {}}, clock));
  QVERIFY(!book->setLimits(limited("grss", "1", LimitUnit::Money)));
  QCOMPARE(text(book->limits().limits.front().rule), QString("gross"));
  QVERIFY(book->setLimits(limited("gross", "100", LimitUnit::Money)));
  QVERIFY(!book->admit(draft("a", kMain, Side::Buy, "10", "11")));
}

void TstRiskBook::noRaceExceedsALimitOfManyAccounts_data()
{
  QTest::addColumn<bool>("cancels");
  QTest::newRow("orders that stay") << false;
  QTest::newRow("orders that come and go") << true;
}

void TstRiskBook::noRaceExceedsALimitOfManyAccounts()
{
  QFETCH(bool, cancels);
  constexpr std::int64_t kLimit = 40'000; // forty orders of a thousand
  const SystemClock clock;
  const auto book = require(RiskBook::make({limited("name", "40000", LimitUnit::Money), {}}, clock));
  std::atomic<std::int64_t> outstanding = 0, most = 0;
  {
    std::vector<std::unique_ptr<Desk>> desks;
    for (int i = 0; i < 4; ++i)
      desks.push_back(std::make_unique<Desk>("a" + std::to_string(i), *book, outstanding, most, cancels));
    for (int number = 0; number < 60; ++number)
      for (const auto& desk : desks)
        desk->buy(number);
    for (const auto& desk : desks)
      desk->executor->drain();
    for (const auto& desk : desks) // what the broker reported was posted behind
      desk->executor->drain();
  }
  QVERIFY(most <= kLimit);
  if (!cancels)
    QCOMPARE(outstanding.load(), kLimit); // and every bit of it can be used
  Quantity open;
  const RiskPicture picture = book->picture();
  for (const auto& [id, order] : picture.openOrders())
    open += order.remaining;
  QCOMPARE(open, Quantity::fromInt(outstanding / 10));
}

void TstRiskBook::noRaceExceedsTheOrdersOfADay()
{
  const SystemClock clock;
  const auto book = require(RiskBook::make({limited("order_rate", "500", LimitUnit::PerDay), {}}, clock));
  std::atomic<int> admitted = 0;
  {
    std::vector<std::unique_ptr<ThreadExecutor>> threads;
    for (int i = 0; i < 4; ++i)
      threads.push_back(std::make_unique<ThreadExecutor>("t" + std::to_string(i), clock));
    for (int number = 0; number < 1000; ++number)
      threads[static_cast<std::size_t>(number % 4)]->post([&, number] {
        const std::string id = "o" + std::to_string(number);
        admitted += book->admit(draft(id, kMain, Side::Buy, "10", "1")) ? 1 : 0;
        book->release(id);
      });
  }
  QCOMPARE(admitted.load(), 500);
}

QTEST_APPLESS_MAIN(TstRiskBook)
#include "tst_risk_book.moc"
