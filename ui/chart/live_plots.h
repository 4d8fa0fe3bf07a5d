// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/indicator_plots.h"
#include "widgets/chart/bar_update.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace zvt::ui {

/// Periods of the averages of the volume under every chart.
inline constexpr int kVolumeAverages[] = {5, 10};
/// What compile() takes.
[[nodiscard]] std::string volumeAverage(int period);

/// Computes what a chart's plots have at the bar that is still being made, by the streams of their formulas: a tick
/// costs one step of each, however many bars there are. Made on a worker's thread, for one thread then.
///
/// Not followed, and so known only when the bar is over: formulas that read more than the bar has, or that are computed
/// on a level of their own. Those of finished bars of such a level go on with the value that they have.
class LivePlots {
public:
  /// A stream that depends on where history begins is fed with at most so many bars.
  static constexpr std::size_t kMostSteps = 300'000;

  /// Steps through the bars of @p model. @param indicators those that its plots were made of
  LivePlots(
      const widgets::ChartModel& model, const std::vector<Indicator>& indicators, const factor::FormulaLibrary& saved);

  /// Values at a bar that takes the place of the newest one, or follows it; then it is the newest. In the order of
  /// plotColumns(), see BarUpdate::values.
  [[nodiscard]] std::vector<std::optional<double>> at(
      const widgets::ChartModel& model, const market::Bar& bar, bool continues);

private:
  struct Followed {
    factor::FormulaStream stream; ///< after all bars but the newest
    int source;
  };
  void follow(const widgets::ChartModel& model, const factor::Formula& formula, int source);

  std::vector<Followed> m_followed;
  std::set<int> m_holding; ///< sources whose newest value holds
  std::optional<market::Bar> m_newest;
};

}
