// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>

#include <functional>

class QPainter;

namespace zvt::widgets {

/// What @p paint draws as an SVG document of that size, 96 units an inch. Rectangles that the painter is clipped to are
/// clip paths of the document (QSvgGenerator alone forgets them): lines end where their pane does. Any thread.
[[nodiscard]] QByteArray paintSvg(QSize size, const QString& title, const std::function<void(QPainter&)>& paint);

}
