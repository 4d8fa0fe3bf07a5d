// SPDX-License-Identifier: Apache-2.0
#include "core/trading/conditional/conditional_desk.h"

#include <fmt/format.h>

namespace zvt::trading {

namespace {

std::unexpected<Error> notPossible(const ConditionalOrder& order)
{
  return fail("conditional.not_possible", {{"id", order.id}, {"state", std::string(toString(order.state))}});
}

}

ConditionalDesk::ConditionalDesk(Options options, Store& store, OrderSender& sender, const Clock& clock)
    : m_options(std::move(options))
    , m_sender(sender)
    , m_clock(clock)
    , m_journal(store, sender.account())
{
}

Result<std::unique_ptr<ConditionalDesk>> ConditionalDesk::open(
    Options options, Store& store, OrderSender& sender, const Clock& clock)
{
  auto desk = std::unique_ptr<ConditionalDesk>(new ConditionalDesk(std::move(options), store, sender, clock));
  ZVT_TRY(desk->m_book, desk->m_journal.replay());
  ZVT_TRY_VOID(desk->recover());
  return desk;
}

/// What happened to orders while nobody looked. What triggered and has no order is sent when startDay() says that it is
/// still the same day.
Result<void> ConditionalDesk::recover()
{
  m_recovering = true;
  std::vector<std::string> ids;
  for (const ConditionalOrder& order : m_book.orders())
    ids.push_back(order.id);
  for (const std::string& id : ids) {
    const ConditionalOrder order = *m_book.find(id);
    if (isOver(order.state))
      continue;
    if (const auto entry = order.entry.empty() ? std::nullopt : m_sender.find(order.entry))
      ZVT_TRY_VOID(follow(*entry));
    if (order.state == ConditionalState::Triggered)
      ZVT_TRY_VOID(adopt(order));
    else if (const auto sent = order.orderId.empty() ? std::nullopt : m_sender.find(order.orderId))
      ZVT_TRY_VOID(follow(*sent));
  }
  m_recovering = false;
  m_again = false; // startDay() sends
  return {};
}

Result<bool> ConditionalDesk::adopt(const ConditionalOrder& order)
{
  const auto known = m_sender.find(clientOrderId(m_sender.account(), order.source, order.id, order.attempt));
  if (!known)
    return false;
  ZVT_TRY_VOID(onAnswer(order.id, *known));
  return true;
}

void ConditionalDesk::crash(std::string_view point) const
{
  if (m_options.crashHook)
    m_options.crashHook(point);
}

Result<void> ConditionalDesk::record(std::vector<ConditionalEvent> events)
{
  std::vector<ConditionalEntry> entries;
  for (ConditionalEvent& event : events)
    entries.push_back({m_clock.now(), std::move(event)});
  // Only what can follow may enter the journal.
  for (const ConditionalEntry& entry : entries)
    ZVT_TRY_VOID(m_book.check(entry.event));
  ZVT_TRY_VOID(m_journal.append(entries));
  for (const ConditionalEntry& entry : entries)
    ZVT_TRY_VOID(m_book.apply(entry));
  crash("conditional.journaled");
  if (!m_options.onChanged)
    return {};
  for (const ConditionalEntry& entry : entries)
    if (const ConditionalOrder* order = m_book.find(idOf(entry.event))) {
      const ConditionalOrder changed = *order;
      m_options.onChanged(changed);
    }
  return {};
}

Result<void> ConditionalDesk::move(std::string_view id, ConditionalState to, Error reason)
{
  return record({ConditionalMoved{std::string(id), to, {}, {}, std::move(reason)}});
}

Result<void> ConditionalDesk::add(std::vector<ConditionalOrder> orders)
{
  std::vector<ConditionalEvent> events;
  for (ConditionalOrder& order : orders) {
    ZVT_TRY_VOID(checkConditional(order));
    order.state = order.entry.empty() ? ConditionalState::Armed : ConditionalState::Waiting;
    if (const ConditionalOrder* asked = m_book.findAsked(order.id)) {
      // The same one again, after a crash; another one under its name would protect nothing.
      if (*asked != order)
        return fail("conditional.duplicate", {{"id", order.id}});
      continue;
    }
    events.emplace_back(ConditionalCreated{std::move(order)});
  }
  return events.empty() ? Result<void>() : record(std::move(events));
}

Result<void> ConditionalDesk::addBracket(const Bracket& bracket, std::function<void(const Result<Order>&)> done)
{
  const OrderIntent& entry = bracket.entry;
  const Side side = opposite(entry.side);
  const std::string entryId = clientOrderId(m_sender.account(), entry.source, entry.id, entry.sequence);
  const bool isNew = !m_sender.find(entryId);
  const auto legOf = [&](std::string_view leg) {
    const std::string first = legId(m_sender.account(), entry, leg);
    std::string id = first;
    // The entry was refused and took its legs along: asked for again, it has legs of its own.
    for (int attempt = 2; isNew && m_book.find(id) && isOver(m_book.find(id)->state); ++attempt)
      id = fmt::format("{}{}", first, attempt);
    return id;
  };
  std::vector<ConditionalOrder> legs;
  if (bracket.trail.kind != Trail::Kind::None)
    legs.push_back(trailingStop(legOf("stop"), entry.entityId, side, bracket.trail, {}));
  else if (bracket.stop)
    legs.push_back(stopOrder(legOf("stop"), entry.entityId, side, *bracket.stop, {}));
  if (bracket.takeProfit)
    legs.push_back(takeProfit(legOf("take"), entry.entityId, side, *bracket.takeProfit, {}));
  if (legs.empty())
    return fail("conditional.bad_order", {{"id", entry.id}, {"what", "trigger"}});
  for (ConditionalOrder& leg : legs) {
    leg.source = entry.source;
    leg.entry = entryId;
    leg.group = leg.entry;
  }
  // The legs are durable before the entry is sent: no position stands unprotected after a crash.
  ZVT_TRY_VOID(add(legs));
  m_sender.submit(
      entry, [this, legs, done = std::move(done), life = std::weak_ptr(m_life)](const Result<Order>& answer) {
        if (life.expired())
          return;
        // After a failing disk the entry may be durable all the same: only a certain refusal takes the legs along.
        if (!answer && !answer.error().code.starts_with("storage."))
          for (const ConditionalOrder& leg : legs)
            if (const ConditionalOrder* now = m_book.find(leg.id); now && now->state == ConditionalState::Waiting)
              static_cast<void>(move(leg.id, ConditionalState::Cancelled, answer.error()));
        if (done)
          done(answer);
      });
  return {};
}

std::string ConditionalDesk::legId(std::string_view account, const OrderIntent& entry, std::string_view leg)
{
  return fmt::format("{}.{}", clientOrderId(account, entry.source, entry.id, entry.sequence), leg);
}

Result<void> ConditionalDesk::cancel(std::string_view id)
{
  const ConditionalOrder* order = m_book.find(id);
  if (!order)
    return fail("conditional.unknown", {{"id", std::string(id)}});
  if (!isLegal(order->state, ConditionalState::Cancelled))
    return notPossible(*order);
  return move(id, ConditionalState::Cancelled);
}

Result<void> ConditionalDesk::change(std::string_view id, const ConditionalChange& change)
{
  const ConditionalOrder* found = m_book.find(id);
  if (!found)
    return fail("conditional.unknown", {{"id", std::string(id)}});
  using enum ConditionalState;
  const bool trails = found->trail.kind != Trail::Kind::None;
  if ((found->state != Armed && found->state != Waiting && found->state != Suspended) || (trails && change.trigger)
      || (!trails && change.trail) || (!found->entry.empty() && change.quantity))
    return notPossible(*found);
  ConditionalOrder after = *found;
  after.trigger = change.trigger.value_or(after.trigger);
  after.price = change.price.value_or(after.price);
  after.trail.value = change.trail.value_or(after.trail.value);
  after.quantity = change.quantity.value_or(after.quantity);
  ZVT_TRY_VOID(checkConditional(after));
  if (trails && !after.best.isZero()) {
    ZVT_TRY(after.trigger, trailedTrigger(after, after.best));
  }
  return record(
      {ConditionalAdjusted{after.id, after.trigger, after.best, after.price, after.trail.value, after.quantity}});
}

Result<void> ConditionalDesk::suspend(std::string_view id)
{
  const ConditionalOrder* order = m_book.find(id);
  if (!order)
    return fail("conditional.unknown", {{"id", std::string(id)}});
  if (order->state != ConditionalState::Armed && order->state != ConditionalState::Waiting)
    return notPossible(*order);
  return move(id, ConditionalState::Suspended);
}

Result<void> ConditionalDesk::resume(std::string_view id)
{
  const ConditionalOrder* order = m_book.find(id);
  if (!order)
    return fail("conditional.unknown", {{"id", std::string(id)}});
  if (order->state != ConditionalState::Suspended)
    return notPossible(*order);
  const bool waits = order->waitDays > 0 || order->quantity.isZero();
  return move(id, waits ? ConditionalState::Waiting : ConditionalState::Armed);
}

}
