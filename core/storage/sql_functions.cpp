// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sql_functions.h"

#include <sqlite3.h>

namespace zvt::storage {

namespace {

std::string_view textOf(sqlite3_value* value)
{
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string_view();
}

SqlBarContext& contextOf(sqlite3_context* call)
{
  return *static_cast<SqlBarContext*>(sqlite3_user_data(call));
}

void failWith(sqlite3_context* call, Error error)
{
  contextOf(call).error = std::move(error);
  sqlite3_result_error_code(call, SQLITE_ERROR);
}

bool hasNull(sqlite3_value** values)
{
  return sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[1]) == SQLITE_NULL;
}

void localTime(sqlite3_context* call, int, sqlite3_value** values)
{
  if (hasNull(values))
    return;
  const auto calendar = contextOf(call).source.calendarOf(textOf(values[0]));
  if (!calendar)
    return failWith(call, calendar.error());
  const std::string text = (*calendar)->zone().toLocal(Timestamp{sqlite3_value_int64(values[1])}).iso();
  sqlite3_result_text64(call, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void utcMicros(sqlite3_context* call, int, sqlite3_value** values)
{
  if (hasNull(values))
    return;
  const auto calendar = contextOf(call).source.calendarOf(textOf(values[0]));
  if (!calendar)
    return failWith(call, calendar.error());
  const auto local = readSqlTime(textOf(values[1]));
  if (!local)
    return failWith(call, local.error());
  sqlite3_result_int64(call, (*calendar)->zone().toUtc(*local).micros);
}

int collateTimes(void*, int leftSize, const void* left, int rightSize, const void* right)
{
  return compareTimeTexts({static_cast<const char*>(left), static_cast<std::size_t>(leftSize)},
      {static_cast<const char*>(right), static_cast<std::size_t>(rightSize)});
}

}

Result<void> registerSqlFunctions(sqlite3* connection, SqlBarContext& context)
{
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  int code = sqlite3_create_collation_v2(connection, kTimeCollation, SQLITE_UTF8, nullptr, collateTimes, nullptr);
  if (code == SQLITE_OK)
    code =
        sqlite3_create_function_v2(connection, "local_time", 2, kFlags, &context, localTime, nullptr, nullptr, nullptr);
  if (code == SQLITE_OK)
    code =
        sqlite3_create_function_v2(connection, "utc_micros", 2, kFlags, &context, utcMicros, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK)
    return fail("sql.failed", {{"reason", sqlite3_errmsg(connection)}});
  return {};
}

}
