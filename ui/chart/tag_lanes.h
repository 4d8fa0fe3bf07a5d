// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/market/bar_series.h"
#include "core/market/exchange.h"
#include "widgets/chart/lane_view.h"

#include <array>
#include <optional>
#include <string>

namespace zvt::storage {
class Profile;
}

namespace zvt::ui {

/// What a lane of words shows.
enum class TagLane {
  Industry, ///< of the profile's first classification by name, its coarsest level
  MainTag, ///< that the user gave; known since it was changed last
  SystemTags ///< that the program gave, day by day
};
inline constexpr std::array kTagLanes = {TagLane::Industry, TagLane::MainTag, TagLane::SystemTags};
[[nodiscard]] QString keyOf(TagLane lane);
[[nodiscard]] std::optional<TagLane> tagLaneFrom(const QString& key);
[[nodiscard]] QString nameOf(TagLane lane);

/// Which industry or tags a security had at each bar: what was known when the bar closed. A day's row counts from the
/// end of that day on. Runs on a worker's thread. @param chinese whether labels of the program's tags are Chinese.
/// Errors: storage.*; chart.no_tags: the profile has none of the security.
[[nodiscard]] Result<widgets::LaneModel> tagLane(TagLane lane, storage::Profile& profile, const market::BarSeries& bars,
    const market::Calendar& calendar, const QString& name, bool chinese);

}
