// SPDX-License-Identifier: Apache-2.0
#include "core/factor/formula_editor.h"

#include "core/base/text.h"
#include "core/factor/columns.h"
#include "core/factor/formula_compiler.h"
#include "core/factor/formula_library.h"
#include "core/factor/lexer.h"
#include "core/factor/name_table.h"
#include "core/factor/refused_names.h"
#include "core/factor/signature.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace zvt::factor {

namespace {

constexpr std::array<std::string_view, 3> kWords{"AND", "OR", "NOT"};
constexpr std::array<std::string_view, 6> kStatements{
    "DRAWICON", "DRAWTEXT", "DRAWNUMBER", "STICKLINE", "FILLRGN", "COLUMN"};

bool isOneOf(std::span<const std::string_view> names, std::string_view upper)
{
  return std::ranges::find(names, upper) != names.end();
}

/// A walk over the tokens of a text that knows, at each, where in a statement it stands. Works on unfinished texts,
/// where a tree of the syntax would have holes.
class Scan {
public:
  explicit Scan(std::string_view text)
      : m_tokens(tokenizeAll(text))
  {
    std::erase_if(m_tokens, [this](const Token& token) {
      if (token.kind == Token::Kind::Comment)
        m_comments.push_back(token);
      return token.kind == Token::Kind::Comment;
    });
  }

  struct Call {
    std::string_view name; ///< empty: brackets
    std::size_t argument = 0;
  };

  [[nodiscard]] const std::vector<Token>& comments() const { return m_comments; }
  [[nodiscard]] std::size_t size() const { return m_tokens.size() - 1; } ///< without the End
  [[nodiscard]] const Token& at(std::size_t i) const { return m_tokens[std::min(i, m_tokens.size() - 1)]; }
  [[nodiscard]] bool follows(std::size_t i, std::string_view symbol) const { return at(i + 1).isSymbol(symbol); }
  [[nodiscard]] bool isAfter(std::size_t i, std::string_view symbol) const
  {
    return i > 0 && at(i - 1).isSymbol(symbol);
  }

  /// Goes over token @p i; they are to be visited in order.
  void pass(std::size_t i)
  {
    const Token& token = at(i);
    if (begins(i) || token.isSymbol(";")) {
      m_calls.clear();
      m_isInput = token.kind == Token::Kind::Name && (toUpper(token.text) == "INPUT" || token.text == "参数");
      m_hasAttributes = false;
    }
    if (token.isSymbol("("))
      m_calls.push_back({i > 0 && at(i - 1).kind == Token::Kind::Name ? at(i - 1).text : std::string_view(), 0});
    else if (token.isSymbol(")") && !m_calls.empty())
      m_calls.pop_back();
    else if (token.isSymbol(",") && !m_calls.empty())
      ++m_calls.back().argument;
    else if (token.isSymbol(","))
      m_hasAttributes = true;
  }
  /// NAME : or NAME := at token @p i.
  [[nodiscard]] bool begins(std::size_t i) const
  {
    return at(i).kind == Token::Kind::Name && (follows(i, ":") || follows(i, ":="));
  }

  [[nodiscard]] const std::vector<Call>& calls() const { return m_calls; }
  [[nodiscard]] bool isInput() const { return m_isInput; }
  /// Behind a comma that no brackets enclose.
  [[nodiscard]] bool isAmongAttributes() const { return m_calls.empty() && m_hasAttributes && !m_isInput; }

private:
  std::vector<Token> m_tokens;
  std::vector<Token> m_comments;
  std::vector<Call> m_calls;
  bool m_isInput = false;
  bool m_hasAttributes = false;
};

using Declared = std::map<std::string, std::pair<TokenClass, std::string>>; ///< by upper-case name: kind, as written

/// The names that a text declares before byte @p end.
Declared declaredIn(std::string_view text, std::size_t end)
{
  Declared names;
  Scan scan(text);
  for (std::size_t i = 0; i < scan.size() && scan.at(i).span.end <= end; ++i) {
    scan.pass(i);
    const Token& token = scan.at(i);
    if (token.kind != Token::Kind::Name)
      continue;
    std::optional<TokenClass> kind;
    if (scan.isInput())
      kind = scan.calls().empty() && scan.follows(i, "(") ? std::optional(TokenClass::Parameter) : std::nullopt;
    else if (scan.begins(i))
      kind = scan.follows(i, ":") ? TokenClass::Output : TokenClass::Variable;
    if (kind)
      names.try_emplace(toUpper(token.text), *kind, token.text);
  }
  return names;
}

TokenClass classOf(const Scan& scan, std::size_t i, const Declared& declared, const OperatorNames& operators,
    const FormulaLibrary* saved)
{
  const Token& token = scan.at(i);
  const std::string upper = toUpper(token.text);
  if (scan.isAfter(i, "."))
    return TokenClass::Member;
  if (isOneOf(kWords, upper) || (scan.begins(i) && scan.isInput()))
    return TokenClass::Keyword;
  if (scan.isAmongAttributes()) {
    OutputHints hints;
    return applyAttribute(upper, hints) ? TokenClass::Attribute : TokenClass::Unknown;
  }
  const bool isCall = scan.follows(i, "(") && !scan.isInput();
  if (const auto known = declared.find(upper); known != declared.end() && !isCall)
    return known->second.first;
  if (!isCall && (resolveField(token.text) || resolveColumn(token.text)))
    return TokenClass::Field;
  if (!operators.find(upper).empty() || (isCall && isOneOf(kStatements, upper)))
    return TokenClass::Function;
  if (saved && saved->find(token.text))
    return TokenClass::Function;
  if (upper == "DRAWNULL" || upper == "NULL")
    return TokenClass::Number;
  return findRefused(upper) ? TokenClass::Refused : TokenClass::Unknown;
}

TokenClass classOf(Token::Kind kind)
{
  switch (kind) {
  case Token::Kind::Number:
    return TokenClass::Number;
  case Token::Kind::Text:
    return TokenClass::Text;
  case Token::Kind::Symbol:
    return TokenClass::Symbol;
  case Token::Kind::Comment:
    return TokenClass::Comment;
  default:
    return TokenClass::Unknown;
  }
}

/// Collects what fits a prefix: names that begin with it, then names that contain it; each name once.
class Offers {
public:
  explicit Offers(std::string_view prefix)
      : m_prefix(toUpper(prefix))
  {
  }
  void offer(Completion item)
  {
    const std::string upper = toUpper(item.text);
    const std::size_t place = upper.find(m_prefix);
    if (place == std::string::npos || !m_seen.insert(upper).second)
      return;
    (place == 0 ? m_first : m_others).push_back(std::move(item));
  }
  std::vector<Completion> take()
  {
    std::ranges::move(m_others, std::back_inserter(m_first));
    return std::move(m_first);
  }

private:
  std::string m_prefix;
  std::set<std::string> m_seen;
  std::vector<Completion> m_first, m_others;
};

void offerOutputs(Offers& offers, std::span<const OperatorInfo* const> operators)
{
  for (const OperatorInfo* info : operators)
    if (info->outputs.size() > 1)
      for (const std::string& output : info->outputs)
        offers.offer({toUpper(output), TokenClass::Member, "", info->help});
}

void offerOutputs(
    Offers& offers, const SavedFormula& formula, const OperatorCatalogue& catalogue, const FormulaLibrary& saved)
{
  ExpressionGraph graph;
  for (const CompiledOutput& output : compileInto(formula.text, {}, catalogue, graph, &saved).outputs)
    offers.offer({output.name, TokenClass::Member, "", ""});
}

std::string firstLine(std::string_view text)
{
  const std::string_view bare = trim(text);
  return std::string(bare.substr(0, bare.find('\n')));
}

/// The name of the call that ends in front of token @p i: MACD of "MACD(CLOSE)." and of "MACD.".
std::string callBefore(const Scan& scan, std::size_t i)
{
  int depth = 0;
  while (i > 0) {
    const Token& token = scan.at(--i);
    depth += token.isSymbol(")") ? 1 : token.isSymbol("(") ? -1 : 0;
    if (depth <= 0 && token.kind == Token::Kind::Name)
      return toUpper(token.text);
    if (depth < 0 || (depth == 0 && !token.isSymbol("(")))
      break;
  }
  return {};
}

}

std::vector<EditorToken> editorTokens(
    std::string_view text, const OperatorCatalogue& catalogue, const FormulaLibrary* saved)
{
  const OperatorNames operators(catalogue);
  const Declared declared = declaredIn(text, text.size());
  std::vector<EditorToken> tokens;
  Scan scan(text);
  for (std::size_t i = 0; i < scan.size(); ++i) {
    scan.pass(i);
    const Token& token = scan.at(i);
    const bool isName = token.kind == Token::Kind::Name;
    tokens.push_back({isName ? classOf(scan, i, declared, operators, saved) : classOf(token.kind), token.span});
  }
  for (const Token& comment : scan.comments())
    tokens.push_back({TokenClass::Comment, comment.span});
  std::ranges::sort(tokens, {}, [](const EditorToken& token) { return token.span.begin; });
  return tokens;
}

CompletionList completionsAt(
    std::string_view text, std::size_t offset, const OperatorCatalogue& catalogue, const FormulaLibrary* saved)
{
  offset = std::min(offset, text.size());
  CompletionList list{{offset, offset}, {}};
  Scan scan(text);
  for (const Token& comment : scan.comments()) {
    const bool isOpen = comment.text.starts_with("//"); // the cursor at its end still writes it
    if (comment.span.begin < offset && (offset < comment.span.end || (isOpen && offset == comment.span.end)))
      return list;
  }
  std::size_t i = 0;
  for (; i < scan.size() && scan.at(i).span.end < offset; ++i)
    scan.pass(i);
  const Token& token = scan.at(i);
  const bool isInside = i < scan.size() && token.span.begin < offset;
  if (isInside && token.kind == Token::Kind::Name)
    list.replaced = {token.span.begin, offset};
  else if (isInside && token.kind == Token::Kind::Symbol)
    scan.pass(i++);
  else if (isInside)
    return list;

  Offers offers(text.substr(list.replaced.begin, offset - list.replaced.begin));
  const OperatorNames operators(catalogue);
  if (scan.isAfter(i, ".")) {
    const std::string before = callBefore(scan, i - 1);
    offerOutputs(offers, operators.find(before));
    if (const SavedFormula* formula = saved ? saved->find(before) : nullptr)
      offerOutputs(offers, *formula, catalogue, *saved);
  } else if (scan.isAmongAttributes()) {
    for (const std::string_view name : attributeNames())
      offers.offer({std::string(name), TokenClass::Attribute, "", "factor.help.attribute"});
  } else {
    for (const auto& [upper, name] : declaredIn(text, list.replaced.begin))
      offers.offer({name.second, name.first, "", ""});
    for (const FieldName& field : fieldNames())
      offers.offer({field.name, TokenClass::Field, "", field.help});
    for (const auto& [name, infos] : operators.all())
      offers.offer({name, TokenClass::Function, signatureOf(*infos.front()), infos.front()->help});
    if (saved)
      for (const SavedFormula& formula : saved->all())
        offers.offer({formula.name, TokenClass::Function, firstLine(formula.text), ""});
    for (const std::string_view word : kWords)
      offers.offer({std::string(word), TokenClass::Keyword, "", ""});
  }
  list.items = offers.take();
  return list;
}

std::optional<SignatureHint> signatureAt(std::string_view text, std::size_t offset, const OperatorCatalogue& catalogue)
{
  Scan scan(text);
  for (std::size_t i = 0; i < scan.size() && scan.at(i).span.end <= offset; ++i)
    scan.pass(i);
  const OperatorNames operators(catalogue);
  for (auto call = scan.calls().rbegin(); call != scan.calls().rend(); ++call) {
    const auto candidates = operators.find(toUpper(call->name));
    if (candidates.empty())
      continue;
    // Of several operators of the name the first that has the argument which the cursor is in.
    const auto fits = [&](const OperatorInfo* info) { return argumentTexts(*info).size() > call->argument; };
    const auto found = std::ranges::find_if(candidates, fits);
    const OperatorInfo& info = found == candidates.end() ? *candidates.front() : **found;
    return SignatureHint{toUpper(call->name), argumentTexts(info), call->argument, info.help};
  }
  return std::nullopt;
}

std::vector<FormulaProblem> problemsOf(
    std::string_view text, const OperatorCatalogue& catalogue, const FormulaLibrary* saved)
{
  ExpressionGraph graph;
  std::vector<FormulaProblem> problems;
  for (SyntaxProblem& problem : compileInto(text, {}, catalogue, graph, saved).problems) {
    TextSpan span = problem.span;
    if (span.begin == span.end && !text.empty()) // at the end: the last character
      span = {
          span.begin - std::min<std::size_t>(span.begin, 1), std::min(std::max(span.end, std::size_t{1}), text.size())};
    problems.push_back({std::move(problem.error), span});
  }
  return problems;
}

std::optional<NameHelp> helpAt(std::string_view text, std::size_t offset, const OperatorCatalogue& catalogue)
{
  const OperatorNames operators(catalogue);
  for (const EditorToken& token : editorTokens(text, catalogue)) {
    if (offset < token.span.begin || offset >= token.span.end)
      continue;
    const std::string_view name = text.substr(token.span.begin, token.span.end - token.span.begin);
    const std::string upper = toUpper(name);
    if (token.kind == TokenClass::Function && !operators.find(upper).empty()) {
      const OperatorInfo& info = *operators.find(upper).front();
      return NameHelp{signatureOf(info), info.help, token.span};
    }
    if (token.kind == TokenClass::Field && !resolveField(name))
      return NameHelp{upper, ColumnCatalogue::builtIn().find(name)->help(), token.span};
    if (token.kind == TokenClass::Field)
      return NameHelp{toUpper(toString(*resolveField(name))),
          "factor.field." + std::string(toString(*resolveField(name))), token.span};
    if (token.kind == TokenClass::Refused)
      return NameHelp{upper, std::string(codeOf(findRefused(upper)->reason)) + ".remedy", token.span};
  }
  return std::nullopt;
}

namespace {

/// UTF-16 units that a byte of UTF-8 brings: those of its character at the first byte, none at the others.
std::size_t unitsOf(char c)
{
  const auto byte = static_cast<unsigned char>(c);
  return (byte & 0xC0U) == 0x80U ? 0U : byte >= 0xF0U ? 2U : 1U;
}

}

std::size_t utf16Length(std::string_view text)
{
  std::size_t units = 0;
  for (const char c : text)
    units += unitsOf(c);
  return units;
}

std::size_t byteOfUtf16(std::string_view text, std::size_t units)
{
  std::size_t seen = 0;
  std::size_t byte = 0;
  for (; byte < text.size(); ++byte) {
    if (unitsOf(text[byte]) > 0 && seen >= units)
      break;
    seen += unitsOf(text[byte]);
  }
  return byte;
}

}
