// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/column_source.h"

namespace zvt {
class FileSystem;
}
namespace zvt::data {
class MarketData;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::factor {

/// The columns of core/factor/columns/alternative_columns.cpp, by subject. What is given outlives them.
[[nodiscard]] std::unique_ptr<ColumnSource> makeNewsSource(
    data::MarketData& data, storage::Profile& profile, const FileSystem& files); ///< news_… and social_…
[[nodiscard]] std::unique_ptr<ColumnSource> makeHoldingSource(data::MarketData& data, storage::Profile& profile);
[[nodiscard]] std::unique_ptr<ColumnSource> makeMoneyFlowSource(data::MarketData& data, storage::Profile& profile);
[[nodiscard]] std::unique_ptr<ColumnSource> makeSeatSource(data::MarketData& data, storage::Profile& profile);
[[nodiscard]] std::unique_ptr<ColumnSource> makeOrderFlowSource(data::MarketData& data, storage::Profile& profile);
[[nodiscard]] std::unique_ptr<ColumnSource> makeEmotionSource(data::MarketData& data, storage::Profile& profile);

/// All of them.
void addAlternativeSources(
    ColumnSources& sources, data::MarketData& data, storage::Profile& profile, const FileSystem& files);

}
