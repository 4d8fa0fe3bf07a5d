// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/flat_paint.h"

#include "widgets/base/icons.h"

#include <QLineEdit>
#include <QWidget>

namespace zvt::widgets::flat {

void box(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& line, qreal width, qreal radius)
{
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
  painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
  const qreal inset = line.isValid() ? width / 2 : 0;
  painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
  painter.restore();
}

void focusRing(QPainter& painter, const QRectF& rect)
{
  box(painter, rect, {}, Theme::current().colors().focusRing, Theme::current().metrics().focusRing);
}

void chevron(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color, int size)
{
  const QRectF target(rect.center().x() - size / 2.0, rect.center().y() - size / 2.0, size, size);
  drawIcon(painter, target, name, color);
}

void triangle(QPainter& painter, const QRectF& rect, bool up, const QColor& color)
{
  const qreal half = std::min(rect.width(), rect.height()) / 2;
  const QPointF c = rect.center();
  const qreal tip = up ? -half * 0.75 : half * 0.75;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawPolygon(
      QPolygonF{QPointF(c.x() - half, c.y() - tip), QPointF(c.x() + half, c.y() - tip), QPointF(c.x(), c.y() + tip)});
  painter.restore();
}

void field(QPainter& painter, const QStyleOption& option, const QWidget* widget)
{
  const ThemeTokens& t = Theme::current().colors();
  const QRectF rect = option.rect;
  if (!(option.state & QStyle::State_Enabled)) {
    box(painter, rect, {}, t.line.panel);
    return;
  }
  const bool invalid = widget && widget->property("invalid").toBool();
  if (invalid)
    box(painter, rect, t.surface.field, t.state.error.line, 2);
  else if (option.state & QStyle::State_HasFocus)
    box(painter, rect, t.surface.field, t.focusRing, 2);
  else
    box(painter, rect, t.surface.field, t.line.control);
  if (widget && widget->property("dirty").toBool())
    painter.fillRect(QRectF(rect.left() + 1, rect.top() + 1, 3, rect.height() - 2), t.accent.line);
}

QString role(const QWidget* widget)
{
  return widget ? widget->property("role").toString() : QString();
}

ButtonColors buttonColors(const QStyleOption& option, const QWidget* widget)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& t = theme.colors();
  const bool enabled = option.state & QStyle::State_Enabled;
  const bool pressed = option.state & QStyle::State_Sunken;
  const bool hover = option.state & QStyle::State_MouseOver;
  if (!enabled)
    return {QColor(), t.line.panel, t.text.disabled};
  const QString kind = role(widget);
  if (kind == u"primary")
    return {pressed ? t.accent.fillPressed : hover ? t.accent.fillHover : t.accent.fill, QColor(), t.accent.onFill};
  if (kind == u"buy" || kind == u"sell") {
    const MarketColors& hue = kind == u"buy" ? theme.up() : theme.down();
    // Darker keeps the white text readable; there is no token for these two states.
    return {pressed ? hue.button.darker(118) : hover ? hue.button.darker(108) : hue.button, QColor(), hue.onButton};
  }
  if (option.state & QStyle::State_On)
    return {t.surface.selection, t.line.control, t.text.primary};
  return {pressed ? t.surface.pressed : hover ? t.surface.hover : t.surface.control, t.line.control, t.text.primary};
}

}
