// SPDX-License-Identifier: Apache-2.0
#include "core/trading/checks.h"
#include "core/trading/margin_booking.h"
#include "core/trading/order_split.h"

#include <algorithm>

namespace zvt::trading {

namespace {

Result<Quantity> maximumQuantity(const Order& order, const SimAccount& account, const TradingRules& rules)
{
  ZVT_TRY(const auto contract, rules.contract(order.entityId, order.day));
  if (contract && order.price.isPositive()) {
    ZVT_TRY(const Quantity opens, affordableQuantity(rules, account, order.entityId, order.day, order.price));
    return opens + account.closable(order.entityId, order.side);
  }
  if (order.side == Side::Buy) {
    if (!order.price.isPositive())
      return Quantity();
    return affordableQuantity(rules, account, order.entityId, order.day, order.price);
  }
  const Position* position = account.find(order.entityId);
  if (!position)
    return Quantity();
  ZVT_TRY(const auto lot, rules.lot(order.entityId, order.day));
  return legalQuantity(lot, Side::Sell, position->sellable(), position->sellable());
}

/// What is opened ties its margin up; what is closed only costs.
Result<TicketEstimate> estimateContract(
    const ContractTerms& terms, const Order& order, const SimAccount& account, const TradingRules& rules)
{
  TicketEstimate estimate;
  Fill fill;
  fill.entityId = order.entityId;
  fill.side = order.side;
  fill.price = order.price;
  fill.quantity = order.quantity;
  ZVT_TRY(fill, completeContractFill(terms, account, std::move(fill)));
  estimate.amount = fill.amount;
  estimate.costs = fill.costs;
  Order prepared = order;
  ZVT_TRY_VOID(prepareReservation(rules, account, prepared));
  estimate.totalCash = prepared.reservedCash;
  ZVT_TRY(estimate.maximum, maximumQuantity(order, account, rules));
  return estimate;
}

/// The costs of all parts together, an item each.
Result<std::vector<Cost>> costsOf(
    const Order& order, const SimAccount& account, const TradingRules& rules, std::span<const EqualParts> parts)
{
  std::vector<Cost> sum;
  for (const EqualParts& part : parts) {
    ZVT_TRY(const Money amount, amountOf(order.price, part.quantity, account.settings().moneyUnit));
    ZVT_TRY(std::vector<Cost> costs, rules.costs(order.entityId, order.day, order.side, amount, part.quantity));
    for (Cost& cost : costs) {
      ZVT_TRY(const Decimal all, cost.amount.value().multiply(Decimal::fromInt(part.count)));
      const auto same = std::ranges::find_if(
          sum, [&](const Cost& item) { return item.kind == cost.kind && item.ruleId == cost.ruleId; });
      if (same == sum.end())
        sum.push_back({cost.kind, Money(all), std::move(cost.ruleId)});
      else
        same->amount = same->amount + Money(all);
    }
  }
  return sum;
}

}

Result<TicketEstimate> estimateTicket(
    const Order& order, const SimAccount& account, const TradingRules& rules, std::span<const EqualParts> parts)
{
  ZVT_TRY(const auto contract, rules.contract(order.entityId, order.day));
  if (contract)
    return estimateContract(*contract, order, account, rules);
  TicketEstimate estimate;
  ZVT_TRY(estimate.amount, amountOf(order.price, order.quantity, account.settings().moneyUnit));
  const EqualParts whole{order.quantity, 1};
  ZVT_TRY(estimate.costs, costsOf(order, account, rules, parts.empty() ? std::span(&whole, 1) : parts));
  const Money costs = total(estimate.costs);
  estimate.totalCash = order.side == Side::Buy ? estimate.amount + costs : estimate.amount - costs;
  if (order.side == Side::Buy && order.quantity.isPositive()) {
    ZVT_TRY(estimate.breakEven, breakEvenPrice(rules, order.entityId, order.day, order.quantity, estimate.totalCash));
  }
  ZVT_TRY(estimate.maximum, maximumQuantity(order, account, rules));
  return estimate;
}

Result<Quantity> presetQuantity(
    const Order& order, const SimAccount& account, const TradingRules& rules, int numerator, int denominator)
{
  ZVT_TRY(const Quantity maximum, maximumQuantity(order, account, rules));
  ZVT_TRY(const Decimal times, maximum.value().multiply(Decimal::fromInt(numerator)));
  ZVT_TRY(const Decimal part, times.divide(Decimal::fromInt(denominator), Rounding::Down));
  ZVT_TRY(const auto lot, rules.lot(order.entityId, order.day));
  ZVT_TRY(const auto contract, rules.contract(order.entityId, order.day));
  const Position* position = account.find(order.entityId);
  ZVT_TRY(const Quantity whole, Quantity(part).roundTo(account.settings().quantityUnit, Rounding::Down));
  if (contract)
    return legalOrderQuantity(lot, order.type, Side::Buy, whole, {});
  return legalOrderQuantity(lot, order.type, order.side, whole, position ? position->sellable() : Quantity());
}

}
