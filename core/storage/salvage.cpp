// SPDX-License-Identifier: Apache-2.0
#include "core/storage/salvage.h"

#include "core/base/task.h"
#include "core/storage/lost_pages.h"
#include "core/storage/page_check.h"
#include "core/storage/record_table.h"
#include "core/storage/series_names.h"
#include "core/storage/table_shape.h"

#include <algorithm>
#include <map>

namespace zvt::storage {

namespace {

constexpr std::int64_t kRowsACommit = 2'000;
constexpr std::size_t kMaxRefused = 100;
constexpr std::size_t kAddedColumns = 2; ///< an older row may lack as many at its end
constexpr std::int64_t kNeverAChecksum = -1;
const std::string kSeriesTable = "bar_series";

/// A row of sqlite_schema.
struct SchemaEntry {
  std::string type;
  std::string name;
  std::string table;
  std::uint32_t root = 0;
  std::string sql;
  bool isDoubtful = false; ///< from a damaged page
};

std::string textOf(const RawRow& row, std::size_t column)
{
  const auto* text = column < row.values.size() ? std::get_if<std::string>(&row.values[column]) : nullptr;
  return text ? *text : std::string();
}

std::int64_t integerOf(const RawRow& row, std::size_t column)
{
  const auto* integer = column < row.values.size() ? std::get_if<std::int64_t>(&row.values[column]) : nullptr;
  return integer ? *integer : 0;
}

bool isKnownType(const SchemaEntry& entry)
{
  return entry.type == "table" || entry.type == "index" || entry.type == "view" || entry.type == "trigger";
}

/// A table that rows are carried into.
struct Target {
  TableShape shape;
  const RecordSchema* schema = nullptr;
  std::string insert;
  std::vector<int> columns; ///< places in a stored row of the columns that the fresh table has
  SalvagedTable result;
};

RecordValue toRecordValue(const RawValue& raw, ColumnType type)
{
  if (const auto* integer = std::get_if<std::int64_t>(&raw)) {
    if (type == ColumnType::Bool)
      return *integer != 0;
    return type == ColumnType::Real ? RecordValue(static_cast<double>(*integer)) : RecordValue(*integer);
  }
  if (const auto* number = std::get_if<double>(&raw))
    return *number;
  if (const auto* text = std::get_if<std::string>(&raw))
    return *text;
  return {};
}

class Salvage {
public:
  Salvage(const RawPages& pages, Connection& fresh, const SchemaRegistry& schemas, TaskControl& control)
      : m_pages(pages)
      , m_trees(pages)
      , m_fresh(fresh)
      , m_schemas(schemas)
      , m_control(control)
  {
  }

  Result<SalvageReport> run();

private:
  Result<void> readSchema();
  Result<Target> makeTarget(const SchemaEntry& entry);
  Result<void> salvageTable(const SchemaEntry& entry);
  Result<void> salvageLostLeaves();
  Result<void> salvageFromIndexes();
  Result<void> nameLostChunks(std::uint32_t root);
  Result<void> readIndexNames(std::uint32_t root);
  Result<void> writeNames();
  Result<void> dropUnnamed(const SeriesDoubt& doubt, const std::vector<SeriesRow>& sure);
  Result<void> dropNameless();
  Result<void> nameLostTables();
  Result<void> insert(Target& target, const RawRow& row);
  [[nodiscard]] bool isRight(const Target& target, const RawRow& row);
  [[nodiscard]] Target* onlyCandidate(bool isIndex, std::size_t values);
  Result<void> breathe();

  const RawPages& m_pages;
  RawTrees m_trees;
  Connection& m_fresh;
  const SchemaRegistry& m_schemas;
  TaskControl& m_control;
  std::vector<SchemaEntry> m_entries;
  bool m_isSchemaWhole = true;
  std::map<std::string, Target> m_targets;
  std::vector<SeriesName> m_tableNames; ///< rows of bar_series, written when all bars are there to confirm them
  std::vector<SeriesName> m_indexNames; ///< what the index on it says
  LostPages m_lostPages;
  std::int64_t m_uncommitted = 0;
  SalvageReport m_report;
};

Result<void> Salvage::readSchema()
{
  ZVT_TRY(const RawWalk walk, m_trees.walk(1, [&](const RawRow& row) -> Result<void> {
    SchemaEntry entry{textOf(row, 0), textOf(row, 1), textOf(row, 2), 0, textOf(row, 4), row.isDoubtful};
    entry.root = static_cast<std::uint32_t>(integerOf(row, 3));
    m_entries.push_back(std::move(entry));
    return {};
  }));
  m_report.unreadablePages += walk.unreadablePages;
  // A wrong root cannot take the pages of tables that are sure of theirs.
  std::stable_partition(m_entries.begin(), m_entries.end(), [](const SchemaEntry& entry) { return !entry.isDoubtful; });
  m_isSchemaWhole =
      walk.isComplete && walk.damagedPages.empty() && std::all_of(m_entries.begin(), m_entries.end(), isKnownType);
  return {};
}

Result<Target> Salvage::makeTarget(const SchemaEntry& entry)
{
  Target target;
  auto present = shapeOf(m_fresh, entry.name);
  if (!present) { // a table that this version does not make by itself
    ZVT_TRY_VOID(m_fresh.execute(entry.sql));
    present = shapeOf(m_fresh, entry.name);
  }
  if (!present)
    return std::unexpected(std::move(present).error());
  auto stored = shapeOfSql(entry.name, entry.sql);
  const bool isOwnWord = stored && !(entry.isDoubtful && stored->columns.size() == present->columns.size());
  target.shape = isOwnWord ? *stored : *present;
  const RecordSchema* schema = m_schemas.find(entry.name);
  target.schema = schema && schema->kind != SchemaKind::Bars ? schema : nullptr;
  target.result.name = entry.name;
  std::string names;
  std::string marks;
  for (std::size_t i = 0; i < target.shape.columns.size(); ++i) {
    const std::string& column = target.shape.columns[i];
    if (std::find(present->columns.begin(), present->columns.end(), column) == present->columns.end())
      continue;
    names += (names.empty() ? "" : ", ") + sqlName(column);
    marks += marks.empty() ? "?" : ",?";
    target.columns.push_back(static_cast<int>(i));
  }
  target.insert = "INSERT OR IGNORE INTO " + sqlName(entry.name) + "(" + names + ") VALUES(" + marks + ")";
  return target;
}

bool Salvage::isRight(const Target& target, const RawRow& row)
{
  if (!target.schema)
    return true;
  for (std::size_t i = 0; i < target.shape.columns.size(); ++i) {
    const ColumnSchema* column = target.schema->find(target.shape.columns[i]);
    if (!column)
      continue;
    const RawValue raw = i < row.values.size() ? row.values[i] : RawValue();
    const RecordValue value = toRecordValue(raw, column->type);
    const bool isMissing = std::holds_alternative<std::monostate>(value);
    if (isMissing ? !column->required : checkValue(*column, value).has_value())
      continue;
    if (m_report.refused.size() < kMaxRefused) {
      Error error{"storage.bad_record", {{"column", column->name}}, {}};
      m_report.refused.push_back(std::move(error).with("key", textOf(row, 0)).with("schema", target.schema->name));
    }
    return false;
  }
  return true;
}

Result<void> Salvage::breathe()
{
  ZVT_TRY_VOID(m_control.cancelToken().check());
  if (++m_uncommitted < kRowsACommit)
    return {};
  m_uncommitted = 0;
  return m_fresh.execute("COMMIT; BEGIN IMMEDIATE");
}

Result<void> Salvage::insert(Target& target, const RawRow& row)
{
  if (row.isDoubtful && !LostPages::hasOwnChecksums(target.shape.name)) {
    ++target.result.refused;
    if (target.shape.name != kSeriesTable) // what bars and the index do not restore is named with its bars
      m_lostPages.addRow(target.shape, target.schema, row);
    return {};
  }
  if (target.shape.name == kSeriesTable) {
    m_tableNames.push_back({row.rowid, textOf(row, 1), textOf(row, 2), textOf(row, 3)});
    return {};
  }
  if (!isRight(target, row)) {
    ++target.result.refused;
    return {};
  }
  ZVT_TRY(Statement statement, m_fresh.prepare(target.insert));
  for (const int column : target.columns) {
    const auto at = static_cast<std::size_t>(column);
    if (column == target.shape.rowidColumn)
      statement.bind(row.rowid);
    else
      bindRaw(statement, at < row.values.size() ? row.values[at] : RawValue());
  }
  auto done = statement.run();
  if (!done && done.error().code != "storage.constraint")
    return done;
  const bool isStored = done && m_fresh.changes() > 0;
  ++(isStored ? target.result.rows : target.result.refused);
  return breathe();
}

Result<void> Salvage::salvageTable(const SchemaEntry& entry)
{
  auto target = makeTarget(entry);
  if (!target) { // neither known nor readable as it describes itself
    m_report.tables.push_back({entry.name, 0, 0, false});
    m_isSchemaWhole = false; // another table may have been meant
    return {};
  }
  Target& kept = m_targets.insert_or_assign(entry.name, *std::move(target)).first->second;
  ZVT_TRY(const RawWalk walk, m_trees.walk(entry.root, [&](const RawRow& row) { return insert(kept, row); }));
  kept.result.isComplete = walk.isComplete;
  m_report.unreadablePages += walk.unreadablePages;
  for (const std::uint32_t page : walk.damagedPages) {
    if (entry.name != kSeriesTable)
      m_lostPages.addPage(kept.shape, kept.schema, page);
  }
  return {};
}

/// The one damaged table that rows of this many values can belong to.
Target* Salvage::onlyCandidate(bool isIndex, std::size_t values)
{
  Target* found = nullptr;
  for (auto& [name, target] : m_targets) {
    const std::size_t columns = target.shape.columns.size();
    if (target.result.isComplete || target.shape.hasRowid == isIndex || values > columns
        || values + kAddedColumns < columns)
      continue;
    if (found)
      return nullptr;
    found = &target;
  }
  return found;
}

/// Leaves that no tree leads to any more, because a page above them is damaged. What is on the freelist is old.
Result<void> Salvage::salvageLostLeaves()
{
  const bool isDamaged = std::any_of(
      m_targets.begin(), m_targets.end(), [](const auto& target) { return !target.second.result.isComplete; });
  bool isListWhole = false;
  const auto free = m_pages.freePages(isListWhole);
  if (!isDamaged || !isListWhole)
    return {};
  for (std::uint32_t number = 2; number <= m_pages.count(); ++number) {
    if (m_trees.isUsed(number) || free.contains(number))
      continue;
    for (const bool isIndex : {false, true}) {
      RawWalk walk;
      ZVT_TRY_VOID(m_trees.readLeaf(number, isIndex, walk, [&](const RawRow& row) -> Result<void> {
        Target* target = onlyCandidate(isIndex, row.values.size());
        return target ? insert(*target, row) : Result<void>();
      }));
    }
  }
  return {};
}

/// The index of the chunks knows which bars there were, also where their rows are gone.
Result<void> Salvage::nameLostChunks(std::uint32_t root)
{
  ZVT_TRY(Statement known, m_fresh.prepare("SELECT 1 FROM bar_chunk WHERE id=?"));
  ZVT_TRY(Statement add,
      m_fresh.prepare("INSERT OR IGNORE INTO bar_chunk(id, series, first, last, count, codec, checksum, payload) "
                      "VALUES(?,?,?,?,?,?,?,?)"));
  RawTrees again(m_pages); // its pages have been seen as part of the whole
  ZVT_TRY(const RawWalk walk, again.walk(root, [&](const RawRow& row) -> Result<void> {
    if (row.values.size() != 5 || row.isDoubtful)
      return {};
    known.reset();
    ZVT_TRY(const bool isThere, known.bind(integerOf(row, 4)).step());
    if (isThere)
      return {};
    add.reset();
    add.bind(integerOf(row, 4)).bind(integerOf(row, 0)).bind(integerOf(row, 1)).bind(integerOf(row, 2));
    add.bind(integerOf(row, 3)).bind(std::int64_t{1}).bind(kNeverAChecksum).bindBlob({});
    auto added = add.run();
    return added || added.error().code == "storage.constraint" ? breathe() : added;
  }));
  if (walk.isComplete) { // everything that is missing is named
    if (const auto chunks = m_targets.find("bar_chunk"); chunks != m_targets.end())
      chunks->second.result.isComplete = true;
  }
  return {};
}

/// The unique index of the series repeats all of their columns.
Result<void> Salvage::readIndexNames(std::uint32_t root)
{
  ZVT_TRY(const RawWalk walk, m_trees.walk(root, [&](const RawRow& row) -> Result<void> {
    if (row.values.size() == 4 && !row.isDoubtful)
      m_indexNames.push_back({integerOf(row, 3), textOf(row, 0), textOf(row, 1), textOf(row, 2)});
    return {};
  }));
  if (const auto series = m_targets.find(kSeriesTable); series != m_targets.end() && walk.isComplete)
    series->second.result.isComplete = true;
  return {};
}

Result<void> Salvage::salvageFromIndexes()
{
  for (const SchemaEntry& entry : m_entries) {
    if (entry.type != "index" || entry.root == 0)
      continue;
    if (entry.table == kSeriesTable)
      ZVT_TRY_VOID(readIndexNames(entry.root));
    else // to know which pages are in use
      ZVT_TRY_VOID(m_trees.walk(entry.root, [](const RawRow&) { return Result<void>(); }));
  }
  return {};
}

/// What table and index agree on, or bars confirm. A name that is in doubt is not kept: the date-major copy would then
/// give its bars to another security.
Result<void> Salvage::writeNames()
{
  ZVT_TRY(const SeriesNames names, settleNames(m_fresh, m_tableNames, m_indexNames));
  ZVT_TRY(Statement add,
      m_fresh.prepare("INSERT OR IGNORE INTO bar_series(id, entity_id, level, provider) VALUES(?,?,?,?)"));
  std::int64_t rows = 0;
  for (const SeriesRow& row : names.sure) {
    add.reset();
    add.bind(row.id).bind(row.entityId).bind(market::toString(row.level)).bind(row.provider);
    ZVT_TRY_VOID(add.run());
    rows += m_fresh.changes();
  }
  std::int64_t refused = std::ssize(names.sure) - rows;
  for (const SeriesDoubt& doubt : names.doubts) {
    if (doubt.confirmed)
      continue;
    ++refused;
    ZVT_TRY_VOID(dropUnnamed(doubt, names.sure));
  }
  if (const auto target = m_targets.find(kSeriesTable); target != m_targets.end()) {
    target->second.result.rows = rows;
    target->second.result.refused = refused;
  }
  return {};
}

/// Takes the bars of a series without a name out and says what they may have been.
Result<void> Salvage::dropUnnamed(const SeriesDoubt& doubt, const std::vector<SeriesRow>& sure)
{
  std::int64_t dropped = 0;
  for (auto& [name, target] : m_targets) {
    if (name != "bar_chunk" && name != "bar_tail" && name != "bar_day_stale")
      continue;
    ZVT_TRY(Statement remove, m_fresh.prepare("DELETE FROM " + sqlName(name) + " WHERE series=?"));
    ZVT_TRY_VOID(remove.bind(doubt.id).run());
    const std::int64_t rows = m_fresh.changes();
    target.result.rows -= rows;
    target.result.refused += rows;
    dropped += name == "bar_day_stale" ? 0 : rows;
  }
  for (const SeriesName& name : doubt.told) {
    const bool isOther = std::any_of(sure.begin(), sure.end(), [&](const SeriesRow& row) {
      return row.entityId == name.entityId && market::toString(row.level) == name.level
          && row.provider == name.provider;
    });
    if (dropped == 0 || isOther)
      continue;
    Error error{"storage.lost_bars", {}, {}};
    m_report.lostSeries.push_back(
        std::move(error).with("entity", name.entityId).with("level", name.level).with("provider", name.provider));
  }
  return {};
}

/// Bars whose series has lost its name belong to nobody.
Result<void> Salvage::dropNameless()
{
  for (auto& [name, target] : m_targets) {
    const auto& columns = target.shape.columns;
    if (!name.starts_with("bar_") || std::find(columns.begin(), columns.end(), "series") == columns.end())
      continue;
    ZVT_TRY_VOID(m_fresh.execute("DELETE FROM " + sqlName(name) + " WHERE series NOT IN (SELECT id FROM bar_series)"));
    const std::int64_t dropped = m_fresh.changes();
    target.result.rows -= dropped;
    target.result.refused += dropped;
    target.result.isComplete = target.result.isComplete && dropped == 0;
  }
  return {};
}

/// Tables that the damaged schema no longer leads to: whatever they held is gone.
Result<void> Salvage::nameLostTables()
{
  if (m_isSchemaWhole)
    return {};
  ZVT_TRY(const std::vector<std::string> names, tableNames(m_fresh));
  for (const std::string& name : names) {
    if (!m_targets.contains(name) && name != "schema_migration" && name != "record_tables")
      m_report.tables.push_back({name, 0, 0, false});
  }
  return {};
}

Result<SalvageReport> Salvage::run()
{
  ZVT_TRY_VOID(readSchema());
  if (m_entries.empty())
    return fail("storage.beyond_repair");
  ZVT_TRY_VOID(m_fresh.execute("PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE"));
  double done = 0;
  for (const SchemaEntry& entry : m_entries) {
    m_control.progress(done++ / static_cast<double>(m_entries.size()), entry.name);
    if (entry.type == "table" && !entry.name.starts_with("sqlite_") && entry.name != "schema_migration")
      ZVT_TRY_VOID(salvageTable(entry));
  }
  ZVT_TRY_VOID(salvageFromIndexes());
  ZVT_TRY_VOID(salvageLostLeaves());
  for (const SchemaEntry& entry : m_entries) {
    if (entry.name == "bar_chunk_range")
      ZVT_TRY_VOID(nameLostChunks(entry.root));
  }
  ZVT_TRY_VOID(writeNames());
  ZVT_TRY_VOID(dropNameless());
  ZVT_TRY_VOID(m_fresh.execute("COMMIT; PRAGMA foreign_keys=ON"));
  for (auto& [name, target] : m_targets)
    m_report.tables.push_back(target.result);
  ZVT_TRY_VOID(nameLostTables());
  m_report.lostPages = m_lostPages.errors();
  return std::move(m_report);
}

}

Result<SalvageReport> salvageRows(
    const RawPages& pages, Connection& fresh, const SchemaRegistry& schemas, TaskControl& control)
{
  return Salvage(pages, fresh, schemas, control).run();
}

}
