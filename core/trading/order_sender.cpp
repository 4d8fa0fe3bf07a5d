// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_sender.h"

namespace zvt::trading {

bool isTemporary(const Error& refusal)
{
  const std::string_view code = refusal.code;
  return code == "trading.not_reconciled" || code == "trading.no_day" || code == "risk.approval.pending"
      || code == "risk.clutch.engaged" || code.starts_with("trading.check.order_rate.");
}

void OrderSender::catchUp(const std::string& orderId, std::function<void(Result<Order>)> done)
{
  const auto order = find(orderId);
  done(order ? Result<Order>(*order) : fail("trading.unknown_order", {{"order", orderId}}));
}

ServiceSender::ServiceSender(OrderService& service)
    : m_service(service)
    , m_account(service.state().account().settings().name)
{
}

std::string ServiceSender::account() const
{
  return m_account;
}

void ServiceSender::submit(OrderIntent intent, std::function<void(Result<Order>)> done)
{
  m_service.submit(std::move(intent), std::move(done));
}

void ServiceSender::cancel(const std::string& orderId, std::function<void(Result<Order>)> done)
{
  m_service.cancel(orderId, std::move(done));
}

void ServiceSender::catchUp(const std::string& orderId, std::function<void(Result<Order>)> done)
{
  m_service.catchUp(orderId, std::move(done));
}

std::optional<Order> ServiceSender::find(std::string_view orderId) const
{
  const Order* order = m_service.state().find(orderId);
  return order ? std::optional(*order) : std::nullopt;
}

}
