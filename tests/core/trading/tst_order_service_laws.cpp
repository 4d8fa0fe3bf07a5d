// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/order_service.h"
#include "core/trading/order_state.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>
#include <rapidcheck.h>

#include <set>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

/// A broker that loses requests and answers, reports late, twice and in any order, and knows its own book.
class UnreliableBroker final : public Broker {
public:
  void setListener(BrokerListener* given) override { listener = given; }

  SendOutcome place(const Order& order) override
  {
    RC_ASSERT(placed.insert(order.id).second); // never sent twice
    const int fate = *rc::gen::inRange(0, 4);
    if (fate == 0)
      return SendOutcome::NotSent;
    if (fate == 1)
      return SendOutcome::Unknown; // lost on its way
    book.push_back({order.id, "B" + std::to_string(book.size()), OrderState::Working, {}, {}});
    quantities[order.id] = order.quantity;
    return fate == 2 ? SendOutcome::Unknown : SendOutcome::Sent; // arrived, but perhaps nobody was told
  }

  SendOutcome cancel(const Order& order) override
  {
    const int fate = *rc::gen::inRange(0, 3);
    for (BrokerOrder& known : book)
      if (fate != 0 && known.orderId == order.id && !isFinal(known.state))
        known.state = OrderState::Cancelled;
    return fate == 0 ? SendOutcome::NotSent : fate == 1 ? SendOutcome::Unknown : SendOutcome::Sent;
  }

  Result<std::vector<BrokerOrder>> orders(const std::string&) override
  {
    if (!answers)
      return fail("broker.no_answer");
    return book;
  }

  void trade(BrokerOrder& known)
  {
    Quantity left = quantities[known.orderId];
    for (const Fill& fill : known.fills)
      left -= fill.quantity;
    if (isFinal(known.state) || !left.isPositive())
      return;
    Fill fill;
    fill.tradeId = known.orderId + std::to_string(known.fills.size());
    fill.orderId = known.orderId;
    fill.price = price("9.99");
    fill.quantity = std::min(left, Quantity::fromInt(100 * *rc::gen::inRange(1, 4)));
    fill.day = day("2024-03-01");
    known.fills.push_back(fill);
    known.state = fill.quantity == left ? OrderState::Filled : OrderState::PartlyFilled;
  }

  /// Says something true about an order, maybe for the second time.
  void report(const BrokerOrder& known)
  {
    if (!listener)
      return;
    const int what = *rc::gen::inRange(0, 3);
    if (what == 0)
      listener->onAccepted(known.orderId, known.brokerOrderId);
    else if (what == 1 && !known.fills.empty())
      listener->onFill(known.fills[*rc::gen::inRange<std::size_t>(0, known.fills.size())]);
    else if (known.state == OrderState::Cancelled)
      listener->onCancelled(known.orderId);
  }

  BrokerListener* listener = nullptr;
  bool answers = true;
  std::vector<BrokerOrder> book;
  std::map<std::string, Quantity> quantities;
  std::set<std::string> placed;
};

struct Desk {
  testing::MockClock clock;
  testing::ManualExecutor executor{clock};
  testing::MemoryStore store;
  UnreliableBroker broker;
  std::shared_ptr<const TradingRules> dated = rules();
  std::unique_ptr<OrderService> service;

  Desk() { open(); }

  void open()
  {
    service.reset();
    OrderService::Options options;
    options.account.name = "paper";
    options.account.initialCash = money("1000000");
    options.rules = dated;
    service = require(OrderService::open(options, store, broker, clock, executor));
    service->startDay(day("2024-03-01"));
    executor.runReady();
  }

  void step()
  {
    const int what = *rc::gen::inRange(0, 9);
    const auto orders = service->snapshot()->orders;
    if (what <= 2 || orders.empty()) {
      OrderIntent intent;
      intent.id = "i" + std::to_string(*rc::gen::inRange(0, 12)); // often one that was submitted before
      intent.entityId = kMain;
      intent.price = price("10");
      intent.quantity = quantity("1000");
      service->submit(intent);
    } else if (what == 3) {
      service->cancel(orders[*rc::gen::inRange<std::size_t>(0, orders.size())].id);
    } else if (what == 4) {
      broker.answers = *rc::gen::arbitrary<bool>();
      service->reconcile();
    } else if (what == 5) {
      open();
    } else if (!broker.book.empty()) {
      BrokerOrder& known = broker.book[*rc::gen::inRange<std::size_t>(0, broker.book.size())];
      if (what == 6)
        broker.trade(known);
      else
        broker.report(known);
    }
    executor.runReady();
  }
};

}

class TstOrderServiceLaws : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void theBrokersWordSettlesEverything();
};

void TstOrderServiceLaws::theBrokersWordSettlesEverything()
{
  const bool ok = rc::check("once sent, journal equal to state, and after one answer equal to the broker's book", [] {
    Desk desk;
    const int steps = *rc::gen::inRange(1, 80);
    for (int i = 0; i < steps; ++i)
      desk.step();
    desk.broker.answers = true;
    desk.service->reconcile();
    desk.executor.runReady();

    const auto snapshot = desk.service->snapshot();
    RC_ASSERT(snapshot->reconciled);
    Quantity bought;
    for (const Order& order : snapshot->orders) {
      const auto known = std::ranges::find(desk.broker.book, order.id, &BrokerOrder::orderId);
      Quantity filled;
      if (known != desk.broker.book.end())
        for (const Fill& fill : known->fills)
          filled += fill.quantity;
      RC_ASSERT(order.filled == filled);
      const bool arrived = known != desk.broker.book.end();
      RC_ASSERT(order.state == (arrived ? known->state : OrderState::Rejected));
      bought += filled;
      RC_ASSERT(snapshot->account->reservations().contains(order.id) == isOpen(order.state));
    }
    const Position* position = snapshot->account->find(kMain);
    RC_ASSERT((position ? position->total : Quantity()) == bought);
    const TradingState replayed = require(TradingState::replay(Journal(desk.store, "paper")));
    RC_ASSERT(replayed.orders() == snapshot->orders);
    RC_ASSERT(replayed.account() == *snapshot->account);
  });
  QVERIFY(ok);
}

QTEST_APPLESS_MAIN(TstOrderServiceLaws)
#include "tst_order_service_laws.moc"
