// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/alternative/seats.h"
#include "core/factor/alternative/table_rows.h"

namespace zvt::data {
class MarketData;
}

namespace zvt::factor {

/// The dragon-and-tiger list of one security, by day. Errors: as TableRows::read.
[[nodiscard]] Result<std::vector<ListedDay>> readListedDays(
    storage::Profile& profile, const std::string& entityId, std::string_view wantedBy);
/// The first and the last day of the stored list, of any security.
struct ListSpan {
  TradingDay first;
  TradingDay last;
};
/// Nothing where none is stored.
[[nodiscard]] Result<std::optional<ListSpan>> listSpan(storage::Profile& profile);
/// All seats over the whole stored list, with the daily bars of its securities (hfq). Errors: factor.empty_table,
/// storage.*.
[[nodiscard]] Result<SeatBook> readSeatBook(storage::Profile& profile, data::MarketData& data);

}
