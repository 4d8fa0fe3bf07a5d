// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <optional>
#include <string>
#include <vector>

namespace zvt::data {

/// The cast of the sample market, before anything happens to it.
struct SampleStockPlan {
  std::string exchange;
  std::string code; ///< in the board's range, but not issued to anybody
  std::string name; ///< ends in 样本 ("sample")
  bool specialTreatment = false;
  int sector = 0; ///< 0 … kSampleSectors − 1
  TradingDay listed;
  double firstPrice = 10; ///< the close before its first bar
};

inline constexpr int kSampleSectors = 6;
/// 60 stocks: 22 Shanghai main, 16 Shenzhen main, 10 ChiNext, 7 STAR, 5 Beijing; three of them ST.
[[nodiscard]] std::vector<SampleStockPlan> sampleStockPlans();

}
