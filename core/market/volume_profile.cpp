// SPDX-License-Identifier: Apache-2.0
#include "core/market/volume_profile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace zvt::market {

namespace {

bool isTraded(const BarSeries& bars, std::size_t i)
{
  return bars.volume[i] > 0 && std::isfinite(bars.volume[i]) && std::isfinite(bars.high[i])
      && std::isfinite(bars.low[i]) && bars.high[i] >= bars.low[i];
}

bool isUp(const BarSeries& bars, std::size_t i)
{
  if (bars.close[i] != bars.open[i])
    return bars.close[i] > bars.open[i];
  return i == 0 || !(bars.close[i] < bars.close[i - 1]);
}

/// Volume by rows. What covers whole rows is kept as differences, so that a bar costs the same however tall it is.
class Rows {
public:
  Rows(double low, double step, std::size_t count)
      : m_low(low)
      , m_step(step)
      , m_part(count, 0.0)
      , m_whole(count + 1, 0.0)
  {
  }

  void add(double low, double high, double volume)
  {
    const std::size_t first = rowOf(low), last = rowOf(high);
    if (first == last) {
      m_part[first] += volume;
      return;
    }
    const double density = volume / (high - low);
    m_whole[first] += density * m_step;
    m_whole[last + 1] -= density * m_step;
    m_part[first] -= density * (low - edge(first));
    m_part[last] -= density * (edge(last + 1) - high);
  }

  [[nodiscard]] std::vector<double> sums() const
  {
    std::vector<double> rows(m_part.size());
    double whole = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      whole += m_whole[i];
      rows[i] = std::max(0.0, m_part[i] + whole); // differences may leave a rounding below 0
    }
    return rows;
  }

private:
  [[nodiscard]] double edge(std::size_t row) const { return m_low + m_step * static_cast<double>(row); }
  [[nodiscard]] std::size_t rowOf(double price) const
  {
    const double row = std::clamp((price - m_low) / m_step, 0.0, static_cast<double>(m_part.size() - 1));
    return static_cast<std::size_t>(row);
  }

  double m_low, m_step;
  std::vector<double> m_part, m_whole;
};

void findPointOfControl(VolumeProfile& profile)
{
  const double middle = (static_cast<double>(profile.rows()) - 1) / 2;
  for (std::size_t row = 0; row < profile.rows(); ++row) {
    const double more = profile.volume(row) - profile.volume(profile.pointOfControl);
    const bool nearer =
        std::abs(static_cast<double>(row) - middle) < std::abs(static_cast<double>(profile.pointOfControl) - middle);
    if (more > 0 || (more == 0 && nearer))
      profile.pointOfControl = row;
  }
}

void growValueArea(VolumeProfile& profile)
{
  const double wanted = profile.total() * kValueArea;
  std::size_t begin = profile.pointOfControl, end = begin + 1;
  double held = profile.volume(begin);
  const auto sum = [&](std::size_t from, std::size_t to) {
    double volume = 0;
    for (std::size_t row = from; row < to; ++row)
      volume += profile.volume(row);
    return volume;
  };
  while (held < wanted && (begin > 0 || end < profile.rows())) {
    const std::size_t below = begin - std::min<std::size_t>(2, begin), above = std::min(end + 2, profile.rows());
    const double volumeBelow = sum(below, begin), volumeAbove = sum(end, above);
    const bool up = below == begin || (above > end && volumeAbove >= volumeBelow);
    held += up ? volumeAbove : volumeBelow;
    (up ? end : begin) = up ? above : below;
  }
  profile.valueBegin = begin;
  profile.valueEnd = end;
}

}

double VolumeProfile::total() const
{
  return std::accumulate(up.begin(), up.end(), 0.0) + std::accumulate(down.begin(), down.end(), 0.0);
}

VolumeProfile volumeProfile(std::span<const BarRange> parts, std::size_t rows)
{
  VolumeProfile profile;
  double low = std::nan(""), high = std::nan("");
  for (const BarRange& part : parts)
    for (std::size_t i = part.begin; i < part.end; ++i)
      if (isTraded(*part.bars, i)) {
        low = std::fmin(low, part.bars->low[i]);
        high = std::fmax(high, part.bars->high[i]);
      }
  if (std::isnan(low) || rows == 0)
    return profile;
  if (high == low) // all at one price: a row about it
    low -= std::max(std::abs(low), 1.0) * 1e-4, high += std::max(std::abs(high), 1.0) * 1e-4, rows = 1;
  profile.low = low;
  profile.step = (high - low) / static_cast<double>(rows);
  Rows up(low, profile.step, rows), down(low, profile.step, rows);
  for (const BarRange& part : parts)
    for (std::size_t i = part.begin; i < part.end; ++i)
      if (isTraded(*part.bars, i))
        (isUp(*part.bars, i) ? up : down).add(part.bars->low[i], part.bars->high[i], part.bars->volume[i]);
  profile.up = up.sums();
  profile.down = down.sums();
  findPointOfControl(profile);
  growValueArea(profile);
  return profile;
}

}
