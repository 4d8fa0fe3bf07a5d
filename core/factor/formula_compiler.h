// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/expression_graph.h"
#include "core/factor/output_hints.h"
#include "core/factor/syntax_tree.h"

#include <map>
#include <string>
#include <vector>

namespace zvt::factor {

class FormulaLibrary;

/// Values for the declared parameters of a formula, by name in any case.
using ParameterValues = std::map<std::string, double, std::less<>>;

struct CompiledOutput {
  std::string name;
  NodeOutput value;
  OutputHints hints;
};

/// A formula as part of a graph: parsed, looked up, checked, folded.
struct CompiledFormula {
  std::vector<CompiledOutput> outputs; ///< at least one where there are no problems
  ParamSchema parameters; ///< keys as written; the labels are the names themselves
  std::vector<SyntaxProblem> problems; ///< in order of the text; the outputs count only when there are none
};

/// Reads @p text and adds what it computes to @p graph, which may hold other formulas already.
/// @param saved formulas that the text may refer to (MYMA.DIF, MYMA(12,26).DIF, "MYMA.DIF"); null: none
[[nodiscard]] CompiledFormula compileInto(std::string_view text, const ParameterValues& values,
    const OperatorCatalogue& catalogue, ExpressionGraph& graph, const FormulaLibrary* saved = nullptr);

}
