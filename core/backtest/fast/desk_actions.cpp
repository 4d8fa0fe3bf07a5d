// SPDX-License-Identifier: Apache-2.0
// What an ex-date does to a holding; rare, so it counts in decimals as the account does.
#include "core/backtest/fast/desk.h"

#include <cmath>

namespace zvt::backtest::fast {

namespace {

/// A decimal that cannot fail, or off the grid.
Decimal orLeave(const Result<Decimal>& value)
{
  if (!value)
    leaveGrid();
  return *value;
}

/// Whole units of quantity × factor, the fraction dropped.
std::int64_t wholeUnits(std::int64_t quantity, double factor, Rounding rounding)
{
  const Decimal exact = orLeave(Decimal::fromDouble(factor));
  const Decimal units = orLeave(Decimal::fromInt(quantity).multiply(exact, rounding));
  return unitsOf(orLeave(units.roundTo(Decimal::fromInt(1), Rounding::Down)), 0);
}

}

double FastDesk::equity() const
{
  const std::int64_t worth = m_cash * 100 + m_value;
  return m_rough.isZero() ? moneyOf(worth) : orLeave(decimalOf(worth, 4).add(m_rough)).toDouble();
}

double FastDesk::marketValue() const
{
  return m_rough.isZero() ? moneyOf(m_value) : orLeave(decimalOf(m_value, 4).add(m_rough)).toDouble();
}

void FastDesk::dropRough(FastHolding& holding)
{
  const Decimal value = orLeave(holding.rough->multiply(Decimal::fromInt(holding.held)));
  m_rough = orLeave(m_rough.subtract(value));
  holding.rough.reset();
}

/// The holding has no value in the sums yet.
void FastDesk::moveMark(FastHolding& holding, double reference)
{
  const Decimal exact = orLeave(Decimal::fromDouble(reference));
  const Decimal onGrid = orLeave(exact.roundTo(decimalOf(1, 4), Rounding::HalfUp));
  if (onGrid == exact) {
    holding.last = unitsOf(onGrid, 4);
    return;
  }
  holding.last = 0;
  holding.rough = exact;
  m_rough = orLeave(m_rough.add(orLeave(exact.multiply(Decimal::fromInt(holding.held)))));
}

void FastDesk::act(FastHolding& holding, const market::CorporateAction& action, const DayRules& rules)
{
  if (holding.held > 0) {
    const Decimal last = holding.rough ? *holding.rough : decimalOf(holding.last, 4);
    if (holding.rough)
      dropRough(holding);
    m_value -= holding.held * holding.last;
    if (action.consolidation != 1 && action.consolidation > 0)
      holding.held = wholeUnits(holding.held, action.consolidation, Rounding::HalfUp);
    const Decimal perShare = orLeave(Decimal::fromDouble(action.cash));
    const Decimal exact = orLeave(perShare.multiply(Decimal::fromInt(holding.held)));
    const std::int64_t dividend = unitsOf(orLeave(exact.roundTo(decimalOf(1, 2), Rounding::HalfUp)), 2);
    holding.held += wholeUnits(holding.held, action.bonus, Rounding::HalfUp);
    if (holding.held <= 0 || holding.held > kMaxQuantity)
      leaveGrid();
    m_cash += dividend;
    holding.trip.dividends += dividend;
    if (!last.isZero() && action.movesPrice())
      moveMark(holding, action.referencePrice(last.toDouble()));
    else
      moveMark(holding, last.toDouble());
    m_value += holding.held * holding.last;
  }
  if (holding.waiting < 0 || !action.movesPrice() || holding.purpose == FastHolding::Purpose::Close)
    return;
  require(rules);
  if (holding.parts > 1)
    leaveGrid();
  FastOrder& order = m_records.orders[static_cast<std::size_t>(holding.waiting)];
  const std::int64_t units = wholeUnits(order.quantity, action.shareFactor(), Rounding::Down);
  const std::int64_t legal = legalQuantity(rules, trading::Side::Buy, units, 0);
  requireOneOrder(rules, legal);
  if (legal > 0)
    order.quantity = narrow(legal);
}

}
