// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/position_size.h"

#include <algorithm>
#include <cmath>

namespace zvt::risk {

namespace {

std::unexpected<Error> bad(std::string_view field)
{
  return fail("risk.size.bad_input", {{"field", std::string(field)}});
}

bool isShare(double value)
{
  return std::isfinite(value) && value >= 0;
}

struct Fraction {
  const SizeInput& input;

  Result<double> operator()(const FixedQuantity& model) const
  {
    ZVT_TRY(const Money amount, multiply(input.price, model.quantity));
    return (*this)(FixedMoney{amount});
  }
  Result<double> operator()(const FixedMoney& model) const
  {
    if (model.money.isNegative())
      return bad("money");
    ZVT_TRY(const Decimal share, model.money.value().divide(input.equity.value()));
    return share.toDouble();
  }
  Result<double> operator()(const PercentOfEquity& model) const
  {
    if (!isShare(model.fraction))
      return bad("fraction");
    return model.fraction;
  }
  Result<double> operator()(const VolatilityTarget& model) const
  {
    if (!isShare(model.target) || !isShare(model.maxFraction))
      return bad("target");
    if (!std::isfinite(input.volatility) || input.volatility <= 0)
      return bad("volatility");
    return std::min(model.maxFraction, model.target / input.volatility);
  }
  Result<double> operator()(const KellyFraction& model) const
  {
    if (!isShare(model.winRate) || model.winRate > 1)
      return bad("win_rate");
    if (!std::isfinite(model.payoff) || model.payoff <= 0)
      return bad("payoff");
    if (!isShare(model.share) || !isShare(model.maxFraction))
      return bad("share");
    const double bet = model.winRate - (1 - model.winRate) / model.payoff;
    return std::clamp(model.share * bet, 0.0, model.maxFraction);
  }
};

}

Result<double> fractionOf(const SizeModel& model, const SizeInput& input)
{
  if (!input.equity.isPositive())
    return bad("equity");
  if (!input.price.isPositive())
    return bad("price");
  return std::visit(Fraction{input}, model);
}

Result<Quantity> sizeOf(const SizeModel& model, const SizeInput& input, Quantity unit)
{
  ZVT_TRY(const double fraction, fractionOf(model, input));
  // What is given exactly stays exact.
  if (const auto* fixed = std::get_if<FixedQuantity>(&model))
    return fixed->quantity.roundTo(unit, Rounding::Down);
  Money amount;
  if (const auto* fixed = std::get_if<FixedMoney>(&model)) {
    amount = fixed->money;
  } else {
    ZVT_TRY(const Decimal exact, Decimal::fromDouble(fraction));
    ZVT_TRY(const Decimal part, input.equity.value().multiply(exact, Rounding::Down));
    amount = Money(part);
  }
  ZVT_TRY(const Decimal units, amount.value().divide(input.price.value(), Rounding::Down));
  return Quantity(units).roundTo(unit, Rounding::Down);
}

Result<double> kellyOfReturns(double mean, double variance, double share)
{
  if (!std::isfinite(mean))
    return bad("mean");
  if (!std::isfinite(variance) || variance <= 0)
    return bad("variance");
  if (!isShare(share))
    return bad("share");
  return std::max(0.0, share * mean / variance);
}

}
