// SPDX-License-Identifier: Apache-2.0
#include "core/storage/factor_store.h"

#include "core/base/checksum.h"
#include "core/base/json.h"
#include "core/storage/byte_order.h"
#include "core/storage/column_coding.h"
#include "core/storage/database.h"
#include "core/storage/factor_check.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <limits>

namespace zvt::storage {

namespace {

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t kMostColumns = 4096;

void putSection(std::string_view section, std::string& out)
{
  putLength(section.size(), out);
  out += section;
}

/// Keys, the digest of each row's bar, the columns: each a section.
std::string encode(const FactorChunk& chunk)
{
  std::string payload;
  std::string section;
  encodeKeys(chunk.key, section);
  putSection(section, payload);
  section.clear();
  for (const std::uint64_t input : chunk.inputs)
    putLittle(input, section);
  putSection(section, payload);
  for (const std::vector<double>& column : chunk.columns) {
    section.clear();
    encodeDoubles(column, section);
    putSection(section, payload);
  }
  return payload;
}

bool decode(std::string_view payload, std::size_t count, FactorChunk& chunk)
{
  std::string_view section;
  chunk.key.resize(count);
  if (!takeSection(payload, section) || !decodeKeys(section, chunk.key))
    return false;
  if (!takeSection(payload, section) || section.size() != count * sizeof(std::uint64_t))
    return false;
  for (; !section.empty(); section.remove_prefix(sizeof(std::uint64_t)))
    chunk.inputs.push_back(readLittle<std::uint64_t>(section));
  while (!payload.empty() && chunk.columns.size() < kMostColumns) {
    chunk.columns.emplace_back(count);
    if (!takeSection(payload, section) || !decodeDoubles(section, chunk.columns.back()))
      return false;
  }
  return payload.empty();
}

std::uint32_t checksumOf(
    std::int64_t series, const FactorChunkFacts& facts, std::string_view payload, std::string_view state)
{
  std::string row;
  for (const std::int64_t value : {series, facts.number, facts.first, facts.last, facts.count})
    putLittle(static_cast<std::uint64_t>(value), row);
  putLittle(facts.inputs, row);
  return crc32c(state, crc32c(payload, crc32c(row)));
}

FactorChunkFacts factsOf(const FactorChunk& chunk)
{
  return {chunk.number, chunk.key.front(), chunk.key.back(), std::ssize(chunk.key), digestOf(chunk.inputs)};
}

FactorChunkFacts readFacts(const Statement& row)
{
  return {row.integer(0), row.integer(1), row.integer(2), row.integer(3), std::bit_cast<std::uint64_t>(row.integer(4))};
}

constexpr std::string_view kSelectFacts =
    "SELECT number, first, last, count, inputs FROM factor_chunk WHERE series=? ORDER BY number";
constexpr std::string_view kSelectChunk = "SELECT number, first, last, count, inputs, checksum, payload, state FROM "
                                          "factor_chunk WHERE series=? AND number=?";
constexpr std::string_view kSelectRows = "SELECT number, first, last, count, inputs, checksum, payload, state FROM "
                                         "factor_chunk WHERE series=? AND last>=? AND first<? ORDER BY number";

/// Nothing when the row is damaged.
std::optional<FactorChunk> readChunk(const Statement& row, std::int64_t series)
{
  const FactorChunkFacts facts = readFacts(row);
  const bool isSound = facts.count > 0 && facts.count <= kFactorChunkRows
      && checksumOf(series, facts, row.blob(6), row.blob(7)) == static_cast<std::uint32_t>(row.integer(5));
  FactorChunk chunk;
  chunk.number = facts.number;
  chunk.state = row.blob(7);
  if (!isSound || !decode(row.blob(6), static_cast<std::size_t>(facts.count), chunk))
    return {};
  return chunk;
}

Result<void> insertChunk(Connection& connection, std::int64_t series, const FactorChunk& chunk)
{
  const FactorChunkFacts facts = factsOf(chunk);
  const std::string payload = encode(chunk);
  ZVT_TRY(Statement insert,
      connection.prepare(
          "INSERT INTO factor_chunk(series, number, first, last, count, inputs, checksum, payload, state) "
          "VALUES(?,?,?,?,?,?,?,?,?)"));
  insert.bind(series).bind(facts.number).bind(facts.first).bind(facts.last).bind(facts.count);
  insert.bind(std::bit_cast<std::int64_t>(facts.inputs));
  insert.bind(static_cast<std::int64_t>(checksumOf(series, facts, payload, chunk.state)));
  return insert.bindBlob(payload).bindBlob(chunk.state).run();
}

Result<void> removeRows(Connection& connection, const FactorWrite& write)
{
  ZVT_TRY(Statement chunks, connection.prepare("DELETE FROM factor_chunk WHERE series=? AND number>=?"));
  ZVT_TRY_VOID(chunks.bind(write.series).bind(write.fromChunk).run());
  ZVT_TRY(Statement marks, connection.prepare("DELETE FROM factor_mark WHERE series=? AND known>=?"));
  return marks.bind(write.series).bind(write.marksFrom).run();
}

Result<void> insertMarks(Connection& connection, const FactorWrite& write)
{
  ZVT_TRY(Statement insert,
      connection.prepare("INSERT INTO factor_mark(series, known, key, name, detail) VALUES(?,?,?,?,?)"));
  for (const FactorMark& mark : write.marks) {
    insert.reset();
    ZVT_TRY_VOID(insert.bind(write.series).bind(mark.known).bind(mark.key).bind(mark.name).bind(mark.detail).run());
  }
  return {};
}

Result<void> apply(Connection& connection, const FactorWrite& write)
{
  // Bars that were written after these rows had read them: nobody knows whether they still hold.
  ZVT_TRY(Statement series,
      connection.prepare(
          "UPDATE factor_series SET source=?2, stale=CASE WHEN (SELECT revision FROM factor_input i WHERE "
          "i.entity_id=factor_series.entity_id)=?3 THEN NULL ELSE ?4 END WHERE id=?1"));
  ZVT_TRY_VOID(series.bind(write.series).bind(write.source).bind(write.revision).bind(kAll).run());
  if (connection.changes() == 0)
    return {}; // cleared meanwhile
  ZVT_TRY_VOID(removeRows(connection, write));
  for (const FactorChunk& chunk : write.chunks)
    ZVT_TRY_VOID(insertChunk(connection, write.series, chunk));
  ZVT_TRY_VOID(insertMarks(connection, write));
  ZVT_TRY(Statement last,
      connection.prepare(
          "UPDATE factor_series SET last=(SELECT max(last) FROM factor_chunk WHERE series=?1) WHERE id=?1"));
  return last.bind(write.series).run();
}

std::string conditions(const FactorFilter& filter)
{
  std::string where = " WHERE 1";
  if (filter.factor)
    where += " AND factor=?";
  if (filter.identity)
    where += " AND identity=?";
  if (filter.entityId)
    where += " AND entity_id=?";
  return where;
}

void bindFilter(Statement& statement, const FactorFilter& filter)
{
  for (const auto* value : {&filter.factor, &filter.identity, &filter.entityId}) {
    if (*value)
      statement.bind(std::string_view(**value));
  }
}

Result<std::vector<std::string>> namesOf(std::string_view json)
{
  ZVT_TRY(const Json list, parseJson(json));
  std::vector<std::string> names;
  for (const Json& name : list) {
    if (!list.is_array() || !name.is_string())
      return fail("storage.corrupt", {{"reason", "factor_series"}});
    names.push_back(name.get<std::string>());
  }
  return names;
}

Result<std::vector<FactorSeries>> select(Connection& connection, const FactorFilter& filter)
{
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT s.id, s.factor, s.identity, s.entity_id, s.level, s.adjust, s.provider, s.parameters, "
                         "s.columns, s.source, s.stale, i.revision, ifnull(sum(c.count), 0), ifnull(min(c.first), 0), "
                         "ifnull(max(c.last), 0) FROM factor_series s LEFT JOIN factor_input i USING(entity_id) "
                         "LEFT JOIN factor_chunk c ON c.series=s.id"
          + conditions(filter) + " GROUP BY s.id ORDER BY factor, entity_id, identity"));
  bindFilter(rows, filter);
  std::vector<FactorSeries> found;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return found;
    FactorSeries series;
    series.id = rows.integer(0);
    series.factor = rows.text(1);
    series.identity = rows.text(2);
    series.entityId = rows.text(3);
    ZVT_TRY(series.level, market::parseBarLevel(rows.text(4)));
    ZVT_TRY(series.adjust, market::parseAdjustMode(rows.text(5)));
    series.provider = rows.text(6);
    series.parameters = rows.text(7);
    ZVT_TRY(series.columns, namesOf(rows.text(8)));
    series.source = rows.text(9);
    if (!rows.isNull(10))
      series.staleFrom = rows.integer(10);
    series.revision = rows.integer(11);
    series.rows = rows.integer(12);
    series.first = rows.integer(13);
    series.last = rows.integer(14);
    found.push_back(std::move(series));
  }
}

Result<FactorSeries> reserveOne(Connection& connection, const FactorSeries& wanted)
{
  ZVT_TRY(Statement input, connection.prepare("INSERT OR IGNORE INTO factor_input(entity_id, revision) VALUES(?, 0)"));
  ZVT_TRY_VOID(input.bind(wanted.entityId).run());
  ZVT_TRY(Statement insert,
      connection.prepare("INSERT OR IGNORE INTO factor_series(factor, identity, entity_id, level, adjust, provider, "
                         "parameters, columns, source, stale) VALUES(?,?,?,?,?,?,?,?,'',?)"));
  insert.bind(wanted.factor).bind(wanted.identity).bind(wanted.entityId);
  insert.bind(market::toString(wanted.level)).bind(market::toString(wanted.adjust)).bind(wanted.provider);
  insert.bind(wanted.parameters).bind(canonicalJson(Json(wanted.columns)));
  ZVT_TRY_VOID(insert.bind(kAll).run());
  ZVT_TRY(const auto found, select(connection, {wanted.factor, wanted.identity, wanted.entityId}));
  return found.front();
}

}

std::uint64_t digestOf(const std::vector<std::uint64_t>& inputs)
{
  std::uint64_t digest = inputs.size();
  for (const std::uint64_t input : inputs) { // splitmix64's finaliser over a running sum
    digest = (digest + input + 0x9e3779b97f4a7c15ULL) * 0xbf58476d1ce4e5b9ULL;
    digest ^= digest >> 31U;
  }
  return digest;
}

Result<std::vector<Error>> damagedFactors(Connection& connection)
{
  std::vector<Error> damaged;
  ZVT_TRY(Statement table, connection.prepare("SELECT 1 FROM sqlite_schema WHERE name='factor_chunk'"));
  ZVT_TRY(const bool exists, table.step());
  if (!exists) // a profile of an older program
    return damaged;
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT number, c.first, c.last, c.count, inputs, checksum, payload, state, s.id, factor, "
                         "entity_id FROM factor_chunk c JOIN factor_series s ON s.id=c.series ORDER BY s.id, number"));
  std::int64_t told = -1;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return damaged;
    if (rows.integer(8) == told || readChunk(rows, rows.integer(8)))
      continue;
    told = rows.integer(8);
    damaged.push_back(
        Error{"storage.factor_damaged", {{"factor", std::string(rows.text(9))}}, {}}.with("entity", rows.text(10)));
  }
}

FactorStore::FactorStore(Database& database)
    : m_database(database)
{
}

Result<std::vector<FactorSeries>> FactorStore::reserve(const std::vector<FactorSeries>& series)
{
  std::vector<FactorSeries> reserved;
  const auto reserveAll = [&](Connection& connection) -> Result<void> {
    reserved.clear();
    for (const FactorSeries& wanted : series) {
      ZVT_TRY(FactorSeries one, reserveOne(connection, wanted));
      reserved.push_back(std::move(one));
    }
    return {};
  };
  ZVT_TRY_VOID(m_database.write(reserveAll));
  return reserved;
}

Result<std::vector<FactorSeries>> FactorStore::list(const FactorFilter& filter) const
{
  return m_database.fetch([&](Connection& connection) { return select(connection, filter); });
}

Result<std::vector<FactorChunkFacts>> FactorStore::chunkFacts(std::int64_t series) const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<FactorChunkFacts>> {
    ZVT_TRY(Statement rows, connection.prepare(kSelectFacts));
    rows.bind(series);
    std::vector<FactorChunkFacts> facts;
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return facts;
      facts.push_back(readFacts(rows));
    }
  });
}

Result<std::optional<FactorChunk>> FactorStore::chunk(std::int64_t series, std::int64_t number) const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::optional<FactorChunk>> {
    ZVT_TRY(Statement row, connection.prepare(kSelectChunk));
    ZVT_TRY(const bool isThere, row.bind(series).bind(number).step());
    return isThere ? readChunk(row, series) : std::optional<FactorChunk>();
  });
}

Result<FactorChunk> FactorStore::rows(const FactorSeries& series, std::int64_t from, std::int64_t to) const
{
  return m_database.fetch([&](Connection& connection) -> Result<FactorChunk> {
    ZVT_TRY(Statement rows, connection.prepare(kSelectRows));
    ZVT_TRY(Statement stale, connection.prepare("SELECT stale FROM factor_series WHERE id=?"));
    ZVT_TRY(const bool isThere, stale.bind(series.id).step());
    const std::int64_t end = isThere && !stale.isNull(0) ? std::min(to, stale.integer(0)) : to;
    rows.bind(series.id).bind(from).bind(end);
    FactorChunk all;
    all.columns.resize(series.columns.size());
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return all;
      const auto chunk = readChunk(rows, series.id);
      if (!chunk || chunk->columns.size() != all.columns.size())
        return all;
      for (std::size_t i = 0; i < chunk->key.size(); ++i) {
        if (chunk->key[i] < from || chunk->key[i] >= end)
          continue;
        all.key.push_back(chunk->key[i]);
        all.inputs.push_back(chunk->inputs[i]);
        for (std::size_t column = 0; column < all.columns.size(); ++column)
          all.columns[column].push_back(chunk->columns[column][i]);
      }
    }
  });
}

Result<std::vector<FactorMark>> FactorStore::marks(std::int64_t series) const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<FactorMark>> {
    ZVT_TRY(Statement rows,
        connection.prepare("SELECT known, key, name, detail FROM factor_mark WHERE series=? ORDER BY known, id"));
    rows.bind(series);
    std::vector<FactorMark> marks;
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return marks;
      marks.push_back({rows.integer(0), rows.integer(1), std::string(rows.text(2)), std::string(rows.text(3))});
    }
  });
}

Result<void> FactorStore::write(const std::vector<FactorWrite>& batch)
{
  return m_database.write([&](Connection& connection) -> Result<void> {
    for (const FactorWrite& write : batch)
      ZVT_TRY_VOID(apply(connection, write));
    return {};
  });
}

Result<std::int64_t> FactorStore::clear(const FactorFilter& filter)
{
  std::int64_t cleared = 0;
  const auto remove = [&](Connection& connection) -> Result<void> {
    const std::string series = "(SELECT id FROM factor_series" + conditions(filter) + ")";
    for (const char* table : {"factor_chunk", "factor_mark"}) {
      ZVT_TRY(Statement rows, connection.prepare("DELETE FROM " + std::string(table) + " WHERE series IN " + series));
      bindFilter(rows, filter);
      ZVT_TRY_VOID(rows.run());
    }
    ZVT_TRY(Statement gone, connection.prepare("DELETE FROM factor_series" + conditions(filter)));
    bindFilter(gone, filter);
    ZVT_TRY_VOID(gone.run());
    cleared = connection.changes();
    return connection.execute("DELETE FROM factor_input WHERE entity_id NOT IN (SELECT entity_id FROM factor_series)");
  };
  ZVT_TRY_VOID(m_database.write(remove));
  return cleared;
}

}
