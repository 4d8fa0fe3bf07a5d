// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/held_requests.h"

namespace zvt::backtest {

namespace {

/// Calls @p look with the order that says what is traded.
template <typename Look> decltype(auto) ofOrder(const StrategyUnit::Held& what, Look look)
{
  if (const auto* bracket = std::get_if<trading::Bracket>(&what))
    return look(bracket->entry);
  if (const auto* held = std::get_if<trading::ConditionalOrder>(&what))
    return look(*held);
  return look(std::get<trading::ParentOrder>(what));
}

}

const std::string& entityOf(const StrategyUnit::Held& what)
{
  return ofOrder(what, [](const auto& order) -> const std::string& { return order.entityId; });
}

trading::Side sideOf(const StrategyUnit::Held& what)
{
  return ofOrder(what, [](const auto& order) { return order.side; });
}

Quantity quantityOf(const StrategyUnit::Held& what)
{
  return ofOrder(what, [](const auto& order) { return order.quantity; });
}

std::string idOf(const StrategyUnit::Held& what, const std::string& account)
{
  if (const auto* bracket = std::get_if<trading::Bracket>(&what)) {
    const trading::OrderIntent& entry = bracket->entry;
    return trading::clientOrderId(account, entry.source, entry.id, entry.sequence);
  }
  if (const auto* held = std::get_if<trading::ConditionalOrder>(&what))
    return held->id;
  return std::get<trading::ParentOrder>(what).id;
}

void placeHeld(trading::HeldOrders& desk, StrategyUnit::Held what,
    std::function<void(const std::string& entityId, const Error&)> refused)
{
  auto told = [entityId = entityOf(what), refused = std::move(refused)](const Result<void>& placed) {
    if (!placed)
      refused(entityId, placed.error());
  };
  if (auto* held = std::get_if<trading::ConditionalOrder>(&what))
    return desk.place(std::vector{std::move(*held)}, std::move(told));
  if (auto* bracket = std::get_if<trading::Bracket>(&what))
    return desk.place(std::move(*bracket), std::move(told));
  desk.place(std::get<trading::ParentOrder>(std::move(what)), std::move(told));
}

void cancelHeld(trading::HeldOrders& desk, const std::string& source)
{
  const trading::HeldSnapshotPtr now = desk.snapshot();
  for (const trading::ConditionalOrder& order : now->conditional)
    if (order.source == source && trading::isLegal(order.state, trading::ConditionalState::Cancelled))
      desk.cancel(order.id);
  for (const trading::AlgoOrder& algo : now->algos)
    if (algo.order.source == source && !trading::isOver(algo.report.state))
      desk.cancel(algo.order.id);
}

}
