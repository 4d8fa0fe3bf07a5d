// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_sender.h"

#include <algorithm>

namespace zvt::trading {

ServiceSender::ServiceSender(OrderService& service)
    : m_service(service)
{
}

std::string ServiceSender::account() const
{
  return m_service.snapshot()->account->settings().name;
}

void ServiceSender::submit(OrderIntent intent, std::function<void(Result<Order>)> done)
{
  m_service.submit(std::move(intent), std::move(done));
}

void ServiceSender::cancel(const std::string& orderId, std::function<void(Result<Order>)> done)
{
  m_service.cancel(orderId, std::move(done));
}

std::optional<Order> ServiceSender::find(std::string_view orderId) const
{
  const TradingSnapshotPtr snapshot = m_service.snapshot();
  const auto found = std::ranges::find(snapshot->orders, orderId, &Order::id);
  return found == snapshot->orders.end() ? std::nullopt : std::optional(*found);
}

}
