// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/heat_map.h"

#include "widgets/analytics/treemap_layout.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

/// Narrower ones hold no readable word.
constexpr double kLeastWide = 26, kLeastTall = 14;

}

HeatMap::HeatMap(QWidget* parent)
    : QWidget(parent)
{
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(80, 60);
  connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HeatMap::setTiles(std::vector<HeatTile> tiles)
{
  std::erase_if(tiles, [](const HeatTile& tile) { return !(tile.weight > 0); });
  std::stable_sort(
      tiles.begin(), tiles.end(), [](const HeatTile& a, const HeatTile& b) { return a.weight > b.weight; });
  if (tiles == m_tiles)
    return;
  const QString chosenId = current();
  m_tiles = std::move(tiles);
  setCurrent(chosenId);
  arrange();
}

void HeatMap::arrange()
{
  std::vector<double> weights;
  weights.reserve(m_tiles.size());
  for (const HeatTile& tile : m_tiles)
    weights.push_back(tile.weight);
  m_rects = treemapLayout(weights, QRectF(rect()));
  update();
}

void HeatMap::setCurrent(const QString& id)
{
  const auto found = std::find_if(m_tiles.begin(), m_tiles.end(), [&](const HeatTile& tile) { return tile.id == id; });
  m_current = id.isEmpty() || found == m_tiles.end() ? -1 : static_cast<int>(found - m_tiles.begin());
  setAccessibleDescription(m_current < 0 ? QString() : textOf(m_current));
  update();
}

QString HeatMap::current() const
{
  return m_current < 0 ? QString() : m_tiles[static_cast<std::size_t>(m_current)].id;
}

int HeatMap::tileAt(const QPointF& position) const
{
  const auto found =
      std::find_if(m_rects.begin(), m_rects.end(), [&](const QRectF& rect) { return rect.contains(position); });
  return found == m_rects.end() ? -1 : static_cast<int>(found - m_rects.begin());
}

void HeatMap::choose(int tile)
{
  if (tile < 0 || tile == m_current)
    return;
  setCurrent(m_tiles[static_cast<std::size_t>(tile)].id);
  Q_EMIT chosen(current());
}

/// The nearest tile whose middle lies in that direction, what lies straight ahead first.
int HeatMap::neighbour(int dx, int dy) const
{
  if (m_current < 0)
    return m_tiles.empty() ? -1 : 0;
  const QPointF from = m_rects[static_cast<std::size_t>(m_current)].center();
  int best = -1;
  double least = 0;
  for (std::size_t i = 0; i < m_rects.size(); ++i) {
    const QPointF way = m_rects[i].center() - from;
    const double ahead = way.x() * dx + way.y() * dy;
    const double aside = std::abs(way.x() * dy) + std::abs(way.y() * dx);
    const double cost = ahead + 2 * aside;
    if (ahead > 0.5 && (best < 0 || cost < least)) {
      best = static_cast<int>(i);
      least = cost;
    }
  }
  return best;
}

QString HeatMap::textOf(int tile) const
{
  const HeatTile& shown = m_tiles[static_cast<std::size_t>(tile)];
  return m_toolTip ? m_toolTip(shown.id) : shown.label + u'\n' + formatSignedPercent(shown.change);
}

void HeatMap::paintTile(QPainter& painter, int tile) const
{
  const Theme& theme = Theme::current();
  const HeatTile& shown = m_tiles[static_cast<std::size_t>(tile)];
  const QRectF rect = m_rects[static_cast<std::size_t>(tile)];
  // A line of the panel's ground between tiles; where they are tiny it would leave nothing of them.
  const double gap = std::min(rect.width(), rect.height()) > 6 ? 1 : 0;
  const QRectF ground(rect.topLeft(), QSizeF(rect.width() - gap, rect.height() - gap));
  const bool unknown = std::isnan(shown.change);
  painter.fillRect(ground, unknown ? theme.colors().surface.control : theme.heat(shown.change * 100));
  if (rect.width() < kLeastWide || rect.height() < kLeastTall)
    return;
  painter.setPen(theme.colors().text.primary);
  const QFontMetrics metrics = painter.fontMetrics();
  const QRectF area = ground.adjusted(3, 1, -3, -1);
  const bool two = area.height() >= 2 * metrics.height();
  const QString label = metrics.elidedText(shown.label, Qt::ElideRight, static_cast<int>(area.width()));
  const bool named = label.size() > 2 || label == shown.label; // one letter and dots name nothing
  if (!two) {
    if (named)
      painter.drawText(area, Qt::AlignCenter | Qt::TextSingleLine, label);
    return;
  }
  const QString change = formatSignedPercent(shown.change);
  const double middle = area.center().y();
  if (named)
    painter.drawText(
        QRectF(area.left(), middle - metrics.height(), area.width(), metrics.height()), Qt::AlignCenter, label);
  if (metrics.horizontalAdvance(change) <= area.width())
    painter.drawText(QRectF(area.left(), middle, area.width(), metrics.height()), Qt::AlignCenter, change);
}

void HeatMap::paintEvent(QPaintEvent* event)
{
  QPainter painter(this);
  const Theme& theme = Theme::current();
  painter.fillRect(event->rect(), theme.colors().surface.panel);
  painter.setFont(theme.font(FontRole::Caption));
  for (int tile = 0; tile < static_cast<int>(m_rects.size()); ++tile)
    if (m_rects[static_cast<std::size_t>(tile)].intersects(event->rect()))
      paintTile(painter, tile);
  if (m_current >= 0 && static_cast<std::size_t>(m_current) < m_rects.size()) {
    const QRectF rect = m_rects[static_cast<std::size_t>(m_current)];
    painter.setPen(QPen(hasFocus() ? theme.colors().focusRing : theme.colors().accent.line, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(1, 1, -2, -2));
  }
}

void HeatMap::resizeEvent(QResizeEvent* event)
{
  QWidget::resizeEvent(event);
  arrange();
}

void HeatMap::mousePressEvent(QMouseEvent* event)
{
  m_pressed = event->position();
  choose(tileAt(event->position()));
}

void HeatMap::mouseMoveEvent(QMouseEvent* event)
{
  if ((event->buttons() & Qt::LeftButton) && m_current >= 0
      && (event->position() - m_pressed).manhattanLength() >= QApplication::startDragDistance())
    Q_EMIT dragStarted(current());
}

void HeatMap::mouseDoubleClickEvent(QMouseEvent* event)
{
  if (tileAt(event->position()) >= 0)
    Q_EMIT activated(current());
}

void HeatMap::keyPressEvent(QKeyEvent* event)
{
  switch (event->key()) {
  case Qt::Key_Left:
    choose(neighbour(-1, 0));
    return;
  case Qt::Key_Right:
    choose(neighbour(1, 0));
    return;
  case Qt::Key_Up:
    choose(neighbour(0, -1));
    return;
  case Qt::Key_Down:
    choose(neighbour(0, 1));
    return;
  case Qt::Key_Home:
    choose(m_tiles.empty() ? -1 : 0);
    return;
  case Qt::Key_End:
    choose(static_cast<int>(m_tiles.size()) - 1);
    return;
  case Qt::Key_Return:
  case Qt::Key_Enter:
    if (m_current >= 0)
      Q_EMIT activated(current());
    return;
  default:
    QWidget::keyPressEvent(event);
  }
}

void HeatMap::focusInEvent(QFocusEvent* event)
{
  QWidget::focusInEvent(event);
  update();
}

void HeatMap::focusOutEvent(QFocusEvent* event)
{
  QWidget::focusOutEvent(event);
  update();
}

bool HeatMap::event(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const int tile = tileAt(help->pos()); tile >= 0)
    QToolTip::showText(help->globalPos(), textOf(tile), this, m_rects[static_cast<std::size_t>(tile)].toRect());
  else
    QToolTip::hideText();
  return true;
}

}
