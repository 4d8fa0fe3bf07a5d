// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/sample_names.h"

#include <array>
#include <cstdint>
#include <vector>

namespace zvt::data {

/// What moves all stocks together: daily returns of the market and of each sector, and the mood of the day.
struct SampleFactors {
  std::vector<double> market;
  std::array<std::vector<double>, kSampleSectors> sectors;
  std::vector<double> activity; ///< multiplies volumes; high in strong markets
};

/// Regimes (rise, fall, sideways, panic) with their own drift and volatility, each lasting weeks to months.
[[nodiscard]] SampleFactors sampleFactors(std::uint64_t seed, std::size_t days);

}
