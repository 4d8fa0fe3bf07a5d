// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/panel_evaluator.h"

#include <memory>
#include <string>
#include <vector>

namespace zvt::factor {

/// An operator that compares entities; its inputs are outputs of its stage.
struct StageComparison {
  const Node* node = nullptr; ///< of the whole graph
  std::uint32_t place = 0; ///< of the node
  std::vector<std::size_t> inputs;
  std::string column; ///< by which later stages read its result
};

/// What can be computed entity by entity once the comparisons of earlier stages are columns.
struct GraphStage {
  ExpressionGraph graph;
  std::vector<PanelOutput> outputs;
  std::vector<StageComparison> comparisons;
};

/// Cuts a graph where operators compare entities (RANK): each stage is computed over each entity, then its comparisons
/// run moment by moment, then comes the next stage. The last stage has no comparisons and gives @p outputs in their
/// order. @p graph outlives the result.
[[nodiscard]] std::vector<std::unique_ptr<GraphStage>> stagesOf(
    const ExpressionGraph& graph, const std::vector<PanelOutput>& outputs);

}
