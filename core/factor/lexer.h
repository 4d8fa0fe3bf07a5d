// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string_view>
#include <vector>

namespace zvt::factor {

/// Where something stands in a formula, from 1; a column is a character, not a byte.
struct Position {
  int line = 1;
  int column = 1;
};

struct Token {
  enum class Kind { Number, Name, Symbol, End };
  Kind kind = Kind::End;
  std::string_view text; ///< inside the formula
  double number = 0;
  Position position;

  [[nodiscard]] bool isSymbol(std::string_view symbol) const { return kind == Kind::Symbol && text == symbol; }
};

/// An error with arguments line and column, then @p arguments.
[[nodiscard]] std::unexpected<Error> failAt(
    std::string code, Position position, std::vector<Error::Field> arguments = {});

/// Splits a formula; the last token is End. Errors: factor.syntax.
[[nodiscard]] Result<std::vector<Token>> tokenize(std::string_view text);

}
