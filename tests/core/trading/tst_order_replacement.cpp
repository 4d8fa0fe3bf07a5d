// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/order_replacement.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

/// Takes everything; cancels when the test says so.
class SlowBroker final : public Broker {
public:
  void setListener(BrokerListener* given) override { listener = given; }
  SendOutcome place(const Order& order) override
  {
    listener->onAccepted(order.id, "B" + order.id);
    return SendOutcome::Sent;
  }
  SendOutcome cancel(const Order&) override { return SendOutcome::Sent; }
  Result<std::vector<BrokerOrder>> orders(const std::string&) override { return std::vector<BrokerOrder>{}; }
  BrokerListener* listener = nullptr;
};

}

class TstOrderReplacement : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_answer.reset();
    m_store = std::make_unique<testing::MemoryStore>();
    m_broker = std::make_unique<SlowBroker>();
    OrderService::Options options;
    options.account.name = "paper";
    options.account.initialCash = money("10100");
    options.rules = rules();
    m_service = require(OrderService::open(options, *m_store, *m_broker, m_clock, m_executor));
    m_service->startDay(day("2024-03-01"));
    OrderIntent intent;
    intent.id = "first";
    intent.entityId = kMain;
    intent.price = price("10");
    intent.quantity = quantity("1000");
    m_service->submit(intent, [this](const Result<Order>& order) { m_order = require(order).id; });
    m_executor.runReady();
    QCOMPARE(orders().size(), std::size_t{1});
  }
  void cleanup() { m_service.reset(); }

  void newOrderComesAfterTheCancellation()
  {
    replace("9.90");
    QVERIFY(!m_answer); // the cash of the first is still frozen; nothing is sent before the broker has let go of it
    QCOMPARE(orders().size(), std::size_t{1});
    m_broker->listener->onCancelled(m_order);
    m_executor.runReady();
    QVERIFY(m_answer && *m_answer);
    QCOMPARE(text((*m_answer)->price), QStringLiteral("9.9"));
    QCOMPARE(text((*m_answer)->quantity), QStringLiteral("1000"));
    QVERIFY((*m_answer)->id != m_order);
    QVERIFY(orders()[0].state == OrderState::Cancelled);
    QVERIFY(orders()[1].state == OrderState::Working);
  }

  void onlyWhatIsLeftIsSentAgain()
  {
    replace("10.10");
    fillSome("400");
    m_broker->listener->onCancelled(m_order);
    m_executor.runReady();
    QVERIFY(m_answer && *m_answer);
    QCOMPARE(text((*m_answer)->quantity), QStringLiteral("600"));
  }

  void anOrderThatFillsMeanwhileIsNotRepeated()
  {
    replace("10.10");
    fillSome("1000");
    m_executor.runReady();
    QVERIFY(m_answer && !*m_answer);
    QCOMPARE(m_answer->error().code, std::string("trading.replace.over"));
    QCOMPARE(orders().size(), std::size_t{1});
  }

  void aRefusedCancellationEndsIt()
  {
    replace("10.10");
    m_broker->listener->onCancelRejected(m_order, {"trading.not_cancellable", {{"order", m_order}}, {}});
    m_executor.runReady();
    QVERIFY(m_answer && !*m_answer);
    // Cancelled by hand later: no order comes of what was wished before.
    m_service->cancel(m_order);
    m_executor.runReady();
    m_broker->listener->onCancelled(m_order);
    m_executor.runReady();
    QCOMPARE(orders().size(), std::size_t{1});
  }

  void cancelAllTakesItBack()
  {
    replace("9.90");
    m_service->cancelAll();
    m_executor.runReady();
    expectStopped();
    m_broker->listener->onCancelled(m_order);
    m_executor.runReady();
    QCOMPARE(orders().size(), std::size_t{1});
    QVERIFY(orders()[0].state == OrderState::Cancelled);
  }

  void aSecondCancellationTakesItBack()
  {
    replace("9.90");
    std::optional<Result<Order>> cancelled;
    m_service->cancel(m_order, [&](Result<Order> order) { cancelled = std::move(order); });
    m_executor.runReady();
    QVERIFY(cancelled && *cancelled);
    QVERIFY((*cancelled)->state == OrderState::PendingCancel);
    expectStopped();
    m_broker->listener->onCancelled(m_order);
    m_executor.runReady();
    QCOMPARE(orders().size(), std::size_t{1});
  }

  void cancelAllRightBehindTheConfirmationIsInTime()
  {
    replace("9.90");
    m_broker->listener->onCancelled(m_order);
    m_service->cancelAll(); // asked for before anything new was sent
    m_executor.runReady();
    expectStopped();
    QCOMPARE(orders().size(), std::size_t{1});
  }

  void aSecondReplacementDoesNotDisturbTheFirst()
  {
    replace("9.90");
    std::optional<Result<Order>> second;
    m_service->replace({m_order, price("9.80"), "third"}, [&](Result<Order> order) { second = std::move(order); });
    m_executor.runReady();
    QVERIFY(second && !*second);
    QCOMPARE(second->error().code, std::string("trading.not_cancellable"));
    m_broker->listener->onCancelled(m_order);
    m_executor.runReady();
    QVERIFY(m_answer && *m_answer);
    QCOMPARE(text((*m_answer)->price), QStringLiteral("9.9"));
  }

  void itEndsWithTheService()
  {
    auto held = std::make_shared<int>(0);
    const std::weak_ptr<int> watched = held;
    m_service->replace(
        {m_order, price("9.90"), "second"}, [held](const Result<Order>&) { QFAIL("nobody answered it"); });
    held.reset();
    m_executor.runReady();
    QVERIFY(!watched.expired()); // on its way
    m_service.reset();
    QVERIFY(watched.expired());
  }

  void whatTheNewPriceNeedsIsToldWithoutTheOldOrder()
  {
    // 1000 at 10.00 and its commission leave less than 100 of 10,100.
    const TradingSnapshot rest = without(*m_service->snapshot(), m_order);
    QVERIFY(rest.orders.empty());
    QCOMPARE(text(rest.account->availableCash()), QStringLiteral("10100"));
    QVERIFY(m_service->snapshot()->account->availableCash() < money("100"));
    replace("20"); // too dear: the order is gone then, and the answer says why
    m_broker->listener->onCancelled(m_order);
    m_executor.runReady();
    QVERIFY(m_answer && !*m_answer);
    QCOMPARE(m_answer->error().code, std::string("trading.insufficient_cash"));
    m_answer.reset();
    replace("9"); // it is over
    QVERIFY(m_answer && !*m_answer);
    QCOMPARE(m_answer->error().code, std::string("trading.not_cancellable"));
  }

private:
  [[nodiscard]] std::vector<Order> orders() const { return m_service->snapshot()->orders; }
  void replace(const char* at)
  {
    m_service->replace({m_order, price(at), "second"}, [this](Result<Order> order) {
      QVERIFY(!m_answer); // once
      m_answer = std::move(order);
    });
    m_executor.runReady();
  }
  void expectStopped() const
  {
    QVERIFY(m_answer && !*m_answer);
    QCOMPARE(m_answer->error().code, std::string("trading.replace.stopped"));
  }
  void fillSome(const char* units)
  {
    Fill fill;
    fill.tradeId = "t1";
    fill.orderId = m_order;
    fill.price = price("10");
    fill.quantity = quantity(units);
    fill.day = day("2024-03-01");
    m_broker->listener->onFill(fill);
    m_executor.runReady();
  }

  testing::MockClock m_clock;
  testing::ManualExecutor m_executor{m_clock};
  std::unique_ptr<testing::MemoryStore> m_store;
  std::unique_ptr<SlowBroker> m_broker;
  std::unique_ptr<OrderService> m_service;
  std::string m_order;
  std::optional<Result<Order>> m_answer;
};

QTEST_APPLESS_MAIN(TstOrderReplacement)
#include "tst_order_replacement.moc"
