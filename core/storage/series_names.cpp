// SPDX-License-Identifier: Apache-2.0
#include "core/storage/series_names.h"

#include "core/storage/bar_chunks.h"
#include "core/storage/bar_tail.h"

#include <algorithm>
#include <map>

namespace zvt::storage {

namespace {

/// What one place tells, as far as it can be read.
struct Place {
  std::vector<SeriesName> names;
  std::optional<Error> error;
};

Result<void> readNames(Connection& connection, std::string_view sql, std::vector<SeriesName>& names)
{
  ZVT_TRY(Statement rows, connection.prepare(sql));
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    names.push_back({rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)), std::string(rows.text(3))});
  }
}

Result<Place> readPlace(Connection& connection, std::string_view sql)
{
  const bool wasOpen = connection.isInTransaction();
  Place place;
  if (auto read = readNames(connection, sql, place.names); !read)
    place.error = std::move(read).error();
  ZVT_TRY_VOID(resumeSnapshot(connection, wasOpen));
  return place;
}

/// Whether another place may stand in for what could not be read.
bool isUnreadable(const Error& error)
{
  return error.code == "storage.corrupt" || error.code == "storage.io" || error.code == "storage.damaged_page";
}

/// Whether a row of @p sql, which asks for those of one series, passes @p isOf. What cannot be read tells nothing.
template <typename IsOf>
Result<bool> hasRowOf(Connection& connection, std::string_view sql, const SeriesRow& series, IsOf isOf)
{
  const bool wasOpen = connection.isInTransaction();
  std::optional<Error> unreadable;
  {
    ZVT_TRY(Statement row, connection.prepare(sql));
    row.bind(series.id);
    for (;;) {
      auto step = row.step();
      if (!step) {
        unreadable = std::move(step).error();
        break;
      }
      if (!*step)
        return false;
      if (isOf(row))
        return true;
    }
  }
  if (!isUnreadable(*unreadable))
    return fail(*std::move(unreadable));
  ZVT_TRY_VOID(resumeSnapshot(connection, wasOpen));
  return false;
}

/// Whether any bars say by their checksums that they belong to a series of this name.
Result<bool> hasBarsOf(Connection& connection, const SeriesRow& series)
{
  BarChunks chunks(connection, series);
  ZVT_TRY(const bool hasChunk,
      hasRowOf(connection, "SELECT first, last, count, codec, checksum, payload FROM bar_chunk WHERE series=?", series,
          [&](Statement& row) {
            RowSink nothing;
            return chunks.readRow(row, 0, nothing).has_value();
          }));
  if (hasChunk)
    return true;
  constexpr const char* kTail = "SELECT key, run, bar FROM bar_tail WHERE series=?";
  if (!connection.prepare(kTail)) // an old version has no tail
    return false;
  const BarTail tail(connection, series);
  return hasRowOf(connection, kTail, series, [&](const Statement& row) { return tail.checkRow(row, 0).has_value(); });
}

/// What a name may mean: a level that is none may have been any.
std::vector<SeriesRow> readings(const SeriesName& name)
{
  std::vector<SeriesRow> rows;
  if (const auto level = market::parseBarLevel(name.level))
    return {makeSeriesRow(name.id, name.entityId, *level, name.provider)};
  for (const market::BarLevel level : market::kBarLevels)
    rows.push_back(makeSeriesRow(name.id, name.entityId, level, name.provider));
  return rows;
}

Result<std::optional<SeriesRow>> confirm(Connection& connection, const std::vector<SeriesName>& told)
{
  for (const SeriesName& name : told) {
    for (const SeriesRow& row : readings(name)) {
      ZVT_TRY(const bool isConfirmed, hasBarsOf(connection, row));
      if (isConfirmed)
        return row;
    }
  }
  return std::nullopt;
}

/// What both places say of one id.
struct Told {
  std::vector<SeriesName> table;
  std::vector<SeriesName> index;
};

/// The row when there is nothing to doubt.
std::optional<SeriesRow> agreed(const Told& told)
{
  if (told.table.size() != 1 || told.index.size() != 1 || told.table[0] != told.index[0])
    return std::nullopt;
  const SeriesName& name = told.table[0];
  const auto level = market::parseBarLevel(name.level);
  return level ? std::optional(makeSeriesRow(name.id, name.entityId, *level, name.provider)) : std::nullopt;
}

std::vector<SeriesName> distinct(const Told& told)
{
  std::vector<SeriesName> names;
  for (const auto* place : {&told.table, &told.index}) {
    for (const SeriesName& name : *place) {
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
    }
  }
  return names;
}

}

Result<void> resumeSnapshot(Connection& connection, bool wasOpen)
{
  return wasOpen && !connection.isInTransaction() ? connection.execute("BEGIN") : Result<void>();
}

Result<SeriesNames> settleNames(
    Connection& connection, const std::vector<SeriesName>& fromTable, const std::vector<SeriesName>& fromIndex)
{
  std::map<std::int64_t, Told> all;
  for (const SeriesName& name : fromTable)
    all[name.id].table.push_back(name);
  for (const SeriesName& name : fromIndex)
    all[name.id].index.push_back(name);
  SeriesNames names;
  for (const auto& [id, told] : all) {
    if (auto row = agreed(told)) {
      names.sure.push_back(*std::move(row));
      continue;
    }
    SeriesDoubt doubt{id, distinct(told), {}};
    ZVT_TRY(doubt.confirmed, confirm(connection, doubt.told));
    if (doubt.confirmed)
      names.sure.push_back(*doubt.confirmed);
    names.doubts.push_back(std::move(doubt));
  }
  return names;
}

Result<SeriesNames> readSeriesNames(Connection& connection)
{
  ZVT_TRY(const Place table,
      readPlace(connection, "SELECT id, entity_id, level, provider FROM bar_series NOT INDEXED ORDER BY id"));
  ZVT_TRY(const Place index,
      readPlace(connection,
          "SELECT id, entity_id, level, provider FROM bar_series INDEXED BY sqlite_autoindex_bar_series_1 "
          "WHERE entity_id>=''"));
  for (const Place* place : {&table, &index}) {
    if (place->error && (!isUnreadable(*place->error) || (table.error && index.error)))
      return fail(*place->error);
  }
  ZVT_TRY(SeriesNames names, settleNames(connection, table.names, index.names));
  if (table.error || index.error) // whose damage is told by its page
    std::erase_if(names.doubts, [](const SeriesDoubt& doubt) { return doubt.confirmed && doubt.told.size() == 1; });
  return names;
}

std::vector<SeriesRow> possibleRows(const SeriesDoubt& doubt)
{
  std::vector<SeriesRow> rows;
  for (const SeriesName& name : doubt.told) {
    if (const auto level = market::parseBarLevel(name.level))
      rows.push_back(makeSeriesRow(name.id, name.entityId, *level, name.provider));
  }
  return rows;
}

Error errorOf(const SeriesDoubt& doubt)
{
  Error error{"storage.corrupt_series", {{"series", std::to_string(doubt.id)}}, {}};
  const std::vector<SeriesRow> possible = possibleRows(doubt);
  if (doubt.confirmed)
    return withSeries(std::move(error), doubt.confirmed->entityId, doubt.confirmed->level, doubt.confirmed->provider);
  if (!possible.empty())
    return withSeries(std::move(error), possible[0].entityId, possible[0].level, possible[0].provider);
  const SeriesName& name = doubt.told.front();
  return std::move(error).with("entity", name.entityId).with("level", name.level).with("provider", name.provider);
}

}
