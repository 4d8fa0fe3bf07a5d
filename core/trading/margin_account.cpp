// SPDX-License-Identifier: Apache-2.0
#include "core/trading/margin_account.h"

#include <algorithm>

namespace zvt::trading {

namespace {

Quantity magnitude(Quantity quantity)
{
  return quantity.isNegative() ? -quantity : quantity;
}

Money magnitude(Money amount)
{
  return amount.isNegative() ? -amount : amount;
}

/// price × multiplier × quantity, exact.
Result<Money> worth(Price price, Quantity quantity, const ContractTerms& terms)
{
  ZVT_TRY(const Money points, multiply(price, quantity));
  ZVT_TRY(const Decimal exact, points.value().multiply(terms.multiplier));
  return Money(exact);
}

Result<Money> rated(Money amount, Decimal rate)
{
  ZVT_TRY(const Decimal exact, amount.value().multiply(rate));
  return Money(exact);
}

/// How much of a fill closes what is held.
Quantity closingOf(const MarginPosition& position, const MarginFill& fill)
{
  const bool closes = fill.side == Side::Buy ? position.total.isNegative() : position.total.isPositive();
  return closes ? std::min(fill.quantity, magnitude(position.total)) : Quantity();
}

}

Money MarginPosition::value() const
{
  const auto exact = worth(mark, total, terms);
  return exact ? *exact : Money();
}

MarginAccount::MarginAccount(MarginSettings settings)
    : m_settings(std::move(settings))
    , m_cash(m_settings.initialCash)
{
}

Money MarginAccount::unrealised() const
{
  Money sum;
  for (const auto& [id, position] : m_positions)
    sum += position.unrealised();
  return sum;
}

const MarginPosition* MarginAccount::find(std::string_view entityId) const
{
  const auto found = m_positions.find(entityId);
  return found == m_positions.end() ? nullptr : &found->second;
}

Result<Money> MarginAccount::marginOf(Decimal ContractTerms::* rate) const
{
  Money sum;
  for (const auto& [id, position] : m_positions) {
    ZVT_TRY(const Money margin, rated(magnitude(position.value()), position.terms.*rate));
    sum += margin;
  }
  return sum;
}

Result<Money> MarginAccount::initialMargin() const
{
  return marginOf(&ContractTerms::initialMargin);
}

Result<Money> MarginAccount::maintenanceMargin() const
{
  return marginOf(&ContractTerms::maintenanceMargin);
}

Result<Money> MarginAccount::feeOf(const MarginFill& fill, const ContractTerms& terms) const
{
  const MarginPosition* held = find(fill.entityId);
  const MarginPosition position = held ? *held : MarginPosition{};
  const Quantity closing = closingOf(position, fill);
  // What was opened on earlier days is closed first.
  const Quantity before = magnitude(position.total) - position.openedToday;
  const Quantity closingToday = std::max(Quantity(), closing - before);
  const bool makes = fill.liquidity == Liquidity::Maker && terms.makerRate;
  Money sum;
  for (const auto& [quantity, rate] : {std::pair(fill.quantity - closing, terms.openRate),
           std::pair(closing - closingToday, terms.closeRate), std::pair(closingToday, terms.closeTodayRate)}) {
    ZVT_TRY(const Money value, worth(fill.price, quantity, terms));
    ZVT_TRY(const Money fee, rated(value, makes ? *terms.makerRate : rate));
    sum += fee;
  }
  ZVT_TRY(const Decimal lots, terms.perLot.value().multiply(fill.quantity.value()));
  return (sum + Money(lots)).roundTo(m_settings.moneyUnit, Rounding::HalfUp);
}

Result<void> MarginAccount::canTrade(const MarginFill& fill, const ContractTerms& terms) const
{
  const MarginPosition* held = find(fill.entityId);
  if (held && closingOf(*held, fill) == fill.quantity)
    return {};
  MarginAccount trial = *this;
  ZVT_TRY(const bool isNew, trial.apply(fill, terms));
  static_cast<void>(isNew);
  ZVT_TRY(const Money needed, trial.initialMargin());
  if (needed <= trial.equity())
    return {};
  return fail("trading.insufficient_margin", {{"needed", needed.toFixed(2)}, {"available", trial.equity().toFixed(2)}});
}

Result<void> MarginAccount::book(MarginPosition& position, const MarginFill& fill)
{
  const Quantity signedQuantity = fill.side == Side::Buy ? fill.quantity : -fill.quantity;
  const Quantity closing = closingOf(position, fill);
  if (closing.isPositive()) {
    const bool all = closing == magnitude(position.total);
    Money share = position.basis;
    if (!all) {
      ZVT_TRY(const Decimal part, closing.value().divide(magnitude(position.total).value()));
      ZVT_TRY(const Decimal exact, position.basis.value().multiply(part));
      ZVT_TRY(share, Money(exact).roundTo(m_settings.moneyUnit, Rounding::HalfUp));
    }
    // What is closed is worth its price now, with the sign it was held with.
    const Quantity closed = position.total.isPositive() ? closing : -closing;
    ZVT_TRY(const Money now, worth(fill.price, closed, position.terms));
    m_realised += now - share;
    m_cash += now - share;
    position.basis -= share;
    position.total -= closed;
    position.openedToday = std::min(position.openedToday, magnitude(position.total));
  }
  const Quantity opening = fill.quantity - closing;
  if (opening.isPositive()) {
    ZVT_TRY(const Money added, worth(fill.price, signedQuantity.isNegative() ? -opening : opening, position.terms));
    position.basis += added;
    position.total += signedQuantity.isNegative() ? -opening : opening;
    position.openedToday += opening;
  }
  position.mark = fill.price;
  return {};
}

Result<bool> MarginAccount::apply(const MarginFill& fill, const ContractTerms& terms)
{
  if (m_trades.contains(fill.tradeId))
    return false;
  if (fill.tradeId.empty() || !fill.quantity.isPositive() || !fill.price.isPositive())
    return fail("trading.bad_fill", {{"trade", fill.tradeId}});
  ZVT_TRY(const Money fee, feeOf(fill, terms));
  const MarginPosition* held = find(fill.entityId);
  MarginPosition position = held ? *held : MarginPosition{};
  position.entityId = fill.entityId;
  // A contract keeps the multiplier that it was opened with.
  const Decimal multiplier = held ? held->terms.multiplier : terms.multiplier;
  position.terms = terms;
  position.terms.multiplier = multiplier;
  ZVT_TRY_VOID(book(position, fill));
  m_fees += fee;
  m_cash -= fee;
  m_trades.insert(fill.tradeId);
  if (position.total.isZero())
    m_positions.erase(fill.entityId);
  else
    m_positions.insert_or_assign(fill.entityId, std::move(position));
  return true;
}

void MarginAccount::mark(std::string_view entityId, Price price)
{
  if (const auto found = m_positions.find(entityId); found != m_positions.end())
    found->second.mark = price;
}

Result<void> MarginAccount::settleDay(const std::map<std::string, Price, std::less<>>& prices)
{
  for (auto& [id, position] : m_positions) {
    position.openedToday = {};
    if (!position.terms.settlesDaily)
      continue;
    if (const auto price = prices.find(id); price != prices.end())
      position.mark = price->second;
    ZVT_TRY(const Money value, worth(position.mark, position.total, position.terms));
    const Money variation = value - position.basis;
    position.basis = value;
    m_settled += variation;
    m_cash += variation;
  }
  return {};
}

Result<Money> MarginAccount::fund(std::string_view entityId, Decimal rate, Price markPrice)
{
  const MarginPosition* position = find(entityId);
  if (!position)
    return Money();
  mark(entityId, markPrice);
  ZVT_TRY(const Money exact, rated(position->value(), rate));
  ZVT_TRY(const Money paid, exact.roundTo(m_settings.moneyUnit, Rounding::HalfUp));
  m_funding -= paid;
  m_cash -= paid;
  return -paid;
}

Result<Money> MarginAccount::chargeBorrowing(int days)
{
  Money sum;
  for (const auto& [id, position] : m_positions) {
    if (!position.total.isNegative() || position.terms.borrowRate.isZero())
      continue;
    ZVT_TRY(const Money year, rated(-position.value(), position.terms.borrowRate));
    ZVT_TRY(const Decimal ofDays, year.value().multiply(Decimal::fromInt(days)));
    ZVT_TRY(const Decimal exact, ofDays.divide(Decimal::fromInt(position.terms.daysInYear)));
    ZVT_TRY(const Money charge, Money(exact).roundTo(m_settings.moneyUnit, Rounding::HalfUp));
    sum += charge;
  }
  m_borrowing -= sum;
  m_cash -= sum;
  return -sum;
}

Result<void> MarginAccount::moveCash(Money amount)
{
  ZVT_TRY(const Money needed, initialMargin());
  const Money available = equity() - needed;
  if (amount.isNegative() && -amount > available)
    return fail("trading.insufficient_margin", {{"needed", (-amount).toFixed(2)}, {"available", available.toFixed(2)}});
  m_cash += amount;
  m_moved += amount;
  return {};
}

Result<bool> MarginAccount::mustLiquidate() const
{
  if (m_positions.empty())
    return false;
  ZVT_TRY(const Money needed, maintenanceMargin());
  return equity() < needed;
}

Result<std::optional<Price>> MarginAccount::liquidationPrice(std::string_view entityId) const
{
  const MarginPosition* position = find(entityId);
  if (!position)
    return std::optional<Price>();
  // equity(P) = rest + n·P and margin(P) = other + |n|·r·P, with n the signed number of points a unit of price.
  ZVT_TRY(const Money own, rated(magnitude(position->value()), position->terms.maintenanceMargin));
  ZVT_TRY(const Money all, maintenanceMargin());
  const Money rest = equity() - position->value();
  const Money other = all - own;
  ZVT_TRY(const Decimal points, position->total.value().multiply(position->terms.multiplier));
  ZVT_TRY(const Decimal demanded,
      (points < Decimal() ? points.negated() : points).multiply(position->terms.maintenanceMargin));
  ZVT_TRY(const Decimal slope, points.subtract(demanded));
  if (slope.isZero())
    return std::optional<Price>();
  ZVT_TRY(const Decimal at, (other - rest).value().divide(slope));
  return at > Decimal() ? std::optional(Price(at)) : std::nullopt;
}

}
