// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/matrix_map.h"

#include "widgets/analytics/chart_cursor.h"
#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::widgets {

namespace {

constexpr double kMargin = 12;
constexpr double kHeader = 26;
constexpr double kWidest = 112;
constexpr double kHighest = 44;
constexpr double kNames = 220; ///< at most, of the names at the left
/// Steps of the heat colours are at ±1, ±3 and ±6.
constexpr double kToHeat = 10;
constexpr double kFaintest = 0.08, kDeepest = 0.6; ///< shares of the accent in a ramp of one hue
constexpr int kLegendSteps = 6;
constexpr double kLegendStep = 20;
constexpr double kLegend = 24; ///< room under the grid
constexpr double kStrongest = 7; ///< heat of the ends of a grid's range

}

MatrixMap::MatrixMap(QWidget* parent)
    : QWidget(parent)
{
  setAttribute(Qt::WA_OpaquePaintEvent);
  setFocusPolicy(Qt::StrongFocus);
  connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MatrixMap::setMatrix(QStringList names, std::vector<std::vector<std::optional<double>>> values)
{
  m_grid = {names, names, {}, {}, std::move(values), [](double value) { return formatSigned(value, 2); }};
  m_isSquare = true;
  m_isRamp = false;
  m_middle = 0;
  m_scale = kToHeat;
  setCursorAt(-1);
}

void MatrixMap::setGrid(MatrixGrid grid)
{
  m_grid = std::move(grid);
  m_isSquare = false;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const auto& row : m_grid.values)
    for (const std::optional<double>& value : row)
      if (value) {
        low = std::min(low, *value);
        high = std::max(high, *value);
      }
  m_isRamp = low <= high && !(low < 0 && high > 0);
  m_low = low;
  m_high = high;
  const double reach = std::max(high, -low);
  m_middle = 0;
  m_scale = reach > 0 ? kStrongest / reach : 0;
  setCursorAt(-1);
}

std::optional<std::pair<std::size_t, std::size_t>> MatrixMap::cursor() const
{
  if (m_cursor < 0)
    return {};
  const auto cell = static_cast<std::size_t>(m_cursor);
  const auto columns = static_cast<std::size_t>(m_grid.columns.size());
  return std::pair{cell / columns, cell % columns};
}

void MatrixMap::setCursor(std::optional<std::pair<std::size_t, std::size_t>> cell)
{
  const auto columns = static_cast<std::size_t>(m_grid.columns.size());
  setCursorAt(cell && cell->first < m_grid.values.size() && cell->second < columns
          ? static_cast<int>(cell->first * columns + cell->second)
          : -1);
}

QString MatrixMap::pairText(std::size_t row, std::size_t column) const
{
  const auto named = [](const QString& name, const QString& value) {
    return name.isEmpty() ? value : QString(name + u' ' + value);
  };
  return QStringLiteral("%1 × %2  %3")
      .arg(named(m_grid.rowName, m_grid.rows[static_cast<qsizetype>(row)]),
          named(m_grid.columnName, m_grid.columns[static_cast<qsizetype>(column)]), cellText(row, column));
}

void MatrixMap::setCursorAt(int cell)
{
  m_cursor = cell;
  update();
  if (const auto at = cursor()) {
    setAccessibleDescription(pairText(at->first, at->second));
    return;
  }
  QStringList spoken;
  for (std::size_t a = 0; a < m_grid.values.size(); ++a)
    for (std::size_t b = 0; b < (m_isSquare ? a : m_grid.values[a].size()); ++b)
      spoken << QStringLiteral("%1, %2: %3")
                    .arg(m_grid.rows[static_cast<qsizetype>(a)], m_grid.columns[static_cast<qsizetype>(b)],
                        cellText(a, b));
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
}

QString MatrixMap::cellText(std::size_t row, std::size_t column) const
{
  const std::optional<double>& value = m_grid.values[row][column];
  return value ? m_grid.text(*value) : QString(kMissing);
}

double MatrixMap::nameWidth() const
{
  const QFontMetrics metrics(Theme::current().font(FontRole::Caption));
  double widest = metrics.horizontalAdvance(m_grid.rowName);
  for (const QString& name : m_grid.rows)
    widest = std::max(widest, static_cast<double>(metrics.horizontalAdvance(name)));
  return std::min({widest + 10, kNames, width() * 0.3});
}

QRectF MatrixMap::cellRect(std::size_t row, std::size_t column) const
{
  const auto rows = static_cast<double>(std::max<std::size_t>(1, m_grid.values.size()));
  const auto columns = static_cast<double>(std::max<qsizetype>(1, m_grid.columns.size()));
  const double left = kMargin + nameWidth();
  const double top = kMargin + kHeader * (m_grid.columnName.isEmpty() ? 1 : 2);
  const double cellWidth = std::clamp((width() - left - kMargin) / columns, 8.0, kWidest);
  const double cellHeight = std::clamp((height() - top - kMargin - (m_isRamp ? kLegend : 0)) / rows, 8.0, kHighest);
  const double x = std::round(left + cellWidth * static_cast<double>(column));
  const double y = std::round(top + cellHeight * static_cast<double>(row));
  return {x, y, std::round(left + cellWidth * static_cast<double>(column + 1)) - x - 1,
      std::round(top + cellHeight * static_cast<double>(row + 1)) - y - 1};
}

bool MatrixMap::isMuted(std::size_t row, std::size_t column) const
{
  return (m_isSquare && row == column) || !m_grid.values[row][column];
}

QColor MatrixMap::groundOf(std::size_t row, std::size_t column) const
{
  const Theme& theme = Theme::current();
  if (isMuted(row, column))
    return theme.colors().surface.bar;
  const double value = *m_grid.values[row][column];
  if (m_isRamp) // one value alone is neither high nor low
    return rampAt(m_high > m_low ? (value - m_low) / (m_high - m_low) : 0.5);
  return theme.heat((value - m_middle) * m_scale);
}

/// From nearly the panel's ground to a good part of the accent, on which the words can be read yet.
QColor MatrixMap::rampAt(double part) const
{
  const ThemeTokens& colors = Theme::current().colors();
  const QColor &ground = colors.surface.panel, &full = colors.accent.fill;
  const double share = kFaintest + (kDeepest - kFaintest) * part;
  const auto mix = [share](int from, int to) { return from + static_cast<int>(std::lround((to - from) * share)); };
  return {mix(ground.red(), full.red()), mix(ground.green(), full.green()), mix(ground.blue(), full.blue())};
}

/// "1.16 ▁▂▃▄ 1.77" under the grid.
void MatrixMap::paintLegend(QPainter& painter) const
{
  if (!m_isRamp || m_grid.values.empty() || m_grid.columns.isEmpty())
    return;
  const QRectF last = cellRect(m_grid.values.size() - 1, 0);
  const QFontMetrics metrics = painter.fontMetrics();
  const double top = last.bottom() + 8, high = metrics.height();
  if (top + high > height())
    return;
  const QString low = m_grid.text(m_low), most = m_grid.text(m_high);
  double x = last.left();
  painter.setPen(Theme::current().colors().text.muted);
  painter.drawText(QPointF(x, top + metrics.ascent()), low);
  x += metrics.horizontalAdvance(low) + 6;
  for (int step = 0; step < kLegendSteps; ++step, x += kLegendStep)
    painter.fillRect(QRectF(x, top + 2, kLegendStep - 1, high - 4), rampAt(step / (kLegendSteps - 1.0)));
  painter.drawText(QPointF(x + 6, top + metrics.ascent()), most);
}

/// The names over the columns, and what rows and columns are values of.
void MatrixMap::paintHead(QPainter& painter) const
{
  const ThemeTokens& colors = Theme::current().colors();
  const QFontMetrics metrics = painter.fontMetrics();
  const double below = cellRect(0, 0).top() - kHeader;
  if (!m_grid.columnName.isEmpty()) {
    painter.setPen(colors.text.muted);
    painter.drawText(QRectF(kMargin, below, nameWidth() - 8, kHeader - 4), Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(m_grid.rowName, Qt::ElideRight, static_cast<int>(nameWidth() - 8)));
    painter.drawText(QRectF(cellRect(0, 0).left(), kMargin, width() - cellRect(0, 0).left(), kHeader - 4),
        Qt::AlignLeft | Qt::AlignVCenter, m_grid.columnName);
  }
  painter.setPen(colors.text.secondary);
  for (qsizetype i = 0; i < m_grid.columns.size(); ++i) {
    const QRectF cell = cellRect(0, static_cast<std::size_t>(i));
    painter.drawText(QRectF(cell.left(), below, cell.width(), kHeader - 4), Qt::AlignCenter,
        metrics.elidedText(m_grid.columns[i], Qt::ElideRight, static_cast<int>(cell.width())));
  }
}

void MatrixMap::paintEvent(QPaintEvent*)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  QPainter painter(this);
  painter.fillRect(rect(), colors.surface.panel);
  painter.setFont(theme.font(FontRole::Caption));
  const QFontMetrics metrics = painter.fontMetrics();
  if (!m_grid.values.empty())
    paintHead(painter);
  for (std::size_t i = 0; i < m_grid.values.size(); ++i) {
    const QRectF first = cellRect(i, 0);
    painter.setPen(colors.text.secondary);
    const QRectF before(kMargin, first.top(), nameWidth() - 8, first.height());
    painter.drawText(before, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(m_grid.rows[static_cast<qsizetype>(i)], Qt::ElideRight, static_cast<int>(before.width())));
    for (std::size_t j = 0; j < m_grid.values[i].size(); ++j) {
      const QRectF place = cellRect(i, j);
      painter.fillRect(place, groundOf(i, j));
      painter.setPen(isMuted(i, j) ? colors.text.muted : colors.text.primary);
      if (metrics.horizontalAdvance(cellText(i, j)) < place.width())
        painter.drawText(place, Qt::AlignCenter, cellText(i, j));
    }
  }
  paintLegend(painter);
  paintCursor(painter);
}

void MatrixMap::paintCursor(QPainter& painter) const
{
  const ThemeTokens& colors = Theme::current().colors();
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colors.focusRing, 2));
  if (hasFocus())
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  const auto at = cursor();
  if (!at)
    return;
  const QRectF cell = cellRect(at->first, at->second);
  painter.drawRect(cell.adjusted(1, 1, -1, -1));
  const QStringList lines{m_grid.rows[static_cast<qsizetype>(at->first)],
      m_grid.columns[static_cast<qsizetype>(at->second)] + u'\t' + cellText(at->first, at->second)};
  paintValueBox(painter, cell.left(), cell.bottom() + 44 < height() ? cell.bottom() : cell.top() - 46, lines);
}

void MatrixMap::keyPressEvent(QKeyEvent* event)
{
  const int columns = static_cast<int>(m_grid.columns.size());
  const int last = static_cast<int>(m_grid.values.size()) * columns - 1;
  if (last >= 0 && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
    const int next = (m_cursor < 0 ? last : m_cursor) + (event->key() == Qt::Key_Up ? -columns : columns);
    if (next >= 0 && next <= last)
      tell(next);
    return;
  }
  const auto at = cursor();
  if (at && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
    Q_EMIT activated(at->first, at->second);
    return;
  }
  const auto next = last >= 0 ? cursorAfter(event->key(), m_cursor, last) : std::nullopt;
  if (next)
    tell(*next);
  else
    QWidget::keyPressEvent(event);
}

void MatrixMap::tell(int cell)
{
  setCursorAt(cell);
  if (const auto at = cursor())
    Q_EMIT chosen(at->first, at->second);
}

std::optional<std::pair<std::size_t, std::size_t>> MatrixMap::cellAt(const QPointF& place) const
{
  for (std::size_t i = 0; i < m_grid.values.size(); ++i)
    for (std::size_t j = 0; j < m_grid.values[i].size(); ++j)
      if (cellRect(i, j).contains(place))
        return std::pair{i, j};
  return {};
}

void MatrixMap::mousePressEvent(QMouseEvent* event)
{
  const auto cell = cellAt(event->position());
  if (cell && event->button() == Qt::LeftButton)
    tell(static_cast<int>(cell->first) * static_cast<int>(m_grid.columns.size()) + static_cast<int>(cell->second));
  QWidget::mousePressEvent(event);
}

void MatrixMap::mouseDoubleClickEvent(QMouseEvent* event)
{
  if (const auto cell = cellAt(event->position()))
    Q_EMIT activated(cell->first, cell->second);
}

void MatrixMap::focusOutEvent(QFocusEvent* event)
{
  setCursorAt(-1);
  QWidget::focusOutEvent(event);
}

bool MatrixMap::event(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const auto cell = cellAt(help->pos())) {
    QToolTip::showText(help->globalPos(), pairText(cell->first, cell->second), this);
    return true;
  }
  QToolTip::hideText();
  return true;
}

}
