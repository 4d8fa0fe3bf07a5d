// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_level.h"
#include "core/storage/sqlite.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zvt::storage {

/// A row of bar_series.
struct SeriesRow {
  std::int64_t id = 0;
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
  std::uint32_t seed = 0; ///< of every checksum of the series: CRC-32C of "entity|level|provider|"
  bool isSure = true; ///< false: the name is damaged and no bars confirm it
};
[[nodiscard]] SeriesRow makeSeriesRow(
    std::int64_t id, std::string_view entityId, market::BarLevel level, std::string_view provider);

/// The rows of bar_series in memory, for readers. Rows are only ever added, with growing ids, so that what is known
/// stays true and one look at the largest id tells whether there is more. It may know more than an older snapshot does:
/// such a series then has no bars. Rows keep their address. A name that its table and its index tell differently is the
/// one that the bars confirm (series_names.h); without one, reading the series says that it is damaged. Any thread.
class SeriesCatalog {
public:
  /// Takes in what the connection's snapshot has and the catalog has not.
  Result<void> refresh(Connection& connection);
  /// The series of an entity at a level, by provider.
  void find(std::string_view entityId, market::BarLevel level, std::vector<const SeriesRow*>& found) const;
  /// All series of an entity, by level and provider.
  [[nodiscard]] std::vector<const SeriesRow*> ofEntity(std::string_view entityId) const;
  /// By id; nullptr when there is none.
  [[nodiscard]] const SeriesRow* find(std::int64_t id) const;
  /// In order of ids.
  [[nodiscard]] std::vector<const SeriesRow*> all(
      std::optional<market::BarLevel> level = {}, const std::optional<std::string>& provider = {}) const;
  /// The entities of many series at once. Errors: storage.corrupt_series when one has no name that is sure.
  Result<void> entitiesOf(std::span<const std::uint32_t> ids, std::vector<std::string_view>& entities) const;

private:
  Result<void> refreshSlowly(Connection& connection, std::int64_t newest);
  void add(std::vector<SeriesRow> rows, std::int64_t newest);
  void addDoubtful(std::vector<SeriesRow> rows);
  const SeriesRow& keep(SeriesRow row);
  [[nodiscard]] const SeriesRow* locate(std::int64_t id) const;

  mutable std::shared_mutex m_guard;
  std::int64_t m_newest = 0; ///< the largest id that was looked at
  std::deque<SeriesRow> m_rows;
  std::vector<const SeriesRow*> m_byId;
  std::unordered_map<std::string_view, std::vector<const SeriesRow*>> m_byEntity; ///< each by level and provider
};

}
