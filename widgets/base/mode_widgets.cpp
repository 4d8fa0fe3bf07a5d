// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/components.h"
#include "widgets/base/flat_paint.h"
#include "widgets/base/icons.h"
#include "widgets/base/tr.h"

#include <QPainter>

namespace zvt::widgets {

namespace {

const ModeColors& colorsOf(TradeMode mode)
{
  const auto& modes = Theme::current().colors().mode;
  return mode == TradeMode::Paper ? modes.paper : modes.live;
}

QPen linePen(TradeMode mode, qreal width)
{
  QPen pen(colorsOf(mode).line, width);
  pen.setCapStyle(Qt::FlatCap);
  if (mode == TradeMode::Paper)
    pen.setDashPattern({width > 1 ? 3.0 : 4.0, width > 1 ? 2.0 : 2.0});
  return pen;
}

}

QString modeText(TradeMode mode)
{
  return mode == TradeMode::Paper ? Tr::tr("PAPER") : Tr::tr("LIVE");
}

ModeStrip::ModeStrip(TradeMode mode, QWidget* parent)
    : QWidget(parent)
    , m_mode(mode)
{
  setFixedHeight(Theme::current().metrics().modeStrip);
  setAccessibleName(modeText(mode));
}

QSize ModeStrip::sizeHint() const
{
  return {100, Theme::current().metrics().modeStrip};
}

void ModeStrip::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.fillRect(rect(), Theme::current().colors().surface.bar);
  if (m_mode == TradeMode::Live) {
    painter.fillRect(rect(), colorsOf(m_mode).line);
    return;
  }
  constexpr int on = 12;
  constexpr int off = 6;
  for (int x = 0; x < width(); x += on + off)
    painter.fillRect(QRect(x, 0, on, height()), colorsOf(m_mode).line);
}

ModeBadge::ModeBadge(TradeMode mode, QWidget* parent)
    : QWidget(parent)
    , m_mode(mode)
{
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setAccessibleName(modeText(mode));
}

QSize ModeBadge::sizeHint() const
{
  const QFontMetrics metrics(Theme::current().font(FontRole::Body, true));
  return {metrics.horizontalAdvance(modeText(m_mode)) + 36, 20};
}

void ModeBadge::paintEvent(QPaintEvent*)
{
  const ModeColors& colors = colorsOf(m_mode);
  QPainter painter(this);
  const bool live = m_mode == TradeMode::Live;
  painter.fillRect(rect().adjusted(1, 1, -1, -1), live ? colors.fill : colors.tint);
  painter.setPen(linePen(m_mode, 1));
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
  const QColor text = live ? colors.onFill : colors.text;
  drawIcon(painter, QRectF(8, (height() - 14) / 2.0, 14, 14),
      live ? QStringLiteral("broker") : QStringLiteral("pencil"), text);
  painter.setFont(Theme::current().font(FontRole::Body, true));
  painter.setPen(text);
  painter.drawText(rect().adjusted(27, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter, modeText(m_mode));
}

void ModeBadge::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    updateGeometry();
    setAccessibleName(modeText(m_mode));
    update();
  }
  QWidget::changeEvent(event);
}

ModeFrame::ModeFrame(TradeMode mode, QWidget* parent)
    : QFrame(parent)
    , m_mode(mode)
{
  const int width = Theme::current().metrics().modeFrame;
  setContentsMargins(width, width, width, width);
}

void ModeFrame::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.setPen(linePen(m_mode, Theme::current().metrics().modeFrame));
  painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
}

LinkChip::LinkChip(QWidget* parent)
    : QAbstractButton(parent)
{
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setLink(-1);
}

void LinkChip::setLink(int link)
{
  m_link = link;
  setToolTip(link < 0 ? Tr::tr("Not linked: click to join panels by colour")
                      : Tr::tr("Linked with all panels %1: click to change").arg(QChar(u'A' + link)));
  setAccessibleName(toolTip());
  update();
}

QSize LinkChip::sizeHint() const
{
  return {Theme::current().metrics().minTarget, Theme::current().metrics().minTarget};
}

QPixmap LinkChip::pixmap(int link, qreal devicePixelRatio)
{
  const Theme& theme = Theme::current();
  const int size = theme.metrics().linkChip;
  QPixmap pixmap(QSize(size, size) * devicePixelRatio);
  pixmap.setDevicePixelRatio(devicePixelRatio);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  if (link < 0) {
    flat::box(painter, QRectF(0, 0, size, size), {}, theme.colors().line.control);
    return pixmap;
  }
  flat::box(painter, QRectF(0, 0, size, size), theme.link(link), {});
  QFont font = theme.font(FontRole::Caption, true);
  font.setPixelSize(10);
  painter.setFont(font);
  painter.setPen(theme.colors().onLink);
  painter.drawText(QRectF(0, 0, size, size), Qt::AlignCenter, QString(QChar(u'A' + link)));
  return pixmap;
}

void LinkChip::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  const int size = Theme::current().metrics().linkChip;
  painter.drawPixmap((width() - size) / 2, (height() - size) / 2, pixmap(m_link, devicePixelRatioF()));
  if (hasFocus())
    flat::focusRing(painter, rect());
}

}
