// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/text_span.h"

#include <string_view>
#include <vector>

namespace zvt::factor {

struct Token {
  enum class Kind {
    Number,
    Name, ///< letters of any script, digits and _, not beginning with a digit
    Text, ///< 'in quotes'
    Symbol,
    Comment, ///< {…} or //…, only from tokenizeAll()
    Bad, ///< what is none of these; `symbol` says what was expected instead
    End
  };
  Kind kind = Kind::End;
  std::string_view text; ///< inside the formula; of a Text with its quotes
  std::string_view symbol; ///< of a Symbol its plain form: that of "（" is "("
  double number = 0;
  Position position;
  TextSpan span;
  bool startsLine = false; ///< a line end stands between it and the token before

  [[nodiscard]] bool isSymbol(std::string_view wanted) const { return kind == Kind::Symbol && symbol == wanted; }
};

/// An error with arguments line and column, then @p arguments.
[[nodiscard]] std::unexpected<Error> failAt(
    std::string code, Position position, std::vector<Error::Field> arguments = {});

/// Splits any text; the last token is End. Comments are left out.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text);
/// The same with comments.
[[nodiscard]] std::vector<Token> tokenizeAll(std::string_view text);

}
