// SPDX-License-Identifier: Apache-2.0
#include "core/storage/market_batch.h"

#include "core/storage/bar_chunks.h"
#include "core/storage/profile.h"
#include "core/storage/record_table.h"

namespace zvt::storage {

Result<void> prepareBatch(const SchemaRegistry& schemas, MarketBatch& batch)
{
  for (const BarWrite& write : batch.bars)
    ZVT_TRY_VOID(checkBars(write));
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
  for (const RecordWrite& write : batch.records)
    ZVT_TRY_VOID(applyRecords(connection, *schemas.find(write.schema), write.table));
  for (const ActionWrite& write : batch.actions)
    ZVT_TRY_VOID(applyActions(connection, write));
  for (const BarWrite& write : batch.bars)
    ZVT_TRY_VOID(applyBars(connection, write));
  return {};
}

}
