// SPDX-License-Identifier: Apache-2.0
#include "core/factor/parser.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::factor {

namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kLongest = 4096; // bytes

/// A parsed piece: one value, or all outputs of a call whose output has not been selected yet.
struct Piece {
  NodeOutput value;
  bool isSeveral = false;
  std::string name = "value"; ///< as an output of the formula
  Position position;
};

struct Infix {
  std::string_view symbol; ///< or an upper-case word
  std::string_view operatorName;
};
constexpr std::array<Infix, 8> kComparisons{
    {{"<", "LT"}, {"<=", "LE"}, {">", "GT"}, {">=", "GE"}, {"=", "EQ"}, {"==", "EQ"}, {"<>", "NE"}, {"!=", "NE"}}};
constexpr std::array<Infix, 2> kSums{{{"+", "ADD"}, {"-", "SUB"}}};
constexpr std::array<Infix, 2> kProducts{{{"*", "MUL"}, {"/", "DIV"}}};
constexpr std::array<Infix, 2> kAnd{{{"AND", "AND"}, {"&&", "AND"}}};
constexpr std::array<Infix, 2> kOr{{{"OR", "OR"}, {"||", "OR"}}};
constexpr std::string_view kOperand = "CLOSE 1.5 NAME( (";
constexpr std::string_view kContinuation = "+ - * / < > = AND OR";

/// Whole numbers in full (100000, not 1e+05), others with the shortest digits.
std::string plainNumber(double value)
{
  const bool isWhole = value == std::floor(value) && std::fabs(value) < 1e15;
  return isWhole ? std::to_string(static_cast<std::int64_t>(value)) : formatDouble(value);
}

/// A recursive-descent parser; see README.md for the grammar. Names the first thing that does not fit.
class Parser {
public:
  Parser(std::vector<Token> tokens, const OperatorCatalogue& catalogue, ExpressionGraph& graph)
      : m_tokens(std::move(tokens))
      , m_catalogue(catalogue)
      , m_graph(graph)
  {
  }

  Result<std::vector<ParsedOutput>> formula()
  {
    ZVT_TRY(const Piece piece, expression());
    if (token().kind != Token::Kind::End)
      return unexpected(token().isSymbol(")") || token().isSymbol(",") ? kContinuation : "+ - * / < > = AND OR .");
    if (!piece.isSeveral)
      return std::vector{ParsedOutput{piece.name, piece.value}};
    std::vector<ParsedOutput> outputs;
    const auto& names = m_graph.nodes()[piece.value.node].call->outputs;
    for (std::uint32_t i = 0; i < names.size(); ++i)
      outputs.push_back({names[i], {piece.value.node, i}});
    return outputs;
  }

private:
  using Rule = Result<Piece> (Parser::*)();

  // expression := conjunction { OR conjunction }
  Result<Piece> expression() { return chain(kOr, &Parser::conjunction); }
  // conjunction := negation { AND negation }
  Result<Piece> conjunction() { return chain(kAnd, &Parser::negation); }

  // negation := NOT negation | comparison
  Result<Piece> negation()
  {
    if (!isWord("NOT") || next().isSymbol("("))
      return comparison();
    return prefixed("NOT", &Parser::negation);
  }

  // comparison := sum [ (< | <= | > | >= | = | == | <> | !=) sum ]
  Result<Piece> comparison()
  {
    ZVT_TRY(Piece left, sum());
    const Infix* infix = match(kComparisons);
    if (!infix)
      return left;
    ZVT_TRY(Piece both, combined(*infix, left, &Parser::sum));
    if (match(kComparisons))
      return unexpected("AND OR )");
    return both;
  }

  Result<Piece> sum() { return chain(kSums, &Parser::product); }
  Result<Piece> product() { return chain(kProducts, &Parser::unary); }

  // unary := (- | +) unary | selection
  Result<Piece> unary()
  {
    if (token().isSymbol("-"))
      return prefixed("NEG", &Parser::unary);
    if (!token().isSymbol("+"))
      return selection();
    ZVT_TRY_VOID(descend());
    ++m_index;
    ZVT_TRY(Piece piece, unary());
    ZVT_TRY_VOID(checkSingle(piece));
    --m_depth;
    return piece;
  }

  // selection := primary [ . OUTPUT ]
  Result<Piece> selection()
  {
    ZVT_TRY(Piece piece, primary());
    if (!token().isSymbol("."))
      return piece;
    ++m_index;
    if (token().kind != Token::Kind::Name || !piece.isSeveral)
      return unexpected(piece.isSeveral ? outputsOf(piece) : std::string(kContinuation));
    const auto& names = m_graph.nodes()[piece.value.node].call->outputs;
    const auto found = std::ranges::find(names, toLower(token().text));
    if (found == names.end())
      return failAt("factor.unknown_output", token().position,
          {{"name", std::string(token().text)}, {"outputs", outputsOf(piece)}});
    ++m_index;
    piece.value.output = static_cast<std::uint32_t>(found - names.begin());
    piece.isSeveral = false;
    piece.name = *found;
    return piece;
  }

  // primary := number | field | call | ( expression )
  Result<Piece> primary()
  {
    const Token first = token();
    if (first.kind == Token::Kind::Number) {
      ++m_index;
      return Piece{{m_graph.addConstant(first.number), 0}, false, "value", first.position};
    }
    if (first.isSymbol("(")) {
      ZVT_TRY_VOID(descend());
      ++m_index;
      ZVT_TRY(Piece inner, expression());
      if (!token().isSymbol(")"))
        return unexpected(")");
      ++m_index;
      --m_depth;
      return inner;
    }
    if (first.kind != Token::Kind::Name)
      return unexpected(kOperand);
    if (next().isSymbol("("))
      return call();
    return field();
  }

  Result<Piece> field()
  {
    const Token name = token();
    const auto read = parseField(name.text);
    if (!read) {
      if (!m_catalogue.find(name.text))
        return failAt("factor.unknown_name", name.position, {{"name", std::string(name.text)}});
      if (isWord("AND") || isWord("OR"))
        return unexpected(kOperand);
      ++m_index; // the name of an operator without its arguments
      return unexpected("(");
    }
    ++m_index;
    return Piece{{m_graph.addField(*read), 0}, false, std::string(toString(*read)), name.position};
  }

  // call := NAME ( [ expression { , expression } ] )
  Result<Piece> call()
  {
    const Token name = token();
    const OperatorInfo* info = m_catalogue.find(name.text);
    if (!info)
      return failAt("factor.unknown_name", name.position, {{"name", std::string(name.text)}});
    ZVT_TRY_VOID(descend());
    m_index += 2;
    std::vector<Piece> arguments;
    if (!token().isSymbol(")")) {
      while (true) {
        const Position start = token().position;
        ZVT_TRY(Piece argument, expression());
        argument.position = start;
        arguments.push_back(std::move(argument));
        if (!token().isSymbol(","))
          break;
        ++m_index;
      }
    }
    if (!token().isSymbol(")"))
      return unexpected(") ,");
    ++m_index;
    --m_depth;
    return build(*info, name.position, arguments);
  }

  Result<Piece> build(const OperatorInfo& info, Position position, const std::vector<Piece>& arguments)
  {
    ZVT_TRY_VOID(checkCount(info, position, arguments.size()));
    std::vector<NodeOutput> inputs;
    for (std::size_t i = 0; i < info.inputs.size(); ++i) {
      ZVT_TRY_VOID(checkSingle(arguments[i]));
      inputs.push_back(arguments[i].value);
    }
    std::vector<double> parameters;
    for (std::size_t i = 0; i < info.parameters.specs().size(); ++i) {
      const std::size_t argument = info.inputs.size() + i;
      const Piece* given = argument < arguments.size() ? &arguments[argument] : nullptr;
      ZVT_TRY(const double value, parameter(info, info.parameters.specs()[i], given));
      parameters.push_back(value);
    }
    const std::uint32_t node = m_graph.addCall(info, std::move(inputs), std::move(parameters));
    return Piece{{node, 0}, info.outputs.size() > 1, toLower(info.name), position};
  }

  static Result<void> checkCount(const OperatorInfo& info, Position position, std::size_t given)
  {
    const auto& specs = info.parameters.specs();
    const auto optional = static_cast<std::size_t>(std::ranges::count_if(
        specs, [](const ParamSpec& spec) { return !std::holds_alternative<std::monostate>(spec.defaultValue); }));
    const std::size_t most = info.inputs.size() + specs.size();
    const std::size_t fewest = most - optional;
    if (given >= fewest && given <= most)
      return {};
    std::string expected = std::to_string(fewest);
    if (most != fewest)
      expected += "-" + std::to_string(most);
    return failAt("factor.argument_count", position,
        {{"operator", info.name}, {"expected", expected}, {"found", std::to_string(given)}});
  }

  /// A constant argument: the given one, checked, or its default.
  Result<double> parameter(const OperatorInfo& info, const ParamSpec& spec, const Piece* given) const
  {
    if (!given) {
      const auto* whole = std::get_if<std::int64_t>(&spec.defaultValue);
      return whole ? static_cast<double>(*whole) : std::get<double>(spec.defaultValue);
    }
    const Node& node = m_graph.nodes()[given->value.node];
    const bool isConstant = node.kind == Node::Kind::Constant && std::isfinite(node.constant);
    if (!isConstant || (spec.type == ParamType::Int && node.constant != std::floor(node.constant)))
      return failAt(spec.type == ParamType::Int ? "factor.argument_type" : "factor.argument_not_constant",
          given->position, {{"operator", info.name}, {"argument", spec.key}});
    if ((spec.minimum && node.constant < *spec.minimum) || (spec.maximum && node.constant > *spec.maximum))
      return failAt("factor.argument_range", given->position,
          {{"operator", info.name}, {"argument", spec.key}, {"value", plainNumber(node.constant)},
              {"minimum", spec.minimum ? plainNumber(*spec.minimum) : ""},
              {"maximum", spec.maximum ? plainNumber(*spec.maximum) : ""}});
    return node.constant;
  }

  template <std::size_t N> Result<Piece> chain(const std::array<Infix, N>& infixes, Rule operand)
  {
    ZVT_TRY(Piece left, (this->*operand)());
    while (const Infix* infix = match(infixes)) {
      ZVT_TRY(left, combined(*infix, left, operand));
    }
    return left;
  }

  /// Takes the infix operator at the present token and its right side.
  Result<Piece> combined(const Infix& infix, const Piece& left, Rule operand)
  {
    const Position position = token().position;
    ++m_index;
    ZVT_TRY(const Piece right, (this->*operand)());
    return apply(infix.operatorName, position, {left, right});
  }

  Result<Piece> prefixed(std::string_view operatorName, Rule operand)
  {
    const Position position = token().position;
    ZVT_TRY_VOID(descend());
    ++m_index;
    ZVT_TRY(const Piece piece, (this->*operand)());
    --m_depth;
    return apply(operatorName, position, {piece});
  }

  Result<Piece> apply(std::string_view operatorName, Position position, const std::vector<Piece>& operands)
  {
    const OperatorInfo* info = m_catalogue.find(operatorName);
    if (!info)
      return failAt("factor.unknown_name", position, {{"name", std::string(operatorName)}});
    ZVT_TRY(Piece piece, build(*info, position, operands));
    piece.name = "value";
    piece.position = operands.front().position;
    return piece;
  }

  Result<void> checkSingle(const Piece& piece) const
  {
    if (!piece.isSeveral)
      return {};
    return failAt("factor.several_outputs", piece.position,
        {{"operator", m_graph.nodes()[piece.value.node].call->name}, {"outputs", outputsOf(piece)}});
  }

  [[nodiscard]] std::string outputsOf(const Piece& piece) const
  {
    std::string names;
    for (const std::string& name : m_graph.nodes()[piece.value.node].call->outputs)
      names += (names.empty() ? "." : " .") + toUpper(name);
    return names;
  }

  Result<void> descend()
  {
    if (++m_depth > kDeepest)
      return failAt("factor.too_deep", token().position, {{"limit", std::to_string(kDeepest)}});
    return {};
  }

  template <std::size_t N> [[nodiscard]] const Infix* match(const std::array<Infix, N>& infixes) const
  {
    const auto found = std::ranges::find_if(
        infixes, [this](const Infix& infix) { return token().isSymbol(infix.symbol) || isWord(infix.symbol); });
    return found == infixes.end() ? nullptr : &*found;
  }

  [[nodiscard]] bool isWord(std::string_view word) const
  {
    return token().kind == Token::Kind::Name && toUpper(token().text) == word;
  }
  [[nodiscard]] const Token& token() const { return m_tokens[m_index]; }
  [[nodiscard]] const Token& next() const { return m_tokens[std::min(m_index + 1, m_tokens.size() - 1)]; }

  [[nodiscard]] std::unexpected<Error> unexpected(std::string_view expected) const
  {
    return failAt(
        "factor.syntax", token().position, {{"expected", std::string(expected)}, {"found", std::string(token().text)}});
  }

  std::vector<Token> m_tokens;
  std::size_t m_index = 0;
  int m_depth = 0;
  const OperatorCatalogue& m_catalogue;
  ExpressionGraph& m_graph;
};

}

Result<std::vector<ParsedOutput>> parseFormula(
    std::string_view text, const OperatorCatalogue& catalogue, ExpressionGraph& graph)
{
  if (text.size() > kLongest)
    return failAt("factor.too_long", {}, {{"limit", std::to_string(kLongest)}});
  ZVT_TRY(auto tokens, tokenize(text));
  return Parser(std::move(tokens), catalogue, graph).formula();
}

}
