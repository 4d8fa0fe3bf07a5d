// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace zvt::storage {

struct Token {
  enum class Kind { End, Word, Quoted, Symbol };
  Kind kind = Kind::End;
  std::string text; ///< of a quoted one what is between the quotes
  std::size_t at = 0; ///< byte
};

/// Splits a condition into words, quoted texts and symbols.
class Lexer {
public:
  explicit Lexer(std::string_view text)
      : m_text(text)
  {
  }

  /// Errors: storage.bad_expression.
  Result<Token> next();
  /// That something else was expected at a byte.
  [[nodiscard]] std::unexpected<Error> wrong(std::size_t at, std::string_view expected) const;

private:
  Token symbol(std::size_t size);
  Result<Token> quoted(char quote);

  std::string_view m_text;
  std::size_t m_at = 0;
};

}
