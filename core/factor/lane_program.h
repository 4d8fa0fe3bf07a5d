// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/expression_graph.h"
#include "core/factor/lane_node.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace zvt::factor {

/// What a graph reads from outside: a field of the bar or a named column.
struct GraphInput {
  Node::Kind kind = Node::Kind::Field;
  Field field = Field::Close;
  std::string column;
};

/// The order in which a graph is computed over 16 series at a time: what is read, called and handed out when, and in
/// which piece of memory each value lives until it is not needed any more. Immutable.
class LaneProgram {
public:
  struct Step {
    enum class Kind { Read, Constant, Call, Emit };
    Kind kind = Kind::Call;
    std::size_t index = 0; ///< of the input, the call or the output
    double constant = 0;
    std::vector<std::size_t> from; ///< places read
    std::vector<std::size_t> to; ///< places written
    std::vector<std::size_t> onlyFor; ///< of a call: the output that alone takes each result, or kNoOutput
  };
  static constexpr std::size_t kNoOutput = ~std::size_t{0};

  /// @param outputs may repeat; nodes that none of them needs are left out
  LaneProgram(const ExpressionGraph& graph, std::span<const NodeOutput> outputs);

  [[nodiscard]] const std::vector<Step>& steps() const { return m_steps; }
  [[nodiscard]] const std::vector<GraphInput>& inputs() const { return m_inputs; }
  [[nodiscard]] const std::vector<const Node*>& calls() const { return m_calls; } ///< of the graph, which outlives this
  [[nodiscard]] std::size_t outputCount() const { return m_outputCount; }
  [[nodiscard]] std::size_t placeCount() const { return m_placeCount; }

private:
  std::vector<Step> m_steps;
  std::vector<GraphInput> m_inputs;
  std::vector<const Node*> m_calls;
  std::size_t m_outputCount = 0;
  std::size_t m_placeCount = 0;
};

/// The states of all calls of a program for one group of 16 series.
class LaneGroup {
public:
  struct Rows {
    const double* rows = nullptr;
    bool isDefined = false; ///< no present lane lacks a value
  };
  /// Where rows of a run come from and go to.
  struct Feed {
    /// Rows of an input: written into @p rows, or others that stay until the run's end.
    std::function<Rows(std::size_t input, double* rows)> read;
    /// Where rows of an output may be written straight away, past the caches; null: to memory of the group.
    std::function<double*(std::size_t output)> target;
    /// Rows of an output, there or to be taken over before it returns.
    std::function<void(std::size_t output, const double* rows)> emit;
  };

  LaneGroup(const LaneProgram& program, std::optional<Isa> isa); ///< @p program outlives this
  [[nodiscard]] LaneGroup another() const; ///< as new
  void reset();
  void assign(const LaneGroup& same, std::uint32_t lanes = LaneNode::kAllLanes);
  /// @param memory room for placeCount() × @p stride doubles, 64-byte aligned; @p stride ≥ 16 × bars
  void run(const Feed& feed, double* memory, std::size_t stride, std::size_t bars, std::uint32_t present,
      bool dropsAbsent = false);

  [[nodiscard]] std::vector<LaneNode>& nodes() { return m_nodes; }
  [[nodiscard]] const std::vector<LaneNode>& nodes() const { return m_nodes; }

private:
  explicit LaneGroup(const LaneProgram& program)
      : m_program(&program)
  {
  }
  void call(const LaneProgram::Step& step, const Feed& feed, double* memory, std::size_t stride, std::size_t bars,
      std::uint32_t present, bool dropsAbsent);

  const LaneProgram* m_program;
  std::vector<LaneNode> m_nodes;
  std::vector<Rows> m_rows; ///< by place
  std::vector<const double*> m_from;
  std::vector<double*> m_to;
};

}
