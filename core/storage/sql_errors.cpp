// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sql_errors.h"

#include "core/base/text.h"

#include <sqlite3.h>

#include <algorithm>
#include <numeric>

namespace zvt::storage {

namespace {

/// Insertions, deletions and replacements that turn one word into the other.
std::size_t distance(std::string_view a, std::string_view b)
{
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t(0));
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::string joined(const std::vector<std::string>& words)
{
  std::string text;
  for (const std::string& word : words)
    text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// The rest of a message after its fixed beginning.
std::string_view after(std::string_view message, std::string_view beginning)
{
  return message.starts_with(beginning) ? message.substr(beginning.size()) : std::string_view();
}

Error withPosition(Error error, std::string_view statement, int offset)
{
  if (offset < 0 || static_cast<std::size_t>(offset) > statement.size())
    return error;
  const std::string_view before = statement.substr(0, static_cast<std::size_t>(offset));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  // Columns count characters, not bytes.
  const auto isCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; };
  const auto column = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(start), before.end(), isCharacter) + 1;
  return std::move(error).with("line", std::to_string(line)).with("column", std::to_string(column));
}

/// With the code's variant that names what may have been meant, when there is such a name.
Error misspelt(const char* plain, const char* suggesting, Error::Field word, const std::vector<std::string>& candidates)
{
  const auto nearest = nearestWords(word.second, candidates, 3);
  if (nearest.empty())
    return {plain, {std::move(word)}, {}};
  return {suggesting, {std::move(word), {"nearest", joined(nearest)}}, {}};
}

std::vector<std::string> tableNames(const std::vector<SqlWords>& tables)
{
  std::vector<std::string> names;
  for (const SqlWords& table : tables)
    names.push_back(table.table);
  return names;
}

/// Columns of the tables that the statement speaks of.
std::vector<std::string> columnNames(std::string_view statement, const std::vector<SqlWords>& tables)
{
  const std::string text = toLower(statement);
  std::vector<std::string> names;
  for (const SqlWords& table : tables) {
    if (text.find(table.table) != std::string::npos)
      names.insert(names.end(), table.columns.begin(), table.columns.end());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Error explainText(std::string_view statement, std::string_view message, const std::vector<SqlWords>& tables)
{
  if (const auto table = after(message, "no such table: "); !table.empty()) {
    const std::string_view bare = table.substr(table.rfind('.') + 1);
    return misspelt("sql.unknown_table", "sql.unknown_table_near", {"table", std::string(bare)}, tableNames(tables));
  }
  if (const auto column = after(message, "no such column: "); !column.empty()) {
    const std::string_view bare = column.substr(column.rfind('.') + 1);
    return misspelt(
        "sql.unknown_column", "sql.unknown_column_near", {"column", std::string(bare)}, columnNames(statement, tables));
  }
  if (const auto function = after(message, "no such function: "); !function.empty())
    return {"sql.unknown_function", {{"function", std::string(function)}}, {}};
  if (message == "incomplete input")
    return {"sql.incomplete", {}, {}};
  if (message.starts_with("near \"")) {
    const std::size_t end = message.rfind("\": syntax error");
    if (end != std::string_view::npos && end >= 6)
      return {"sql.syntax", {{"text", std::string(message.substr(6, end - 6))}}, {}};
  }
  if (const auto token = after(message, "unrecognized token: "); !token.empty())
    return {"sql.syntax", {{"text", std::string(token)}}, {}};
  if (message.ends_with("may not be modified"))
    return {"sql.internal_table", {}, {}};
  if (message == "no query solution")
    return {"sql.no_plan", {}, {}};
  for (const char* part :
      {"too many", "too large", "too deep", "too big", "too long", "too complex", "stack overflow"}) {
    if (message.find(part) != std::string_view::npos)
      return {"sql.too_complex", {{"reason", std::string(message)}}, {}};
  }
  return {"sql.failed", {{"reason", std::string(message)}}, {}};
}

}

std::vector<std::string> nearestWords(
    std::string_view word, const std::vector<std::string>& candidates, std::size_t count)
{
  const std::string text = toLower(word);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& candidate : candidates) {
    const std::size_t differs = distance(text, candidate);
    if (differs * 5 <= 2 * std::max(text.size(), candidate.size()))
      near.emplace_back(differs, candidate);
  }
  std::sort(near.begin(), near.end());
  std::vector<std::string> words;
  for (std::size_t i = 0; i < near.size() && i < count; ++i)
    words.push_back(near[i].second);
  return words;
}

Error explainSql(std::string_view statement, const SqlComplaint& complaint, const std::vector<SqlWords>& tables)
{
  if ((complaint.code & 0xff) == SQLITE_TOOBIG)
    return {"sql.too_complex", {{"reason", complaint.message}}, {}};
  return withPosition(explainText(statement, complaint.message, tables), statement, complaint.offset);
}

}
