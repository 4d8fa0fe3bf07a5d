// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/graph_stages.h"
#include "core/factor/live_universe.h"

namespace zvt::factor {

/// LiveUniverse for graphs in which operators compare entities (RANK, NEUTRALIZE …): a bar of all entities in, values
/// out, bit for bit those of CrossSectionEvaluator over the whole history. What is compared at a moment are the
/// entities that have a bar there. One call at a time.
class LiveMarket {
public:
  /// @param graph outlives this
  LiveMarket(
      const ExpressionGraph& graph, std::vector<NodeOutput> outputs, std::size_t entities, std::optional<Isa> isa);
  ~LiveMarket();

  /// As LiveUniverse; @p panel with positions when the graph compares entities.
  Result<void> takeHistory(const PanelView& panel, const ParallelFor& parallel, TaskControl& control);
  /// The bars of one moment of all entities that have one. Errors: factor.no_column.
  Result<void> step(const LiveBars& bars, const ParallelFor& parallel);
  /// The outputs of all entities as if these bars were finished; the states stay as they were. Output after output,
  /// each with entityCount() values. Errors: factor.no_column.
  Result<void> tryOut(const LiveBars& bars, std::vector<double>& values);

  [[nodiscard]] std::size_t entityCount() const { return m_entities; }
  /// By entity: the value at its last bar; undefined before the first.
  [[nodiscard]] std::span<const double> values(std::size_t output) const;
  [[nodiscard]] bool canSave() const;
  /// The memory of one entity; load() of the same graph and outputs goes on from it.
  [[nodiscard]] std::vector<double> save(std::size_t entity) const;
  /// Errors: factor.bad_state.
  Result<void> load(std::size_t entity, std::span<const double> row);

private:
  struct Stage;
  void compare(Stage& stage, const LiveBars& bars, std::span<const double> values, LiveBars& view);

  std::size_t m_entities;
  std::vector<std::unique_ptr<Stage>> m_stages;
  const ExpressionGraph& m_graph;
  std::optional<Isa> m_isa;
};

}
