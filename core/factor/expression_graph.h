// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operator.h"
#include "core/market/bar_series.h"

#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace zvt::factor {

enum class Field { Open, High, Low, Close, Volume, Turnover };
/// By name or short name in any case: OPEN O, HIGH H, LOW L, CLOSE C, VOLUME VOL V, TURNOVER AMOUNT.
[[nodiscard]] std::optional<Field> parseField(std::string_view name);
/// Lower case.
[[nodiscard]] std::string_view toString(Field field);
[[nodiscard]] const std::vector<double>& columnOf(const market::BarSeries& bars, Field field);
[[nodiscard]] double valueOf(const market::Bar& bar, Field field);

/// One output of one node.
struct NodeOutput {
  std::uint32_t node = 0;
  std::uint32_t output = 0;
  auto operator<=>(const NodeOutput&) const = default;
};

struct Node {
  enum class Kind { Field, Column, Constant, Call };
  Kind kind = Kind::Constant;
  Field field = Field::Close;
  std::string column; ///< name of an aligned column beside the bars: "pe_ttm", "industry_rank" …
  double constant = 0;
  const OperatorInfo* call = nullptr; ///< owned by the catalogue
  std::vector<double> parameters;
  std::vector<NodeOutput> inputs;
  std::uint32_t firstSlot = 0; ///< of its outputs among all outputs of the graph

  [[nodiscard]] bool comparesEntities() const { return kind == Kind::Call && call->acrossEntities != nullptr; }
  [[nodiscard]] std::uint32_t outputCount() const
  {
    return kind == Kind::Call ? static_cast<std::uint32_t>(call->outputs.size()) : 1;
  }
};

/// Expressions as a graph: equal sub-expressions are one node, so SMA(CLOSE,5) written twice is computed once. Nodes
/// only refer to earlier ones; that order is the order of evaluation. Immutable once a formula holds it.
class ExpressionGraph {
public:
  std::uint32_t addField(Field field);
  std::uint32_t addColumn(std::string_view name);
  std::uint32_t addConstant(double value);
  /// A pointwise call on constants becomes a constant.
  std::uint32_t addCall(const OperatorInfo& info, std::vector<NodeOutput> inputs, std::vector<double> parameters);

  /// Adds another graph; what both have is one node. @return the place here of each node of @p other
  std::vector<std::uint32_t> merge(const ExpressionGraph& other);

  [[nodiscard]] const std::vector<Node>& nodes() const { return m_nodes; }
  [[nodiscard]] std::uint32_t slotCount() const { return m_slotCount; }
  [[nodiscard]] std::uint32_t slot(NodeOutput output) const { return m_nodes[output.node].firstSlot + output.output; }
  /// What a node's value can depend on, over all paths to the bars.
  [[nodiscard]] Memory memory(std::uint32_t node) const;
  /// A number for what a node computes: the same in every program run, whatever graph it is in and whatever else is
  /// there.
  [[nodiscard]] std::uint64_t structuralHash(std::uint32_t node) const;

private:
  /// Kind; field or bits of the constant; column; operator; bits of the parameters; inputs.
  using Key = std::tuple<Node::Kind, std::uint64_t, std::string, const OperatorInfo*, std::vector<std::uint64_t>,
      std::vector<NodeOutput>>;
  static Key keyOf(const Node& node);
  std::uint32_t add(Node node);

  std::vector<Node> m_nodes;
  std::map<Key, std::uint32_t> m_known;
  std::uint32_t m_slotCount = 0;
};

}
