// SPDX-License-Identifier: Apache-2.0
#include "tests/core/simulation/simulation_laws.h"

#include "core/trading/order_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace zvt::simulation {

using namespace zvt::trading;

void SimulationLaws::broken(std::string law)
{
  if (!m_breach)
    m_breach = std::move(law);
}

BrokerWitness SimulationLaws::witness()
{
  return {
      [this](const Order& order) {
        if (!m_requested.insert(order.id).second)
          broken(fmt::format("{} was sent twice", order.id));
        if (!m_store.isJournaled(order.id))
          broken(fmt::format("{} was sent before it was journaled", order.id));
      },
      [this](const std::string& orderId) {
        m_known.insert(orderId);
        ++m_underWork[orderId];
      },
      [this](const std::string& orderId) { --m_underWork[orderId]; },
      [this](const std::vector<BrokerOrder>& answer) {
        m_answered = true;
        for (const BrokerOrder& order : answer)
          m_known.insert(order.orderId);
      },
      [this](const std::string& orderId) { m_busted.insert(orderId); },
  };
}

void SimulationLaws::sees(const JournalEvent& event, bool isNews)
{
  if (const auto* created = std::get_if<OrderCreated>(&event))
    moves(created->order.id, OrderState::PendingNew, isNews);
  if (const auto* moved = std::get_if<OrderMoved>(&event))
    moves(moved->orderId, moved->to, isNews);
  if (const auto* busted = std::get_if<TradeBusted>(&event)) {
    if (!m_known.contains(busted->orderId))
      broken(fmt::format("a trade of {} was taken back, which nobody has said", busted->orderId));
    return;
  }
  const auto* filled = std::get_if<OrderFilled>(&event);
  // A fill leaves a cancellation on its way, and an order that is over stays over.
  if (filled && !isFinal(m_states[filled->fill.orderId]) && m_states[filled->fill.orderId] != OrderState::PendingCancel)
    moves(filled->fill.orderId, OrderState::PartlyFilled, isNews);
}

void SimulationLaws::moves(const std::string& orderId, OrderState to, bool isNews)
{
  const OrderState was = std::exchange(m_states[orderId], to);
  if (to == was || !isNews)
    return;
  if (isFinal(was) && !m_busted.contains(orderId))
    broken(fmt::format("{} was over and is {}", orderId, toString(to)));
  const bool answered = m_answered || m_underWork[orderId] > 0;
  if (was == OrderState::Unknown && to != OrderState::PendingCancel && !answered)
    broken(fmt::format("{} was unknown and is {} without an answer", orderId, toString(to)));
  const bool says = to == OrderState::Working || to == OrderState::PartlyFilled;
  if (says && !m_known.contains(orderId))
    broken(fmt::format("{} is {}, which nobody has said", orderId, toString(to)));
}

void SimulationLaws::replaced(const std::string& orderId, const std::string& replacement, Quantity whole)
{
  m_replacements.push_back({orderId, replacement, whole});
}

void SimulationLaws::refused(const std::string& orderId, const Error& error)
{
  if (m_requested.contains(orderId))
    broken(fmt::format("{} was sent, and the answer was {}", orderId, error.code));
}

void SimulationLaws::sees(const TradingSnapshot& snapshot)
{
  for (const Order& order : snapshot.orders) {
    const OrderState was = std::exchange(m_states[order.id], order.state);
    // A trade that is taken back may leave an order that was filled working, or over with less.
    if (m_busted.contains(order.id))
      continue;
    if (isFinal(was) && was != order.state)
      broken(fmt::format("{} was {} and is {}", order.id, toString(was), toString(order.state)));
  }
  checkReservations(snapshot);
  checkFills(snapshot);
  checkAccount(snapshot);
}

/// Open quantity = reserved risk.
void SimulationLaws::checkReservations(const TradingSnapshot& snapshot)
{
  const auto& reservations = snapshot.account->reservations();
  std::map<std::string, Quantity> frozen;
  std::size_t open = 0;
  for (const Order& order : snapshot.orders) {
    const auto found = reservations.find(order.id);
    if (isOpen(order.state) != (found != reservations.end()))
      return broken(fmt::format("{} is {} and {} reserved", order.id, toString(order.state),
          found == reservations.end() ? "nothing is" : "something is"));
    if (found == reservations.end())
      continue;
    ++open;
    if (found->second.quantity != order.remaining())
      broken(fmt::format(
          "{} has {} open and {} reserved", order.id, order.remaining().toString(), found->second.quantity.toString()));
    if (order.side == Side::Sell)
      frozen[order.entityId] += order.remaining();
  }
  if (open != reservations.size())
    broken("something is reserved for no order");
  for (const auto& [entityId, position] : snapshot.account->positions())
    if (position.frozen != frozen[entityId])
      broken(fmt::format(
          "{} has {} frozen and {} in open sales", entityId, position.frozen.toString(), frozen[entityId].toString()));
}

/// Every trade counts once.
void SimulationLaws::checkFills(const TradingSnapshot& snapshot)
{
  std::set<std::string> trades;
  std::map<std::string, Quantity> filled;
  for (const Fill& fill : snapshot.fills) {
    if (!trades.insert(fill.tradeId).second)
      broken(fmt::format("trade {} is counted twice", fill.tradeId));
    filled[fill.orderId] += fill.quantity;
  }
  for (const Order& order : snapshot.orders)
    // Until it is told that a trade was taken back, the one in its place may make too much of an order.
    if (order.filled != filled[order.id] || (order.filled > order.quantity && !m_busted.contains(order.id)))
      broken(fmt::format("{} says {} of {} filled, its trades {}", order.id, order.filled.toString(),
          order.quantity.toString(), filled[order.id].toString()));
}

/// Cash to the last digit: by trades and dividends, and by realised profit and cost.
void SimulationLaws::checkAccount(const TradingSnapshot& snapshot)
{
  const SimAccount& account = *snapshot.account;
  const Money start = account.settings().initialCash + account.movedCash();
  Money byTrades = start;
  for (const Fill& fill : snapshot.fills)
    byTrades += fill.side == Side::Buy ? -(fill.amount + total(fill.costs)) : fill.amount - total(fill.costs);
  Money byPositions = start;
  for (const auto& [entityId, position] : account.positions()) {
    byTrades += position.dividends;
    byPositions += position.realised - position.cost;
    if (position.total.isNegative() || position.sellable() > position.total)
      broken(fmt::format("{} of {} can be sold", position.sellable().toString(), position.total.toString()));
  }
  if (account.cash() != byTrades || account.cash() != byPositions)
    broken(fmt::format("cash {} is {} by trades and {} by positions", account.cash().toString(), byTrades.toString(),
        byPositions.toString()));
}

void SimulationLaws::settled(const TradingSnapshot& snapshot, const SimulatedBroker& broker)
{
  if (!snapshot.reconciled)
    broken("the broker has answered and the account is not in step");
  std::map<std::string, BrokerOrder> truth;
  for (const BrokerOrder& order : broker.truth())
    truth[order.orderId] = order;
  for (const Order& order : snapshot.orders) {
    const auto found = truth.find(order.id);
    const OrderState expected = found == truth.end() ? OrderState::Rejected : found->second.state;
    if (order.state != expected)
      broken(fmt::format("{} is {} here and {} at the broker", order.id, toString(order.state), toString(expected)));
    truth.erase(order.id);
  }
  if (!truth.empty())
    broken(fmt::format("the broker knows {} and we do not", truth.begin()->first));
  std::map<std::string, Quantity> held = broker.holdings();
  for (const auto& [entityId, position] : snapshot.account->positions())
    held.try_emplace(entityId);
  for (const auto& [entityId, units] : held) {
    const Position* ours = snapshot.account->find(entityId);
    const Quantity here = ours ? ours->total : Quantity();
    if (here != units)
      broken(fmt::format("{}: {} here and {} at the broker", entityId, here.toString(), units.toString()));
  }
  const auto orderOf = [&](const std::string& id) { return *std::ranges::find(snapshot.orders, id, &Order::id); };
  for (const Replacement& replacement : m_replacements)
    if (orderOf(replacement.from).filled + orderOf(replacement.to).quantity > replacement.whole)
      broken(fmt::format("{} was replaced by more than was left of it", replacement.from));
  const SimAccount& account = *snapshot.account;
  const Money earned = account.cash() - account.settings().initialCash - account.movedCash();
  if (earned != broker.earned())
    broken(fmt::format("earned {} here and {} at the broker", earned.toString(), broker.earned().toString()));
}

void SimulationLaws::replays(Store& store, const std::string& account, const TradingSnapshot& snapshot)
{
  const auto replayed = TradingState::replay(Journal(store, account));
  if (!replayed)
    return broken(fmt::format("the journal cannot be replayed: {}", replayed.error().code));
  if (replayed->orders() != snapshot.orders || replayed->fills() != snapshot.fills)
    broken("the journal gives other orders");
  SimAccount marked = replayed->account();
  for (const auto& [entityId, position] : snapshot.account->positions())
    marked.mark(entityId, position.last);
  if (marked != *snapshot.account)
    broken("the journal gives another account");
}

}
