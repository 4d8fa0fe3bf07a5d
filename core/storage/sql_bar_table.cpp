// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sql_bar_table.h"

#include "core/storage/bar_codec.h"
#include "core/storage/sql_bar_plan.h"

#include <sqlite3.h>

#include <cmath>
#include <new>

namespace zvt::storage {

namespace {

struct Module {
  SqlBarContext& context;
  SqlBarTable table;
};

struct Table : sqlite3_vtab {
  explicit Table(const Module& module)
      : sqlite3_vtab{}
      , memory(module.context, module.table)
  {
  }
  SqlBarMemory memory;
};

struct Cursor : sqlite3_vtab_cursor {
  explicit Cursor(SqlBarMemory& memory)
      : sqlite3_vtab_cursor{}
      , scan(memory)
  {
  }
  SqlBarScan scan;
};

Table& tableOf(sqlite3_vtab* base)
{
  return *static_cast<Table*>(base);
}

Cursor& cursorOf(sqlite3_vtab_cursor* base)
{
  return *static_cast<Cursor*>(base);
}

/// The session takes the error from the context; SQLite only learns that there is one.
int failed(SqlBarContext& context, Error error)
{
  context.error = std::move(error);
  return SQLITE_ERROR;
}

void resultText(sqlite3_context* result, std::string_view text)
{
  sqlite3_result_text64(result, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// For text that lives as long as the statement: names of securities and levels.
void resultKept(sqlite3_context* result, std::string_view text)
{
  sqlite3_result_text64(result, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void resultNumber(sqlite3_context* result, const std::vector<double>& column, std::size_t row)
{
  if (row < column.size() && !std::isnan(column[row]))
    sqlite3_result_double(result, column[row]);
}

/// {entity_id}_{time}, below one day with milliseconds, as ZVT names its records.
std::string recordId(const SqlBarScan& scan)
{
  return scan.entity().id + '_' + scan.timeText() + (market::isDayKeyed(scan.query().level) ? "" : ".000");
}

int extraColumn(sqlite3_context* result, SqlBarContext& context, SqlBarScan& scan, const std::string& name)
{
  auto value = scan.extra(name);
  if (!value)
    return failed(context, std::move(value).error());
  if (!std::isnan(*value))
    sqlite3_result_double(result, *value);
  return SQLITE_OK;
}

void tailColumn(sqlite3_context* result, const SqlBarScan& scan, SqlBarTail column)
{
  const SqlBarQuery& query = scan.query();
  switch (column) {
  case SqlBarTail::Adjust:
    return resultText(result, market::toString(scan.series().adjust)); // crypto is never adjusted
  case SqlBarTail::AdjustMethod:
    return resultText(result, market::toString(query.method));
  case SqlBarTail::Key:
    return sqlite3_result_int64(result, scan.key());
  case SqlBarTail::AvailableAt:
    return sqlite3_result_int64(result, scan.entity().calendar->availableAt(query.level, scan.key()).micros);
  }
}

int connectTable(sqlite3* connection, void* module, int, const char* const*, sqlite3_vtab** table, char**)
{
  const auto& description = *static_cast<const Module*>(module);
  description.context.declaring(true);
  const int code = sqlite3_declare_vtab(connection, sqlBarDeclaration(description.table).c_str());
  description.context.declaring(false);
  if (code != SQLITE_OK)
    return code;
  sqlite3_vtab_config(connection, SQLITE_VTAB_INNOCUOUS);
  auto* made = new (std::nothrow) Table(description);
  if (!made)
    return SQLITE_NOMEM;
  *table = made;
  return SQLITE_OK;
}

int disconnectTable(sqlite3_vtab* table)
{
  delete &tableOf(table);
  return SQLITE_OK;
}

int bestIndex(sqlite3_vtab* table, sqlite3_index_info* info)
{
  SqlBarMemory& memory = tableOf(table).memory;
  return planBars(memory.table(), *info, memory.context().error);
}

int openCursor(sqlite3_vtab* table, sqlite3_vtab_cursor** cursor)
{
  auto* made = new (std::nothrow) Cursor(tableOf(table).memory);
  if (!made)
    return SQLITE_NOMEM;
  *cursor = made;
  return SQLITE_OK;
}

int closeCursor(sqlite3_vtab_cursor* cursor)
{
  delete &cursorOf(cursor);
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* cursor, int, const char* plan, int, sqlite3_value** values)
{
  SqlBarMemory& memory = tableOf(cursor->pVtab).memory;
  auto query = queryOf(memory.table(), SqlBarPlan::decode(plan), values);
  if (!query)
    return failed(memory.context(), std::move(query).error());
  auto started = cursorOf(cursor).scan.start(*std::move(query));
  return started ? SQLITE_OK : failed(memory.context(), std::move(started).error());
}

int next(sqlite3_vtab_cursor* cursor)
{
  auto moved = cursorOf(cursor).scan.next();
  return moved ? SQLITE_OK : failed(tableOf(cursor->pVtab).memory.context(), std::move(moved).error());
}

int isAtEnd(sqlite3_vtab_cursor* cursor)
{
  return cursorOf(cursor).scan.isAtEnd() ? 1 : 0;
}

int column(sqlite3_vtab_cursor* cursor, sqlite3_context* result, int index)
{
  SqlBarScan& scan = cursorOf(cursor).scan;
  switch (static_cast<SqlBarColumn>(index)) {
  case SqlBarColumn::Id:
    resultText(result, recordId(scan));
    return SQLITE_OK;
  case SqlBarColumn::EntityId:
    resultKept(result, scan.entity().id);
    return SQLITE_OK;
  case SqlBarColumn::Timestamp:
    resultText(result, scan.timeText());
    return SQLITE_OK;
  case SqlBarColumn::Provider:
    resultText(result, scan.series().provider);
    return SQLITE_OK;
  case SqlBarColumn::Code:
    resultKept(result, scan.entity().code);
    return SQLITE_OK;
  case SqlBarColumn::Name:
    if (!scan.entity().name.empty())
      resultKept(result, scan.entity().name);
    return SQLITE_OK;
  case SqlBarColumn::Level:
    resultKept(result, market::toString(scan.query().level));
    return SQLITE_OK;
  default:
    break;
  }
  constexpr int kFirstExtra = static_cast<int>(SqlBarColumn::FirstExtra);
  SqlBarMemory& memory = tableOf(cursor->pVtab).memory;
  const auto& extras = memory.table().extras;
  const int extra = index - kFirstExtra;
  if (extra < 0)
    resultNumber(result,
        scan.series().*kBarColumns[static_cast<std::size_t>(index - static_cast<int>(SqlBarColumn::Open))], scan.row());
  else if (extra < std::ssize(extras))
    return extraColumn(result, memory.context(), scan, extras[static_cast<std::size_t>(extra)]);
  else
    tailColumn(result, scan, static_cast<SqlBarTail>(extra - std::ssize(extras)));
  return SQLITE_OK;
}

int rowNumber(sqlite3_vtab_cursor* cursor, sqlite3_int64* number)
{
  *number = cursorOf(cursor).scan.rowNumber();
  return SQLITE_OK;
}

sqlite3_module barModule()
{
  sqlite3_module module{};
  module.iVersion = 1;
  // Without xCreate the table is there by the module's name alone, and cannot be made under another.
  module.xConnect = connectTable;
  module.xBestIndex = bestIndex;
  module.xDisconnect = disconnectTable;
  module.xOpen = openCursor;
  module.xClose = closeCursor;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = isAtEnd;
  module.xColumn = column;
  module.xRowid = rowNumber;
  return module;
}

}

Result<void> registerBarTables(sqlite3* connection, SqlBarContext& context, const std::vector<SqlBarTable>& tables)
{
  static const sqlite3_module kModule = barModule();
  for (const SqlBarTable& table : tables) {
    auto description = std::make_unique<Module>(Module{context, table});
    const int code = sqlite3_create_module_v2(connection, table.name.c_str(), &kModule, description.release(),
        [](void* made) { delete static_cast<Module*>(made); });
    if (code != SQLITE_OK)
      return fail("sql.failed", {{"reason", sqlite3_errmsg(connection)}});
  }
  return {};
}

}
