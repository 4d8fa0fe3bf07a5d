// SPDX-License-Identifier: Apache-2.0
#include "tests/core/simulation/simulated_broker.h"

#include "core/trading/order_state.h"
#include "tests/core/trading/trading_samples.h"

#include <fmt/format.h>

namespace zvt::simulation {

using namespace zvt::trading;
using samples::require;

namespace {

const Money kCent = samples::money("0.01");

}

SimulatedBroker::SimulatedBroker(const SimulationPlan& plan, testing::ManualExecutor& executor, const Clock& clock,
    std::shared_ptr<const TradingRules> rules, EventLog& log, BrokerWitness witness)
    : m_plan(plan)
    , m_executor(executor)
    , m_clock(clock)
    , m_rules(std::move(rules))
    , m_log(log)
    , m_witness(std::move(witness))
    , m_random(plan.seed * 2'654'435'761U + 1)
{
}

bool SimulatedBroker::happens(Fault fault, int percent)
{
  const bool drawn = m_random.below(100) < static_cast<std::uint64_t>(percent);
  return drawn && !m_calm && m_plan.has(fault);
}

Duration SimulatedBroker::delay()
{
  const auto micros = static_cast<std::int64_t>(m_random.below(4'000'000));
  return happens(Fault::Delayed, 50) ? Duration{micros} : Duration{0};
}

void SimulatedBroker::calm()
{
  m_calm = true;
  setConnected(true);
}

void SimulatedBroker::setConnected(bool connected)
{
  if (m_connected != connected)
    m_log.add(connected ? "broker: connected" : "broker: disconnected");
  m_connected = connected;
  if (!connected)
    land(true);
}

SimulatedBroker::Entry* SimulatedBroker::find(const std::string& orderId)
{
  const auto found = std::ranges::find_if(m_book, [&](const Entry& entry) { return entry.order.id == orderId; });
  return found == m_book.end() ? nullptr : &*found;
}

SendOutcome SimulatedBroker::place(const Order& order)
{
  m_log.add(fmt::format("place {} {} {} {}@{}", order.id, toString(order.side), order.entityId,
      order.quantity.toString(), order.price.toString()));
  m_witness.requested(order);
  if (happens(Fault::NotSent, 4))
    return SendOutcome::NotSent;
  const bool silent = happens(Fault::Silent, 8);
  if (!m_connected || happens(Fault::Lost, 6))
    return silent || !m_connected ? SendOutcome::Unknown : SendOutcome::Sent;
  for (int copy = happens(Fault::Doubled, 8) ? 2 : 1; copy > 0; --copy)
    m_inFlight.push_back([this, order] { arrive(order); });
  if (happens(Fault::Delayed, 30))
    m_executor.postAt(m_clock.elapsed() + delay(), [this] { land(false); });
  else
    land(false);
  return silent ? SendOutcome::Unknown : SendOutcome::Sent;
}

SendOutcome SimulatedBroker::cancel(const Order& order)
{
  m_log.add(fmt::format("cancel {}", order.id));
  if (happens(Fault::NotSent, 5))
    return SendOutcome::NotSent;
  const bool silent = happens(Fault::Silent, 8);
  if (!m_connected || happens(Fault::Lost, 8))
    return silent || !m_connected ? SendOutcome::Unknown : SendOutcome::Sent;
  m_inFlight.push_back([this, id = order.id] { arriveCancel(id); });
  if (happens(Fault::Delayed, 30))
    m_executor.postAt(m_clock.elapsed() + delay(), [this] { land(false); });
  else
    land(false);
  return silent ? SendOutcome::Unknown : SendOutcome::Sent;
}

/// What is under way arrives, in its order, or never will.
void SimulatedBroker::land(bool lost)
{
  const auto requests = std::exchange(m_inFlight, {});
  for (const auto& request : requests)
    if (!lost)
      request();
}

Result<std::vector<BrokerOrder>> SimulatedBroker::orders(const std::string&)
{
  if (!m_connected || happens(Fault::NoAnswer, 10)) {
    m_log.add("query: no answer");
    return fail("broker.no_answer");
  }
  land(happens(Fault::Lost, 20));
  m_log.add(fmt::format("query: {} orders", m_book.size()));
  std::vector<BrokerOrder> answer = truth();
  m_witness.answered(answer);
  if (m_plan.flaw == Flaw::BrokerForgetsOrder && answer.size() > 3)
    answer.pop_back();
  return answer;
}

std::vector<BrokerOrder> SimulatedBroker::truth() const
{
  std::vector<BrokerOrder> orders;
  for (const Entry& entry : m_book)
    orders.push_back(entry.told);
  return orders;
}

bool SimulatedBroker::isSellable(const Order& order) const
{
  const auto found = m_sellable.find(order.entityId);
  Quantity left = found == m_sellable.end() ? Quantity() : found->second;
  for (const Entry& entry : m_book)
    if (entry.order.side == Side::Sell && entry.order.entityId == order.entityId && isOpen(entry.told.state))
      left -= entry.order.remaining();
  return order.quantity <= left;
}

void SimulatedBroker::arrive(const Order& order)
{
  if (find(order.id) && m_plan.flaw != Flaw::BrokerForgetsIds)
    return; // a known id is refused
  Entry entry{order, {}, {}};
  entry.told.orderId = order.id;
  entry.told.brokerOrderId = fmt::format("B{}", m_book.size() + 1);
  const bool refused =
      happens(Fault::Refused, 4) || order.day != m_day || (order.side == Side::Sell && !isSellable(order));
  entry.told.state = refused ? OrderState::Rejected : OrderState::Working;
  if (refused)
    entry.told.reason = {"broker.refused", {}, {}};
  m_book.push_back(entry);
  m_log.add(fmt::format("book {} {}", order.id, toString(entry.told.state)));
  const BrokerOrder told = entry.told;
  report(order.id, true, refused ? "rejected" : "accepted", [told, refused](BrokerListener& listener) {
    refused ? listener.onRejected(told.orderId, told.reason) : listener.onAccepted(told.orderId, told.brokerOrderId);
  });
}

void SimulatedBroker::arriveCancel(const std::string& orderId)
{
  Entry* entry = find(orderId);
  if (!entry || !isOpen(entry->told.state)) {
    report(orderId, false, "cancel rejected", [orderId](BrokerListener& listener) {
      listener.onCancelRejected(orderId, {"broker.not_cancellable", {}, {}});
    });
    return;
  }
  // An order may trade while its cancellation is under way.
  if (m_random.below(4) == 0)
    tradeOne(*entry);
  if (!isOpen(entry->told.state))
    return arriveCancel(orderId);
  entry->told.state = OrderState::Cancelled;
  m_log.add(fmt::format("book {} cancelled", orderId));
  report(orderId, true, "cancelled", [orderId](BrokerListener& listener) { listener.onCancelled(orderId); });
}

void SimulatedBroker::report(const std::string& orderId, bool confirms, const std::string& what, Report report)
{
  const int copies = 1 + (happens(Fault::Doubled, 12) ? 1 : 0);
  for (int copy = 0; copy < copies; ++copy) {
    const Duration later = delay();
    if (happens(Fault::Lost, 10))
      continue;
    const auto work = [this, orderId, confirms, what, report] { deliver(orderId, confirms, what, report); };
    if (later.micros == 0)
      m_executor.post(work);
    else
      m_executor.postAt(m_clock.elapsed() + later, work);
  }
}

void SimulatedBroker::deliver(const std::string& orderId, bool confirms, const std::string& what, const Report& report)
{
  if (!m_connected || !m_listener)
    return;
  m_log.add(fmt::format("report {} {}", orderId, what));
  if (confirms)
    m_witness.confirmed(orderId);
  report(*m_listener);
  if (confirms)
    m_executor.post([this, orderId] { m_witness.digested(orderId); });
}

void SimulatedBroker::reportFill(const Fill& fill)
{
  report(fill.orderId, true, "fill " + fill.tradeId,
      [fill, rename = m_plan.flaw == Flaw::BrokerRenamesTrades](BrokerListener& listener) {
        listener.onFill(fill);
        if (!rename)
          return;
        Fill again = fill;
        again.tradeId += "'";
        listener.onFill(again);
      });
}

void SimulatedBroker::tradeOne(Entry& entry)
{
  const Quantity left = entry.order.remaining();
  Fill fill;
  fill.tradeId = fmt::format("T{}", ++m_trades);
  fill.orderId = entry.order.id;
  fill.quantity = std::min(left, Quantity::fromInt(100 * static_cast<std::int64_t>(1 + m_random.below(8))));
  // Never worse than the limit.
  const Price better = samples::price(fmt::format("0.0{}", m_random.below(4)));
  fill.price = entry.order.side == Side::Buy ? entry.order.price - better : entry.order.price + better;
  fill.day = m_day;
  fill.at = m_clock.now();
  count(entry, fill, true);
  entry.told.fills.push_back(fill);
  entry.told.state = entry.order.remaining().isZero() ? OrderState::Filled : OrderState::PartlyFilled;
  m_log.add(
      fmt::format("trade {} {} {}@{}", fill.tradeId, fill.orderId, fill.quantity.toString(), fill.price.toString()));
  reportFill(fill);
}

void SimulatedBroker::count(Entry& entry, const Fill& fill, bool isTrade)
{
  const Money amount = require(amountOf(fill.price, fill.quantity, kCent));
  const Quantity units = isTrade ? fill.quantity : -fill.quantity;
  entry.order.filled += units;
  entry.order.filledAmount += isTrade ? amount : -amount;
  const Money costs = entry.order.filled.isZero()
      ? Money()
      : total(require(m_rules->costs(
            entry.order.entityId, m_day, entry.order.side, entry.order.filledAmount, entry.order.filled)));
  entry.paid = entry.order.side == Side::Buy ? entry.order.filledAmount + costs : costs - entry.order.filledAmount;
  Quantity& held = m_held[entry.order.entityId];
  if (entry.order.side == Side::Buy) {
    held += units;
  } else {
    held -= units;
    m_sellable[entry.order.entityId] -= units;
  }
}

void SimulatedBroker::takeBack()
{
  std::vector<std::pair<Entry*, std::size_t>> trades;
  for (Entry& entry : m_book)
    for (std::size_t i = 0; i < entry.told.fills.size(); ++i)
      // Of the desk's own orders and replacements: what is held locally counts on its fills. And what was bought before
      // may be sold since.
      if (entry.told.fills[i].day == m_day && (entry.order.intent.front() == 'i' || entry.order.intent.front() == 'r'))
        trades.emplace_back(&entry, i);
  if (trades.empty())
    return;
  const auto [entry, place] = trades[m_random.below(trades.size())];
  const Fill was = entry->told.fills[place];
  entry->told.fills.erase(entry->told.fills.begin() + static_cast<std::ptrdiff_t>(place));
  entry->told.busted.push_back(was.tradeId);
  count(*entry, was, false);
  m_witness.busted(was.orderId);
  if (m_random.below(2) == 0) {
    Fill corrected = was;
    corrected.tradeId = fmt::format("T{}", ++m_trades);
    corrected.price += samples::price("0.01");
    count(*entry, corrected, true);
    entry->told.fills.push_back(corrected);
    m_log.add(fmt::format("correct {} {} {}", was.tradeId, corrected.tradeId, was.orderId));
    report(was.orderId, true, "correct " + was.tradeId,
        [was, corrected, after = entry->told.state](
            BrokerListener& listener) { listener.onTradeCorrect(was.orderId, was.tradeId, corrected, after); });
    return;
  }
  if (entry->told.state == OrderState::Filled)
    entry->told.state = OrderState::Cancelled;
  else if (entry->told.state == OrderState::PartlyFilled && entry->told.fills.empty())
    entry->told.state = OrderState::Working;
  m_log.add(fmt::format("bust {} {}", was.tradeId, was.orderId));
  report(was.orderId, true, "bust " + was.tradeId, [was, after = entry->told.state](BrokerListener& listener) {
    listener.onTradeBust(was.orderId, was.tradeId, after);
  });
}

void SimulatedBroker::trade()
{
  for (Entry& entry : m_book)
    if (isOpen(entry.told.state) && m_random.below(3) == 0)
      tradeOne(entry);
}

void SimulatedBroker::repeatOldNews()
{
  if (m_book.empty())
    return;
  const Entry& entry = m_book[m_random.below(m_book.size())];
  if (!entry.told.fills.empty())
    reportFill(entry.told.fills[m_random.below(entry.told.fills.size())]);
}

void SimulatedBroker::endDay()
{
  land(true);
  for (Entry& entry : m_book) {
    if (!isOpen(entry.told.state))
      continue;
    entry.told.state = OrderState::Expired;
    m_log.add(fmt::format("book {} expired", entry.order.id));
    report(entry.order.id, true, "expired",
        [id = entry.order.id](BrokerListener& listener) { listener.onExpired(id, {}); });
  }
}

void SimulatedBroker::startDay(TradingDay day, const std::vector<CorporateActionApplied>& actions)
{
  m_day = day;
  for (const CorporateActionApplied& applied : actions) {
    Quantity& held = m_held[applied.entityId];
    const auto times = [](Quantity units, double factor) {
      const Decimal exact = require(units.value().multiply(require(Decimal::fromDouble(factor))));
      return require(Quantity(exact).roundTo(Quantity::fromInt(1), Rounding::Down));
    };
    held = times(held, applied.action.consolidation);
    m_dividends += require(amountOf(require(Price::fromDouble(applied.action.cash)), held, kCent));
    held += times(held, applied.action.bonus);
  }
  m_sellable = m_held;
}

Quantity SimulatedBroker::held(const std::string& entityId) const
{
  const auto found = m_held.find(entityId);
  return found == m_held.end() ? Quantity() : found->second;
}

Money SimulatedBroker::earned() const
{
  Money sum = m_dividends;
  for (const Entry& entry : m_book)
    sum -= entry.paid;
  return sum;
}

}
