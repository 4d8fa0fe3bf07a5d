// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/sql_bar_source.h"

#include <memory>

namespace zvt::storage {
class Profile;
}

namespace zvt::data {

class MarketData;

/// The bar tables of SQL over @p market and the store of @p profile, both of which must outlive it. Raw bars that are
/// stored at their level come straight from the store, only the columns that are read; everything else through
/// MarketData and its cache.
[[nodiscard]] std::unique_ptr<storage::SqlBarSource> makeSqlBars(storage::Profile& profile, MarketData& market);

}
