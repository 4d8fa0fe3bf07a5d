// SPDX-License-Identifier: Apache-2.0
#include "core/storage/market_batch.h"

#include "core/storage/bar_write.h"
#include "core/storage/profile.h"
#include "core/storage/record_table.h"

namespace zvt::storage {

namespace {

template <typename Writes> Result<void> checkRunIndexes(const Writes& writes, std::size_t runs)
{
  for (const auto& write : writes) {
    if (write.run != kNoRun && (write.run < 0 || static_cast<std::size_t>(write.run) >= runs))
      return fail("storage.bad_run", {{"run", std::to_string(write.run)}});
  }
  return {};
}

}

Result<void> prepareBatch(const SchemaRegistry& schemas, MarketBatch& batch, std::size_t earlierRuns)
{
  const std::size_t runs = earlierRuns + batch.runs.size();
  ZVT_TRY_VOID(checkRuns(schemas, batch.runs));
  ZVT_TRY_VOID(checkRunIndexes(batch.bars, runs));
  ZVT_TRY_VOID(checkRunIndexes(batch.actions, runs));
  ZVT_TRY_VOID(checkRunIndexes(batch.records, runs));
  ZVT_TRY_VOID(checkRunIndexes(batch.coverage, runs));
  for (const CoverageWrite& write : batch.coverage)
    ZVT_TRY_VOID(checkCoverage(schemas, write));
  for (BarWrite& write : batch.bars)
    ZVT_TRY_VOID(prepareBars(write));
  for (const ActionWrite& write : batch.actions)
    ZVT_TRY_VOID(checkActions(write));
  ZVT_TRY(std::vector<RecordWrite> entities, entityRecords(schemas, batch.entities));
  std::move(entities.begin(), entities.end(), std::back_inserter(batch.records));
  for (const RecordWrite& write : batch.records)
    ZVT_TRY_VOID(checkRecords(schemas, write));
  return {};
}

Result<void> applyBatch(Connection& connection, const SchemaRegistry& schemas, const MarketBatch& batch)
{
  RunIds runs;
  return applyBatch(connection, schemas, batch, runs);
}

Result<void> applyBatch(Connection& connection, const SchemaRegistry& schemas, const MarketBatch& batch, RunIds& runs)
{
  ZVT_TRY(const RunIds added, applyRuns(connection, schemas, batch.runs));
  runs.ids.insert(runs.ids.end(), added.ids.begin(), added.ids.end());
  for (const RecordWrite& write : batch.records)
    ZVT_TRY_VOID(applyRecords(connection, *schemas.find(write.schema), write.table, runs.of(write.run)));
  for (const ActionWrite& write : batch.actions)
    ZVT_TRY_VOID(applyActions(connection, write, runs.of(write.run)));
  BarWriter bars(connection);
  for (const BarWrite& write : batch.bars)
    ZVT_TRY_VOID(bars.apply(write, runs.of(write.run)));
  ZVT_TRY_VOID(bars.finish());
  for (const CoverageWrite& write : batch.coverage)
    ZVT_TRY_VOID(applyCoverage(connection, schemas, write, runs.of(write.run)));
  return {};
}

}
