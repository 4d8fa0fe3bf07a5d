// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/live_bar.h"
#include "core/data/market_data.h"

#include <optional>

namespace zvt::storage {
class Profile;
}

namespace zvt::data {

/// How a day that is not stored yet joins adjusted bars (AdjustMethod::Ratio).
struct LiveJoin {
  LiveScale scale; ///< of its raw prices and volumes
  LiveScale before; ///< of the adjusted bars before it: forward adjusted ones move with an ex-date in between
  std::optional<TradingDay> exDay; ///< the last ex-date after the newest stored day, up to that day
  std::optional<TradingDay> nextExDay; ///< the first one after that day
  /// The close before the day, taken through the ex-dates since: what an exchange gives as the previous close. NaN:
  /// nothing is stored, or the bars are not adjusted.
  double reference = 0;
  std::optional<TradingDay> newest; ///< stored day
};

/// @param request of the adjusted bars: security, level, adjustment and provider; raw ones and those of crypto have
/// nothing to join. Unreadable actions count as none. Errors: those of MarketData::bars().
[[nodiscard]] Result<LiveJoin> liveJoin(
    MarketData& data, storage::Profile& profile, const BarRequest& request, TradingDay day);

/// The bars of @p request as they are once a bar of the day @p through is stored: forward adjusted ones move when there
/// is an ex-date in between. Nothing: as they are. Errors: those of MarketData::bars().
[[nodiscard]] Result<market::BarSeriesPtr> barsThrough(
    MarketData& data, storage::Profile& profile, const BarRequest& request, std::optional<TradingDay> through);

}
