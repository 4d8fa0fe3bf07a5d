// SPDX-License-Identifier: Apache-2.0
#include "core/trading/matcher.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace zvt::trading {

namespace {

constexpr std::array<std::pair<MatchOutcome, std::string_view>, 10> kNames{
    {{MatchOutcome::Filled, "filled"}, {MatchOutcome::Partial, "partial"}, {MatchOutcome::Suspended, "suspended"},
        {MatchOutcome::SealedLimitUp, "sealed_limit_up"}, {MatchOutcome::SealedLimitDown, "sealed_limit_down"},
        {MatchOutcome::LimitNotReached, "limit_not_reached"}, {MatchOutcome::OutsidePriceLimit, "outside_price_limit"},
        {MatchOutcome::IllegalQuantity, "illegal_quantity"}, {MatchOutcome::IllegalPrice, "illegal_price"},
        {MatchOutcome::NoVolume, "no_volume"}}};

Match notFilled(MatchOutcome outcome)
{
  return {outcome, {}, {}};
}

}

std::string_view toString(MatchOutcome outcome)
{
  for (const auto& [value, name] : kNames)
    if (value == outcome)
      return name;
  return "?";
}

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
    ZVT_TRY(
        exact.tick, rules.tickAt(order.entityId, bar.day, order.type == OrderType::Limit ? order.price : exact.open));
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
    if ((order.side == Side::Buy || sellable)
        && legalQuantity(lot, order.side, order.quantity, sellable.value_or(Quantity())) != order.quantity)
      return MatchOutcome::IllegalQuantity;
    if (order.type == OrderType::Market)
      return {};
    if (!order.price.isPositive() || (tick && !order.price.isMultipleOf(*tick)))
      return MatchOutcome::IllegalPrice;
    if (limits && (order.price > limits->up || order.price < limits->down))
      return MatchOutcome::OutsidePriceLimit;
    return {};
  }

  /// The price a limit order gets in this bar, if its range reaches the limit.
  [[nodiscard]] std::optional<Price> limitFill(const Order& order) const
  {
    if (order.side == Side::Buy)
      return low > order.price ? std::nullopt : std::optional(std::min(open, order.price));
    return high < order.price ? std::nullopt : std::optional(std::max(open, order.price));
  }
};

Matcher::Matcher(std::shared_ptr<const TradingRules> rules, MatchSettings settings)
    : m_rules(std::move(rules))
    , m_settings(settings)
{
}

Result<Price> Matcher::slipped(const Order& order, const Exact& exact, Price price) const
{
  const Price tick = exact.tick.value_or(Price(Decimal::fromRaw(WideInteger::fromInt(10'000'000'000))));
  Decimal distance;
  if (m_settings.slippage.kind == Slippage::Kind::Fraction) {
    ZVT_TRY(distance, price.value().multiply(m_settings.slippage.value));
  }
  if (m_settings.slippage.kind == Slippage::Kind::Ticks) {
    ZVT_TRY(distance, tick.value().multiply(m_settings.slippage.value));
  }
  if (distance.isZero())
    return price;
  const bool buy = order.side == Side::Buy;
  price = buy ? price + Price(distance) : price - Price(distance);
  if (exact.tick) {
    ZVT_TRY(price, price.roundTo(*exact.tick, buy ? Rounding::Up : Rounding::Down));
  }
  Price lowest = exact.low;
  Price highest = exact.high;
  if (exact.limits) {
    lowest = std::max(lowest, exact.limits->down);
    highest = std::min(highest, exact.limits->up);
  }
  return std::max(lowest, std::min(price, highest));
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
  const bool atClose = order.type == OrderType::Market && m_settings.fillAt == FillAt::Close;
  if (const auto seal = exact.sealed(order.side, atClose))
    return notFilled(*seal);

  Price price;
  if (order.type == OrderType::Limit) {
    const auto reached = exact.limitFill(order);
    if (!reached)
      return notFilled(MatchOutcome::LimitNotReached);
    price = *reached;
  } else {
    ZVT_TRY(price, slipped(order, exact, atClose ? exact.close : exact.open));
  }

  Quantity quantity = order.remaining();
  if (!m_settings.volumeShare)
    return Match{MatchOutcome::Filled, quantity, price};
  if (std::isnan(bar.bar->volume))
    return notFilled(MatchOutcome::NoVolume);
  ZVT_TRY(const Decimal volume, Decimal::fromDouble(bar.bar->volume));
  ZVT_TRY(const Decimal share, volume.multiply(*m_settings.volumeShare, Rounding::Down));
  if (Quantity(share) >= quantity)
    return Match{MatchOutcome::Filled, quantity, price};
  const Quantity step = exact.lot && exact.lot->step.isPositive() ? exact.lot->step : Quantity::fromInt(1);
  ZVT_TRY(quantity, Quantity(share).roundTo(step, Rounding::Down));
  return quantity.isZero() ? notFilled(MatchOutcome::NoVolume) : Match{MatchOutcome::Partial, quantity, price};
}

}
