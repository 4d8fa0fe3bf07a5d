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

SqlAuthorizer::SqlAuthorizer(std::set<std::string, std::less<>> tables)
    : m_tables(std::move(tables))
{
  m_tables.insert(kHarmlessTables.begin(), kHarmlessTables.end());
}

void SqlAuthorizer::attachTo(sqlite3* connection)
{
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
  auto refusal = authorizer.judge(action, first, second);
  if (!refusal)
    return SQLITE_OK;
  if (!authorizer.m_refusal) // the first is what the statement was about
    authorizer.m_refusal = std::move(refusal);
  return SQLITE_DENY;
}

std::optional<Error> SqlAuthorizer::judge(int action, const char* first, const char* second) const
{
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_RECURSIVE:
    return {};
  case SQLITE_READ:
    if (m_tables.contains(toLower(view(first))))
      return {};
    return refuse("sql.not_readable", {{"table", std::string(view(first))}});
  case SQLITE_FUNCTION:
    if (std::binary_search(kFunctions.begin(), kFunctions.end(), toLower(view(second))))
      return {};
    return refuse("sql.function_refused", {{"function", std::string(view(second))}});
  default:
    return refuse("sql.only_select", {{"action", std::string(actionName(action))}});
  }
}

}
