// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/messages.h"
#include "core/factor/columns.h"
#include "core/factor/formula.h"

#include <string>
#include <string_view>
#include <vector>

/// What the catalogue says about itself, as Markdown in the language of the messages: the help window, the command line
/// and dialogs show these and nothing else, so they cannot differ from what is computed.
namespace zvt::factor {

/// One operator: definition, parameters with defaults and ranges, outputs with units, source, when its value is known,
/// warm-up, whether it depends on where the history begins.
[[nodiscard]] std::string describe(const OperatorInfo& info, const Messages& messages);
/// The same of a formula under a name.
[[nodiscard]] std::string describe(std::string_view name, const Formula& formula, const Messages& messages);
/// One column: what it is, unit, table, when it is known.
[[nodiscard]] std::string describe(const ColumnInfo& column, const Messages& messages);
/// The unit of a value: that of the operator, or of what it is made of.
[[nodiscard]] OutputUnit unitOf(const ExpressionGraph& graph, NodeOutput value);
/// A table of parameters; empty for none.
[[nodiscard]] std::string describeParameters(const ParamSchema& parameters, const Messages& messages);

struct ReferencePage {
  std::string topic; ///< "functions-average"
  std::string title;
  std::string markdown; ///< begins with the title as its heading
};

/// A page a category that has operators, one of the columns beside the bars, then one of the functions that are
/// refused, with the reasons.
[[nodiscard]] std::vector<ReferencePage> referencePages(const OperatorCatalogue& catalogue, const Messages& messages);

}
