// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_expression.h"

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/storage/record_filter.h"
#include "core/storage/record_lexer.h"
#include "core/storage/record_table.h"

#include <array>

namespace zvt::storage {

namespace {

constexpr int kMaxDepth = 60; ///< brackets and negations inside each other
/// Microseconds of a time on a zone's clock; a date alone is its first moment, or its last.
RecordValue micros(const ParsedTime& time, const TimeZone& zone, bool lastOfDay)
{
  LocalTime local = time.local;
  if (lastOfDay && !time.hasTime)
    local = LocalTime::of(local.day() + 1, Duration::microseconds(-1));
  return time.hasOffset ? local.micros - time.offset.micros : zone.toUtc(local).micros;
}

RecordExpression negatedIf(bool negated, RecordExpression node)
{
  if (!negated)
    return node;
  RecordExpression complement{RecordExpression::Kind::Not, {}, {}};
  complement.parts.push_back(std::move(node));
  return complement;
}

class Parser {
public:
  Parser(const SchemaRegistry& schemas, const RecordSchema& schema, std::string_view text, const TimeZone& zone)
      : m_schemas(schemas)
      , m_schema(schema)
      , m_lexer(text)
      , m_zone(zone)
  {
  }

  Result<RecordExpression> parse()
  {
    ZVT_TRY_VOID(advance());
    ZVT_TRY(RecordExpression node, any(0));
    if (m_token.kind != Token::Kind::End)
      return wrong("and, or");
    return node;
  }

private:
  using Operator = FilterOperator;

  Result<void> advance()
  {
    ZVT_TRY(m_token, m_lexer.next());
    return {};
  }
  [[nodiscard]] std::unexpected<Error> wrong(std::string_view expected) const
  {
    return m_lexer.wrong(m_token.at, expected);
  }
  [[nodiscard]] bool isWord(std::string_view word) const
  {
    return m_token.kind == Token::Kind::Word && toLower(m_token.text) == word;
  }
  [[nodiscard]] bool isSymbol(std::string_view symbol) const
  {
    return m_token.kind == Token::Kind::Symbol && m_token.text == symbol;
  }
  /// Steps over the word where it stands here.
  Result<bool> accept(std::string_view word)
  {
    if (!isWord(word))
      return false;
    ZVT_TRY_VOID(advance());
    return true;
  }
  Result<void> expectSymbol(std::string_view symbol)
  {
    if (!isSymbol(symbol))
      return wrong(symbol);
    return advance();
  }

  Result<RecordExpression> any(int depth)
  {
    ZVT_TRY(RecordExpression first, all(depth));
    if (!isWord("or"))
      return first;
    RecordExpression node{RecordExpression::Kind::Any, {}, {}};
    node.parts.push_back(std::move(first));
    while (isWord("or")) {
      ZVT_TRY_VOID(advance());
      ZVT_TRY(RecordExpression part, all(depth));
      node.parts.push_back(std::move(part));
    }
    return node;
  }

  Result<RecordExpression> all(int depth)
  {
    ZVT_TRY(RecordExpression first, condition(depth));
    if (!isWord("and"))
      return first;
    RecordExpression node{RecordExpression::Kind::All, {}, {}};
    node.parts.push_back(std::move(first));
    while (isWord("and")) {
      ZVT_TRY_VOID(advance());
      ZVT_TRY(RecordExpression part, condition(depth));
      node.parts.push_back(std::move(part));
    }
    return node;
  }

  Result<RecordExpression> condition(int depth)
  {
    if (depth > kMaxDepth)
      return wrong("…");
    ZVT_TRY(const bool negated, accept("not"));
    if (negated) {
      ZVT_TRY(RecordExpression part, condition(depth + 1));
      return negatedIf(true, std::move(part));
    }
    if (!isSymbol("("))
      return comparison();
    ZVT_TRY_VOID(advance());
    ZVT_TRY(RecordExpression node, any(depth + 1));
    ZVT_TRY_VOID(expectSymbol(")"));
    return node;
  }

  Result<RecordExpression> comparison()
  {
    if (m_token.kind != Token::Kind::Word)
      return wrong("column");
    ZVT_TRY(m_column, queryColumn(m_schemas, m_schema, m_token.text));
    ZVT_TRY_VOID(advance());
    if (m_token.kind == Token::Kind::Symbol)
      return symbolComparison();
    ZVT_TRY(const bool is, accept("is"));
    ZVT_TRY(const bool negated, accept("not"));
    if (is)
      return presence(negated);
    ZVT_TRY(RecordExpression node, wordComparison());
    return negatedIf(negated, std::move(node));
  }

  Result<RecordExpression> presence(bool negated)
  {
    const bool missing = isWord("missing") || isWord("null");
    if (!missing && !isWord("present"))
      return wrong("missing, present");
    ZVT_TRY_VOID(advance());
    return make(missing != negated ? Operator::Missing : Operator::Present, {});
  }

  Result<RecordExpression> wordComparison()
  {
    ZVT_TRY(const bool between, accept("between"));
    if (between)
      return range();
    ZVT_TRY(const bool in, accept("in"));
    if (in)
      return list();
    const bool like = isWord("like");
    if (!like && !isWord("glob"))
      return wrong("= != < <= > >= ~, in, between, like, glob, is");
    ZVT_TRY_VOID(advance());
    return pattern(like ? Operator::Like : Operator::Glob);
  }

  Result<RecordExpression> symbolComparison()
  {
    const std::string symbol = m_token.text;
    constexpr std::array<std::pair<std::string_view, Operator>, 8> kOperators = {{{"=", Operator::Equal},
        {"==", Operator::Equal}, {"!=", Operator::NotEqual}, {"<>", Operator::NotEqual}, {"<", Operator::Less},
        {"<=", Operator::LessEqual}, {">", Operator::Greater}, {">=", Operator::GreaterEqual}}};
    const auto found =
        std::find_if(kOperators.begin(), kOperators.end(), [&](const auto& entry) { return entry.first == symbol; });
    if (found == kOperators.end() && symbol != "~")
      return wrong("= != < <= > >= ~");
    ZVT_TRY_VOID(advance());
    if (symbol == "~")
      return pattern(Operator::Glob);
    const Operator op = found->second;
    if (wholeDay() && (op == Operator::Equal || op == Operator::NotEqual))
      return dayEquality(op == Operator::NotEqual);
    ZVT_TRY(RecordValue value, takeValue(op == Operator::Greater || op == Operator::LessEqual));
    return make(op, {std::move(value)});
  }

  /// A day of a time column is everything from its first moment to its last.
  Result<RecordExpression> dayEquality(bool negated)
  {
    ZVT_TRY(RecordValue first, value(m_token.text, false));
    ZVT_TRY(RecordValue last, takeValue(true));
    if (!negated)
      return make(Operator::Between, {std::move(first), std::move(last)});
    RecordExpression node{RecordExpression::Kind::Any, {}, {}};
    node.parts.push_back(make(Operator::Less, {std::move(first)}));
    node.parts.push_back(make(Operator::Greater, {std::move(last)}));
    return node;
  }

  Result<RecordExpression> range()
  {
    ZVT_TRY(RecordValue low, takeValue(false));
    ZVT_TRY(const bool hasAnd, accept("and"));
    if (!hasAnd)
      return wrong("and");
    ZVT_TRY(RecordValue high, takeValue(true));
    return make(Operator::Between, {std::move(low), std::move(high)});
  }

  Result<RecordExpression> list()
  {
    ZVT_TRY_VOID(expectSymbol("("));
    std::vector<RecordValue> values;
    while (!isSymbol(")")) {
      if (!values.empty())
        ZVT_TRY_VOID(expectSymbol(","));
      ZVT_TRY(RecordValue value, takeValue(false));
      values.push_back(std::move(value));
    }
    ZVT_TRY_VOID(advance());
    return make(Operator::In, std::move(values));
  }

  Result<RecordExpression> pattern(Operator op)
  {
    if (!isValue())
      return wrong("value");
    RecordFilter filter{m_column.schema.name, op, {m_token.text}};
    ZVT_TRY_VOID(checkFilter(m_column.schema, filter));
    ZVT_TRY_VOID(advance());
    return RecordExpression::of(std::move(filter));
  }

  [[nodiscard]] bool isValue() const
  {
    return m_token.kind == Token::Kind::Word || m_token.kind == Token::Kind::Quoted;
  }
  [[nodiscard]] bool wholeDay() const
  {
    if (m_column.schema.type != ColumnType::Time || !isValue() || parseInt(m_token.text))
      return false;
    const auto time = parseTime(m_token.text);
    return time && !time->hasTime;
  }
  [[nodiscard]] Result<RecordValue> value(const std::string& text, bool lastOfDay) const
  {
    if (lastOfDay && wholeDay())
      return micros(parseTime(text).value(), m_zone, true);
    return parseValue(m_column.schema, text, m_zone);
  }
  Result<RecordValue> takeValue(bool lastOfDay)
  {
    if (!isValue())
      return wrong("value");
    ZVT_TRY(RecordValue taken, value(m_token.text, lastOfDay));
    ZVT_TRY_VOID(advance());
    return taken;
  }
  [[nodiscard]] RecordExpression make(Operator op, std::vector<RecordValue> values) const
  {
    return RecordExpression::of({m_column.schema.name, op, std::move(values)});
  }

  const SchemaRegistry& m_schemas;
  const RecordSchema& m_schema;
  Lexer m_lexer;
  const TimeZone& m_zone;
  Token m_token;
  QueryColumn m_column;
};

RecordValue timeValue(std::string_view text, const TimeZone& zone)
{
  constexpr std::size_t kShortestMicros = 9; ///< eight digits are a date
  const auto number = parseInt(text);
  if (number && text.size() >= kShortestMicros)
    return *number;
  const auto time = parseTime(text);
  return time ? micros(*time, zone, false) : RecordValue();
}

}

Result<RecordValue> parseValue(const ColumnSchema& column, std::string_view text, const TimeZone& zone)
{
  RecordValue value;
  if (column.type == ColumnType::Int) {
    if (const auto number = parseInt(text))
      value = *number;
  } else if (column.type == ColumnType::Real) {
    if (const auto number = parseDouble(text))
      value = *number;
  } else if (column.type == ColumnType::Bool) {
    if (text == "true" || text == "false" || text == "1" || text == "0")
      value = text == "true" || text == "1";
  } else if (column.type == ColumnType::Day) {
    if (const auto day = TradingDay::parse(text))
      value = day->iso();
  } else if (column.type == ColumnType::Time) {
    value = timeValue(text, zone);
  } else {
    value = std::string(text);
  }
  if (std::holds_alternative<std::monostate>(value) || !checkValue(column, value))
    return fail("storage.bad_text",
        {{"column", column.name}, {"text", std::string(text)}, {"type", std::string(toString(column.type))}});
  return value;
}

Result<RecordExpression> parseExpression(
    const SchemaRegistry& schemas, const RecordSchema& schema, std::string_view text, const TimeZone& zone)
{
  return Parser(schemas, schema, text, zone).parse();
}

}
