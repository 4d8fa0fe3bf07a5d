// SPDX-License-Identifier: Apache-2.0
#include "core/factor/parser.h"

#include "core/base/text.h"
#include "core/factor/lexer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::factor {

namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kMostProblems = 50; // what an editor shows of a text that is no formula

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
constexpr std::string_view kContinuation = "+ - * / < > = AND OR ;";

/// A recursive-descent parser; see README.md for the grammar.
class Parser {
public:
  explicit Parser(std::string_view text)
      : m_tokens(tokenize(text))
  {
  }

  SyntaxTree formula()
  {
    if (token().kind == Token::Kind::End)
      report(unexpected(kOperand).error());
    while (token().kind != Token::Kind::End && m_tree.problems.size() < kMostProblems) {
      if (token().isSymbol(";")) {
        ++m_index;
        continue;
      }
      const std::size_t before = m_index;
      m_depth = 0;
      m_brackets = 0;
      if (Result<void> read = statement(); !read) {
        report(std::move(read).error());
        skipStatement(before);
      }
    }
    return std::move(m_tree);
  }

private:
  using Node = std::uint32_t;
  using Rule = Result<Node> (Parser::*)();

  // statement := INPUT : inputs | NAME : value | NAME := value | value
  Result<void> statement()
  {
    if (token().kind == Token::Kind::Name && next().isSymbol(":") && (isWord("INPUT") || token().text == "参数"))
      return inputs();
    Statement& statement = m_tree.statements.emplace_back();
    const std::size_t index = m_tree.statements.size() - 1;
    statement.position = token().position;
    statement.firstNode = static_cast<Node>(m_tree.nodes.size());
    if (token().kind == Token::Kind::Name && (next().isSymbol(":") || next().isSymbol(":="))) {
      if (isReserved())
        return unexpected(kOperand);
      statement.kind = next().isSymbol(":") ? Statement::Kind::Output : Statement::Kind::Intermediate;
      statement.name = token().text;
      statement.nameSpan = token().span;
      m_index += 2;
    }
    ZVT_TRY(const Node root, expression());
    ZVT_TRY_VOID(attributes(m_tree.statements[index]));
    ZVT_TRY_VOID(statementEnd());
    m_tree.statements[index].root = root;
    return {};
  }

  // inputs := NAME ( number [ , number [ , number [ , number ] ] ] ) { , … }
  Result<void> inputs()
  {
    m_index += 2;
    while (true) {
      const Token name = token();
      if (name.kind != Token::Kind::Name || isReserved())
        return badInput();
      ++m_index;
      InputDeclaration declaration{name.text, name.position, name.span, {}};
      if (!take("("))
        return badInput();
      do {
        const double sign = take("-") ? -1 : 1;
        if (token().kind != Token::Kind::Number || declaration.numbers.size() == 4)
          return badInput();
        declaration.numbers.push_back(sign * token().number);
        ++m_index;
      } while (take(","));
      if (!take(")"))
        return badInput();
      m_tree.inputs.push_back(std::move(declaration));
      if (!take(","))
        return statementEnd();
    }
  }

  [[nodiscard]] std::unexpected<Error> badInput() const
  {
    return failAt("factor.bad_input_line", token().position, {{"found", std::string(token().text)}});
  }

  // attributes := { , NAME }
  Result<void> attributes(Statement& statement)
  {
    while (take(",")) {
      if (token().kind != Token::Kind::Name)
        return unexpected("COLORRED LINETHICK2 STICK DOTLINE NODRAW");
      statement.attributes.push_back({token().text, token().position, token().span});
      ++m_index;
    }
    return {};
  }

  Result<void> statementEnd()
  {
    if (token().kind == Token::Kind::End || take(";"))
      return {};
    // A line end ends a statement where what follows cannot continue it; signs do.
    const bool begins = token().kind == Token::Kind::Name || token().kind == Token::Kind::Number
        || token().isSymbol("(") || token().kind == Token::Kind::Text;
    if (token().startsLine && begins && !isWord("AND") && !isWord("OR"))
      return {};
    return unexpected(kContinuation);
  }

  Result<Node> expression() { return chain(kOr, &Parser::conjunction); }
  Result<Node> conjunction() { return chain(kAnd, &Parser::negation); }

  Result<Node> negation()
  {
    if (!isWord("NOT") || next().isSymbol("("))
      return comparison();
    return prefixed("NOT", &Parser::negation);
  }

  Result<Node> comparison()
  {
    ZVT_TRY(const Node left, sum());
    const Infix* infix = match(kComparisons);
    if (!infix)
      return left;
    ZVT_TRY(const Node both, combined(*infix, left, &Parser::sum));
    if (match(kComparisons))
      return unexpected("AND OR )");
    return both;
  }

  Result<Node> sum() { return chain(kSums, &Parser::product); }
  Result<Node> product() { return chain(kProducts, &Parser::unary); }

  Result<Node> unary()
  {
    if (token().isSymbol("-"))
      return prefixed("NEG", &Parser::unary);
    if (token().isSymbol("+"))
      return prefixed("", &Parser::unary);
    return selection();
  }

  // selection := primary [ . NAME [ ( arguments ) ] ]; NAME.OUTPUT(arguments) is NAME(arguments).OUTPUT
  Result<Node> selection()
  {
    ZVT_TRY(const Node inner, primary());
    if (!token().isSymbol("."))
      return inner;
    ++m_index;
    if (token().kind != Token::Kind::Name)
      return unexpected(".DIFF");
    SyntaxNode member = nodeHere(SyntaxNode::Kind::Member);
    member.start = m_tree.nodes[inner].start;
    member.children = {inner};
    ++m_index;
    if (opensCall(token()) && m_tree.nodes[inner].kind == SyntaxNode::Kind::Name && inner + 1 == m_tree.nodes.size()) {
      SyntaxNode called = std::move(m_tree.nodes.back());
      m_tree.nodes.pop_back();
      called.kind = SyntaxNode::Kind::Call;
      ZVT_TRY_VOID(descend());
      ++m_index;
      ZVT_TRY(const Node call, arguments(std::move(called)));
      member.children = {call};
    }
    return add(std::move(member));
  }

  /// Where no brackets are open, one at the beginning of a line begins a statement.
  [[nodiscard]] bool opensCall(const Token& behind) const
  {
    return behind.isSymbol("(") && (m_brackets > 0 || !behind.startsLine);
  }

  Result<Node> primary()
  {
    const Token first = token();
    if (first.kind == Token::Kind::Text && first.text.front() == '"' && opensCall(next()))
      return call();
    if (first.kind == Token::Kind::Number || first.kind == Token::Kind::Text) {
      SyntaxNode node = nodeHere(first.kind == Token::Kind::Number ? SyntaxNode::Kind::Number : SyntaxNode::Kind::Text);
      node.number = first.number;
      ++m_index;
      return add(std::move(node));
    }
    if (first.isSymbol("(")) {
      ZVT_TRY_VOID(descend());
      ++m_brackets;
      ++m_index;
      ZVT_TRY(const Node inner, expression());
      if (!take(")"))
        return unexpected(")");
      --m_depth;
      --m_brackets;
      return inner;
    }
    if (first.kind != Token::Kind::Name || isReserved())
      return unexpected(kOperand);
    if (opensCall(next()))
      return call();
    SyntaxNode node = nodeHere(SyntaxNode::Kind::Name);
    ++m_index;
    return add(std::move(node));
  }

  Result<Node> call()
  {
    SyntaxNode node = nodeHere(SyntaxNode::Kind::Call);
    ZVT_TRY_VOID(descend());
    m_index += 2;
    return arguments(std::move(node));
  }

  /// Behind the opening bracket, up to and with the closing one.
  Result<Node> arguments(SyntaxNode node)
  {
    ++m_brackets;
    if (!token().isSymbol(")")) {
      do {
        ZVT_TRY(const Node argument, expression());
        node.children.push_back(argument);
      } while (take(","));
    }
    if (!take(")"))
      return unexpected(") ,");
    --m_depth;
    --m_brackets;
    return add(std::move(node));
  }

  template <std::size_t N> Result<Node> chain(const std::array<Infix, N>& infixes, Rule operand)
  {
    ZVT_TRY(Node left, (this->*operand)());
    while (const Infix* infix = match(infixes)) {
      ZVT_TRY(left, combined(*infix, left, operand));
    }
    return left;
  }

  /// Takes the infix sign at the present token and its right side.
  Result<Node> combined(const Infix& infix, Node left, Rule operand)
  {
    SyntaxNode node = signHere(infix.operatorName);
    node.start = m_tree.nodes[left].start;
    ++m_index;
    ZVT_TRY(const Node right, (this->*operand)());
    node.children = {left, right};
    return add(std::move(node));
  }

  Result<Node> prefixed(std::string_view operatorName, Rule operand)
  {
    SyntaxNode node = signHere(operatorName);
    ZVT_TRY_VOID(descend());
    ++m_index;
    ZVT_TRY(const Node inner, (this->*operand)());
    --m_depth;
    node.children = {inner};
    return add(std::move(node));
  }

  [[nodiscard]] SyntaxNode nodeHere(SyntaxNode::Kind kind) const
  {
    SyntaxNode node;
    node.kind = kind;
    node.text = token().text;
    node.position = token().position;
    node.start = token().position;
    node.span = token().span;
    return node;
  }
  [[nodiscard]] SyntaxNode signHere(std::string_view operatorName) const
  {
    SyntaxNode node = nodeHere(SyntaxNode::Kind::Call);
    node.text = operatorName;
    node.isSign = true;
    return node;
  }
  Node add(SyntaxNode node)
  {
    m_tree.nodes.push_back(std::move(node));
    return static_cast<Node>(m_tree.nodes.size() - 1);
  }

  Result<void> descend()
  {
    if (++m_depth > kDeepest)
      return failAt("factor.too_deep", token().position, {{"limit", std::to_string(kDeepest)}});
    return {};
  }

  /// To the end of a statement that could not be read: a ; or a line that begins one with a name.
  void skipStatement(std::size_t from)
  {
    m_index = from + 1; // a bracket left open may have swallowed the beginning of the next one
    while (token().kind != Token::Kind::End) {
      const bool isNamed = token().kind == Token::Kind::Name && (next().isSymbol(":") || next().isSymbol(":="));
      if (token().isSymbol(";") || (token().startsLine && isNamed))
        return;
      ++m_index;
    }
  }

  void report(Error error) { m_tree.problems.push_back({std::move(error), token().span}); }

  bool take(std::string_view symbol)
  {
    if (!token().isSymbol(symbol))
      return false;
    ++m_index;
    return true;
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
  /// AND, OR and NOT are never names; where an operand is expected, AND( is a call.
  [[nodiscard]] bool isReserved() const
  {
    return (isWord("AND") || isWord("OR") || isWord("NOT")) && !next().isSymbol("(");
  }
  [[nodiscard]] const Token& token() const { return m_tokens[std::min(m_index, m_tokens.size() - 1)]; }
  [[nodiscard]] const Token& next() const { return m_tokens[std::min(m_index + 1, m_tokens.size() - 1)]; }

  [[nodiscard]] std::unexpected<Error> unexpected(std::string_view expected) const
  {
    if (token().kind == Token::Kind::End)
      return failAt("factor.unexpected_end", token().position, {{"expected", std::string(expected)}});
    const std::string_view wanted = token().kind == Token::Kind::Bad ? token().symbol : expected;
    return failAt(
        "factor.syntax", token().position, {{"expected", std::string(wanted)}, {"found", std::string(token().text)}});
  }

  std::vector<Token> m_tokens;
  std::size_t m_index = 0;
  int m_depth = 0; ///< brackets and signs that are open
  int m_brackets = 0;
  SyntaxTree m_tree;
};

}

SyntaxTree parseFormula(std::string_view text)
{
  if (text.size() <= kLongestFormula)
    return Parser(text).formula();
  SyntaxTree tree;
  tree.problems.push_back(
      {failAt("factor.too_long", {}, {{"limit", std::to_string(kLongestFormula)}}).error(), {0, text.size()}});
  return tree;
}

}
