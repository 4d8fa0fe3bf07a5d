// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/factors/targets.h"
#include "core/strategy/model.h"
#include "core/strategy/strategy.h"

#include <memory>

namespace zvt::strategy {

/// A strategy that holds what scores best.
struct SelectorRules {
  std::string name;
  std::vector<std::string> entities; ///< ids and globs
  market::BarLevel level = market::BarLevel::Day1;
  std::string score; ///< formula; empty: a model or the filter alone
  std::string filter; ///< formula: not 0 long, 0 short; empty: none
  std::shared_ptr<const CrossSectionModel> model; ///< instead of a score
  factor::TargetRules targets; ///< top n, thresholds, quantile, rebalance days, weights
  double gross = 1; ///< of the equity that is invested
  bool resize = false; ///< holdings are brought to their weights at each change
  std::optional<ProfitRule> profit; ///< nothing: none
};
[[nodiscard]] std::unique_ptr<Strategy> makeSelectorStrategy(SelectorRules rules);

}
