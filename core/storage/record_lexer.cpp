// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_lexer.h"

#include <algorithm>
#include <array>

namespace zvt::storage {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kWordEnds = " \t\r\n(),=!<>~'\"";
constexpr std::array<std::string_view, 9> kSymbols = {"==", "!=", "<>", "<=", ">=", "=", "<", ">", "~"};

bool isIn(std::string_view set, char c)
{
  return set.find(c) != std::string_view::npos;
}

}

Result<Token> Lexer::next()
{
  while (m_at < m_text.size() && isIn(kBlanks, m_text[m_at]))
    ++m_at;
  if (m_at == m_text.size())
    return Token{Token::Kind::End, {}, m_at};
  const char c = m_text[m_at];
  if (c == '\'' || c == '"')
    return quoted(c);
  if (c == '(' || c == ')' || c == ',')
    return symbol(1);
  for (const std::string_view sign : kSymbols) {
    if (m_text.substr(m_at).starts_with(sign))
      return symbol(sign.size());
  }
  const std::size_t begin = m_at;
  while (m_at < m_text.size() && !isIn(kWordEnds, m_text[m_at]))
    ++m_at;
  if (m_at == begin) // a lone "!"
    return wrong(begin, "!=");
  return Token{Token::Kind::Word, std::string(m_text.substr(begin, m_at - begin)), begin};
}

std::unexpected<Error> Lexer::wrong(std::size_t at, std::string_view expected) const
{
  const auto isStart = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; };
  const auto before = m_text.substr(0, at);
  return fail("storage.bad_expression",
      {{"text", std::string(m_text)}, {"expected", std::string(expected)},
          {"position", std::to_string(std::count_if(before.begin(), before.end(), isStart) + 1)}});
}

Token Lexer::symbol(std::size_t size)
{
  m_at += size;
  return {Token::Kind::Symbol, std::string(m_text.substr(m_at - size, size)), m_at - size};
}

/// The quote itself is doubled inside.
Result<Token> Lexer::quoted(char quote)
{
  Token token{Token::Kind::Quoted, {}, m_at++};
  while (m_at < m_text.size()) {
    const char c = m_text[m_at++];
    if (c != quote) {
      token.text += c;
    } else if (m_at < m_text.size() && m_text[m_at] == quote) {
      token.text += quote;
      ++m_at;
    } else {
      return token;
    }
  }
  return wrong(m_text.size(), std::string_view(&quote, 1));
}

}
