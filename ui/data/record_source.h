// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"
#include "core/market/bar_level.h"
#include "core/storage/data_run.h"
#include "core/storage/record_query.h"
#include "core/storage/schema_registry.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace zvt::data {
class MarketData;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::ui {

/// Rows of one page.
inline constexpr std::int64_t kPageRows = 500;

/// What the browser asks for: a page of records, or of one security's bars.
struct RecordRequest {
  storage::RecordQuery query; ///< order, conditions, where the page starts (after, or offset)
  // For bars, where query.schema is "kdata":
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
};

struct RecordRows {
  std::vector<storage::ColumnSchema> columns;
  storage::RecordTable table;
  std::vector<TimeZone> zones; ///< the clock of each row's exchange
  std::vector<std::int64_t> runs; ///< of each row; 0: not known
  std::map<std::int64_t, storage::DataRun> runDetails; ///< of the runs in @p runs
  std::optional<storage::RecordCursor> next; ///< where the next page starts
  std::int64_t first = 0; ///< number of the first row, from 0
  std::int64_t total = 0; ///< rows that the conditions select
};

/// Reads a page; on a worker's thread. @p total: what a former page told, so that it is not counted again.
[[nodiscard]] Result<RecordRows> loadRecords(storage::Profile& profile, data::MarketData& marketData,
    const RecordRequest& request, std::optional<std::int64_t> total);

}
