// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/magnet.h"

#include <array>
#include <cmath>

namespace zvt::widgets {

std::optional<double> magnetPrice(const ChartScene& scene, double bar, double y, Magnet magnet)
{
  constexpr double kWeak = 12; // pixels
  const auto bars = static_cast<double>(scene.model().bars->size());
  if (magnet == Magnet::Off || bar < 0 || bar >= bars)
    return {};
  const auto at = static_cast<std::size_t>(bar);
  const PriceColumns prices = scene.model().prices(scene.look().style);
  std::optional<double> nearest;
  double least = magnet == Magnet::Weak ? kWeak : 1e9;
  for (const double price : std::array{prices.open[at], prices.high[at], prices.low[at], prices.close[at]}) {
    const double distance = std::abs(scene.y(price) - y);
    if (distance < least) { // NaN is not
      least = distance;
      nearest = price;
    }
  }
  return nearest;
}

QPointF straightened(QPointF from, QPointF to)
{
  const QPointF d = to - from;
  const double x = std::abs(d.x()), y = std::abs(d.y());
  constexpr double kTan = 0.4142135623730951; // of 22.5°
  if (y <= x * kTan)
    return {to.x(), from.y()};
  if (x <= y * kTan)
    return {from.x(), to.y()};
  const double length = (x + y) / 2;
  return from + QPointF(std::copysign(length, d.x()), std::copysign(length, d.y()));
}

}
