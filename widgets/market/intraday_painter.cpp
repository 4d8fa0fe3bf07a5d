// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/market/intraday_painter.h"

#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr int kAxis = 56;
constexpr int kAuction = 34;
constexpr int kGap = 6; ///< between the plots
constexpr int kBoxHeight = 16; ///< of a boxed price
constexpr int kLinesAside = 3; ///< grid lines above and below the middle

/// A place on whole pixels, so that hairlines stay hairlines.
double crisp(double at)
{
  return std::floor(at) + 0.5;
}

}

IntradayLayout IntradayLayout::of(QSize size, const ChartStyle& style, bool hasAuction)
{
  IntradayLayout layout;
  const int bottom = size.height() - style.timeAxisHeight;
  const int left = kAxis + (hasAuction ? kAuction : 0);
  const int width = std::max(1, size.width() - left - kAxis);
  const int priceHeight = std::max(1, bottom * 70 / 100);
  layout.price = {left, 0, width, priceHeight};
  layout.volume = {left, priceHeight + kGap, width, std::max(1, bottom - priceHeight - kGap)};
  if (hasAuction)
    layout.auction = {kAxis, 0, kAuction, std::max(1, bottom)};
  layout.priceAxis = {0, 0, kAxis, bottom};
  layout.ratioAxis = {left + width, 0, kAxis, bottom};
  layout.timeAxis = {left, bottom, width, style.timeAxisHeight};
  return layout;
}

IntradayPainter::IntradayPainter(const IntradayModel& model, const ChartStyle& style, const IntradayLayout& layout)
    : m_model(model)
    , m_style(style)
    , m_layout(layout)
    , m_base(model.base())
    , m_reach(intradayReach(model))
{
  for (const IntradayModel::Minute& minute : model.minutes)
    m_mostVolume = std::fmax(m_mostVolume, minute.volume);
  if (model.auction)
    m_mostVolume = std::fmax(m_mostVolume, model.auction->volume);
}

double IntradayPainter::barWidth() const
{
  return static_cast<double>(m_layout.price.width())
      / static_cast<double>(std::max<std::size_t>(1, m_model.minutes.size()));
}

double IntradayPainter::xOf(std::size_t minute) const
{
  return m_layout.price.left() + (static_cast<double>(minute) + 0.5) * barWidth();
}

double IntradayPainter::yOf(double price) const
{
  const double middle = m_layout.price.top() + m_layout.price.height() / 2.0;
  return middle - (price / m_base - 1) / m_reach * m_layout.price.height() / 2.0;
}

std::size_t IntradayPainter::minuteAt(double x) const
{
  if (m_model.minutes.empty())
    return 0;
  const double place = std::floor((x - m_layout.price.left()) / barWidth());
  return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(m_model.minutes.size() - 1)));
}

double IntradayPainter::volumeHeight(double lots) const
{
  return m_mostVolume > 0 && lots > 0 ? std::fmax(1, lots / m_mostVolume * (m_layout.volume.height() - 14)) : 0;
}

double IntradayPainter::priceAtLine(int line) const
{
  return m_base * (1 + m_reach * line / kLinesAside);
}

void IntradayPainter::paint(QPainter& painter) const
{
  painter.fillRect(
      QRect(QPoint(0, 0), QPoint(m_layout.ratioAxis.right(), m_layout.timeAxis.bottom())), m_style.background);
  if (std::isnan(m_base))
    return;
  paintGrid(painter);
  paintAuction(painter);
  paintMissing(painter);
  paintVolume(painter);
  painter.setRenderHint(QPainter::Antialiasing);
  paintLine(painter, &IntradayModel::Minute::average, m_style.movingAverages[1], 1.2);
  paintLine(painter, &IntradayModel::Minute::price, m_style.series[0], 1.4);
  painter.setRenderHint(QPainter::Antialiasing, false);
  paintPriceLabels(painter);
  paintTimeLabels(painter);
  paintLast(painter);
}

void IntradayPainter::paintGrid(QPainter& painter) const
{
  const QRect& price = m_layout.price;
  const int left = m_layout.auction.isEmpty() ? price.left() : m_layout.auction.left();
  for (int line = -kLinesAside; line <= kLinesAside; ++line) {
    painter.setPen(line == 0 ? QPen(m_style.gridStrong, 1, Qt::SolidLine) : QPen(m_style.grid, 1));
    const double y = crisp(std::clamp(yOf(priceAtLine(line)), double(price.top()), double(price.bottom())));
    painter.drawLine(QPointF(left, y), QPointF(price.right(), y));
  }
  for (const IntradayModel::Mark& mark : m_model.marks) {
    painter.setPen(mark.strong ? m_style.gridStrong : m_style.grid);
    const double x =
        crisp(std::min(price.left() + static_cast<double>(mark.minute) * barWidth(), double(price.right())));
    painter.drawLine(QPointF(x, price.top()), QPointF(x, m_layout.volume.bottom()));
  }
  painter.setPen(m_style.gridStrong);
  for (const int y : {price.bottom(), m_layout.volume.top(), m_layout.volume.bottom()})
    painter.drawLine(left, y, price.right(), y);
  // The day's limits, where they are in sight.
  for (const double limit : {m_model.limitUp, m_model.limitDown}) {
    if (!(std::abs(limit / m_base - 1) <= m_reach))
      continue;
    painter.setPen(QPen(m_style.market(limit - m_base).fill, 1, Qt::DashLine));
    painter.drawLine(QPointF(left, crisp(yOf(limit))), QPointF(price.right(), crisp(yOf(limit))));
  }
}

void IntradayPainter::paintPriceLabels(QPainter& painter) const
{
  painter.setFont(m_style.axisFont);
  const QFontMetrics metrics(m_style.axisFont);
  const int newest = m_model.newest();
  const double boxed = newest < 0 ? -1000 : yOf(m_model.minutes[static_cast<std::size_t>(newest)].price);
  for (int line = -kLinesAside; line <= kLinesAside; ++line) {
    const double price = priceAtLine(line);
    if (std::abs(yOf(price) - boxed) < kBoxHeight)
      continue; // labels give way to the boxed one
    const int y = std::clamp(static_cast<int>(yOf(price)) - metrics.height() / 2, m_layout.price.top(),
        m_layout.price.bottom() - metrics.height());
    painter.setPen(m_style.market(line).text);
    painter.drawText(QRect(m_layout.priceAxis.left(), y, m_layout.priceAxis.width() - 5, metrics.height()),
        Qt::AlignRight | Qt::AlignVCenter, formatNumber(price, m_model.decimals));
    painter.drawText(QRect(m_layout.ratioAxis.left() + 5, y, m_layout.ratioAxis.width() - 6, metrics.height()),
        Qt::AlignLeft | Qt::AlignVCenter, formatSignedPercent(price / m_base - 1));
  }
  painter.setPen(m_style.axisText);
  if (m_mostVolume > 0)
    painter.drawText(QRect(m_layout.priceAxis.left(), m_layout.volume.top(), m_layout.priceAxis.width() - 5, 14),
        Qt::AlignRight | Qt::AlignTop, m_style.largeNumber(m_mostVolume));
}

void IntradayPainter::paintTimeLabels(QPainter& painter) const
{
  painter.setFont(m_style.axisFont);
  painter.setPen(m_style.axisText);
  const QFontMetrics metrics(m_style.axisFont);
  int free = m_layout.timeAxis.left() - 1000;
  const auto draw = [&](const IntradayModel::Mark& mark) {
    const int width = metrics.horizontalAdvance(mark.label);
    const int middle = m_layout.price.left() + static_cast<int>(static_cast<double>(mark.minute) * barWidth());
    const int left = std::clamp(middle - width / 2, m_layout.timeAxis.left(), m_layout.timeAxis.right() - width);
    if (left < free)
      return;
    painter.drawText(QRect(left, m_layout.timeAxis.top(), width + 2, m_layout.timeAxis.height()),
        Qt::AlignLeft | Qt::AlignVCenter, mark.label);
    free = left + width + 10;
  };
  // Narrow charts name only where hours begin and end.
  const bool isNarrow = m_layout.price.width() < static_cast<int>(m_model.marks.size()) * 52;
  for (const IntradayModel::Mark& mark : m_model.marks)
    if (mark.strong || !isNarrow)
      draw(mark);
}

void IntradayPainter::paintVolume(QPainter& painter) const
{
  double before = m_base;
  const double wide = std::fmax(1, std::floor(barWidth() * 0.8));
  const int bottom = m_layout.volume.bottom();
  for (std::size_t i = 0; i < m_model.minutes.size(); ++i) {
    const IntradayModel::Minute& minute = m_model.minutes[i];
    if (!minute.isKnown())
      continue;
    const double tall = volumeHeight(minute.volume);
    painter.fillRect(
        QRectF(std::floor(xOf(i) - wide / 2), bottom - tall, wide, tall), m_style.market(minute.price - before).fill);
    before = minute.price;
  }
}

void IntradayPainter::paintMissing(QPainter& painter) const
{
  painter.setPen(QPen(m_style.textMuted, 1));
  painter.setBrush(Qt::NoBrush);
  const double wide = std::fmax(3, std::floor(barWidth()));
  for (const std::size_t minute : m_model.missing())
    painter.drawRect(QRectF(crisp(xOf(minute) - wide / 2), m_layout.volume.bottom() - 6.5, wide - 1, 5));
}

void IntradayPainter::paintLine(
    QPainter& painter, double IntradayModel::Minute::* value, const QColor& color, double width) const
{
  QPolygonF line;
  std::optional<std::size_t> last;
  const auto flush = [&] {
    painter.setPen(QPen(color, width));
    if (line.size() == 1)
      painter.drawPoint(line[0]);
    else
      painter.drawPolyline(line);
    line.clear();
  };
  for (std::size_t i = 0; i < m_model.minutes.size(); ++i) {
    const double at = m_model.minutes[i].*value;
    if (std::isnan(at))
      continue;
    const QPointF point(xOf(i), yOf(at));
    const bool isGap = last && i > *last + 1;
    if (isGap) {
      const QPointF from = line.isEmpty() ? point : line.last();
      flush();
      // Across minutes that are not known; between the calls of a closing auction nothing trades.
      painter.setPen(QPen(color, 1, Qt::DotLine));
      painter.drawLine(from, point);
    }
    line << point;
    last = i;
  }
  flush();
}

void IntradayPainter::paintAuction(QPainter& painter) const
{
  if (m_layout.auction.isEmpty())
    return;
  painter.fillRect(m_layout.auction, Theme::current().colors().chart.auctionShade);
  if (!m_model.auction || !(m_model.auction->price > 0))
    return;
  const double middle = m_layout.auction.center().x();
  const double tall = volumeHeight(m_model.auction->volume);
  painter.fillRect(QRectF(middle - 3, m_layout.volume.bottom() - tall, 6, tall), m_style.flat.fill);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(m_style.series[0], 1.4));
  painter.setBrush(m_style.background);
  painter.drawEllipse(QPointF(middle, yOf(m_model.auction->price)), 3, 3);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void IntradayPainter::paintLast(QPainter& painter) const
{
  const int newest = m_model.newest();
  if (newest < 0)
    return;
  const double price = m_model.minutes[static_cast<std::size_t>(newest)].price;
  const MarketColors& colors = m_style.market(price - m_base);
  painter.setFont(m_style.axisFont);
  const QFontMetrics metrics(m_style.axisFont);
  const auto box = [&](const QRect& axis, const QString& text) {
    const int y = std::clamp(static_cast<int>(yOf(price)) - 8, m_layout.price.top(), m_layout.price.bottom() - 16);
    const QRect rect(axis.left() + 2, y, axis.width() - 3, 16);
    painter.fillRect(rect, colors.button);
    painter.setPen(colors.onButton);
    painter.drawText(rect, Qt::AlignCenter, text);
  };
  box(m_layout.priceAxis, formatNumber(price, m_model.decimals));
  box(m_layout.ratioAxis, formatSignedPercent(price / m_base - 1));
}

void IntradayPainter::paintLabel(
    QPainter& painter, const QRect& axis, double y, const QString& text, Qt::Alignment alignment) const
{
  const QRect rect(
      axis.left() + 2, std::clamp(static_cast<int>(y) - 8, 0, std::max(0, axis.bottom() - 16)), axis.width() - 3, 16);
  painter.fillRect(rect, m_style.labelBackground);
  painter.setPen(m_style.labelText);
  painter.drawText(rect.adjusted(3, 0, -3, 0), alignment | Qt::AlignVCenter, text);
}

void IntradayPainter::paintCursor(QPainter& painter, std::size_t minute) const
{
  if (minute >= m_model.minutes.size() || std::isnan(m_base))
    return;
  painter.setFont(m_style.axisFont);
  painter.setPen(QPen(m_style.crosshair, 1, Qt::DashLine));
  const double x = crisp(xOf(minute));
  painter.drawLine(QPointF(x, m_layout.price.top()), QPointF(x, m_layout.volume.bottom()));
  const IntradayModel::Minute& values = m_model.minutes[minute];
  if (values.isKnown()) {
    const double y = crisp(yOf(values.price));
    painter.drawLine(QPointF(m_layout.price.left(), y), QPointF(m_layout.price.right(), y));
    paintLabel(painter, m_layout.priceAxis, y, formatNumber(values.price, m_model.decimals), Qt::AlignRight);
    paintLabel(painter, m_layout.ratioAxis, y, formatSignedPercent(values.price / m_base - 1), Qt::AlignLeft);
  }
  const QString time = m_model.timeText(minute);
  const int width = QFontMetrics(m_style.axisFont).horizontalAdvance(time) + 12;
  const int left = std::clamp(
      static_cast<int>(x) - width / 2, m_layout.timeAxis.left(), std::max(0, m_layout.timeAxis.right() - width));
  const QRect rect(left, m_layout.timeAxis.top() + 2, width, m_layout.timeAxis.height() - 4);
  painter.fillRect(rect, m_style.labelBackground);
  painter.setPen(m_style.labelText);
  painter.drawText(rect, Qt::AlignCenter, time);
}

}
