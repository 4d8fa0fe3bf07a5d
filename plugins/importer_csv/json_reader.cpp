// SPDX-License-Identifier: Apache-2.0
#include "plugins/importer_csv/records.h"

#include "core/base/text.h"

#include <algorithm>

namespace zvt::importer_csv {

bool looksLikeJson(std::string_view text)
{
  const std::string_view start = trim(text);
  return start.starts_with('[') || start.starts_with('{');
}

JsonReader::JsonReader(std::string_view text)
    : m_text(text)
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
    if (!readScalar(cell))
      return broken(record, "import.json_syntax");
    record.cells.push_back(cell);
  } while (take(','));
  return take(']') ? true : broken(record, "import.json_syntax");
}

bool JsonReader::readObject(Record& record)
{
  const bool first = m_names.empty();
  record.cells.assign(m_names.size(), {});
  std::size_t found = 0;
  if (take('}'))
    return true;
  do {
    std::string_view key, cell;
    skipBlanks();
    if (!readString(key) || !take(':') || !readScalar(cell))
      return broken(record, "import.json_syntax");
    if (first) {
      m_names.emplace_back(key);
      record.cells.push_back(cell);
      continue;
    }
    const auto at = static_cast<std::size_t>(std::find(m_names.begin(), m_names.end(), key) - m_names.begin());
    if (at < m_names.size())
      record.cells[at] = cell;
    ++found;
  } while (take(','));
  if (!take('}'))
    return broken(record, "import.json_syntax");
  if (!first && found != m_names.size())
    record.cells.resize(found < m_names.size() ? found : m_names.size() + 1);
  return true;
}

bool JsonReader::readScalar(std::string_view& cell)
{
  skipBlanks();
  if (m_at < m_text.size() && m_text[m_at] == '"')
    return readString(cell);
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

bool JsonReader::readString(std::string_view& cell)
{
  if (m_at >= m_text.size() || m_text[m_at] != '"')
    return false;
  const std::size_t start = ++m_at;
  bool escaped = false;
  while (m_at < m_text.size() && m_text[m_at] != '"' && m_text[m_at] != '\n') {
    escaped = escaped || m_text[m_at] == '\\';
    m_at += m_text[m_at] == '\\' ? 2 : 1;
  }
  if (m_at >= m_text.size() || m_text[m_at] != '"')
    return false;
  cell = m_text.substr(start, m_at++ - start);
  if (!escaped)
    return true;
  // Escapes in column names, dates and codes are slashes and quotes; others stay as written and then fail as a value.
  std::string& plain = m_unescaped.emplace_back();
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '\\' && i + 1 < cell.size() && (cell[i + 1] == '/' || cell[i + 1] == '"' || cell[i + 1] == '\\'))
      ++i;
    plain += cell[i];
  }
  cell = plain;
  return true;
}

}
