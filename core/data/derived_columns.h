// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/market_data.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::data {

/// Columns that follow from the bars and are never stored:
/// change_pct – change of the close against the bar before as a fraction, through corporate actions;
/// change_settlement_pct – change of the close against the settlement of the bar before (futures);
/// is_limit_up, is_limit_down – 1 when the day closed at its limit, 0 when not, missing where it has none (daily bars).
[[nodiscard]] std::span<const std::string_view> derivedColumns();
[[nodiscard]] bool isDerivedColumn(std::string_view name);

/// The values of one of them for the series that @p request gives, without its from and to: one a bar, missing is NaN.
/// Errors: those of MarketData::bars; rules.*.
[[nodiscard]] Result<std::vector<double>> derivedColumn(
    MarketData& data, storage::Profile& profile, BarRequest request, std::string_view name);

}
