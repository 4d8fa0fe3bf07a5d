// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/curve_delegate.h"

#include "ui/live/live_table.h"
#include "widgets/table/cell_roles.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace zvt::ui {

void CurveDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
  TableDelegate::paint(painter, option, index);
  const auto values = index.data(LiveTable::kCurveRole).value<QList<double>>();
  if (values.size() < 2)
    return;
  const auto [low, high] = std::ranges::minmax(values);
  const QRectF box = QRectF(option.rect).adjusted(6, 4, -6, -4);
  const double span = high > low ? high - low : 1;
  QPainterPath path;
  for (qsizetype i = 0; i < values.size(); ++i) {
    const QPointF point(box.left() + box.width() * static_cast<double>(i) / static_cast<double>(values.size() - 1),
        box.bottom() - box.height() * (values[i] - low) / span);
    if (i == 0)
      path.moveTo(point);
    else
      path.lineTo(point);
  }
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(widgets::toneColor(widgets::toneOf(values.back() - values.front())), 1.2));
  painter->setBrush(Qt::NoBrush);
  painter->drawPath(path);
  painter->restore();
}

}
