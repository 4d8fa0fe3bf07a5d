// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/chart_cursor.h"

#include "widgets/base/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kRow = 16;
constexpr double kPadding = 8;
constexpr double kValues = 70; ///< least width of the column of values
constexpr double kChange = 58; ///< of that of the changes
constexpr double kDistance = 12; ///< from the crosshair

}

std::optional<int> cursorAfter(int key, int cursor, int last)
{
  const int from = cursor < 0 ? last : cursor;
  switch (key) {
  case Qt::Key_Left:
    return std::max(0, from - 1);
  case Qt::Key_Right:
    return std::min(last, from + 1);
  case Qt::Key_Home:
    return 0;
  case Qt::Key_End:
    return last;
  default:
    return {};
  }
}

void paintValueBox(QPainter& painter, double x, double top, const QStringList& lines)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  painter.setFont(theme.font(FontRole::Caption));
  double names = 0;
  double values = kValues;
  bool hasChanges = false;
  for (const QString& line : lines) {
    const QStringList cells = line.split(u'\t');
    names = std::max(names, double(painter.fontMetrics().horizontalAdvance(cells.value(0))));
    values = std::max(values, painter.fontMetrics().horizontalAdvance(cells.value(1)) + 2 * kPadding);
    hasChanges = hasChanges || cells.size() > 2;
  }
  const QSizeF size(
      names + values + (hasChanges ? kChange : 0) + 2 * kPadding, kRow * static_cast<double>(lines.size()) + 12);
  const double left = x - size.width() - kDistance > 4 ? x - size.width() - kDistance : x + kDistance;
  const QRectF box(QPointF(std::round(left) + 0.5, top + 0.5), size);
  painter.setPen(colors.line.control);
  painter.setBrush(colors.surface.menu);
  painter.drawRect(box);
  painter.setBrush(Qt::NoBrush);
  for (int i = 0; i < lines.size(); ++i) {
    const QRectF row(box.left() + kPadding, box.top() + 6 + kRow * i, box.width() - 2 * kPadding, kRow);
    const QStringList cells = lines[i].split(u'\t');
    painter.setFont(theme.font(FontRole::Caption, i == 0));
    painter.setPen(i == 0 ? colors.text.primary : colors.text.secondary);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, cells.value(0));
    painter.setPen(colors.text.primary);
    painter.drawText(
        row.adjusted(0, 0, hasChanges ? -kChange : 0, 0), Qt::AlignRight | Qt::AlignVCenter, cells.value(1));
    if (cells.value(2).startsWith(kMinus))
      painter.setPen(theme.down().text);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, cells.value(2));
  }
}

}
