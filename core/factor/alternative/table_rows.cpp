// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/table_rows.h"

#include <limits>

namespace zvt::factor {

namespace {

storage::RecordQuery queryOf(std::string_view schema, const std::string& entityId)
{
  storage::RecordQuery query;
  query.schema = std::string(schema);
  if (!entityId.empty())
    query.filters.push_back({"entity_id", storage::FilterOperator::Equal, {entityId}});
  return query;
}

}

Result<bool> hasRows(storage::Profile& profile, std::string_view schema, const std::string& entityId)
{
  storage::RecordQuery query = queryOf(schema, entityId);
  query.columns = {"entity_id"};
  query.limit = 1;
  ZVT_TRY(const storage::RecordTable table, profile.records().query(query));
  return !table.rows.empty();
}

Result<TableRows> TableRows::read(storage::Profile& profile, std::string_view schema, const std::string& entityId,
    std::vector<std::string> columns, std::string_view wantedBy)
{
  storage::RecordQuery query = queryOf(schema, entityId);
  query.columns = std::move(columns);
  query.order = {{"timestamp", false}};
  ZVT_TRY(storage::RecordTable table, profile.records().query(query));
  if (table.rows.empty()) {
    ZVT_TRY(const bool hasAny, hasRows(profile, schema, {}));
    if (!hasAny)
      return fail("factor.empty_table", {{"table", std::string(schema)}, {"column", std::string(wantedBy)}});
  }
  TableRows rows;
  rows.m_rows = std::move(table.rows);
  return rows;
}

double TableRows::number(std::size_t row, std::size_t column) const
{
  const storage::RecordValue& value = m_rows[row][column];
  if (const auto* real = std::get_if<double>(&value))
    return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    return static_cast<double>(*whole);
  return std::numeric_limits<double>::quiet_NaN();
}

bool TableRows::flag(std::size_t row, std::size_t column) const
{
  const auto* value = std::get_if<bool>(&m_rows[row][column]);
  return value != nullptr && *value;
}

std::string_view TableRows::text(std::size_t row, std::size_t column) const
{
  const auto* value = std::get_if<std::string>(&m_rows[row][column]);
  return value ? std::string_view(*value) : std::string_view();
}

TradingDay TableRows::day(std::size_t row, std::size_t column) const
{
  return TradingDay::parse(text(row, column)).value_or(TradingDay{});
}

Timestamp TableRows::moment(std::size_t row, std::size_t column) const
{
  const auto* value = std::get_if<std::int64_t>(&m_rows[row][column]);
  return {value ? *value : 0};
}

}
