// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_split.h"

#include "core/trading/order_terms.h"

#include <algorithm>

namespace zvt::trading {

namespace {

/// So much of an order of @p part that a rest of @p rest becomes an order of its own.
Quantity ceded(const market::LotRule& lot, Side side, Quantity part, Quantity rest)
{
  const Quantity minimum = side == Side::Buy ? lot.minimum : lot.sellMinimum;
  const Quantity lacks = minimum - rest;
  // An odd lot that a sale ends with is no multiple of the step: it is sold as the whole remainder.
  const bool possible = lacks.isPositive() && part - lacks >= minimum && lot.step.isPositive()
      && lacks.roundTo(lot.step, Rounding::Down).value_or(Quantity()) == lacks;
  return possible ? lacks : Quantity();
}

}

std::optional<Quantity> largestOrder(const std::optional<market::LotRule>& lot, OrderType type)
{
  if (!lot)
    return {};
  return !hasLimit(type) && lot->maximumMarket ? lot->maximumMarket : lot->maximumLimit;
}

Quantity legalOrderQuantity(
    const std::optional<market::LotRule>& lot, OrderType type, Side side, Quantity wanted, Quantity sellable)
{
  const auto largest = largestOrder(lot, type);
  return legalQuantity(lot, side, largest ? std::min(wanted, *largest) : wanted, sellable);
}

std::vector<Quantity> orderParts(
    const std::optional<market::LotRule>& lot, OrderType type, Side side, Quantity quantity)
{
  std::vector<Quantity> parts;
  const auto largest = largestOrder(lot, type);
  while (largest && largest->isPositive() && quantity > *largest) {
    Quantity part = *largest;
    part -= ceded(*lot, side, part, quantity - part);
    parts.push_back(part);
    quantity -= part;
  }
  if (quantity.isPositive())
    parts.push_back(quantity);
  return parts;
}

}
