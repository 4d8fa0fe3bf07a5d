// SPDX-License-Identifier: GPL-3.0-or-later
// The bar that is still being made: drawn over the kept picture, so that a tick repaints nothing else.
#include "widgets/chart/chart_view.h"

#include <QPainter>

#include <cmath>
#include <utility>

namespace zvt::widgets {

void ChartView::updateBar(const BarUpdate& change)
{
  if (!m_model)
    return;
  const std::size_t before = barCount(), settledBefore = m_model->settled();
  const bool follows = m_axis.first + m_axis.count >= static_cast<double>(before);
  const QRegion old = newestRegion(), legends = legendRegion();
  m_model = withBar(std::move(m_model), change);
  if (barCount() > before && follows)
    m_axis.first += static_cast<double>(barCount() - before);
  const bool kept =
      !m_picture.isNull() && !old.isEmpty() && m_model->settled() == settledBefore && newestPainter().holdsNewest();
  if (kept) {
    moveLegends();
    update(old + newestRegion() + (legendBar() + 1 == barCount() ? legends + legendRegion() : QRegion()));
  } else {
    invalidate();
  }
  if (barCount() > before)
    Q_EMIT rangeChanged();
}

ChartPainter ChartView::newestPainter() const
{
  return {*m_model, m_style, m_layout, m_axis, m_prices, m_valueAxes, ChartPart::Newest};
}

QRegion ChartView::newestRegion() const
{
  if (!scene() || !m_model->unfinished)
    return {};
  QRegion region;
  const double scale = m_layout.scale;
  for (const QRect& rect : newestPainter().newestRegion())
    region += QRectF(rect.x() / scale, rect.y() / scale, rect.width() / scale, rect.height() / scale)
                  .toAlignedRect()
                  .adjusted(-1, -1, 1, 1);
  return region;
}

QRegion ChartView::legendRegion() const
{
  constexpr int kOverhang = 2; // of letters
  QRegion region;
  QRect line; // one rectangle each
  const auto endLine = [&] {
    if (!line.isNull())
      region += std::exchange(line, QRect()).adjusted(-kOverhang, 0, kOverhang, 0);
  };
  if (m_legends)
    for (const LegendText& legend : *m_legends) {
      if (legend.box.top() != line.top())
        endLine();
      line |= legend.box;
    }
  endLine();
  return region;
}

void ChartView::moveLegends()
{
  if (m_legends) // else they are placed with the next picture
    m_legends = placeLegends(*m_model, m_style, m_layout, legendBar(), look().style);
}

void ChartView::paintNewest(QPainter& painter) const
{
  if (!m_model->unfinished)
    return;
  painter.save();
  painter.scale(1 / m_layout.scale, 1 / m_layout.scale);
  newestPainter().paint(painter);
  painter.restore();
}

}
