// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/draw_icon.h"

#include "widgets/base/number_format.h"

#include <QPolygonF>

#include <cmath>
#include <numbers>

namespace zvt::widgets {

namespace {

enum Icon { ArrowUp = 1, ArrowDown, Disc, Ring, Diamond, Star, Plus, Cross, Square };

QPolygonF starAt(QPointF at, double size)
{
  constexpr int kPoints = 5;
  QPolygonF star;
  for (int i = 0; i < 2 * kPoints; ++i) {
    const double angle = std::numbers::pi * (i - 2.5) / kPoints;
    const double radius = i % 2 == 0 ? size : 0.45 * size;
    star.append(at + QPointF(std::cos(angle), std::sin(angle)) * radius);
  }
  return star;
}

/// An arrow whose tip is at @p at, pointing up (side −1) or down (+1).
QPolygonF arrowAt(QPointF at, double size, double side)
{
  const double stem = 0.4 * size;
  return {{at, at + QPointF(size, -side * size), at + QPointF(stem, -side * size), at + QPointF(stem, -side * 2 * size),
      at + QPointF(-stem, -side * 2 * size), at + QPointF(-stem, -side * size), at + QPointF(-size, -side * size)}};
}

}

QColor drawIconColor(int icon, const ChartStyle& style)
{
  return icon == ArrowUp ? style.up.fill : icon == ArrowDown ? style.down.fill : style.color(ChartColor::Series1);
}

void paintDrawIcon(QPainter& painter, int icon, QPointF at, double size, const QColor& color, const QColor& background)
{
  const QPen line(color, std::max(1.0, size / 4));
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  switch (icon) {
  case ArrowUp:
    painter.drawPolygon(arrowAt(at, size, -1));
    return;
  case ArrowDown:
    painter.drawPolygon(arrowAt(at, size, 1));
    return;
  case Disc:
    painter.drawEllipse(at, size, size);
    return;
  case Diamond:
    painter.drawPolygon(
        QPolygonF({at - QPointF(0, size), at + QPointF(size, 0), at + QPointF(0, size), at - QPointF(size, 0)}));
    return;
  case Star:
    painter.drawPolygon(starAt(at, size));
    return;
  case Square:
    painter.drawRect(QRectF(at - QPointF(size, size), QSizeF(2 * size, 2 * size)));
    return;
  case Plus:
  case Cross: {
    const double reach = icon == Plus ? 0 : 0.75 * size;
    painter.setPen(line);
    if (icon == Plus)
      painter.drawLines(
          {QLineF(at - QPointF(size, 0), at + QPointF(size, 0)), QLineF(at - QPointF(0, size), at + QPointF(0, size))});
    else
      painter.drawLines({QLineF(at - QPointF(reach, reach), at + QPointF(reach, reach)),
          QLineF(at - QPointF(reach, -reach), at + QPointF(reach, -reach))});
    return;
  }
  default:
    break;
  }
  painter.setPen(QPen(color, std::max(1.0, size / 6)));
  painter.setBrush(background);
  const double radius = icon == Ring ? size : 1.3 * size;
  painter.drawEllipse(at, radius, radius);
  if (icon != Ring)
    painter.drawText(
        QRectF(at - QPointF(2 * size, 2 * size), QSizeF(4 * size, 4 * size)), Qt::AlignCenter, QString::number(icon));
}

QString numberText(double value)
{
  int decimals = 3;
  while (decimals > 0
      && std::abs(value * std::pow(10.0, decimals - 1) - std::round(value * std::pow(10.0, decimals - 1)))
          < 1e-7 * std::pow(10.0, decimals))
    --decimals;
  return formatNumber(value, decimals);
}

}
