// SPDX-License-Identifier: GPL-3.0-or-later
// Prices whose bars are not all alike: by volume, by boxes, and the one that is not finished.
#include "widgets/chart/price_painter.h"

#include <algorithm>

namespace zvt::widgets {

bool PricePainter::isForming(std::size_t bar) const
{
  const ChartModel& model = m_canvas.model();
  return model.shaped && model.shaped->forming && bar + 1 == model.bars->size();
}

void PricePainter::paintForming(QPainter& painter, const PriceColumns& prices) const
{
  if (m_canvas.end() == 0 || m_canvas.begin() >= m_canvas.end() || !isForming(m_canvas.end() - 1))
    return;
  const std::size_t bar = m_canvas.end() - 1;
  const ChartStyle& look = m_canvas.style();
  const int width = m_canvas.bodyWidth();
  const int x = static_cast<int>(std::floor(m_canvas.x(bar)));
  const int top = row(std::max(prices.open[bar], prices.close[bar]));
  const int bottom = row(std::min(prices.open[bar], prices.close[bar]));
  painter.setPen(QPen(isUp(prices, bar) ? look.up.fill : look.down.fill, m_canvas.stroke(), Qt::DotLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawLine(x, row(prices.high[bar]), x, top);
  painter.drawLine(x, bottom, x, row(prices.low[bar]));
  painter.drawRect(QRect(x - width / 2, top, width - 1, std::max(1, bottom - top)));
}

void PricePainter::paintVolumeBars(QPainter& painter, const PriceColumns& prices, bool boxes) const
{
  const ChartStyle& look = m_canvas.style();
  const std::vector<double>& volume = m_canvas.model().bars->volume;
  const auto [first, last] = m_canvas.axis().inSight(volume.size());
  double most = 0;
  for (std::size_t i = first; i < last; ++i)
    if (volume[i] > most)
      most = volume[i];
  const int place = std::max(1, static_cast<int>(m_canvas.barWidth()) - 1);
  const int stroke = m_canvas.stroke();
  for (std::size_t i = m_canvas.begin(); i < m_canvas.end(); ++i) {
    if (!std::isfinite(prices.close[i]))
      continue;
    const double share = most > 0 && volume[i] > 0 ? volume[i] / most : 0;
    const int width = std::max(1, static_cast<int>(std::lround(place * share))) | 1;
    const bool up = isUp(prices, i);
    const QColor& color = up ? look.up.fill : look.down.fill;
    const int x = static_cast<int>(std::floor(m_canvas.x(i)));
    const int high = row(prices.high[i]), low = row(prices.low[i]);
    const int top = boxes ? high : row(std::max(prices.open[i], prices.close[i]));
    const int bottom = boxes ? low : row(std::min(prices.open[i], prices.close[i]));
    const QRect body(x - width / 2, top, width, std::max(stroke, bottom - top + 1));
    if (!boxes)
      painter.fillRect(x - (stroke - 1) / 2, high, stroke, low - high + 1, color);
    painter.fillRect(body, color);
    if (up && width > 2 * stroke && body.height() > 2 * stroke)
      painter.fillRect(body.adjusted(stroke, stroke, -stroke, -stroke), look.background);
  }
}

/// One cross or nought a box; where they have no room, the column as a bar. Boxes out of sight cost nothing, however
/// small they are.
void PricePainter::paintFigures(QPainter& painter) const
{
  const ChartStyle& look = m_canvas.style();
  const ChartModel& model = m_canvas.model();
  const market::BarSeries& bars = *model.bars;
  const market::BoxLevels levels(model.shaped->spec.box);
  const double width = m_canvas.barWidth() * 0.8;
  constexpr double kLeast = 4; // device pixels of a figure that can be told
  const double ceilingPrice = m_axis.toValue(0, m_pane.height() - 1);
  const double floorPrice = m_axis.toValue(m_pane.height() - 1, m_pane.height() - 1);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  for (std::size_t i = m_canvas.begin(); i < m_canvas.end(); ++i) {
    const bool rising = bars.close[i] > bars.open[i]
        || (bars.close[i] == bars.open[i] && (i == 0 || bars.close[i - 1] < bars.open[i - 1]));
    const QColor& color = rising ? look.up.fill : look.down.fill;
    painter.setPen(QPen(color, m_canvas.stroke() * 1.2, isForming(i) ? Qt::DotLine : Qt::SolidLine));
    // A box reaches half of its height beyond its level.
    const std::int64_t lowest = std::max(levels.floor(bars.low[i]), levels.floor(floorPrice) - 1);
    const std::int64_t highest = std::min(levels.floor(bars.high[i]), levels.ceil(ceilingPrice) + 1);
    if (lowest > highest)
      continue;
    const auto heightOf = [&](std::int64_t level) {
      return std::abs(y(levels.price(level + 1)) - y(levels.price(level))) * 0.84;
    };
    const double left = m_canvas.x(i) - width / 2;
    if (std::min({width, heightOf(lowest), heightOf(highest)}) < kLeast) { // heights grow or shrink with the price
      const double top = y(levels.price(highest)) - heightOf(highest) / 2;
      const double bottom = y(levels.price(lowest)) + heightOf(lowest) / 2;
      painter.fillRect(QRectF(left, top, width, bottom - top), color);
      continue;
    }
    for (std::int64_t level = lowest; level <= highest; ++level) {
      const double height = heightOf(level);
      const QRectF box(left, y(levels.price(level)) - height / 2, width, height);
      if (rising) {
        painter.drawLine(box.topLeft(), box.bottomRight());
        painter.drawLine(box.bottomLeft(), box.topRight());
      } else {
        painter.drawEllipse(box);
      }
    }
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

}
