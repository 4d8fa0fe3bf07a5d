// SPDX-License-Identifier: Apache-2.0
#include "core/storage/run_store.h"

#include "core/storage/bar_chunks.h"
#include "core/storage/database.h"
#include "core/storage/market_batch.h"
#include "core/storage/record_table.h"

#include <set>

namespace zvt::storage {

namespace {

constexpr const char* kColumns = "id, kind, schema, entity_id, level, provider, source, payload_hash, payload_size, "
                                 "transformation, started, finished, actor, program, rows, rejected";

RecordValue textOrMissing(const std::string& text)
{
  return text.empty() ? RecordValue() : RecordValue(text);
}

RecordTable runRows(const std::vector<DataRun>& runs, std::int64_t firstId)
{
  RecordTable table;
  table.columns = {"id", "kind", "schema", "entity_id", "level", "provider", "source", "payload_hash", "payload_size",
      "transformation", "started", "finished", "actor", "program", "rows", "rejected"};
  for (const DataRun& run : runs) {
    table.rows.push_back({firstId + static_cast<std::int64_t>(table.rows.size()), run.kind, run.schema,
        textOrMissing(run.entityId), textOrMissing(run.level), run.provider, textOrMissing(run.source),
        textOrMissing(run.payloadHash), run.payloadSize, textOrMissing(run.transformation), run.started.micros,
        run.finished.micros == 0 ? RecordValue() : RecordValue(run.finished.micros), textOrMissing(run.actor),
        textOrMissing(run.program), run.rows, run.rejected});
  }
  return table;
}

DataRun readRun(const Statement& row)
{
  // Text of a missing value is empty, a missing number is 0.
  DataRun run;
  run.id = row.integer(0);
  run.kind = row.text(1);
  run.schema = row.text(2);
  run.entityId = row.text(3);
  run.level = row.text(4);
  run.provider = row.text(5);
  run.source = row.text(6);
  run.payloadHash = row.text(7);
  run.payloadSize = row.integer(8);
  run.transformation = row.text(9);
  run.started = Timestamp{row.integer(10)};
  run.finished = Timestamp{row.integer(11)};
  run.actor = row.text(12);
  run.program = row.text(13);
  run.rows = row.integer(14);
  run.rejected = row.integer(15);
  return run;
}

/// Conditions of a query and what is bound to them.
class Conditions {
public:
  void add(std::string_view sql, const std::optional<std::string>& value)
  {
    if (value)
      add(sql, RecordValue(*value));
  }
  void add(std::string_view sql, const RecordValue& value, int times = 1)
  {
    m_sql += (m_sql.empty() ? " WHERE " : " AND ");
    m_sql += sql;
    m_values.insert(m_values.end(), static_cast<std::size_t>(times), value);
  }
  [[nodiscard]] const std::string& sql() const { return m_sql; }
  void bindTo(Statement& statement) const
  {
    for (const RecordValue& value : m_values)
      bindValue(statement, value);
  }

private:
  std::string m_sql;
  std::vector<RecordValue> m_values;
};

Conditions conditionsOf(const RunQuery& query)
{
  Conditions conditions;
  conditions.add("kind=?", query.kind);
  conditions.add("schema=?", query.schema);
  conditions.add("level=?", query.level);
  conditions.add("provider=?", query.provider);
  conditions.add("payload_hash=?", query.payloadHash);
  if (query.entityId)
    conditions.add("(entity_id=? OR id IN (SELECT run FROM data_coverage WHERE entity_id=?))", *query.entityId, 2);
  if (query.from)
    conditions.add("started>=?", RecordValue(query.from->micros));
  if (query.to)
    conditions.add("started<?", RecordValue(query.to->micros));
  if (query.before)
    conditions.add("id<?", RecordValue(*query.before));
  return conditions;
}

}

Result<void> checkRuns(const SchemaRegistry& schemas, const std::vector<DataRun>& runs)
{
  for (const DataRun& run : runs)
    ZVT_TRY_VOID(checkProvider(run.provider));
  return checkRecords(schemas, {"data_run", runRows(runs, 1), kNoRun});
}

Result<RunIds> applyRuns(Connection& connection, const SchemaRegistry& schemas, const std::vector<DataRun>& runs)
{
  RunIds ids;
  if (runs.empty())
    return ids;
  ZVT_TRY(const std::int64_t last, connection.number("SELECT coalesce(max(id), 0) FROM data_run"));
  for (std::size_t i = 0; i < runs.size(); ++i)
    ids.ids.push_back(last + 1 + static_cast<std::int64_t>(i));
  ZVT_TRY_VOID(applyRecords(connection, *schemas.find("data_run"), runRows(runs, last + 1), kUnknownRun));
  return ids;
}

RunStore::RunStore(Database& database)
    : m_database(database)
{
}

Result<DataRun> RunStore::find(std::int64_t id) const
{
  ZVT_TRY(std::vector<DataRun> found, find(std::span(&id, 1)));
  if (found.empty())
    return fail("storage.no_run", {{"run", std::to_string(id)}});
  return std::move(found.front());
}

Result<std::vector<DataRun>> RunStore::find(std::span<const std::int64_t> ids) const
{
  const std::set<std::int64_t> wanted(ids.begin(), ids.end());
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<DataRun>> {
    ZVT_TRY(Statement rows, connection.prepare(fmt::format("SELECT {} FROM data_run WHERE id=?", kColumns)));
    std::vector<DataRun> runs;
    for (const std::int64_t id : wanted) {
      rows.reset();
      ZVT_TRY(const bool found, rows.bind(id).step());
      if (found)
        runs.push_back(readRun(rows));
    }
    return runs;
  });
}

Result<std::vector<DataRun>> RunStore::list(const RunQuery& query) const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<DataRun>> {
    const Conditions conditions = conditionsOf(query);
    ZVT_TRY(Statement rows,
        connection.prepare(
            fmt::format("SELECT {} FROM data_run{} ORDER BY id DESC LIMIT ?", kColumns, conditions.sql())));
    conditions.bindTo(rows);
    rows.bind(query.limit);
    std::vector<DataRun> runs;
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return runs;
      runs.push_back(readRun(rows));
    }
  });
}

}
