// SPDX-License-Identifier: Apache-2.0
// A bracket through a crash at every write of its days: nothing is sent twice, nothing is forgotten.
#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/conditional/conditional_desk.h"
#include "core/trading/paper_broker.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

constexpr int kSteps = 7;

OrderIntent entry()
{
  OrderIntent made;
  made.id = "e";
  made.entityId = kMain;
  made.price = price("10");
  made.quantity = quantity("1000");
  return made;
}

std::string legOf(std::string_view leg)
{
  return ConditionalDesk::legId("paper", entry(), leg);
}

/// One program that may be started again over the same store.
class Program {
public:
  explicit Program(testing::MemoryStore& store)
      : m_store(store)
  {
  }

  /// Every step may be played again after a restart.
  void play(int step)
  {
    m_clock.setNow(Timestamp::fromSeconds(1'800'000'000 + step * 60));
    switch (step) {
    case 0:
      startDay("2026-10-30");
      return place();
    case 1:
      return play("2026-10-30", 20390, 10, 10.1, 9.9, 10);
    case 2:
      return startDay("2026-11-02");
    case 3:
      return play("2026-11-02", 20394, 10, 10.2, 9.4, 9.6); // reaches the stop at 9.50
    case 4:
      return startDay("2026-11-03");
    case 5:
      return play("2026-11-03", 20395, 9.3, 9.4, 9.2, 9.3); // the stop's order fills at the open
    default:
      return play("2026-11-03", 20396, 11.2, 11.3, 11.1, 11.2); // the take-profit is gone
    }
  }

  /// Whoever starts the program says which day it is.
  void beginDayOf(int step)
  {
    m_clock.setNow(Timestamp::fromSeconds(1'800'000'000 + step * 60));
    startDay(step < 2 ? "2026-10-30" : step < 4 ? "2026-11-02" : "2026-11-03");
  }

  bool start()
  {
    PaperBroker::Options paper;
    paper.account = "paper";
    auto broker = PaperBroker::open(paper, m_rules, m_store, m_clock);
    if (!broker)
      return false;
    m_broker = *std::move(broker);
    OrderService::Options options;
    options.account.name = "paper";
    options.account.initialCash = money("100000");
    options.rules = m_rules;
    auto service = OrderService::open(options, m_store, *m_broker, m_clock, m_executor);
    if (!service)
      return false;
    m_service = *std::move(service);
    m_sender.emplace(*m_service);
    ConditionalDesk::Options held;
    held.rules = m_rules;
    auto desk = ConditionalDesk::open(held, m_store, *m_sender, m_clock);
    if (!desk)
      return false;
    m_desk = *std::move(desk);
    OrderObserver observer;
    observer.onOrder = [this](const Order& order) { static_cast<void>(m_desk->onOrder(order)); };
    m_watch = m_service->observe(observer);
    return true;
  }

  void stop()
  {
    m_watch.reset();
    m_desk.reset();
    m_sender.reset();
    m_service.reset();
    m_broker.reset();
  }

  [[nodiscard]] const ConditionalDesk& desk() const { return *m_desk; }
  [[nodiscard]] TradingSnapshotPtr snapshot() const { return m_service->snapshot(); }
  [[nodiscard]] std::vector<BrokerOrder> book() { return require(m_broker->orders("paper")); }

private:
  void startDay(std::string_view on)
  {
    m_service->startDay(day(on));
    m_executor.runReady();
    static_cast<void>(m_desk->startDay(day(on)));
    m_executor.runReady();
  }

  void place()
  {
    Bracket bracket;
    bracket.entry = entry();
    bracket.stop = price("9.5");
    bracket.takeProfit = price("11");
    static_cast<void>(m_desk->addBracket(bracket));
    m_executor.runReady();
  }

  void play(std::string_view on, std::int64_t key, double open, double high, double low, double close)
  {
    const market::Bar bar{key, open, high, low, close, 1e6, 1e7};
    MatchBar matched;
    matched.bar = bar;
    matched.day = day(on);
    matched.reference = price("10");
    // A bar began before the step that plays it: an order that is made of it meets the next.
    matched.begins = m_clock.now() - Duration::seconds(1);
    static_cast<void>(m_broker->onBar(kMain, matched));
    m_executor.runReady();
    static_cast<void>(m_desk->onBar(kMain, bar, matched.begins));
    m_executor.runReady();
  }

  testing::MemoryStore& m_store;
  testing::MockClock m_clock;
  testing::ManualExecutor m_executor{m_clock};
  std::shared_ptr<const TradingRules> m_rules = rules();
  std::unique_ptr<PaperBroker> m_broker;
  std::unique_ptr<OrderService> m_service;
  std::optional<ServiceSender> m_sender;
  std::unique_ptr<ConditionalDesk> m_desk;
  std::shared_ptr<void> m_watch;
};

/// Plays all days; after a crash the program starts again and repeats the step.
void playAll(Program& program, testing::MemoryStore& store)
{
  const auto restart = [&] {
    program.stop();
    store.restart();
    return program.start();
  };
  bool up = program.start();
  for (int tries = 0; !up && tries < 3; ++tries)
    up = restart();
  for (int step = 0; step < kSteps; ++step) {
    program.play(step);
    if (!store.isCrashed())
      continue;
    if (!restart())
      qFatal("no second start");
    program.beginDayOf(step);
    program.play(step);
  }
}

}

class TstConditionalCrash : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aBracketSurvivesACrashAtEveryWrite()
  {
    testing::MemoryStore whole;
    {
      Program program(whole);
      playAll(program, whole);
      verify(program);
      program.stop();
    }
    QVERIFY(whole.commits() > 20);
    for (std::size_t at = 1; at <= whole.commits(); ++at)
      for (const auto when : {testing::MemoryStore::Crash::BeforeWrite, testing::MemoryStore::Crash::AfterWrite}) {
        testing::MemoryStore store;
        store.crashAt(at, when);
        Program program(store);
        playAll(program, store);
        verify(program);
        if (QTest::currentTestFailed())
          qWarning("crash at write %zu %s", at, when == testing::MemoryStore::Crash::BeforeWrite ? "before" : "after");
        program.stop();
        if (QTest::currentTestFailed())
          return;
      }
  }

private:
  /// Bought 1,000 at 10.00 on the first day; the stop of 9.50 was reached on the second and sold at the open of the
  /// third, 9.30.
  static void verify(Program& program)
  {
    const ConditionalDesk& desk = program.desk();
    QVERIFY(desk.find(legOf("stop")) && desk.find(legOf("take")));
    const TradingSnapshotPtr snapshot = program.snapshot();
    if (snapshot->orders.front().state == OrderState::Rejected) {
      // The entry was journaled and never left: the broker said so, and nothing is held for it.
      QCOMPARE(text(snapshot->orders.front().reason.code), QStringLiteral("trading.never_arrived"));
      QVERIFY(program.book().empty());
      QCOMPARE(text(toString(desk.find(legOf("stop"))->state)), QStringLiteral("cancelled"));
      QCOMPARE(text(toString(desk.find(legOf("take"))->state)), QStringLiteral("cancelled"));
      return;
    }
    QCOMPARE(text(toString(desk.find(legOf("stop"))->state)), QStringLiteral("done"));
    QCOMPARE(text(toString(desk.find(legOf("take"))->state)), QStringLiteral("cancelled"));
    QCOMPARE(text(desk.find(legOf("stop"))->filled), QStringLiteral("1000"));
    QCOMPARE(text(desk.find(legOf("stop"))->triggeredAt), QStringLiteral("9.5"));
    // An order that never arrived was sent again under another id; the broker has one.
    QCOMPARE(program.book().size(), std::size_t{2});
    QCOMPARE(snapshot->orders.size(), std::size_t{2} + static_cast<std::size_t>(desk.find(legOf("stop"))->attempt));
    QCOMPARE(snapshot->fills.size(), std::size_t{2});
    QCOMPARE(text(snapshot->fills[1].price), QStringLiteral("9.3"));
    QVERIFY(snapshot->account->find(kMain)->total.isZero());
  }
};

QTEST_APPLESS_MAIN(TstConditionalCrash)
#include "tst_conditional_crash.moc"
