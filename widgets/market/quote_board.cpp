// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/market/quote_board.h"

#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace zvt::widgets {

namespace {

constexpr int kMargin = 8;
constexpr int kHeading = 34;
constexpr int kLine = 18;
constexpr int kColumnGap = 12;
constexpr int kLeastColumn = 82;

QColor colorOf(CellTone tone)
{
  const Theme& theme = Theme::current();
  switch (tone) {
  case CellTone::Up:
    return theme.up().text;
  case CellTone::Down:
    return theme.down().text;
  case CellTone::Flat:
    return theme.flat().text;
  case CellTone::Muted:
    return theme.colors().text.muted;
  case CellTone::Warning:
    return theme.colors().state.warning.text;
  default:
    return theme.colors().text.primary;
  }
}

}

QuoteBoard::QuoteBoard(QWidget* parent)
    : QWidget(parent)
{
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void QuoteBoard::setContent(QuoteHeading heading, std::vector<QuoteFigure> figures)
{
  if (heading == m_heading && figures == m_figures)
    return;
  const bool grows = figures.size() != m_figures.size();
  m_heading = std::move(heading);
  m_figures = std::move(figures);
  QStringList words = {m_heading.last, m_heading.change, m_heading.percent, m_heading.state};
  for (const QuoteFigure& figure : m_figures)
    words << figure.label + u' ' + figure.value;
  words.removeAll(QString());
  setAccessibleDescription(words.join(QStringLiteral(", ")));
  if (grows)
    updateGeometry();
  update();
}

int QuoteBoard::columnsFor(int width) const
{
  return std::clamp((width - 2 * kMargin + kColumnGap) / (kLeastColumn + kColumnGap), 1, 4);
}

int QuoteBoard::heightForWidth(int width) const
{
  const int columns = columnsFor(width);
  const int lines = (static_cast<int>(m_figures.size()) + columns - 1) / columns;
  return kHeading + lines * kLine + 6;
}

QSize QuoteBoard::sizeHint() const
{
  return {390, heightForWidth(width() > 100 ? width() : 390)};
}

QSize QuoteBoard::minimumSizeHint() const
{
  return {180, kHeading};
}

QRect QuoteBoard::rectOf(std::size_t figure) const
{
  const int columns = columnsFor(width());
  const int at = static_cast<int>(figure);
  const int room = width() - 2 * kMargin + kColumnGap;
  const int left = kMargin + room * (at % columns) / columns;
  const int right = kMargin + room * (at % columns + 1) / columns - kColumnGap;
  return {left, kHeading + at / columns * kLine, right - left, kLine};
}

void QuoteBoard::paintHeading(QPainter& painter) const
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  const MarketColors& market = m_heading.direction > 0 ? theme.up()
      : m_heading.direction < 0                        ? theme.down()
                                                       : theme.flat();
  const QColor tone = m_heading.stale ? colors.text.muted : market.text;
  int x = kMargin;
  const QRect line(0, 2, width() - kMargin, kHeading - 4);
  const auto write = [&](const QString& text, const QFont& font, const QColor& color) {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(line.adjusted(x, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
    x += painter.fontMetrics().horizontalAdvance(text);
  };
  const QFont figure = theme.font(FontRole::Figure, true);
  if (m_heading.atLimit != 0 && !m_heading.stale) {
    const QRect cell(x - 4, line.top() + 1, QFontMetrics(figure).horizontalAdvance(m_heading.last) + 8, 28);
    painter.fillRect(cell, market.button);
    write(m_heading.last, figure, market.onButton);
    x += 4;
  } else {
    write(m_heading.last, figure, tone);
  }
  x += 10;
  const QFont strong = theme.font(FontRole::Body, true);
  if (!m_heading.change.isEmpty()) {
    if (m_heading.direction != 0)
      write(m_heading.direction > 0 ? QStringLiteral("▲") : QStringLiteral("▼"), strong, tone);
    write(m_heading.change, strong, tone);
    x += 10;
    write(m_heading.percent, strong, tone);
    x += 10;
  }
  if (!m_heading.state.isEmpty())
    write(m_heading.state, theme.font(FontRole::Caption),
        m_heading.isCaution ? colors.state.warning.text : colors.text.secondary);
  painter.setFont(theme.font(FontRole::Caption));
  painter.setPen(colors.text.muted);
  const int timeWidth = painter.fontMetrics().horizontalAdvance(m_heading.time);
  if (x + timeWidth + 20 > line.right())
    return; // the time is in the tooltip, too
  painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_heading.time);
  if (m_heading.stale)
    icon(QStringLiteral("clock"))
        .paint(&painter, QRect(line.right() - timeWidth - 18, line.center().y() - 7, 14, 14), Qt::AlignCenter);
}

void QuoteBoard::paintEvent(QPaintEvent*)
{
  ++m_paints;
  const Theme& theme = Theme::current();
  QPainter painter(this);
  painter.fillRect(rect(), theme.colors().surface.panel);
  paintHeading(painter);
  const QFont caption = theme.font(FontRole::Caption);
  const QFont body = theme.font(FontRole::Caption);
  for (std::size_t i = 0; i < m_figures.size(); ++i) {
    const QuoteFigure& figure = m_figures[i];
    const QRect cell = rectOf(i);
    painter.setFont(body);
    painter.setPen(m_heading.stale ? theme.colors().text.muted : colorOf(figure.tone));
    painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, figure.value);
    const int left = cell.width() - painter.fontMetrics().horizontalAdvance(figure.value) - 4;
    painter.setFont(caption);
    painter.setPen(theme.colors().text.secondary);
    painter.drawText(
        cell, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(figure.label, Qt::ElideRight, left));
  }
}

bool QuoteBoard::event(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QString text = help->pos().y() < kHeading ? m_heading.toolTip : QString();
  for (std::size_t i = 0; i < m_figures.size(); ++i)
    if (rectOf(i).contains(help->pos()))
      text = m_figures[i].toolTip.isEmpty() ? m_figures[i].label + u' ' + m_figures[i].value : m_figures[i].toolTip;
  QToolTip::showText(help->globalPos(), text, this);
  return true;
}

}
