// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/panel_evaluator.h"

#include <memory>
#include <vector>

namespace zvt::factor {

/// The bars of one moment, one value an entity; NaN where missing.
struct LiveBars {
  std::array<const double*, 6> fields{}; ///< by Field; null: undefined everywhere
  std::map<std::string, const double*, std::less<>> columns; ///< as PanelView::columns
  std::span<const std::uint8_t> present; ///< 1 where the entity has a bar; empty: all have
};

/// A graph over many entities that goes on bar by bar: all states stay in memory, 16 entities side by side. The values
/// are bit for bit those of PanelEvaluator over the whole history. An entity without a bar keeps its state. One call at
/// a time.
class LiveUniverse {
public:
  /// @param graph outlives this
  LiveUniverse(
      const ExpressionGraph& graph, std::vector<NodeOutput> outputs, std::size_t entities, std::optional<Isa> isa);
  ~LiveUniverse();

  /// Forgets everything and takes in a history; entity e of the panel is entity e here. The values are then those of
  /// each entity's last bar. Errors: as PanelEvaluator::run; after an error nothing is known.
  Result<void> takeHistory(const PanelView& panel, const ParallelFor& parallel, TaskControl& control);
  /// One bar more for all entities that have one. Errors: factor.no_column.
  Result<void> step(const LiveBars& bars, const ParallelFor& parallel);
  /// The outputs as if these bars were finished; the states stay as they were. Only @p entities are of use afterwards
  /// in
  /// @p values (output after output, each with entityCount() values). Errors: factor.no_column.
  Result<void> tryOut(const LiveBars& bars, std::span<const std::uint32_t> entities, std::vector<double>& values);

  [[nodiscard]] std::size_t entityCount() const { return m_entities; }
  /// By entity: the value at its last bar; undefined before the first.
  [[nodiscard]] std::span<const double> values(std::size_t output) const
  {
    return std::span(m_values).subspan(output * m_entities, m_entities);
  }
  /// Of all outputs, output after output.
  [[nodiscard]] std::span<const double> allValues() const { return m_values; }
  /// Whether every operator's state can be had as numbers.
  [[nodiscard]] bool canSave() const;
  /// The memory of one entity, to be stored; load() of the same graph and outputs goes on from it.
  [[nodiscard]] std::vector<double> save(std::size_t entity) const;
  /// Errors: factor.bad_state when @p row is not of this graph.
  Result<void> load(std::size_t entity, std::span<const double> row);

private:
  struct Workspace;
  void stepGroup(LaneGroup& group, Workspace& space, std::size_t first, const std::vector<const double*>& inputs,
      std::uint32_t present, double* values) const;
  [[nodiscard]] std::uint32_t presentLanes(const LiveBars& bars, std::size_t group) const;

  LaneProgram m_program;
  std::optional<Isa> m_isa;
  std::size_t m_entities;
  std::vector<LaneGroup> m_groups;
  std::unique_ptr<LaneGroup> m_trial; ///< what tryOut steps instead
  std::vector<std::uint32_t> m_laneEntity; ///< entity of each lane, group after group
  std::vector<std::uint32_t> m_entityLane;
  std::vector<double> m_values; ///< output after output
};

}
