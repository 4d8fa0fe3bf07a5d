// SPDX-License-Identifier: Apache-2.0
#include "core/factor/formula.h"

#include "core/base/text.h"
#include "core/factor/date_columns.h"
#include "core/factor/expression_graph.h"
#include "core/factor/stepped_state.h"

#include <algorithm>

namespace zvt::factor {

const std::vector<double>* FactorTable::column(std::string_view name) const
{
  const std::string wanted = toUpper(name);
  const auto found = std::ranges::find_if(names, [&](const std::string& one) { return toUpper(one) == wanted; });
  return found == names.end() ? nullptr : &columns[static_cast<std::size_t>(found - names.begin())];
}

bool Formula::isCondition() const
{
  const Node& node = m_graph->nodes()[m_outputs.front().value.node];
  return m_outputs.size() == 1 && node.kind == Node::Kind::Call && node.call->isCondition;
}

std::size_t Formula::warmUp() const
{
  std::size_t most = 1;
  for (const CompiledOutput& output : m_outputs)
    most = std::max(most, m_graph->memory(output.value.node).warmUp);
  return most;
}

bool Formula::isRecursive() const
{
  return std::ranges::any_of(
      m_outputs, [this](const CompiledOutput& output) { return m_graph->memory(output.value.node).recursive; });
}

bool Formula::comparesEntities() const
{
  return std::ranges::any_of(m_graph->nodes(), [](const Node& node) { return node.comparesEntities(); });
}

std::vector<std::string> Formula::columns() const
{
  std::vector<std::string> names;
  for (const Node& node : m_graph->nodes())
    if (node.kind == Node::Kind::Column)
      names.push_back(node.column);
  return names;
}

FactorTable Formula::run(const market::BarSeries& bars) const
{
  const std::size_t count = bars.size();
  std::vector<std::vector<double>> computed(m_graph->slotCount()); // stays empty for fields, which are read in place
  std::vector<const double*> slots(m_graph->slotCount());
  std::vector<const double*> inputs;
  std::vector<double*> outputs;
  for (const Node& node : m_graph->nodes()) {
    if (node.kind == Node::Kind::Field) {
      slots[node.firstSlot] = columnOf(bars, node.field).data();
      continue;
    }
    if (const auto* extra = node.kind == Node::Kind::Column ? bars.extra(node.column) : nullptr) {
      slots[node.firstSlot] = extra->data();
      continue;
    }
    if (node.kind == Node::Kind::Column && isDateColumn(node.column)) {
      computed[node.firstSlot] = dateColumn(node.column, bars);
      slots[node.firstSlot] = computed[node.firstSlot].data();
      continue;
    }
    outputs.clear();
    for (std::uint32_t slot = node.firstSlot; slot < node.firstSlot + node.outputCount(); ++slot) {
      computed[slot].assign(count, node.kind == Node::Kind::Constant ? node.constant : kUndefined);
      outputs.push_back(computed[slot].data());
      slots[slot] = computed[slot].data();
    }
    if (node.kind != Node::Kind::Call || node.comparesEntities())
      continue;
    inputs.clear();
    for (const NodeOutput input : node.inputs)
      inputs.push_back(slots[m_graph->slot(input)]);
    node.call->make(node.parameters)->run(inputs, outputs, count);
  }
  FactorTable table;
  table.names = m_names;
  for (auto output = m_outputs.begin(); output != m_outputs.end(); ++output) {
    const std::size_t slot = m_graph->slot(output->value);
    const bool isNeededAgain = std::any_of(
        output + 1, m_outputs.end(), [&](const CompiledOutput& later) { return m_graph->slot(later.value) == slot; });
    if (!computed[slot].empty() && !isNeededAgain)
      table.columns.push_back(std::move(computed[slot]));
    else
      table.columns.emplace_back(slots[slot], slots[slot] + count);
  }
  return table;
}

FormulaStream Formula::stream() const
{
  return FormulaStream(*this);
}

FormulaStream::FormulaStream(const Formula& formula)
    : m_formula(formula)
    , m_values(formula.m_graph->slotCount(), kUndefined)
    , m_results(formula.m_outputs.size(), kUndefined)
{
  for (const Node& node : formula.m_graph->nodes()) {
    const bool isRunning = node.kind == Node::Kind::Call && !node.comparesEntities();
    m_states.push_back(isRunning ? node.call->make(node.parameters) : nullptr);
    if (node.kind == Node::Kind::Constant)
      m_values[node.firstSlot] = node.constant;
  }
}

FormulaStream::FormulaStream(const FormulaStream& other)
    : m_formula(other.m_formula)
    , m_values(other.m_values)
    , m_results(other.m_results)
{
  for (const auto& state : other.m_states)
    m_states.push_back(state ? state->clone() : nullptr);
}

FormulaStream& FormulaStream::operator=(const FormulaStream& other)
{
  if (this != &other)
    *this = FormulaStream(other);
  return *this;
}

FormulaStream::~FormulaStream() = default;

std::span<const double> FormulaStream::step(const market::Bar& bar, std::span<const double> columns)
{
  const ExpressionGraph& graph = *m_formula.m_graph;
  std::size_t column = 0;
  for (std::size_t i = 0; i < m_states.size(); ++i) {
    const Node& node = graph.nodes()[i];
    if (node.kind == Node::Kind::Field)
      m_values[node.firstSlot] = valueOf(bar, node.field);
    if (node.kind == Node::Kind::Column) {
      m_values[node.firstSlot] = column < columns.size() ? columns[column] : kUndefined;
      ++column;
    }
    if (!m_states[i])
      continue;
    m_inputs.clear();
    for (const NodeOutput input : node.inputs)
      m_inputs.push_back(m_values[graph.slot(input)]);
    m_states[i]->step(m_inputs.data(), m_values.data() + node.firstSlot);
  }
  for (std::size_t i = 0; i < m_results.size(); ++i) {
    const auto& output = m_formula.m_outputs[i];
    m_results[i] = m_values[graph.slot(output.value)];
  }
  return m_results;
}

Result<Formula> compile(std::string_view text, const ParameterValues& values, const OperatorCatalogue& catalogue,
    const FormulaLibrary* saved)
{
  auto graph = std::make_shared<ExpressionGraph>();
  CompiledFormula compiled = compileInto(text, values, catalogue, *graph, saved);
  if (!compiled.problems.empty())
    return fail(std::move(compiled.problems.front()).error);
  Formula formula;
  formula.m_text = text;
  for (const CompiledOutput& output : compiled.outputs)
    formula.m_names.push_back(output.name);
  formula.m_outputs = std::move(compiled.outputs);
  formula.m_parameters = std::move(compiled.parameters);
  formula.m_graph = std::move(graph);
  return formula;
}

Result<Formula> compile(std::string_view text, const ParameterValues& values, const FormulaLibrary& saved)
{
  return compile(text, values, OperatorCatalogue::builtIn(), &saved);
}

Result<Formula> compile(std::string_view text, const OperatorCatalogue& catalogue)
{
  return compile(text, {}, catalogue);
}

}
