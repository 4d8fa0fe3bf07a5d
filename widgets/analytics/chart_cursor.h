// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

class QPainter;

namespace zvt::widgets {

/// Where Left, Right, Home and End move a cursor over 0 … @p last; from nowhere (−1) it starts at the end. Nothing:
/// another key.
[[nodiscard]] std::optional<int> cursorAfter(int key, int cursor, int last);

/// The box beside a crosshair at @p x. Each line is a name, a value and, with a third column, a change; columns are
/// separated by tabs, the first line is the heading. Changes that begin with a minus are coloured as falls.
void paintValueBox(QPainter& painter, double x, double top, const QStringList& lines);

}
