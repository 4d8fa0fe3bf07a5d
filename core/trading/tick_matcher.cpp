// SPDX-License-Identifier: Apache-2.0
#include "core/trading/tick_matcher.h"

#include "core/trading/order_limits.h"
#include "core/trading/order_split.h"
#include "core/trading/price_moves.h"
#include "core/trading/triggers.h"

#include <algorithm>

namespace zvt::trading {

namespace {

constexpr std::size_t kBestFive = 5;

TickMatch notFilled(MatchOutcome outcome, bool ends = false)
{
  TickMatch match;
  match.outcome = outcome;
  match.ends = ends;
  return match;
}

bool isAuction(market::Phase phase)
{
  return phase == market::Phase::OpenAuction || phase == market::Phase::CloseAuction;
}

bool isImmediate(const OrderTerms& terms)
{
  return terms.timeInForce == TimeInForce::ImmediateOrCancel || terms.timeInForce == TimeInForce::FillOrKill;
}

/// @p price is within a limit: no worse for the trader.
bool within(Side side, Price price, Price limit)
{
  return side == Side::Buy ? price <= limit : price >= limit;
}

const std::vector<BookLevel>& oppositeOf(const MatchTick& tick, Side side)
{
  return side == Side::Buy ? tick.asks : tick.bids;
}

const std::vector<BookLevel>& ownOf(const MatchTick& tick, Side side)
{
  return side == Side::Buy ? tick.bids : tick.asks;
}

}

Quantity TickMatch::quantity() const
{
  Quantity sum;
  for (const Execution& execution : executions)
    sum += execution.quantity;
  return sum;
}

TickSettings TickSettings::of(const MatchSettings& bars)
{
  TickSettings settings;
  settings.slippage = bars.slippage;
  if (bars.volumeShare)
    settings.queueShare = settings.bookShare = *bars.volumeShare;
  return settings;
}

/// The rules of the tick's day, as exact numbers.
struct TickMatcher::Exact {
  std::optional<market::LimitPrices> limits;
  std::optional<Price> tick;
  std::optional<market::LotRule> lot;
  std::optional<PriceCage> cage;

  static Result<Exact> read(const TradingRules& rules, const Order& order, const MatchTick& tick)
  {
    Exact exact;
    if (tick.reference) {
      ZVT_TRY(exact.limits, rules.limitPrices(order.entityId, tick.day, *tick.reference));
    }
    ZVT_TRY(exact.tick, rules.tickAt(order.entityId, tick.day, order.price));
    ZVT_TRY(exact.lot, rules.lot(order.entityId, tick.day));
    if (!rules.isFree()) {
      const market::Board board = rules.subjectOf(order.entityId, tick.day).subject.board;
      ZVT_TRY(exact.cage, priceCage(board, rules.policy().ruleDay(tick.day)));
    }
    return exact;
  }

  [[nodiscard]] std::optional<MatchOutcome> refused(const Order& order) const
  {
    const auto largest = largestOrder(lot, order.type);
    if (!order.quantity.isPositive() || (largest && order.quantity > *largest)
        || (order.side == Side::Buy && legalQuantity(lot, order.side, order.quantity, {}) != order.quantity))
      return MatchOutcome::IllegalQuantity;
    if (!hasLimit(order.type))
      return {};
    if (!order.price.isPositive() || (tick && !order.price.isMultipleOf(*tick)))
      return MatchOutcome::IllegalPrice;
    if (limits && (order.price > limits->up || order.price < limits->down))
      return MatchOutcome::OutsidePriceLimit;
    return {};
  }

  /// Best opposite, else best own, else last; nothing to measure by: no cage.
  [[nodiscard]] Result<bool> outsideCage(const Order& order, const MatchTick& at) const
  {
    const auto& other = oppositeOf(at, order.side);
    const auto& own = ownOf(at, order.side);
    const std::optional<Price> reference = !other.empty() ? std::optional(other.front().price)
        : !own.empty()                                    ? std::optional(own.front().price)
                                                          : at.last;
    if (!cage || !reference || !tick)
      return false;
    ZVT_TRY(const Price bound, cageBound(*cage, order.side, *reference, *tick));
    return !within(order.side, order.price, bound);
  }

  [[nodiscard]] MatchOutcome nobody(Side side, const MatchTick& at) const
  {
    if (limits && side == Side::Buy && at.last && *at.last >= limits->up)
      return MatchOutcome::SealedLimitUp;
    if (limits && side == Side::Sell && at.last && *at.last <= limits->down)
      return MatchOutcome::SealedLimitDown;
    return MatchOutcome::NoCounterparty;
  }

  [[nodiscard]] Quantity step() const { return lot && lot->step.isPositive() ? lot->step : Quantity::fromInt(1); }
};

TickMatcher::TickMatcher(std::shared_ptr<const TradingRules> rules, TickSettings settings)
    : m_rules(std::move(rules))
    , m_settings(settings)
{
}

Result<TickMatch> TickMatcher::match(const Order& order, const MatchTick& tick, bool resting) const
{
  if (tick.suspended)
    return notFilled(MatchOutcome::Suspended);
  ZVT_TRY(const Exact exact, Exact::read(*m_rules, order, tick));
  if (const auto refusal = resting ? std::nullopt : exact.refused(order))
    return notFilled(*refusal, true);
  if (order.terms.priceKind == PriceKind::FixedPrice)
    return fixed(order, tick, exact);
  if (tick.phase == market::Phase::AfterHours)
    return notFilled(MatchOutcome::NotInPhase, isImmediate(order.terms));
  if (waitsForTrigger(order.type))
    return followStop(order, tick, exact);
  if (isAuction(tick.phase) && order.type == OrderType::Market)
    return notFilled(MatchOutcome::NotInPhase, true);
  if (resting || isAuction(tick.phase))
    return serve(order, tick, exact);
  return arrive(order, tick, exact);
}

Result<TickMatch> TickMatcher::arrive(const Order& order, const MatchTick& tick, const Exact& exact) const
{
  const auto& other = oppositeOf(tick, order.side);
  const auto& own = ownOf(tick, order.side);
  switch (order.terms.priceKind) {
  case PriceKind::BestFiveThenCancel:
  case PriceKind::BestFiveThenLimit: {
    ZVT_TRY(TickMatch match, take(order, tick, exact, {}, kBestFive));
    const bool stays = order.terms.priceKind == PriceKind::BestFiveThenLimit && !match.executions.empty();
    if (stays && match.outcome == MatchOutcome::Partial) {
      match.ends = false;
      match.standsAt = match.executions.back().price;
    } else {
      match.ends = true;
    }
    return match;
  }
  case PriceKind::OppositeBest: {
    if (other.empty())
      return notFilled(exact.nobody(order.side, tick), true);
    ZVT_TRY(TickMatch match, take(order, tick, exact, other.front().price, 1));
    match.ends = false;
    match.standsAt = other.front().price;
    return match;
  }
  case PriceKind::OwnBest: {
    TickMatch match =
        notFilled(own.empty() ? MatchOutcome::NoCounterparty : MatchOutcome::LimitNotReached, own.empty());
    if (!own.empty())
      match.standsAt = own.front().price;
    return match;
  }
  case PriceKind::Plain:
  case PriceKind::FixedPrice:
    break;
  }
  if (!hasLimit(order.type))
    return take(order, tick, exact, {}, other.size());
  if (m_settings.cage && tick.phase == market::Phase::Continuous) {
    ZVT_TRY(const bool outside, exact.outsideCage(order, tick));
    if (outside)
      return notFilled(MatchOutcome::OutsideCage, true);
  }
  return take(order, tick, exact, order.price, other.size());
}

Result<TickMatch> TickMatcher::take(
    const Order& order, const MatchTick& tick, const Exact& exact, std::optional<Price> limit, std::size_t levels) const
{
  const auto& book = oppositeOf(tick, order.side);
  const bool immediate = isImmediate(order.terms) || (order.type == OrderType::Market && !limit);
  if (book.empty())
    return notFilled(limit && !immediate ? MatchOutcome::LimitNotReached : exact.nobody(order.side, tick), immediate);
  TickMatch match;
  Quantity left = order.remaining();
  for (std::size_t index = 0; index < std::min(levels, book.size()) && left.isPositive(); ++index) {
    const BookLevel& level = book[index];
    if (limit && !within(order.side, level.price, *limit))
      break;
    ZVT_TRY(const Decimal share, level.quantity.value().multiply(m_settings.bookShare, Rounding::Down));
    ZVT_TRY(const Quantity there, Quantity(share).roundTo(exact.step(), Rounding::Down));
    const Quantity taken = std::min(left, Quantity(share) >= left ? left : there);
    if (!taken.isPositive())
      continue;
    PriceMove move;
    move.tick = exact.tick;
    ZVT_TRY(move.distance, distanceOf(m_settings.slippage, level.price, move.step()));
    const PriceBounds bounds = exact.limits ? PriceBounds{exact.limits->down, exact.limits->up}
                                            : PriceBounds{Price(), level.price + level.price};
    ZVT_TRY(Price price, against(order.side, level.price, move, bounds));
    if (limit && !within(order.side, price, *limit))
      price = *limit;
    match.executions.push_back({price, taken, Liquidity::Taker});
    left -= taken;
  }
  if (match.executions.empty())
    return notFilled(MatchOutcome::LimitNotReached, immediate);
  if (left.isPositive() && order.terms.timeInForce == TimeInForce::FillOrKill)
    return notFilled(MatchOutcome::NotWhole, true);
  match.outcome = left.isPositive() ? MatchOutcome::Partial : MatchOutcome::Filled;
  match.ends = left.isPositive() && immediate;
  return match;
}

Result<TickMatch> TickMatcher::partOf(
    const Order& order, Price price, Quantity traded, Decimal share, const Exact& exact, Liquidity liquidity) const
{
  ZVT_TRY(const Decimal exactPart, traded.value().multiply(share, Rounding::Down));
  Quantity part(exactPart);
  if (part >= order.remaining()) {
    part = order.remaining();
  } else {
    ZVT_TRY(part, part.roundTo(exact.step(), Rounding::Down));
  }
  if (!part.isPositive())
    return notFilled(MatchOutcome::NoVolume);
  TickMatch match;
  match.executions.push_back({price, part, liquidity});
  match.outcome = part < order.remaining() ? MatchOutcome::Partial : MatchOutcome::Filled;
  return match;
}

/// What rests is served by the trades of the tick.
Result<TickMatch> TickMatcher::serve(const Order& order, const MatchTick& tick, const Exact& exact) const
{
  if (isAuction(tick.phase) && !tick.uncross)
    return notFilled(MatchOutcome::LimitNotReached);
  if (!tick.last || !tick.traded.isPositive())
    return notFilled(MatchOutcome::NoVolume);
  if (tick.uncross) {
    if (!within(order.side, *tick.last, order.price))
      return notFilled(MatchOutcome::LimitNotReached);
    // Better limits come first and are all served; the auction's price itself has a queue.
    const bool atPrice = *tick.last == order.price;
    return partOf(
        order, *tick.last, tick.traded, atPrice ? m_settings.queueShare : Decimal::fromInt(1), exact, Liquidity::Maker);
  }
  const Price reach = order.side == Side::Buy ? tick.low.value_or(*tick.last) : tick.high.value_or(*tick.last);
  if (!within(order.side, reach, order.price))
    return notFilled(MatchOutcome::LimitNotReached);
  if (reach != order.price)
    return partOf(order, order.price, tick.traded, Decimal::fromInt(1), exact, Liquidity::Maker);
  // Each refill of an iceberg queues behind the others at its price.
  const Quantity shown = order.terms.display.isPositive() ? std::min(order.terms.display, tick.traded) : tick.traded;
  return partOf(order, order.price, shown, m_settings.queueShare, exact, Liquidity::Maker);
}

Result<TickMatch> TickMatcher::fixed(const Order& order, const MatchTick& tick, const Exact& exact) const
{
  if (tick.phase != market::Phase::AfterHours)
    return notFilled(MatchOutcome::NotInPhase);
  if (!tick.last || !within(order.side, *tick.last, order.price))
    return notFilled(MatchOutcome::LimitNotReached);
  return partOf(order, *tick.last, tick.traded, m_settings.queueShare, exact, Liquidity::Unknown);
}

Result<TickMatch> TickMatcher::followStop(const Order& order, const MatchTick& tick, const Exact& exact) const
{
  // Stops are for continuous trading; an auction's end counts as its first price.
  if (!tick.last || (isAuction(tick.phase) && !tick.uncross))
    return notFilled(MatchOutcome::NotTriggered);
  const Price low = tick.low.value_or(*tick.last);
  const Price high = tick.high.value_or(*tick.last);
  const bool sells = order.side == Side::Sell;
  if (!reachedIn(sells, order.terms.trigger, *tick.last, high, low)) {
    TickMatch match = notFilled(MatchOutcome::NotTriggered);
    match.trigger = order.terms.trigger;
    if (order.type == OrderType::TrailingStop) {
      ZVT_TRY(const Price followed, trailedTrigger(order.side, order.terms.trail, sells ? high : low));
      const bool first = order.terms.trigger.isZero();
      match.trigger = first ? followed
          : sells           ? std::max(order.terms.trigger, followed)
                            : std::min(order.terms.trigger, followed);
    }
    return match;
  }
  Order live = order;
  live.type = hasLimit(order.type) ? OrderType::Limit : OrderType::Market;
  live.terms.trigger = {};
  live.terms.trail = {};
  ZVT_TRY(TickMatch match, arrive(live, tick, exact));
  match.triggered = true;
  return match;
}

}
