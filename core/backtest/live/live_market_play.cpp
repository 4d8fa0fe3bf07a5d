// SPDX-License-Identifier: Apache-2.0
// How the market is played: days, bars, orders, and what the board shows of them.
#include "core/backtest/live/live_market.h"

#include "core/backtest/live/live_market_parts.h"
#include "core/trading/risk/risk_desk.h"

#include <algorithm>
#include <set>
#include <span>

#include <fmt/format.h>

namespace zvt::backtest {

namespace {

constexpr std::size_t kEquityDays = 120;

}

std::string_view toString(LiveState state)
{
  switch (state) {
  case LiveState::Running:
    return "running";
  case LiveState::Stopped:
    return "stopped";
  case LiveState::Clutched:
    return "clutched";
  case LiveState::Failed:
    break;
  }
  return "failed";
}

std::string_view toString(LiveMode mode)
{
  return mode == LiveMode::Paper ? "paper" : "replay";
}

const LiveRow* LiveBoard::find(std::string_view name) const
{
  const auto found = std::ranges::lower_bound(rows, name, {}, &LiveRow::name);
  return found == rows.end() || found->name != name ? nullptr : &*found;
}

/// What becomes of the strategy's orders, told as StrategyHost tells it.
void LiveMarket::observe(Slot& slot)
{
  trading::OrderObserver observer;
  observer.onOrder = [this, &slot](const trading::Order& order) {
    if (m_options.desk)
      m_options.desk->book().follow(order);
    if (slot.unit && order.source == slot.name())
      send(*slot.group, slot.group->dispatcher->tell(*slot.unit, order));
  };
  observer.onFill = [this, &slot](const trading::Fill& fill) {
    ++slot.fillsToday;
    if (slot.unit)
      send(*slot.group, slot.group->dispatcher->tell(*slot.unit, fill));
  };
  if (m_options.desk) {
    risk::RiskBook& book = m_options.desk->book();
    book.setPlayed(slot.deployment.account);
    observer.onPosition = [&book, account = slot.deployment.account](
                              const trading::Position& position) { book.hold(account, position); };
    const trading::TradingSnapshotPtr snapshot = slot.account->orders().snapshot();
    Slot* const slots[] = {&slot};
    knowHeld(slots, snapshot->account->day() - 1);
    book.settle(*snapshot);
  }
  slot.observation = slot.account->orders().observe(std::move(observer));
}

/// Has the limits know what the slots hold. What cannot be read is unknown to them, and they say so with each order.
void LiveMarket::knowHeld(std::span<Slot* const> slots, TradingDay until)
{
  if (!m_options.desk)
    return;
  std::set<std::string> held;
  for (const Slot* slot : slots)
    for (const auto& [entityId, position] : slot->account->orders().state().account().positions())
      if (!position.total.isZero())
        held.insert(entityId);
  static_cast<void>(m_options.desk->know(std::vector(held.begin(), held.end()), until));
}

Result<void> LiveMarket::admit(const trading::Order& order, std::optional<Price> last) const
{
  if (m_options.clutch)
    ZVT_TRY_VOID(m_options.clutch->check(order));
  if (!m_options.desk)
    return {};
  if (last)
    m_options.desk->book().mark({{order.entityId, *last}});
  static_cast<void>(m_options.desk->know(std::span(&order.entityId, 1), order.day - 1));
  return m_options.desk->admit(order);
}

bool LiveMarket::isClutched(const Slot& slot) const
{
  trading::Order any;
  any.account = slot.deployment.account;
  any.source = slot.name();
  return m_options.clutch && !m_options.clutch->check(any);
}

void LiveMarket::fault(Slot& slot, Error error)
{
  slot.fault = error;
  slot.deployment.started = false;
  m_faults.emplace_back(slot.name(), std::move(error));
}

std::vector<std::pair<std::string, Error>> LiveMarket::takeFaults()
{
  return std::exchange(m_faults, {});
}

void LiveMarket::release(Slot& slot)
{
  if (slot.unit)
    slot.group->dispatcher->remove(*slot.unit);
  slot.unit.reset();
}

void LiveMarket::send(Group& group, Dispatch dispatch)
{
  std::vector<Slot*> slots(group.dispatcher->size());
  for (Slot* slot : group.members)
    if (slot->unit)
      slots[*slot->unit] = slot;
  for (const std::size_t unit : dispatch.stopped)
    if (const Error& why = group.dispatcher->unit(unit).fault(); slots[unit] && !why.code.empty())
      fault(*slots[unit], why);
  for (const std::size_t unit : dispatch.stopped)
    if (slots[unit] && slots[unit]->account && slots[unit]->account->desk())
      slots[unit]->account->desk()->cancelAll();
  for (const Dispatch::Wished& wished : dispatch.wishes)
    if (slots[wished.unit])
      decide(*slots[wished.unit], wished.wishes);
  for (const Dispatch::Cancelled& cancelled : dispatch.cancels)
    if (slots[cancelled.unit])
      slots[cancelled.unit]->account->orders().cancel(cancelled.orderId);
  for (Dispatch::Sent& sent : dispatch.orders)
    if (slots[sent.unit])
      sendOrder(*slots[sent.unit], std::move(sent.intent));
}

void LiveMarket::sendOrder(Slot& slot, trading::OrderIntent intent)
{
  if (slot.decision && slot.decision->at == m_clock.now())
    ++slot.decision->others;
  else
    slot.decision = LiveDecision{m_clock.now(), intent.entityId, intent.side, intent.quantity, 0, {}};
  const std::string entityId = intent.entityId;
  slot.account->orders().submit(std::move(intent), [&slot, entityId](const Result<trading::Order>& order) {
    if (order) {
      ++slot.ordersToday;
      return;
    }
    if (slot.decision && slot.decision->entityId == entityId)
      slot.decision->refusal = order.error();
    if (slot.unit)
      slot.group->dispatcher->say(*slot.unit, fmt::format("refused {}: {}", entityId, order.error().code));
  });
  if (m_options.watch)
    slot.lag = m_options.watch->elapsed() - m_began;
}

/// What a document wants waits at its desk.
void LiveMarket::decide(Slot& slot, const std::vector<Wish>& wishes)
{
  DocumentDesk& desk = *slot.account->desk();
  Dispatcher& dispatcher = *slot.group->dispatcher;
  auto made = desk.decide(wishes, slot.group->day);
  if (!made)
    return failed(slot, std::move(made).error());
  for (const DocumentDesk::Made& one : *made) {
    if (slot.decision && slot.decision->at == m_clock.now())
      ++slot.decision->others;
    else
      slot.decision = LiveDecision{m_clock.now(), one.entityId, one.side, one.quantity, 0, {}};
    ++slot.ordersToday;
    dispatcher.decided(*slot.unit, one.entityId, one.weight, one.orderId);
  }
  for (const std::string& line : desk.takeNews())
    dispatcher.say(*slot.unit, line);
  if (m_options.watch && !made->empty())
    slot.lag = m_options.watch->elapsed() - m_began;
}

/// Of orders that went out with the bars.
void LiveMarket::takeRefusals(Slot& slot)
{
  if (!slot.account->desk())
    return;
  for (const auto& [entityId, error] : slot.account->desk()->takeRefusals()) {
    if (slot.decision && slot.decision->entityId == entityId)
      slot.decision->refusal = error;
    if (slot.unit)
      slot.group->dispatcher->say(*slot.unit, fmt::format("refused {}: {}", entityId, error.code));
  }
}

bool LiveMarket::hasOrders(const Slot& slot)
{
  return !slot.account->orders().state().open().empty()
      || (slot.account->desk() && !slot.account->desk()->waiting().empty());
}

Result<void> LiveMarket::keepWaiting()
{
  for (const auto& [name, slot] : m_slots) {
    if (!slot->account || !slot->account->desk())
      continue;
    std::string text = slot->account->desk()->toJson();
    if (text == slot->waiting)
      continue;
    ZVT_TRY_VOID(m_store.commit({{StoreOperation::Kind::Put, std::string(kWaitingTable), name, text}}));
    slot->waiting = std::move(text);
  }
  return {};
}

Result<bool> LiveMarket::step(Timestamp to)
{
  Group* first = nullptr;
  for (const auto& group : m_groups)
    if (group->next < group->moments.size() && group->moments[group->next] <= to
        && (!first || group->moments[group->next] < first->moments[first->next]))
      first = group.get();
  if (!first) {
    if (m_now && *m_now >= to)
      return false;
    m_now = to;
    m_clock.setNow(*m_now);
    ZVT_TRY_VOID(endStep());
    return false;
  }
  const Timestamp moment = first->moments[first->next];
  for (const auto& group : m_groups)
    if (group->next < group->moments.size() && group->moments[group->next] == moment)
      ZVT_TRY_VOID(play(*group, moment));
  m_now = moment;
  ZVT_TRY_VOID(endStep());
  return true;
}

/// Its account is not what it should be.
void LiveMarket::failed(Slot& slot, Error error)
{
  halt(slot);
  fault(slot, std::move(error));
}

/// As SimulatedMarket::run() plays it for one strategy.
Result<void> LiveMarket::play(Group& group, Timestamp moment)
{
  const TradingDay day = group.calendar().dayOf({moment.micros - 1});
  m_clock.setNow(std::exchange(group.at, moment)); // what a day's open makes is made before its bars
  if (day > group.day)
    beginDay(group, day);
  m_clock.setNow(moment);
  // Whoever engaged the clutch, and wherever: what still works must not meet another bar.
  for (Slot* slot : group.members)
    if (hasOrders(*slot) && isClutched(*slot))
      cancelAll(*slot);
  for (Slot* slot : group.members) {
    if (auto met = slot->account->meetBars(moment, day); !met)
      failed(*slot, std::move(met).error());
    takeRefusals(*slot);
  }
  ++group.next;
  const bool isOver = group.next < group.moments.size()
      ? group.calendar().dayOf({group.moments[group.next].micros - 1}) != day
      : moment >= group.calendar().closeOf(day);
  for (Slot* slot : group.members) {
    if (isOver)
      static_cast<void>(slot->account->endDay(day));
    slot->account->markHoldings();
  }
  keepUp(group); // what is decided now is judged by this close
  if (m_options.watch)
    m_began = m_options.watch->elapsed();
  ZVT_TRY(Dispatch dispatch, group.dispatcher->closeBars(moment, day, m_parallel));
  const Duration decided = m_options.watch ? m_options.watch->elapsed() - m_began : Duration();
  for (Slot* slot : group.members)
    slot->lag = decided; // whoever sends an order has its own
  send(group, std::move(dispatch));
  if (isOver)
    closeDay(group, day);
  return {};
}

void LiveMarket::keepUp(const Group& group)
{
  if (m_options.desk)
    for (const Slot* slot : group.members)
      m_options.desk->book().keepUp(*slot->account->orders().snapshot());
}

void LiveMarket::beginDay(Group& group, TradingDay day)
{
  send(group, group.dispatcher->openDay(day, openOf(group.calendar(), day), m_parallel));
  for (Slot* slot : group.members) {
    slot->ordersToday = 0;
    slot->fillsToday = 0;
    if (auto started = slot->account->startDay(day); !started)
      failed(*slot, std::move(started).error());
  }
  group.day = day;
  knowHeld(group.members, day - 1);
  keepUp(group); // the day's loss counts from here, before any of its bars
}

void LiveMarket::closeDay(Group& group, TradingDay day)
{
  send(group, group.dispatcher->closeDay(m_parallel));
  for (Slot* slot : group.members) {
    const Money equity = slot->account->orders().account()->equity();
    if (!slot->equity.empty() && slot->equity.back().day == day)
      slot->equity.back().equity = equity;
    else
      slot->equity.push_back({day, equity});
    if (slot->equity.size() > kEquityDays)
      slot->equity.erase(slot->equity.begin());
    static_cast<void>(
        m_store.commit({{StoreOperation::Kind::Put, std::string(kEquityTable), slot->name(), toJson(slot->equity)}}));
  }
}

Result<void> LiveMarket::endStep()
{
  ZVT_TRY_VOID(keepWaiting());
  if (m_now)
    ZVT_TRY_VOID(
        m_store.commit({{StoreOperation::Kind::Put, std::string(kDeskTable), "now", std::to_string(m_now->micros)}}));
  return m_store.flush();
}

std::vector<LiveRow> LiveMarket::rows() const
{
  std::vector<LiveRow> rows;
  rows.reserve(m_slots.size());
  for (const auto& [name, slot] : m_slots)
    rows.push_back(rowOf(*slot));
  return rows;
}

LiveRow LiveMarket::rowOf(const Slot& slot) const
{
  LiveRow row;
  row.name = slot.name();
  row.file = slot.deployment.file;
  row.fault = slot.fault;
  row.isClutched = isClutched(slot);
  if (!slot.isRunning())
    row.state =
        slot.fault.code.empty() || slot.fault.code == "strategy.unclean_end" ? LiveState::Stopped : LiveState::Failed;
  else
    row.state = row.isClutched ? LiveState::Clutched : LiveState::Running;
  row.decision = slot.decision;
  row.ordersToday = slot.ordersToday;
  row.fillsToday = slot.fillsToday;
  row.lag = slot.lag;
  if (!slot.account)
    return row;
  const trading::TradingState& state = slot.account->orders().state();
  const trading::SimAccount& account = state.account();
  row.hasAccount = true;
  row.currency = account.settings().currency;
  row.cash = account.cash();
  row.equity = account.equity();
  const Money paidIn = account.settings().initialCash + account.movedCash();
  row.profit = row.equity - paidIn;
  row.realised = account.realised();
  row.unrealised = account.unrealised();
  row.day = slot.account->day();
  row.openOrders = state.open().size() + (slot.account->desk() ? slot.account->desk()->waiting().size() : 0);
  Money base = paidIn;
  for (const DayEquity& close : slot.equity) {
    row.equityDays.push_back(close.equity.toDouble());
    if (row.day && close.day < *row.day)
      base = close.equity;
  }
  row.dayProfit = row.equity - base;
  Money most;
  for (const auto& [entityId, position] : account.positions()) {
    if (position.total.isZero())
      continue;
    ++row.positions;
    const Money value = position.value();
    const Money size = value.isPositive() ? value : -value;
    if (row.largest.empty() || size > most) {
      most = size;
      row.largest = entityId;
    }
  }
  return row;
}

}
