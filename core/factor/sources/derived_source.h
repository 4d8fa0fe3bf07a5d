// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/column_source.h"

namespace zvt::data {
class MarketData;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::factor {

/// The columns that follow from the bars: change_pct, is_limit_up … (core/data/derived_columns.h). Both outlive it.
[[nodiscard]] std::unique_ptr<ColumnSource> makeDerivedSource(data::MarketData& data, storage::Profile& profile);

}
