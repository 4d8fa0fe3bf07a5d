// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/line_fit.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

void LineFit::add(double x, double y)
{
  if (std::isnan(y))
    return;
  count += 1;
  const double dx = x - meanX, dy = y - meanY;
  meanX += dx / count;
  meanY += dy / count;
  xx += dx * (x - meanX);
  xy += dx * (y - meanY);
  yy += dy * (y - meanY);
}

void LineFit::add(const LineFit& other)
{
  if (other.count == 0)
    return;
  const double both = count + other.count, share = other.count / both;
  const double dx = other.meanX - meanX, dy = other.meanY - meanY;
  xx += other.xx + dx * dx * count * share;
  xy += other.xy + dx * dy * count * share;
  yy += other.yy + dy * dy * count * share;
  meanX += dx * share;
  meanY += dy * share;
  count = both;
}

double LineFit::deviation() const
{
  return count > 0 ? std::sqrt(std::max(0.0, yy - slope() * xy) / count) : 0;
}

LineFitIndex::LineFitIndex(std::span<const double> values)
{
  std::vector<LineFit> blocks(values.size() / kBlock);
  for (std::size_t i = 0; i < blocks.size() * kBlock; ++i)
    blocks[i / kBlock].add(static_cast<double>(i), values[i]);
  while (!blocks.empty()) {
    std::vector<LineFit> pairs(blocks.size() / 2);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      pairs[i] = blocks[2 * i];
      pairs[i].add(blocks[2 * i + 1]);
    }
    m_levels.push_back(std::exchange(blocks, std::move(pairs)));
  }
}

LineFit LineFitIndex::over(std::span<const double> values, std::size_t first, std::size_t end) const
{
  LineFit fit;
  const std::size_t known = m_levels.empty() ? 0 : m_levels.front().size() * kBlock;
  end = std::min(end, values.size());
  for (std::size_t i = first; i < end;) {
    if (i % kBlock != 0 || i + kBlock > std::min(end, known)) {
      fit.add(static_cast<double>(i), values[i]);
      ++i;
      continue;
    }
    std::size_t level = 0; // the largest that begins here and ends in time
    while (level + 1 < m_levels.size() && i % (kBlock << (level + 1)) == 0
        && i + (kBlock << (level + 1)) <= std::min(end, m_levels[level + 1].size() * (kBlock << (level + 1))))
      ++level;
    fit.add(m_levels[level][i / (kBlock << level)]);
    i += kBlock << level;
  }
  return fit;
}

}
