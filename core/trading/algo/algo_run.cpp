// SPDX-License-Identifier: Apache-2.0
#include "core/trading/algo/algo_run.h"

#include "core/trading/order_names.h"
#include "core/trading/order_state.h"

#include <algorithm>

namespace zvt::trading {

namespace {

constexpr Names<AlgoState, 6> kStates{
    {{AlgoState::Running, "running"}, {AlgoState::Paused, "paused"}, {AlgoState::Ending, "ending"},
        {AlgoState::Done, "done"}, {AlgoState::Cancelled, "cancelled"}, {AlgoState::Stopped, "stopped"}}};

/// On its way, or at the broker.
bool works(const Order& child)
{
  return !isFinal(child.state);
}

/// A price that the market does not take at the moment may be one that it takes later, and trading that is suspended
/// may resume.
bool mayPassLater(const Error& refusal)
{
  return isTemporary(refusal) || refusal.code == "trading.check.tradable.suspended"
      || refusal.code.starts_with("trading.check.price_cage.");
}

}

std::string_view toString(AlgoState state)
{
  return nameIn(kStates, state);
}

Result<AlgoState> parseAlgoState(std::string_view text)
{
  return parseIn(kStates, text, "algo");
}

bool isOver(AlgoState state)
{
  return state == AlgoState::Done || state == AlgoState::Cancelled || state == AlgoState::Stopped;
}

Price AlgoReport::averagePrice() const
{
  if (filled.isZero())
    return {};
  const auto points = filled.value().multiply(multiplier);
  const auto average = points ? filledAmount.value().divide(*points) : points;
  return average ? Price(*average) : Price();
}

AlgoRun::AlgoRun(ParentOrder order, OrderSender& sender, std::vector<PlannedSlice> slices)
    : m_order(std::move(order))
    , m_sender(sender)
    , m_slices(std::move(slices))
{
}

Result<std::unique_ptr<AlgoRun>> AlgoRun::start(ParentOrder order, OrderSender& sender)
{
  return recover(std::move(order), sender, {});
}

Result<std::unique_ptr<AlgoRun>> AlgoRun::recover(ParentOrder order, OrderSender& sender, std::span<const Order> orders)
{
  ZVT_TRY(std::vector<PlannedSlice> slices, planSlices(order));
  auto run = std::unique_ptr<AlgoRun>(new AlgoRun(std::move(order), sender, std::move(slices)));
  for (const Order& child : orders)
    if (run->isMine(child)) {
      run->m_sequence = std::max(run->m_sequence, child.sequence);
      run->m_children.insert_or_assign(child.id, child);
      if (child.state == OrderState::PendingCancel) // its own doing; recoverTaken() says which are not
        run->m_asked.insert(child.id);
    }
  run->settle();
  return run;
}

bool AlgoRun::isMine(const Order& order) const
{
  return order.intent == m_order.id && order.source == m_order.source && order.sequence > 0;
}

bool AlgoRun::isOver() const
{
  return trading::isOver(m_state);
}

Quantity AlgoRun::committed() const
{
  Quantity sum;
  for (const auto& [id, child] : m_children)
    sum += works(child) || m_taken.contains(id) ? child.quantity : child.filled;
  return sum;
}

/// What shall be committed by now.
Quantity AlgoRun::target() const
{
  if (m_now < m_order.begin)
    return {};
  if (m_order.kind == AlgoKind::Participation) {
    const auto share = m_traded.value().multiply(m_order.participation, Rounding::Down);
    const auto onLot = share ? Quantity(*share).roundTo(m_order.lot, Rounding::Down) : Result<Quantity>(Quantity());
    const Quantity due = std::min(m_order.quantity, onLot.value_or(Quantity()));
    // What is less than a lot is no part of its own.
    return due.isPositive() && m_order.quantity - due < m_order.lot ? m_order.quantity : due;
  }
  if (m_order.kind == AlgoKind::Iceberg) {
    const bool working = std::ranges::any_of(m_children, [](const auto& child) { return works(child.second); });
    return working ? committed() : std::min(m_order.quantity, committed() + m_order.display);
  }
  Quantity planned;
  for (const PlannedSlice& slice : m_slices)
    if (slice.at <= m_now)
      planned = std::max(planned, slice.target);
  return planned;
}

void AlgoRun::onTime(Timestamp now)
{
  m_now = std::max(m_now, now);
  askForFills();
  if (m_state != AlgoState::Running && m_state != AlgoState::Paused)
    return;
  if (m_now >= m_order.end)
    return end(AlgoState::Done, {});
  work();
}

void AlgoRun::onVolume(Timestamp now, Quantity traded)
{
  m_traded = std::max(m_traded, traded);
  onTime(now);
}

void AlgoRun::onOrder(const Order& order)
{
  if (!isMine(order))
    return;
  const auto known = m_children.find(order.id);
  // News may overtake each other: what is over stays over, and what has filled stays filled.
  if (known != m_children.end() && (known->second.filled > order.filled || !works(known->second)))
    return;
  if (order.state == OrderState::PendingCancel && !m_asked.contains(order.id))
    m_taken.insert(order.id);
  // A fill from before the end may be told after it: what is left is the broker's word.
  const bool mayBeMore = order.state == OrderState::Cancelled || order.state == OrderState::Expired;
  if (mayBeMore && order.remaining().isPositive()) {
    m_ended.insert(order.id);
    return askForFills();
  }
  take(order);
}

void AlgoRun::askForFills()
{
  const std::set<std::string> ended = m_ended;
  for (const std::string& id : ended)
    m_sender.catchUp(id, [this, id, life = std::weak_ptr(m_life)](const Result<Order>& answer) {
      if (!life.expired() && answer && m_ended.erase(id) > 0)
        take(*answer);
    });
}

void AlgoRun::take(const Order& order)
{
  m_children.insert_or_assign(order.id, order);
  // The next would be rejected as well, unless this one was merely lost on its way.
  if (order.state == OrderState::Rejected && order.reason.code != "trading.never_arrived")
    end(AlgoState::Stopped, order.reason);
  settle();
  if (m_state == AlgoState::Running && m_now < m_order.end)
    work();
}

void AlgoRun::work()
{
  if (m_state != AlgoState::Running)
    return;
  const Quantity wanted = target() - committed();
  if (wanted.isPositive())
    sendChild(wanted);
}

void AlgoRun::sendChild(Quantity quantity)
{
  // People agree to the order that they were asked about: what is due meanwhile goes after it.
  if (m_postponed.isPositive())
    quantity = std::min(quantity, m_postponed);
  OrderIntent intent;
  intent.id = m_order.id;
  intent.source = m_order.source;
  intent.sequence = ++m_sequence;
  intent.entityId = m_order.entityId;
  intent.side = m_order.side;
  intent.type = m_order.childType;
  intent.price = m_order.price;
  intent.quantity = quantity;
  Order draft;
  draft.id = clientOrderId(m_sender.account(), intent.source, intent.id, intent.sequence);
  draft.source = intent.source;
  draft.intent = intent.id;
  draft.sequence = intent.sequence;
  draft.quantity = quantity;
  // Counted as committed before the answer: a sender may answer late.
  m_children.emplace(draft.id, draft);
  m_sender.submit(intent, [this, draft, life = std::weak_ptr(m_life)](const Result<Order>& answer) {
    if (life.expired())
      return;
    if (answer) {
      m_postponed = {};
      m_waiting = {};
      return onOrder(*answer);
    }
    m_children.erase(draft.id);
    if (mayPassLater(answer.error()) && draft.sequence == m_sequence) {
      // The same one at the next moment.
      --m_sequence;
      m_postponed = draft.quantity;
      m_waiting = answer.error();
      return settle();
    }
    // The next would be refused as well: a person has to look.
    end(AlgoState::Stopped, answer.error());
  });
}

void AlgoRun::pause()
{
  if (m_state == AlgoState::Running)
    m_state = AlgoState::Paused;
}

void AlgoRun::resume()
{
  if (m_state != AlgoState::Paused)
    return;
  m_state = AlgoState::Running;
  work();
}

void AlgoRun::cancel()
{
  if (m_state == AlgoState::Running || m_state == AlgoState::Paused)
    end(AlgoState::Cancelled, {});
}

void AlgoRun::end(AlgoState to, Error reason)
{
  if (isOver() || m_state == AlgoState::Ending)
    return;
  m_state = AlgoState::Ending;
  m_ending = to;
  m_reason = std::move(reason);
  withdraw();
  settle();
}

void AlgoRun::withdraw()
{
  std::vector<std::string> open;
  for (const auto& [id, child] : m_children)
    if (works(child) && !m_taken.contains(id))
      open.push_back(id);
  for (const std::string& id : open) {
    if (const auto now = m_sender.find(id); now && now->state == OrderState::PendingCancel) {
      if (!m_asked.contains(id)) // somebody else was quicker, and the news are on their way
        m_taken.insert(id);
      continue;
    }
    m_asked.insert(id);
    m_sender.cancel(id, {});
  }
}

Result<ParentOrder> AlgoRun::changed(const ParentChange& change, Timestamp moment) const
{
  const auto bad = [this](std::string_view what) {
    return fail("algo.bad_order", {{"id", m_order.id}, {"what", std::string(what)}});
  };
  ParentOrder after = changedBy(m_order, change);
  ZVT_TRY_VOID(checkParent(after));
  const AlgoReport now = report();
  if (after.quantity <= now.filled + now.taken)
    return bad("quantity");
  if (after.end <= moment)
    return bad("time");
  return after;
}

Result<void> AlgoRun::change(const ParentChange& change, Timestamp moment)
{
  ZVT_TRY(ParentOrder after, changed(change, moment));
  ZVT_TRY(m_slices, replanSlices(m_slices, m_order, after, moment));
  const bool isRepriced = after.price != m_order.price;
  m_order = std::move(after);
  // What people agreed to was another order.
  m_postponed = {};
  m_waiting = {};
  if (isRepriced || committed() > m_order.quantity)
    withdraw();
  settle();
  work();
  return {};
}

Result<void> AlgoRun::recoverChange(const ParentChange& change, Timestamp moment)
{
  ParentOrder after = changedBy(m_order, change);
  ZVT_TRY(m_slices, replanSlices(m_slices, m_order, after, moment));
  m_order = std::move(after);
  if (m_state == AlgoState::Done) // of what was ordered first
    m_state = AlgoState::Running;
  settle();
  return {};
}

void AlgoRun::recoverTaken(const std::set<std::string>& ids)
{
  m_taken.insert(ids.begin(), ids.end());
  settle();
}

/// Done when everything has filled or was taken out of its hands, or when the last child of an ended run is over.
void AlgoRun::settle()
{
  const AlgoReport now = report();
  if (now.filled >= m_order.quantity && !isOver()) {
    if (!now.working.isZero()) { // it was made smaller, and what was taken back for that filled all the same
      m_state = AlgoState::Ending;
      m_ending = AlgoState::Done;
      m_reason = {};
      return withdraw();
    }
    m_state = AlgoState::Done;
    m_reason = {};
    return;
  }
  if (now.taken.isPositive() && now.filled + now.taken >= m_order.quantity && now.working.isZero() && !isOver()
      && m_state != AlgoState::Ending) {
    m_state = AlgoState::Done;
    m_reason = {"algo.taken", {{"quantity", now.taken.toString()}}, {}};
    return;
  }
  if (m_state != AlgoState::Ending || !now.working.isZero())
    return;
  m_state = m_ending;
  if (m_reason.code.empty() && now.leftover.isPositive())
    m_reason = {"algo.leftover", {{"quantity", now.leftover.toString()}}, {}};
}

AlgoReport AlgoRun::report() const
{
  AlgoReport report;
  report.state = m_state;
  report.quantity = m_order.quantity;
  report.reason = m_state == AlgoState::Running ? m_waiting : m_reason;
  report.children = static_cast<int>(m_children.size());
  for (const auto& [id, child] : m_children) {
    report.filled += child.filled;
    report.filledAmount += child.filledAmount;
    if (child.margin)
      report.multiplier = child.margin->multiplier;
    if (works(child))
      report.working += child.remaining();
    else if (m_taken.contains(id))
      report.taken += child.remaining();
  }
  report.leftover = report.quantity - report.filled - report.working;
  return report;
}

}
