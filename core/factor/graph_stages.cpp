// SPDX-License-Identifier: Apache-2.0
#include "core/factor/graph_stages.h"

#include <algorithm>

namespace zvt::factor {

namespace {

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

std::vector<std::unique_ptr<GraphStage>> stagesOf(const ExpressionGraph& graph, const std::vector<PanelOutput>& outputs)
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

  std::vector<std::unique_ptr<GraphStage>> stages;
  for (std::size_t depth = 0; depth <= last; ++depth) {
    auto stage = std::make_unique<GraphStage>();
    StageGraph part(graph, stage->graph);
    for (std::uint32_t i = 0; i < depths.size(); ++i) {
      const Node& node = graph.nodes()[i];
      if (!isNeeded[i] || !node.comparesEntities() || depths[i] != depth + 1)
        continue;
      StageComparison& comparison = stage->comparisons.emplace_back(&node, i, std::vector<std::size_t>{}, columnOf(i));
      for (const NodeOutput input : node.inputs) {
        comparison.inputs.push_back(stage->outputs.size());
        stage->outputs.push_back({part.add(input), Keep::Column});
      }
    }
    if (depth == last) {
      for (const PanelOutput& output : outputs)
        stage->outputs.push_back({part.add(output.value), output.keep});
    }
    stages.push_back(std::move(stage));
  }
  return stages;
}

}
