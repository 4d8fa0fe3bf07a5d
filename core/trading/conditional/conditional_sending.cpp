// SPDX-License-Identifier: Apache-2.0
// From the trigger to the order, and what the others of a group make of it.
#include "core/trading/conditional/conditional_desk.h"
#include "core/trading/order_state.h"

#include <algorithm>

namespace zvt::trading {

namespace {

/// The order service cannot take it now; the order is fine.
bool passes(const Error& error)
{
  return isTemporary(error) || error.code.starts_with("storage.");
}

bool isOut(const ConditionalOrder& order)
{
  return order.state == ConditionalState::Triggered || order.state == ConditionalState::Sent;
}

/// A stop is worth more than a take-profit that has not been filled: that one gives way.
bool goesBefore(const ConditionalOrder& order, const ConditionalOrder& other)
{
  return order.isProtective() && !other.isProtective();
}

}

std::vector<ConditionalOrder> ConditionalDesk::othersOf(const ConditionalOrder& order) const
{
  std::vector<ConditionalOrder> others;
  for (const ConditionalOrder& other : m_book.orders())
    if (!order.group.empty() && other.group == order.group && other.id != order.id && !isOver(other.state))
      others.push_back(other);
  return others;
}

std::optional<ConditionalOrder> ConditionalDesk::outOf(const ConditionalOrder& order) const
{
  for (const ConditionalOrder& other : othersOf(order))
    if (isOut(other))
      return other;
  return std::nullopt;
}

void ConditionalDesk::cancelOrder(const std::string& orderId)
{
  const auto order = m_recovering ? std::nullopt : m_sender.find(orderId);
  if (order && isCancellable(order->state))
    m_sender.cancel(order->id, {});
}

Result<bool> ConditionalDesk::fire(const std::string& id, Price at)
{
  const ConditionalOrder order = *m_book.find(id);
  // Two orders at once would sell the position twice.
  if (const auto out = outOf(order); out && !goesBefore(order, *out))
    return false;
  ZVT_TRY_VOID(record({ConditionalMoved{id, ConditionalState::Triggered, at, {}, {}}}));
  crash("conditional.triggered");
  // What is left of the entry would fill unprotected.
  if (!order.entry.empty())
    cancelOrder(order.entry);
  ZVT_TRY_VOID(send(id));
  return true;
}

Result<void> ConditionalDesk::send(const std::string& id)
{
  const ConditionalOrder order = *m_book.find(id);
  if (m_recovering || order.state != ConditionalState::Triggered)
    return {};
  if (const auto out = outOf(order)) {
    // Sent when that one is over, for what it has left.
    if (!out->orderId.empty())
      cancelOrder(out->orderId);
    return {};
  }
  // Asked twice, what is refused now might be taken a moment later, and nobody would wait for it.
  if (!m_asking.insert(id).second)
    return {};
  const auto answered = std::make_shared<Result<void>>();
  m_sender.submit(intentOf(order), [this, id, answered, life = std::weak_ptr(m_life)](auto answer) {
    if (life.expired())
      return;
    m_asking.erase(id);
    *answered = onAnswer(id, answer);
  });
  return *answered;
}

Result<void> ConditionalDesk::sendWaiting(const ConditionalOrder& order)
{
  for (const ConditionalOrder& other : othersOf(order))
    ZVT_TRY_VOID(send(other.id));
  return {};
}

Result<void> ConditionalDesk::onAnswer(const std::string& id, const Result<Order>& answer)
{
  const ConditionalOrder* order = m_book.find(id);
  if (!order)
    return {};
  if (order->state != ConditionalState::Triggered) {
    // An order that nobody waits for any more: its conditional order went on without it.
    if (answer && answer->id != order->orderId && !isFinal(answer->state))
      cancelOrder(answer->id);
    return {};
  }
  if (!answer && passes(answer.error()))
    return {};
  const ConditionalOrder was = *order;
  if (!answer) {
    // The others of its group stand, and what has waited for it is sent.
    ZVT_TRY_VOID(move(id, ConditionalState::Done, answer.error()));
    return sendWaiting(was);
  }
  ZVT_TRY_VOID(record({ConditionalMoved{id, ConditionalState::Sent, {}, answer->id, {}}}));
  crash("conditional.sent");
  ZVT_TRY_VOID(followOrder(*m_book.find(id), *answer));
  return sendWaiting(was);
}

std::optional<Order> ConditionalDesk::endedOrder(const ConditionalOrder& order) const
{
  auto sent = order.state == ConditionalState::Sent ? m_sender.find(order.orderId) : std::nullopt;
  return sent && isFinal(sent->state) ? sent : std::nullopt;
}

bool ConditionalDesk::hasUnsent() const
{
  return std::ranges::any_of(m_book.orders(), [this](const ConditionalOrder& order) {
    return order.state == ConditionalState::Triggered || endedOrder(order);
  });
}

Result<void> ConditionalDesk::resend()
{
  for (const std::string& id : idsOf({}, ConditionalState::Sent))
    if (const auto ended = endedOrder(*m_book.find(id)))
      ZVT_TRY_VOID(followOrder(*m_book.find(id), *ended));
  for (const std::string& id : idsOf({}, ConditionalState::Triggered)) {
    const ConditionalOrder order = *m_book.find(id);
    if (order.state != ConditionalState::Triggered)
      continue;
    ZVT_TRY(const bool sent, adopt(order));
    if (sent)
      continue;
    const auto out = outOf(order);
    if (order.triggeredOn != m_book.day())
      ZVT_TRY_VOID(
          move(id, ConditionalState::Suspended, {"conditional.stale_trigger", {{"day", order.triggeredOn.iso()}}, {}}));
    else if (out && goesBefore(*out, order))
      ZVT_TRY_VOID(move(id, ConditionalState::Armed, {"conditional.gave_way", {{"id", out->id}}, {}}));
  }
  for (const std::string& id : idsOf({}, ConditionalState::Triggered))
    ZVT_TRY_VOID(send(id));
  return {};
}

bool ConditionalDesk::isEntryOver(const ConditionalOrder& order) const
{
  const auto entry = order.entry.empty() ? std::nullopt : m_sender.find(order.entry);
  return !entry || (isFinal(entry->state) && entry->filled == order.entryFilled);
}

void ConditionalDesk::reduceOthers(
    const ConditionalOrder& order, Quantity filled, std::vector<ConditionalEvent>& events) const
{
  for (const ConditionalOrder& other : othersOf(order)) {
    // Of another security there is no part that belongs to a part of this one.
    const Quantity left = other.entityId == order.entityId ? std::max(Quantity(), other.quantity - filled) : Quantity();
    events.emplace_back(ConditionalFilled{
        other.id, left, other.waitDays, other.filled, other.entryFilled, std::min(left, other.unsettled)});
    if (left.isZero() && isEntryOver(other) && isLegal(other.state, ConditionalState::Cancelled))
      events.emplace_back(ConditionalMoved{
          other.id, ConditionalState::Cancelled, {}, {}, {"conditional.other_filled", {{"id", order.id}}, {}}});
  }
}

void ConditionalDesk::askForFills(const ConditionalOrder& order)
{
  m_sender.catchUp(order.orderId, [this, id = order.id, life = std::weak_ptr(m_life)](const Result<Order>& answer) {
    if (life.expired() || !answer)
      return; // resend() asks again
    const ConditionalOrder* now = m_book.find(id);
    if (!now || now->state != ConditionalState::Sent || now->orderId != answer->id)
      return;
    const ConditionalOrder held = *now;
    static_cast<void>(followOrder(held, *answer, true));
  });
}

Result<void> ConditionalDesk::followOrder(const ConditionalOrder& order, const Order& sent, bool isLast)
{
  using enum ConditionalState;
  const Quantity filled = sent.filled - order.filled;
  if (sent.state == OrderState::Rejected && sent.reason.code == "trading.never_arrived" && sent.filled.isZero()) {
    m_again = true;
    return move(order.id, Triggered, sent.reason);
  }
  std::vector<ConditionalEvent> events;
  if (!filled.isZero()) {
    events.emplace_back(
        ConditionalFilled{order.id, order.quantity, order.waitDays, sent.filled, order.entryFilled, order.unsettled});
    reduceOthers(order, filled, events);
  }
  // A fill from before the end may be told after it: what is left is the broker's word.
  const bool mayBeMore = (sent.state == OrderState::Cancelled || sent.state == OrderState::Expired)
      && sent.remaining().isPositive() && !isLast;
  const bool isOver = isFinal(sent.state) && !mayBeMore;
  if (isOver) {
    // A take-profit that gave way stands again, for what the stop may leave. What a person cancels stays cancelled.
    const auto out = outOf(order);
    const bool gaveWay = sent.state == OrderState::Cancelled && out && goesBefore(*out, order);
    const bool isLeft = order.quantity > sent.filled;
    const bool goesOn = isLeft && (gaveWay || sent.state == OrderState::Expired || sent.state == OrderState::Filled);
    const Error reason = gaveWay ? Error{"conditional.gave_way", {{"id", out->id}}, {}} : sent.reason;
    events.emplace_back(ConditionalMoved{order.id,
        !goesOn                  ? Done
            : order.waitDays > 0 ? Waiting
                                 : Armed,
        {}, {}, reason});
  }
  if (!events.empty())
    ZVT_TRY_VOID(record(std::move(events)));
  if (mayBeMore && !m_recovering)
    askForFills(order);
  return isOver ? sendWaiting(order) : Result<void>();
}

}
