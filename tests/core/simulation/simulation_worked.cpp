// SPDX-License-Identifier: Apache-2.0
#include "tests/core/simulation/simulation_worked.h"

#include "core/trading/order_state.h"

#include <fmt/format.h>

#include <algorithm>

namespace zvt::simulation {

using namespace zvt::trading;

namespace {

Quantity hundreds(std::uint64_t count)
{
  return Quantity::fromInt(static_cast<std::int64_t>(count) * 100);
}

struct Children {
  Quantity filled;
  Quantity working; ///< what is left of those that are not over
  int out = 0; ///< not over
};

/// By parent, as the order service knows them.
std::map<std::string, Children> childrenOf(const TradingSnapshot& snapshot)
{
  std::map<std::string, Children> all;
  for (const Order& order : snapshot.orders) {
    if (order.source != SimulationWorked::kSource)
      continue;
    Children& children = all[order.intent];
    children.filled += order.filled;
    if (isFinal(order.state))
      continue;
    children.working += order.remaining();
    ++children.out;
  }
  return all;
}

}

ParentOrder SimulationWorked::next(const std::string& entityId, Price price, Quantity held, Timestamp now, Duration bar)
{
  ParentOrder order;
  order.id = fmt::format("w{}", m_asked.size());
  order.source = kSource;
  order.entityId = entityId;
  order.quantity = hundreds(1 + draw(12));
  if (held.isPositive() && draw(2) == 0) {
    order.side = Side::Sell;
    order.quantity = std::min(order.quantity, held);
  }
  order.kind = static_cast<AlgoKind>(draw(4));
  order.childType = draw(3) == 0 ? OrderType::Market : OrderType::Limit;
  order.price = price;
  order.lot = hundreds(1);
  order.begin = {now.micros + static_cast<std::int64_t>(draw(3)) * bar.micros};
  order.end = {order.begin.micros + static_cast<std::int64_t>(3 + draw(20)) * bar.micros};
  switch (order.kind) {
  case AlgoKind::Twap:
    order.slices = 1 + static_cast<int>(draw(6));
    break;
  case AlgoKind::Vwap:
    order.slices = 1 + static_cast<int>(draw(6));
    for (int i = 0; i < order.slices; ++i)
      order.curve.push_back(Decimal::fromInt(1 + static_cast<std::int64_t>(draw(9))));
    break;
  case AlgoKind::Participation:
    order.participation = Decimal::fromDouble(0.1 * static_cast<double>(1 + draw(5))).value();
    break;
  case AlgoKind::Iceberg:
    order.display = hundreds(1 + draw(3));
    break;
  }
  if (order.slices > 1 && draw(3) == 0) {
    order.jitter = Decimal::fromDouble(0.5).value();
    order.seed = draw(1'000);
  }
  m_asked[order.id] = order.quantity;
  return order;
}

void SimulationWorked::disturb(HeldOrders& held, const HeldOrders::Done& done)
{
  const HeldSnapshotPtr now = held.snapshot();
  if (now->algos.empty())
    return;
  const AlgoOrder& one = now->algos[now->algos.size() - 1 - draw(std::min<std::size_t>(now->algos.size(), 4))];
  switch (draw(6)) {
  case 0:
    return held.cancel(one.order.id, done);
  case 1:
    return held.suspend(one.order.id, done);
  case 2:
  case 3:
    return change(held, one, done);
  default:
    return held.resume(one.order.id, done);
  }
}

void SimulationWorked::change(HeldOrders& held, const AlgoOrder& one, const HeldOrders::Done& done)
{
  ParentChange change;
  if (draw(2) == 0) {
    change.quantity = hundreds(1 + draw(12));
    if (one.order.side == Side::Sell) // no more than is held
      change.quantity = std::min(*change.quantity, one.order.quantity);
    m_asked[one.order.id] = std::max(m_asked[one.order.id], *change.quantity);
  }
  if (draw(2) == 0)
    change.price = one.order.price + Price(Decimal::fromDouble(0.01).value());
  held.change(one.order.id, change, [done](const Result<void>& changed) {
    // So much has filled already.
    const bool isLate = !changed && changed.error().code == "algo.bad_order";
    done(isLate ? Result<void>() : changed);
  });
}

void SimulationWorked::check(const TradingSnapshot& snapshot, const HeldSnapshot& held)
{
  for (const auto& [parent, children] : childrenOf(snapshot)) {
    if (!m_asked.contains(parent))
      continue; // the user has replaced a part by an order of another intent
    const auto known = std::ranges::find(
        held.algos, parent, [](const AlgoOrder& algo) -> const std::string& { return algo.order.id; });
    if (known == held.algos.end())
      return m_laws.broken(fmt::format("a part of {} was sent and the order is not known", parent));
    if (children.filled + children.working > m_asked[parent])
      m_laws.broken(fmt::format("{} has {} filled and {} out of {}", parent, children.filled.toString(),
          children.working.toString(), m_asked[parent].toString()));
    if (known->order.kind == AlgoKind::Iceberg && children.out > 1)
      m_laws.broken(fmt::format("{} shows {} slices at once", parent, children.out));
  }
}

void SimulationWorked::checkSettled(const TradingSnapshot& snapshot, const HeldSnapshot& held, EventLog& log)
{
  check(snapshot, held);
  std::map<std::string, Children> children = childrenOf(snapshot);
  for (const AlgoOrder& algo : held.algos) {
    const AlgoReport& report = algo.report;
    const Children& sent = children[algo.order.id];
    log.add(fmt::format("worked {} {} {} {} of {} in {}", algo.order.id, toString(algo.order.kind),
        toString(report.state), report.filled.toString(), report.quantity.toString(), report.children));
    if (report.filled != sent.filled || report.working != sent.working)
      m_laws.broken(fmt::format("{} says {} filled and {} working, its orders {} and {}", algo.order.id,
          report.filled.toString(), report.working.toString(), sent.filled.toString(), sent.working.toString()));
    if (isOver(report.state) && sent.out > 0)
      m_laws.broken(fmt::format("{} is over and {} of its orders are not", algo.order.id, sent.out));
  }
}

}
