// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/order_line_painter.h"

#include "widgets/base/theme.h"

#include <QFontMetricsF>

#include <algorithm>

namespace zvt::widgets {

namespace {

constexpr double kTagHeight = 20;
constexpr double kPadding = 7;
constexpr double kCross = 16;
constexpr double kLeft = 8;
constexpr double kGap = 4;
constexpr double kLegendHeight = 44; ///< two lines of legend at the top of the price pane
constexpr double kAxisBoxHeight = 18;

QString wordsOf(const OrderLine& line, int beyond)
{
  const QString words = line.result.isEmpty() ? line.text : line.text + u' ' + line.result;
  if (beyond == 0)
    return words;
  return (beyond < 0 ? QStringLiteral("▲ ") : QStringLiteral("▼ ")) + words + QStringLiteral(" @ ") + line.priceText;
}

QColor colorOf(const OrderLine& line, const ChartStyle& style)
{
  if (line.state == OrderLine::State::Blocked)
    return Theme::current().colors().state.error.line;
  if (line.kind == OrderLine::Kind::Position)
    return style.textSecondary;
  return line.buy ? style.up.fill : style.down.fill;
}

void paintCross(QPainter& painter, const QRectF& box, const QColor& color)
{
  constexpr double kArm = 3.5;
  const QPointF at = box.center();
  painter.setPen(QPen(color, 1.3));
  painter.drawLine(at + QPointF(-kArm, -kArm), at + QPointF(kArm, kArm));
  painter.drawLine(at + QPointF(-kArm, kArm), at + QPointF(kArm, -kArm));
}

void paintTag(QPainter& painter, const OrderLine& line, const OrderLinePlace& place, const ChartStyle& style)
{
  const QColor color = colorOf(line, style);
  const bool marked = line.state != OrderLine::State::Normal;
  const auto& tokens = Theme::current().colors();
  const bool blocked = line.state == OrderLine::State::Blocked;
  painter.fillRect(place.tag, blocked ? tokens.state.error.tint : marked ? tokens.surface.selection : style.background);
  painter.setPen(QPen(color, marked ? 2 : 1));
  painter.drawRect(place.tag.adjusted(0.5, 0.5, -0.5, -0.5));
  QRectF words = place.tag.adjusted(kPadding, 0, 0, 0);
  painter.setPen(blocked ? tokens.state.error.text : style.textPrimary);
  const QString all = wordsOf(line, place.beyond);
  if (line.result.isEmpty() || place.beyond != 0) {
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, all);
  } else {
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, line.text);
    words.setLeft(words.left() + painter.fontMetrics().horizontalAdvance(line.text + u' '));
    painter.setPen(style.market(line.gain).text);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, line.result);
  }
  if (!place.close.isNull())
    paintCross(painter, place.close, style.textSecondary);
}

void paintLine(QPainter& painter, const OrderLine& line, const OrderLinePlace& place, const ChartScene& scene)
{
  const QColor color = colorOf(line, scene.style());
  const bool marked = line.state != OrderLine::State::Normal;
  painter.setPen(QPen(color, marked ? 2 : 1, line.kind == OrderLine::Kind::Position ? Qt::SolidLine : Qt::DashLine));
  const double y = std::floor(place.y) + 0.5;
  painter.drawLine(QPointF(scene.pane(0).left(), y), QPointF(scene.pane(0).right(), y));
}

void paintAxisBox(QPainter& painter, const OrderLine& line, const OrderLinePlace& place, const ChartStyle& style)
{
  painter.fillRect(place.axis, style.background);
  painter.setPen(QPen(colorOf(line, style), 1));
  painter.drawRect(place.axis.adjusted(0.5, 0.5, -0.5, -0.5));
  painter.setPen(style.textPrimary);
  painter.drawText(place.axis.adjusted(6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, line.priceText);
}

}

std::vector<OrderLinePlace> placesOf(const std::vector<OrderLine>& lines, const ChartScene& scene)
{
  const QFontMetricsF metrics(scene.style().axisFont);
  const QRectF pane = scene.pane(0), axis = scene.valueAxis();
  std::vector<OrderLinePlace> places;
  for (const OrderLine& line : lines) {
    OrderLinePlace place;
    place.y = scene.y(line.price);
    place.beyond = place.y < pane.top() ? -1 : place.y > pane.bottom() ? 1 : 0;
    const double middle = std::clamp(place.y, pane.top() + kTagHeight / 2 + (place.beyond < 0 ? kLegendHeight : 0),
        std::max(pane.top() + kTagHeight, pane.bottom() - kTagHeight / 2));
    const double width =
        metrics.horizontalAdvance(wordsOf(line, place.beyond)) + 2 * kPadding + (line.closable ? kCross : 0);
    // Legends stand at the left of the top.
    const bool underLegend = middle < pane.top() + kLegendHeight;
    const double left = 3 * line.indent < pane.width() ? kLeft + line.indent : kLeft;
    place.tag = QRectF(
        underLegend ? std::max(kLeft, pane.right() - width - kLeft) : left, middle - kTagHeight / 2, width, kTagHeight);
    for (bool moved = true; moved;) {
      moved = false;
      for (const OrderLinePlace& other : places)
        if (other.tag.intersects(place.tag)) {
          if (underLegend)
            place.tag.moveRight(other.tag.left() - kGap);
          else
            place.tag.moveLeft(other.tag.right() + kGap);
          moved = true;
        }
    }
    if (line.closable)
      place.close = QRectF(place.tag.right() - kCross - 2, place.tag.top(), kCross, kTagHeight);
    if (place.beyond == 0)
      place.axis = QRectF(pane.right() + 1, place.y - kAxisBoxHeight / 2, axis.width() - 2, kAxisBoxHeight);
    places.push_back(place);
  }
  return places;
}

void paintOrderLines(QPainter& painter, const std::vector<OrderLine>& lines, const ChartScene& scene)
{
  const std::vector<OrderLinePlace> places = placesOf(lines, scene);
  painter.setFont(scene.style().axisFont);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (places[i].beyond == 0)
      paintLine(painter, lines[i], places[i], scene);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    paintTag(painter, lines[i], places[i], scene.style());
    if (places[i].beyond == 0)
      paintAxisBox(painter, lines[i], places[i], scene.style());
  }
}

}
