// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/series_coverage.h"
#include "core/data/stored_days.h"
#include "core/storage/coverage_store.h"
#include "core/storage/schema_registry.h"

/// The parts of a coverage report: one series at a time, and what they add up to.
namespace zvt::data {

/// "stock" of stock_sz_000001; empty when it is no id.
[[nodiscard]] std::string entityTypeOf(std::string_view entityId);

/// One series to be judged, and the verdict.
struct SeriesTask {
  SeriesKey key;
  std::optional<storage::BarInventory> inventory; ///< nothing: nothing is stored
  const storage::CoverageEntry* asked = nullptr;
  const std::vector<TradingDay>* suspended = nullptr;
  MarketDay market;
  SeriesFacts facts; ///< listing and limits; run() fills in the rest

  SeriesCoverage series;
  std::vector<JudgedRun> judged;

  /// Errors: storage.*.
  Result<void> run(BarReaders& readers, StoredDaysCache& cache, std::uint64_t generation);
};

/// @param tasks that have run, by entity, level, provider
[[nodiscard]] std::vector<DataSetCoverage> dataSetsOf(std::vector<SeriesTask> tasks);

/// Whether rows of the schema are data that a provider is asked for.
[[nodiscard]] bool isCoveredRecord(const storage::RecordSchema& schema);

/// Adds up one record schema.
class RecordSetBuilder {
public:
  explicit RecordSetBuilder(std::string schema);
  void add(const storage::RecordInventory& row);
  void add(const storage::CoverageEntry& entry);
  /// Appends a set for each entity type and provider.
  void finish(std::vector<RecordSetCoverage>& sets);

private:
  using EntityMap = std::map<std::string, RecordSetCoverage::Entity>;
  EntityMap& entitiesOf(const std::string& entityId, const std::string& provider);

  std::string m_schema;
  std::map<std::pair<std::string, std::string>, EntityMap> m_sets; ///< by entity type and provider
};

}
