// SPDX-License-Identifier: GPL-3.0-or-later
// Grid, axes and the price of the newest bar.
#include "widgets/chart/chart_painter.h"

#include "widgets/base/tr.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kLabelDistance = 44;
/// Logical pixels that a day has at least where its begin, and where its breaks are marked.
constexpr double kLeastDay = 24;
constexpr double kLeastBreak = 120;

}

QString ChartPainter::tickText(std::size_t pane, double value) const
{
  QString text;
  const PriceScale scale = m_prices.look.scale;
  if (pane == 0 && scale != PriceScale::Linear && scale != PriceScale::Logarithmic) {
    text = priceText(value);
  } else if (pane > 0 && m_model.panes[pane - 1].largeNumbers && m_style.largeNumber) {
    text = m_style.largeNumber(value);
  } else {
    const int decimals = pane == 0
        ? std::max(m_model.priceDecimals, 2)
        : m_axes[pane].tickDecimals(m_layout.panes[pane].height(), m_layout.px(kLabelDistance));
    text = QString::number(value, 'f', decimals);
  }
  return text.replace(QLatin1Char('-'), QChar(0x2212));
}

QRect ChartPainter::tickBox(const QRect& pane, int y) const
{
  return {pane.right() + m_layout.px(6), y - m_layout.px(kLabelHeight / 2),
      m_layout.valueAxis.width() - m_layout.px(10), m_layout.px(kLabelHeight)};
}

void ChartPainter::paintGrid(QPainter& painter) const
{
  painter.setFont(m_canvas.scaled(m_style.axisFont));
  const double distance = m_layout.px(kLabelDistance);
  // While the newest bar is being made its price moves over the labels, see paintLastPrice().
  const int lastY = m_part == ChartPart::Settled ? lastPriceNowhere() : lastPriceY();
  for (std::size_t i = 0; i < m_layout.panes.size(); ++i) {
    if (!m_layout.isOpen(i))
      continue;
    const QRect& pane = m_layout.panes[i];
    for (const double value : m_axes[i].ticks(pane.height(), distance)) {
      const int y = qRound(yOf(value, pane, m_axes[i]));
      painter.setPen(value == 0 && i > 0 ? m_style.gridStrong : m_style.grid);
      painter.drawLine(0, y, pane.right(), y);
      const bool underLastPrice = i == 0 && std::abs(y - lastY) < m_layout.px(kNearPrice);
      if (y - pane.top() < m_layout.px(9) || pane.bottom() - y < m_layout.px(7) || underLastPrice)
        continue;
      painter.setPen(m_style.axisText);
      painter.drawText(tickBox(pane, y), Qt::AlignLeft | Qt::AlignVCenter, tickText(i, value));
    }
  }
  paintSessions(painter);
  paintTimeTicks(painter);
  painter.setPen(m_style.gridStrong);
  for (const std::size_t i : m_layout.order)
    if (const int top = m_layout.panes[i].top(); top > 0)
      painter.drawLine(0, top, m_layout.valueAxis.right(), top);
  painter.drawLine(m_layout.valueAxis.left(), 0, m_layout.valueAxis.left(), m_layout.plots.bottom());
  painter.drawLine(0, m_layout.timeAxis.top(), m_layout.timeAxis.right(), m_layout.timeAxis.top());
}

void ChartPainter::paintSessions(QPainter& painter) const
{
  if (!m_model.sessions || m_model.sessions->days.empty())
    return;
  const SessionMarks& marks = *m_model.sessions;
  const auto inSight = [&](const std::vector<std::size_t>& bars) {
    return std::pair(
        std::lower_bound(bars.begin(), bars.end(), m_begin), std::lower_bound(bars.begin(), bars.end(), m_end));
  };
  const auto [day, lastDay] = inSight(marks.days);
  const double aDay =
      m_layout.plots.width() * 1.0 / std::max<std::ptrdiff_t>(1, lastDay - day); // device pixels that one has
  if (aDay < m_layout.px(kLeastDay))
    return;
  if (m_canvas.barWidth() >= 2 * m_layout.scale) {
    const auto begin =
        std::lower_bound(marks.auctions.begin(), marks.auctions.end(), std::pair(m_begin, std::size_t{0}));
    for (auto at = begin; at != marks.auctions.end() && at->first < m_end; ++at) {
      const int left = edgeOf(at->first), right = edgeOf(at->second);
      painter.fillRect(QRect(left, 0, qMax(1, right - left), m_layout.plots.height()), m_style.grid);
    }
  }
  painter.setPen(QPen(m_style.gridStrong, m_layout.scale));
  for (auto at = day; at != lastDay; ++at)
    painter.drawLine(edgeOf(*at), 0, edgeOf(*at), m_layout.plots.bottom());
  if (aDay < m_layout.px(kLeastBreak))
    return;
  painter.setPen(QPen(m_style.gridStrong, 1, Qt::DashLine));
  const auto [pause, lastPause] = inSight(marks.breaks);
  for (auto at = pause; at != lastPause; ++at)
    painter.drawLine(edgeOf(*at), 0, edgeOf(*at), m_layout.plots.bottom());
}

int ChartPainter::edgeOf(std::size_t bar) const
{
  return qRound(m_axis.toX(static_cast<double>(bar), m_layout.plots.width()));
}

void ChartPainter::paintTimeTicks(QPainter& painter) const
{
  const bool dayKeyed = market::isDayKeyed(m_model.bars->level);
  for (const TimeTick& tick : m_axis.ticks(m_model.localMicros, dayKeyed, m_layout.plots.width(), m_layout.px(84))) {
    const int x = qRound(m_axis.toX(tick.position, m_layout.plots.width()));
    painter.setPen(tick.strong ? m_style.gridStrong : m_style.grid);
    painter.drawLine(x, 0, x, m_layout.plots.bottom());
    painter.setPen(m_style.axisText);
    painter.drawText(QRect(x + m_layout.px(4), m_layout.timeAxis.top(), m_layout.px(90), m_layout.timeAxis.height()),
        Qt::AlignLeft | Qt::AlignVCenter, tick.label);
  }
}

void ChartPainter::paintCorner(QPainter& painter) const
{
  QStringList words{signOf(m_prices.look.scale)};
  if (m_prices.locked)
    words.append(Tr::tr("fixed", "price axis that does not fit itself"));
  if (!market::isDayKeyed(m_model.bars->level)) // the zone that the times are of
    words.append(zoneText(m_model.clock));
  words.removeAll(QString());
  if (words.isEmpty())
    return;
  const QString text = words.join(QStringLiteral("  "));
  painter.setFont(m_canvas.scaled(m_style.axisFont));
  const int gap = m_layout.px(6);
  const int width = std::max(m_layout.valueAxis.width(), painter.fontMetrics().horizontalAdvance(text) + 2 * gap);
  // Under the prices that they speak of; other axes may stand at the right of those.
  const int left = std::min(m_layout.valueAxis.left(), m_layout.timeAxis.right() - width + 1);
  const QRect box(left, m_layout.timeAxis.top() + 1, width, m_layout.timeAxis.height() - 1);
  painter.fillRect(box.adjusted(1, 0, 0, 0), m_style.background); // the last date may reach in here
  painter.setPen(m_style.textSecondary);
  painter.drawText(box.adjusted(gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
}

int ChartPainter::lastPriceY() const
{
  const std::vector<double>& closes = m_model.source().close; // the market's, not those of averages or boxes
  if (closes.empty() || !std::isfinite(closes.back()) || !m_layout.isOpen(0))
    return lastPriceNowhere();
  return qRound(yOf(closes.back(), m_layout.panes.front(), m_axes.front()));
}

void ChartPainter::paintAxisMarks(QPainter& painter) const
{
  painter.setFont(m_canvas.scaled(m_style.axisFont));
  const QFontMetrics metrics(painter.font());
  int lastRight = -1;
  for (const AxisMark& mark : m_model.axisMarks) {
    if (mark.bar < m_begin || mark.bar >= m_end)
      continue;
    const int width = metrics.horizontalAdvance(mark.text) + m_layout.px(6);
    const int height = m_layout.px(16);
    const int left = qRound(xOf(mark.bar)) - width / 2;
    if (left <= lastRight)
      continue;
    const QRect box(left, m_layout.plots.bottom() - height - m_layout.px(2), width, height);
    painter.fillRect(box, m_style.background);
    painter.setPen(m_style.gridStrong);
    painter.drawRect(box.adjusted(0, 0, -1, -1));
    painter.setPen(m_style.textSecondary);
    painter.drawText(box, Qt::AlignCenter, mark.text);
    lastRight = box.right();
  }
}

void ChartPainter::paintLastPrice(QPainter& painter) const
{
  const market::BarSeries& bars = m_model.source();
  const std::size_t last = bars.size() - 1;
  const double price = bars.close[last];
  const QRect& pane = m_layout.panes.front();
  const int y = lastPriceY();
  if (!std::isfinite(price) || y < pane.top() || y > pane.bottom())
    return;
  const MarketColors& color = m_style.market(last > 0 ? price - bars.close[last - 1] : price - bars.open[last]);
  painter.setPen(QPen(color.text, 1, Qt::DotLine));
  painter.drawLine(0, y, pane.right(), y);
  if (m_part == ChartPart::Newest) // labels that the kept picture has there give way
    for (const double value : m_axes.front().ticks(pane.height(), m_layout.px(kLabelDistance)))
      if (const int tickY = qRound(yOf(value, pane, m_axes.front())); std::abs(tickY - y) < m_layout.px(kNearPrice))
        painter.fillRect(tickBox(pane, tickY), m_style.background);
  const QRect box(pane.right() + 1, y - m_layout.px(9), m_layout.valueAxis.width(), m_layout.px(18));
  painter.fillRect(box, color.button);
  QFont font = m_canvas.scaled(m_style.axisFont);
  font.setWeight(QFont::DemiBold);
  painter.setFont(font);
  painter.setPen(m_style.onButton);
  painter.drawText(box.adjusted(m_layout.px(6), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, priceText(price));
}

}
