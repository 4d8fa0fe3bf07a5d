// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/strategy/strategy.h"

#include <memory>

namespace zvt::strategy {

/// Holds what scores highest, in equal parts: the plainest selector, for a thousand of them over a whole market.
struct TopRules {
  std::string name;
  std::vector<std::string> entities; ///< ids and globs
  market::BarLevel level = market::BarLevel::Day1;
  std::string score; ///< formula
  std::size_t top = 50;
  std::size_t keep = 0; ///< what is held stays while it is among the best so many; 0: as top
  double gross = 0.95; ///< of the equity that is invested
};
[[nodiscard]] std::unique_ptr<Strategy> makeTopStrategy(TopRules rules);

}
