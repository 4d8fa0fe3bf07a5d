// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/alternative/bar_clock.h"

namespace zvt::factor {

/// Something that was said about a security.
struct Mention {
  Timestamp published;
  double mood = 0; ///< −1 … 1; NaN: not known
  double weight = 1; ///< mentions that it stands for
};

/// What was said in the time of each bar: after the bar before had closed and not after its own close, so that the
/// value is known at the bar. Undefined at the first bar, whose time has no beginning, at bars whose time began before
/// the first mention, and, where nothing was said, at bars that closed after what is recorded.
struct MentionFlow {
  std::vector<double> count; ///< sum of weights; 0 where nothing was said
  std::vector<double> mood; ///< mean by weight; undefined where nothing was said
  std::vector<double> buzz; ///< count / mean count of the kBuzzBars bars before; undefined where that is 0
};
inline constexpr std::size_t kBuzzBars = 20;

/// @param mentions by time
/// @param recorded until when it is known that nothing else was said
[[nodiscard]] MentionFlow mentionFlow(std::span<const Mention> mentions, const BarClock& clock, Timestamp recorded);

}
