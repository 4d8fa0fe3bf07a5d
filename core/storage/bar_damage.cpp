// SPDX-License-Identifier: Apache-2.0
// Finding damaged pieces, taking them out, putting their bars back.
#include "core/storage/bar_background.h"
#include "core/storage/bar_chunks.h"
#include "core/storage/bar_days.h"
#include "core/storage/bar_tail.h"
#include "core/storage/bar_write.h"
#include "core/storage/database.h"
#include "core/storage/factor_stale.h"
#include "core/storage/series_names.h"

namespace zvt::storage {

namespace {

class DamageList {
public:
  explicit DamageList(Connection& connection)
      : m_connection(connection)
  {
  }

  Result<void> addSeries(const SeriesRow& series)
  {
    BarChunks chunks(m_connection, series);
    ZVT_TRY(const auto rows, chunks.overlapping(kFirstKey, kLastKey));
    for (const ChunkRow& row : rows) {
      StoredBars bars;
      ZVT_TRY_VOID(note(
          chunks.load(row, bars), series, {BarPiece::Chunk, row.id, {}, {}, {}, row.first, row.last, row.count, {}}));
      bars.runs.clear();
      ZVT_TRY_VOID(note(chunks.readLineage(row, bars.runs), series,
          {BarPiece::Lineage, row.id, {}, {}, {}, row.first, row.last, row.count, {}}));
    }
    return addTail(series);
  }

  /// A name that table and index tell differently; without one that bars confirm, every piece is damaged.
  Result<void> addDoubt(const SeriesDoubt& doubt)
  {
    const Error error = errorOf(doubt);
    found.push_back({BarPiece::Name, doubt.id, std::string(error.field("entity")), {},
        std::string(error.field("provider")), {}, {}, 0, error});
    if (doubt.confirmed)
      return {};
    const std::vector<SeriesRow> possible = possibleRows(doubt);
    return possible.empty() ? addPieces(doubt.id, error) : addSeries(possible.front());
  }

  /// The date-major copy.
  Result<void> addDays()
  {
    ZVT_TRY(Statement rows,
        m_connection.prepare("SELECT day, count, checksum, payload, provider, id FROM bar_day ORDER BY id"));
    DayRows decoded;
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return {};
      const std::string provider(rows.text(4));
      if (DayTable::readRow(rows, provider, market::kAllBarColumns, decoded) == DayState::Sound)
        continue;
      const std::int64_t day = rows.integer(0);
      Error error{"storage.corrupt_day", {{"day", keyText(market::BarLevel::Day1, day)}}, {}};
      error = std::move(error).with("level", "1d").with("provider", provider);
      found.push_back({BarPiece::Day, rows.integer(5), {}, market::BarLevel::Day1, provider, day, day, rows.integer(1),
          std::move(error)});
    }
  }

  std::vector<BarDamage> found;

private:
  /// Pieces of a series that has no level: nobody can read them. They name no provider, so that nothing is taken for
  /// their other copy.
  Result<void> addPieces(std::int64_t series, const Error& error)
  {
    ZVT_TRY(Statement rows,
        m_connection.prepare("SELECT 0, id, first, last, count FROM bar_chunk WHERE series=?1 "
                             "UNION ALL SELECT 1, series, key, key, 1 FROM bar_tail WHERE series=?1"));
    rows.bind(series);
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return {};
      found.push_back({rows.integer(0) == 0 ? BarPiece::Chunk : BarPiece::Tail, rows.integer(1),
          std::string(error.field("entity")), {}, {}, rows.integer(2), rows.integer(3), rows.integer(4), error});
    }
  }

  Result<void> addTail(const SeriesRow& series)
  {
    const BarTail tail(m_connection, series);
    ZVT_TRY(Statement rows, m_connection.prepare("SELECT key, run, bar FROM bar_tail WHERE series=? ORDER BY key"));
    rows.bind(series.id);
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return {};
      const std::int64_t key = rows.integer(0);
      ZVT_TRY_VOID(note(tail.checkRow(rows, 0), series, {BarPiece::Tail, series.id, {}, {}, {}, key, key, 1, {}}));
    }
  }

  /// Damage goes on the list; other errors end the search.
  Result<void> note(Result<void> outcome, const SeriesRow& series, BarDamage damage)
  {
    if (outcome)
      return {};
    if (!isDamage(outcome.error()) && outcome.error().code != "storage.corrupt_lineage")
      return outcome;
    damage.entityId = series.entityId;
    damage.level = series.level;
    damage.provider = series.provider;
    damage.error = std::move(outcome)
                       .error()
                       .with("first", keyText(series.level, damage.first))
                       .with("last", keyText(series.level, damage.last));
    if (damage.error.field("entity").empty()) // a page does not know whose it is
      damage.error = withSeries(std::move(damage.error), series.entityId, series.level, series.provider);
    found.push_back(std::move(damage));
    return {};
  }

  Connection& m_connection;
};

Result<void> run(Connection& connection, std::string_view sql, std::initializer_list<std::int64_t> values)
{
  ZVT_TRY(Statement statement, connection.prepare(sql));
  for (const std::int64_t value : values)
    statement.bind(value);
  return statement.run();
}

/// What a piece claims to hold may be wrong: the whole series has to be looked at again.
Result<void> markWhole(Connection& connection, std::int64_t series)
{
  return run(connection,
      "INSERT INTO bar_day_stale SELECT id, ?2, ?3 FROM bar_series WHERE id=?1 AND level='1d' "
      "ON CONFLICT(series) DO UPDATE SET first=excluded.first, last=excluded.last",
      {series, kFirstKey, kLastKey});
}

/// Any day of any series may be missing from the date-major copy.
Result<void> markAll(Connection& connection)
{
  return run(connection,
      "INSERT INTO bar_day_stale SELECT id, ?, ? FROM bar_series WHERE level='1d' "
      "ON CONFLICT(series) DO UPDATE SET first=excluded.first, last=excluded.last",
      {kFirstKey, kLastKey});
}

Result<void> dropPiece(Connection& connection, const BarDamage& damage)
{
  if (damage.piece == BarPiece::Chunk || damage.piece == BarPiece::Tail)
    ZVT_TRY_VOID(markAllFactors(connection)); // what the piece says about itself may be wrong, too
  switch (damage.piece) {
  case BarPiece::Chunk:
    ZVT_TRY_VOID(run(connection,
        "INSERT INTO bar_day_stale SELECT s.id, ?2, ?3 FROM bar_chunk c JOIN bar_series s ON s.id=c.series "
        "WHERE c.id=?1 AND s.level='1d' ON CONFLICT(series) DO UPDATE SET first=excluded.first, last=excluded.last",
        {damage.id, kFirstKey, kLastKey}));
    return run(connection, "DELETE FROM bar_chunk WHERE id=?", {damage.id});
  case BarPiece::Lineage:
    return run(connection, "UPDATE bar_chunk SET lineage=NULL WHERE id=?", {damage.id});
  case BarPiece::Tail:
    ZVT_TRY_VOID(markWhole(connection, damage.id));
    return run(connection, "DELETE FROM bar_tail WHERE series=? AND key=?", {damage.id, damage.first});
  case BarPiece::Name: // repairProfile() writes the table anew
    return fail(damage.error);
  case BarPiece::Day:
    ZVT_TRY_VOID(run(connection, "DELETE FROM bar_day WHERE id=?", {damage.id}));
    return markAll(connection); // its provider and day may be what is damaged
  }
  return {};
}

/// What the date-major copy has of a series between two days, as far as it is to be believed.
Result<market::BarSeries> fromDays(Connection& connection, const SeriesRow& series, std::int64_t from, std::int64_t to)
{
  market::BarSeries bars;
  bars.entityId = series.entityId;
  bars.level = series.level;
  bars.provider = series.provider;
  ZVT_TRY(const std::vector<StaleSeries> stale, staleSeries(connection, series.provider, from, to));
  const auto own = std::find_if(
      stale.begin(), stale.end(), [&](const StaleSeries& candidate) { return candidate.series.id == series.id; });
  DayTable table(connection);
  DayRows rows;
  ZVT_TRY(const std::vector<std::int64_t> days, table.list(series.provider, from, to));
  for (const std::int64_t day : days) {
    if (own != stale.end() && own->first <= day && day <= own->last)
      continue;
    ZVT_TRY(const DayState state, table.read(series.provider, day, market::kAllBarColumns, rows));
    const auto ids = rows.ids();
    const auto row = std::lower_bound(ids.begin(), ids.end(), static_cast<std::uint32_t>(series.id)) - ids.begin();
    if (state != DayState::Sound || row == std::ssize(ids) || ids[static_cast<std::size_t>(row)] != series.id)
      continue;
    bars.key.push_back(day);
    for (std::size_t i = 0; i < kBarColumns.size(); ++i)
      (bars.*kBarColumns[i]).push_back(rows.values[i].data()[row]);
  }
  return bars;
}

/// Puts back what the other copy has beside what is stored.
Result<std::int64_t> putBack(Connection& connection, const BarDamage& damage)
{
  ZVT_TRY(
      Statement select, connection.prepare("SELECT id FROM bar_series WHERE entity_id=? AND level=? AND provider=?"));
  ZVT_TRY(const bool isKnown,
      select.bind(damage.entityId).bind(market::toString(damage.level)).bind(damage.provider).step());
  const bool hasCopy = isKnown && damage.level == market::BarLevel::Day1
      && (damage.piece == BarPiece::Chunk || damage.piece == BarPiece::Tail);
  market::BarSeries saved;
  if (hasCopy) {
    ZVT_TRY(saved,
        fromDays(connection, makeSeriesRow(select.integer(0), damage.entityId, damage.level, damage.provider),
            damage.first, damage.last));
  }
  ZVT_TRY_VOID(dropPiece(connection, damage));
  if (saved.empty())
    return 0;
  const auto count = std::ssize(saved.key);
  BarWriter writer(connection);
  ZVT_TRY_VOID(writer.apply({std::make_shared<const market::BarSeries>(std::move(saved)), WriteMode::Merge, {}}));
  ZVT_TRY_VOID(writer.finish());
  return count;
}

}

Result<std::vector<BarDamage>> BarStore::damage() const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::vector<BarDamage>> {
    DamageList damage(connection);
    ZVT_TRY(const SeriesNames names, readSeriesNames(connection));
    for (const SeriesRow& row : names.sure)
      ZVT_TRY_VOID(damage.addSeries(row));
    for (const SeriesDoubt& doubt : names.doubts)
      ZVT_TRY_VOID(damage.addDoubt(doubt));
    ZVT_TRY_VOID(damage.addDays());
    return std::move(damage.found);
  });
}

Result<std::vector<Error>> BarStore::damagedNames() const
{
  return m_database.fetch([](Connection& connection) -> Result<std::vector<Error>> {
    ZVT_TRY(const SeriesNames names, readSeriesNames(connection));
    std::vector<Error> errors;
    for (const SeriesDoubt& doubt : names.doubts)
      errors.push_back(errorOf(doubt));
    return errors;
  });
}

Result<std::vector<Error>> BarStore::verify() const
{
  ZVT_TRY(std::vector<BarDamage> damage, this->damage());
  std::vector<Error> errors;
  for (BarDamage& piece : damage)
    errors.push_back(std::move(piece.error));
  return errors;
}

Result<void> BarStore::drop(const BarDamage& damage)
{
  auto dropped = m_database.write([&](Connection& connection) { return dropPiece(connection, damage); });
  if (dropped)
    m_background->wake();
  return dropped;
}

Result<void> BarStore::rebuildDayCopy()
{
  auto emptied = m_database.write([](Connection& connection) -> Result<void> {
    ZVT_TRY_VOID(run(connection, "DELETE FROM bar_day", {}));
    return markAll(connection);
  });
  return emptied ? m_background->settle() : emptied;
}

Result<std::int64_t> BarStore::salvage(const BarDamage& damage)
{
  std::int64_t saved = 0;
  ZVT_TRY_VOID(m_database.write([&](Connection& connection) -> Result<void> {
    ZVT_TRY(saved, putBack(connection, damage));
    return {};
  }));
  m_background->wake();
  return saved;
}

}
