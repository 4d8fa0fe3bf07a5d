// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/syntax_tree.h"

#include <cstddef>
#include <string_view>

namespace zvt::factor {

inline constexpr std::size_t kLongestFormula = 16384; // bytes

/// Reads any text. After a mistake it goes on at the next statement, so that all mistakes are found.
/// Problems: factor.syntax, factor.unexpected_end, factor.bad_input_line, factor.too_deep, factor.too_long.
[[nodiscard]] SyntaxTree parseFormula(std::string_view text);

}
