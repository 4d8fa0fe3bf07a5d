// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_filter.h"

#include "core/base/json.h"
#include "core/storage/record_table.h"

#include <nlohmann/json.hpp>

namespace zvt::storage {

namespace {

/// More values than this travel as one parameter: SQLite binds at most 32,766.
constexpr std::size_t kMaxMarks = 50;

std::string_view sqlOperator(FilterOperator op)
{
  switch (op) {
  case FilterOperator::Equal:
    return "=?";
  case FilterOperator::NotEqual:
    return "<>?";
  case FilterOperator::Less:
    return "<?";
  case FilterOperator::LessEqual:
    return "<=?";
  case FilterOperator::Greater:
    return ">?";
  case FilterOperator::GreaterEqual:
    return ">=?";
  case FilterOperator::Glob:
    return " GLOB ?";
  case FilterOperator::Like:
    return " LIKE ?";
  case FilterOperator::Between:
    return " BETWEEN ? AND ?";
  case FilterOperator::Missing:
    return " IS NULL";
  case FilterOperator::Present:
    return " IS NOT NULL";
  case FilterOperator::In:
    break;
  }
  return "";
}

/// SQLite's GLOB knows character classes, ours only * and ?.
std::string escapedGlob(const std::string& pattern)
{
  std::string escaped;
  for (const char c : pattern)
    escaped += c == '[' ? std::string("[[]") : std::string(1, c);
  return escaped;
}

bool takes(FilterOperator op, std::size_t values)
{
  switch (op) {
  case FilterOperator::Missing:
  case FilterOperator::Present:
    return values == 0;
  case FilterOperator::Between:
    return values == 2;
  case FilterOperator::In:
    return true;
  default:
    return values == 1;
  }
}

/// Text without a NUL, which SQLite's JSON would cut, and numbers that JSON can write.
bool fitsJson(const RecordValue& value)
{
  if (const auto* text = std::get_if<std::string>(&value))
    return text->find('\0') == std::string::npos;
  const auto* number = std::get_if<double>(&value);
  return !number || std::isfinite(*number);
}

Json toJson(const RecordValue& value)
{
  if (const auto* flag = std::get_if<bool>(&value))
    return *flag ? 1 : 0;
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return *integer;
  if (const auto* number = std::get_if<double>(&value))
    return *number;
  return std::get<std::string>(value);
}

}

Result<void> checkFilter(const ColumnSchema& column, const RecordFilter& filter)
{
  if (!takes(filter.op, filter.values.size()))
    return fail("storage.bad_filter", {{"column", column.name}});
  if (filter.op == FilterOperator::Glob || filter.op == FilterOperator::Like) {
    if (column.type != ColumnType::Text || !std::holds_alternative<std::string>(filter.values.front()))
      return fail("storage.bad_value", {{"column", column.name}, {"type", std::string(toString(column.type))}});
    return {};
  }
  for (const RecordValue& value : filter.values)
    ZVT_TRY_VOID(checkValue(column, value));
  return {};
}

SqlText listSql(const std::string& expression, std::span<const RecordValue> values)
{
  if (values.size() > kMaxMarks && std::all_of(values.begin(), values.end(), fitsJson)) {
    Json list = Json::array();
    for (const RecordValue& value : values)
      list.push_back(toJson(value));
    return {expression + " IN (SELECT value FROM json_each(?))", {RecordValue(list.dump())}};
  }
  std::string marks;
  for (std::size_t i = 0; i < values.size(); ++i)
    marks += i == 0 ? "?" : ",?";
  return {expression + " IN (" + marks + ")", {values.begin(), values.end()}};
}

SqlText filterSql(const QueryColumn& column, const RecordFilter& filter)
{
  const bool isDecimal = column.schema.type == ColumnType::Decimal;
  const std::string compared = isDecimal ? column.sql + " COLLATE zvt_decimal" : column.sql;
  if (filter.op == FilterOperator::In)
    return listSql(compared, filter.values);
  SqlText sql{compared + std::string(sqlOperator(filter.op)), filter.values};
  if (filter.op == FilterOperator::Glob)
    sql.values.front() = escapedGlob(std::get<std::string>(filter.values.front()));
  return sql;
}

}
