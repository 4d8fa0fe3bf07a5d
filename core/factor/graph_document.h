// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/expression_graph.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// A graph with names for what is wanted of it.
struct GraphDocument {
  struct Output {
    std::string name;
    NodeOutput value;
  };
  ExpressionGraph graph;
  std::vector<Output> outputs;
};

/// The document as JSON, the same bytes for the same graph:
///   {"format": "zvt.factor.graph", "version": 1,
///    "nodes": [{"field": "close"}, {"column": "pe_ttm"}, {"constant": 2.5},
///              {"operator": "MACD", "inputs": [0], "parameters": {"fast": 12, "slow": 26, "signal": 9}},
///              {"operator": "CROSS", "inputs": [[3, "diff"], [3, "dea"]], "parameters": {}}],
///    "outputs": [{"name": "golden", "node": 4, "output": "value"}]}
/// A node's inputs are earlier nodes; an output's name may be left out where there is one. An undefined constant is
/// null.
[[nodiscard]] std::string writeGraph(const GraphDocument& document);

/// Errors: those of parseJson; with "where" (a path such as nodes/3/inputs/0): factor.graph_shape (expected),
/// factor.graph_unknown_operator (name), factor.graph_reference (name), factor.graph_parameter (name).
[[nodiscard]] Result<GraphDocument> readGraph(
    std::string_view json, const OperatorCatalogue& catalogue = OperatorCatalogue::builtIn());

}
