// SPDX-License-Identifier: Apache-2.0
#include "core/factor/expression_graph.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <bit>

namespace zvt::factor {

namespace {

struct FieldInfo {
  Field field;
  std::string_view name;
  std::string_view alias;
  std::vector<double> market::BarSeries::* column;
  double market::Bar::* value;
};

using market::Bar;
using market::BarSeries;
constexpr std::array<FieldInfo, 6> kFields{{
    {Field::Open, "open", "o", &BarSeries::open, &Bar::open},
    {Field::High, "high", "h", &BarSeries::high, &Bar::high},
    {Field::Low, "low", "l", &BarSeries::low, &Bar::low},
    {Field::Close, "close", "c", &BarSeries::close, &Bar::close},
    {Field::Volume, "volume", "v", &BarSeries::volume, &Bar::volume},
    {Field::Turnover, "turnover", "amount", &BarSeries::turnover, &Bar::turnover},
}};

const FieldInfo& infoOf(Field field)
{
  return kFields[static_cast<std::size_t>(field)];
}

}

std::optional<Field> parseField(std::string_view name)
{
  const std::string lower = toLower(name);
  if (lower == "vol")
    return Field::Volume;
  for (const FieldInfo& info : kFields)
    if (lower == info.name || lower == info.alias)
      return info.field;
  return std::nullopt;
}

std::string_view toString(Field field)
{
  return infoOf(field).name;
}

const std::vector<double>& columnOf(const market::BarSeries& bars, Field field)
{
  return bars.*infoOf(field).column;
}

double valueOf(const market::Bar& bar, Field field)
{
  return bar.*infoOf(field).value;
}

std::uint32_t ExpressionGraph::add(Key key, Node node)
{
  const auto known = m_known.find(key);
  if (known != m_known.end())
    return known->second;
  const auto index = static_cast<std::uint32_t>(m_nodes.size());
  node.firstSlot = m_slotCount;
  m_slotCount += node.outputCount();
  m_nodes.push_back(std::move(node));
  m_known.emplace(std::move(key), index);
  return index;
}

std::uint32_t ExpressionGraph::addField(Field field)
{
  Node node;
  node.kind = Node::Kind::Field;
  node.field = field;
  return add({node.kind, static_cast<std::uint64_t>(field), nullptr, {}, {}}, std::move(node));
}

std::uint32_t ExpressionGraph::addConstant(double value)
{
  Node node;
  node.kind = Node::Kind::Constant;
  node.constant = value;
  return add({node.kind, std::bit_cast<std::uint64_t>(value), nullptr, {}, {}}, std::move(node));
}

std::uint32_t ExpressionGraph::addCall(
    const OperatorInfo& info, std::vector<NodeOutput> inputs, std::vector<double> parameters)
{
  const bool constant = info.isPointwise && std::ranges::all_of(inputs, [this](NodeOutput input) {
    return m_nodes[input.node].kind == Node::Kind::Constant;
  });
  if (constant) {
    std::vector<double> values;
    for (const NodeOutput input : inputs)
      values.push_back(m_nodes[input.node].constant);
    double result = 0;
    info.make(parameters)->step(values.data(), &result);
    return addConstant(result);
  }
  Node node;
  node.kind = Node::Kind::Call;
  node.call = &info;
  node.parameters = parameters;
  node.inputs = inputs;
  return add({node.kind, 0, &info, std::move(parameters), std::move(inputs)}, std::move(node));
}

Memory ExpressionGraph::memory(std::uint32_t node) const
{
  // Nodes refer to earlier ones only, so one pass in order suffices whatever the sharing.
  std::vector<Memory> all(node + 1);
  for (std::uint32_t i = 0; i <= node; ++i) {
    if (m_nodes[i].kind != Node::Kind::Call)
      continue;
    Memory before{1, false};
    for (const NodeOutput input : m_nodes[i].inputs) {
      before.warmUp = std::max(before.warmUp, all[input.node].warmUp);
      before.recursive = before.recursive || all[input.node].recursive;
    }
    const Memory own = m_nodes[i].call->memory(m_nodes[i].parameters);
    all[i] = {before.warmUp + own.warmUp - 1, before.recursive || own.recursive};
  }
  return all[node];
}

}
