// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/value_axis.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

ValueAxis::ValueAxis(Extremes extremes, bool logarithmic, bool fromZero)
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
    const double air = low == 0 ? 1 : std::abs(low) * 0.01;
    low -= air;
    high += air;
  }
  m_logarithmic = logarithmic && low > 0;
  constexpr double kAir = 0.05;
  if (m_logarithmic) {
    const double air = std::log(high / low) * kAir;
    m_minimum = low * std::exp(-air);
    m_maximum = high * std::exp(air);
    return;
  }
  const double air = (high - low) * kAir;
  m_minimum = fromZero && low == 0 ? 0 : low - air;
  m_maximum = fromZero && high == 0 ? 0 : high + air;
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
  const double raw = (m_maximum - m_minimum) * minimumDistance / std::max(height, minimumDistance);
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
  for (double n = std::ceil(m_minimum / distance); n * distance <= m_maximum && ticks.size() < 100; ++n) {
    const double value = n == 0 ? 0 : n * distance;
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
