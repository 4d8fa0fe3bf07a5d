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

/// The first by name among all rows of @p query, whatever their time, so that it does not depend on the bars. No name:
/// there are no rows.
Result<std::vector<std::string>> firstProvider(storage::Profile& profile, storage::RecordQuery query)
{
  query.columns = {"provider"};
  query.order = {{"provider", false}};
  query.limit = 1;
  ZVT_TRY(const storage::RecordTable table, profile.records().query(query));
  std::vector<std::string> names;
  if (!table.rows.empty())
    names.emplace_back(textOf(table.rows.front(), 0));
  return names;
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

Result<void> scanRows(storage::Profile& profile, std::string_view schema, const std::string& entityId,
    std::vector<std::string> columns, std::string_view wantedBy, const RowChoice& choice,
    const std::function<void(const storage::RecordRow& row)>& visit)
{
  storage::RecordQuery query = queryOf(schema, entityId);
  if (choice.isOneProvider) {
    ZVT_TRY(query.providers, firstProvider(profile, query));
  }
  query.columns = std::move(columns);
  if (choice.from)
    query.filters.push_back({"timestamp", storage::FilterOperator::GreaterEqual, {choice.from->micros}});
  if (choice.to)
    query.filters.push_back({"timestamp", storage::FilterOperator::LessEqual, {choice.to->micros}});
  query.order = {{"timestamp", false}};
  bool isEmpty = true;
  ZVT_TRY_VOID(profile.records().scan(query, [&](storage::RecordRow&& row) {
    isEmpty = false;
    visit(row);
    return true;
  }));
  if (isEmpty) {
    ZVT_TRY(const bool hasAny, hasRows(profile, schema, {}));
    if (!hasAny)
      return fail("factor.empty_table", {{"table", std::string(schema)}, {"column", std::string(wantedBy)}});
  }
  return {};
}

Result<TableRows> TableRows::read(storage::Profile& profile, std::string_view schema, const std::string& entityId,
    std::vector<std::string> columns, std::string_view wantedBy)
{
  TableRows rows;
  ZVT_TRY_VOID(scanRows(profile, schema, entityId, std::move(columns), wantedBy, {},
      [&](const storage::RecordRow& row) { rows.m_rows.push_back(row); }));
  return rows;
}

double numberOf(const storage::RecordRow& row, std::size_t column)
{
  const storage::RecordValue& value = row[column];
  if (const auto* real = std::get_if<double>(&value))
    return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    return static_cast<double>(*whole);
  return std::numeric_limits<double>::quiet_NaN();
}

std::string_view textOf(const storage::RecordRow& row, std::size_t column)
{
  const auto* value = std::get_if<std::string>(&row[column]);
  return value ? std::string_view(*value) : std::string_view();
}

Timestamp momentOf(const storage::RecordRow& row, std::size_t column)
{
  const auto* value = std::get_if<std::int64_t>(&row[column]);
  return {value ? *value : 0};
}

double TableRows::number(std::size_t row, std::size_t column) const
{
  return numberOf(m_rows[row], column);
}

bool TableRows::flag(std::size_t row, std::size_t column) const
{
  const auto* value = std::get_if<bool>(&m_rows[row][column]);
  return value != nullptr && *value;
}

std::string_view TableRows::text(std::size_t row, std::size_t column) const
{
  return textOf(m_rows[row], column);
}

TradingDay TableRows::day(std::size_t row, std::size_t column) const
{
  return TradingDay::parse(text(row, column)).value_or(TradingDay{});
}

Timestamp TableRows::moment(std::size_t row, std::size_t column) const
{
  return momentOf(m_rows[row], column);
}

}
