// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_picture.h"

#include "widgets/chart/chart_legend.h"

#include <QBuffer>
#include <QPageLayout>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>

namespace zvt::widgets {

namespace {

constexpr int kDotsPerInch = 96;

}

void ChartPicture::paint(QPainter& painter, double scale) const
{
  const ChartLayout layout = ChartLayout::of(*model, style, (QSizeF(size) * scale).toSize(), scale);
  const ChartPainter chart(*model, style, layout, axis, prices);
  painter.save();
  chart.paint(painter);
  painter.scale(scale, scale);
  if (!model->bars->empty())
    paintLegends(painter, *model, style, layout, legendBar, prices.look.style, -1, heading);
  if (measurement) {
    const QRect& pane = layout.panes.front();
    paintMeasurement(painter, *model, style,
        QRectF(pane.left() / scale, pane.top() / scale, pane.width() / scale, pane.height() / scale), axis,
        chart.valueAxis(0), *measurement);
  }
  painter.restore();
}

QImage ChartPicture::toImage(double scale) const
{
  scale = std::clamp(scale, kLeastScale, kMostScale);
  QImage image((QSizeF(size) * scale).toSize(), QImage::Format_RGB32);
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
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setResolution(kDotsPerInch);
  generator.setSize(size);
  generator.setViewBox(QRect(QPoint(0, 0), size));
  generator.setTitle(heading);
  QPainter painter(&generator);
  paint(painter, 1);
  painter.end();
  return bytes;
}

QByteArray ChartPicture::toPdf() const
{
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  constexpr double kPointsPerInch = 72;
  writer.setPageLayout(
      QPageLayout(QPageSize(QSizeF(size) * kPointsPerInch / kDotsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch),
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
  const double scale = std::min(page.width() / size.width(), page.height() / size.height());
  paint(painter, scale);
  return painter.end();
}

}
