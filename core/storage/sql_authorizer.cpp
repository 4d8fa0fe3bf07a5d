// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sql_authorizer.h"

#include "core/base/text.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace zvt::storage {

namespace {

/// Sorted. Left out on purpose: load_extension, the functions of full-text search (fts3_tokenizer takes a pointer),
/// sqlite_log, those that tell about other statements (changes, last_insert_rowid) or about the build.
constexpr auto kFunctions = std::to_array<std::string_view>(
    {"->", "->>", "abs", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "avg", "ceil", "ceiling", "char",
        "coalesce", "concat", "concat_ws", "cos", "cosh", "count", "cume_dist", "current_date", "current_time",
        "current_timestamp", "date", "datetime", "degrees", "dense_rank", "exp", "first_value", "floor", "format",
        "glob", "group_concat", "hex", "if", "ifnull", "iif", "instr", "json", "json_array", "json_array_length",
        "json_error_position", "json_extract", "json_group_array", "json_group_object", "json_insert", "json_object",
        "json_patch", "json_quote", "json_remove", "json_replace", "json_set", "json_type", "json_valid", "julianday",
        "lag", "last_value", "lead", "length", "like", "likelihood", "likely", "ln", "local_time", "log", "log10",
        "log2", "lower", "ltrim", "max", "min", "mod", "nth_value", "ntile", "nullif", "octet_length", "percent_rank",
        "pi", "pow", "power", "printf", "quote", "radians", "random", "rank", "replace", "round", "row_number", "rtrim",
        "sign", "sin", "sinh", "sqlite_version", "sqrt", "strftime", "string_agg", "substr", "substring", "sum", "tan",
        "tanh", "time", "timediff", "total", "trim", "trunc", "typeof", "unicode", "unixepoch", "unlikely", "upper",
        "utc_micros", "zvt_code", "zvt_entity_type", "zvt_exchange", "zvt_market"});
static_assert(std::is_sorted(kFunctions.begin(), kFunctions.end()));

constexpr std::array<std::string_view, 2> kHarmlessTables = {"json_each", "json_tree"};

std::string_view view(const char* text)
{
  return text ? std::string_view(text) : std::string_view();
}

std::optional<Error> refuse(std::string code, std::vector<Error::Field> arguments)
{
  return Error{std::move(code), std::move(arguments), {}};
}

/// What a person would call the action.
std::string_view actionName(int action)
{
  switch (action) {
  case SQLITE_ATTACH:
    return "ATTACH";
  case SQLITE_DETACH:
    return "DETACH";
  case SQLITE_PRAGMA:
    return "PRAGMA";
  case SQLITE_INSERT:
    return "INSERT";
  case SQLITE_UPDATE:
    return "UPDATE";
  case SQLITE_DELETE:
    return "DELETE";
  case SQLITE_TRANSACTION:
  case SQLITE_SAVEPOINT:
    return "TRANSACTION";
  case SQLITE_ANALYZE:
    return "ANALYZE";
  case SQLITE_REINDEX:
    return "REINDEX";
  case SQLITE_ALTER_TABLE:
    return "ALTER";
  case SQLITE_DROP_INDEX:
  case SQLITE_DROP_TABLE:
  case SQLITE_DROP_TEMP_INDEX:
  case SQLITE_DROP_TEMP_TABLE:
  case SQLITE_DROP_TEMP_TRIGGER:
  case SQLITE_DROP_TEMP_VIEW:
  case SQLITE_DROP_TRIGGER:
  case SQLITE_DROP_VIEW:
  case SQLITE_DROP_VTABLE:
    return "DROP";
  default:
    return "CREATE";
  }
}

}

SqlAuthorizer::SqlAuthorizer(Names tables, Names hidden)
    : m_tables(std::move(tables))
    , m_hidden(std::move(hidden))
{
  m_tables.insert(kHarmlessTables.begin(), kHarmlessTables.end());
}

void SqlAuthorizer::attachTo(sqlite3* connection)
{
  // These declare themselves when they are first used, which must be before anything is refused.
  for (const std::string_view table : kHarmlessTables) {
    sqlite3_stmt* statement = nullptr;
    const std::string sql = "SELECT 1 FROM " + std::string(table) + "('1')";
    sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement, nullptr);
    sqlite3_finalize(statement);
  }
  sqlite3_set_authorizer(connection, &SqlAuthorizer::ask, this);
}

std::optional<Error> SqlAuthorizer::takeRefusal()
{
  return std::exchange(m_refusal, std::nullopt);
}

int SqlAuthorizer::ask(
    void* self, int action, const char* first, const char* second, const char* /*database*/, const char* /*innermost*/)
{
  auto& authorizer = *static_cast<SqlAuthorizer*>(self);
  if (authorizer.m_isDeclaring)
    return SQLITE_OK;
  auto refusal = authorizer.judge(action, first, second);
  if (!refusal)
    return SQLITE_OK;
  if (!authorizer.m_refusal) // the first is what the statement was about
    authorizer.m_refusal = std::move(refusal);
  return SQLITE_DENY;
}

/// count(*) of a WITH clause or a subquery is asked for as if that were a table, and reads no column.
bool SqlAuthorizer::isWithClause(const char* table, const char* column) const
{
  const std::string name = toLower(view(table));
  return view(column).empty() && !name.starts_with("sqlite_") && !m_hidden.contains(name);
}

std::optional<Error> SqlAuthorizer::judge(int action, const char* first, const char* second) const
{
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_RECURSIVE:
    return {};
  case SQLITE_READ:
    if (m_tables.contains(toLower(view(first))) || isWithClause(first, second))
      return {};
    return refuse("sql.not_readable", {{"table", std::string(view(first))}});
  case SQLITE_FUNCTION:
    if (std::binary_search(kFunctions.begin(), kFunctions.end(), toLower(view(second))))
      return {};
    return refuse("sql.function_refused", {{"function", std::string(view(second))}});
  case SQLITE_UPDATE:
    if (view(first).starts_with("sqlite_")) // also what PRAGMA functions begin with
      return refuse("sql.internal_table", {});
    [[fallthrough]];
  default:
    return refuse("sql.only_select", {{"action", std::string(actionName(action))}});
  }
}

}
