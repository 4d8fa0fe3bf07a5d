// SPDX-License-Identifier: Apache-2.0
#include "core/factor/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace zvt::factor {

namespace {

constexpr std::string_view kAnything = "CLOSE 1.5 + - * / < > = ( ) , ; :";
constexpr char32_t kMalformed = 0xFFFFFFFF;

struct Character {
  char32_t code = 0;
  std::size_t length = 0; ///< bytes; 0 at the end of the text
};

/// The first character of a text in UTF-8; kMalformed with length 1 where it is none.
Character firstOf(std::string_view text)
{
  if (text.empty())
    return {};
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80)
    return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length)
    return {kMalformed, 1};
  char32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U)
      return {kMalformed, 1};
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  const bool isOverlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (isOverlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
    return {kMalformed, 1};
  return {code, length};
}

bool isDigit(char32_t c)
{
  return c >= U'0' && c <= U'9';
}

/// Letters of any script: what is left of the characters beyond ASCII without signs, punctuation and pictures.
bool isLetter(char32_t c)
{
  if (c < 0x80)
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_';
  struct Range {
    char32_t first, last;
  };
  constexpr std::array<Range, 11> kNotLetters{
      {{0x80, 0xBF}, {0xD7, 0xD7}, {0xF7, 0xF7}, {0x2000, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3000, 0x303F}, {0xE000, 0xF8FF},
          {0xFE00, 0xFE6F}, {0xFEFF, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0xFFFFFFFF}}};
  return std::ranges::none_of(kNotLetters, [c](Range range) { return c >= range.first && c <= range.last; });
}

bool isBlank(char32_t c)
{
  // The blanks that an input method for Chinese and web pages leave in a text count as blanks.
  return c == U' ' || c == U'\t' || c == U'\r' || c == U'\n' || c == 0xA0 || c == 0x3000 || c == 0xFEFF;
}

struct Symbol {
  std::string_view written;
  std::string_view plain;
};
// Longer symbols first; full-width ones, as an input method for Chinese writes them, mean the same.
constexpr std::array<Symbol, 38> kSymbols{{{"：＝", ":="}, {"：=", ":="}, {":=", ":="}, {"<=", "<="}, {">=", ">="},
    {"<>", "<>"}, {"!=", "!="}, {"==", "=="}, {"&&", "&&"}, {"||", "||"}, {"+", "+"}, {"-", "-"}, {"*", "*"},
    {"/", "/"}, {"<", "<"}, {">", ">"}, {"=", "="}, {"(", "("}, {")", ")"}, {",", ","}, {".", "."}, {":", ":"},
    {";", ";"}, {"，", ","}, {"；", ";"}, {"：", ":"}, {"（", "("}, {"）", ")"}, {"＋", "+"}, {"－", "-"}, {"＊", "*"},
    {"／", "/"}, {"＜", "<"}, {"＞", ">"}, {"＝", "="}, {"≤", "<="}, {"≥", ">="}, {"≠", "<>"}}};

class Lexer {
public:
  explicit Lexer(std::string_view text)
      : m_rest(text)
  {
  }

  Token next()
  {
    m_token = {};
    skipBlanks();
    m_token.position = m_position;
    m_token.span = {m_offset, m_offset};
    if (m_rest.empty())
      return m_token;
    if (m_rest.starts_with("//"))
      return finish(Token::Kind::Comment, std::min(m_rest.find('\n'), m_rest.size()));
    if (m_rest.front() == '{')
      return enclosed(Token::Kind::Comment, m_rest.find('}'), "}");
    if (m_rest.front() == '\'' || m_rest.front() == '"')
      return text();
    const Character first = firstOf(m_rest);
    const bool isFraction = first.code == U'.' && m_rest.size() > 1 && isDigit(firstOf(m_rest.substr(1)).code);
    if (isDigit(first.code) || isFraction)
      return number();
    if (isLetter(first.code))
      return finish(Token::Kind::Name, lengthOfName(m_rest));
    const auto symbol =
        std::ranges::find_if(kSymbols, [this](const Symbol& s) { return m_rest.starts_with(s.written); });
    if (symbol == kSymbols.end())
      return bad(kAnything);
    m_token.symbol = symbol->plain;
    return finish(Token::Kind::Symbol, symbol->written.size());
  }

private:
  void skipBlanks()
  {
    while (true) {
      const Character c = firstOf(m_rest);
      if (c.length == 0 || !isBlank(c.code))
        return;
      m_token.startsLine = m_token.startsLine || c.code == U'\n';
      take(c.length);
    }
  }

  static std::size_t lengthOfName(std::string_view text)
  {
    std::size_t length = 0;
    while (true) {
      const Character c = firstOf(text.substr(length));
      if (c.length == 0 || (!isLetter(c.code) && !isDigit(c.code)))
        return length;
      length += c.length;
    }
  }

  Token number()
  {
    const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), m_token.number);
    const auto length = static_cast<std::size_t>(end - m_rest.data());
    const Character after = firstOf(m_rest.substr(length));
    const bool runsOn = after.length > 0 && (isLetter(after.code) || after.code == U'.');
    return error != std::errc() || runsOn ? bad("1.5") : finish(Token::Kind::Number, length);
  }

  Token text()
  {
    const std::size_t lineEnd = std::min(m_rest.find('\n'), m_rest.size());
    const std::size_t end = m_rest.substr(0, lineEnd).find(m_rest.front(), 1);
    return enclosed(Token::Kind::Text, end, m_rest.front() == '"' ? "\"" : "'");
  }

  Token enclosed(Token::Kind kind, std::size_t end, std::string_view expected)
  {
    return end == std::string_view::npos ? bad(expected) : finish(kind, end + 1);
  }

  /// The offending piece: up to the next blank or symbol, at most 20 bytes, whole characters, at least one.
  Token bad(std::string_view expected)
  {
    std::size_t length = 0;
    while (length < 20) {
      const Character c = firstOf(m_rest.substr(length));
      const bool isPart = isLetter(c.code) || isDigit(c.code) || c.code == U'.';
      if (c.length == 0 || isBlank(c.code) || (length > 0 && !isPart))
        break;
      length += c.length;
    }
    m_token.symbol = expected;
    return finish(Token::Kind::Bad, length);
  }

  Token finish(Token::Kind kind, std::size_t length)
  {
    m_token.kind = kind;
    m_token.text = take(length);
    m_token.span.end = m_offset;
    return m_token;
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
    m_offset += length;
    return taken;
  }

  std::string_view m_rest;
  std::size_t m_offset = 0;
  Position m_position;
  Token m_token;
};

}

std::unexpected<Error> failAt(std::string code, Position position, std::vector<Error::Field> arguments)
{
  std::vector<Error::Field> all{{"line", std::to_string(position.line)}, {"column", std::to_string(position.column)}};
  all.insert(all.end(), std::make_move_iterator(arguments.begin()), std::make_move_iterator(arguments.end()));
  return fail(std::move(code), std::move(all));
}

std::vector<Token> tokenizeAll(std::string_view text)
{
  Lexer lexer(text);
  std::vector<Token> tokens;
  do
    tokens.push_back(lexer.next());
  while (tokens.back().kind != Token::Kind::End);
  return tokens;
}

std::vector<Token> tokenize(std::string_view text)
{
  std::vector<Token> tokens;
  bool startsLine = false;
  for (Token& token : tokenizeAll(text)) {
    // A comment counts as a blank, with the line ends in front of it and in it.
    startsLine = startsLine || token.startsLine;
    if (token.kind == Token::Kind::Comment) {
      startsLine = startsLine || token.text.find('\n') != std::string_view::npos;
      continue;
    }
    token.startsLine = startsLine;
    startsLine = false;
    tokens.push_back(token);
  }
  return tokens;
}

}
