// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/market/intraday_chart.h"

#include "widgets/base/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace zvt::widgets {

namespace {

constexpr int kBigStep = 30;

}

IntradayChart::IntradayChart(QWidget* parent)
    : QWidget(parent)
    , m_style(currentChartStyle())
{
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&Theme::current(), &Theme::changed, this, [this] {
    m_style = currentChartStyle();
    update();
  });
}

void IntradayChart::setModel(IntradayModel model)
{
  m_model = std::move(model);
  if (m_cursor >= static_cast<int>(m_model.minutes.size()))
    setCursorMinute(-1);
  update();
}

void IntradayChart::setCursorMinute(int minute)
{
  const int last = static_cast<int>(m_model.minutes.size()) - 1;
  minute = std::clamp(minute, -1, last);
  if (minute == m_cursor)
    return;
  m_cursor = minute;
  update();
  Q_EMIT cursorMoved(minute);
}

void IntradayChart::paintEvent(QPaintEvent*)
{
  ++m_paints;
  QPainter painter(this);
  const IntradayLayout layout = IntradayLayout::of(size(), m_style, m_model.auction.has_value());
  const IntradayPainter picture(m_model, m_style, layout);
  picture.paint(painter);
  if (m_cursor >= 0)
    picture.paintCursor(painter, static_cast<std::size_t>(m_cursor));
  if (hasFocus() && m_keyed) {
    painter.setPen(QPen(Theme::current().colors().focusRing, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
}

void IntradayChart::mouseMoveEvent(QMouseEvent* event)
{
  m_keyed = false;
  const IntradayLayout layout = IntradayLayout::of(size(), m_style, m_model.auction.has_value());
  const QPoint at = event->position().toPoint();
  const bool isInside = at.x() >= layout.price.left() && at.x() <= layout.price.right() && !m_model.minutes.empty();
  setCursorMinute(
      isInside ? static_cast<int>(IntradayPainter(m_model, m_style, layout).minuteAt(event->position().x())) : -1);
}

void IntradayChart::leaveEvent(QEvent* event)
{
  if (!m_keyed)
    setCursorMinute(-1);
  QWidget::leaveEvent(event);
}

void IntradayChart::keyPressEvent(QKeyEvent* event)
{
  const int step = event->modifiers().testFlag(Qt::ControlModifier) ? kBigStep : 1;
  const int newest = m_model.newest();
  const int from = m_cursor < 0 ? newest + 1 : m_cursor;
  if (newest < 0)
    return QWidget::keyPressEvent(event);
  m_keyed = true;
  switch (event->key()) {
  case Qt::Key_Left:
    return setCursorMinute(std::max(0, from - step));
  case Qt::Key_Right:
    return setCursorMinute(std::min(newest, from + step));
  case Qt::Key_Home:
    return setCursorMinute(0);
  case Qt::Key_End:
    return setCursorMinute(newest);
  case Qt::Key_Escape:
    m_keyed = false;
    if (m_cursor >= 0)
      return setCursorMinute(-1);
    break;
  default:
    break;
  }
  QWidget::keyPressEvent(event);
}

void IntradayChart::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::FontChange)
    update();
  QWidget::changeEvent(event);
}

}
