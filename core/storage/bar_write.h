// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_chunks.h"
#include "core/storage/bar_days.h"
#include "core/storage/bar_tail.h"

#include <map>

namespace zvt::storage {

/// Checks what a BarWrite promises and encodes what is long enough for chunks, so that the writer has less to do. Any
/// thread. Errors: storage.bad_series, storage.not_raw, storage.bad_provider, storage.outside_range, entity.bad_id.
[[nodiscard]] Result<void> prepareBars(BarWrite& write);

/// Writes the series of a batch inside the caller's transaction, which must end when one of the members fails.
class BarWriter {
public:
  explicit BarWriter(Connection& connection);
  /// @param run id of the run that the bars come from
  Result<void> apply(const BarWrite& write, std::int64_t run = kUnknownRun);
  /// Brings the date-major copy in step, or notes where it is not. After the last apply().
  Result<void> finish();

private:
  struct Window;
  Result<void> applyToSeries(const BarWrite& write, std::int64_t run);
  Result<bool> tryTail(const SeriesRow& series, const BarWrite& write, const Window& window, std::int64_t run);
  Result<void> writeChunks(const SeriesRow& series, const BarWrite& write, const Window& window, std::int64_t run);

  Connection& m_connection;
  BarDays m_days;
};

/// Moves a tail but for its newest bar into chunks, inside the caller's transaction.
[[nodiscard]] Result<void> foldTail(Connection& connection, const SeriesRow& series);

}
