// SPDX-License-Identifier: Apache-2.0
// How the market is played: days, bars, orders, and what the board shows of them.
#include "core/backtest/live/live_market.h"

#include "core/backtest/host/held_requests.h"
#include "core/backtest/live/live_market_parts.h"
#include "core/trading/risk/risk_desk.h"

#include <algorithm>
#include <limits>
#include <set>
#include <span>

#include <fmt/format.h>

namespace zvt::backtest {

namespace {

constexpr std::size_t kEquityDays = 120;
constexpr std::size_t kNewestDecisions = 300; ///< more are not held by one hook

/// Why the newest orders of a unit were made, so many of them.
using DecisionsById = std::map<std::string, std::shared_ptr<const Decision>>;
DecisionsById newestDecisions(const StrategyUnit& unit, std::size_t orders)
{
  DecisionsById found;
  const std::vector<Decision>& decisions = unit.decisions();
  for (std::size_t i = decisions.size(); i-- > 0 && found.size() < orders;) {
    const auto kept = std::make_shared<const Decision>(decisions[i]);
    for (const std::string& id : decisions[i].orderIds)
      found.emplace(id, kept);
  }
  return found;
}

}

namespace {

/// For the log: code and arguments.
std::string lineOf(const Error& notice)
{
  std::string line = notice.code;
  for (const auto& [key, value] : notice.arguments)
    line += fmt::format(" {} {}", key, value);
  return line;
}

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
  observer.onNews = [&slot](const trading::AccountNews& news) {
    slot.accountNews.push_back(news);
    if (slot.unit)
      slot.group->dispatcher->say(*slot.unit, lineOf(trading::noticeOf(news)));
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
    m_options.desk->book().mark({{order.entityId, *last}}, order.account);
  static_cast<void>(m_options.desk->know(std::span(&order.entityId, 1), order.day - 1));
  return m_options.desk->admit(order);
}

Result<void> LiveMarket::clutchOf(const Slot& slot) const
{
  trading::Order any;
  any.account = slot.deployment.account;
  any.source = slot.name();
  return m_options.clutch ? m_options.clutch->check(any) : Result<void>();
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

/// One order after the other, answers after all of them: as where answers come later.
void LiveMarket::send(Group& group, Dispatch dispatch)
{
  static_cast<void>(m_executor.turn([&]() -> Result<void> {
    sendAll(group, std::move(dispatch));
    return {};
  }));
}

void LiveMarket::sendAll(Group& group, Dispatch dispatch)
{
  std::vector<Slot*> slots(group.dispatcher->size());
  for (Slot* slot : group.members)
    if (slot->unit)
      slots[*slot->unit] = slot;
  for (const std::size_t unit : dispatch.stopped)
    if (const Error& why = group.dispatcher->unit(unit).fault(); slots[unit] && !why.code.empty())
      fault(*slots[unit], why);
  for (const std::size_t unit : dispatch.cancelHeld)
    if (Slot* slot = slots[unit]; slot && slot->account->heldOrNull())
      cancelHeld(*slot->account->heldOrNull(), slot->name());
  for (const std::size_t unit : dispatch.cancelHeld)
    if (Slot* slot = slots[unit]; slot && slot->account->desk())
      slot->account->desk()->cancelAll();
  for (const Dispatch::Wished& wished : dispatch.wishes)
    if (slots[wished.unit])
      decideDocument(*slots[wished.unit], wished.wishes);
  for (const Dispatch::Cancelled& cancelled : dispatch.cancels)
    if (Slot* slot = slots[cancelled.unit]) {
      trading::HeldOrders* held = slot->account->heldOrNull();
      if (held && held->has(cancelled.orderId))
        held->cancel(cancelled.orderId);
      else
        slot->account->orders().cancel(cancelled.orderId);
    }
  for (std::size_t i = 0; i < dispatch.orders.size();) {
    const std::size_t unit = dispatch.orders[i].unit;
    std::size_t end = i;
    while (end < dispatch.orders.size() && dispatch.orders[end].unit == unit)
      ++end;
    if (Slot* slot = slots[unit]) {
      const DecisionsById decisions = newestDecisions(group.dispatcher->unit(unit), end - i);
      for (std::size_t one = i; one < end; ++one) {
        trading::OrderIntent& intent = dispatch.orders[one].intent;
        const auto why =
            decisions.find(trading::clientOrderId(slot->deployment.account, intent.source, intent.id, intent.sequence));
        sendOrder(*slot, std::move(intent), why == decisions.end() ? nullptr : why->second);
      }
    }
    i = end;
  }
  for (Dispatch::Held& held : dispatch.held)
    if (Slot* slot = slots[held.unit])
      hold(*slot, std::move(held.what));
}

/// What the strategy is, so that its orders can be traced when it is another one or gone.
void LiveMarket::keepProgram(Slot& slot)
{
  KeptProgram program = keptProgram(slot.deployment);
  slot.program = program.key;
  if (const auto known = m_store.get(kProgramTable, program.key); known && !*known)
    static_cast<void>(m_store.commit({std::move(program.put)}));
}

void LiveMarket::keepDecision(Slot& slot, const std::string& orderId, const Decision& decision)
{
  constexpr std::size_t kKeptNotes = 64;
  KeptDecision kept;
  kept.orderId = orderId;
  kept.account = slot.deployment.account;
  kept.strategy = slot.name();
  kept.program = slot.program;
  kept.rulesVersion = m_options.rules ? m_options.rules->version() : std::string();
  kept.entityId = decision.entityId;
  kept.at = decision.at;
  kept.day = decision.day;
  kept.weight = decision.weight;
  kept.hook = decision.hook;
  kept.line = decision.line;
  kept.equity = slot.account->orders().state().account().equity().toDouble();
  kept.price = std::numeric_limits<double>::quiet_NaN();
  const BarBook& book = slot.group->book();
  if (const auto entity = book.find(decision.entityId)) {
    const BarBook::Item& item = book.items()[*entity];
    if (const auto bar = book.lastRaw(*entity))
      kept.price = bar->close;
    kept.bars = book.count(*entity);
    kept.barsHash = slot.group->hashes[*entity].of(*item.raw, kept.bars, item.actions, decision.day);
  }
  const std::size_t notes = std::min(decision.notes.size(), kKeptNotes);
  kept.notes.assign(decision.notes.begin(), decision.notes.begin() + static_cast<std::ptrdiff_t>(notes));
  kept.moreNotes = decision.notes.size() - notes;
  static_cast<void>(m_store.commit({{StoreOperation::Kind::Put, std::string(kDecisionTable), orderId, toJson(kept)}}));
}

void LiveMarket::decide(Slot& slot, const std::string& entityId, trading::Side side, Quantity quantity)
{
  if (slot.decision && slot.decision->at == m_clock.now())
    ++slot.decision->others;
  else
    slot.decision = LiveDecision{m_clock.now(), entityId, side, quantity, 0, {}};
}

void LiveMarket::hold(Slot& slot, StrategyUnit::Held what)
{
  decide(slot, entityOf(what), sideOf(what), quantityOf(what));
  auto desk = slot.account->held();
  if (!desk)
    return refused(slot, entityOf(what), desk.error());
  const std::string id = idOf(what, slot.deployment.account);
  for (const auto& [orderId, why] : newestDecisions(slot.group->dispatcher->unit(*slot.unit), kNewestDecisions))
    if (orderId == id)
      keepDecision(slot, id, *why);
  placeHeld(**desk, std::move(what),
      [this, &slot](const std::string& entityId, const Error& why) { refused(slot, entityId, why); });
}

void LiveMarket::refused(Slot& slot, const std::string& entityId, const Error& why)
{
  if (slot.decision && slot.decision->entityId == entityId)
    slot.decision->refusal = why;
  if (slot.unit)
    slot.group->dispatcher->say(*slot.unit, fmt::format("refused {}: {}", entityId, why.code));
}

void LiveMarket::sendOrder(Slot& slot, trading::OrderIntent intent, std::shared_ptr<const Decision> why)
{
  decide(slot, intent.entityId, intent.side, intent.quantity);
  const std::string entityId = intent.entityId;
  slot.account->orders().submit(std::move(intent), [this, &slot, entityId, why](const Result<trading::Order>& order) {
    if (m_options.watch)
      slot.lag = m_options.watch->elapsed() - m_began;
    if (order) {
      ++slot.ordersToday;
      if (why)
        keepDecision(slot, order->id, *why);
      return;
    }
    refused(slot, entityId, order.error());
  });
}

/// What a document wants waits at its desk.
void LiveMarket::decideDocument(Slot& slot, const std::vector<Wish>& wishes)
{
  DocumentDesk& desk = *slot.account->desk();
  Dispatcher& dispatcher = *slot.group->dispatcher;
  auto made = desk.decide(wishes, slot.group->day);
  if (!made)
    return failed(slot, std::move(made).error());
  const Result<void> allowed = clutchOf(slot);
  for (const DocumentDesk::Made& one : *made) {
    decide(slot, one.entityId, one.side, one.quantity);
    // What was refused at this bar is wanted again: the board goes on saying why it is not there.
    if (const auto why = slot.refusedNow.find(one.entityId);
        why != slot.refusedNow.end() && slot.decision->entityId == one.entityId)
      slot.decision->refusal = why->second;
    slot.ordersToday += allowed ? 1 : 0;
    dispatcher.decided(*slot.unit, one.entityId, one.weight, one.orderId);
  }
  if (!allowed) { // nothing is to wait for its release
    desk.cancelAll(allowed.error());
    for (const DocumentDesk::Made& one : *made)
      refused(slot, one.entityId, allowed.error());
  } else {
    const DecisionsById decisions = newestDecisions(dispatcher.unit(*slot.unit), made->size());
    for (const DocumentDesk::Made& one : *made)
      if (const auto why = decisions.find(one.orderId); why != decisions.end())
        keepDecision(slot, one.orderId, *why->second);
  }
  hear(slot);
  if (m_options.watch && !made->empty())
    slot.lag = m_options.watch->elapsed() - m_began;
}

/// What its desk has to say: orders that were refused when they went out, and those that did not fill.
void LiveMarket::hear(Slot& slot)
{
  DocumentDesk* desk = slot.account->desk();
  if (!desk)
    return;
  for (const auto& [entityId, error] : desk->takeRefusals()) {
    refused(slot, entityId, error);
    slot.refusedNow.insert_or_assign(entityId, error);
  }
  for (const std::string& line : desk->takeNews())
    if (slot.unit)
      slot.group->dispatcher->say(*slot.unit, line);
}

bool LiveMarket::hasOrders(const Slot& slot)
{
  const PlayedAccount& account = *slot.account;
  return !slot.account->orders().state().open().empty() || (account.heldOrNull() && account.heldOrNull()->isActive())
      || (account.desk() && !account.desk()->waiting().empty());
}

Result<void> LiveMarket::keepWaiting()
{
  for (const auto& [name, slot] : m_slots) {
    if (!slot->account || !slot->account->desk())
      continue;
    std::string text = slot->account->desk()->toJson();
    if (text == slot->waiting)
      continue;
    ZVT_TRY_VOID(
        m_store.commit({{StoreOperation::Kind::Put, std::string(kWaitingTable), slot->deployment.account, text}}));
    slot->waiting = std::move(text);
  }
  return {};
}

/// Whoever was stopped remembers nothing: started again, it begins anew. A crash stops nobody for good.
Result<void> LiveMarket::keepMemory()
{
  for (const auto& [name, slot] : m_slots) {
    if (slot->fault.code == kUncleanEnd)
      continue;
    std::string text;
    if (slot->isRunning()) {
      if (auto memory = slot->group->dispatcher->memory(*slot->unit))
        text = *std::move(memory);
      else
        send(*slot->group, slot->group->dispatcher->failUnit(*slot->unit, std::move(memory).error()));
    }
    if (text == slot->memory)
      continue;
    const auto kind = text.empty() ? StoreOperation::Kind::Remove : StoreOperation::Kind::Put;
    ZVT_TRY_VOID(m_store.commit({{kind, std::string(kMemoryTable), slot->deployment.account, text}}));
    slot->memory = std::move(text);
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
      slot->account->cancelAll();
  for (Slot* slot : group.members) {
    slot->refusedNow.clear();
    if (auto met = slot->account->meetBars(moment, day); !met)
      failed(*slot, std::move(met).error());
    hear(*slot);
  }
  ++group.next;
  const bool isOver = group.next < group.moments.size()
      ? group.calendar().dayOf({group.moments[group.next].micros - 1}) != day
      : moment >= group.calendar().closeOf(day);
  for (Slot* slot : group.members) {
    if (isOver)
      static_cast<void>(slot->account->endDay(day));
    slot->account->markHoldings();
    if (auto passed = slot->account->passMargin(day, isOver); !passed)
      failed(*slot, std::move(passed).error());
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
  if (!m_options.desk)
    return;
  risk::RiskBook& book = m_options.desk->book();
  for (const Slot* slot : group.members)
    if (const trading::OrderService& orders = slot->account->orders(); !book.keepUp(orders.state()))
      book.keepUp(*orders.snapshot());
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
  ZVT_TRY_VOID(keepMemory());
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
    row.state = slot.fault.code.empty() || slot.fault.code == kUncleanEnd ? LiveState::Stopped : LiveState::Failed;
  else
    row.state = row.isClutched ? LiveState::Clutched : LiveState::Running;
  row.decision = slot.decision;
  row.ordersToday = slot.ordersToday;
  row.fillsToday = slot.fillsToday;
  row.lag = slot.lag;
  row.accountNews = slot.accountNews;
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
