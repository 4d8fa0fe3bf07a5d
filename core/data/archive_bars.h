// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/market/bar_series.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Bars in an archive: frames of up to kFrameBars consecutive bars of one series, each a line of JSON and the bytes of
/// a codec of core/storage/bar_codec.h.
namespace zvt::data {

inline constexpr std::size_t kFrameBars = 16'384;

struct BarFrame {
  market::BarSeries bars;
  /// How many bars, oldest first, came from which run (its id in the archive; 0: unknown).
  std::vector<std::pair<std::int64_t, std::int64_t>> runs;
};

/// Appends rows [begin, end) as a frame.
void appendBarFrame(std::string& out, const market::BarSeries& bars, std::size_t begin, std::size_t end,
    const std::vector<std::pair<std::int64_t, std::int64_t>>& runs);
/// Takes a frame off the start of @p bytes. Errors: archive.bad_frame.
[[nodiscard]] Result<BarFrame> takeBarFrame(std::string_view& bytes);

}
