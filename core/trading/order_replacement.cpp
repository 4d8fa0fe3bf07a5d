// SPDX-License-Identifier: Apache-2.0
// An order at another price: its cancellation, then a new one. What is on its way belongs to the service, so that
// whoever cancels reaches it, and it ends with the service.
#include "core/trading/order_replacement.h"

#include "core/trading/order_core.h"
#include "core/trading/order_state.h"

#include <algorithm>
#include <utility>

namespace zvt::trading {

void OrderService::Core::replace(OrderReplacement wanted, std::function<void(Result<Order>)> done)
{
  const std::string orderId = wanted.orderId;
  const Result<Order> cancelled = requestCancel(orderId);
  if (!cancelled)
    return answer(done, cancelled);
  m_replacing.emplace(orderId, Replacing{std::move(wanted), std::move(done)});
  followReplacement(*cancelled);
}

bool OrderService::Core::endReplacement(const std::string& orderId, Result<Order> result)
{
  const auto ended = m_replacing.extract(orderId);
  if (ended.empty())
    return false;
  // A step of its own: this one may be in the middle of its work.
  post([done = std::move(ended.mapped().done), result = std::move(result)](Core& core) { core.answer(done, result); });
  return true;
}

void OrderService::Core::followReplacement(const Order& order)
{
  if (order.state == OrderState::PendingCancel || !m_replacing.contains(order.id))
    return;
  if (order.state == OrderState::Cancelled && order.remaining().isPositive()) {
    // A step of its own: this one still books the cancellation. Until then it can be taken back.
    post([orderId = order.id](Core& core) { core.sendReplacement(orderId); });
    return;
  }
  // Whatever else it is, it was not cancelled: a cancellation much later must not send a new order.
  endReplacement(
      order.id, fail("trading.replace.over", {{"order", order.id}, {"state", std::string(toString(order.state))}}));
}

void OrderService::Core::sendReplacement(const std::string& orderId)
{
  if (!m_replacing.contains(orderId))
    return;
  // A fill that happened before the cancellation may be told after it: what is left is the broker's word.
  if (const auto caughtUp = catchUp(orderId); !caughtUp) {
    endReplacement(orderId, std::unexpected(caughtUp.error()));
    return;
  }
  const auto found = m_replacing.find(orderId);
  if (found == m_replacing.end())
    return; // nothing was left
  const Order& order = *m_state.find(orderId);
  OrderIntent intent;
  intent.id = found->second.wanted.intentId;
  intent.source = order.source;
  intent.entityId = order.entityId;
  intent.side = order.side;
  intent.type = OrderType::Limit;
  intent.price = found->second.wanted.price;
  intent.quantity = order.remaining();
  intent.terms = order.terms;
  intent.terms.display = std::min(intent.terms.display, intent.quantity);
  endReplacement(orderId, submit({intent}).front());
}

TradingSnapshot without(const TradingSnapshot& snapshot, std::string_view orderId)
{
  TradingSnapshot rest = snapshot;
  std::erase_if(rest.orders, [orderId](const Order& order) { return order.id == orderId; });
  auto account = std::make_shared<SimAccount>(*snapshot.account);
  account->release(orderId);
  rest.account = std::move(account);
  return rest;
}

}
