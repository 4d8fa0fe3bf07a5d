// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/transformer_run.h"

#include "core/factor/date_columns.h"
#include "core/factor/expression_graph.h"
#include "core/factor/stepped_state.h"

#include <algorithm>

namespace zvt::factor {

TransformerRun::TransformerRun(const Formula& formula)
    : m_formula(formula)
    , m_slots(formula.graph()->slotCount())
{
  for (const Node& node : formula.graph()->nodes()) {
    m_states.push_back(node.kind == Node::Kind::Call ? node.call->make(node.parameters) : nullptr);
    m_canSave = m_canSave && (!m_states.back() || m_states.back()->canSave());
  }
}

void TransformerRun::run(
    const market::BarSeries& bars, std::size_t from, std::size_t to, std::span<double* const> columns)
{
  const ExpressionGraph& graph = *m_formula.graph();
  const std::size_t count = to - from;
  std::vector<const double*> slots(graph.slotCount());
  std::vector<const double*> inputs;
  std::vector<double*> outputs;
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const Node& node = graph.nodes()[i];
    if (node.kind == Node::Kind::Field) {
      slots[node.firstSlot] = columnOf(bars, node.field).data() + from;
      continue;
    }
    if (const auto* extra = node.kind == Node::Kind::Column ? bars.extra(node.column) : nullptr) {
      slots[node.firstSlot] = extra->data() + from;
      continue;
    }
    if (node.kind == Node::Kind::Column && isDateColumn(node.column)) {
      m_slots[node.firstSlot] = dateColumn(node.column, bars, from, to);
      slots[node.firstSlot] = m_slots[node.firstSlot].data();
      continue;
    }
    outputs.clear();
    for (std::uint32_t slot = node.firstSlot; slot < node.firstSlot + node.outputCount(); ++slot) {
      m_slots[slot].assign(count, node.kind == Node::Kind::Constant ? node.constant : kUndefined);
      slots[slot] = m_slots[slot].data();
      outputs.push_back(m_slots[slot].data());
    }
    if (node.kind != Node::Kind::Call)
      continue;
    inputs.clear();
    for (const NodeOutput input : node.inputs)
      inputs.push_back(slots[graph.slot(input)]);
    m_states[i]->run(inputs, outputs, count);
  }
  for (std::size_t i = 0; i < columns.size(); ++i)
    std::copy_n(slots[graph.slot(m_formula.outputs()[i].value)], count, columns[i]);
}

std::vector<double> TransformerRun::save() const
{
  std::vector<double> memory;
  for (const auto& state : m_states) {
    if (!state)
      continue;
    const std::size_t at = memory.size();
    memory.resize(at + state->stateSize());
    state->save(memory.data() + at);
  }
  return memory;
}

bool TransformerRun::load(std::span<const double> memory)
{
  std::size_t size = 0;
  for (const auto& state : m_states)
    size += state ? state->stateSize() : 0;
  if (!m_canSave || size != memory.size())
    return false;
  for (const auto& state : m_states) {
    if (!state)
      continue;
    state->load(memory.data());
    memory = memory.subspan(state->stateSize());
  }
  return true;
}

}
