// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/order_planner.h"
#include "core/market/entity.h"
#include "core/strategy/execution_plan.h"
#include "core/trading/matcher.h"

#include <memory>

namespace zvt::backtest {

/// What a strategy's account settings mean for an account in a market that is played.
struct PlayedTerms {
  trading::AccountSettings account; ///< without a name
  std::shared_ptr<const trading::TradingRules> rules;
  trading::MatchSettings matching;
  PlanSettings plan;
};
/// @param first of the strategy's entities: all of them trade in its market and currency
[[nodiscard]] PlayedTerms playedTerms(const strategy::AccountSettings& settings, const market::Entity& first,
    std::shared_ptr<const market::RuleBook> rules, trading::SubjectLookup subjects);

}
