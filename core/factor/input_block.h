// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/param_schema.h"
#include "core/factor/syntax_tree.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace zvt::factor {

/// The declared parameters of a formula with the values that this compilation takes.
struct InputBlock {
  ParamSchema schema; ///< Int where all its numbers are whole, else Double; keys and labels are the names as written
  std::vector<std::pair<std::string, double>> values;
  std::vector<SyntaxProblem> problems;
};

/// @param given values by name in any case; for the others the defaults count.
/// Problems: factor.duplicate_name, factor.reserved_name, factor.input_range (a default outside its own range),
/// factor.unknown_parameter, factor.parameter_range, factor.parameter_whole.
[[nodiscard]] InputBlock readInputs(
    const std::vector<InputDeclaration>& declarations, const std::map<std::string, double, std::less<>>& given);

}
