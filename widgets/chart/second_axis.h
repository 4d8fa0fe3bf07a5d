// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"

#include <memory>
#include <optional>
#include <vector>

namespace zvt::widgets {

class ChartView;

/// Lines in the price pane that do not count in the chart's prices.
struct SideAxis {
  QString name; ///< beside the newest value of a shared axis
  std::vector<PlotModel> plots;
  /// True: another security that moves with the prices. Its line leaves from the close of the base bar
  /// (PriceLook::base, else the first bar in sight) and rises as many per cent as it does. False: an axis of its own,
  /// in a strip at the right of that of the prices.
  bool shared = false;
  bool largeNumbers = false; ///< 万/亿 or K/M on its own axis
  int decimals = 2;

  /// From where a shared axis counts when the chart counts from @p base: the first bar there or later with a value.
  [[nodiscard]] std::size_t baseBar(std::size_t base) const;
};
using SideAxes = std::shared_ptr<const std::vector<SideAxis>>;

/// The bar that changes are counted from: that of the look, else the first in sight; the first from there that has a
/// close. The number of bars when there is none.
[[nodiscard]] std::size_t baseBarOf(const ChartModel& model, const PriceLook& look, std::size_t firstInSight);

/// Draws lines on axes of their own, and compared securities on that of the prices.
class SecondAxisLayer : public ChartLayer {
  Q_OBJECT

public:
  static constexpr int kColumn = 60; ///< of the labels of an axis, logical pixels

  /// @param view it belongs to, for the base of what it compares
  explicit SecondAxisLayer(const ChartView& view, QObject* parent = nullptr);

  void setAxes(SideAxes axes);
  [[nodiscard]] const SideAxes& axes() const { return m_axes; }
  /// The first line of an axis gets that value at a bar, the newest or one behind it. Axes that nobody else holds are
  /// changed in place: they must have been made as ones that can be.
  void setNewest(std::size_t axis, std::size_t bar, double value);
  /// What the values of an axis stand on in a scene; nothing where a shared one has no base.
  [[nodiscard]] static std::optional<ValueAxis> valueAxis(const SideAxis& axis, const ChartScene& scene);

  [[nodiscard]] ChartPaint paint() const override;
  [[nodiscard]] Extremes priceRange(std::size_t begin, std::size_t end) const override;
  [[nodiscard]] int axisRoom() const override;

private:
  const ChartView& m_view;
  SideAxes m_axes;
};

}
