// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/storage/data_run.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zvt::storage {

class BarBackground;
class BarReader;
class Database;
class SeriesCatalog;
struct EncodedChunk;
struct BarObservers;

/// How new bars meet stored ones of the same entity, level and provider.
enum class WriteMode {
  Append, ///< every new key is beyond the last stored one, else storage.not_appendable
  Merge, ///< a new bar replaces the stored bar with its key; other stored bars stay
  Replace
}; ///< stored bars inside the range go; the new bars take their place
[[nodiscard]] std::string_view toString(WriteMode mode);

/// Keys with from ≤ key < to (see market::BarSeries::key).
struct BarRange {
  std::int64_t from = std::numeric_limits<std::int64_t>::min();
  std::int64_t to = std::numeric_limits<std::int64_t>::max();
};

/// One series of a batch. The series says its entity, level and provider, is raw (AdjustMode::Bfq), has equally long
/// columns and strictly increasing keys, else storage.bad_series.
struct BarWrite {
  market::BarSeriesPtr bars;
  WriteMode mode = WriteMode::Merge;
  /// For Replace: what to clear; nothing = from the first to the last new key. With an empty series it only deletes.
  std::optional<BarRange> range;
  std::int32_t run = kNoRun; ///< index into MarketBatch::runs: where the bars come from
  std::shared_ptr<const std::vector<EncodedChunk>> encoded{}; ///< the store's own; leave empty
};

struct BarQuery {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  std::optional<std::string> provider; ///< nothing: the first of @p priority that is stored, else the first by name
  std::optional<std::int64_t> from; ///< key ≥ from
  std::optional<std::int64_t> to; ///< key < to
  std::vector<std::string> priority;
  market::BarColumnSet columns{}; ///< others are not decoded and come back empty
};

/// What is stored of one series, told without decoding it.
struct BarInventory {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
  std::int64_t first = 0; ///< key of the oldest bar
  std::int64_t last = 0; ///< key of the newest bar
  std::int64_t count = 0;
};

/// Consecutive bars that one run wrote.
struct BarOrigin {
  std::int64_t first = 0; ///< key of the oldest of them
  std::int64_t last = 0;
  std::int64_t count = 0;
  std::int64_t run = kUnknownRun; ///< DataRun::id
};

/// The pieces in which bars are kept, each with a checksum of its own.
enum class BarPiece {
  Chunk, ///< full stretches of one series
  Lineage, ///< which runs wrote a chunk; the bars themselves are sound
  Tail, ///< one new bar of a series that is not yet in a chunk
  Day, ///< the date-major copy of one day; made again from the other two
  Name ///< what a series is called: its row and the index on it do not say the same
};
[[nodiscard]] std::string_view toString(BarPiece piece);

/// One damaged piece. What it says about itself may be damaged, too.
struct BarDamage {
  BarPiece piece = BarPiece::Chunk;
  std::int64_t id = 0; ///< chunk, day: its row; tail, name: its series
  std::string entityId; ///< empty for days
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
  std::int64_t first = 0; ///< the keys that it claims to hold
  std::int64_t last = 0;
  std::int64_t count = 0;
  Error error;
};

/// Told after a commit, on the thread that waited for it (the writer's thread for Profile::submit).
struct BarChange {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
};

/// Raw bars in checksummed column chunks of market.db. Every member may be called from any thread; writes run on the
/// storage writer and block until committed. Errors: storage.*; context "entity", "level", "provider".
class BarStore {
public:
  using Observer = std::function<void(const std::vector<BarChange>&)>;

  explicit BarStore(Database& database);
  ~BarStore();
  BarStore(const BarStore&) = delete;
  BarStore& operator=(const BarStore&) = delete;

  /// All series of the batch in one transaction: all of them or none.
  Result<void> write(std::vector<BarWrite> batch);
  Result<void> write(market::BarSeries bars, WriteMode mode);

  /// Raw bars of one provider, which the series names; providers are never mixed. Only the chunks that the range
  /// touches are read. An empty series when nothing lies in the range. Errors: storage.no_bars when nothing is stored
  /// at all, storage.corrupt_chunk with "entity" and "chunk".
  [[nodiscard]] Result<market::BarSeries> read(const BarQuery& query) const;

  /// The fast way for many reads (bar_reader.h): one a thread; does not outlive the store.
  [[nodiscard]] Result<BarReader> reader() const;

  /// Which runs wrote the bars that read() gives for the same query, oldest first. Errors: as read().
  [[nodiscard]] Result<std::vector<BarOrigin>> lineage(const BarQuery& query) const;

  /// Everything stored, ordered by entity, level (finest first) and provider.
  [[nodiscard]] Result<std::vector<BarInventory>> inventory() const;
  [[nodiscard]] Result<std::vector<BarInventory>> inventory(std::string_view entityId) const;

  /// Decodes every chunk and returns an error for each that is damaged; empty: all sound.
  [[nodiscard]] Result<std::vector<Error>> verify() const;

  /// The names of series among them (BarPiece::Name): quick.
  [[nodiscard]] Result<std::vector<Error>> damagedNames() const;
  /// Every damaged piece; others can be read beside it. Reading a series with a damaged chunk or tail in the range
  /// fails (storage.corrupt_chunk); a damaged day is read from the other copy.
  [[nodiscard]] Result<std::vector<BarDamage>> damage() const;
  /// Takes a damaged piece out: bars of a chunk or tail row are lost; a day is made anew; a lineage becomes unknown. A
  /// name cannot be taken out (its error): repairProfile() writes all of them anew.
  Result<void> drop(const BarDamage& damage);
  /// Puts the bars of a damaged daily chunk or tail row back from the date-major copy, as far as that holds them;
  /// drops what cannot be saved. Returns the number of bars saved.
  Result<std::int64_t> salvage(const BarDamage& damage);

  /// Folds tails into chunks and brings the date-major copy in step, without waiting for the background to do it. What
  /// is stored stays the same. Returns when everything is done.
  Result<void> settle();
  /// Throws the whole date-major copy away and makes it anew from chunks and tails.
  Result<void> rebuildDayCopy();
  /// Whether the writer settles by itself in small steps after writes, as it does unless told otherwise. Steps that
  /// fail are tried again with later writes.
  void setBackgroundWork(bool enabled);

  /// @p observer is called after each commit that changed bars, until the returned handle goes. It must be quick.
  [[nodiscard]] std::shared_ptr<void> observe(Observer observer);

private:
  friend class Profile;
  void announce(const std::vector<BarWrite>& batch) const;

  Database& m_database;
  std::shared_ptr<BarObservers> m_observers;
  std::shared_ptr<SeriesCatalog> m_catalog;
  std::shared_ptr<BarBackground> m_background;
};

}
