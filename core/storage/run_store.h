// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/storage/data_run.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zvt::storage {

class Database;

/// Which runs; every condition that is given must hold.
struct RunQuery {
  std::optional<std::string> kind;
  std::optional<std::string> schema;
  std::optional<std::string> level;
  std::optional<std::string> provider;
  std::optional<std::string> payloadHash;
  /// Runs about this entity, and runs about many whose data the coverage ledger still names for it.
  std::optional<std::string> entityId;
  std::optional<Timestamp> from; ///< started ≥ from
  std::optional<Timestamp> to; ///< started < to
  std::optional<std::int64_t> before; ///< id < before: the next page
  std::int64_t limit = 100;
};

/// The runs that brought data into market.db, rows of the schema "data_run". They are added only with the data they
/// brought (Profile::write) and never removed. Any thread. Errors: storage.no_run with "run", storage.*.
class RunStore {
public:
  explicit RunStore(Database& database);

  [[nodiscard]] Result<DataRun> find(std::int64_t id) const;
  /// Those of @p ids that exist, by id; each once.
  [[nodiscard]] Result<std::vector<DataRun>> find(std::span<const std::int64_t> ids) const;
  /// Newest first.
  [[nodiscard]] Result<std::vector<DataRun>> list(const RunQuery& query) const;

private:
  Database& m_database;
};

}
