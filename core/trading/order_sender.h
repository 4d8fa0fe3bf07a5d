// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order_service.h"

namespace zvt::trading {

/// What conditional orders and execution algorithms know of the order path. Used on the order service's executor. A
/// sender gives the answer later or during the call; the same intent twice is one order.
class OrderSender {
public:
  virtual ~OrderSender() = default;
  [[nodiscard]] virtual std::string account() const = 0;
  virtual void submit(OrderIntent intent, std::function<void(Result<Order>)> done) = 0;
  virtual void cancel(const std::string& orderId, std::function<void(Result<Order>)> done) = 0;
  /// Asks the broker for what it has filled of an order that is over: a fill may be told after the end. Errors:
  /// broker.*, storage.*. Where nothing can be told late, the order as it is known.
  virtual void catchUp(const std::string& orderId, std::function<void(Result<Order>)> done);
  /// The order as the journal knows it.
  [[nodiscard]] virtual std::optional<Order> find(std::string_view orderId) const = 0;
};

/// Does a refusal pass, so that the same order may be taken later? Until the broker has answered, a day has begun,
/// people have agreed, the clutch is released, or the limit on the rate of orders has room.
[[nodiscard]] bool isTemporary(const Error& refusal);

/// The sender in front of an order service, which outlives it.
class ServiceSender final : public OrderSender {
public:
  explicit ServiceSender(OrderService& service);
  [[nodiscard]] std::string account() const override;
  void submit(OrderIntent intent, std::function<void(Result<Order>)> done) override;
  void cancel(const std::string& orderId, std::function<void(Result<Order>)> done) override;
  void catchUp(const std::string& orderId, std::function<void(Result<Order>)> done) override;
  [[nodiscard]] std::optional<Order> find(std::string_view orderId) const override;

private:
  OrderService& m_service;
  std::string m_account;
};

}
