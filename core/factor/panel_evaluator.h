// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel_for.h"
#include "core/base/result.h"
#include "core/base/task.h"
#include "core/factor/lane_program.h"
#include "core/factor/panel_view.h"

#include <memory>
#include <mutex>

namespace zvt::factor {

/// What is kept of an output.
enum class Keep {
  Column, ///< every bar
  Last, ///< the value at each entity's last bar; undefined without bars
  Sum, ///< the sum of each entity's defined values, in order of the bars
};

class GroupHistory;

/// One value wanted of a graph.
struct PanelOutput {
  NodeOutput value;
  Keep keep = Keep::Column;
};

/// Results of a panel, in memory that is reused from run to run.
class FactorPanel {
public:
  FactorPanel();
  ~FactorPanel();
  FactorPanel(FactorPanel&&) noexcept;
  FactorPanel& operator=(FactorPanel&&) noexcept;

  /// The values of an entity; of an output with Keep::Column, as long as its bars.
  [[nodiscard]] std::span<const double> column(std::size_t output, std::size_t entity) const;
  /// By entity; of an output with Keep::Last or Keep::Sum.
  [[nodiscard]] std::span<const double> perEntity(std::size_t output) const;
  /// perEntity added up in order of the entities.
  [[nodiscard]] double total(std::size_t output) const;

private:
  friend class PanelEvaluator;
  struct Memory;
  std::unique_ptr<Memory> m_memory;
};

/// Computes outputs of a graph over a panel, 16 entities at a time through all nodes, in blocks that stay in the cache.
/// The values are bit for bit those of one OperatorState a node and entity, whatever the instruction set, the number of
/// threads and the other entities. One run at a time; memory is kept for the next.
class PanelEvaluator {
public:
  /// @param graph outlives this
  /// @param isa nothing: scalar
  PanelEvaluator(const ExpressionGraph& graph, std::vector<PanelOutput> outputs, std::optional<Isa> isa);
  ~PanelEvaluator();

  /// Errors: task.cancelled, factor.no_column (name): the panel lacks a column that the graph reads.
  Result<void> run(const PanelView& panel, FactorPanel& result, const ParallelFor& parallel, TaskControl& control);

private:
  struct Workspace;
  struct Run;
  std::unique_ptr<Workspace> takeWorkspace();
  void runGroup(Workspace& space, const Run& run, std::span<const std::uint32_t> entities);
  void storeColumn(Workspace& space, const Run& run, const GroupHistory& history,
      std::span<const std::uint32_t> entities, std::size_t output, const double* rows) const;
  void addToSums(Workspace& space, const GroupHistory& history, std::size_t output, const double* rows) const;

  std::vector<PanelOutput> m_outputs;
  LaneProgram m_program;
  std::optional<Isa> m_isa;
  std::mutex m_guard; ///< of the workspaces
  std::vector<std::unique_ptr<Workspace>> m_workspaces;
};

/// The order in which entities share lanes: groups of 16 of near-equal length, longest first.
[[nodiscard]] std::vector<std::uint32_t> orderByLength(std::span<const std::size_t> offsets);

}
