// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/mark_key_layer.h"

#include <QFontMetricsF>
#include <QPainter>

#include <utility>

namespace zvt::widgets {

namespace {

constexpr double kHeight = 18;
constexpr double kPadding = 6;
constexpr double kGap = 4;
constexpr double kAboveAxisMarks = 24; ///< ex-dates stand at the lower edge

/// One box an entry, side by side; null for those without a text.
std::vector<QRectF> boxesOf(const std::vector<MarkKeyEntry>& entries, const ChartScene& scene)
{
  const QFontMetricsF metrics(scene.style().axisFont);
  const QRectF pane = scene.pane(0);
  std::vector<QRectF> boxes;
  double left = pane.left() + 8;
  for (const MarkKeyEntry& entry : entries) {
    boxes.emplace_back();
    if (entry.text.isEmpty())
      continue;
    const double width = metrics.horizontalAdvance(entry.text) + 2 * kPadding;
    boxes.back() = QRectF(left, pane.bottom() - kHeight - kAboveAxisMarks, width, kHeight);
    left += width + kGap;
  }
  return boxes;
}

}

MarkKeyLayer::MarkKeyLayer(QObject* parent)
    : ChartLayer(Depth::Top, parent)
{
}

void MarkKeyLayer::setEntries(std::vector<MarkKeyEntry> entries)
{
  if (std::exchange(m_entries, entries) != entries)
    Q_EMIT changed();
}

QRectF MarkKeyLayer::box(int entry, const ChartScene& scene) const
{
  return boxesOf(m_entries, scene)[static_cast<std::size_t>(entry)];
}

int MarkKeyLayer::entryAt(QPointF position, const ChartScene& scene) const
{
  const std::vector<QRectF> boxes = boxesOf(m_entries, scene);
  for (std::size_t i = 0; i < boxes.size(); ++i)
    if (!boxes[i].isNull() && boxes[i].contains(position))
      return static_cast<int>(i);
  return -1;
}

ChartPaint MarkKeyLayer::paint() const
{
  return [entries = m_entries](QPainter& painter, const ChartScene& scene) {
    const ChartStyle& style = scene.style();
    const std::vector<QRectF> boxes = boxesOf(entries, scene);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      if (boxes[i].isNull())
        continue;
      QFont font = style.axisFont;
      font.setStrikeOut(!entries[i].shown);
      painter.setFont(font);
      painter.fillRect(boxes[i], style.background);
      painter.setPen(style.gridStrong);
      painter.drawRect(boxes[i].adjusted(0.5, 0.5, -0.5, -0.5));
      painter.setPen(entries[i].shown ? style.textSecondary : style.textMuted);
      painter.drawText(boxes[i], Qt::AlignCenter, entries[i].text);
    }
  };
}

bool MarkKeyLayer::press(const ChartPointer& pointer, const ChartScene& scene)
{
  const int entry = entryAt(pointer.position, scene);
  if (entry < 0)
    return false;
  Q_EMIT pressed(entry);
  return true;
}

std::optional<Qt::CursorShape> MarkKeyLayer::hover(const ChartPointer& pointer, const ChartScene& scene)
{
  if (entryAt(pointer.position, scene) < 0)
    return {};
  return Qt::PointingHandCursor;
}

}
