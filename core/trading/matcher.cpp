// SPDX-License-Identifier: Apache-2.0
#include "core/trading/matcher.h"

#include "core/trading/order_names.h"
#include "core/trading/order_split.h"
#include "core/trading/price_moves.h"
#include "core/trading/triggers.h"

#include <algorithm>
#include <cmath>

namespace zvt::trading {

namespace {

constexpr Names<MatchOutcome, 15> kNames{
    {{MatchOutcome::Filled, "filled"}, {MatchOutcome::Partial, "partial"}, {MatchOutcome::Suspended, "suspended"},
        {MatchOutcome::SealedLimitUp, "sealed_limit_up"}, {MatchOutcome::SealedLimitDown, "sealed_limit_down"},
        {MatchOutcome::LimitNotReached, "limit_not_reached"}, {MatchOutcome::OutsidePriceLimit, "outside_price_limit"},
        {MatchOutcome::IllegalQuantity, "illegal_quantity"}, {MatchOutcome::IllegalPrice, "illegal_price"},
        {MatchOutcome::NoVolume, "no_volume"}, {MatchOutcome::NotTriggered, "not_triggered"},
        {MatchOutcome::OutsideCage, "outside_cage"}, {MatchOutcome::NotInPhase, "not_in_phase"},
        {MatchOutcome::NoCounterparty, "no_counterparty"}, {MatchOutcome::NotWhole, "not_whole"}}};

Match notFilled(MatchOutcome outcome)
{
  Match match;
  match.outcome = outcome;
  return match;
}

}

std::string_view toString(MatchOutcome outcome)
{
  return nameIn(kNames, outcome);
}

/// Where an order meets the bar, before slippage, spread and impact.
struct Matcher::Met {
  MatchOutcome outcome = MatchOutcome::Filled;
  Price price;
  Liquidity liquidity = Liquidity::Taker;
  bool triggered = false;
};

/// The bar and the rules of its day, as exact numbers.
struct Matcher::Exact {
  Price open;
  Price high;
  Price low;
  Price close;
  std::optional<market::LimitPrices> limits;
  std::optional<Price> tick;
  std::optional<market::LotRule> lot;

  static Result<Exact> read(const TradingRules& rules, const Order& order, const MatchBar& bar)
  {
    Exact exact;
    ZVT_TRY(exact.open, Price::fromDouble(bar.bar->open));
    ZVT_TRY(exact.high, Price::fromDouble(bar.bar->high));
    ZVT_TRY(exact.low, Price::fromDouble(bar.bar->low));
    ZVT_TRY(exact.close, Price::fromDouble(bar.bar->close));
    if (bar.reference) {
      ZVT_TRY(exact.limits, rules.limitPrices(order.entityId, bar.day, *bar.reference));
    }
    ZVT_TRY(exact.tick, rules.tickAt(order.entityId, bar.day, hasLimit(order.type) ? order.price : exact.open));
    ZVT_TRY(exact.lot, rules.lot(order.entityId, bar.day));
    return exact;
  }

  /// Nobody on the order's side is served at @p price all through the bar (or at its close).
  [[nodiscard]] std::optional<MatchOutcome> sealed(Side side, bool atClose) const
  {
    if (!limits || (high != low && !atClose))
      return {};
    if (side == Side::Buy && close >= limits->up)
      return MatchOutcome::SealedLimitUp;
    if (side == Side::Sell && close <= limits->down)
      return MatchOutcome::SealedLimitDown;
    return {};
  }

  [[nodiscard]] std::optional<MatchOutcome> refused(const Order& order, std::optional<Quantity> sellable) const
  {
    if (!order.quantity.isPositive())
      return MatchOutcome::IllegalQuantity;
    const auto largest = largestOrder(lot, order.type);
    if (largest && order.quantity > *largest)
      return MatchOutcome::IllegalQuantity;
    if ((order.side == Side::Buy || sellable)
        && legalQuantity(lot, order.side, order.quantity, sellable.value_or(Quantity())) != order.quantity)
      return MatchOutcome::IllegalQuantity;
    if (!hasLimit(order.type))
      return {};
    if (!order.price.isPositive() || (tick && !order.price.isMultipleOf(*tick)))
      return MatchOutcome::IllegalPrice;
    if (limits && (order.price > limits->up || order.price < limits->down))
      return MatchOutcome::OutsidePriceLimit;
    return {};
  }

  /// The price a limit order gets in this bar, if its range reaches the limit.
  [[nodiscard]] Met meetLimit(Side side, Price limit, bool touchFills) const
  {
    const bool buy = side == Side::Buy;
    const bool atOpen = buy ? open <= limit : open >= limit;
    if (atOpen)
      return {MatchOutcome::Filled, open, Liquidity::Taker, false};
    const bool through = buy ? low < limit : high > limit;
    const bool touched = buy ? low == limit : high == limit;
    if (through || (touched && touchFills))
      return {MatchOutcome::Filled, limit, Liquidity::Maker, false};
    return {MatchOutcome::LimitNotReached, {}, Liquidity::Unknown, false};
  }

  [[nodiscard]] Met meetStop(const Order& order) const
  {
    const auto at = reachedIn(order.side == Side::Sell, order.terms.trigger, open, high, low);
    if (!at)
      return {MatchOutcome::NotTriggered, {}, Liquidity::Unknown, false};
    Met meeting{MatchOutcome::Filled, *at, Liquidity::Taker, true};
    if (order.type != OrderType::StopLimit)
      return meeting;
    const auto within = [&](Price price) {
      return order.side == Side::Buy ? price <= order.price : price >= order.price;
    };
    if (within(*at))
      return meeting;
    // Beyond its limit when it is reached. The range counts where that was at the open, else only the close is
    // certainly later.
    const bool later = *at == open ? within(order.side == Side::Buy ? low : high) : within(close);
    return later ? Met{MatchOutcome::Filled, order.price, Liquidity::Maker, true}
                 : Met{MatchOutcome::LimitNotReached, {}, Liquidity::Unknown, true};
  }

  [[nodiscard]] Met meetClose(const Order& order) const
  {
    const bool within = order.side == Side::Buy ? close <= order.price : close >= order.price;
    return {within ? MatchOutcome::Filled : MatchOutcome::LimitNotReached, close, Liquidity::Unknown, false};
  }

  [[nodiscard]] PriceBounds bounds() const
  {
    PriceBounds bounds{low, high};
    if (limits) {
      bounds.lowest = std::max(low, limits->down);
      bounds.highest = std::min(high, limits->up);
    }
    return bounds;
  }
};

Matcher::Matcher(std::shared_ptr<const TradingRules> rules, MatchSettings settings)
    : m_rules(std::move(rules))
    , m_settings(settings)
{
}

Result<Matcher::Met> Matcher::meet(const Order& order, const Exact& exact, const market::Bar& bar) const
{
  if (waitsForTrigger(order.type))
    return exact.meetStop(order);
  if (order.terms.priceKind == PriceKind::FixedPrice)
    return exact.meetClose(order);
  if (order.type == OrderType::Limit)
    return exact.meetLimit(order.side, order.price, m_settings.touchFills);
  if (m_settings.fillAt == FillAt::Close)
    return Met{MatchOutcome::Filled, exact.close, Liquidity::Taker, false};
  if (m_settings.fillAt == FillAt::Open)
    return Met{MatchOutcome::Filled, exact.open, Liquidity::Taker, false};
  if (std::isnan(bar.volume) || std::isnan(bar.turnover) || bar.volume <= 0)
    return Met{MatchOutcome::NoVolume, {}, Liquidity::Unknown, false};
  ZVT_TRY(Price average, Price::fromDouble(bar.turnover / bar.volume));
  if (exact.tick) {
    ZVT_TRY(average, average.roundTo(*exact.tick, order.side == Side::Buy ? Rounding::Up : Rounding::Down));
  }
  return Met{MatchOutcome::Filled, exact.bounds().clamp(average), Liquidity::Taker, false};
}

/// How much of what remains the bar's volume allows; 0: nothing.
Result<Quantity> Matcher::allowed(const Order& order, const Exact& exact, const market::Bar& bar, Quantity taken) const
{
  if (!m_settings.volumeShare)
    return order.remaining();
  if (std::isnan(bar.volume))
    return Quantity();
  ZVT_TRY(const Decimal volume, Decimal::fromDouble(bar.volume));
  ZVT_TRY(const Decimal share, volume.multiply(*m_settings.volumeShare, Rounding::Down));
  const Quantity left = std::max(Quantity(share) - taken, Quantity());
  if (left >= order.remaining())
    return order.remaining();
  const Quantity step = exact.lot && exact.lot->step.isPositive() ? exact.lot->step : Quantity::fromInt(1);
  return left.roundTo(step, Rounding::Down);
}

Result<Price> Matcher::moved(
    const Order& order, const Exact& exact, const market::Bar& bar, Price price, Quantity quantity) const
{
  PriceMove move;
  move.tick = exact.tick;
  // What a limit order pays for taking is the spread and its impact: it has no slippage beyond its limit.
  const bool slips = order.type != OrderType::Limit;
  ZVT_TRY(
      const Decimal slippage, slips ? distanceOf(m_settings.slippage, price, move.step()) : Result<Decimal>(Decimal()));
  ZVT_TRY(const Decimal spread, distanceOf(m_settings.halfSpread, price, move.step()));
  ZVT_TRY(const Decimal impact, impactOf(m_settings.impact, price, quantity, bar.volume));
  ZVT_TRY(const Decimal both, slippage.add(spread));
  ZVT_TRY(move.distance, both.add(impact));
  ZVT_TRY(price, against(order.side, price, move, exact.bounds()));
  if (!hasLimit(order.type))
    return price;
  return order.side == Side::Buy ? std::min(price, order.price) : std::max(price, order.price);
}

Result<Price> Matcher::nextTrigger(const Order& order, const Exact& exact) const
{
  if (order.type != OrderType::TrailingStop)
    return order.terms.trigger;
  const bool sells = order.side == Side::Sell;
  ZVT_TRY(const Price followed, trailedTrigger(order.side, order.terms.trail, sells ? exact.high : exact.low));
  if (order.terms.trigger.isZero())
    return followed;
  return sells ? std::max(order.terms.trigger, followed) : std::min(order.terms.trigger, followed);
}

Result<Match> Matcher::match(const Order& order, const MatchBar& bar, std::optional<Quantity> sellable) const
{
  if (!bar.bar || std::isnan(bar.bar->open) || std::isnan(bar.bar->close))
    return notFilled(MatchOutcome::Suspended);
  ZVT_TRY(const Exact exact, Exact::read(*m_rules, order, bar));
  if (const auto refusal = exact.refused(order, sellable))
    return notFilled(*refusal);
  // A vendor that writes a bar without trades for a suspended day.
  if (bar.bar->volume == 0)
    return notFilled(MatchOutcome::NoVolume);
  ZVT_TRY(const Met met, meet(order, exact, *bar.bar));
  ZVT_TRY(Match match, fill(order, exact, *bar.bar, met, bar.taken));
  match.triggered = met.triggered;
  if (waitsForTrigger(order.type) && !met.triggered) {
    ZVT_TRY(match.trigger, nextTrigger(order, exact));
  }
  return match;
}

Result<Match> Matcher::fill(
    const Order& order, const Exact& exact, const market::Bar& bar, const Met& met, Quantity taken) const
{
  const bool atClose = order.terms.priceKind == PriceKind::FixedPrice
      || (order.type == OrderType::Market && m_settings.fillAt == FillAt::Close);
  // What the prices never came to would not have filled without a seal either.
  if (met.outcome == MatchOutcome::NotTriggered || met.outcome == MatchOutcome::LimitNotReached)
    return notFilled(met.outcome);
  if (const auto seal = exact.sealed(order.side, atClose))
    return notFilled(*seal);
  if (met.outcome != MatchOutcome::Filled)
    return notFilled(met.outcome);
  ZVT_TRY(const Quantity quantity, allowed(order, exact, bar, taken));
  if (quantity.isZero() || (m_settings.impact.kind != Impact::Kind::None && std::isnan(bar.volume)))
    return notFilled(MatchOutcome::NoVolume);
  const bool whole = quantity == order.remaining();
  if (!whole && order.terms.timeInForce == TimeInForce::FillOrKill)
    return notFilled(MatchOutcome::NotWhole);
  Match match;
  match.outcome = whole ? MatchOutcome::Filled : MatchOutcome::Partial;
  match.quantity = quantity;
  match.price = met.price;
  match.liquidity = met.liquidity;
  if (met.liquidity == Liquidity::Taker) {
    ZVT_TRY(match.price, moved(order, exact, bar, met.price, taken + quantity));
  }
  return match;
}

}
