// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/flat_paint.h"
#include "widgets/base/icons.h"

#include <QMenuBar>
#include <QStyle>
#include <QTabBar>

namespace zvt::widgets::flat {

namespace {

void tabShape(const QStyleOption& option, QPainter& painter)
{
  const ThemeTokens& t = Theme::current().colors();
  const QRect r = option.rect;
  const bool selected = option.state & QStyle::State_Selected;
  const bool hover = option.state & QStyle::State_MouseOver;
  painter.fillRect(r, selected ? t.surface.panel : hover ? t.surface.hover : t.surface.bar);
  painter.fillRect(QRect(r.right(), r.top(), 1, r.height()), t.line.panel);
  if (!selected) {
    painter.fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line.panel);
    return;
  }
  painter.fillRect(QRect(r.left(), r.top(), 1, r.height()), t.line.panel);
  painter.fillRect(QRect(r.left(), r.top(), r.width(), Theme::current().metrics().tabBar), t.accent.line);
}

void headerGround(const QStyleOption& option, QPainter& painter, bool section)
{
  const ThemeTokens& t = Theme::current().colors();
  const QRect r = option.rect;
  painter.fillRect(r, section && (option.state & QStyle::State_Sunken) ? t.surface.hover : t.surface.bar);
  painter.fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line.panel);
  if (section)
    painter.fillRect(QRect(r.right(), r.top() + 4, 1, r.height() - 8), t.line.hair);
}

void progress(const QStyleOption& option, QPainter& painter)
{
  const ThemeTokens& t = Theme::current().colors();
  const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(&option);
  if (!bar)
    return;
  QRectF r = QRectF(option.rect).adjusted(1, 1, -1, -1);
  if (bar->maximum > bar->minimum) {
    const double share = (bar->progress - bar->minimum) / static_cast<double>(bar->maximum - bar->minimum);
    r.setWidth(r.width() * std::clamp(share, 0.0, 1.0));
    painter.fillRect(r, t.accent.line);
    return;
  }
  // Length unknown: still stripes; nothing moves unless something happened.
  painter.fillRect(r, QBrush(t.accent.line, Qt::BDiagPattern));
}

void menuBarItem(const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
  const ThemeTokens& t = Theme::current().colors();
  const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option);
  const bool selected = option.state & QStyle::State_Selected;
  painter.fillRect(option.rect, t.surface.bar);
  if (selected)
    box(painter, option.rect.adjusted(0, 2, 0, -2),
        option.state & QStyle::State_Sunken ? t.surface.pressed : t.surface.hover, {});
  if (!item)
    return;
  painter.setPen(item->state & QStyle::State_Enabled ? t.text.primary : t.text.disabled);
  const bool underline = widget && widget->style()->styleHint(QStyle::SH_UnderlineShortcut, &option, widget);
  painter.drawText(option.rect,
      Qt::AlignCenter | Qt::TextSingleLine | (underline ? Qt::TextShowMnemonic : Qt::TextHideMnemonic), item->text);
}

void menuMark(const QStyleOptionMenuItem& item, QPainter& painter, const QColor& color)
{
  const QRectF box16(item.rect.left() + 8, item.rect.center().y() - 7, 16, 16);
  if (item.checkType != QStyleOptionMenuItem::NotCheckable && item.checked) {
    if (item.checkType == QStyleOptionMenuItem::Exclusive)
      box(painter, box16.adjusted(5, 5, -5, -5), color, {}, 1, 3);
    else
      drawIcon(painter, box16, QStringLiteral("check"), color);
  } else if (!item.icon.isNull()) {
    const bool enabled = item.state & QStyle::State_Enabled;
    item.icon.paint(&painter, box16.toRect(), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
  }
}

void menuItem(const QStyleOption& option, QPainter& painter)
{
  const ThemeTokens& t = Theme::current().colors();
  const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option);
  if (!item)
    return;
  painter.fillRect(option.rect, t.surface.menu);
  if (item->menuItemType == QStyleOptionMenuItem::Separator) {
    painter.fillRect(
        QRect(option.rect.left() + 8, option.rect.center().y(), option.rect.width() - 16, 1), t.line.panel);
    return;
  }
  const bool enabled = option.state & QStyle::State_Enabled;
  if (enabled && (option.state & QStyle::State_Selected))
    painter.fillRect(option.rect, t.surface.selection);
  const QColor color = enabled ? t.text.primary : t.text.disabled;
  menuMark(*item, painter, color);
  const QRect text = option.rect.adjusted(32, 0, -24, 0);
  const QStringList parts = item->text.split(u'\t');
  painter.save();
  painter.setFont(item->font);
  painter.setPen(color);
  constexpr int flags = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextShowMnemonic;
  painter.drawText(text, Qt::AlignLeft | flags, parts.front());
  if (parts.size() > 1) {
    painter.setPen(enabled ? t.text.muted : t.text.disabled);
    painter.drawText(option.rect.adjusted(0, 0, -10, 0), Qt::AlignRight | flags, parts.at(1));
  }
  painter.restore();
  if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
    chevron(painter, QRectF(option.rect.right() - 20, option.rect.top(), 16, option.rect.height()),
        QStringLiteral("chevron-right"), color);
}

}

bool drawControl(QStyle::ControlElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
  const ThemeTokens& t = Theme::current().colors();
  switch (element) {
  case QStyle::CE_TabBarTabShape:
    tabShape(option, painter);
    return true;
  case QStyle::CE_HeaderSection:
    headerGround(option, painter, true);
    return true;
  case QStyle::CE_HeaderEmptyArea:
    headerGround(option, painter, false);
    return true;
  case QStyle::CE_ProgressBarGroove:
    box(painter, option.rect, t.surface.field, t.line.control, 1, 0);
    return true;
  case QStyle::CE_ProgressBarContents:
    progress(option, painter);
    return true;
  case QStyle::CE_MenuBarItem:
    menuBarItem(option, painter, widget);
    return true;
  case QStyle::CE_MenuBarEmptyArea:
    painter.fillRect(option.rect, t.surface.bar);
    return true;
  case QStyle::CE_MenuItem:
    menuItem(option, painter);
    return true;
  case QStyle::CE_MenuEmptyArea:
    painter.fillRect(option.rect, t.surface.menu);
    return true;
  case QStyle::CE_ToolBar:
    painter.fillRect(option.rect, t.surface.bar);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line.hair);
    return true;
  case QStyle::CE_Splitter:
    painter.fillRect(option.rect, t.surface.window);
    return true;
  default:
    return false;
  }
}

}
