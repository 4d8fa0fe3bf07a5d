// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/task.h"
#include "core/market/bar_series.h"
#include "core/market/corporate_action.h"
#include "core/market/entity.h"

#include <string>
#include <vector>

namespace zvt::storage {
class Profile;
}

namespace zvt::data {

class MarketData;

/// An invented market on the real trading calendar: 60 A-shares on five boards and one index, for trying the program
/// out. Everything in it is synthetic and says so (Entity::synthetic, provider "demo", names that begin with 样本).
struct SampleMarket {
  struct Stock {
    market::Entity entity;
    bool specialTreatment = false; ///< an ST name: narrower limits
    market::BarSeries daily; ///< raw, 2019-01-02 … 2024-12-31, gaps where suspended
    market::BarSeries minutes; ///< raw, 1 minute, the last 20 trading days; aggregates exactly to the daily bars
    std::vector<market::CorporateAction> actions;
  };
  std::vector<Stock> stocks;
  Stock index; ///< capital-weighted total-return-free price index of the stocks, 1000 at the first open
};

inline constexpr std::uint64_t kSampleSeed = 20190102;
inline constexpr const char* kSampleProvider = "demo";

/// The same bytes for the same seed, on every platform. Errors: calendar.*, rules.*, task.cancelled.
[[nodiscard]] Result<SampleMarket> makeSampleMarket(std::uint64_t seed, TaskControl& control);

struct SampleSummary {
  std::size_t entities = 0;
  std::size_t dailyBars = 0;
  std::size_t minuteBars = 0;
  std::size_t actions = 0;
};
/// Makes the sample market and writes it in one batch; run again, it replaces what it wrote before.
/// @p marketData may be null. Errors: as makeSampleMarket, storage.*.
Result<SampleSummary> generateSampleMarket(storage::Profile& profile, MarketData* marketData, TaskControl& control);

}
