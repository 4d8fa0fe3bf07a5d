// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_picture.h"

#include "widgets/chart/chart_legend.h"
#include "widgets/chart/clipped_svg.h"

#include <QBuffer>
#include <QPageLayout>
#include <QPdfWriter>

#include <algorithm>

namespace zvt::widgets {

namespace {

constexpr int kDotsPerInch = 96;

}

QRectF ChartPicture::whole() const
{
  QRectF box({0, 0}, QSizeF(size));
  for (const Beside& one : beside)
    box |= one.place;
  return box;
}

void ChartPicture::paint(QPainter& painter, double scale) const
{
  const ChartLayout layout = ChartLayout::of(*model, style, (QSizeF(size) * scale).toSize(), scale, panes);
  const ChartPainter chart(*model, style, layout, axis, prices);
  const ChartScene scene(*model, style, layout, axis, chart.valueAxes(), prices.look);
  const QPointF corner = whole().topLeft();
  painter.save();
  if (!beside.empty())
    painter.fillRect(QRectF({0, 0}, whole().size() * scale), style.background);
  painter.translate(-corner * scale);
  painter.save();
  paintLayeredChart(painter, chart, model->bars->empty() ? LayerPaints() : layers, scene, scale);
  painter.scale(scale, scale);
  if (!model->bars->empty())
    paintLayers(painter, layers.top, scene, 1);
  if (!model->bars->empty())
    paintLegends(painter, style, placeLegends(*model, style, layout, legendBar, prices.look.style, heading), -1);
  if (measurement && layout.isOpen(0)) {
    const QRect& pane = layout.panes.front();
    paintMeasurement(painter, *model, style,
        QRectF(pane.left() / scale, pane.top() / scale, pane.width() / scale, pane.height() / scale), axis,
        chart.valueAxis(0), *measurement);
  }
  painter.restore();
  for (const Beside& one : beside) {
    painter.save();
    painter.scale(scale, scale);
    painter.translate(one.place.topLeft());
    painter.setClipRect(QRectF({0, 0}, one.place.size()));
    one.paint(painter, scene);
    painter.restore();
  }
  painter.restore();
}

QImage ChartPicture::toImage(double scale) const
{
  scale = std::clamp(scale, kLeastScale, kMostScale);
  QImage image((whole().size() * scale).toSize(), QImage::Format_RGB32);
  image.fill(style.background);
  QPainter painter(&image);
  paint(painter, scale);
  return image;
}

QByteArray ChartPicture::toPng(double scale) const
{
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  toImage(scale).save(&buffer, "PNG");
  return bytes;
}

QByteArray ChartPicture::toSvg() const
{
  return paintSvg(whole().size().toSize(), heading, [this](QPainter& painter) { paint(painter, 1); });
}

QByteArray ChartPicture::toPdf() const
{
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  constexpr double kPointsPerInch = 72;
  writer.setPageLayout(QPageLayout(
      QPageSize(whole().size() * kPointsPerInch / kDotsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch),
      QPageLayout::Portrait, QMarginsF()));
  writer.setResolution(kDotsPerInch);
  writer.setTitle(heading);
  QPainter painter(&writer);
  paint(painter, 1);
  painter.end();
  return bytes;
}

bool ChartPicture::print(QPagedPaintDevice& device) const
{
  QPainter painter;
  if (!painter.begin(&device))
    return false;
  const QSizeF page(device.width(), device.height());
  const double scale = std::min(page.width() / whole().width(), page.height() / whole().height());
  paint(painter, scale);
  return painter.end();
}

}
