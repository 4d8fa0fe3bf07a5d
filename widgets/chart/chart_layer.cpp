// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_layer.h"

#include <QPainter>

#include <cmath>

namespace zvt::widgets {

void paintLayers(QPainter& painter, const std::vector<ChartPaint>& layers, const ChartScene& scene, double scale)
{
  for (const ChartPaint& layer : layers) {
    painter.save();
    painter.scale(scale, scale);
    layer(painter, scene);
    painter.restore();
  }
}

void paintLayeredChart(
    QPainter& painter, const ChartPainter& chart, const LayerPaints& layers, const ChartScene& scene, double scale)
{
  chart.paintBackground(painter);
  paintLayers(painter, layers.ground, scene, scale);
  chart.paint(painter);
  paintLayers(painter, layers.picture, scene, scale);
}

Extremes ChartLayer::priceRange(std::size_t, std::size_t) const
{
  return {std::nan(""), std::nan("")};
}

double ChartLayer::markRoom(const ChartModel&, std::size_t, std::size_t) const
{
  return 0;
}

bool ChartLayer::press(const ChartPointer&, const ChartScene&)
{
  return false;
}

void ChartLayer::drag(const ChartPointer&, const ChartScene&) { }

void ChartLayer::release(const ChartPointer&, const ChartScene&) { }

std::optional<Qt::CursorShape> ChartLayer::hover(const ChartPointer&, const ChartScene&)
{
  return {};
}

bool ChartLayer::doubleClick(const ChartPointer&, const ChartScene&)
{
  return false;
}

bool ChartLayer::keyPress(const QKeyEvent&, const ChartScene&)
{
  return false;
}

bool ChartLayer::fillMenu(QMenu&, QPointF, const ChartScene&)
{
  return false;
}

void ChartLayer::leave() { }

QStringList ChartLayer::stops(const ChartScene&) const
{
  return {};
}

QString ChartLayer::currentStop() const
{
  return {};
}

void ChartLayer::goToStop(const QString&) { }

QString ChartLayer::stopWords(const QString&) const
{
  return {};
}

int ChartLayer::axisRoom() const
{
  return 0;
}

}
