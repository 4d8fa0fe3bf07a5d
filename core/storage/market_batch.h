// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/entity.h"
#include "core/storage/corporate_action_store.h"
#include "core/storage/record_store.h"
#include "core/storage/sqlite.h"

/// The parts of a MarketBatch: checked on the caller's thread, applied inside the writer's transaction.
namespace zvt::storage {

class SchemaRegistry;
struct MarketBatch;

/// Entities as rows of the tables of their types. Errors: storage.unknown_entity_type, storage.bad_value.
[[nodiscard]] Result<std::vector<RecordWrite>> entityRecords(
    const SchemaRegistry& schemas, const std::vector<market::Entity>& entities);

/// Errors: entity.bad_id, storage.bad_provider, storage.bad_action.
[[nodiscard]] Result<void> checkActions(const ActionWrite& write);
[[nodiscard]] Result<void> applyActions(Connection& connection, const ActionWrite& write);

/// Checks everything and adds the entities to the records.
[[nodiscard]] Result<void> prepareBatch(const SchemaRegistry& schemas, MarketBatch& batch);
[[nodiscard]] Result<void> applyBatch(Connection& connection, const SchemaRegistry& schemas, const MarketBatch& batch);

}
