// SPDX-License-Identifier: Apache-2.0
#include "tests/core/simulation/simulation_held.h"

#include "core/trading/order_state.h"
#include "tests/core/trading/trading_samples.h"

#include <fmt/format.h>

#include <algorithm>

namespace zvt::simulation {

using namespace zvt::trading;

namespace {

/// Bars end by the market's clock, which no machine's jumps: after everything that a journal says.
constexpr std::int64_t kMarketTime = 4'000'000'000'000'000;
constexpr std::int64_t kBarMicros = 60'000'000;

Quantity hundreds(std::uint64_t count)
{
  return Quantity::fromInt(static_cast<std::int64_t>(count) * 100);
}

}

SimulationHeld::SimulationHeld(SeededRandom& random, EventLog& log, SimulationLaws& laws, Flaw flaw)
    : m_random(random)
    , m_log(log)
    , m_laws(laws)
    , m_worked(random, laws)
    , m_tiesPairs(flaw != Flaw::PairNotTied)
{
}

Price SimulationHeld::priceOf(int cents) const
{
  return samples::price(fmt::format("{}.{:02}", cents / 100, cents % 100));
}

bool SimulationHeld::open(
    HeldOrders::Options options, SimulatedStore& store, OrderService& service, const Clock& clock, Executor& executor)
{
  m_begun = false;
  auto opened = HeldOrders::open(std::move(options), store, service, clock, executor);
  if (!opened) {
    m_log.add("held: " + opened.error().code);
    return false;
  }
  m_held = *std::move(opened);
  if (m_day != TradingDay{})
    beginDay(m_day);
  return true;
}

void SimulationHeld::follow(const Result<void>& result, std::string_view what)
{
  m_log.add(fmt::format("held: {} {}", what, result ? "done" : result.error().code));
  const bool isDisk = !result && result.error().code.starts_with("storage.");
  if (!result && !isDisk && !result.error().code.starts_with("conditional.not_possible")
      && result.error().code != "algo.not_possible" && !result.error().code.starts_with("trading.")
      && result.error().code != "conditional.bad_order")
    m_laws.broken(fmt::format("held orders: {}", result.error().code));
}

void SimulationHeld::beginDay(TradingDay day)
{
  m_day = day;
  const auto begun = m_held->startDay(day, {});
  m_begun = begun.has_value();
  follow(begun, "day " + day.iso());
}

void SimulationHeld::retry()
{
  if (!m_begun && m_day != TradingDay{})
    beginDay(m_day);
  trade();
}

void SimulationHeld::step(const TradingSnapshot& snapshot)
{
  if (draw(5) == 0)
    place(snapshot);
  else if (draw(8) == 0)
    disturb();
  else if (draw(20) == 0)
    m_worked.disturb(*m_held, [this](const Result<void>& changed) { follow(changed, "disturb worked"); });
  m_cents = std::clamp(m_cents + static_cast<int>(draw(31)) - 15, 900, 1100);
  retry();
  check(snapshot);
}

void SimulationHeld::trade()
{
  market::Bar bar;
  const int range = static_cast<int>(draw(12));
  bar.open = m_cents / 100.0;
  bar.high = (m_cents + range) / 100.0;
  bar.low = (m_cents - range) / 100.0;
  bar.close = bar.open;
  bar.volume = 1000;
  const Timestamp end{kMarketTime + ++m_bars * kBarMicros};
  follow(m_held->onBar(kEntity, bar, {}, end), fmt::format("bar {}", m_cents));
  follow(m_held->onTime(end), "time");
}

void SimulationHeld::place(const TradingSnapshot& snapshot)
{
  const std::string id = fmt::format("h{}", m_placed++);
  const auto done = [this, id](const Result<void>& placed) { follow(placed, "place " + id); };
  const Position* position = snapshot.account->find(kEntity);
  const Quantity held = position && position->total.isPositive() ? position->total : hundreds(1 + draw(5));
  const int near = 5 + static_cast<int>(draw(25));
  switch (draw(7)) {
  case 0: {
    OrderIntent entry;
    entry.id = id;
    entry.source = "bracket";
    entry.entityId = kEntity;
    entry.price = priceOf(m_cents);
    entry.quantity = hundreds(1 + draw(8));
    Bracket bracket;
    bracket.entry = entry;
    bracket.stop = priceOf(m_cents - near);
    bracket.takeProfit = priceOf(m_cents + near);
    const std::string entryId = clientOrderId(snapshot.account->settings().name, entry.source, entry.id, 0);
    m_bounds[entryId] = {entryId, {}};
    m_held->place(bracket, done);
    return;
  }
  case 1: // of a part, so that both could trade
    return placePair(id, near, draw(2) == 0 ? std::min(held, hundreds(1 + draw(2))) : held, done);
  case 2: {
    const Trail trail{Trail::Kind::Amount, priceOf(near).value()};
    m_bounds[id] = {{}, held};
    m_held->place({trailingStop(id, kEntity, Side::Sell, trail, held)}, done);
    return;
  }
  case 3:
  case 4: {
    const Timestamp now{kMarketTime + m_bars * kBarMicros};
    const Quantity sellable = position ? position->sellable() : Quantity();
    m_held->place(m_worked.next(kEntity, priceOf(m_cents), sellable, now, {kBarMicros}), done);
    return;
  }
  default: {
    const bool buys = draw(2) == 0;
    const Quantity units = buys ? hundreds(1 + draw(6)) : held;
    const int cents = buys ? m_cents + near : m_cents - near;
    m_bounds[id] = {{}, units};
    m_held->place({stopOrder(id, kEntity, buys ? Side::Buy : Side::Sell, priceOf(cents), units)}, done);
  }
  }
}

/// A stop and a take-profit of which one is to trade.
void SimulationHeld::placePair(const std::string& id, int near, Quantity units, const HeldOrders::Done& done)
{
  ConditionalOrder stop = stopOrder(id + "s", kEntity, Side::Sell, priceOf(m_cents - near), units);
  ConditionalOrder take = takeProfit(id + "t", kEntity, Side::Sell, priceOf(m_cents + near), units);
  m_pairs[stop.id] = m_pairs[take.id] = id;
  m_bounds[id] = {{}, units};
  if (m_tiesPairs)
    stop.group = take.group = id;
  m_held->place({stop, take}, done);
}

std::string SimulationHeld::groupOf(const ConditionalOrder& order) const
{
  const auto pair = m_pairs.find(order.id);
  if (pair != m_pairs.end())
    return pair->second;
  return order.group.empty() ? order.id : order.group;
}

void SimulationHeld::disturb()
{
  const HeldSnapshotPtr now = m_held->snapshot();
  if (now->conditional.empty())
    return;
  const ConditionalOrder& one =
      now->conditional[now->conditional.size() - 1 - draw(std::min<std::size_t>(now->conditional.size(), 8))];
  const auto done = [this, id = one.id](const Result<void>& changed) { follow(changed, "disturb " + id); };
  switch (draw(4)) {
  case 0:
    return m_held->cancel(one.id, done);
  case 1:
    return m_held->suspend(one.id, done);
  case 2:
    return m_held->resume(one.id, done);
  default: {
    ConditionalChange change;
    change.trigger = priceOf(m_cents + static_cast<int>(draw(60)) - 30);
    return m_held->change(one.id, change, done);
  }
  }
}

/// Of a group one is out at a time, and all together trade no more than there is.
void SimulationHeld::check(const TradingSnapshot& snapshot)
{
  std::map<std::string, Quantity> filled;
  std::map<std::string, int> out;
  std::map<std::string, Quantity> entries;
  for (const Order& order : snapshot.orders)
    if (order.entityId == kEntity)
      entries[order.id] = order.filled;
  const HeldSnapshotPtr held = m_held->snapshot();
  for (const Order& order : snapshot.orders) {
    const auto of = std::ranges::find(held->conditional, order.intent, &ConditionalOrder::id);
    if (of == held->conditional.end() || of->source != order.source)
      continue;
    const std::string group = groupOf(*of);
    filled[group] += order.filled;
    out[group] += isFinal(order.state) ? 0 : 1;
  }
  for (const auto& [group, units] : filled) {
    const auto bound = m_bounds.find(group);
    if (bound == m_bounds.end()) {
      m_laws.broken(fmt::format("{} was placed by nobody", group));
      continue;
    }
    const Quantity most = bound->second.entry.empty() ? bound->second.quantity : entries[bound->second.entry];
    if (units > most)
      m_laws.broken(fmt::format("{} traded {} of {}", group, units.toString(), most.toString()));
    if (out[group] > 1)
      m_laws.broken(fmt::format("{} has {} orders out at once", group, out[group]));
  }
  m_worked.check(snapshot, *held);
}

void SimulationHeld::checkSettled(const TradingSnapshot& snapshot, const Store& store, std::string_view account)
{
  check(snapshot);
  const auto replayed = ConditionalJournal::replay(store, account);
  if (!replayed)
    return m_laws.broken(fmt::format("the journal of held orders cannot be replayed: {}", replayed.error().code));
  const HeldSnapshotPtr held = m_held->snapshot();
  m_worked.checkSettled(snapshot, *held, m_log);
  if (replayed->orders() != held->conditional)
    m_laws.broken("the journal gives other held orders");
  for (const Order& order : snapshot.orders) {
    const ConditionalOrder* of = replayed->find(order.intent);
    // Triggered, durably, before it was sent: each attempt has one order.
    if (of && of->source == order.source && (order.sequence > of->attempt || of->triggeredAt.isZero()))
      m_laws.broken(fmt::format("{} was sent and {} had not triggered", order.id, of->id));
  }
  for (const ConditionalOrder& one : replayed->orders()) {
    m_log.add(fmt::format("held {} {} {} {}", one.id, toString(one.state), one.quantity.toString(), one.orderId));
    const auto order = std::ranges::find(snapshot.orders, one.orderId, &Order::id);
    if (one.state == ConditionalState::Sent && (order == snapshot.orders.end() || isFinal(order->state)))
      m_laws.broken(fmt::format("{} waits for an order that is over", one.id));
    if (one.state == ConditionalState::Triggered)
      m_laws.broken(fmt::format("{} was triggered and not sent", one.id));
  }
}

int SimulationHeld::triggered() const
{
  if (!m_held)
    return 0;
  const HeldSnapshotPtr held = m_held->snapshot();
  return static_cast<int>(std::ranges::count_if(
      held->conditional, [](const ConditionalOrder& order) { return !order.triggeredAt.isZero(); }));
}

}
