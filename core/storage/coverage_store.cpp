// SPDX-License-Identifier: Apache-2.0
#include "core/storage/coverage_store.h"

#include "core/market/bar_level.h"
#include "core/market/entity_id.h"
#include "core/storage/bar_chunks.h"
#include "core/storage/database.h"
#include "core/storage/record_table.h"

namespace zvt::storage {

namespace {

constexpr const char* kLedger = "data_coverage";

CoverageSpans afterWrite(CoverageSpans spans, const CoverageWrite& write)
{
  for (const CoverageSpan& span : write.forget)
    spans = without(spans, span.first, span.last);
  return merged(spans, write.spans);
}

struct StoredEntry {
  CoverageSpans spans;
  Timestamp asked;
  std::int64_t run = kUnknownRun;
};

Result<StoredEntry> storedEntry(Connection& connection, const CoverageWrite& write)
{
  ZVT_TRY(Statement row,
      connection.prepare(
          "SELECT spans, asked, run FROM data_coverage WHERE entity_id=? AND schema=? AND level=? AND provider=?"));
  ZVT_TRY(const bool found, row.bind(write.entityId).bind(write.schema).bind(write.level).bind(write.provider).step());
  StoredEntry entry;
  if (!found)
    return entry;
  ZVT_TRY(entry.spans, parseCoverage(row.text(0)));
  entry.asked = Timestamp{row.integer(1)};
  entry.run = row.integer(2);
  return entry;
}

/// Conditions on columns that are given, and their values.
struct Conditions {
  std::string sql;
  std::vector<std::string> values;

  void add(std::string_view column, const std::optional<std::string>& value)
  {
    if (!value)
      return;
    sql += (sql.empty() ? " WHERE " : " AND ") + sqlName(column) + "=?";
    values.push_back(*value);
  }
  void bindTo(Statement& statement) const
  {
    for (const std::string& value : values)
      statement.bind(value);
  }
};

Result<CoverageEntry> readEntry(const Statement& row)
{
  CoverageEntry entry;
  entry.entityId = row.text(0);
  entry.schema = row.text(1);
  entry.level = row.text(2);
  entry.provider = row.text(3);
  auto spans = parseCoverage(row.text(4));
  if (!spans)
    return fail(std::move(spans).error().with("entity", entry.entityId).with("schema", entry.schema));
  entry.spans = *std::move(spans);
  entry.asked = Timestamp{row.integer(5)};
  entry.run = row.integer(6);
  return entry;
}

/// The day of a value of a time column.
std::string dayText(const Statement& row, int column, const ColumnSchema* time)
{
  if (time == nullptr || row.isNull(column))
    return {};
  if (time->type == ColumnType::Time)
    return isoUtc(Timestamp{row.integer(column)}).substr(0, std::string_view("2024-01-31").size());
  return std::string(row.text(column));
}

}

Result<void> checkCoverage(const SchemaRegistry& schemas, const CoverageWrite& write)
{
  ZVT_TRY_VOID(market::EntityId::parse(write.entityId));
  ZVT_TRY_VOID(checkProvider(write.provider));
  ZVT_TRY(const RecordSchema* schema, schemas.get(write.schema));
  const bool fits =
      schema->kind == SchemaKind::Bars ? market::parseBarLevel(write.level).has_value() : write.level.empty();
  if (!fits)
    return fail(Error{"storage.bad_coverage", {}, {}}.with("entity", write.entityId).with("schema", write.schema));
  return {};
}

Result<void> applyCoverage(
    Connection& connection, const SchemaRegistry& schemas, const CoverageWrite& write, std::int64_t run)
{
  ZVT_TRY(const StoredEntry stored, storedEntry(connection, write));
  const CoverageSpans spans = afterWrite(stored.spans, write);
  RecordTable table;
  table.columns = {"entity_id", "schema", "level", "provider", "spans", "asked", "run"};
  table.rows.push_back({write.entityId, write.schema, write.level, write.provider, coverageText(spans),
      std::max(stored.asked, write.asked).micros, std::max(stored.run, run)});
  return applyRecords(connection, *schemas.find(kLedger), table, run);
}

CoverageStore::CoverageStore(Database& database, const SchemaRegistry& schemas)
    : m_database(database)
    , m_schemas(schemas)
{
}

Result<std::vector<CoverageEntry>> CoverageStore::list(const CoverageFilter& filter) const
{
  Conditions conditions;
  conditions.add("entity_id", filter.entityId);
  conditions.add("schema", filter.schema);
  conditions.add("level", filter.level);
  conditions.add("provider", filter.provider);
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<CoverageEntry>> {
    ZVT_TRY(Statement rows,
        connection.prepare("SELECT entity_id, schema, level, provider, spans, asked, run FROM data_coverage"
            + conditions.sql + " ORDER BY entity_id, schema, level, provider"));
    conditions.bindTo(rows);
    std::vector<CoverageEntry> entries;
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return entries;
      ZVT_TRY(CoverageEntry entry, readEntry(rows));
      entries.push_back(std::move(entry));
    }
  });
}

Result<std::map<std::string, std::vector<TradingDay>>> CoverageStore::suspensions(
    const std::optional<std::string>& entityId) const
{
  using Days = std::map<std::string, std::vector<TradingDay>>;
  Conditions conditions;
  conditions.add("entity_id", entityId);
  return m_database.fetch([&](Connection& connection) -> Result<Days> {
    ZVT_TRY(Statement rows,
        connection.prepare("SELECT entity_id, day FROM trading_status" + conditions.sql
            + (conditions.sql.empty() ? " WHERE" : " AND") + " suspended<>0 ORDER BY entity_id, provider, day"));
    conditions.bindTo(rows);
    Days suspended;
    auto at = suspended.end();
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        break;
      if (at == suspended.end() || at->first != rows.text(0))
        at = suspended.try_emplace(std::string(rows.text(0))).first;
      ZVT_TRY(const TradingDay day, TradingDay::parse(rows.text(1)));
      at->second.push_back(day);
    }
    for (auto& [entity, days] : suspended) { // several providers follow each other
      std::sort(days.begin(), days.end());
      days.erase(std::unique(days.begin(), days.end()), days.end());
    }
    return suspended;
  });
}

Result<std::vector<BarSize>> CoverageStore::barSizes(const std::optional<std::string>& entityId) const
{
  Conditions conditions;
  conditions.add("entity_id", entityId);
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<BarSize>> {
    ZVT_TRY(Statement rows,
        connection.prepare("SELECT entity_id, level, provider, "
                           "ifnull((SELECT sum(length(payload)) FROM bar_chunk WHERE series=bar_series.id), 0) + "
                           "ifnull((SELECT sum(length(bar)) FROM bar_tail WHERE series=bar_series.id), 0) "
                           "FROM bar_series"
            + conditions.sql));
    conditions.bindTo(rows);
    std::vector<BarSize> sizes;
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return sizes;
      if (rows.integer(3) > 0)
        sizes.push_back(
            {std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)), rows.integer(3)});
    }
  });
}

Result<std::vector<RecordInventory>> CoverageStore::records(
    const std::string& schemaName, const std::optional<std::string>& entityId) const
{
  ZVT_TRY(const RecordSchema* schema, tableSchema(m_schemas, schemaName));
  const bool byEntity = schema->find("entity_id") != nullptr;
  const bool byProvider = schema->find("provider") != nullptr;
  const ColumnSchema* time = schema->find(schema->timeColumn);
  if (entityId && !byEntity)
    return std::vector<RecordInventory>();
  Conditions conditions;
  conditions.add("entity_id", entityId);
  const std::string moment = time == nullptr ? "NULL" : sqlName(time->name);
  // Without a grouping there is one row even for an empty table: then it says 0 rows and is left out.
  std::string sql = fmt::format("SELECT {}, {}, min({}), max({}), count(*) FROM {}{}", byEntity ? "entity_id" : "''",
      byProvider ? "provider" : "''", moment, moment, sqlName(schema->name), conditions.sql);
  if (byEntity || byProvider)
    sql += fmt::format(" GROUP BY {}",
        byEntity && byProvider ? "entity_id, provider"
            : byEntity         ? "entity_id"
                               : "provider");
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<RecordInventory>> {
    ZVT_TRY(Statement rows, connection.prepare(sql));
    conditions.bindTo(rows);
    std::vector<RecordInventory> inventory;
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return inventory;
      if (rows.integer(4) > 0)
        inventory.push_back({schemaName, std::string(rows.text(0)), std::string(rows.text(1)), dayText(rows, 2, time),
            dayText(rows, 3, time), rows.integer(4)});
    }
  });
}

}
