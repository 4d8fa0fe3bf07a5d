// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order_sender.h"
#include "tests/core/trading/trading_samples.h"

#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace zvt::trading::samples {

/// Takes orders at once, unless told to refuse or to be silent.
class FakeSender final : public OrderSender {
public:
  [[nodiscard]] std::string account() const override { return "paper"; }
  void submit(OrderIntent intent, std::function<void(Result<Order>)> done) override
  {
    if (silent)
      return;
    if (isLate) {
      asked.emplace_back([this, intent = std::move(intent), done = std::move(done)] { submit(intent, done); });
      return;
    }
    if (!refusal.code.empty())
      return done(fail(refusal));
    Order order;
    order.id = clientOrderId("paper", intent.source, intent.id, intent.sequence);
    order.entityId = intent.entityId;
    order.side = intent.side;
    order.type = intent.type;
    order.price = intent.price;
    order.quantity = intent.quantity;
    order.state = OrderState::Working;
    orders.emplace(order.id, order);
    done(orders.at(order.id));
  }
  void cancel(const std::string& orderId, std::function<void(Result<Order>)>) override { cancelled.push_back(orderId); }
  void catchUp(const std::string& orderId, std::function<void(Result<Order>)> done) override
  {
    if (!isAsked)
      return done(fail("broker.no_answer"));
    orders.at(orderId).filled += std::exchange(toldLate, Quantity());
    done(orders.at(orderId));
  }
  [[nodiscard]] std::optional<Order> find(std::string_view orderId) const override
  {
    const auto found = orders.find(std::string(orderId));
    return found == orders.end() ? std::nullopt : std::optional(found->second);
  }
  Order fill(const std::string& id, std::string_view units, OrderState state)
  {
    Order& order = orders.at(id);
    order.filled = quantity(units);
    order.state = state;
    return order;
  }
  [[nodiscard]] const Order& only() const { return orders.begin()->second; }

  std::map<std::string, Order> orders;
  std::vector<std::string> cancelled;
  Error refusal;
  bool silent = false;
  bool isLate = false; ///< what is asked for is answered by answer()
  std::vector<std::function<void()>> asked;
  void answer()
  {
    isLate = false;
    for (const auto& one : std::exchange(asked, {}))
      one();
  }
  bool isAsked = true; ///< the broker answers a question for fills
  Quantity toldLate; ///< of the order that it is asked for, beyond what was told
};

}
