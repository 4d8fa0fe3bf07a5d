// SPDX-License-Identifier: Apache-2.0
#include "core/factor/cross_section_evaluator.h"

#include <algorithm>
#include <atomic>

namespace zvt::factor {

namespace {

constexpr std::size_t kDatesAtOnce = 64;

/// How many comparisons lie between a node and the bars, its own included.
std::vector<std::size_t> depthsOf(const ExpressionGraph& graph)
{
  std::vector<std::size_t> depths;
  for (const Node& node : graph.nodes()) {
    std::size_t depth = 0;
    for (const NodeOutput input : node.inputs)
      depth = std::max(depth, depths[input.node]);
    depths.push_back(depth + (node.comparesEntities() ? 1 : 0));
  }
  return depths;
}

/// The name of the column that stands for a comparison's result; no formula can name it.
std::string columnOf(std::uint32_t node)
{
  return "#" + std::to_string(node);
}

}

struct CrossSectionEvaluator::RowOfDate {
  std::uint32_t entity = 0;
  std::uint32_t bar = 0;
};

/// The rows of a panel, date after date, in the order of the entities.
struct CrossSectionEvaluator::RowsByDate {
  std::vector<RowOfDate> all;
  std::vector<std::size_t> dates; ///< rows of date d are [dates[d], dates[d + 1])

  static RowsByDate of(const PanelView& panel)
  {
    std::size_t count = 0;
    for (const std::uint32_t date : panel.position)
      count = std::max<std::size_t>(count, date + 1);
    RowsByDate result{std::vector<RowOfDate>(panel.position.size()), std::vector<std::size_t>(count + 1, 0)};
    for (const std::uint32_t date : panel.position)
      ++result.dates[date + 1];
    for (std::size_t date = 0; date < count; ++date)
      result.dates[date + 1] += result.dates[date];
    std::vector<std::size_t> next(result.dates.begin(), result.dates.end() - 1);
    for (std::uint32_t entity = 0; entity < panel.entityCount(); ++entity) {
      for (std::size_t row = panel.offsets[entity]; row < panel.offsets[entity + 1]; ++row)
        result.all[next[panel.position[row]]++] = {entity, static_cast<std::uint32_t>(row - panel.offsets[entity])};
    }
    return result;
  }
  [[nodiscard]] std::span<const RowOfDate> rows(std::size_t date) const
  {
    return std::span(all).subspan(dates[date], dates[date + 1] - dates[date]);
  }
};

/// An operator that compares entities; its inputs are outputs of the stage.
struct CrossSectionEvaluator::Comparison {
  const Node* node = nullptr;
  std::vector<std::size_t> inputs;
  std::string column;
};

/// What can be computed entity by entity once the comparisons of earlier stages are columns.
struct CrossSectionEvaluator::Stage {
  ExpressionGraph graph;
  std::vector<PanelOutput> outputs;
  std::vector<Comparison> comparisons;
  std::optional<PanelEvaluator> evaluator;
  FactorPanel results;
};

namespace {

/// Copies into a stage's graph what lies above the comparisons of earlier stages.
class StageGraph {
public:
  StageGraph(const ExpressionGraph& whole, ExpressionGraph& part)
      : m_whole(whole)
      , m_part(part)
      , m_places(whole.nodes().size())
  {
  }
  NodeOutput add(NodeOutput value)
  {
    std::optional<std::uint32_t>& place = m_places[value.node];
    const Node& node = m_whole.nodes()[value.node];
    if (!place)
      place = copy(node, value.node);
    return {*place, m_part.nodes()[*place].outputCount() > value.output ? value.output : 0};
  }

private:
  std::uint32_t copy(const Node& node, std::uint32_t index)
  {
    switch (node.kind) {
    case Node::Kind::Field:
      return m_part.addField(node.field);
    case Node::Kind::Column:
      return m_part.addColumn(node.column);
    case Node::Kind::Constant:
      return m_part.addConstant(node.constant);
    case Node::Kind::Call:
      break;
    }
    if (node.comparesEntities())
      return m_part.addColumn(columnOf(index));
    std::vector<NodeOutput> inputs;
    for (const NodeOutput input : node.inputs)
      inputs.push_back(add(input));
    return m_part.addCall(*node.call, std::move(inputs), node.parameters);
  }

  const ExpressionGraph& m_whole;
  ExpressionGraph& m_part;
  std::vector<std::optional<std::uint32_t>> m_places;
};

}

CrossSectionEvaluator::CrossSectionEvaluator(
    const ExpressionGraph& graph, std::vector<PanelOutput> outputs, std::optional<Isa> isa)
{
  const std::vector<std::size_t> depths = depthsOf(graph);
  std::vector<bool> isNeeded(graph.nodes().size(), false);
  for (const PanelOutput& output : outputs)
    isNeeded[output.value.node] = true;
  for (std::size_t i = graph.nodes().size(); i-- > 0;) {
    if (isNeeded[i]) {
      for (const NodeOutput input : graph.nodes()[i].inputs)
        isNeeded[input.node] = true;
    }
  }
  std::size_t last = 0;
  for (std::size_t i = 0; i < depths.size(); ++i)
    last = isNeeded[i] ? std::max(last, depths[i]) : last;

  for (std::size_t depth = 0; depth <= last; ++depth) {
    auto stage = std::make_unique<Stage>();
    StageGraph part(graph, stage->graph);
    for (std::uint32_t i = 0; i < depths.size(); ++i) {
      const Node& node = graph.nodes()[i];
      if (!isNeeded[i] || !node.comparesEntities() || depths[i] != depth + 1)
        continue;
      Comparison& comparison = stage->comparisons.emplace_back(&node, std::vector<std::size_t>{}, columnOf(i));
      for (const NodeOutput input : node.inputs) {
        comparison.inputs.push_back(stage->outputs.size());
        stage->outputs.push_back({part.add(input), Keep::Column});
      }
    }
    if (depth == last) {
      for (const PanelOutput& output : outputs)
        stage->outputs.push_back({part.add(output.value), output.keep});
    }
    stage->evaluator.emplace(stage->graph, stage->outputs, isa);
    m_stages.push_back(std::move(stage));
  }
}

CrossSectionEvaluator::~CrossSectionEvaluator() = default;

Result<void> CrossSectionEvaluator::compare(const Comparison& comparison, const FactorPanel& inputs,
    const PanelView& panel, const RowsByDate& byDate, std::vector<double>& out, const ParallelFor& parallel,
    TaskControl& control)
{
  std::vector<std::vector<std::span<const double>>> values(comparison.inputs.size()); // by input and entity
  for (std::size_t k = 0; k < values.size(); ++k) {
    for (std::size_t entity = 0; entity < panel.entityCount(); ++entity)
      values[k].push_back(inputs.column(comparison.inputs[k], entity));
  }
  std::atomic<bool> isCancelled = false;
  parallel.run(byDate.dates.size() - 1, kDatesAtOnce, [&](std::size_t begin, std::size_t end) {
    if (!control.cancelToken().check()) {
      isCancelled = true;
      return;
    }
    const auto state = comparison.node->call->acrossEntities(comparison.node->parameters);
    std::vector<std::vector<double>> columns(values.size());
    std::vector<const double*> in(values.size());
    std::vector<double> result;
    for (std::size_t date = begin; date < end; ++date) {
      const auto rows = byDate.rows(date);
      for (std::size_t k = 0; k < values.size(); ++k) {
        columns[k].clear();
        for (const RowOfDate& row : rows)
          columns[k].push_back(values[k][row.entity][row.bar]);
        in[k] = columns[k].data();
      }
      result.resize(rows.size());
      state->step(in, result.data(), rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i)
        out[panel.offsets[rows[i].entity] + rows[i].bar] = result[i];
    }
  });
  if (isCancelled)
    return fail("task.cancelled");
  return {};
}

Result<void> CrossSectionEvaluator::run(
    const PanelView& panel, FactorPanel& result, const ParallelFor& parallel, TaskControl& control)
{
  if (m_stages.size() == 1)
    return m_stages.front()->evaluator->run(panel, result, parallel, control);

  const RowsByDate byDate = RowsByDate::of(panel);
  PanelView view = panel;
  std::vector<std::unique_ptr<std::vector<double>>> columns;
  for (std::size_t s = 0; s < m_stages.size(); ++s) {
    Stage& stage = *m_stages[s];
    const double share = 1.0 / static_cast<double>(m_stages.size());
    PartOfTask part(control, share * static_cast<double>(s), share * static_cast<double>(s + 1));
    const bool isLast = s + 1 == m_stages.size();
    ZVT_TRY_VOID(stage.evaluator->run(view, isLast ? result : stage.results, parallel, part));
    for (const Comparison& comparison : stage.comparisons) {
      auto& column = columns.emplace_back(std::make_unique<std::vector<double>>(panel.rowCount(), kUndefined));
      ZVT_TRY_VOID(compare(comparison, stage.results, panel, byDate, *column, parallel, part));
      view.columns[comparison.column] = column->data();
    }
  }
  return {};
}

}
