// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/flat_paint.h"

#include <QComboBox>
#include <QStyle>

namespace zvt::widgets::flat {

namespace {

QColor arrowColor(const QStyleOption& option)
{
  const ThemeTokens& t = Theme::current().colors();
  return option.state & QStyle::State_Enabled ? t.text.secondary : t.text.disabled;
}

void comboBox(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget, const QStyle& style)
{
  const ThemeTokens& t = Theme::current().colors();
  const QRectF arrow = style.subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxArrow, widget);
  if (option.frame) {
    if (option.editable) {
      field(painter, option, widget);
    } else {
      const ButtonColors colors = buttonColors(option, widget);
      const bool focus = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
      const bool invalid = widget && widget->property("invalid").toBool();
      box(painter, option.rect, colors.fill,
          invalid     ? t.state.error.line
              : focus ? t.focusRing
                      : colors.line,
          invalid || focus ? 2 : 1);
      if (widget && widget->property("dirty").toBool())
        painter.fillRect(
            QRect(option.rect.left() + 1, option.rect.top() + 1, 3, option.rect.height() - 2), t.accent.line);
    }
  }
  chevron(painter, arrow, QStringLiteral("chevron-down"), arrowColor(option), 14);
}

void spinBox(const QStyleOptionSpinBox& option, QPainter& painter, const QWidget* widget, const QStyle& style)
{
  const ThemeTokens& t = Theme::current().colors();
  if (option.frame)
    field(painter, option, widget);
  if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
    return;
  const QRect up = style.subControlRect(QStyle::CC_SpinBox, &option, QStyle::SC_SpinBoxUp, widget);
  const QRect down = style.subControlRect(QStyle::CC_SpinBox, &option, QStyle::SC_SpinBoxDown, widget);
  const auto step = [&](const QRect& rect, QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag flag, bool isUp) {
    const bool active = option.activeSubControls == part && (option.state & QStyle::State_Enabled);
    if (active && (option.state & (QStyle::State_MouseOver | QStyle::State_Sunken)))
      painter.fillRect(rect, option.state & QStyle::State_Sunken ? t.surface.pressed : t.surface.hover);
    const bool possible = (option.stepEnabled & flag) && (option.state & QStyle::State_Enabled);
    triangle(painter, QRectF(rect.center().x() - 3, rect.center().y() - 3, 7, 7), isUp,
        possible ? t.text.secondary : t.text.disabled);
  };
  step(up, QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, true);
  step(down, QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, false);
  painter.fillRect(QRect(up.left() - 1, up.top(), 1, down.bottom() - up.top() + 1), t.line.control);
  painter.fillRect(QRect(up.left(), down.top(), up.width(), 1), t.line.panel);
}

void scrollBar(const QStyleOptionSlider& option, QPainter& painter, const QWidget* widget, const QStyle& style)
{
  const ThemeTokens& t = Theme::current().colors();
  painter.fillRect(option.rect, t.surface.panel);
  if (option.maximum <= option.minimum)
    return;
  const QRectF handle = style.subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, widget);
  const bool active =
      (option.state & QStyle::State_MouseOver) || (option.activeSubControls & QStyle::SC_ScrollBarSlider);
  box(painter, handle.adjusted(2, 2, -2, -2), active ? t.text.muted : t.line.control, {});
}

void slider(const QStyleOptionSlider& option, QPainter& painter, const QWidget* widget, const QStyle& style)
{
  const ThemeTokens& t = Theme::current().colors();
  const QRectF groove = style.subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderGroove, widget);
  const QRectF handle = style.subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, widget);
  const bool enabled = option.state & QStyle::State_Enabled;
  const bool horizontal = option.orientation == Qt::Horizontal;
  const QRectF line = horizontal ? QRectF(groove.left(), groove.center().y() - 2, groove.width(), 4)
                                 : QRectF(groove.center().x() - 2, groove.top(), 4, groove.height());
  box(painter, line, t.surface.field, enabled ? t.line.control : t.line.panel);
  const QRectF knob(handle.center().x() - 6, handle.center().y() - 6, 12, 12);
  box(painter, knob, enabled ? t.accent.fill : t.surface.panel, enabled ? QColor() : t.line.panel, 1, 6);
  if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
    box(painter, knob.adjusted(-2, -2, 2, 2), {}, t.focusRing, 2, 8);
}

}

bool drawComplex(QStyle::ComplexControl control, const QStyleOptionComplex& option, QPainter& painter,
    const QWidget* widget, const QStyle& style)
{
  switch (control) {
  case QStyle::CC_ComboBox:
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(&option)) {
      comboBox(*combo, painter, widget, style);
      return true;
    }
    return false;
  case QStyle::CC_SpinBox:
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(&option)) {
      spinBox(*spin, painter, widget, style);
      return true;
    }
    return false;
  case QStyle::CC_ScrollBar:
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(&option)) {
      scrollBar(*bar, painter, widget, style);
      return true;
    }
    return false;
  case QStyle::CC_Slider:
    if (const auto* knob = qstyleoption_cast<const QStyleOptionSlider*>(&option)) {
      slider(*knob, painter, widget, style);
      return true;
    }
    return false;
  default:
    return false;
  }
}

}
