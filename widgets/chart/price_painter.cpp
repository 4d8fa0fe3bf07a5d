// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/price_painter.h"

#include <QPolygonF>

#include <algorithm>

namespace zvt::widgets {

Extremes PricePainter::range(const ChartModel& model, PriceStyle style, std::size_t begin, std::size_t end)
{
  if (style == PriceStyle::Line || style == PriceStyle::Area)
    return model.closes.range(model.bars->close, begin, end);
  const PriceColumns prices = model.prices(style);
  return {prices.lows.range(prices.low, begin, end).minimum, prices.highs.range(prices.high, begin, end).maximum};
}

void PricePainter::paint(QPainter& painter, PriceStyle style) const
{
  const PriceColumns prices = m_canvas.model().prices(style);
  switch (style) {
  case PriceStyle::Line:
  case PriceStyle::Area:
    paintLine(painter, style == PriceStyle::Area);
    return;
  case PriceStyle::Candles:
  case PriceStyle::FilledCandles:
  case PriceStyle::HeikinAshi:
  case PriceStyle::Bars:
  case PriceStyle::Renko:
  case PriceStyle::RangeBars:
  case PriceStyle::PointFigure:
  case PriceStyle::VolumeCandles:
  case PriceStyle::Equivolume:
    break;
  }
  if (m_canvas.isNarrow()) {
    paintColumns(painter, prices);
    return;
  }
  if (style == PriceStyle::Bars) {
    paintBars(painter, prices);
  } else if (style == PriceStyle::PointFigure && m_canvas.model().shaped) {
    paintFigures(painter);
  } else if (style == PriceStyle::VolumeCandles || style == PriceStyle::Equivolume) {
    paintVolumeBars(painter, prices, style == PriceStyle::Equivolume);
  } else {
    paintCandles(painter, prices, style);
    paintForming(painter, prices);
  }
}

bool PricePainter::isUp(const PriceColumns& prices, std::size_t bar) const
{
  if (m_canvas.model().shaped)
    return prices.close[bar] >= prices.open[bar]; // a brick rises by itself, whatever the one before
  if (&prices.close == &m_canvas.model().bars->close)
    return m_canvas.isUp(bar);
  return prices.close[bar] >= prices.open[bar];
}

void PricePainter::paintCandles(QPainter& painter, const PriceColumns& prices, PriceStyle style) const
{
  const ChartStyle& look = m_canvas.style();
  // Bricks touch one another.
  const int width = style == PriceStyle::Renko
      ? std::max(1, static_cast<int>(m_canvas.barWidth()) - m_canvas.stroke()) | 1
      : m_canvas.bodyWidth();
  const int stroke = m_canvas.stroke();
  for (const bool up : {true, false}) {
    const bool hollow = up && style != PriceStyle::FilledCandles && width >= 3;
    const QColor color = up ? look.up.fill : look.down.fill;
    QVector<QRect> wicks, filled, framed;
    for (std::size_t i = m_canvas.begin(); i < m_canvas.end(); ++i) {
      if (!std::isfinite(prices.close[i]) || isUp(prices, i) != up || isForming(i))
        continue;
      const int x = static_cast<int>(std::floor(m_canvas.x(i)));
      const int high = row(prices.high[i]), low = row(prices.low[i]);
      const int top = row(std::max(prices.open[i], prices.close[i]));
      const int bottom = row(std::min(prices.open[i], prices.close[i]));
      const QRect body(x - width / 2, top, width, qMax(stroke, bottom - top + 1));
      if (high < top)
        wicks.emplaceBack(x - (stroke - 1) / 2, high, stroke, top - high);
      if (low > bottom)
        wicks.emplaceBack(x - (stroke - 1) / 2, bottom + 1, stroke, low - bottom);
      (hollow && body.height() > 2 * stroke ? framed : filled).append(body);
    }
    for (const QRect& rect : std::as_const(wicks))
      painter.fillRect(rect, color);
    for (const QRect& rect : std::as_const(filled))
      painter.fillRect(rect, color);
    for (const QRect& rect : std::as_const(framed)) {
      painter.fillRect(rect, color);
      painter.fillRect(rect.adjusted(stroke, stroke, -stroke, -stroke), look.background);
    }
  }
}

void PricePainter::paintBars(QPainter& painter, const PriceColumns& prices) const
{
  const ChartStyle& look = m_canvas.style();
  // A bar without arms would hide open and close: where they have no room the stroke stays a hairline.
  const int arm = std::max(1, m_canvas.bodyWidth() / 2);
  const int stroke = m_canvas.bodyWidth() >= 5 ? m_canvas.stroke() : 1;
  for (std::size_t i = m_canvas.begin(); i < m_canvas.end(); ++i) {
    if (!std::isfinite(prices.close[i]))
      continue;
    const int left = static_cast<int>(std::floor(m_canvas.x(i))) - (stroke - 1) / 2;
    const QColor& color = isUp(prices, i) ? look.up.fill : look.down.fill;
    const int high = row(prices.high[i]), low = row(prices.low[i]);
    painter.fillRect(left, high, stroke, low - high + stroke, color);
    painter.fillRect(left - arm, row(prices.open[i]), arm, stroke, color);
    painter.fillRect(left + stroke, row(prices.close[i]), arm, stroke, color);
  }
}

void PricePainter::paintColumns(QPainter& painter, const PriceColumns& prices) const
{
  const ChartStyle& look = m_canvas.style();
  const bool isOwn = &prices.close == &m_canvas.model().bars->close; // not averaged
  QVector<QLine> up, down;
  for (const PlotCanvas::Column& column : m_canvas.columns()) {
    const double high = prices.highs.range(prices.high, column.begin, column.end).maximum;
    const double low = prices.lows.range(prices.low, column.begin, column.end).minimum;
    if (!std::isfinite(high) || !std::isfinite(low))
      continue;
    const QLine line(column.x, qRound(y(high)), column.x, qRound(y(low)));
    const bool rises = isOwn ? column.rises : prices.close[column.end - 1] >= prices.open[column.begin];
    (rises ? up : down).append(line);
  }
  painter.setPen(look.up.fill);
  painter.drawLines(up);
  painter.setPen(look.down.fill);
  painter.drawLines(down);
}

void PricePainter::paintGround(QPainter& painter, const QColor& color) const
{
  const ChartModel& model = m_canvas.model();
  const std::vector<double>& closes = model.bars->close;
  QPolygonF area;
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  const auto flush = [&] {
    if (area.size() > 1) {
      const double left = area.front().x();
      area << QPointF(area.back().x(), m_pane.bottom() + 1) << QPointF(left, m_pane.bottom() + 1);
      painter.drawPolygon(area);
    }
    area.clear();
  };
  const auto add = [&](double x, double value) {
    if (std::isfinite(value))
      area.append(QPointF(x, y(value)));
    else
      flush();
  };
  if (m_canvas.isNarrow()) {
    for (const PlotCanvas::Column& column : m_canvas.columns())
      add(column.x, model.closes.range(closes, column.begin, column.end).maximum);
  } else {
    const std::size_t begin = m_canvas.begin() > 0 ? m_canvas.begin() - 1 : 0;
    for (std::size_t i = begin; i < std::min({m_canvas.end() + 1, m_canvas.limit(), closes.size()}); ++i)
      add(m_canvas.x(i), closes[i]);
  }
  flush();
  painter.setBrush(Qt::NoBrush);
}

void PricePainter::paintLine(QPainter& painter, bool withGround) const
{
  constexpr double kWidth = 1.6;
  const QColor color = m_canvas.style().series.front();
  if (withGround)
    paintGround(painter, m_canvas.style().ground(color));
  m_lines.paintLine(painter, m_canvas.model().bars->close, m_canvas.model().closes,
      {color, m_canvas.isNarrow() ? 1 : kWidth, Qt::SolidLine});
}

}
