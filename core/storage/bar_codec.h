// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace zvt::storage {

/// Bars ↔ bytes of one chunk. A codec never changes once it was released: a better one gets a new id.
class BarCodec {
public:
  virtual ~BarCodec() = default;
  [[nodiscard]] virtual int id() const = 0;
  /// Rows [begin, end) of @p bars; every bit of every value comes back.
  [[nodiscard]] virtual std::string encode(const market::BarSeries& bars, std::size_t begin, std::size_t end) const = 0;
  /// Appends @p count rows to @p bars. The payload may be hostile: false, and @p bars undefined, when it is not exactly
  /// @p count rows with strictly increasing keys.
  [[nodiscard]] virtual bool decode(std::string_view payload, std::size_t count, market::BarSeries& bars) const = 0;
};

/// No chunk has more rows, so that a hostile count cannot ask for more memory.
constexpr std::size_t kMaxChunkBars = 65'536;
/// What new chunks are written with.
constexpr int kCurrentCodec = 1;

/// nullptr for an id that this program does not know.
[[nodiscard]] const BarCodec* findBarCodec(std::int64_t id);

/// The value columns of a series in the order in which codecs write them.
constexpr std::array<std::vector<double> market::BarSeries::*, 6> kBarColumns = {&market::BarSeries::open,
    &market::BarSeries::high, &market::BarSeries::low, &market::BarSeries::close, &market::BarSeries::volume,
    &market::BarSeries::turnover};

}
