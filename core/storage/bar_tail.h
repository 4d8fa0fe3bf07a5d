// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/row_sink.h"
#include "core/storage/series_catalog.h"
#include "core/storage/sqlite.h"
#include "core/storage/stored_bars.h"

namespace zvt::storage {

/// A write of at most so many bars beyond the newest chunk goes to the tail …
constexpr std::int64_t kTailWriteBars = 32;
/// … which the background folds into chunks from so many bars on …
constexpr std::int64_t kTailFoldBars = 32;
/// … and the writer itself when it would grow beyond so many.
constexpr std::int64_t kTailBars = 256;

/// What is in a tail.
struct TailFacts {
  std::int64_t count = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
};

/// The open end of one series inside the caller's transaction: single bars, all newer than the newest chunk, so that a
/// new bar of every series rewrites no chunk and the last bar can change often. Each row has a checksum.
class BarTail {
public:
  BarTail(Connection& connection, const SeriesRow& series);

  Result<TailFacts> facts();
  /// Appends the rows with keys of [from, to] and their runs. Errors: storage.corrupt_tail.
  Result<void> load(std::int64_t from, std::int64_t to, StoredBars& bars);
  Result<void> loadBars(std::int64_t from, std::int64_t to, market::BarSeries& bars, market::BarColumnSet columns = {});
  /// The same without optional columns, to where the sink points.
  Result<void> readRange(std::int64_t from, std::int64_t to, RowSink& sink);
  /// Decodes the row of a statement "key, run, bar" from column @p at on.
  Result<void> readRow(const Statement& row, int at, RowSink& sink) const;
  /// Checks one row by itself.
  Result<void> checkRow(const Statement& row, int at) const;
  /// A row that says the same already stays as it is, its run included.
  Result<void> upsert(const market::BarSeries& bars, std::size_t row, std::int64_t run);
  /// Removes the rows with keys of [from, to].
  Result<void> remove(std::int64_t from, std::int64_t to);

private:
  Result<Statement> rowsOf(std::int64_t from, std::int64_t to);
  [[nodiscard]] std::uint32_t checksum(std::int64_t key, std::int64_t run, std::string_view values) const;
  [[nodiscard]] bool isSound(const Statement& row, int at) const;
  [[nodiscard]] Error corrupt(std::int64_t key) const;

  Connection& m_connection;
  const SeriesRow& m_series;
};

}
