// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_store.h"
#include "core/storage/row_sink.h"
#include "core/storage/series_catalog.h"
#include "core/storage/sqlite.h"
#include "core/storage/stored_bars.h"

namespace zvt::storage {

/// Bars a full chunk has; the newest chunks of a series may be shorter. Ten blocks of the codec.
constexpr std::int64_t kChunkBars = 2'560;

/// A row of bar_chunk without its payload.
struct ChunkRow {
  std::int64_t id = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t count = 0;
};

/// The newest and the oldest possible key, for "no bound".
constexpr std::int64_t kFirstKey = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLastKey = std::numeric_limits<std::int64_t>::max();

/// A chunk that is ready to be stored.
struct EncodedChunk {
  ChunkRow facts;
  std::uint32_t checksum = 0;
  std::string payload;
};

/// Stretches of @p bars as full chunks.
[[nodiscard]] std::vector<EncodedChunk> encodeChunks(const SeriesRow& series, const market::BarSeries& bars);

/// Reads and writes the chunks of one series inside the caller's transaction. Chunks never overlap.
class BarChunks {
public:
  BarChunks(Connection& connection, const SeriesRow& series);

  /// The chunks that hold keys of [from, to], oldest first.
  Result<std::vector<ChunkRow>> overlapping(std::int64_t from, std::int64_t to);
  /// The newest chunk that begins before @p key.
  Result<std::optional<ChunkRow>> before(std::int64_t key);
  /// Appends the decoded bars of a chunk and their runs. Errors: storage.corrupt_chunk.
  Result<void> load(const ChunkRow& chunk, StoredBars& bars);
  /// Appends the decoded bars of all chunks that hold keys of [from, to].
  Result<void> loadRange(
      std::int64_t from, std::int64_t to, market::BarSeries& bars, market::BarColumnSet columns = {});
  /// The same without optional columns, to where the sink points.
  Result<void> readRange(std::int64_t from, std::int64_t to, RowSink& sink);
  /// Decodes the row of a statement "first, last, count, codec, checksum, payload" from column @p at on.
  Result<void> readRow(Statement& row, int at, RowSink& sink);
  /// Checks a chunk's lineage by itself. Errors: storage.corrupt_lineage.
  Result<void> readLineage(const ChunkRow& chunk, std::vector<std::int64_t>& runs);
  Result<void> insert(const EncodedChunk& chunk, std::span<const std::int64_t> runs);
  /// As many chunks as it takes. Errors also: storage.bad_series (more optional columns than a chunk can hold).
  Result<void> insert(const StoredBars& bars);
  Result<void> remove(const ChunkRow& chunk);

private:
  Result<Statement> rowsOf(std::int64_t from, std::int64_t to);
  /// For all that loadRange() will append: columns that grow as they are read are moved again and again.
  Result<void> makeRoom(std::int64_t from, std::int64_t to, market::BarSeries& bars, market::BarColumnSet columns);
  Result<const BarCodec*> checkRow(Statement& row, int at, ChunkRow& chunk);
  Result<void> decodeRow(Statement& row, market::BarSeries& bars, market::BarColumnSet columns);
  [[nodiscard]] Error corrupt(std::string_view code, std::int64_t first) const;

  Connection& m_connection;
  const SeriesRow& m_series;
};

/// What a person calls a key: 2024-01-31, or 2024-01-31T01:31:00Z.
[[nodiscard]] std::string keyText(market::BarLevel level, std::int64_t key);
/// Adds entity, level and provider to an error.
[[nodiscard]] Error withSeries(
    Error error, std::string_view entityId, market::BarLevel level, std::string_view provider);
/// Whether an error says that stored bars are damaged, and not that reading failed.
[[nodiscard]] bool isDamage(const Error& error);
/// Whether it is damage that a writer may pass over: at a page that is damaged as a whole SQLite ends the transaction.
[[nodiscard]] bool isPassableDamage(const Error& error);
/// A provider's name: letters, digits, '.', '_', '-'; at most 64. Errors: storage.bad_provider.
[[nodiscard]] Result<void> checkProvider(std::string_view provider);

}
