// SPDX-License-Identifier: Apache-2.0
// What conditional orders follow: prices, days, and the orders before and behind them.
#include "core/trading/conditional/conditional_desk.h"
#include "core/trading/order_state.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace zvt::trading {

namespace {

bool reached(const ConditionalOrder& order, Price price)
{
  return reachedIn(order, price, price, price).has_value();
}

/// What one bar reaches.
struct Reached {
  std::string id;
  Price at;
  /// A gap at the open goes first, then the protective one, then the older.
  std::tuple<bool, bool, std::size_t> rank;
};

}

std::vector<std::string> ConditionalDesk::idsOf(std::string_view entityId, ConditionalState state) const
{
  std::vector<std::string> ids;
  for (const ConditionalOrder& order : m_book.orders())
    if (order.state == state && (entityId.empty() || order.entityId == entityId))
      ids.push_back(order.id);
  return ids;
}

Result<void> ConditionalDesk::onPrice(std::string_view entityId, Price last)
{
  if (!last.isPositive())
    return {};
  const std::vector<std::string> ids = idsOf(entityId, ConditionalState::Armed);
  for (const std::string& id : ids) {
    // Another of its group may have cancelled it meanwhile.
    const ConditionalOrder order = *m_book.find(id);
    if (order.state != ConditionalState::Armed || order.quantity <= order.unsettled)
      continue;
    if (reached(order, last)) {
      ZVT_TRY_VOID(fire(id, last));
    } else
      ZVT_TRY_VOID(followPrice(order, last));
  }
  return {};
}

Result<void> ConditionalDesk::onBar(
    std::string_view entityId, const market::Bar& bar, std::optional<Timestamp> begins, std::optional<Timestamp> end)
{
  ZVT_TRY(const Price open, Price::fromDouble(bar.open));
  ZVT_TRY(const Price high, Price::fromDouble(bar.high));
  ZVT_TRY(const Price low, Price::fromDouble(bar.low));
  std::vector<Reached> fires;
  const std::vector<std::string> ids = idsOf(entityId, ConditionalState::Armed);
  for (const std::string& id : ids) {
    const ConditionalOrder order = *m_book.find(id);
    // A bar that is handed in again has been seen by whatever it moved.
    if (order.quantity <= order.unsettled || (begins && order.created > *begins) || (end && order.updated >= *end))
      continue;
    if (const auto at = reachedIn(order, open, high, low))
      fires.push_back({id, *at, {!reached(order, open), !order.isProtective(), fires.size()}});
    else
      ZVT_TRY_VOID(followPrice(order, order.side == Side::Sell ? high : low));
  }
  std::ranges::sort(fires, {}, &Reached::rank);
  // One of a group a bar: what came after it inside the bar nobody knows.
  std::set<std::string> groups;
  for (const Reached& next : fires) {
    const ConditionalOrder order = *m_book.find(next.id);
    if (order.state != ConditionalState::Armed || groups.contains(order.group))
      continue;
    ZVT_TRY(const bool fired, fire(next.id, next.at));
    if (fired && !order.group.empty())
      groups.insert(order.group);
  }
  return {};
}

Result<void> ConditionalDesk::followPrice(const ConditionalOrder& order, Price price)
{
  if (order.trail.kind == Trail::Kind::None)
    return {};
  const bool better = order.best.isZero() || (order.side == Side::Sell ? price > order.best : price < order.best);
  if (!better)
    return {};
  ZVT_TRY(const Price trigger, trailedTrigger(order, price));
  return record({ConditionalTrailed{order.id, price, trigger}});
}

Result<void> ConditionalDesk::startDay(TradingDay day, const std::vector<CorporateActionApplied>& actions)
{
  if (day < m_book.day())
    return {};
  if (day > m_book.day())
    ZVT_TRY_VOID(beginDay(day, actions));
  std::vector<ConditionalEvent> events;
  for (const ConditionalOrder& order : m_book.orders()) {
    const bool overdue = order.goodTill && *order.goodTill < day;
    if (overdue && isLegal(order.state, ConditionalState::Cancelled))
      events.push_back(
          ConditionalMoved{order.id, ConditionalState::Cancelled, {}, {}, {"conditional.expired", {}, {}}});
    else if (order.state == ConditionalState::Waiting && order.waitDays == 0 && order.quantity.isPositive())
      events.push_back(ConditionalMoved{order.id, ConditionalState::Armed, {}, {}, {}});
  }
  if (!events.empty())
    ZVT_TRY_VOID(record(std::move(events)));
  return resend();
}

Result<void> ConditionalDesk::endDay(TradingDay day)
{
  using enum ConditionalState;
  std::vector<ConditionalEvent> events;
  for (const ConditionalOrder& order : m_book.orders())
    if (order.goodTill && *order.goodTill <= day
        && (order.state == Armed || order.state == Waiting || order.state == Suspended))
      events.push_back(ConditionalMoved{order.id, Cancelled, {}, {}, {"conditional.expired", {}, {}}});
  return events.empty() ? Result<void>() : record(std::move(events));
}

Result<void> ConditionalDesk::onOrder(const Order& order)
{
  ZVT_TRY_VOID(follow(order));
  return std::exchange(m_again, false) ? resend() : Result<void>();
}

Result<void> ConditionalDesk::follow(const Order& order)
{
  const std::vector<ConditionalOrder> orders = m_book.orders();
  for (const ConditionalOrder& held : orders) {
    if (held.orderId == order.id && held.state == ConditionalState::Sent)
      ZVT_TRY_VOID(followOrder(held, order));
    if (held.entry == order.id && !isOver(held.state))
      ZVT_TRY_VOID(followEntry(held, order));
  }
  return {};
}

Result<int> ConditionalDesk::settlementDays(std::string_view entityId, TradingDay day) const
{
  if (!m_options.rules)
    return 0;
  ZVT_TRY(const auto rule, m_options.rules->settlement(entityId, day));
  return rule ? rule->sellAfterDays : 0;
}

Result<void> ConditionalDesk::followEntry(const ConditionalOrder& leg, const Order& entry)
{
  const bool follows = leg.state == ConditionalState::Waiting || leg.state == ConditionalState::Armed
      || leg.state == ConditionalState::Suspended;
  const Quantity more = entry.filled - leg.entryFilled;
  if (more.isZero()) {
    if (follows && leg.quantity.isZero() && isFinal(entry.state))
      return move(leg.id, ConditionalState::Cancelled, {"conditional.entry_over", {{"order", entry.id}}, {}});
    return {};
  }
  int days = 0;
  if (entry.side == Side::Buy) {
    ZVT_TRY(days, settlementDays(leg.entityId, m_book.day() == TradingDay{} ? entry.day : m_book.day()));
  }
  // While it waits all of it does; one that follows prices already goes on with what it had.
  const bool isWaiting = leg.state == ConditionalState::Waiting;
  // What fills after the leg's order left is the rest of the leg, and stands when that order is over.
  std::vector<ConditionalEvent> events{ConditionalFilled{leg.id, leg.quantity + more, days, leg.filled, entry.filled,
      isWaiting || days == 0 ? Quantity() : leg.unsettled + more}};
  if (isWaiting && days == 0)
    events.push_back(ConditionalMoved{leg.id, ConditionalState::Armed, {}, {}, {}});
  return record(std::move(events));
}

}
