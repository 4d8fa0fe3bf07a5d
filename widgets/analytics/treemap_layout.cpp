// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/treemap_layout.h"

#include <algorithm>

namespace zvt::widgets {

namespace {

/// The worst ratio of sides in a row of areas between @p least and @p most that sum to @p sum, laid along @p side.
double worstRatio(double least, double most, double sum, double side)
{
  const double square = side * side, total = sum * sum;
  return std::max(square * most / total, total / (square * least));
}

class Layout {
public:
  Layout(const QRectF& area, double scale, std::vector<QRectF>& rects)
      : m_free(area)
      , m_scale(scale)
      , m_rects(rects)
  {
  }

  /// Adds one to the row as long as that does not make the row's shapes worse.
  void add(std::size_t index, double weight)
  {
    const double area = weight * m_scale;
    const double side = std::min(m_free.width(), m_free.height());
    if (!m_row.empty()) {
      const double now = worstRatio(m_least, m_most, m_sum, side);
      const double then = worstRatio(std::min(m_least, area), std::max(m_most, area), m_sum + area, side);
      if (then > now)
        placeRow();
    }
    m_least = m_row.empty() ? area : std::min(m_least, area);
    m_most = m_row.empty() ? area : std::max(m_most, area);
    m_sum += area;
    m_row.emplace_back(index, area);
  }

  void placeRow()
  {
    if (m_row.empty())
      return;
    const bool column = m_free.width() >= m_free.height(); // a row stands along the shorter side
    const double side = column ? m_free.height() : m_free.width();
    const double thick = side > 0 ? std::min(m_sum / side, column ? m_free.width() : m_free.height()) : 0;
    double along = column ? m_free.top() : m_free.left();
    for (const auto& [index, area] : m_row) {
      const double length = thick > 0 ? area / thick : 0;
      m_rects[index] =
          column ? QRectF(m_free.left(), along, thick, length) : QRectF(along, m_free.top(), length, thick);
      along += length;
    }
    if (column)
      m_free.setLeft(m_free.left() + thick);
    else
      m_free.setTop(m_free.top() + thick);
    m_row.clear();
    m_sum = 0;
  }

private:
  QRectF m_free;
  double m_scale;
  std::vector<QRectF>& m_rects;
  std::vector<std::pair<std::size_t, double>> m_row;
  double m_least = 0, m_most = 0, m_sum = 0;
};

}

std::vector<QRectF> treemapLayout(std::span<const double> weights, const QRectF& area)
{
  std::vector<QRectF> rects(weights.size());
  double total = 0;
  for (const double weight : weights)
    total += weight > 0 ? weight : 0;
  if (total <= 0 || area.isEmpty())
    return rects;
  Layout layout(area, area.width() * area.height() / total, rects);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0)
      layout.add(i, weights[i]);
  layout.placeRow();
  return rects;
}

}
