// SPDX-License-Identifier: Apache-2.0
#include "core/storage/page_check.h"

#include "core/base/task.h"
#include "core/storage/checked_vfs.h"

#include <fmt/format.h>

namespace zvt::storage {

namespace {

constexpr std::size_t kMaxProblems = 100;
constexpr const char* kDamagedPage = "storage.damaged_page";
constexpr std::string_view kUnreadable = "error code=8202"; ///< SQLITE_IOERR_DATA, as SQLite writes it into a line

/// SQLite writes a heading over what it found in a database.
std::string withoutHeading(std::string_view line)
{
  const auto newline = line.rfind('\n');
  return std::string(newline == std::string_view::npos ? line : line.substr(newline + 1));
}

/// A page with a wrong checksum is told of once, not for each tree that leads to it.
void addUnreadable(Connection& connection, std::string_view table, PageCheck& check)
{
  const auto damage = lastPageDamage(connection.handle());
  const std::string page = std::to_string(damage ? damage->page : 0);
  for (const Error& known : check.damage) {
    if (known.code == kDamagedPage && known.field("page") == page)
      return;
  }
  Error error{kDamagedPage, {{"page", page}}, {}};
  check.damage.push_back(table.empty() ? std::move(error) : std::move(error).with("table", table));
}

/// Runs one check; its lines that are not "ok" become damage.
Result<void> runCheck(Connection& connection, const std::string& sql, std::string_view table, PageCheck& check)
{
  ZVT_TRY(Statement rows, connection.prepare(sql));
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    const std::string_view line = rows.text(0);
    if (line.find(kUnreadable) != std::string_view::npos) {
      addUnreadable(connection, table, check);
      continue;
    }
    if (line == "ok" || check.damage.size() >= kMaxProblems)
      continue;
    Error error{"storage.page_damage", {{"reason", withoutHeading(line)}}, {}};
    check.damage.push_back(table.empty() ? std::move(error) : std::move(error).with("table", table));
  }
}

/// A check that cannot be run to its end has found something, too.
void runOrSay(Connection& connection, const std::string& sql, std::string_view table, PageCheck& check)
{
  auto done = runCheck(connection, sql, table, check);
  if (done || check.damage.size() >= kMaxProblems)
    return;
  if (done.error().code == kDamagedPage)
    return addUnreadable(connection, table, check);
  Error error{"storage.page_damage", {{"reason", std::string(done.error().field("reason"))}}, {}};
  check.damage.push_back(table.empty() ? std::move(error) : std::move(error).with("table", table));
}

}

Result<std::vector<std::string>> tableNames(Connection& connection)
{
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                         "ORDER BY name"));
  std::vector<std::string> names;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return names;
    names.emplace_back(rows.text(0));
  }
}

Result<PageCheck> checkPages(Connection& connection, bool quick, TaskControl& control)
{
  const std::string pragma = quick ? "PRAGMA quick_check" : "PRAGMA integrity_check";
  PageCheck whole;
  whole.pages = connection.number("PRAGMA page_count").value_or(0);
  ZVT_TRY_VOID(control.cancelToken().check());
  runOrSay(connection, pragma, {}, whole);
  const auto names = tableNames(connection);
  if (whole.damage.empty() || !names)
    return whole;
  // Once more by table, to say whose pages they are.
  PageCheck byTable{whole.pages, {}};
  for (const std::string& name : *names) {
    ZVT_TRY_VOID(control.cancelToken().check());
    runOrSay(connection, pragma + "(" + sqlName(name) + ")", name, byTable);
  }
  return byTable.damage.empty() ? whole : byTable;
}

}
