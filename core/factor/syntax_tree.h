// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/text_span.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// A piece of an expression. Texts are views into the formula.
struct SyntaxNode {
  enum class Kind {
    Number,
    Text,
    Name,
    Call, ///< NAME(…), one child an argument; `apply` of infix and prefix signs
    Member ///< child . NAME
  };
  Kind kind = Kind::Number;
  std::string_view text; ///< the name; of a sign the operator's (ADD); empty for the sign + in front of a value
  bool isSign = false; ///< a Call written as a sign
  double number = 0;
  Position position; ///< of its beginning; of an infix sign's Call: of the sign
  TextSpan span; ///< of the name or sign
  Position start; ///< of its leftmost piece
  std::vector<std::uint32_t> children;
};

struct SyntaxAttribute {
  std::string_view text;
  Position position;
  TextSpan span;
};

struct Statement {
  enum class Kind {
    Output, ///< NAME: expression, or an expression alone (no name)
    Intermediate ///< NAME := expression
  };
  Kind kind = Kind::Output;
  std::string_view name;
  Position position; ///< of the name, or the expression
  TextSpan nameSpan;
  std::uint32_t firstNode = 0; ///< its nodes: from here to the root
  std::optional<std::uint32_t> root; ///< nothing where the expression could not be read
  std::vector<SyntaxAttribute> attributes;
};

/// One of an INPUT line: NAME(default, minimum, maximum, step), the last three as far as given.
struct InputDeclaration {
  std::string_view name;
  Position position;
  TextSpan span;
  std::vector<double> numbers; ///< 1 to 4
};

struct SyntaxProblem {
  Error error;
  TextSpan span;
};

/// A formula as written, names not looked up. Children stand before their parents, so one pass in order visits every
/// node after what it is made of, however deep a formula nests.
struct SyntaxTree {
  std::vector<SyntaxNode> nodes;
  std::vector<InputDeclaration> inputs;
  std::vector<Statement> statements;
  std::vector<SyntaxProblem> problems; ///< in order of the text
};

}
