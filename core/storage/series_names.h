// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/series_catalog.h"
#include "core/storage/sqlite.h"

#include <optional>
#include <string>
#include <vector>

namespace zvt::storage {

/// A row of bar_series as it is stored. Its table and its unique index each tell all of it: damage changes one of them.
struct SeriesName {
  std::int64_t id = 0;
  std::string entityId;
  std::string level;
  std::string provider;
  bool operator==(const SeriesName&) const = default;
};

/// An id of which the two places say different things.
struct SeriesDoubt {
  std::int64_t id = 0;
  std::vector<SeriesName> told; ///< by the table, then by the index
  std::optional<SeriesRow> confirmed; ///< the name that is part of the checksums of its bars
};

struct SeriesNames {
  std::vector<SeriesRow> sure; ///< by id: those that both places agree on, and confirmed ones
  std::vector<SeriesDoubt> doubts; ///< by id
};

/// Condition on a row "s" of bar_series: its index says the same.
constexpr const char* kNameIsAgreed = "s.id IS (SELECT i.id FROM bar_series i WHERE i.entity_id=s.entity_id AND "
                                      "i.level=s.level AND i.provider=s.provider)";

/// A page that cannot be read ends the caller's snapshot: begins one again. @param wasOpen before the read
[[nodiscard]] Result<void> resumeSnapshot(Connection& connection, bool wasOpen);
/// Settles for every id what its series is called; where the places disagree, the bars in @p connection decide.
[[nodiscard]] Result<SeriesNames> settleNames(
    Connection& connection, const std::vector<SeriesName>& fromTable, const std::vector<SeriesName>& fromIndex);
/// … of all series of a database. One of the two places may be unreadable.
[[nodiscard]] Result<SeriesNames> readSeriesNames(Connection& connection);
/// storage.corrupt_series with the name that is most likely: the confirmed one, else the first that has a level.
[[nodiscard]] Error errorOf(const SeriesDoubt& doubt);
/// What an unconfirmed series may be called.
[[nodiscard]] std::vector<SeriesRow> possibleRows(const SeriesDoubt& doubt);

}
