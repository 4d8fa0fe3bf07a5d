// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/graph_stages.h"

namespace zvt::factor {

/// Evaluates graphs in which operators compare entities (RANK, NEUTRALIZE …): what they compare is computed over each
/// entity's history, then they run date by date over the entities that have a bar there, then what is built on them is
/// computed over each entity's history, and so on. Graphs without such operators are one PanelEvaluator.
///
/// The values do not depend on the number of threads. One run at a time.
class CrossSectionEvaluator {
public:
  /// @param isa see PanelEvaluator
  CrossSectionEvaluator(const ExpressionGraph& graph, std::vector<PanelOutput> outputs, std::optional<Isa> isa);
  ~CrossSectionEvaluator();

  /// @param panel with positions when the graph compares entities; they ascend within each entity
  /// Errors: those of PanelEvaluator.
  Result<void> run(const PanelView& panel, FactorPanel& result, const ParallelFor& parallel, TaskControl& control);

private:
  class Stage;
  std::vector<std::unique_ptr<Stage>> m_stages; ///< the last one has no comparisons and gives the outputs
};

}
