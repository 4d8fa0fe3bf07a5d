// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/entity.h"

#include <memory>
#include <mutex>
#include <vector>

namespace zvt::storage {

class Database;
class SchemaRegistry;

/// Securities, one table a type (stock, index, stockus …) in market.db, made from resources/schema. Any thread.
class EntityStore {
public:
  EntityStore(Database& database, const SchemaRegistry& schemas);
  EntityStore(const EntityStore&) = delete;
  EntityStore& operator=(const EntityStore&) = delete;

  /// Inserts new entities and replaces known ones, in one transaction. Errors: storage.unknown_entity_type, storage.*.
  Result<void> upsert(const std::vector<market::Entity>& entities);
  /// The table as of the last commit (or reload()); shared, never null, never changes.
  [[nodiscard]] std::shared_ptr<const market::EntityTable> snapshot() const;
  /// Reads the tables again; a reader beside a running owner calls this to see what that one stored.
  Result<void> reload();

private:
  Database& m_database;
  const SchemaRegistry& m_schemas;
  std::mutex m_reloading; ///< one reload after the other, so that an older one never wins
  mutable std::mutex m_guard;
  std::shared_ptr<const market::EntityTable> m_snapshot;
};

}
