// SPDX-License-Identifier: Apache-2.0
// What the rules come to in prices and in money.
#include "core/market/rule_book.h"

#include <algorithm>

namespace zvt::market {
namespace {

Result<Price> limitPrice(Price reference, Decimal change, Price tick)
{
  ZVT_TRY(const Decimal factor, Decimal::fromInt(1).add(change));
  ZVT_TRY(const Decimal exact, reference.value().multiply(factor));
  return Price(exact).roundTo(tick, Rounding::HalfUp);
}

bool isExchangeFee(RuleKind kind)
{
  return kind == RuleKind::HandlingFee || kind == RuleKind::SupervisionFee;
}

Result<Money> costOf(const FeeRule& fee, Money amount, std::optional<Quantity> quantity)
{
  const Decimal cent = Decimal::fromRaw(WideInteger::fromInt(10'000'000'000));
  if (amount.isZero())
    return Money();
  ZVT_TRY(Decimal exact, amount.value().multiply(fee.rate));
  if (!fee.perShare.isZero()) {
    if (!quantity)
      return fail("rules.quantity_needed", {{"kind", std::string(toString(fee.kind))}});
    ZVT_TRY(const Decimal byShare, quantity->value().multiply(fee.perShare));
    ZVT_TRY(exact, exact.add(byShare));
  }
  const bool isUp = fee.roundedUpTo.isPositive();
  ZVT_TRY(const Decimal rounded,
      exact.roundTo(isUp ? fee.roundedUpTo.value() : cent, isUp ? Rounding::Up : Rounding::HalfUp));
  return std::max(Money(rounded), fee.minimum);
}

}

Result<LimitPrices> limitPrices(Price reference, const PriceLimit& limit, Price tick)
{
  if (!limit.limited)
    return fail("rules.no_limit");
  ZVT_TRY(const Price up, limitPrice(reference, limit.up, tick));
  ZVT_TRY(const Price down, limitPrice(reference, limit.down.negated(), tick));
  // A penny stock's limit is at least one tick away, and never zero.
  return LimitPrices{std::max(up, reference + tick), std::max(std::min(down, reference - tick), tick)};
}

Result<std::vector<CostItem>> itemisedCosts(
    const std::vector<FeeRule>& fees, Money amount, std::optional<Quantity> quantity)
{
  const bool inclusive =
      std::any_of(fees.begin(), fees.end(), [](const FeeRule& fee) { return fee.includesExchangeFees; });
  std::vector<CostItem> items;
  for (const FeeRule& fee : fees) {
    if (inclusive && isExchangeFee(fee.kind))
      continue;
    ZVT_TRY(const Money cost, costOf(fee, amount, quantity));
    items.push_back({fee.kind, cost, fee.source});
  }
  return items;
}

std::vector<FeeRule> withCommission(std::vector<FeeRule> fees, Decimal rate, Money minimum, bool includesExchangeFees)
{
  std::erase_if(fees, [](const FeeRule& fee) { return fee.kind == RuleKind::Commission; });
  FeeRule commission;
  commission.rate = rate;
  commission.minimum = minimum;
  commission.includesExchangeFees = includesExchangeFees;
  commission.source = {"commission.contract", {}, {}, "the user's contract with the broker", "", true};
  fees.push_back(std::move(commission));
  return fees;
}

}
