// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/order_service.h"
#include "core/trading/order_state.h"
#include "tests/core/trading/trading_samples.h"

/// An order service with a store in memory and a broker that does what the test says, in virtual time.
namespace zvt::trading::samples {

/// A broker that does what the test says.
class ScriptedBroker final : public Broker {
public:
  void setListener(BrokerListener* given) override { listener = given; }
  SendOutcome place(const Order& order) override
  {
    placed.push_back(order.id);
    return outcome;
  }
  SendOutcome cancel(const Order& order) override
  {
    cancelled.push_back(order.id);
    return outcome;
  }
  Result<std::vector<BrokerOrder>> orders(const std::string&) override
  {
    if (!answers)
      return fail("broker.no_answer");
    return book;
  }

  BrokerListener* listener = nullptr;
  SendOutcome outcome = SendOutcome::Sent;
  bool answers = true;
  std::vector<BrokerOrder> book;
  std::vector<std::string> placed;
  std::vector<std::string> cancelled;
};

inline OrderIntent intent(
    std::string id, Side side = Side::Buy, std::string_view at = "10.00", std::string_view units = "1000")
{
  OrderIntent made;
  made.id = std::move(id);
  made.entityId = kMain;
  made.side = side;
  made.price = price(at);
  made.quantity = quantity(units);
  return made;
}

inline Fill report(const std::string& orderId, std::string trade, std::string_view at, std::string_view units)
{
  Fill made;
  made.tradeId = std::move(trade);
  made.orderId = orderId;
  made.price = price(at);
  made.quantity = quantity(units);
  made.day = day("2024-03-01");
  return made;
}

struct Desk {
  testing::MockClock clock;
  testing::ManualExecutor executor{clock};
  testing::MemoryStore store;
  ScriptedBroker broker;
  std::shared_ptr<const TradingRules> dated = rules();
  OrderService::Options options;
  std::unique_ptr<OrderService> service;

  explicit Desk(bool openNow = true)
  {
    options.account.name = "paper";
    options.account.initialCash = money("100000");
    options.rules = dated;
    if (openNow)
      open();
  }

  /// As a process does that was ended at any moment.
  void open()
  {
    service.reset();
    service = require(OrderService::open(options, store, broker, clock, executor));
    service->startDay(day("2024-03-01"));
    executor.runReady();
  }

  Result<Order> submit(OrderIntent made)
  {
    Result<Order> answer = fail("test.no_answer");
    service->submit(std::move(made), [&](Result<Order> result) { answer = std::move(result); });
    executor.runReady();
    return answer;
  }

  Result<Order> cancel(const std::string& id)
  {
    Result<Order> answer = fail("test.no_answer");
    service->cancel(id, [&](Result<Order> result) { answer = std::move(result); });
    executor.runReady();
    return answer;
  }

  Result<void> startDay(std::string_view on, std::vector<CorporateActionApplied> actions = {})
  {
    Result<void> answer = fail("test.no_answer");
    service->startDay(day(on), std::move(actions), [&](Result<void> result) { answer = std::move(result); });
    executor.runReady();
    return answer;
  }

  /// The broker's own book of an order, which only a query shows.
  void book(const Order& order, OrderState state, std::vector<Fill> fills = {})
  {
    std::erase_if(broker.book, [&](const BrokerOrder& known) { return known.orderId == order.id; });
    broker.book.push_back({order.id, "B-" + order.id, state, {}, std::move(fills)});
  }

  void tell(const std::function<void(BrokerListener&)>& news)
  {
    news(*broker.listener);
    executor.runReady();
  }

  [[nodiscard]] Order order(const std::string& id) const
  {
    for (const Order& candidate : service->snapshot()->orders)
      if (candidate.id == id)
        return candidate;
    return {};
  }

  [[nodiscard]] Money frozen() const { return service->snapshot()->account->frozenCash(); }
};

}
