// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/alternative/bar_clock.h"
#include "core/factor/alternative/order_flow.h"
#include "core/factor/alternative/table_rows.h"

namespace zvt::factor {

/// Best quotes by time from the first of l2_quote, tick and order_book_snapshot that knows the security. Sizes as they
/// are stored. Errors: as TableRows::read, which names tick when none of them has any row.
[[nodiscard]] Result<std::vector<BestQuote>> readQuotes(
    storage::Profile& profile, const std::string& entityId, const RowChoice& choice, std::string_view wantedBy);

/// Trades by time from trade_tick, without cancellations; else what snapshots (tick) show to have been traded between
/// one and the next of a day, at the later's price; ahead of them a trade of nothing at the price of the first, whose
/// volume may be that of hours. Errors: as TableRows::read.
[[nodiscard]] Result<std::vector<Trade>> readTrades(storage::Profile& profile, const std::string& entityId,
    const BarClock& clock, const RowChoice& choice, std::string_view wantedBy);

}
