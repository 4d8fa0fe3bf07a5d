// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/storage/bar_reader.h"
#include "core/storage/profile.h"
#include "core/storage/sqlite.h"
#include "tests/bench/market_workload.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace zvt::bench {

/// Says what failed and ends the program: a measure of something broken is worth nothing.
[[noreturn]] void giveUp(const std::string& why);
template <typename T> T must(Result<T> result, const char* what)
{
  if (!result)
    giveUp(std::string(what) + ": " + result.error().code + " " + std::string(result.error().field("reason")));
  if constexpr (!std::is_void_v<T>)
    return std::move(*result);
}

[[nodiscard]] std::string entityName(std::size_t entity);
/// Rows [from, to) of an entity of the workload.
[[nodiscard]] market::BarSeriesPtr seriesOf(
    const MarketWorkload& market, std::size_t entity, std::size_t from, std::size_t to);
/// One new bar for every entity, @p daysAfter days after the last one of the workload.
[[nodiscard]] std::vector<storage::BarWrite> newDay(const MarketWorkload& market, std::int64_t daysAfter);

/// A profile in a folder that goes with it; it can be closed and opened again.
class StoreFolder {
public:
  StoreFolder();
  explicit StoreFolder(const StoreFolder& copied, int); ///< with a copy of the files of a closed profile
  ~StoreFolder();
  StoreFolder(const StoreFolder&) = delete;
  StoreFolder& operator=(const StoreFolder&) = delete;

  void open();
  /// Everything is on the disk in market.db afterwards.
  void close();
  [[nodiscard]] storage::BarStore& bars() { return m_profile->bars(); }
  [[nodiscard]] storage::Profile& profile() { return *m_profile; }
  [[nodiscard]] std::filesystem::path database() const { return m_folder / "market.db"; }
  [[nodiscard]] double megabytes() const;
  /// Puts everything that is committed into market.db, synced.
  void checkpoint();

private:
  std::filesystem::path m_folder;
  SystemClock m_clock;
  OsFileSystem m_files;
  std::shared_ptr<Logger> m_logger;
  std::unique_ptr<storage::Profile> m_profile;
  std::unique_ptr<storage::Connection> m_checkpointer;
};

/// Writes the workload as an import does: some entities a transaction. The time that takes, without making the series.
double ingest(StoreFolder& store, const MarketWorkload& market);

/// SQLite with one row a bar: (entity, day) as the key without a rowid, and the index (day, entity).
class RowTable {
public:
  RowTable(const std::filesystem::path& file, bool withDateIndex);
  /// Entities [0, count) in one transaction, checkpointed; the time that takes.
  double insert(const MarketWorkload& market, std::size_t count);
  void insertDay(const MarketWorkload& market, std::int64_t daysAfter);
  void checkpoint();
  [[nodiscard]] storage::Connection& connection() { return *m_connection; }

private:
  std::unique_ptr<storage::Connection> m_connection;
};

/// What the read measures share: made at first use, gone at the end.
struct StoreFixture {
  explicit StoreFixture(std::size_t entities);

  MarketWorkload market;
  StoreFolder store;
  std::filesystem::path rowsFile;
  std::unique_ptr<RowTable> rows; ///< at first use
  double entityMajorMegabytes = 0;
  double bothMegabytes = 0;

  RowTable& rowTable();
};

}
