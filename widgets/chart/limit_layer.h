// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"

namespace zvt::widgets {

/// Highest and lowest price of every day (ChartModel::limits): dotted steps with thin ground beyond under the candles,
/// or caps over those that closed at a limit.
class LimitLayer : public ChartLayer {
  Q_OBJECT

public:
  /// Of more bars in sight nothing is drawn: there would be no seeing of it.
  static constexpr std::size_t kMostBars = 400;
  enum class Part { Band, Caps };

  explicit LimitLayer(Part part, QObject* parent = nullptr);
  void setOn(bool on);
  [[nodiscard]] bool isOn() const { return m_on; }
  [[nodiscard]] ChartPaint paint() const override;

private:
  Part m_part;
  bool m_on = true;
};

}
