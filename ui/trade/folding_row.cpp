// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/folding_row.h"

#include <QWidget>

#include <algorithm>

namespace zvt::ui {

FoldingRow::FoldingRow(int gap)
    : m_gap(gap)
{
  setContentsMargins(0, 0, 0, 0);
}

FoldingRow::~FoldingRow()
{
  qDeleteAll(m_items);
}

void FoldingRow::addLeft(QWidget* widget)
{
  addChildWidget(widget);
  m_items.insert(m_left++, new QWidgetItem(widget));
  invalidate();
}

void FoldingRow::addRight(QWidget* widget)
{
  addWidget(widget);
}

void FoldingRow::addItem(QLayoutItem* item)
{
  m_items.append(item);
  invalidate();
}

QLayoutItem* FoldingRow::itemAt(int index) const
{
  return index >= 0 && index < count() ? m_items[index] : nullptr;
}

QLayoutItem* FoldingRow::takeAt(int index)
{
  if (index < 0 || index >= count())
    return nullptr;
  m_left -= index < m_left ? 1 : 0;
  return m_items.takeAt(index);
}

FoldingRow::Items FoldingRow::shown(bool left) const
{
  Items items;
  for (qsizetype i = left ? 0 : m_left; i < (left ? m_left : m_items.size()); ++i)
    if (!m_items[i]->isEmpty())
      items.append(m_items[i]);
  return items;
}

int FoldingRow::widthOf(const Items& items) const
{
  int width = 0;
  for (const QLayoutItem* item : items)
    width += item->sizeHint().width() + m_gap;
  return std::max(0, width - m_gap);
}

QSize FoldingRow::sizeHint() const
{
  const Items left = shown(true), right = shown(false);
  const int gap = left.isEmpty() || right.isEmpty() ? 0 : m_gap;
  int height = 0;
  for (const QLayoutItem* item : m_items)
    height = std::max(height, item->sizeHint().height());
  return {widthOf(left) + gap + widthOf(right), height};
}

int FoldingRow::slack() const
{
  const Items left = shown(true);
  const bool stretches = !left.isEmpty() && left.front()->expandingDirections().testFlag(Qt::Horizontal);
  return stretches ? left.front()->sizeHint().width() - left.front()->minimumSize().width() : 0;
}

QSize FoldingRow::minimumSize() const
{
  int width = widthOf(shown(true)) - slack();
  for (const QLayoutItem* item : shown(false))
    width = std::max(width, item->sizeHint().width());
  return {width, sizeHint().height()};
}

int FoldingRow::placeLine(const Items& items, QPoint at, int stretch, bool moves, int height) const
{
  for (const QLayoutItem* item : items)
    height = std::max(height, item->sizeHint().height());
  for (QLayoutItem* item : items) {
    QSize size = item->sizeHint();
    if (item == items.front())
      size.rwidth() += stretch;
    if (moves)
      item->setGeometry({QPoint(at.x(), at.y() + (height - size.height()) / 2), size});
    at.rx() += size.width() + m_gap;
  }
  return height;
}

int FoldingRow::place(const QRect& rect, bool moves) const
{
  const Items left = shown(true), right = shown(false);
  const bool fits = sizeHint().width() <= rect.width();
  const int spare = rect.width() - (fits ? sizeHint().width() : widthOf(left));
  const bool stretches = !left.isEmpty() && left.front()->expandingDirections().testFlag(Qt::Horizontal);
  const int together = fits ? sizeHint().height() : 0; // beside each other they stand on one middle line
  int bottom = rect.top() + placeLine(left, rect.topLeft(), stretches ? std::max(-slack(), spare) : 0, moves, together);
  if (fits) {
    const QPoint at(rect.right() + 1 - widthOf(right), rect.top());
    return std::max(bottom, rect.top() + placeLine(right, at, 0, moves, together)) - rect.top();
  }
  for (qsizetype first = 0; first < right.size();) {
    qsizetype many = 1;
    while (first + many < right.size() && widthOf(right.mid(first, many + 1)) <= rect.width())
      ++many;
    const Items line = right.mid(first, many);
    bottom += bottom > rect.top() ? m_gap : 0;
    bottom += placeLine(line, {rect.right() + 1 - widthOf(line), bottom}, 0, moves);
    first += many;
  }
  return bottom - rect.top();
}

void FoldingRow::setGeometry(const QRect& rect)
{
  QLayout::setGeometry(rect);
  place(rect, true);
}

}
