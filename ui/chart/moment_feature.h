// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"

#include <optional>

namespace zvt::ui {

/// Goes to a moment that a list of the chart's colour leads to, once the bars of its security are there.
class MomentFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit MomentFeature(ChartPanel& panel);

  void entityChanged() override;
  void shown() override;

private:
  void go();
  std::optional<LocalTime> m_wanted;
  bool m_isLoading = false; ///< what the picture shows is of another security
};

}
