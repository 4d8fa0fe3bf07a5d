// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/live_table.h"

#include "widgets/base/flat_paint.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"
#include "widgets/table/table_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <bit>

namespace zvt::widgets {

namespace {

constexpr int kPadding = 6;

}

/// What all cells of one repaint share.
struct LiveTable::Canvas {
  QPainter& painter;
  const QRegion& region;
  bool whole; ///< the region is one rectangle: no cell needs to be asked for
  std::vector<Column> columns;
  int rowHeight;
  QFont font, strong;
  const Theme& theme;
  const ThemeTokens& tokens;
  LiveCell cell{};
  QColor pen{};

  void setPen(const QColor& color)
  {
    if (pen == color)
      return;
    pen = color;
    painter.setPen(color);
  }
};

QColor rowMarkColor(int mark)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& t = theme.colors();
  switch (mark) {
  case 1:
    return t.market.red.fill;
  case 2:
    return t.market.orange.fill;
  case 3:
    return t.state.warning.line;
  case 4:
    return t.market.green.fill;
  case 5:
    return t.market.blue.fill;
  case 6:
    return t.mode.paper.line;
  default:
    return {};
  }
}

LiveTable::LiveTable(QWidget* parent)
    : DataTable(parent)
{
  setShowGrid(false);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  measure();
  connect(&Theme::current(), &Theme::changed, this, &LiveTable::measure);
}

void LiveTable::setSource(LiveSource* source)
{
  m_source = source;
  viewport()->update();
}

void LiveTable::measure()
{
  const QFontMetricsF metrics(font());
  for (std::size_t c = 32; c < m_advances.size(); ++c)
    m_advances[c] = metrics.horizontalAdvance(QLatin1Char(static_cast<char>(c)));
  m_dashWidth = metrics.horizontalAdvance(kMissing);
  m_minusWidth = metrics.horizontalAdvance(kMinus);
  m_hanWidth = metrics.horizontalAdvance(QChar(u'万'));
  m_ascent = metrics.ascent();
  m_height = metrics.ascent() + metrics.descent();
  viewport()->update();
}

qreal LiveTable::widthOf(QStringView text) const
{
  qreal width = 0;
  for (const QChar c : text)
    width += c.unicode() < 128 ? m_advances[c.unicode()]
        : c == kMinus          ? m_minusWidth
        : c == kMissing        ? m_dashWidth
                               : m_hanWidth;
  return width;
}

void LiveTable::changeEvent(QEvent* event)
{
  DataTable::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
    measure();
}

bool LiveTable::isHeading(int row) const
{
  LiveRow shape;
  if (m_source != nullptr && row >= 0)
    m_source->liveRow(row, shape);
  return shape.heading;
}

int LiveTable::firstVisibleRow() const
{
  return std::max(0, rowAt(0));
}

int LiveTable::lastVisibleRow() const
{
  const int rows = model() ? model()->rowCount() : 0;
  const int last = rowAt(viewport()->height() - 1);
  return last < 0 ? rows - 1 : last;
}

std::vector<LiveTable::Column> LiveTable::visibleColumns() const
{
  std::vector<Column> columns;
  const QHeaderView* header = horizontalHeader();
  for (int visual = 0; visual < header->count(); ++visual) {
    const int logical = header->logicalIndex(visual);
    if (header->isSectionHidden(logical))
      continue;
    const Column column{logical, columnViewportPosition(logical), columnWidth(logical)};
    if (column.left + column.width > 0 && column.left < viewport()->width())
      columns.push_back(column);
  }
  return columns;
}

void LiveTable::showChanges()
{
  if (m_source == nullptr || model() == nullptr || !isVisible()) {
    if (m_source != nullptr)
      m_source->takeChanges();
    return;
  }
  const std::vector<Column> columns = visibleColumns();
  const int first = firstVisibleRow(), last = lastVisibleRow();
  QRegion region;
  std::size_t changed = 0;
  for (int row = first; row <= last; ++row) {
    const std::uint64_t bits = m_source->changedColumns(row);
    if (bits == 0)
      continue;
    const int top = rowViewportPosition(row), height = rowHeight(row);
    for (const Column& column : columns)
      if ((bits >> std::min(column.logical, 63)) & 1U) {
        // A repaint of many small pieces costs more than a whole one.
        if (++changed > 64)
          break;
        region += QRect(column.left, top, column.width, height);
      }
    if (changed > 64)
      break;
  }
  m_source->takeChanges();
  if (changed > 64)
    viewport()->update();
  else if (changed > 0)
    viewport()->update(region);
}

void LiveTable::paintEvent(QPaintEvent* event)
{
  if (m_source == nullptr || model() == nullptr)
    return;
  QPainter painter(viewport());
  const Theme& theme = Theme::current();
  QFont strong = font();
  strong.setWeight(QFont::DemiBold);
  const QRegion region = event->region();
  Canvas canvas{painter, region, region.rectCount() == 1, visibleColumns(), verticalHeader()->defaultSectionSize(),
      font(), strong, theme, theme.colors()};
  painter.setFont(font());
  const QRect bounds = region.boundingRect();
  const int rows = model()->rowCount();
  const int first = rowAt(std::max(0, bounds.top()));
  for (int row = std::max(0, first); row < rows; ++row) {
    const int top = rowViewportPosition(row);
    if (top > bounds.bottom())
      break;
    if (canvas.whole || region.intersects(QRect(0, top, viewport()->width(), canvas.rowHeight)))
      paintRow(canvas, row, top);
  }
  if (m_dropRow >= 0) {
    const int y = m_dropRow < rows ? rowViewportPosition(m_dropRow) : rowViewportPosition(rows - 1) + canvas.rowHeight;
    painter.fillRect(QRect(0, std::max(0, y - 1), viewport()->width(), 2), canvas.tokens.accent.line);
  }
}

void LiveTable::paintRow(Canvas& canvas, int row, int top)
{
  const QRect line(0, top, viewport()->width(), canvas.rowHeight);
  LiveRow shape;
  m_source->liveRow(row, shape);
  const bool selected = selectionModel() && selectionModel()->isRowSelected(row);
  if (shape.heading) {
    paintHeading(canvas, shape, line, selected);
    return;
  }
  const ThemeTokens& t = canvas.tokens;
  if (selected)
    canvas.painter.fillRect(line, hasFocus() || isActiveWindow() ? t.surface.selection : t.surface.selectionInactive);
  else if (hoveredRow() == row)
    canvas.painter.fillRect(line, t.surface.rowHover);
  for (const Column& column : canvas.columns) {
    const QRect rect(column.left, top, column.width, canvas.rowHeight);
    if (!canvas.whole && !canvas.region.intersects(rect))
      continue;
    canvas.cell = LiveCell{};
    m_source->liveCell(row, column.logical, canvas.cell);
    if (canvas.cell.flash != 0 && !selected)
      canvas.painter.fillRect(rect, (canvas.cell.flash > 0 ? canvas.theme.up() : canvas.theme.down()).tint);
    paintCell(canvas, rect);
    ++m_paintedCells;
  }
  canvas.painter.fillRect(QRect(0, line.bottom(), line.width(), 1), t.line.hair);
  if (const QColor mark = rowMarkColor(shape.mark); mark.isValid())
    canvas.painter.fillRect(QRect(0, top, 3, canvas.rowHeight - 1), mark);
  if (selected)
    canvas.painter.fillRect(QRect(0, top, 2, canvas.rowHeight), isActiveWindow() ? t.accent.line : t.line.control);
}

void LiveTable::paintHeading(Canvas& canvas, const LiveRow& shape, const QRect& rect, bool selected) const
{
  const ThemeTokens& t = canvas.tokens;
  QPainter& painter = canvas.painter;
  painter.fillRect(
      rect, selected ? (isActiveWindow() ? t.surface.selection : t.surface.selectionInactive) : t.surface.bar);
  if (selected)
    painter.fillRect(QRect(0, rect.top(), 2, rect.height()), t.accent.line);
  drawIcon(painter, QRectF(kPadding, rect.center().y() - 6, 14, 14),
      shape.collapsed ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"), t.text.secondary);
  painter.setFont(canvas.strong);
  canvas.setPen(t.text.primary);
  const int left = kPadding + 20;
  const QString title = QFontMetrics(canvas.strong).elidedText(*shape.title, Qt::ElideRight, rect.width() - left - 40);
  const qreal baseline = rect.top() + (rect.height() - m_height) / 2 + m_ascent;
  painter.drawText(QPointF(left, baseline), title);
  const qreal end = left + QFontMetricsF(canvas.strong).horizontalAdvance(title) + 8;
  painter.setFont(canvas.font);
  canvas.setPen(t.text.muted);
  painter.drawText(QPointF(end, baseline), QString::number(shape.count));
  painter.fillRect(QRect(0, rect.bottom(), rect.width(), 1), t.line.hair);
}

void LiveTable::paintCell(Canvas& canvas, const QRect& rect) const
{
  const LiveCell& cell = canvas.cell;
  if (!cell.line.empty()) {
    paintLine(canvas, rect);
    return;
  }
  if (cell.words != nullptr || !cell.right) {
    paintWords(canvas, rect.adjusted(kPadding, 0, -kPadding, 0));
    return;
  }
  const QStringView text = cell.number.view();
  if (text.isEmpty())
    return;
  const qreal baseline = rect.top() + (rect.height() - m_height) / 2 + m_ascent;
  const QString shown = QString::fromRawData(text.data(), text.size());
  if (cell.limit != 0 && !cell.stale) {
    const MarketColors& hue = cell.limit > 0 ? canvas.theme.up() : canvas.theme.down();
    canvas.painter.setFont(canvas.strong);
    const qreal width = QFontMetricsF(canvas.strong).horizontalAdvance(shown);
    const QRectF ground(rect.right() - width - 10, rect.top() + 2, width + 10, rect.height() - 5);
    flat::box(canvas.painter, ground.toRect(), hue.button, {});
    canvas.setPen(hue.onButton);
    canvas.painter.drawText(QPointF(rect.right() - 5 - width, baseline), shown);
    canvas.painter.setFont(canvas.font);
    return;
  }
  canvas.setPen(cell.stale ? canvas.tokens.text.muted : toneColor(cell.tone));
  canvas.painter.drawText(QPointF(rect.right() + 1 - kPadding - widthOf(text), baseline), shown);
}

void LiveTable::paintWords(Canvas& canvas, QRect rect) const
{
  const LiveCell& cell = canvas.cell;
  const QColor color = cell.stale ? canvas.tokens.text.muted : toneColor(cell.tone);
  const auto takeRight = [&](const QString& icon) {
    drawIcon(canvas.painter, QRectF(rect.right() - 11, rect.center().y() - 5, 12, 12), icon, canvas.tokens.text.muted);
    rect.adjust(0, 0, -15, 0);
  };
  if (cell.clock)
    takeRight(QStringLiteral("clock"));
  if (cell.note)
    takeRight(QStringLiteral("text"));
  const QStringView text = cell.text();
  const QString whole = QString::fromRawData(text.data(), text.size());
  // Two thirds of the names fit by far: measuring them exactly would cost more than drawing them.
  const bool fits = static_cast<qreal>(text.size()) * m_hanWidth <= rect.width();
  const QString shown =
      fits ? whole : QFontMetrics(canvas.font).elidedText(whole, Qt::ElideRight, std::max(0, rect.width()));
  canvas.setPen(color);
  const qreal baseline = rect.top() + (rect.height() - m_height) / 2 + m_ascent;
  const qreal left = cell.right ? rect.right() + 1 - QFontMetricsF(canvas.font).horizontalAdvance(shown) : rect.left();
  canvas.painter.drawText(QPointF(left, baseline), shown);
}

void LiveTable::paintLine(Canvas& canvas, const QRect& rect) const
{
  const LiveCell& cell = canvas.cell;
  const QRectF area = QRectF(rect).adjusted(kPadding, 4, -kPadding, -5);
  const auto [low, high] = std::minmax_element(cell.line.begin(), cell.line.end());
  const float bottom = std::min(*low, cell.base), top = std::max(*high, cell.base);
  const qreal span = top > bottom ? top - bottom : 1;
  const auto y = [&](float value) { return area.bottom() - (value - bottom) / span * area.height(); };
  const qreal step = cell.line.size() > 1 ? area.width() / static_cast<qreal>(cell.line.size() - 1) : 0;
  canvas.painter.setPen(QPen(canvas.tokens.line.panel, 1, Qt::DotLine));
  canvas.painter.drawLine(QPointF(area.left(), y(cell.base)), QPointF(area.right(), y(cell.base)));
  const float change = cell.line.back() - cell.base;
  const QColor color = cell.stale ? canvas.tokens.text.muted : canvas.theme.forChange(static_cast<double>(change)).fill;
  canvas.painter.setPen(QPen(color, 1.2));
  canvas.pen = QColor();
  // More points than pixels say nothing more.
  std::array<QPointF, 128> points;
  const std::size_t count = std::min(points.size(), cell.line.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = count == cell.line.size() ? i : i * (cell.line.size() - 1) / (count - 1);
    points[i] = {area.left() + step * static_cast<qreal>(at), y(cell.line[at])};
  }
  canvas.painter.setRenderHint(QPainter::Antialiasing);
  canvas.painter.drawPolyline(points.data(), static_cast<int>(count));
  canvas.painter.setRenderHint(QPainter::Antialiasing, false);
}

void LiveTable::setDropRow(int row)
{
  if (std::exchange(m_dropRow, row) != row)
    viewport()->update();
}

int LiveTable::dropRowAt(int y) const
{
  const int rows = model() ? model()->rowCount() : 0;
  const int row = rowAt(y);
  if (row < 0)
    return rows;
  return y < rowViewportPosition(row) + rowHeight(row) / 2 ? row : row + 1;
}

void LiveTable::mousePressEvent(QMouseEvent* event)
{
  const int row = rowAt(event->position().toPoint().y());
  DataTable::mousePressEvent(event);
  if (event->button() == Qt::LeftButton && event->position().x() < kPadding + 20 && isHeading(row))
    Q_EMIT headingToggled(row);
}

void LiveTable::keyPressEvent(QKeyEvent* event)
{
  const int row = currentIndex().row();
  if (event->modifiers() == Qt::NoModifier && isHeading(row)) {
    LiveRow shape;
    m_source->liveRow(row, shape);
    const bool fold = event->key() == Qt::Key_Space || (event->key() == Qt::Key_Left && !shape.collapsed)
        || (event->key() == Qt::Key_Right && shape.collapsed);
    if (fold) {
      Q_EMIT headingToggled(row);
      return;
    }
  }
  DataTable::keyPressEvent(event);
}

}
