// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_level.h"
#include "core/storage/data_run.h"
#include "core/storage/record_query.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zvt::storage {
class Profile;
}

namespace zvt::data {

/// One fact about where something came from. The name is a stable word that a user interface has a text for: kind,
/// source, provider, started, payload_hash, payload_size, actor, program, rows, rejected, run, and for what the
/// transformation says its own words (mapping, volume_unit, timezone, label, level, …).
struct LineageFact {
  std::string name;
  std::string value; ///< "started": RFC 3339 in UTC; sizes: bytes; empty facts are left out
  bool isTransformation = false;

  bool operator==(const LineageFact&) const = default;
};

/// Where bars or a record came from.
struct Origin {
  std::optional<storage::DataRun> run; ///< nothing: it was stored without a run
  /// Runs about the same series before that one, newest first, at most kEarlierRuns. What they brought was replaced
  /// wherever the newer run brought it, too; whether they held just this row is not recorded.
  std::vector<storage::DataRun> earlier;
  std::int64_t first = 0; ///< bars: keys of the first and last of those that stand together and came from the run
  std::int64_t last = 0;
  std::int64_t count = 0; ///< bars or records

  /// For a tooltip, most important first.
  [[nodiscard]] std::vector<LineageFact> facts() const;
};

inline constexpr std::size_t kEarlierRuns = 10;

struct BarPlace {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1; ///< as stored, not resampled
  std::string provider;
};

/// Answers where stored data came from. Any thread.
class Lineage {
public:
  explicit Lineage(storage::Profile& profile)
      : m_profile(profile)
  {
  }

  /// Errors: storage.no_bars when there is no bar with the key; storage.*.
  [[nodiscard]] Result<Origin> ofBar(const BarPlace& place, std::int64_t key) const;
  /// Stretches of bars with from ≤ key < to that came from one run each, oldest first. Errors: as ofBar().
  [[nodiscard]] Result<std::vector<Origin>> ofBars(
      const BarPlace& place, std::optional<std::int64_t> from = {}, std::optional<std::int64_t> to = {}) const;
  /// @param key the key columns of the schema and their values. Errors: schema.unknown, storage.*; storage.no_record
  /// when there is no such row.
  [[nodiscard]] Result<Origin> ofRecord(
      const std::string& schema, const std::vector<std::pair<std::string, storage::RecordValue>>& key) const;

private:
  Result<void> complete(Origin& origin, std::int64_t run) const;

  storage::Profile& m_profile;
};

}
