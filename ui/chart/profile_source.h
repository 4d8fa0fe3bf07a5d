// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/volume_profile.h"
#include "ui/chart/chart_loader.h"

#include <vector>

namespace zvt::ui {

/// What volume profiles of a chart are made of: the finest bars that are stored, and where they lie in its own. A
/// value; any thread. Bars by price share the bars by time that they were made of: a range of them is the times that
/// it covers, each counted once.
struct ProfileSource {
  market::BarSeriesPtr bars; ///< of the chart
  std::shared_ptr<const market::Calendar> calendar; ///< of the security's exchange
  std::shared_ptr<const market::ShapedBars> shaped; ///< what `bars` are when they are made by price
  market::BarSeriesPtr fine; ///< null: there are none finer
  /// Of `fine`, at each bar by time; one more than there are of those. Empty without `fine`.
  std::vector<std::size_t> first;

  /// Bars [begin, end) of the chart as parts: finer ones where there are any, else the chart's own.
  [[nodiscard]] std::vector<market::BarRange> parts(std::size_t begin, std::size_t end) const;
};

/// What quotes added to the chart's bars since they were read, as parts beside those of ProfileSource.
struct LiveParts {
  std::shared_ptr<const market::BarSeries> bars; ///< null: nothing
  /// @param shown the chart's bars by time as they are now: those of @p source, the newest of them changed, and more
  /// behind; [begin, end) of them count
  [[nodiscard]] static LiveParts of(
      const ProfileSource& source, const market::BarSeries& shown, std::size_t begin, std::size_t end);
};

/// How many bars @p parts have.
[[nodiscard]] std::size_t countOf(const std::vector<market::BarRange>& parts);
/// The levels that @p parts are of, finest first: "1m, Day".
[[nodiscard]] QString levelsOf(const std::vector<market::BarRange>& parts);

/// Reads it, adjusted as the chart. Ticks are left out: minutes lose nothing that can be seen. On a worker's thread.
[[nodiscard]] Result<ProfileSource> readProfileSource(const ChartReading& reading);

}
