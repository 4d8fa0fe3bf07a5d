// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/volume_profile.h"
#include "widgets/chart/chart_layer.h"

#include <memory>
#include <optional>
#include <utility>

namespace zvt::widgets {

/// A volume profile and where it is drawn. A value.
struct ShownProfile {
  market::VolumeProfile profile;
  bool atLeft = false; ///< of the price pane; else at its right
  std::optional<std::pair<std::size_t, std::size_t>> bars; ///< stands at these bars [first, second) instead
  QString caption; ///< "1m"; the point of control and the value area are added
};

/// Draws volume by price under the candles: up and down beside each other, the value area stronger, a line at the point
/// of control.
class VolumeProfileLayer : public ChartLayer {
  Q_OBJECT

public:
  static constexpr double kWidth = 0.26; ///< of the longest row, share of the pane

  explicit VolumeProfileLayer(QObject* parent = nullptr);
  /// Null: nothing.
  void setProfile(std::shared_ptr<const ShownProfile> shown);
  [[nodiscard]] const std::shared_ptr<const ShownProfile>& shown() const { return m_shown; }
  [[nodiscard]] ChartPaint paint() const override;

private:
  std::shared_ptr<const ShownProfile> m_shown;
};

}
