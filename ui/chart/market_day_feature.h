// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"

namespace zvt::ui {

/// Knows whether the chart ends where the paper market stands: beside an order ticket in its workspace, as long as the
/// quotes are those of that market. Whoever trades there must not see the days that the market has not played. A chart
/// elsewhere shows all that is stored, with a mark at that day.
class MarketDayFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit MarketDayFeature(ChartPanel& panel);

  [[nodiscard]] bool endsChart() const;

private:
  void look();
  bool m_ended = false; ///< what the chart was last read by
};

}
