// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/csv_records.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::backtest {

std::vector<std::vector<std::string>> csvRecords(std::string_view text)
{
  std::vector<std::vector<std::string>> records;
  std::vector<std::string> record;
  std::string field;
  bool isQuoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (isQuoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      field += c;
      ++i;
    } else if (c == '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && (c == ',' || c == '\n')) {
      record.push_back(std::move(field));
      field.clear();
      if (c == '\n')
        records.push_back(std::exchange(record, {}));
    } else if (isQuoted || c != '\r') {
      field += c;
    }
  }
  if (!field.empty() || !record.empty()) {
    record.push_back(std::move(field));
    records.push_back(std::move(record));
  }
  return records;
}

Result<CsvTable> CsvTable::read(std::string_view text, std::string_view file)
{
  CsvTable table;
  table.m_records = csvRecords(text);
  const auto isWhole = [&](const std::vector<std::string>& record) {
    return record.size() == table.m_records.front().size();
  };
  if (table.m_records.empty() || !std::ranges::all_of(table.m_records, isWhole))
    return fail(Error{"backtest.bad_table", {}, {{"file", std::string(file)}}});
  return table;
}

bool CsvTable::has(std::string_view column) const
{
  return std::ranges::find(m_records.front(), column) != m_records.front().end();
}

std::string CsvTable::cell(std::size_t row, std::string_view column) const
{
  const auto found = std::ranges::find(m_records.front(), column);
  if (found == m_records.front().end())
    return {};
  const std::string& text = m_records[row + 1][static_cast<std::size_t>(found - m_records.front().begin())];
  const bool isGuarded = text.size() > 1 && text[0] == '\'' && std::string_view("=+-@\t\r").contains(text[1]);
  return isGuarded ? text.substr(1) : text;
}

double CsvTable::number(std::size_t row, std::string_view column) const
{
  return parseDouble(cell(row, column)).value_or(std::nan(""));
}

}
