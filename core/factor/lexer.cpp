// SPDX-License-Identifier: Apache-2.0
#include "core/factor/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace zvt::factor {

namespace {

bool isDigit(char c)
{
  return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool isBlank(char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Longer symbols first.
constexpr std::array<std::string_view, 18> kSymbols{
    "<=", ">=", "<>", "!=", "==", "&&", "||", "+", "-", "*", "/", "<", ">", "=", "(", ")", ",", "."};

class Lexer {
public:
  explicit Lexer(std::string_view text)
      : m_rest(text)
  {
  }

  Result<Token> next()
  {
    while (!m_rest.empty() && isBlank(m_rest.front()))
      take(1);
    Token token;
    token.position = m_position;
    if (m_rest.empty())
      return token;
    const char first = m_rest.front();
    if (isDigit(first) || (first == '.' && m_rest.size() > 1 && isDigit(m_rest[1])))
      return number(token);
    if (isLetter(first)) {
      const auto end = std::ranges::find_if(m_rest, [](char c) { return !isLetter(c) && !isDigit(c); });
      token.kind = Token::Kind::Name;
      token.text = take(static_cast<std::size_t>(end - m_rest.begin()));
      return token;
    }
    const auto symbol = std::ranges::find_if(kSymbols, [this](std::string_view s) { return m_rest.starts_with(s); });
    if (symbol == kSymbols.end())
      return failAt("factor.syntax", m_position, {{"expected", "CLOSE 1.5 + - * / < > = ( ) ,"}, {"found", found()}});
    token.kind = Token::Kind::Symbol;
    token.text = take(symbol->size());
    return token;
  }

private:
  Result<Token> number(Token token)
  {
    const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), token.number);
    const auto length = static_cast<std::size_t>(end - m_rest.data());
    const bool runsOn = length < m_rest.size() && (isLetter(m_rest[length]) || m_rest[length] == '.');
    if (error != std::errc() || runsOn)
      return failAt("factor.syntax", m_position, {{"expected", "1.5"}, {"found", found()}});
    token.kind = Token::Kind::Number;
    token.text = take(length);
    return token;
  }

  std::string_view take(std::size_t length)
  {
    const std::string_view taken = m_rest.substr(0, length);
    for (const char c : taken) {
      if (c == '\n')
        m_position = {m_position.line + 1, 1};
      else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) // not a continuation byte of UTF-8
        ++m_position.column;
    }
    m_rest.remove_prefix(length);
    return taken;
  }

  /// The offending piece, for the message: up to the next blank, at most 20 bytes, whole characters.
  [[nodiscard]] std::string found() const
  {
    auto length = static_cast<std::size_t>(std::ranges::find_if(m_rest, isBlank) - m_rest.begin());
    length = std::min<std::size_t>(length, 20);
    while (length < m_rest.size() && (static_cast<unsigned char>(m_rest[length]) & 0xC0U) == 0x80U)
      ++length;
    return std::string(m_rest.substr(0, length));
  }

  std::string_view m_rest;
  Position m_position;
};

}

std::unexpected<Error> failAt(std::string code, Position position, std::vector<Error::Field> arguments)
{
  std::vector<Error::Field> all{{"line", std::to_string(position.line)}, {"column", std::to_string(position.column)}};
  all.insert(all.end(), std::make_move_iterator(arguments.begin()), std::make_move_iterator(arguments.end()));
  return fail(std::move(code), std::move(all));
}

Result<std::vector<Token>> tokenize(std::string_view text)
{
  Lexer lexer(text);
  std::vector<Token> tokens;
  do {
    ZVT_TRY(const Token token, lexer.next());
    tokens.push_back(token);
  } while (tokens.back().kind != Token::Kind::End);
  return tokens;
}

}
