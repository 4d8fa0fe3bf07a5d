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

/// FNV-1a over 64-bit words and texts (Fowler, Noll, Vo), with a last mixing (MurmurHash3's finaliser).
class StructuralHash {
public:
  void add(std::uint64_t word)
  {
    for (int i = 0; i < 8; ++i, word >>= 8)
      addByte(static_cast<std::uint8_t>(word));
  }
  void add(std::string_view text)
  {
    add(std::uint64_t{text.size()});
    for (const char c : text)
      addByte(static_cast<std::uint8_t>(c));
  }
  [[nodiscard]] std::uint64_t value() const
  {
    std::uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 33)) * 0xff51afd7ed558ccdU;
    mixed = (mixed ^ (mixed >> 33)) * 0xc4ceb9fe1a85ec53U;
    return mixed ^ (mixed >> 33);
  }

private:
  void addByte(std::uint8_t byte) { m_state = (m_state ^ byte) * 0x100000001b3U; }
  std::uint64_t m_state = 0xcbf29ce484222325U;
};

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

ExpressionGraph::Key ExpressionGraph::keyOf(const Node& node)
{
  std::uint64_t value = 0;
  if (node.kind == Node::Kind::Field)
    value = static_cast<std::uint64_t>(node.field);
  if (node.kind == Node::Kind::Constant)
    value = std::bit_cast<std::uint64_t>(node.constant);
  std::vector<std::uint64_t> parameters;
  for (const double parameter : node.parameters)
    parameters.push_back(std::bit_cast<std::uint64_t>(parameter));
  return {node.kind, value, node.column, node.call, std::move(parameters), node.inputs};
}

std::uint32_t ExpressionGraph::add(Node node)
{
  const auto [known, isNew] = m_known.try_emplace(keyOf(node), static_cast<std::uint32_t>(m_nodes.size()));
  if (isNew) {
    node.firstSlot = m_slotCount;
    m_slotCount += node.outputCount();
    m_nodes.push_back(std::move(node));
  }
  return known->second;
}

std::uint32_t ExpressionGraph::addField(Field field)
{
  Node node;
  node.kind = Node::Kind::Field;
  node.field = field;
  return add(std::move(node));
}

std::uint32_t ExpressionGraph::addColumn(std::string_view name)
{
  Node node;
  node.kind = Node::Kind::Column;
  node.column = name;
  return add(std::move(node));
}

std::uint32_t ExpressionGraph::addConstant(double value)
{
  Node node;
  node.kind = Node::Kind::Constant;
  node.constant = value;
  return add(std::move(node));
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
  node.parameters = std::move(parameters);
  node.inputs = std::move(inputs);
  return add(std::move(node));
}

std::vector<std::uint32_t> ExpressionGraph::merge(const ExpressionGraph& other)
{
  std::vector<std::uint32_t> places;
  for (Node node : other.m_nodes) {
    for (NodeOutput& input : node.inputs)
      input.node = places[input.node];
    places.push_back(add(std::move(node)));
  }
  return places;
}

std::uint64_t ExpressionGraph::structuralHash(std::uint32_t node) const
{
  std::vector<std::uint64_t> all(node + 1);
  for (std::uint32_t i = 0; i <= node; ++i) {
    const Node& one = m_nodes[i];
    StructuralHash hash;
    hash.add(static_cast<std::uint64_t>(one.kind));
    if (one.kind == Node::Kind::Field)
      hash.add(toString(one.field));
    hash.add(one.column);
    hash.add(std::bit_cast<std::uint64_t>(one.constant));
    hash.add(one.call ? std::string_view(one.call->name) : std::string_view());
    for (const double parameter : one.parameters)
      hash.add(std::bit_cast<std::uint64_t>(parameter));
    for (const NodeOutput input : one.inputs) {
      hash.add(all[input.node]);
      hash.add(std::uint64_t{input.output});
    }
    all[i] = hash.value();
  }
  return all[node];
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
