// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "plugins/importer_csv/records.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace zvt::importer_csv {
namespace {

constexpr std::size_t kMaxDepth = 64; // of a nested value

std::optional<std::uint32_t> hexUnit(std::string_view text, std::size_t at)
{
  std::uint32_t unit = 0;
  if (at + 4 > text.size())
    return {};
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 4, unit, 16);
  if (error != std::errc() || end != text.data() + at + 4)
    return {};
  return unit;
}

void appendUtf8(std::string& out, std::uint32_t point)
{
  const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xC0 | point >> 6);
    add(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    add(0xE0 | point >> 12);
    add(0x80 | (point >> 6 & 0x3F));
    add(0x80 | (point & 0x3F));
  } else {
    add(0xF0 | point >> 18);
    add(0x80 | (point >> 12 & 0x3F));
    add(0x80 | (point >> 6 & 0x3F));
    add(0x80 | (point & 0x3F));
  }
}

/// The character of \uXXXX at @p at (behind the u), and @p at behind it; nothing for half a pair.
std::optional<std::uint32_t> unicodeEscape(std::string_view text, std::size_t& at)
{
  const auto high = hexUnit(text, at);
  if (!high)
    return {};
  at += 4;
  if (*high < 0xD800 || *high > 0xDFFF)
    return high;
  const auto low = *high < 0xDC00 && text.substr(at, 2) == "\\u" ? hexUnit(text, at + 2) : std::nullopt;
  if (!low || *low < 0xDC00 || *low > 0xDFFF)
    return {};
  at += 6;
  return 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00);
}

bool unescape(std::string_view text, std::string& plain)
{
  static constexpr std::string_view kLetters = "\"\\/bfnrt";
  static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '\\') {
      plain += text[i++];
      continue;
    }
    const char letter = i + 1 < text.size() ? text[i + 1] : '\0';
    i += 2;
    if (const std::size_t known = kLetters.find(letter); letter != '\0' && known != std::string_view::npos) {
      plain += kMeanings[known];
      continue;
    }
    const auto point = letter == 'u' ? unicodeEscape(text, i) : std::nullopt;
    if (!point)
      return false;
    appendUtf8(plain, *point);
  }
  return true;
}

}

bool looksLikeJson(std::string_view text)
{
  const std::string_view start = trim(text);
  return start.starts_with('[') || start.starts_with('{');
}

JsonReader::JsonReader(std::string_view text, JsonMembers members, std::vector<std::string> names)
    : m_text(text)
    , m_members(members)
    , m_lines(trim(text).starts_with('{'))
    , m_names(std::move(names))
{
}

double JsonReader::position() const
{
  return m_text.empty() ? 1.0 : static_cast<double>(m_at) / static_cast<double>(m_text.size());
}

void JsonReader::skipBlanks()
{
  for (; m_at < m_text.size(); ++m_at) {
    const char c = m_text[m_at];
    if (c == '\n')
      ++m_line;
    else if (c != ' ' && c != '\t' && c != '\r')
      return;
  }
}

bool JsonReader::take(char c)
{
  skipBlanks();
  if (m_at >= m_text.size() || m_text[m_at] != c)
    return false;
  ++m_at;
  return true;
}

bool JsonReader::broken(Record& record, const char* code)
{
  record.line = m_line;
  record.error = Error{code, {}, {}};
  record.fatal = true;
  m_done = true;
  return true;
}

bool JsonReader::next(Record& record)
{
  record.cells.clear();
  record.error.reset();
  record.fatal = false;
  m_unescaped.clear();
  if (m_done)
    return false;
  if (m_lines) {
    skipBlanks();
    record.line = m_line;
    m_done = m_at >= m_text.size();
    return m_done ? false : take('{') ? readObject(record) : broken(record, "import.json_syntax");
  }
  if (!m_started) {
    m_started = true;
    if (!take('['))
      return broken(record, "import.json_shape");
    if (take(']')) {
      m_done = true;
      return false;
    }
  } else if (take(']')) {
    m_done = true;
    skipBlanks();
    return m_at < m_text.size() ? broken(record, "import.json_syntax") : false;
  } else if (!take(',')) {
    return broken(record, "import.json_syntax");
  }
  skipBlanks();
  record.line = m_line;
  if (take('['))
    return readArray(record);
  if (take('{'))
    return readObject(record);
  return broken(record, m_at < m_text.size() ? "import.json_shape" : "import.json_syntax");
}

bool JsonReader::readArray(Record& record)
{
  if (take(']'))
    return true;
  do {
    std::string_view cell;
    if (!readValue(cell))
      return broken(record, "import.json_syntax");
    record.cells.push_back(cell);
  } while (take(','));
  return take(']') ? true : broken(record, "import.json_syntax");
}

std::size_t JsonReader::indexOf(std::string_view key, std::size_t likely)
{
  if (likely < m_names.size() && m_names[likely] == key)
    return likely;
  return static_cast<std::size_t>(std::find(m_names.begin(), m_names.end(), key) - m_names.begin());
}

bool JsonReader::readObject(Record& record)
{
  const bool grows = m_members == JsonMembers::Any || m_names.empty();
  const std::size_t expected = grows ? 0 : m_names.size();
  record.cells.assign(m_names.size(), {});
  std::size_t found = 0;
  if (take('}'))
    return true;
  do {
    std::string_view key, cell;
    skipBlanks();
    if (!readString(key) || !take(':') || !readValue(cell))
      return broken(record, "import.json_syntax");
    const std::size_t at = indexOf(key, found++);
    if (at == m_names.size() && grows) {
      m_names.emplace_back(key);
      record.cells.emplace_back();
    }
    if (at < record.cells.size())
      record.cells[at] = cell;
  } while (take(','));
  if (!take('}'))
    return broken(record, "import.json_syntax");
  if (expected > 0 && found != expected)
    record.cells.resize(found < expected ? found : expected + 1);
  return true;
}

bool JsonReader::readValue(std::string_view& cell)
{
  skipBlanks();
  const char first = m_at < m_text.size() ? m_text[m_at] : '\0';
  if (first == '"')
    return readString(cell);
  if (m_members == JsonMembers::Any && (first == '{' || first == '['))
    return readNested(cell);
  return readScalar(cell);
}

bool JsonReader::readScalar(std::string_view& cell)
{
  const std::size_t start = m_at;
  while (m_at < m_text.size() && std::string_view(",]} \t\r\n[{\":").find(m_text[m_at]) == std::string_view::npos)
    ++m_at;
  cell = m_text.substr(start, m_at - start);
  if (cell == "null")
    cell = {};
  else if (cell.empty())
    return false;
  return true;
}

/// From behind the opening quotation mark to behind the closing one.
bool JsonReader::passString(bool& escaped)
{
  while (m_at < m_text.size() && m_text[m_at] != '"' && m_text[m_at] != '\n') {
    escaped = escaped || m_text[m_at] == '\\';
    m_at += m_text[m_at] == '\\' ? 2 : 1;
  }
  if (m_at >= m_text.size() || m_text[m_at] != '"')
    return false;
  ++m_at;
  return true;
}

bool JsonReader::readString(std::string_view& cell)
{
  if (m_at >= m_text.size() || m_text[m_at] != '"')
    return false;
  const std::size_t start = ++m_at;
  bool escaped = false;
  if (!passString(escaped))
    return false;
  cell = m_text.substr(start, m_at - 1 - start);
  if (!escaped)
    return true;
  std::string& plain = m_unescaped.emplace_back();
  if (!unescape(cell, plain))
    return false;
  cell = plain;
  return true;
}

/// An object or array as it is written; whether it is valid inside, its reader finds out.
bool JsonReader::readNested(std::string_view& cell)
{
  const std::size_t start = m_at;
  std::string closers;
  do {
    const char c = m_at < m_text.size() ? m_text[m_at++] : '\0';
    bool escaped = false;
    if (c == '{' || c == '[')
      closers += c == '{' ? '}' : ']';
    else if (c == '\0' || ((c == '}' || c == ']') && c != closers.back()) || (c == '"' && !passString(escaped)))
      return false;
    else if (c == '}' || c == ']')
      closers.pop_back();
    else if (c == '\n')
      ++m_line;
    if (closers.size() > kMaxDepth)
      return false;
  } while (!closers.empty());
  cell = m_text.substr(start, m_at - start);
  return true;
}

}
