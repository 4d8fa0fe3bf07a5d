// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/measurement.h"

#include "widgets/base/number_format.h"
#include "widgets/base/tr.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

/// A span of the exchange's clock: whole days, or hours and minutes below a day.
QString spanText(std::int64_t micros)
{
  const std::int64_t minutes = std::abs(micros) / Duration::minutes(1).micros;
  if (minutes >= 24 * 60)
    return Tr::tr("%n day(s)", nullptr, static_cast<int>(minutes / (24 * 60)));
  return Tr::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

}

QStringList measurementText(const ChartModel& model, const Measurement& measurement)
{
  const auto& [from, to] = measurement;
  const double change = to.price - from.price;
  const std::int64_t span = model.localMicros[to.bar] - model.localMicros[from.bar];
  const int bars = static_cast<int>(from.bar < to.bar ? to.bar - from.bar : from.bar - to.bar);
  const QString sign = to.bar < from.bar ? QString(kMinus) : QString();
  QString text = formatSigned(change, model.priceDecimals);
  if (from.price != 0)
    text += QStringLiteral(" (%1)").arg(formatSignedPercent(change / from.price));
  return {text, sign + Tr::tr("%n bar(s)", nullptr, bars) + QStringLiteral(", ") + spanText(span)};
}

void paintMeasurement(QPainter& painter, const ChartModel& model, const ChartStyle& style, const QRectF& pane,
    const TimeAxis& time, const ValueAxis& prices, const Measurement& measurement)
{
  const auto at = [&](const Measurement::End& end) {
    return QPointF(time.toX(static_cast<double>(end.bar) + 0.5, pane.width()),
        pane.top() + prices.toY(end.price, pane.height() - 1));
  };
  const QPointF from = at(measurement.from), to = at(measurement.to);
  const QColor line = style.market(measurement.to.price - measurement.from.price).text;
  painter.save();
  painter.setClipRect(pane);
  QColor ground = line;
  ground.setAlphaF(0.12F);
  painter.fillRect(QRectF(from, to).normalized(), ground);
  painter.setPen(QPen(line, 1));
  painter.drawRect(QRectF(from, to).normalized());
  painter.drawLine(QPointF(from.x(), from.y()), QPointF(to.x(), from.y()));
  painter.drawLine(QPointF(to.x(), from.y()), to);

  painter.setFont(style.legendFont);
  const QStringList lines = measurementText(model, measurement);
  const QFontMetricsF metrics(style.legendFont);
  double width = 0;
  for (const QString& text : lines)
    width = std::max(width, metrics.horizontalAdvance(text));
  constexpr double kLine = 18, kPadding = 8, kAir = 6;
  const QSizeF size(width + 2 * kPadding, kLine * static_cast<double>(lines.size()) + 4);
  const bool rises = to.y() <= from.y();
  QPointF corner(to.x() - size.width() / 2, rises ? to.y() - size.height() - kAir : to.y() + kAir);
  corner.setX(std::clamp(corner.x(), pane.left(), std::max(pane.left(), pane.right() - size.width())));
  corner.setY(std::clamp(corner.y(), pane.top(), std::max(pane.top(), pane.bottom() - size.height())));
  const QRectF box(corner, size);
  painter.fillRect(box, style.labelBackground);
  painter.setPen(style.labelText);
  for (qsizetype i = 0; i < lines.size(); ++i)
    painter.drawText(QRectF(box.left(), box.top() + 2 + kLine * static_cast<double>(i), box.width(), kLine),
        Qt::AlignCenter, lines[i]);
  painter.restore();
}

}
