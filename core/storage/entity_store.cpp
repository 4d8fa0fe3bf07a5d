// SPDX-License-Identifier: Apache-2.0
#include "core/storage/entity_store.h"

#include "core/storage/database.h"
#include "core/storage/market_batch.h"
#include "core/storage/record_table.h"

namespace zvt::storage {

namespace {

RecordValue dayValue(const std::optional<TradingDay>& day)
{
  return day ? RecordValue(day->iso()) : RecordValue();
}

Result<std::optional<TradingDay>> readDay(const Statement& row, int column)
{
  if (row.isNull(column))
    return std::nullopt;
  ZVT_TRY(const TradingDay day, TradingDay::parse(row.text(column)));
  return day;
}

Result<market::Entity> readEntity(const Statement& row)
{
  market::Entity entity;
  ZVT_TRY(entity.id, market::EntityId::parse(row.text(0)));
  entity.name = row.text(1);
  entity.pinyin = row.text(2);
  entity.currency = row.text(3);
  ZVT_TRY(entity.listed, readDay(row, 4));
  ZVT_TRY(entity.delisted, readDay(row, 5));
  entity.synthetic = row.integer(6) != 0;
  return entity;
}

Result<void> readEntities(Connection& connection, const RecordSchema& schema, std::vector<market::Entity>& entities)
{
  ZVT_TRY(Statement rows,
      connection.prepare(
          "SELECT id, name, pinyin, currency, list_date, end_date, synthetic FROM " + sqlName(schema.name)));
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    ZVT_TRY(market::Entity entity, readEntity(rows));
    entities.push_back(std::move(entity));
  }
}

}

Result<std::vector<RecordWrite>> entityRecords(
    const SchemaRegistry& schemas, const std::vector<market::Entity>& entities)
{
  std::map<std::string, RecordWrite> byTable;
  for (const market::Entity& entity : entities) {
    const RecordSchema* schema = schemas.findEntityType(entity.id.type);
    if (!schema)
      return fail(
          Error{"storage.unknown_entity_type", {{"type", entity.id.type}}, {}}.with("entity", entity.id.toString()));
    RecordWrite& write = byTable[schema->name];
    write.schema = schema->name;
    write.table.columns = {
        "id", "entity_type", "exchange", "code", "name", "pinyin", "currency", "list_date", "end_date", "synthetic"};
    write.table.rows.push_back({entity.id.toString(), entity.id.type, entity.id.exchange, entity.id.code, entity.name,
        entity.pinyin, entity.currency, dayValue(entity.listed), dayValue(entity.delisted), entity.synthetic});
  }
  std::vector<RecordWrite> writes;
  for (auto& [name, write] : byTable)
    writes.push_back(std::move(write));
  return writes;
}

EntityStore::EntityStore(Database& database, const SchemaRegistry& schemas)
    : m_database(database)
    , m_schemas(schemas)
    , m_snapshot(std::make_shared<const market::EntityTable>(std::vector<market::Entity>()))
{
}

Result<void> EntityStore::upsert(const std::vector<market::Entity>& entities)
{
  ZVT_TRY(const std::vector<RecordWrite> writes, entityRecords(m_schemas, entities));
  for (const RecordWrite& write : writes)
    ZVT_TRY_VOID(checkRecords(m_schemas, write));
  const auto written = m_database.write([&](Connection& connection) -> Result<void> {
    for (const RecordWrite& write : writes)
      ZVT_TRY_VOID(applyRecords(connection, *m_schemas.find(write.schema), write.table));
    return {};
  });
  return written ? reload() : written;
}

std::shared_ptr<const market::EntityTable> EntityStore::snapshot() const
{
  const std::lock_guard lock(m_guard);
  return m_snapshot;
}

Result<void> EntityStore::reload()
{
  const std::lock_guard reloading(m_reloading);
  const auto readAll = [&](Connection& connection) -> Result<std::vector<market::Entity>> {
    std::vector<market::Entity> all;
    for (const RecordSchema* schema : m_schemas.all()) {
      if (schema->kind == SchemaKind::Entity)
        ZVT_TRY_VOID(readEntities(connection, *schema, all));
    }
    return all;
  };
  ZVT_TRY(std::vector<market::Entity> entities, m_database.fetch(readAll));
  std::sort(entities.begin(), entities.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  auto table = std::make_shared<const market::EntityTable>(std::move(entities));
  const std::lock_guard lock(m_guard);
  m_snapshot = std::move(table);
  return {};
}

}
