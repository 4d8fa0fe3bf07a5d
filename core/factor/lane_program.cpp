// SPDX-License-Identifier: Apache-2.0
#include "core/factor/lane_program.h"

#include <algorithm>

namespace zvt::factor {

namespace {

/// Hands out places and takes back those that nobody reads any more.
class Places {
public:
  std::size_t take()
  {
    if (m_free.empty())
      return m_count++;
    const std::size_t place = m_free.back();
    m_free.pop_back();
    return place;
  }
  void giveBack(std::size_t place) { m_free.push_back(place); }
  [[nodiscard]] std::size_t count() const { return m_count; }

private:
  std::vector<std::size_t> m_free;
  std::size_t m_count = 0;
};

std::vector<bool> neededNodes(const ExpressionGraph& graph, std::span<const NodeOutput> outputs)
{
  std::vector<bool> needed(graph.nodes().size());
  for (const NodeOutput output : outputs)
    needed[output.node] = true;
  for (std::size_t i = needed.size(); i-- > 0;) {
    if (needed[i])
      for (const NodeOutput input : graph.nodes()[i].inputs)
        needed[input.node] = true;
  }
  return needed;
}

/// The one output that is @p value.
std::size_t onlyOutput(std::span<const NodeOutput> outputs, NodeOutput value)
{
  std::size_t found = LaneProgram::kNoOutput;
  for (std::size_t o = 0; o < outputs.size(); ++o) {
    if (outputs[o].node != value.node || outputs[o].output != value.output)
      continue;
    if (found != LaneProgram::kNoOutput)
      return LaneProgram::kNoOutput;
    found = o;
  }
  return found;
}

}

LaneProgram::LaneProgram(const ExpressionGraph& graph, std::span<const NodeOutput> outputs)
    : m_outputCount(outputs.size())
{
  const std::vector<bool> needed = neededNodes(graph, outputs);
  std::vector<std::size_t> readers(graph.slotCount()); // still to come
  std::vector<std::size_t> placeOf(graph.slotCount());
  for (std::size_t i = 0; i < needed.size(); ++i) {
    if (needed[i])
      for (const NodeOutput input : graph.nodes()[i].inputs)
        ++readers[graph.slot(input)];
  }
  Places places;
  const auto read = [&](std::size_t slot) {
    if (--readers[slot] == 0)
      places.giveBack(placeOf[slot]);
  };
  for (std::size_t i = 0; i < needed.size(); ++i) {
    if (!needed[i])
      continue;
    const Node& node = graph.nodes()[i];
    Step step;
    for (std::uint32_t k = 0; k < node.outputCount(); ++k) {
      placeOf[node.firstSlot + k] = places.take();
      step.to.push_back(placeOf[node.firstSlot + k]);
    }
    if (node.kind == Node::Kind::Call) {
      step.kind = Step::Kind::Call;
      step.index = m_calls.size();
      m_calls.push_back(&node);
      for (const NodeOutput input : node.inputs)
        step.from.push_back(placeOf[graph.slot(input)]);
      for (std::uint32_t k = 0; k < node.outputCount(); ++k)
        step.onlyFor.push_back(
            readers[node.firstSlot + k] == 0 ? onlyOutput(outputs, {static_cast<std::uint32_t>(i), k}) : kNoOutput);
    } else if (node.kind == Node::Kind::Constant) {
      step.kind = Step::Kind::Constant;
      step.constant = node.constant;
    } else {
      step.kind = Step::Kind::Read;
      step.index = m_inputs.size();
      m_inputs.push_back({node.kind, node.field, node.column});
    }
    m_steps.push_back(std::move(step));
    for (std::size_t o = 0; o < outputs.size(); ++o) {
      if (outputs[o].node == i)
        m_steps.push_back({Step::Kind::Emit, o, 0, {placeOf[graph.slot(outputs[o])]}, {}, {}});
    }
    for (const NodeOutput input : node.inputs)
      read(graph.slot(input));
    for (std::uint32_t slot = node.firstSlot; slot < node.firstSlot + node.outputCount(); ++slot)
      if (readers[slot] == 0)
        places.giveBack(placeOf[slot]);
  }
  m_placeCount = places.count();
}

LaneGroup::LaneGroup(const LaneProgram& program, std::optional<Isa> isa)
    : m_program(&program)
{
  m_nodes.reserve(program.calls().size());
  for (const Node* call : program.calls())
    m_nodes.emplace_back(*call->call, call->parameters, isa);
}

LaneGroup LaneGroup::another() const
{
  LaneGroup made(*m_program);
  made.m_nodes.reserve(m_nodes.size());
  for (const LaneNode& node : m_nodes)
    made.m_nodes.push_back(node.another());
  return made;
}

void LaneGroup::reset()
{
  for (LaneNode& node : m_nodes)
    node.reset();
}

void LaneGroup::assign(const LaneGroup& same, std::uint32_t lanes)
{
  for (std::size_t i = 0; i < m_nodes.size(); ++i)
    m_nodes[i].assign(same.m_nodes[i], lanes);
}

void LaneGroup::run(
    const Feed& feed, double* memory, std::size_t stride, std::size_t bars, std::uint32_t present, bool dropsAbsent)
{
  m_rows.resize(m_program->placeCount());
  for (const LaneProgram::Step& step : m_program->steps()) {
    switch (step.kind) {
    case LaneProgram::Step::Kind::Read:
      m_rows[step.to.front()] = feed.read(step.index, memory + step.to.front() * stride);
      break;
    case LaneProgram::Step::Kind::Constant:
      std::fill_n(memory + step.to.front() * stride, bars * kLanes, step.constant);
      m_rows[step.to.front()] = {memory + step.to.front() * stride, !isUndefined(step.constant)};
      break;
    case LaneProgram::Step::Kind::Emit:
      feed.emit(step.index, m_rows[step.from.front()].rows);
      break;
    case LaneProgram::Step::Kind::Call:
      call(step, feed, memory, stride, bars, present, dropsAbsent);
      break;
    }
  }
}

void LaneGroup::call(const LaneProgram::Step& step, const Feed& feed, double* memory, std::size_t stride,
    std::size_t bars, std::uint32_t present, bool dropsAbsent)
{
  LaneNode& node = m_nodes[step.index];
  RowsHints hints;
  m_from.clear();
  m_to.clear();
  for (std::size_t k = 0; k < step.from.size(); ++k) {
    const Rows& rows = m_rows[step.from[k]];
    m_from.push_back(rows.rows);
    hints.defined |= (rows.isDefined ? 1U : 0U) << k;
  }
  for (std::size_t k = 0; k < step.to.size(); ++k) {
    double* to = nullptr;
    if (feed.target && node.hasKernel() && step.onlyFor[k] != LaneProgram::kNoOutput)
      to = feed.target(step.onlyFor[k]);
    hints.streamed |= (to ? 1U : 0U) << k;
    m_to.push_back(to ? to : memory + step.to[k] * stride);
    m_rows[step.to[k]] = {m_to.back(), false};
  }
  node.run(m_from.data(), m_to.data(), bars, present, dropsAbsent, hints);
}

}
