// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/entity.h"
#include "core/storage/corporate_action_store.h"
#include "core/storage/record_store.h"
#include "core/storage/sqlite.h"

#include <cstdint>
#include <vector>

/// The parts of a MarketBatch: checked on the caller's thread, applied inside the writer's transaction.
namespace zvt::storage {

class SchemaRegistry;
struct MarketBatch;

/// The ids that the runs of a batch were given, by their place in MarketBatch::runs.
struct RunIds {
  std::vector<std::int64_t> ids;
  /// @param run BarWrite::run, ActionWrite::run, RecordWrite::run
  [[nodiscard]] std::int64_t of(std::int32_t run) const
  {
    return run == kNoRun ? kUnknownRun : ids[static_cast<std::size_t>(run)];
  }
};

/// Errors: storage.bad_provider, storage.bad_value, storage.missing_value.
[[nodiscard]] Result<void> checkRuns(const SchemaRegistry& schemas, const std::vector<DataRun>& runs);
/// Inserts the runs and numbers them, inside the caller's transaction.
[[nodiscard]] Result<RunIds> applyRuns(
    Connection& connection, const SchemaRegistry& schemas, const std::vector<DataRun>& runs);

/// Entities as rows of the tables of their types. Errors: storage.unknown_entity_type, storage.bad_value.
[[nodiscard]] Result<std::vector<RecordWrite>> entityRecords(
    const SchemaRegistry& schemas, const std::vector<market::Entity>& entities);

/// Errors: entity.bad_id, storage.bad_provider, storage.bad_action.
[[nodiscard]] Result<void> checkActions(const ActionWrite& write);
/// @param run id of the run that the actions come from
[[nodiscard]] Result<void> applyActions(
    Connection& connection, const ActionWrite& write, std::int64_t run = kUnknownRun);

/// Checks everything and adds the entities to the records. Errors also: storage.bad_run (an index without a run).
/// @param earlierRuns of batches before it in the same transaction, which its writes may name, too
[[nodiscard]] Result<void> prepareBatch(const SchemaRegistry& schemas, MarketBatch& batch, std::size_t earlierRuns = 0);
/// @param runs of batches before it in the same transaction; the batch's own are added
[[nodiscard]] Result<void> applyBatch(
    Connection& connection, const SchemaRegistry& schemas, const MarketBatch& batch, RunIds& runs);
[[nodiscard]] Result<void> applyBatch(Connection& connection, const SchemaRegistry& schemas, const MarketBatch& batch);

}
