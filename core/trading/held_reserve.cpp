// SPDX-License-Identifier: Apache-2.0
#include "core/trading/held_reserve.h"

#include <algorithm>
#include <map>

namespace zvt::trading {

namespace {

/// Of one that follows prices: what it would send now. What it has sent is frozen by its order. A leg that waits for
/// its entry, or for what that bought to be sellable, sells nothing before: T+1 keeps its shares already.
Quantity promisedBy(const ConditionalOrder& order)
{
  if (order.state == ConditionalState::Waiting || (order.state == ConditionalState::Suspended && order.waitDays > 0))
    return {};
  if (isOver(order.state) || order.state == ConditionalState::Sent || order.state == ConditionalState::Triggered)
    return {};
  return std::max(order.quantity - order.unsettled, Quantity());
}

}

PromisedShares promisedToSell(const HeldSnapshot& held, const SimAccount& account, std::string_view entityId)
{
  const Position* position = account.find(entityId);
  if (position == nullptr)
    return {};
  PromisedShares promised;
  std::map<std::string_view, Quantity> groups; // one of a group takes from the others
  std::map<std::string_view, Quantity> sent;
  for (const ConditionalOrder& order : held.conditional) {
    if (order.entityId != entityId || order.side != Side::Sell)
      continue;
    const Quantity quantity = promisedBy(order);
    if (order.group.empty()) {
      promised.waiting += quantity;
      continue;
    }
    groups[order.group] = std::max(groups[order.group], quantity);
    if (order.state == ConditionalState::Sent || order.state == ConditionalState::Triggered)
      sent[order.group] += std::max(order.quantity - order.filled, Quantity());
  }
  for (const auto& [group, quantity] : groups)
    promised.waiting += std::max(quantity - sent[group], Quantity());
  for (const AlgoOrder& algo : held.algos)
    if (algo.order.entityId == entityId && algo.order.side == Side::Sell && !isOver(algo.report.state))
      promised.worked += std::max(algo.report.leftover - algo.report.taken, Quantity());
  promised.worked = std::min(promised.worked, position->sellable());
  promised.waiting = std::min(promised.waiting, position->sellable() - promised.worked);
  return promised;
}

SimAccount withReserved(const SimAccount& account, const std::map<std::string, Quantity>& reserved)
{
  SimAccount lessened = account;
  for (const auto& [entityId, quantity] : reserved) {
    if (!quantity.isPositive())
      continue;
    Order promise;
    promise.id = "reserved " + entityId; // no order of an account has such an id
    promise.entityId = entityId;
    promise.side = Side::Sell;
    promise.quantity = quantity;
    promise.day = account.day();
    lessened.freeze(promise);
  }
  return lessened;
}

}
