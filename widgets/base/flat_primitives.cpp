// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/flat_paint.h"
#include "widgets/base/icons.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace zvt::widgets::flat {

namespace {

void commandButton(const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
  const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
  const bool flat = button && (button->features & QStyleOptionButton::Flat);
  const bool idle = !(option.state & (QStyle::State_Sunken | QStyle::State_MouseOver | QStyle::State_On));
  if (!flat || (!idle && (option.state & QStyle::State_Enabled))) {
    const ButtonColors colors = buttonColors(option, widget);
    box(painter, option.rect, colors.fill, flat ? QColor() : colors.line);
  }
  if (!flat && (option.state & QStyle::State_HasFocus))
    focusRing(painter, option.rect);
}

void toolButton(const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
  const ThemeTokens& t = Theme::current().colors();
  const QRectF rect = option.rect;
  const auto* button = qobject_cast<const QToolButton*>(widget);
  if (!button || !button->autoRaise()) {
    const ButtonColors colors = buttonColors(option, widget);
    box(painter, rect, colors.fill, colors.line);
  } else if (option.state & QStyle::State_Enabled) {
    if (option.state & QStyle::State_On)
      box(painter, rect, t.surface.selection, {});
    else if (option.state & QStyle::State_Sunken)
      box(painter, rect, t.surface.pressed, {});
    else if (option.state & QStyle::State_MouseOver)
      box(painter, rect, t.surface.hover, {});
  }
  if (option.state & QStyle::State_On)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), t.accent.line);
  if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
    focusRing(painter, rect);
}

void checkBox(const QStyleOption& option, QPainter& painter, bool round)
{
  const ThemeTokens& t = Theme::current().colors();
  const QRectF rect = option.rect;
  const bool enabled = option.state & QStyle::State_Enabled;
  const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
  const qreal radius = round ? rect.width() / 2 : 2;
  if (!on) {
    const QColor fill = !enabled                   ? QColor()
        : (option.state & QStyle::State_MouseOver) ? t.surface.hover
                                                   : t.surface.field;
    box(painter, rect, fill, enabled ? t.line.control : t.line.panel, 1, radius);
    return;
  }
  box(painter, rect, enabled ? t.accent.fill : t.text.disabled, {}, 1, radius);
  const QColor mark = enabled ? t.accent.onFill : t.surface.panel;
  if (round)
    box(painter, rect.adjusted(4, 4, -4, -4), mark, {}, 1, rect.width());
  else if (option.state & QStyle::State_NoChange)
    painter.fillRect(QRectF(rect.left() + 3, rect.center().y() - 1, rect.width() - 6, 2), mark);
  else
    drawIcon(painter, rect, QStringLiteral("check"), mark);
}

void itemBackground(const QStyleOption& option, QPainter& painter)
{
  const ThemeTokens& t = Theme::current().colors();
  const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(&option);
  if (item && item->backgroundBrush.style() != Qt::NoBrush)
    painter.fillRect(option.rect, item->backgroundBrush);
  if (option.state & QStyle::State_Selected) {
    const bool active = option.state & QStyle::State_Active;
    painter.fillRect(option.rect, active ? t.surface.selection : t.surface.selectionInactive);
    const bool first = !item || item->viewItemPosition == QStyleOptionViewItem::Beginning
        || item->viewItemPosition == QStyleOptionViewItem::OnlyOne;
    if (first)
      painter.fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()),
          active ? t.accent.line : t.line.control);
  } else if ((option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled)) {
    painter.fillRect(option.rect, t.surface.rowHover);
  }
}

QColor glyphColor(const QStyleOption& option)
{
  const ThemeTokens& t = Theme::current().colors();
  return option.state & QStyle::State_Enabled ? t.text.secondary : t.text.disabled;
}

void frame(const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
  const ThemeTokens& t = Theme::current().colors();
  if (qobject_cast<const QLineEdit*>(widget))
    return;
  const bool popup = widget && widget->inherits("QComboBoxPrivateContainer");
  box(painter, option.rect, {}, popup ? t.line.control : t.line.panel, 1, 0);
}

}

bool drawPrimitive(
    QStyle::PrimitiveElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
  const ThemeTokens& t = Theme::current().colors();
  switch (element) {
  case QStyle::PE_PanelButtonCommand:
    commandButton(option, painter, widget);
    return true;
  case QStyle::PE_PanelButtonTool:
    toolButton(option, painter, widget);
    return true;
  case QStyle::PE_PanelLineEdit: {
    const auto* panel = qstyleoption_cast<const QStyleOptionFrame*>(&option);
    if (panel && panel->lineWidth > 0)
      field(painter, option, widget);
    return true; // inside a combo or a spin box the outer control has filled the field
  }
  case QStyle::PE_FrameLineEdit:
  case QStyle::PE_FrameDefaultButton:
  case QStyle::PE_FrameGroupBox:
  case QStyle::PE_FrameStatusBarItem:
  case QStyle::PE_IndicatorToolBarHandle:
    return true;
  case QStyle::PE_FrameFocusRect:
    // A push button has its ring at its edge already, drawn with its panel or, where it has none, with its label.
    if (!qobject_cast<const QAbstractItemView*>(widget) && !qobject_cast<const QPushButton*>(widget)
        && (option.state & QStyle::State_KeyboardFocusChange))
      focusRing(painter, option.rect);
    return true;
  case QStyle::PE_IndicatorCheckBox:
    checkBox(option, painter, false);
    return true;
  case QStyle::PE_IndicatorRadioButton:
    checkBox(option, painter, true);
    return true;
  case QStyle::PE_Frame:
    frame(option, painter, widget);
    return true;
  case QStyle::PE_FrameTabWidget:
    box(painter, option.rect, t.surface.panel, t.line.panel, 1, 0);
    return true;
  case QStyle::PE_PanelTipLabel:
    box(painter, option.rect, t.surface.menu, t.line.control, 1, 0);
    return true;
  case QStyle::PE_PanelStatusBar:
    painter.fillRect(option.rect, t.surface.bar);
    painter.fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1), t.line.panel);
    return true;
  case QStyle::PE_PanelMenu:
    painter.fillRect(option.rect, t.surface.menu);
    return true;
  case QStyle::PE_FrameMenu:
    box(painter, option.rect, {}, t.line.control, 1, 0);
    return true;
  case QStyle::PE_FrameTabBarBase:
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line.panel);
    return true;
  case QStyle::PE_IndicatorDockWidgetResizeHandle:
    painter.fillRect(option.rect, t.surface.window);
    return true;
  case QStyle::PE_IndicatorToolBarSeparator: {
    const bool horizontal = option.state & QStyle::State_Horizontal;
    const QRectF r = option.rect;
    painter.fillRect(horizontal ? QRectF(r.center().x(), r.top() + 5, 1, r.height() - 10)
                                : QRectF(r.left() + 5, r.center().y(), r.width() - 10, 1),
        t.line.panel);
    return true;
  }
  case QStyle::PE_PanelItemViewRow:
    return true;
  case QStyle::PE_PanelItemViewItem:
    itemBackground(option, painter);
    return true;
  case QStyle::PE_IndicatorBranch:
    if (option.state & QStyle::State_Children)
      chevron(painter, option.rect,
          option.state & QStyle::State_Open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
          t.text.muted);
    return true;
  case QStyle::PE_IndicatorArrowDown:
    chevron(painter, option.rect, QStringLiteral("chevron-down"), glyphColor(option));
    return true;
  case QStyle::PE_IndicatorArrowUp:
    chevron(painter, option.rect, QStringLiteral("chevron-up"), glyphColor(option));
    return true;
  case QStyle::PE_IndicatorArrowLeft:
    chevron(painter, option.rect, QStringLiteral("chevron-left"), glyphColor(option));
    return true;
  case QStyle::PE_IndicatorArrowRight:
    chevron(painter, option.rect, QStringLiteral("chevron-right"), glyphColor(option));
    return true;
  case QStyle::PE_IndicatorHeaderArrow: {
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(&option);
    const QRectF r(option.rect.center().x() - 3, option.rect.center().y() - 3, 7, 7);
    // Qt calls ascending SortDown; here the tip shows where the values grow to: up when they rise down the rows.
    triangle(painter, r, header && header->sortIndicator == QStyleOptionHeader::SortDown, t.text.secondary);
    return true;
  }
  case QStyle::PE_IndicatorTabClose:
    if (option.state & QStyle::State_Raised)
      box(painter, option.rect, t.surface.hover, {});
    chevron(painter, option.rect, QStringLiteral("close"), glyphColor(option), 14);
    return true;
  default:
    return false;
  }
}

}
