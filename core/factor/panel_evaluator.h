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
  Column, ///< every bar, entity after entity
  Blocks, ///< every bar, in blocks of 16 entities side by side, as they are computed: half the price where it is cheap
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
  /// The same, of an output with Keep::Column or Keep::Blocks.
  [[nodiscard]] market::SeriesView series(std::size_t output, std::size_t entity) const;
  /// A date: the value of each entity of @p panel, which was computed, at a place among all dates
  /// (PanelView::position); undefined where an entity has no bar there. Of an output with Keep::Column or Keep::Blocks.
  void section(std::size_t output, const PanelView& panel, std::uint32_t position, std::span<double> values) const;
  /// Of an output with Keep::Blocks, for a panel with this layout.
  [[nodiscard]] PanelColumn blocks(std::size_t output) const;
  /// Of outputs with Keep::Blocks: the panel's, if it has one.
  [[nodiscard]] const std::shared_ptr<const market::BlockLayout>& layout() const;
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
  void runBlock(Workspace& space, const Run& run, std::size_t block);
  void storeColumn(Workspace& space, const Run& run, const GroupHistory& history,
      std::span<const std::uint32_t> entities, std::size_t output, const double* rows) const;
  void addToSums(Workspace& space, const GroupHistory& history, std::size_t output, const double* rows) const;

  std::vector<PanelOutput> m_outputs;
  LaneProgram m_program;
  std::optional<Isa> m_isa;
  std::mutex m_guard; ///< of the workspaces
  std::vector<std::unique_ptr<Workspace>> m_workspaces;
};

}
