// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/strategy/strategy_document.h"

#include <cstddef>
#include <functional>

namespace zvt::strategy {

/// Nodes of a document in an order in which each comes after all that feed it; ties in the document's order.
struct GraphOrder {
  std::vector<std::size_t> order; ///< indexes into document.nodes; without those in or behind a cycle
  std::vector<std::size_t> inCycle; ///< nodes that feed themselves
};
[[nodiscard]] GraphOrder orderNodes(const StrategyDocument& document);

/// For each node whether its outputs lead to a node that @p isGoal accepts (goals included).
[[nodiscard]] std::vector<bool> reachingNodes(
    const StrategyDocument& document, const std::function<bool(const Node&)>& isGoal);

}
