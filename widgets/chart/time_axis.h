// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace zvt::widgets {

struct TimeTick {
  double position = 0; ///< in bars, may lie between two
  QString label;
  bool strong = false; ///< a new year, month or day
};

/// The ordinal axis of sessions: one place a bar, so that nights, lunch breaks, week-ends and holidays take no room.
/// The window is [first, first + count) in bars and may reach beyond the data on either side.
class TimeAxis {
public:
  double first = 0;
  double count = 120;

  [[nodiscard]] double toX(double bar, double width) const { return (bar - first) / count * width; }
  [[nodiscard]] double toBar(double x, double width) const { return first + x / width * count; }
  /// Zooms about the bar under @p anchor, which stays where it is.
  void zoom(double factor, double anchor, std::size_t bars);
  void pan(double bars, std::size_t total);
  /// Keeps at least a few bars in sight and the zoom inside what a screen can show.
  void clamp(std::size_t total);
  /// Bars that are at least partly in sight: [first, second).
  [[nodiscard]] std::pair<std::size_t, std::size_t> inSight(std::size_t total) const;

  /// Labels at calendar steps, at least @p minimumDistance pixels apart.
  [[nodiscard]] std::vector<TimeTick> ticks(
      std::span<const std::int64_t> localMicros, bool dayKeyed, double width, double minimumDistance) const;
};

/// A zone in the corner of the axes: its city (Shanghai, New York).
[[nodiscard]] QString zoneText(const TimeZone& zone);

/// The time of a bar as the crosshair shows it: 2026-10-30 Fri, or 2026-10-30 09:31.
[[nodiscard]] QString barTimeText(std::int64_t localMicros, bool dayKeyed);

}
