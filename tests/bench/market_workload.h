// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <array>
#include <cstdint>
#include <vector>

namespace zvt::bench {

/// The standard workload "10M": 4,000 entities × 2,500 daily bars (--quick: 400 entities). Prices are a random walk of
/// 2 % a day in hundredths, volumes are lots of 100 (log-normal about a size of the entity), turnover is volume × mean
/// price ± 0.2 %, in hundredths; days are Monday to Friday. The same bits in every run.
struct MarketWorkload {
  static constexpr std::size_t kBars = 2'500;
  static constexpr std::size_t kEntities = 4'000;

  std::size_t entities = 0;
  /// Entity-major: row e × kBars + i.
  std::vector<std::int64_t> key;
  std::array<std::vector<double>, market::kBarColumnCount> values; ///< by market::BarColumn

  explicit MarketWorkload(std::size_t entityCount);
  [[nodiscard]] std::size_t rows() const { return key.size(); }
  [[nodiscard]] static std::size_t rawBytesPerRow() { return sizeof(std::int64_t) + 6 * sizeof(double); }
};

}
