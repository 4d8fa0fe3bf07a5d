// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/corporate_action.h"
#include "core/storage/data_run.h"

#include <optional>
#include <string>
#include <vector>

namespace zvt::storage {

class Database;

/// Corporate actions of one entity as one provider tells them. Several on one day keep their order.
struct ActionWrite {
  std::string entityId;
  std::string provider;
  std::vector<market::CorporateAction> actions;
  std::int32_t run = kNoRun; ///< index into MarketBatch::runs
};

struct ActionQuery {
  std::string entityId;
  std::optional<std::string> provider; ///< nothing: the first of @p priority that is stored, else the first by name
  std::vector<std::string> priority;
};

/// Corporate actions in the table of the schema "corporate_action" of market.db. Any thread.
class CorporateActionStore {
public:
  explicit CorporateActionStore(Database& database);

  /// Replaces everything that the provider told about each entity by the given list, in one transaction.
  Result<void> write(const std::vector<ActionWrite>& batch);
  /// Ordered by ex-date; empty when none is stored.
  [[nodiscard]] Result<std::vector<market::CorporateAction>> read(const ActionQuery& query) const;
  /// Providers that told about the entity, by name.
  [[nodiscard]] Result<std::vector<std::string>> providers(std::string_view entityId) const;

private:
  Database& m_database;
};

}
