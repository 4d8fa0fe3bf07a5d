// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/open_orders.h"

#include "core/trading/order_state.h"

namespace zvt::backtest {

void OpenOrders::set(std::vector<trading::Order> orders)
{
  m_orders = std::move(orders);
  m_ended = 1; // whatever of it is not open
  pack();
}

void OpenOrders::take(const trading::Order& order)
{
  const auto known = m_places.find(order.id);
  if (known == m_places.end()) {
    if (!trading::isOpen(order.state))
      return;
    m_places.emplace(order.id, m_orders.size());
    m_orders.push_back(order);
    return;
  }
  m_orders[known->second] = order;
  if (trading::isOpen(order.state))
    return;
  m_places.erase(known);
  ++m_ended;
}

std::span<const trading::Order> OpenOrders::list() const
{
  pack();
  return m_orders;
}

void OpenOrders::pack() const
{
  if (m_ended == 0)
    return;
  std::erase_if(m_orders, [](const trading::Order& order) { return !trading::isOpen(order.state); });
  m_places.clear();
  for (std::size_t i = 0; i < m_orders.size(); ++i)
    m_places.emplace(m_orders[i].id, i);
  m_ended = 0;
}

}
