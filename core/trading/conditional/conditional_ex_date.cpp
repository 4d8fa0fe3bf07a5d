// SPDX-License-Identifier: Apache-2.0
// What an ex-date makes of conditional orders.
#include "core/trading/conditional/conditional_desk.h"
#include "core/trading/ex_date.h"
#include "core/trading/triggers.h"

#include <map>

namespace zvt::trading {

namespace {

/// Units of today that are still to be traded. Bonus shares are protected with the rest; a purchase does not grow by
/// them.
Result<Quantity> unitsAfter(const ConditionalOrder& order, const market::CorporateAction& action)
{
  double factor = action.consolidation > 0 ? action.consolidation : 1;
  if (order.side == Side::Sell)
    factor *= 1 + action.bonus;
  ZVT_TRY(const Decimal exact, Decimal::fromDouble(factor));
  ZVT_TRY(const Quantity left, wholeUnits(order.quantity - order.filled, exact, Quantity::fromInt(1)));
  return order.filled + left;
}

}

Result<ConditionalAdjusted> ConditionalDesk::adjusted(
    const ConditionalOrder& order, TradingDay day, const market::CorporateAction& action) const
{
  const auto onTick = [&](Price price) {
    return overExDate(m_options.rules.get(), order.entityId, day, price, action);
  };
  ConditionalAdjusted after;
  after.id = order.id;
  ZVT_TRY(after.price, onTick(order.price));
  ZVT_TRY(after.best, overExDate(order.best, action));
  ZVT_TRY(after.quantity, unitsAfter(order, action));
  ZVT_TRY(const Trail trail, overExDate(order.trail, action));
  after.trail = trail.value;
  if (trail.kind == Trail::Kind::None) {
    ZVT_TRY(after.trigger, onTick(order.trigger));
  } else if (!after.best.isZero()) {
    ZVT_TRY(after.trigger, trading::trailedTrigger(order.side, trail, after.best));
  }
  return after;
}

Result<void> ConditionalDesk::beginDay(TradingDay day, const std::vector<CorporateActionApplied>& actions)
{
  const TradingDay before = m_book.day();
  std::multimap<TradingDay, CorporateActionApplied> due; // several of one day in the order they come in
  for (const CorporateActionApplied& applied : actions)
    if (applied.action.movesPrice() && applied.action.exDay <= day
        && (before == TradingDay{} ? applied.action.exDay == day : applied.action.exDay > before))
      due.emplace(applied.action.exDay, applied);
  // The day and what it moves are one entry: no crash leaves a price of before, none is moved twice.
  std::vector<ConditionalEvent> events{ConditionalDay{day}};
  for (const ConditionalOrder& held : m_book.orders()) {
    ConditionalOrder order = held;
    for (const auto& [exDay, applied] : due) {
      if (isOver(order.state) || applied.entityId != order.entityId)
        continue;
      const auto after = adjusted(order, day, applied.action);
      if (!after) {
        if (isLegal(order.state, ConditionalState::Suspended) && order.state != ConditionalState::Suspended)
          events.emplace_back(ConditionalMoved{
              order.id, ConditionalState::Suspended, {}, {}, {"conditional.not_adjusted", {{"day", exDay.iso()}}, {}}});
        break;
      }
      events.emplace_back(*after);
      order.trigger = after->trigger;
      order.best = after->best;
      order.price = after->price;
      order.trail.value = after->trail;
      order.quantity = after->quantity;
    }
  }
  return record(std::move(events));
}

}
