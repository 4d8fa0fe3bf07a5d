// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/coverage_spans.h"
#include "core/storage/data_run.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zvt::storage {

class Connection;
class Database;
class SchemaRegistry;

/// What a batch asked a provider for, and what is known of the answer beyond the data themselves.
struct CoverageWrite {
  std::string entityId;
  std::string schema = "kdata"; ///< "kdata" for bars, else the name of a record schema
  std::string level; ///< bars only
  std::string provider;
  /// Days whose earlier answers no longer hold (data were taken out); applied before @p spans. Both ends included.
  std::vector<CoverageSpan> forget;
  CoverageSpans spans;
  Timestamp asked;
  std::int32_t run = kNoRun; ///< index into MarketBatch::runs
};

/// The ledger's entry of one series.
struct CoverageEntry {
  std::string entityId;
  std::string schema;
  std::string level; ///< empty for records
  std::string provider;
  CoverageSpans spans;
  Timestamp asked; ///< last
  std::int64_t run = kUnknownRun; ///< newest that asked
};

/// Which entries; every condition that is given must hold.
struct CoverageFilter {
  std::optional<std::string> entityId;
  std::optional<std::string> schema;
  std::optional<std::string> level;
  std::optional<std::string> provider;
};

/// How much the bars of one series take, without the date-major copy, which all series share.
struct BarSize {
  std::string entityId;
  std::string level;
  std::string provider;
  std::int64_t bytes = 0;
};

/// What one record schema holds of one entity from one provider.
struct RecordInventory {
  std::string schema;
  std::string entityId; ///< empty where the schema has no entities
  std::string provider; ///< empty where the schema has no providers
  std::string first; ///< YYYY-MM-DD of the schema's time column (the UTC day of a moment); empty: it has none
  std::string last;
  std::int64_t rows = 0;
};

/// The coverage ledger: rows of the schema "data_coverage", written with the data by Profile::write. Any thread.
/// Errors: storage.bad_coverage, storage.*.
class CoverageStore {
public:
  CoverageStore(Database& database, const SchemaRegistry& schemas);

  /// By entity, schema, level, provider.
  [[nodiscard]] Result<std::vector<CoverageEntry>> list(const CoverageFilter& filter) const;
  /// Days on which any provider says that the security was suspended (schema "trading_status"), ascending.
  [[nodiscard]] Result<std::map<std::string, std::vector<TradingDay>>> suspensions(
      const std::optional<std::string>& entityId = {}) const;
  /// Of every series with bars; no payload is read.
  [[nodiscard]] Result<std::vector<BarSize>> barSizes(const std::optional<std::string>& entityId = {}) const;
  /// What is stored of a record schema, by entity and provider.
  [[nodiscard]] Result<std::vector<RecordInventory>> records(
      const std::string& schema, const std::optional<std::string>& entityId = {}) const;

private:
  Database& m_database;
  const SchemaRegistry& m_schemas;
};

/// Errors: entity.bad_id, schema.unknown, storage.bad_provider, storage.bad_coverage (level that does not fit).
[[nodiscard]] Result<void> checkCoverage(const SchemaRegistry& schemas, const CoverageWrite& write);
/// Adds the answers to the ledger inside the caller's transaction.
[[nodiscard]] Result<void> applyCoverage(
    Connection& connection, const SchemaRegistry& schemas, const CoverageWrite& write, std::int64_t run);

}
