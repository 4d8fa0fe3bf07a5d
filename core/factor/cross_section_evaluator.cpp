// SPDX-License-Identifier: Apache-2.0
#include "core/factor/cross_section_evaluator.h"

#include "core/base/stream_copy.h"
#include "core/factor/date_rows.h"
#include "core/storage/bar_arena.h"

#include <algorithm>
#include <atomic>

namespace zvt::factor {

namespace {

/// Blocks of dates that one thread takes at a time: each begins with a search for its place in every entity.
constexpr std::size_t kBlocksAtOnce = 16;

}

/// What can be computed entity by entity once the comparisons of earlier stages are columns.
class CrossSectionEvaluator::Stage {
public:
  Stage(std::unique_ptr<GraphStage> stage, std::optional<Isa> isa)
      : m_plan(std::move(stage))
      , m_evaluator(m_plan->graph, computed(), isa)
      , m_compared(m_plan->comparisons.size())
  {
  }
  /// Of the last stage: the outputs.
  Result<void> run(const PanelView& panel, FactorPanel& result, const ParallelFor& parallel, TaskControl& control)
  {
    return m_evaluator.run(panel, result, parallel, control);
  }
  /// Of the others: adds what they compare to the columns of @p view, in blocks.
  Result<void> compare(PanelView& view, const DateGroups& groups, const ParallelFor& parallel, TaskControl& control)
  {
    PartOfTask computing(control, 0, 0.5);
    if (!m_sources.empty() && std::ranges::any_of(m_sources, &Source::isComputed))
      ZVT_TRY_VOID(m_evaluator.run(view, m_results, parallel, computing));
    for (std::size_t c = 0; c < m_compared.size(); ++c) {
      const StageComparison& comparison = m_plan->comparisons[c];
      std::vector<PanelColumn> inputs;
      for (const std::size_t input : comparison.inputs) {
        ZVT_TRY(inputs.emplace_back(), columnOf(m_sources[input], view));
      }
      m_compared[c].reserve(groups.layout().size(), 0);
      ZVT_TRY_VOID(compareDates(*comparison.node, inputs, groups, m_compared[c].data(), parallel, control));
    }
    for (std::size_t c = 0; c < m_compared.size(); ++c)
      view.columns[m_plan->comparisons[c].column] = {m_compared[c].data(), true};
    return {};
  }

private:
  /// Where what is compared comes from: a column of the panel as it is, or an output of the evaluator.
  struct Source {
    const Node* column = nullptr;
    std::size_t output = 0;
    [[nodiscard]] bool isComputed() const { return column == nullptr; }
  };

  /// What the evaluator is to compute; of a stage with comparisons, what they read.
  std::vector<PanelOutput> computed()
  {
    if (m_plan->comparisons.empty())
      return m_plan->outputs;
    std::vector<PanelOutput> outputs;
    for (const PanelOutput& output : m_plan->outputs) {
      const Node& node = m_plan->graph.nodes()[output.value.node];
      if (node.kind == Node::Kind::Field || node.kind == Node::Kind::Column) {
        m_sources.push_back({&node, 0});
        continue;
      }
      m_sources.push_back({nullptr, outputs.size()});
      outputs.push_back({output.value, Keep::Blocks});
    }
    return outputs;
  }
  [[nodiscard]] Result<PanelColumn> columnOf(const Source& source, const PanelView& view) const
  {
    if (source.isComputed())
      return m_results.blocks(source.output);
    if (source.column->kind == Node::Kind::Field)
      return view.fields[static_cast<std::size_t>(source.column->field)];
    const auto column = view.columns.find(source.column->column);
    if (column == view.columns.end())
      return fail("factor.no_column", {{"name", source.column->column}});
    return column->second;
  }
  static Result<void> compareDates(const Node& node, const std::vector<PanelColumn>& inputs, const DateGroups& groups,
      double* out, const ParallelFor& parallel, TaskControl& control)
  {
    const std::size_t blocks = (groups.dates() + DateRows::kDates - 1) / DateRows::kDates;
    std::atomic<bool> isCancelled = false;
    parallel.run(blocks, kBlocksAtOnce, [&](std::size_t begin, std::size_t end) {
      const auto state = node.call->acrossEntities(node.parameters);
      DateRows rows(groups);
      std::vector<std::vector<double>> columns(inputs.size());
      std::vector<const double*> in(columns.size());
      std::vector<double> results;
      for (std::size_t block = begin; block < end; ++block) {
        if (!control.cancelToken().check()) {
          isCancelled = true;
          return;
        }
        rows.moveTo(block);
        results.resize(rows.count());
        for (std::size_t k = 0; k < columns.size(); ++k) {
          columns[k].resize(rows.count());
          rows.gather(inputs[k], columns[k].data());
        }
        for (std::size_t date = 0; date < DateRows::kDates; ++date) {
          const std::size_t first = rows.first(date);
          for (std::size_t k = 0; k < columns.size(); ++k)
            in[k] = columns[k].data() + first;
          if (const std::size_t count = rows.first(date + 1) - first; count > 0)
            state->step(in, results.data() + first, count);
        }
        rows.scatter(results.data(), out);
      }
      streamsDone();
    });
    if (isCancelled)
      return fail("task.cancelled");
    return {};
  }

  std::unique_ptr<GraphStage> m_plan;
  std::vector<Source> m_sources; ///< by output of the plan
  PanelEvaluator m_evaluator;
  FactorPanel m_results;
  std::vector<storage::AlignedBuffer<double>> m_compared; ///< by comparison, in blocks; memory for the next run too
};

CrossSectionEvaluator::CrossSectionEvaluator(
    const ExpressionGraph& graph, std::vector<PanelOutput> outputs, std::optional<Isa> isa)
{
  for (auto& plan : stagesOf(graph, outputs))
    m_stages.push_back(std::make_unique<Stage>(std::move(plan), isa));
}

CrossSectionEvaluator::~CrossSectionEvaluator() = default;

Result<void> CrossSectionEvaluator::run(
    const PanelView& panel, FactorPanel& result, const ParallelFor& parallel, TaskControl& control)
{
  if (m_stages.size() == 1)
    return m_stages.front()->run(panel, result, parallel, control);

  PanelView view = panel;
  view.layout = layoutOf(panel);
  const DateGroups groups(panel, *view.layout);
  for (std::size_t s = 0; s < m_stages.size(); ++s) {
    const double share = 1.0 / static_cast<double>(m_stages.size());
    PartOfTask part(control, share * static_cast<double>(s), share * static_cast<double>(s + 1));
    if (s + 1 == m_stages.size())
      return m_stages[s]->run(view, result, parallel, part);
    ZVT_TRY_VOID(m_stages[s]->compare(view, groups, parallel, part));
  }
  return {};
}

}
