// SPDX-License-Identifier: Apache-2.0
#include "plugins/importer_csv/records.h"

#include "core/base/text.h"

#include <algorithm>

namespace zvt::importer_csv {

char guessDelimiter(std::string_view text)
{
  const std::size_t start = text.find_first_not_of("\r\n");
  const std::string_view line =
      start == std::string_view::npos ? text : text.substr(start, text.find_first_of("\r\n", start) - start);
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char candidate : {',', '\t', ';', '|'}) {
    bool quoted = false;
    const auto count = std::count_if(line.begin(), line.end(), [&](char c) {
      quoted = quoted != (c == '"');
      return c == candidate && !quoted;
    });
    if (count > most) {
      most = count;
      best = candidate;
    }
  }
  return best;
}

CsvReader::CsvReader(std::string_view text, char delimiter)
    : m_text(text)
    , m_delimiter(delimiter)
{
}

double CsvReader::position() const
{
  return m_text.empty() ? 1.0 : static_cast<double>(m_at) / static_cast<double>(m_text.size());
}

bool CsvReader::atLineEnd() const
{
  return m_at >= m_text.size() || m_text[m_at] == '\n' || m_text[m_at] == '\r';
}

void CsvReader::passLineEnd()
{
  if (m_at < m_text.size() && m_text[m_at] == '\r')
    ++m_at;
  if (m_at < m_text.size() && m_text[m_at] == '\n')
    ++m_at;
  ++m_line;
}

void CsvReader::skipToLineEnd()
{
  while (!atLineEnd())
    ++m_at;
}

bool CsvReader::next(Record& record)
{
  record.error.reset();
  record.fatal = false;
  while (m_at < m_text.size()) {
    record.cells.clear();
    m_unquoted.clear();
    record.line = m_line;
    if (!readRecord(record))
      skipToLineEnd();
    passLineEnd();
    if (record.error || record.cells.size() > 1 || !trim(record.cells.front()).empty())
      return true;
  }
  return false;
}

bool CsvReader::readRecord(Record& record)
{
  for (;;) {
    if (m_at < m_text.size() && m_text[m_at] == '"') {
      if (!readQuoted(record))
        return false;
    } else {
      const std::size_t start = m_at;
      while (!atLineEnd() && m_text[m_at] != m_delimiter)
        ++m_at;
      record.cells.push_back(m_at == start ? std::string_view() : m_text.substr(start, m_at - start));
    }
    if (atLineEnd())
      return true;
    ++m_at; // the delimiter
  }
}

bool CsvReader::readQuoted(Record& record)
{
  const std::size_t start = ++m_at;
  std::string* unquoted = nullptr;
  std::size_t copied = start;
  for (;; ++m_at) {
    if (m_at >= m_text.size()) {
      record.error = Error{"import.open_quote", {}, {}};
      record.fatal = true;
      return false;
    }
    const char c = m_text[m_at];
    if (c == '\n' || (c == '\r' && (m_at + 1 >= m_text.size() || m_text[m_at + 1] != '\n')))
      ++m_line;
    if (c != '"')
      continue;
    if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != '"')
      break;
    if (unquoted == nullptr)
      unquoted = &m_unquoted.emplace_back();
    unquoted->append(m_text.substr(copied, m_at + 1 - copied));
    copied = ++m_at + 1;
  }
  const std::string_view rest = m_text.substr(copied, m_at - copied);
  record.cells.push_back(unquoted == nullptr ? rest : std::string_view(unquoted->append(rest)));
  ++m_at;
  if (atLineEnd() || m_text[m_at] == m_delimiter)
    return true;
  record.error = Error{"import.bad_quote", {}, {}};
  return false;
}

}
