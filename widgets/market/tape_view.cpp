// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/market/tape_view.h"

#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace zvt::widgets {

namespace {

constexpr int kRow = 18;
constexpr int kHeader = 22;
constexpr int kMargin = 8;
constexpr int kSide = 14; ///< column of the arrow

}

TapeView::TapeView(QWidget* parent)
    : QAbstractScrollArea(parent)
{
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  verticalScrollBar()->setSingleStep(3);
  retranslate();
}

void TapeView::retranslate()
{
  setAccessibleName(Tr::tr("Time and sales"));
  viewport()->update();
}

void TapeView::clear()
{
  if (m_model.rowCount() == 0 && m_missed == 0)
    return;
  m_model.clear();
  m_current = m_anchor = -1;
  m_missed = 0;
  fitScrollBar();
  viewport()->update();
}

void TapeView::append(const std::vector<market::Trade>& trades)
{
  if (trades.empty())
    return;
  const bool paused = isPaused();
  m_model.append(trades);
  const int added = m_model.rowsAdded();
  if (added == 0)
    return;
  const auto moved = [&](int row) { return row < 0 ? row : std::min(row + added, m_model.rowCount() - 1); };
  m_current = moved(m_current);
  m_anchor = moved(m_anchor);
  const int value = verticalScrollBar()->value();
  fitScrollBar();
  if (paused) {
    m_missed += added;
    const QSignalBlocker blocker(verticalScrollBar());
    verticalScrollBar()->setValue(value + added);
  }
  setAccessibleDescription(m_model.line(0).replace(u'\t', u' '));
  viewport()->update();
}

void TapeView::setLeast(double shares)
{
  m_model.setLeast(shares);
  m_current = m_anchor = -1;
  fitScrollBar();
  resume();
  viewport()->update();
}

void TapeView::setBig(double shares)
{
  m_model.setBig(shares);
  viewport()->update();
}

void TapeView::setFormat(const TimeZone& zone, int decimals, double lot)
{
  m_model.setFormat(zone, decimals, lot);
  viewport()->update();
}

void TapeView::setPreviousClose(double price)
{
  if (price == m_model.previousClose())
    return;
  m_model.setPreviousClose(price);
  viewport()->update();
}

void TapeView::setEmptyText(const QString& text)
{
  if (text == m_emptyText)
    return;
  m_emptyText = text;
  viewport()->update();
}

bool TapeView::isPaused() const
{
  return verticalScrollBar()->value() > 0;
}

void TapeView::resume()
{
  verticalScrollBar()->setValue(0);
}

int TapeView::rowsInSight() const
{
  return std::max(1, (viewport()->height() - kHeader) / kRow);
}

void TapeView::fitScrollBar()
{
  verticalScrollBar()->setPageStep(rowsInSight());
  verticalScrollBar()->setRange(0, std::max(0, m_model.rowCount() - rowsInSight()));
}

void TapeView::scrollContentsBy(int, int)
{
  if (!isPaused())
    m_missed = 0;
  if (isPaused() != m_wasPaused) {
    m_wasPaused = isPaused();
    Q_EMIT pausedChanged(m_wasPaused);
  }
  viewport()->update();
}

void TapeView::resizeEvent(QResizeEvent* event)
{
  QAbstractScrollArea::resizeEvent(event);
  fitScrollBar();
}

int TapeView::rowAt(int y) const
{
  const int row = verticalScrollBar()->value() + (y - kHeader) / kRow;
  return y < kHeader || row >= m_model.rowCount() ? -1 : row;
}

void TapeView::paintHeader(QPainter& painter) const
{
  const ThemeTokens& colors = Theme::current().colors();
  const QRect row(0, 0, viewport()->width(), kHeader);
  painter.fillRect(row, colors.surface.bar);
  painter.setFont(Theme::current().font(FontRole::Caption));
  painter.setPen(colors.text.secondary);
  const QRect inner = row.adjusted(kMargin, 0, -kMargin, 0);
  painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, Tr::tr("Time and sales"));
  painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, Tr::tr("lots", "unit of volumes in the tape"));
}

void TapeView::paintRow(QPainter& painter, int row, const QRect& rect) const
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  const market::Trade& trade = m_model.trade(row);
  const bool isBig = m_model.isBig(row);
  const auto [from, to] = std::minmax(m_current, m_anchor);
  if (m_current >= 0 && row >= from && row <= to)
    painter.fillRect(rect, hasFocus() ? colors.surface.selection : colors.surface.selectionInactive);
  else if (isBig)
    painter.fillRect(rect, colors.surface.bar);
  const QRect inner = rect.adjusted(kMargin, 0, -kMargin, 0);
  painter.setFont(theme.font(FontRole::Caption));
  painter.setPen(colors.text.muted);
  painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, m_model.timeText(row));
  painter.setPen(theme.forChange(trade.price - m_model.previousClose()).text);
  painter.drawText(
      inner.adjusted(0, 0, -inner.width() * 42 / 100, 0), Qt::AlignRight | Qt::AlignVCenter, m_model.priceText(row));
  const bool buys = trade.side == market::TradeSide::Buy;
  const bool sells = trade.side == market::TradeSide::Sell;
  painter.setFont(theme.font(FontRole::Caption, isBig));
  painter.setPen(buys ? theme.up().text : sells ? theme.down().text : theme.flat().text);
  painter.drawText(inner.adjusted(0, 0, -kSide, 0), Qt::AlignRight | Qt::AlignVCenter, m_model.volumeText(row));
  // A drawn triangle, as wide in every font.
  const QPointF centre(inner.right() - 4, rect.center().y() + 1);
  painter.setRenderHint(QPainter::Antialiasing);
  if (buys || sells) {
    const double up = buys ? -3.5 : 3.5;
    // A side that was only inferred is drawn hollow.
    if (trade.inferred) {
      painter.setPen(QPen(painter.pen().color(), 1.2));
      painter.setBrush(Qt::NoBrush);
    } else {
      painter.setBrush(painter.pen().color());
      painter.setPen(Qt::NoPen);
    }
    painter.drawPolygon(QPolygonF({centre + QPointF(0, up), centre + QPointF(4, -up), centre + QPointF(-4, -up)}));
  } else if (trade.side == market::TradeSide::Auction) {
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(centre, 2.5, 2.5);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

bool TapeView::viewportEvent(QEvent* event)
{
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int row = rowAt(help->pos().y());
    if (row >= 0 && m_model.trade(row).inferred)
      QToolTip::showText(help->globalPos(),
          Tr::tr("The feed does not tell who crossed the spread: inferred from the book and the prices before"),
          viewport());
    else
      QToolTip::hideText();
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

void TapeView::paintMissed(QPainter& painter) const
{
  const ThemeTokens& colors = Theme::current().colors();
  const QRect bar(0, kHeader, viewport()->width(), kRow);
  painter.fillRect(bar, colors.state.info.tint);
  painter.setFont(Theme::current().font(FontRole::Caption));
  painter.setPen(colors.state.info.text);
  painter.drawText(bar, Qt::AlignCenter,
      m_missed > 0 ? Tr::tr("Paused, %n new", "trades", m_missed) : Tr::tr("Paused, press Home to go on"));
}

void TapeView::paintEvent(QPaintEvent* event)
{
  Q_UNUSED(event)
  ++m_paints;
  QPainter painter(viewport());
  const ThemeTokens& colors = Theme::current().colors();
  painter.fillRect(viewport()->rect(), colors.surface.panel);
  const int first = verticalScrollBar()->value();
  const int last = std::min(m_model.rowCount(), first + rowsInSight() + 1);
  for (int row = first; row < last; ++row)
    paintRow(painter, row, {0, kHeader + (row - first) * kRow, viewport()->width(), kRow});
  paintHeader(painter);
  if (m_model.rowCount() == 0) {
    painter.setFont(Theme::current().font(FontRole::Caption));
    painter.setPen(colors.text.muted);
    painter.drawText(viewport()->rect().adjusted(kMargin, kHeader + 8, -kMargin, 0),
        Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
  }
  if (isPaused())
    paintMissed(painter);
}

void TapeView::select(int row, bool extend)
{
  if (m_model.rowCount() == 0)
    return;
  m_current = std::clamp(row, 0, m_model.rowCount() - 1);
  if (!extend || m_anchor < 0)
    m_anchor = m_current;
  const int first = verticalScrollBar()->value();
  if (m_current < first)
    verticalScrollBar()->setValue(m_current);
  else if (m_current >= first + rowsInSight())
    verticalScrollBar()->setValue(m_current - rowsInSight() + 1);
  setAccessibleDescription(m_model.line(m_current).replace(u'\t', u' '));
  viewport()->update();
}

void TapeView::mousePressEvent(QMouseEvent* event)
{
  const int y = event->position().toPoint().y();
  if (isPaused() && y >= kHeader && y < kHeader + kRow)
    return resume();
  if (const int row = rowAt(y); row >= 0)
    select(row, event->modifiers().testFlag(Qt::ShiftModifier));
}

void TapeView::mouseDoubleClickEvent(QMouseEvent* event)
{
  if (const int row = rowAt(event->position().toPoint().y()); row >= 0)
    Q_EMIT priceChosen(m_model.trade(row).price, m_model.trade(row).side == market::TradeSide::Buy);
}

void TapeView::keyPressEvent(QKeyEvent* event)
{
  const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
  switch (event->key()) {
  case Qt::Key_Up:
    return select(m_current - 1, extend);
  case Qt::Key_Down:
    return select(m_current + 1, extend);
  case Qt::Key_PageUp:
    return select(std::max(0, m_current) - rowsInSight(), extend);
  case Qt::Key_PageDown:
    return select(std::max(0, m_current) + rowsInSight(), extend);
  case Qt::Key_Home:
    select(0, extend);
    return resume();
  case Qt::Key_End:
    return select(m_model.rowCount() - 1, extend);
  case Qt::Key_Return:
  case Qt::Key_Enter:
    if (m_current >= 0)
      Q_EMIT priceChosen(m_model.trade(m_current).price, m_model.trade(m_current).side == market::TradeSide::Buy);
    return;
  default:
    QAbstractScrollArea::keyPressEvent(event);
  }
}

QString TapeView::copyText() const
{
  QStringList lines = {QStringList{Tr::tr("Time"), Tr::tr("Price"), Tr::tr("Lots"), Tr::tr("Side")}.join(u'\t')};
  const auto [from, to] = std::minmax(m_current, m_anchor);
  const int first = m_current < 0 ? 0 : from;
  const int last = m_current < 0 ? m_model.rowCount() - 1 : to;
  for (int row = first; row <= last; ++row)
    lines << m_model.line(row);
  return lines.join(u'\n');
}

}
