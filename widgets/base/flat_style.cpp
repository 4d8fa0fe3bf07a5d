// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/flat_style.h"

#include "widgets/base/flat_paint.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QMenuBar>
#include <QScrollArea>
#include <QScrollBar>
#include <QStatusBar>
#include <QTabBar>
#include <QToolBar>

namespace zvt::widgets {

namespace {

constexpr int kSpinButton = 17;
constexpr int kComboArrow = 22;

int controlHeight(const QWidget* widget)
{
  const Metrics& m = Theme::current().metrics();
  const QString size = widget ? widget->property("controlSize").toString() : QString();
  if (size == u"compact")
    return m.controlCompact;
  return size == u"large" ? m.controlLarge : m.control;
}

QRect scrollBarRect(const QStyleOptionSlider& option, QStyle::SubControl part)
{
  const QRect r = option.rect;
  const bool horizontal = option.orientation == Qt::Horizontal;
  const int length = horizontal ? r.width() : r.height();
  const int range = option.maximum - option.minimum;
  int handle = length;
  if (range > 0) {
    const auto share = static_cast<double>(option.pageStep) / (static_cast<double>(range) + option.pageStep);
    handle = std::clamp(static_cast<int>(length * share), std::min(24, length), length);
  }
  const int start = QStyle::sliderPositionFromValue(
      option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown);
  const auto span = [&](int from, int size) {
    return horizontal ? QRect(r.left() + from, r.top(), size, r.height())
                      : QRect(r.left(), r.top() + from, r.width(), size);
  };
  switch (part) {
  case QStyle::SC_ScrollBarSlider:
    return span(start, handle);
  case QStyle::SC_ScrollBarGroove:
    return r;
  case QStyle::SC_ScrollBarSubPage:
    return span(0, start);
  case QStyle::SC_ScrollBarAddPage:
    return span(start + handle, length - start - handle);
  default:
    return {}; // no arrows
  }
}

QRect spinBoxRect(const QStyleOptionSpinBox& option, QStyle::SubControl part)
{
  const QRect r = option.rect;
  const bool buttons = option.buttonSymbols != QAbstractSpinBox::NoButtons;
  const int width = buttons ? kSpinButton : 0;
  const int half = r.height() / 2;
  switch (part) {
  case QStyle::SC_SpinBoxUp:
    return buttons ? QRect(r.right() - width, r.top() + 1, width, half - 1) : QRect();
  case QStyle::SC_SpinBoxDown:
    return buttons ? QRect(r.right() - width, r.top() + half, width, r.height() - half - 1) : QRect();
  case QStyle::SC_SpinBoxEditField:
    return r.adjusted(4, 1, -width - 4, -1);
  default:
    return r;
  }
}

}

FlatStyle::FlatStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void FlatStyle::applyBarPalette(QWidget* widget)
{
  const bool bar = qobject_cast<QMenuBar*>(widget) || qobject_cast<QToolBar*>(widget) || qobject_cast<QTabBar*>(widget)
      || qobject_cast<QStatusBar*>(widget) || widget->property("surface").toString() == u"bar";
  const bool window = widget->property("surface").toString() == u"window";
  if (!bar && !window)
    return;
  const ThemeTokens& t = Theme::current().colors();
  QPalette palette = widget->palette();
  palette.setColor(QPalette::Window, window ? t.surface.window : t.surface.bar);
  widget->setPalette(palette);
  widget->setAutoFillBackground(true);
}

void FlatStyle::polish(QWidget* widget)
{
  QProxyStyle::polish(widget);
  if (qobject_cast<QAbstractItemView*>(widget) || qobject_cast<QTabBar*>(widget) || qobject_cast<QScrollBar*>(widget)
      || qobject_cast<QAbstractSpinBox*>(widget))
    widget->setAttribute(Qt::WA_Hover);
  // A scroll area follows the focus of what is in it; as a stop of its own it would be one without a name.
  if (auto* area = qobject_cast<QScrollArea*>(widget))
    area->setFocusPolicy(Qt::NoFocus);
  if (auto* spin = qobject_cast<QAbstractSpinBox*>(widget)) {
    spin->setFixedHeight(controlHeight(spin));
    if (spin->minimumWidth() == 0 && spin->buttonSymbols() != QAbstractSpinBox::NoButtons)
      spin->setMinimumWidth(spin->minimumSizeHint().width() + kSpinButton + 8);
  }
  // Only the size: the family is the language's. What stands in a status bar takes it from there.
  if (qobject_cast<QHeaderView*>(widget) || qobject_cast<QStatusBar*>(widget)) {
    QFont small;
    small.setPixelSize(Tokens::instance().font.caption);
    widget->setFont(small);
  }
  applyBarPalette(widget);
}

void FlatStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
  if (!flat::drawPrimitive(element, *option, *painter, widget))
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void FlatStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
  const ThemeTokens& t = Theme::current().colors();
  if (flat::drawControl(element, *option, *painter, widget))
    return;
  if (element == CE_PushButtonLabel) {
    if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
      QStyleOptionButton copy = *button;
      copy.palette.setColor(QPalette::ButtonText, flat::buttonColors(*option, widget).text);
      painter->save();
      if (!flat::role(widget).isEmpty()) {
        QFont strong = painter->font();
        strong.setWeight(QFont::DemiBold);
        painter->setFont(strong);
      }
      QProxyStyle::drawControl(element, &copy, painter, widget);
      painter->restore();
      // An idle flat button has no panel to draw it on.
      if ((button->features & QStyleOptionButton::Flat) && (option->state & State_HasFocus) && widget)
        flat::focusRing(*painter, widget->rect());
      return;
    }
  }
  if (element == CE_TabBarTabLabel) {
    if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
      QStyleOptionTab copy = *tab;
      if (!(tab->state & State_Selected) && (tab->state & State_Enabled))
        copy.palette.setColor(QPalette::WindowText, t.text.secondary);
      QProxyStyle::drawControl(element, &copy, painter, widget);
      return;
    }
  }
  if (element == CE_HeaderLabel) {
    if (const auto* header = qstyleoption_cast<const QStyleOptionHeaderV2*>(option)) {
      QStyleOptionHeaderV2 copy = *header;
      copy.palette.setColor(QPalette::ButtonText, t.text.secondary);
      // Qt leaves the header's margin above and below as well, which cuts descenders off, and does not ask a proxy
      // style about it. The section clips what is drawn here.
      const int margin = pixelMetric(PM_HeaderMargin, option, widget);
      copy.rect.adjust(0, -margin, 0, margin);
      QProxyStyle::drawControl(element, &copy, painter, widget);
      return;
    }
  }
  QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
  if (!flat::drawComplex(control, *option, *painter, widget, *proxy()))
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
  const Metrics& m = Theme::current().metrics();
  switch (metric) {
  case PM_ScrollBarExtent:
    return m.scrollBar;
  case PM_SplitterWidth:
  case PM_DockWidgetSeparatorExtent:
    return m.splitter;
  case PM_SmallIconSize:
  case PM_ToolBarIconSize:
  case PM_ButtonIconSize:
  case PM_TabBarIconSize:
  case PM_ListViewIconSize:
    return m.iconSmall;
  case PM_IndicatorWidth:
  case PM_IndicatorHeight:
  case PM_ExclusiveIndicatorWidth:
  case PM_ExclusiveIndicatorHeight:
    return m.checkBox;
  case PM_FocusFrameHMargin:
    return 5;
  case PM_ToolTipLabelFrameWidth:
    return 4;
  case PM_HeaderMargin:
    return 6;
  case PM_DefaultFrameWidth:
  case PM_MenuPanelWidth:
    return 1;
  case PM_MenuVMargin:
    return 4;
  case PM_MenuBarHMargin:
    return 2;
  case PM_ButtonShiftHorizontal:
  case PM_ButtonShiftVertical:
  case PM_TabBarTabShiftHorizontal:
  case PM_TabBarTabShiftVertical:
  case PM_TabBarTabOverlap:
  case PM_TabBarBaseOverlap:
  case PM_MenuHMargin:
  case PM_MenuBarPanelWidth:
  case PM_MenuBarItemSpacing:
  case PM_MenuBarVMargin:
  case PM_ToolBarFrameWidth:
  case PM_ToolBarHandleExtent:
  case PM_DockWidgetFrameWidth:
  case PM_DockWidgetTitleMargin:
  case PM_ScrollView_ScrollBarSpacing:
    return 0;
  case PM_ToolBarItemMargin:
    return 4;
  case PM_ToolBarItemSpacing:
    return 2;
  case PM_TabBarTabHSpace:
    return 20;
  case PM_LayoutLeftMargin:
  case PM_LayoutRightMargin:
  case PM_LayoutTopMargin:
  case PM_LayoutBottomMargin:
    return widget && widget->isWindow() ? m.dialogMargin : m.panelMargin;
  case PM_LayoutHorizontalSpacing:
  case PM_LayoutVerticalSpacing:
    return m.formRowGap;
  case PM_SliderThickness:
  case PM_SliderControlThickness:
  case PM_SliderLength:
    return 14;
  default:
    return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

QSize FlatStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
  const Metrics& m = Theme::current().metrics();
  QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
  switch (type) {
  case CT_PushButton:
    result.setHeight(controlHeight(widget));
    result.setWidth(std::max(size.width() + 24 + (flat::role(widget).isEmpty() ? 0 : 8), controlHeight(widget)));
    break;
  case CT_LineEdit:
    result.setHeight(controlHeight(widget));
    break;
  case CT_ComboBox:
    result = QSize(size.width() + kComboArrow + 16, controlHeight(widget));
    break;
  case CT_SpinBox:
    result = QSize(size.width() + kSpinButton + 8, controlHeight(widget));
    break;
  case CT_TabBarTab:
    result.setHeight(widget && widget->property("tabHeight").isValid() ? widget->property("tabHeight").toInt() : m.tab);
    break;
  case CT_MenuItem:
    if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
      const bool separator = item->menuItemType == QStyleOptionMenuItem::Separator;
      const int shortcut = item->text.contains(u'\t') ? 24 : 0;
      result = separator ? QSize(20, 9) : QSize(size.width() + 56 + shortcut, m.menuItem);
    }
    break;
  case CT_HeaderSection:
    if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        header && header->orientation == Qt::Horizontal)
      result.setHeight(m.header);
    break;
  case CT_MenuBarItem:
    result = QSize(size.width() + 16, m.menuRow - 1);
    break;
  case CT_MenuBar:
    result.setHeight(m.menuRow - 1);
    break;
  case CT_ToolButton:
    result = result.expandedTo(QSize(m.minTarget, m.minTarget));
    break;
  default:
    break;
  }
  return result;
}

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
  if (element == SE_LineEditContents)
    return option->rect.adjusted(4, 1, -4, -1);
  if (element == SE_PushButtonFocusRect)
    return option->rect;
  return QProxyStyle::subElementRect(element, option, widget);
}

QRect FlatStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
  if (control == CC_ScrollBar)
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
      return visualRect(bar->direction, bar->rect, scrollBarRect(*bar, part));
  if (control == CC_SpinBox)
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option))
      return visualRect(spin->direction, spin->rect, spinBoxRect(*spin, part));
  if (control == CC_ComboBox && option) {
    if (part == SC_ComboBoxArrow)
      return QRect(option->rect.right() - kComboArrow, option->rect.top(), kComboArrow, option->rect.height());
    if (part == SC_ComboBoxEditField)
      return option->rect.adjusted(6, 1, -kComboArrow, -1);
  }
  return QProxyStyle::subControlRect(control, option, part, widget);
}

int FlatStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returned) const
{
  switch (hint) {
  case SH_EtchDisabledText:
  case SH_DialogButtonBox_ButtonsHaveIcons:
  case SH_ComboBox_Popup:
  case SH_Widget_Animate:
  case SH_ScrollBar_Transient:
    return 0;
  case SH_Widget_Animation_Duration:
    return 0;
  case SH_ItemView_ShowDecorationSelected:
  case SH_UnderlineShortcut:
    return 1;
  case SH_Table_GridLineColor:
    return static_cast<int>(Theme::current().colors().line.hair.rgb());
  default:
    return QProxyStyle::styleHint(hint, option, widget, returned);
  }
}

}
