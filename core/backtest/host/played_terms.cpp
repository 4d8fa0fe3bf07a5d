// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/played_terms.h"

#include "core/backtest/match_settings.h"

namespace zvt::backtest {

PlayedTerms playedTerms(const strategy::AccountSettings& settings, const market::Entity& first,
    std::shared_ptr<const market::RuleBook> rules, trading::SubjectLookup subjects)
{
  trading::Commission commission = trading::Commission::standard();
  commission.rate = settings.commissionRate.value_or(commission.rate);
  commission.minimum = settings.commissionMinimum.value_or(commission.minimum);
  commission.everywhere = settings.commissionRate || settings.commissionMinimum;
  PlayedTerms terms;
  terms.rules =
      std::make_shared<const trading::TradingRules>(std::move(rules), settings.rules, commission, std::move(subjects));
  terms.account = accountSettings(settings, first);
  terms.plan.smallestUnit = terms.account.quantityUnit;
  terms.matching = matchSettings(settings);
  if (settings.fill == strategy::FillModel::Limit)
    terms.plan.limitOffset = settings.limitOffset;
  return terms;
}

}
