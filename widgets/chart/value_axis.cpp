// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/value_axis.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

ValueAxis::ValueAxis(Extremes extremes, bool logarithmic, bool fromZero, AxisAir air)
{
  double low = extremes.minimum;
  double high = extremes.maximum;
  if (!std::isfinite(low) || !std::isfinite(high))
    return;
  if (fromZero) {
    low = std::min(low, 0.0);
    high = std::max(high, 0.0);
  }
  if (low == high) {
    const double room = low == 0 ? 1 : std::abs(low) * 0.01;
    low -= room;
    high += room;
  }
  m_logarithmic = logarithmic && low > 0;
  // The whole axis is the span of the values, the air above and the air below.
  constexpr double kLeast = 0.045, kMost = 0.4;
  const bool onFloor = fromZero && low == 0;
  const bool onCeiling = fromZero && high == 0 && air.top == 0;
  const double top = onCeiling ? 0 : std::clamp(air.top, kLeast, kMost);
  const double bottom = onFloor ? 0 : std::clamp(air.bottom, kLeast, kMost);
  const double span = m_logarithmic ? std::log(high / low) : high - low;
  const double above = span * top / (1 - top - bottom);
  const double below = span * bottom / (1 - top - bottom);
  m_minimum = m_logarithmic ? low * std::exp(-below) : low - below;
  m_maximum = m_logarithmic ? high * std::exp(above) : high + above;
}

ValueAxis ValueAxis::fixed(double low, double high, bool logarithmic)
{
  ValueAxis axis;
  if (!std::isfinite(low) || !std::isfinite(high) || low >= high)
    return axis;
  axis.m_minimum = low;
  axis.m_maximum = high;
  axis.m_logarithmic = logarithmic && low > 0;
  return axis;
}

ValueAxis ValueAxis::stretched(double factor) const
{
  constexpr double kHeight = 1;
  ValueAxis axis = *this;
  axis.m_minimum = toValue(kHeight * (1 + factor) / 2, kHeight);
  axis.m_maximum = toValue(kHeight * (1 - factor) / 2, kHeight);
  return axis;
}

ValueAxis ValueAxis::moved(double share) const
{
  ValueAxis axis = *this;
  axis.m_minimum = toValue(1 - share, 1);
  axis.m_maximum = toValue(-share, 1);
  return axis;
}

double ValueAxis::toY(double value, double height) const
{
  const double share = m_logarithmic ? std::log(std::max(value, 1e-300) / m_minimum) / std::log(m_maximum / m_minimum)
                                     : (value - m_minimum) / (m_maximum - m_minimum);
  return height * (1 - share);
}

double ValueAxis::toValue(double y, double height) const
{
  const double share = 1 - y / height;
  return m_logarithmic ? m_minimum * std::pow(m_maximum / m_minimum, share)
                       : m_minimum + share * (m_maximum - m_minimum);
}

double ValueAxis::step(double height, double minimumDistance) const
{
  const double raw = (m_maximum - m_minimum) * m_reading.factor * minimumDistance / std::max(height, minimumDistance);
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0})
    if (factor * power >= raw)
      return factor * power;
  return 10 * power;
}

std::vector<double> ValueAxis::ticks(double height, double minimumDistance) const
{
  std::vector<double> ticks;
  if (height < minimumDistance)
    return ticks;
  const double distance = step(height, minimumDistance);
  double lastY = height + minimumDistance;
  const double last = shown(m_maximum);
  for (double n = std::ceil(shown(m_minimum) / distance); n * distance <= last && ticks.size() < 100; ++n) {
    const double value = n == 0 && m_reading.shift == 0 ? 0 : (n * distance - m_reading.shift) / m_reading.factor;
    const double y = toY(value, height);
    if (lastY - y < minimumDistance * 0.9) // a logarithmic axis squeezes the upper ticks
      continue;
    ticks.push_back(value);
    lastY = y;
  }
  return ticks;
}

int ValueAxis::tickDecimals(double height, double minimumDistance) const
{
  const double distance = step(height, minimumDistance);
  int decimals = 0;
  while (decimals < 8
      && std::abs(distance * std::pow(10, decimals) - std::round(distance * std::pow(10, decimals))) > 1e-6)
    ++decimals;
  return decimals;
}

}
