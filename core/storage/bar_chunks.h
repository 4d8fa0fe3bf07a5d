// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_store.h"
#include "core/storage/sqlite.h"

namespace zvt::storage {

/// Bars a full chunk has; the newest chunks of a series may be shorter.
constexpr std::int64_t kChunkBars = 1'500;

/// A row of bar_series.
struct SeriesRow {
  std::int64_t id = 0;
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
};

/// A row of bar_chunk without its payload.
struct ChunkRow {
  std::int64_t id = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t count = 0;
};

/// Reads and writes the chunks of one series inside the caller's transaction.
class BarChunks {
public:
  BarChunks(Connection& connection, SeriesRow series);

  /// The chunks that hold keys of [from, to], oldest first.
  Result<std::vector<ChunkRow>> overlapping(std::int64_t from, std::int64_t to);
  /// The newest chunk that ends before @p key.
  Result<std::optional<ChunkRow>> before(std::int64_t key);
  /// Appends the decoded bars of a chunk. Errors: storage.corrupt_chunk.
  Result<void> load(const ChunkRow& chunk, market::BarSeries& bars);
  /// Appends the decoded bars of all chunks that hold keys of [from, to].
  Result<void> loadRange(std::int64_t from, std::int64_t to, market::BarSeries& bars);
  Result<void> insert(const market::BarSeries& bars, std::size_t begin, std::size_t end);
  Result<void> remove(const ChunkRow& chunk);

private:
  Result<void> decodeRow(Statement& row, market::BarSeries& bars);
  [[nodiscard]] Error corrupt(std::int64_t first) const;

  Connection& m_connection;
  SeriesRow m_series;
};

/// What a person calls a key: 2024-01-31, or 2024-01-31T01:31:00Z.
[[nodiscard]] std::string keyText(market::BarLevel level, std::int64_t key);
/// Adds entity, level and provider to an error.
[[nodiscard]] Error withSeries(
    Error error, std::string_view entityId, market::BarLevel level, std::string_view provider);
/// Checks what a BarWrite promises. Errors: storage.bad_series, storage.not_raw, storage.bad_provider,
/// storage.outside_range, entity.bad_id.
[[nodiscard]] Result<void> checkBars(const BarWrite& write);
/// A provider's name: letters, digits, '.', '_', '-'; at most 64. Errors: storage.bad_provider.
[[nodiscard]] Result<void> checkProvider(std::string_view provider);
/// Writes one series inside the caller's transaction.
/// @param run id of the run that the bars come from
[[nodiscard]] Result<void> applyBars(Connection& connection, const BarWrite& write, std::int64_t run = kUnknownRun);

}
