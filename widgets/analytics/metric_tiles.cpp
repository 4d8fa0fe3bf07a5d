// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/metric_tiles.h"

#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace zvt::widgets {

namespace {

constexpr int kMostColumns = 10;
constexpr int kTileHeight = 62;
constexpr int kNarrowestTile = 112;
constexpr int kWidestTile = 190; ///< what needs more is cut, and said whole by the tooltip
constexpr int kPadding = 10, kRightPadding = 6;

}

MetricTiles::MetricTiles(QWidget* parent)
    : QWidget(parent)
{
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  measure();
  connect(&Theme::current(), &Theme::changed, this, [this] {
    measure();
    updateGeometry();
    update();
  });
}

void MetricTiles::setTiles(std::vector<MetricTile> tiles)
{
  m_tiles = std::move(tiles);
  measure();
  QStringList spoken;
  for (const MetricTile& tile : m_tiles)
    spoken << QString(tile.label + u' ' + tile.value);
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
  updateGeometry();
  update();
}

/// As wide as the longest of the texts, so that none is cut.
void MetricTiles::measure()
{
  const QFontMetrics small(Theme::current().font(FontRole::Caption));
  const QFontMetrics large(Theme::current().font(FontRole::Title, true));
  int widest = 0;
  for (const MetricTile& tile : m_tiles)
    widest = std::max({widest, small.horizontalAdvance(tile.label), small.horizontalAdvance(tile.note),
        large.horizontalAdvance(tile.value)});
  m_tileWidth = std::clamp(widest + kPadding + kRightPadding + 2, kNarrowestTile, kWidestTile);
}

int MetricTiles::columns(int width) const
{
  const int count = std::max(1, static_cast<int>(m_tiles.size()));
  const int most = std::clamp(width / m_tileWidth, 2, kMostColumns);
  // Full rows look calmer: two rows of seven rather than ten and four.
  const int rows = (count + most - 1) / most;
  return std::min(count, (count + rows - 1) / rows);
}

int MetricTiles::heightForWidth(int width) const
{
  const int columnCount = columns(width);
  return (static_cast<int>(m_tiles.size()) + columnCount - 1) / columnCount * kTileHeight + 1;
}

QSize MetricTiles::sizeHint() const
{
  return {m_tileWidth * kMostColumns, heightForWidth(width())};
}

QSize MetricTiles::minimumSizeHint() const
{
  return {kNarrowestTile * 2, heightForWidth(width())};
}

void MetricTiles::resizeEvent(QResizeEvent* event)
{
  if (event->oldSize().width() != width())
    updateGeometry();
  QWidget::resizeEvent(event);
}

QRect MetricTiles::tileRect(int index) const
{
  const int columnCount = columns(width());
  const int column = index % columnCount, row = index / columnCount;
  const int left = width() * column / columnCount, right = width() * (column + 1) / columnCount;
  return {left, row * kTileHeight, right - left, kTileHeight};
}

void MetricTiles::paintEvent(QPaintEvent*)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  QPainter painter(this);
  painter.fillRect(rect(), colors.surface.panel);
  const auto text = [&](const QRect& row, const QFont& font, const QColor& color, const QString& what) {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(
        row, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(what, Qt::ElideRight, row.width()));
  };
  for (int i = 0; i < static_cast<int>(m_tiles.size()); ++i) {
    const MetricTile& tile = m_tiles[static_cast<std::size_t>(i)];
    const QRect box = tileRect(i);
    painter.setPen(colors.line.hair);
    painter.drawLine(box.right(), box.top(), box.right(), box.bottom());
    painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom());
    const QRect inner = box.adjusted(kPadding, 5, -kRightPadding, 0);
    const QColor value = tile.sign > 0 ? theme.up().text
        : tile.sign < 0                ? theme.down().text
        : tile.value == kMissing       ? colors.text.muted
                                       : colors.text.primary;
    text(QRect(inner.left(), inner.top(), inner.width(), 16), theme.font(FontRole::Caption), colors.text.secondary,
        tile.label);
    text(
        QRect(inner.left(), inner.top() + 16, inner.width(), 20), theme.font(FontRole::Title, true), value, tile.value);
    text(QRect(inner.left(), inner.top() + 36, inner.width(), 16), theme.font(FontRole::Caption), colors.text.muted,
        tile.note);
  }
}

bool MetricTiles::event(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (int i = 0; i < static_cast<int>(m_tiles.size()); ++i)
    if (tileRect(i).contains(help->pos())) {
      const MetricTile& tile = m_tiles[static_cast<std::size_t>(i)];
      QToolTip::showText(help->globalPos(),
          tile.toolTip.isEmpty() ? QStringLiteral("%1: %2\n%3").arg(tile.label, tile.value, tile.note).trimmed()
                                 : tile.toolTip,
          this);
      return true;
    }
  QToolTip::hideText();
  return true;
}

}
