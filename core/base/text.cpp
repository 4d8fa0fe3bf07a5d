// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace zvt {
namespace {

bool isBlank(char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}
bool isDigit(char c)
{
  return c >= '0' && c <= '9';
}
bool isContinuation(char c)
{
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

template <typename T> std::optional<T> parseWhole(std::string_view text)
{
  if (text.starts_with('+')) { // from_chars does not read it
    text.remove_prefix(1);
    if (text.starts_with('-'))
      return {};
  }
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty())
    return {};
  return value;
}

/// The offset after the character at @p at.
std::size_t nextCharacter(std::string_view text, std::size_t at)
{
  ++at;
  while (at < text.size() && isContinuation(text[at]))
    ++at;
  return at;
}

/// The length of the well-formed UTF-8 sequence at the start of @p text, or 0 (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view text)
{
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto within = [&](std::size_t i, unsigned low, unsigned high) { return byte(i) >= low && byte(i) <= high; };
  const unsigned first = byte(0);
  if (first < 0x80)
    return 1;
  if (first >= 0xC2 && first <= 0xDF)
    return within(1, 0x80, 0xBF) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool second = within(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
    return second && within(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool second = within(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
    return second && within(2, 0x80, 0xBF) && within(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

}

std::string formatDouble(double value)
{
  if (std::isnan(value))
    return {};
  // People read 100000, not 1e+05; only what would be long as plain digits gets an exponent.
  constexpr double kSmallestPlain = 1e-6, kLargestPlain = 1e16;
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= kSmallestPlain && size < kLargestPlain);
  std::array<char, 32> buffer{};
  char* const last = buffer.data() + buffer.size();
  const auto end = (plain ? std::to_chars(buffer.data(), last, value, std::chars_format::fixed)
                          : std::to_chars(buffer.data(), last, value))
                       .ptr;
  return {buffer.data(), end};
}

std::optional<double> parseDouble(std::string_view text)
{
  const std::size_t start = text.starts_with('+') || text.starts_with('-') ? 1 : 0;
  if (text.size() <= start || (!isDigit(text[start]) && text[start] != '.')) // "nan" and "inf" are no numbers here
    return {};
  return parseWhole<double>(text);
}

std::optional<std::int64_t> parseInt(std::string_view text)
{
  return parseWhole<std::int64_t>(text);
}

std::string_view trim(std::string_view text)
{
  while (!text.empty() && isBlank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && isBlank(text.back()))
    text.remove_suffix(1);
  return text;
}

std::string toLower(std::string_view ascii)
{
  std::string result(ascii);
  std::transform(result.begin(), result.end(), result.begin(),
      [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

std::string toUpper(std::string_view ascii)
{
  std::string result(ascii);
  std::transform(result.begin(), result.end(), result.begin(),
      [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos)
      return parts;
    text.remove_prefix(at + 1);
  }
}

bool matchesGlob(std::string_view text, std::string_view pattern)
{
  std::size_t t = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos; // the last * seen, and the text it has swallowed up to
  std::size_t swallowed = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      swallowed = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      t = nextCharacter(text, t);
      ++p;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++t;
      ++p;
    } else if (star != std::string_view::npos) {
      swallowed = nextCharacter(text, swallowed);
      t = swallowed;
      p = star + 1;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::optional<std::size_t> findInvalidUtf8(std::string_view text)
{
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequenceLength(text.substr(at));
    if (length == 0)
      return at;
    at += length;
  }
  return {};
}

std::string csvField(std::string_view text, bool guardFormulas)
{
  std::string field(text);
  if (guardFormulas && !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    field.insert(0, 1, '\'');
  if (field.find_first_of(",\"\r\n") == std::string::npos)
    return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"')
      quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}
