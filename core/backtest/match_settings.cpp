// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/match_settings.h"

#include "core/market/currency.h"
#include "core/market/exchange.h"

namespace zvt::backtest {

namespace {

trading::Slippage fractionOf(double part)
{
  trading::Slippage slippage;
  if (part > 0) {
    slippage.kind = trading::Slippage::Kind::Fraction;
    slippage.value = Decimal::fromDouble(part).value_or(Decimal());
  }
  return slippage;
}

trading::Impact impactOf(const strategy::AccountSettings& account)
{
  using Kind = trading::Impact::Kind;
  trading::Impact impact;
  if (account.impact != strategy::ImpactModel::None) {
    impact.kind = account.impact == strategy::ImpactModel::Linear ? Kind::Linear : Kind::SquareRoot;
    impact.coefficient = Decimal::fromDouble(account.impactCoefficient).value_or(Decimal());
  }
  return impact;
}

}

trading::MatchSettings matchSettings(const strategy::AccountSettings& account)
{
  trading::MatchSettings settings;
  settings.fillAt = account.fill == strategy::FillModel::NextClose ? trading::FillAt::Close : trading::FillAt::Open;
  settings.slippage = fractionOf(account.slippage);
  settings.halfSpread = fractionOf(account.halfSpread);
  settings.impact = impactOf(account);
  if (account.volumeShare > 0)
    settings.volumeShare = Decimal::fromDouble(account.volumeShare).value_or(Decimal());
  return settings;
}

trading::AccountSettings accountSettings(const strategy::AccountSettings& account, const market::Entity& first)
{
  const bool isCoin = market::marketOf(first.id.exchange) == "crypto";
  trading::AccountSettings settings;
  if (std::string currency = market::currencyOf(first); !currency.empty())
    settings.currency = std::move(currency);
  settings.initialCash = account.initialCash;
  settings.allowShort = account.allowShort;
  settings.rights = account.takesRights ? trading::RightsChoice::Take : trading::RightsChoice::Ignore;
  if (isCoin)
    settings.moneyUnit = Money::parse("0.00000001").value();
  if (account.sizing == strategy::SizeUnit::Exact || (isCoin && account.sizing == strategy::SizeUnit::Lots))
    settings.quantityUnit = Quantity::parse("0.00000001").value();
  return settings;
}

}
