// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_level.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zvt::storage {

class Database;

/// The results of one factor, with one set of parameters, over one security.
struct FactorSeries {
  std::int64_t id = 0;
  std::string factor;
  std::string identity; ///< SHA-256 of the definition, its parameters and what bars it reads
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  std::string provider; ///< empty: whatever the profile prefers
  std::string parameters; ///< JSON
  std::vector<std::string> columns;
  /// Rows from this key on are not to be believed: bars or corporate actions changed. Nothing: all hold.
  std::optional<std::int64_t> staleFrom;
  std::int64_t revision = 0; ///< counts writes of the entity's bars and actions; set by reserve()
  std::string source; ///< provider of the bars that were read
  std::int64_t rows = 0;
  std::int64_t first = 0; ///< key of the oldest row
  std::int64_t last = 0;
};

/// Consecutive rows and what the factor remembers after the last of them.
struct FactorChunk {
  std::int64_t number = 0; ///< chunk n holds rows n · kFactorChunkRows …
  std::vector<std::int64_t> key;
  std::vector<std::uint64_t> inputs; ///< digest of the bar of each row
  std::vector<std::vector<double>> columns; ///< each as long as key
  std::string state; ///< bytes of the factor; may be empty
};
inline constexpr std::int64_t kFactorChunkRows = 256;

/// A chunk told without decoding it.
struct FactorChunkFacts {
  std::int64_t number = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t count = 0;
  std::uint64_t inputs = 0; ///< digestOf() its inputs
};

/// What is drawn at an earlier bar than the one at which it became known.
struct FactorMark {
  std::int64_t known = 0; ///< key of the bar at which it became known
  std::int64_t key = 0; ///< key of the bar that it is drawn at
  std::string name;
  std::string detail; ///< JSON
  bool operator==(const FactorMark&) const = default;
};

/// New rows of one series.
struct FactorWrite {
  std::int64_t series = 0; ///< FactorSeries::id
  std::int64_t revision = 0; ///< as reserve() told before the bars were read: a write since then keeps the rows stale
  std::string source; ///< provider of the bars
  std::int64_t fromChunk = 0; ///< chunks from this number on give way to the new ones
  std::vector<FactorChunk> chunks;
  std::int64_t marksFrom = 0; ///< marks known at this key or later give way
  std::vector<FactorMark> marks;
};

struct FactorFilter {
  std::optional<std::string> factor;
  std::optional<std::string> identity;
  std::optional<std::string> entityId;
};

/// One number for a run of rows.
[[nodiscard]] std::uint64_t digestOf(const std::vector<std::uint64_t>& inputs);

/// Results of factors in market.db. What they were computed from may change: every write of bars and corporate actions
/// marks, in its own transaction, the series that read them (factor_stale.h). Any thread. Errors: storage.*.
class FactorStore {
public:
  explicit FactorStore(Database& database);

  /// The stored series with the names of these, made (without rows, wholly stale) where there is none; in their order.
  [[nodiscard]] Result<std::vector<FactorSeries>> reserve(const std::vector<FactorSeries>& series);
  /// By factor, entity and identity.
  [[nodiscard]] Result<std::vector<FactorSeries>> list(const FactorFilter& filter) const;
  [[nodiscard]] Result<std::vector<FactorChunkFacts>> chunkFacts(std::int64_t series) const;
  /// Nothing when it is not there or damaged: results are computed again.
  [[nodiscard]] Result<std::optional<FactorChunk>> chunk(std::int64_t series, std::int64_t number) const;
  /// Rows with from ≤ key < to that hold, as one chunk without state; a damaged chunk ends them.
  [[nodiscard]] Result<FactorChunk> rows(const FactorSeries& series, std::int64_t from, std::int64_t to) const;
  [[nodiscard]] Result<std::vector<FactorMark>> marks(std::int64_t series) const;
  /// All of them in one transaction. A series that was cleared meanwhile is left out.
  Result<void> write(const std::vector<FactorWrite>& batch);
  /// Removes the series with all rows, states and marks. Returns how many went.
  Result<std::int64_t> clear(const FactorFilter& filter);

private:
  Database& m_database;
};

}
