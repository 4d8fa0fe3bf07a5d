// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/theme.h"

#include <QPainter>
#include <QStyleOption>

/// Drawing shared by the parts of FlatStyle and by widgets that paint themselves.
namespace zvt::widgets::flat {

/// A rounded box: fill and line, both crisp; an invalid colour leaves one out.
void box(
    QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& line, qreal width = 1, qreal radius = 2);
/// The 2 px ring of keyboard focus, just inside @p rect.
void focusRing(QPainter& painter, const QRectF& rect);
/// A chevron of @p size px in the middle of @p rect; @p name as for icons ("chevron-down").
void chevron(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color, int size = 12);
/// A small filled triangle, up or down.
void triangle(QPainter& painter, const QRectF& rect, bool up, const QColor& color);

/// The box of a field with its states: focus, invalid, dirty, disabled.
void field(QPainter& painter, const QStyleOption& option, const QWidget* widget);

struct ButtonColors {
  QColor fill, line, text;
};
/// Colours of a push button by role and state.
[[nodiscard]] ButtonColors buttonColors(const QStyleOption& option, const QWidget* widget);
[[nodiscard]] QString role(const QWidget* widget);

// Parts of FlatStyle; true: drawn.
bool drawPrimitive(
    QStyle::PrimitiveElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget);
bool drawControl(QStyle::ControlElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget);
bool drawComplex(QStyle::ComplexControl control, const QStyleOptionComplex& option, QPainter& painter,
    const QWidget* widget, const QStyle& style);

}
