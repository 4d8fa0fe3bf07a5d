// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/expression_graph.h"
#include "core/factor/lexer.h"

#include <string>
#include <vector>

namespace zvt::factor {

struct ParsedOutput {
  std::string name;
  NodeOutput value;
};

/// Reads a formula into @p graph. Errors: see compile().
[[nodiscard]] Result<std::vector<ParsedOutput>> parseFormula(
    std::string_view text, const OperatorCatalogue& catalogue, ExpressionGraph& graph);

}
