// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace zvt::widgets {

/// An icon of the token set ("search", "candles" …) that follows the theme: text.secondary, primary when checked,
/// disabled when disabled. "chevron-up", "chevron-left" and "chevron-right" are the turned "chevron-down". Drawn anew
/// for each size, device pixel ratio and theme. An unknown name gives a null icon.
[[nodiscard]] QIcon icon(const QString& name);
/// The same in one colour of your own.
[[nodiscard]] QIcon icon(const QString& name, const QColor& color);
/// One drawing; @p size in logical pixels.
[[nodiscard]] QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio);
/// Draws straight into a painter.
void drawIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color);

}
