// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/columns.h"

#include <vector>

namespace zvt::factor {

/// The groups that make up the built-in catalogue of columns. Declarations only: who reads their values is a
/// ColumnSource.
[[nodiscard]] std::vector<ColumnInfo> barColumns(); ///< turnover_rate open_interest change_pct is_limit_up date …
[[nodiscard]] std::vector<ColumnInfo> fundamentalColumns(); ///< of reports and of prices against them
[[nodiscard]] std::vector<ColumnInfo> alternativeColumns(); ///< news, holdings, money flow, lists of the exchanges

}
