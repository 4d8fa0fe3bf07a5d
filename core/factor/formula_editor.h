// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/operator.h"
#include "core/factor/text_span.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a formula editor asks while somebody types: any text, finished or not, gets an answer; nothing here fails or
/// throws. Pure functions over the text; any thread; fast enough for every key stroke (a text of 16 KiB: some
/// milliseconds). Saved formulas that the text may refer to are given where there are some. Offsets are bytes of the
/// UTF-8 text; utf16Length() turns them into the columns of a QString.
namespace zvt::factor {

class FormulaLibrary;

enum class TokenClass {
  Comment,
  Number,
  Text, ///< 'in quotes'
  Keyword, ///< AND OR NOT INPUT
  Symbol,
  Field, ///< CLOSE, 收盘价
  Function, ///< an operator of the catalogue, a saved formula
  Parameter, ///< of an INPUT line
  Variable, ///< a name of a := line
  Output, ///< a name of a : line
  Member, ///< .DIF
  Attribute, ///< COLORRED
  Refused, ///< a function that 通达信 has and this program refuses, as ZIG
  Unknown ///< a name or character that means nothing here
};

struct EditorToken {
  TokenClass kind = TokenClass::Unknown;
  TextSpan span;
  bool operator==(const EditorToken&) const = default;
};

/// The tokens of a text in order, blanks left out; tokens never overlap. For highlighting.
[[nodiscard]] std::vector<EditorToken> editorTokens(std::string_view text,
    const OperatorCatalogue& catalogue = OperatorCatalogue::builtIn(), const FormulaLibrary* saved = nullptr);

/// One thing that may stand at the cursor.
struct Completion {
  std::string text; ///< what to insert, without parentheses
  TokenClass kind = TokenClass::Unknown;
  std::string signature; ///< MA(x, window=5); empty where it takes no arguments
  std::string help; ///< message key of one sentence, may be empty
};

struct CompletionList {
  TextSpan replaced; ///< what the chosen text replaces: the piece of a name in front of the cursor, may be empty
  std::vector<Completion> items; ///< best first: names of this formula, fields, functions
};

/// @param offset of the cursor. Nothing inside comments, numbers and texts in quotes.
[[nodiscard]] CompletionList completionsAt(std::string_view text, std::size_t offset,
    const OperatorCatalogue& catalogue = OperatorCatalogue::builtIn(), const FormulaLibrary* saved = nullptr);

/// The call whose parentheses the cursor is in.
struct SignatureHint {
  std::string name; ///< as the catalogue calls it
  std::vector<std::string> arguments; ///< "x", "window=5"
  std::size_t current = 0; ///< the argument that the cursor is in; may lie beyond the last
  std::string help; ///< message key
};
[[nodiscard]] std::optional<SignatureHint> signatureAt(
    std::string_view text, std::size_t offset, const OperatorCatalogue& catalogue = OperatorCatalogue::builtIn());

/// One thing that is wrong, and where.
struct FormulaProblem {
  Error error; ///< has arguments "line" and "column"
  TextSpan span; ///< to underline; never empty unless the text is
};

/// Everything that is wrong with a text, in order: reading goes on at the next statement. Empty: compile() takes it.
[[nodiscard]] std::vector<FormulaProblem> problemsOf(std::string_view text,
    const OperatorCatalogue& catalogue = OperatorCatalogue::builtIn(), const FormulaLibrary* saved = nullptr);

/// The operator, field or refused function under the cursor, for a tool tip: message keys of its help.
struct NameHelp {
  std::string title; ///< SMA(x, window=5), CLOSE
  std::string help; ///< message key
  TextSpan span;
};
[[nodiscard]] std::optional<NameHelp> helpAt(
    std::string_view text, std::size_t offset, const OperatorCatalogue& catalogue = OperatorCatalogue::builtIn());

/// UTF-16 units of a piece of text, so that `utf16Length(text.substr(0, span.begin))` is the place in a QString.
[[nodiscard]] std::size_t utf16Length(std::string_view text);
/// The byte at which the @p units-th UTF-16 unit begins; the end of the text when there are fewer.
[[nodiscard]] std::size_t byteOfUtf16(std::string_view text, std::size_t units);

}
