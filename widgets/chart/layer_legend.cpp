// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layer_legend.h"

#include "widgets/chart/chart_view.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kLeft = 8, kTop = 4, kLine = 18;
constexpr double kSwatch = 10, kGap = 6, kBetween = 16;
constexpr double kLowestPane = 48; ///< a lower one has been collapsed

QString wordsOf(const LayerLegendEntry& entry)
{
  return entry.problem.isEmpty() ? entry.name : entry.name + QStringLiteral(": ") + entry.problem;
}

void paintEntry(QPainter& painter, const ChartStyle& style, const LayerLegendEntry& entry, const QRectF& box)
{
  const QFontMetricsF metrics(style.legendFont);
  painter.fillRect(box.adjusted(-2, 0, 2, 0), style.background);
  const QColor own = style.color(entry.color);
  const bool pale = !entry.visible || !entry.problem.isEmpty();
  painter.setPen(QPen(own, 2));
  const double middle = std::round(box.center().y());
  painter.drawLine(QPointF(box.left(), middle), QPointF(box.left() + kSwatch, middle));
  double x = box.left() + kSwatch + kGap;
  const auto word = [&](const QString& text, const QColor& color) {
    if (text.isEmpty() || x >= box.right())
      return;
    painter.setPen(color);
    painter.drawText(QRectF(x, box.top(), box.right() - x + 1, box.height()), Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(text, Qt::ElideRight, box.right() - x + 1));
    x += metrics.horizontalAdvance(text) + kGap;
  };
  word(wordsOf(entry), pale ? style.textMuted : own);
  if (pale)
    return;
  word(entry.value, style.textPrimary);
  word(entry.change, style.market(entry.direction).text);
}

}

LayerLegend::LayerLegend(
    const ChartView& view, std::function<std::vector<LayerLegendEntry>(std::size_t)> entries, QObject* parent)
    : ChartLayer(Depth::Top, parent)
    , m_view(view)
    , m_entries(std::move(entries))
{
}

std::optional<std::size_t> LayerLegend::bar() const
{
  const auto scene = m_view.scene();
  if (!scene)
    return {};
  if (m_view.crosshairBar())
    return m_view.crosshairBar();
  const auto [begin, end] = scene->inSight();
  return end > begin ? std::optional(end - 1) : std::nullopt;
}

ChartPaint LayerLegend::paint() const
{
  m_boxes.clear();
  const auto scene = m_view.scene();
  const auto at = bar();
  if (!scene || !at || scene->pane(0).height() < kLowestPane)
    return {};
  std::vector<LayerLegendEntry> entries = m_entries(*at);
  if (entries.empty())
    return {};
  const QFontMetricsF metrics(scene->style().legendFont);
  const QRectF pane = scene->pane(0);
  double x = kLeft, y = pane.top() + kTop + kLine * (scene->model().overlays.empty() ? 1 : 2);
  for (const LayerLegendEntry& entry : entries) {
    double width = kSwatch + kGap;
    for (const QString& text : {wordsOf(entry), entry.value, entry.change})
      width += text.isEmpty() ? 0 : metrics.horizontalAdvance(text) + kGap;
    width = std::min(width, pane.width() - 2 * kLeft);
    if (x > kLeft && x + width > pane.right() - kLeft) {
      x = kLeft;
      y += kLine;
    }
    m_boxes.emplace_back(x, y, width, kLine);
    x += width + kBetween;
  }
  return [entries = std::move(entries), boxes = m_boxes](QPainter& painter, const ChartScene& shown) {
    painter.setFont(shown.style().legendFont);
    for (std::size_t i = 0; i < entries.size(); ++i)
      paintEntry(painter, shown.style(), entries[i], boxes[i]);
  };
}

QRectF LayerLegend::box(std::size_t entry) const
{
  return entry < m_boxes.size() ? m_boxes[entry] : QRectF();
}

int LayerLegend::entryAt(QPointF position) const
{
  const auto at =
      std::find_if(m_boxes.begin(), m_boxes.end(), [&](const QRectF& box) { return box.contains(position); });
  return at == m_boxes.end() ? -1 : static_cast<int>(at - m_boxes.begin());
}

bool LayerLegend::press(const ChartPointer& pointer, const ChartScene&)
{
  const int entry = entryAt(pointer.position);
  if (entry < 0)
    return false;
  // The menu runs its own loop; the press has to be over first.
  QMetaObject::invokeMethod(
      this, [this, entry, at = pointer.globalPosition] { Q_EMIT pressed(entry, at); }, Qt::QueuedConnection);
  return true;
}

std::optional<Qt::CursorShape> LayerLegend::hover(const ChartPointer& pointer, const ChartScene&)
{
  return entryAt(pointer.position) < 0 ? std::nullopt : std::optional(Qt::PointingHandCursor);
}

}
