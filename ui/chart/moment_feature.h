// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"

#include <optional>

namespace zvt::ui {

/// Goes to a moment that a list of the chart's colour leads to, once the bars of its security are there. A moment of
/// minutes changes a chart of longer bars to them, where they are stored for its day.
class MomentFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit MomentFeature(ChartPanel& panel);

  void entityChanged() override;
  void shown() override;

private:
  void go();
  void change(market::BarLevel level);
  [[nodiscard]] bool hasBarAt(LocalTime moment) const;

  std::optional<LocalTime> m_wanted;
  std::optional<market::BarLevel> m_level; ///< of the bar that is meant, until it was looked at
  std::optional<market::BarLevel> m_before; ///< what the chart showed before it changed to that one
  bool m_isLoading = false; ///< what the picture shows is of another security or level
};

}
