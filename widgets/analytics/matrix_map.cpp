// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/matrix_map.h"

#include "widgets/analytics/chart_cursor.h"
#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kMargin = 12;
constexpr double kHeader = 26;
constexpr double kWidest = 112;
constexpr double kHighest = 44;
constexpr double kNames = 220; ///< at most, of the names at the left
/// Steps of the heat colours are at ±1, ±3 and ±6.
constexpr double kToHeat = 10;

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
  m_names = std::move(names);
  m_values = std::move(values);
  setCursorAt(-1);
}

std::optional<std::pair<std::size_t, std::size_t>> MatrixMap::cursor() const
{
  if (m_cursor < 0)
    return {};
  const auto cell = static_cast<std::size_t>(m_cursor);
  return std::pair{cell / m_values.size(), cell % m_values.size()};
}

QString MatrixMap::pairText(std::size_t row, std::size_t column) const
{
  return QStringLiteral("%1 × %2  %3")
      .arg(m_names[static_cast<qsizetype>(row)], m_names[static_cast<qsizetype>(column)], cellText(row, column));
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
  for (std::size_t a = 0; a < m_values.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      spoken << QStringLiteral("%1, %2: %3")
                    .arg(m_names[static_cast<qsizetype>(a)], m_names[static_cast<qsizetype>(b)], cellText(a, b));
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
}

QString MatrixMap::cellText(std::size_t row, std::size_t column) const
{
  const std::optional<double>& value = m_values[row][column];
  return value ? formatSigned(*value, 2) : QString(kMissing);
}

double MatrixMap::nameWidth() const
{
  const QFontMetrics metrics(Theme::current().font(FontRole::Caption));
  double widest = 0;
  for (const QString& name : m_names)
    widest = std::max(widest, static_cast<double>(metrics.horizontalAdvance(name)));
  return std::min({widest + 10, kNames, width() * 0.3});
}

QRectF MatrixMap::cellRect(std::size_t row, std::size_t column) const
{
  const auto count = static_cast<double>(std::max<std::size_t>(1, m_values.size()));
  const double left = kMargin + nameWidth();
  const double top = kMargin + kHeader;
  const double cellWidth = std::clamp((width() - left - kMargin) / count, 8.0, kWidest);
  const double cellHeight = std::clamp((height() - top - kMargin) / count, 8.0, kHighest);
  const double x = std::round(left + cellWidth * static_cast<double>(column));
  const double y = std::round(top + cellHeight * static_cast<double>(row));
  return {x, y, std::round(left + cellWidth * static_cast<double>(column + 1)) - x - 1,
      std::round(top + cellHeight * static_cast<double>(row + 1)) - y - 1};
}

void MatrixMap::paintEvent(QPaintEvent*)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  QPainter painter(this);
  painter.fillRect(rect(), colors.surface.panel);
  painter.setFont(theme.font(FontRole::Caption));
  const QFontMetrics metrics = painter.fontMetrics();
  for (std::size_t i = 0; i < m_values.size(); ++i) {
    const QString& name = m_names[static_cast<qsizetype>(i)];
    const QRectF cell = cellRect(i, i);
    painter.setPen(colors.text.secondary);
    const QRectF before(kMargin, cell.top(), nameWidth() - 8, cell.height());
    painter.drawText(before, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(name, Qt::ElideRight, static_cast<int>(before.width())));
    painter.drawText(QRectF(cell.left(), kMargin, cell.width(), kHeader - 4), Qt::AlignCenter,
        metrics.elidedText(name, Qt::ElideRight, static_cast<int>(cell.width())));
    for (std::size_t j = 0; j < m_values[i].size(); ++j) {
      const QRectF place = cellRect(i, j);
      const std::optional<double>& value = m_values[i][j];
      if (i == j || !value)
        painter.fillRect(place, colors.surface.bar);
      else
        painter.fillRect(place, theme.heat(*value * kToHeat));
      painter.setPen(value && i != j ? colors.text.primary : colors.text.muted);
      if (metrics.horizontalAdvance(cellText(i, j)) < place.width())
        painter.drawText(place, Qt::AlignCenter, cellText(i, j));
    }
  }
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
  const QStringList lines{m_names[static_cast<qsizetype>(at->first)],
      m_names[static_cast<qsizetype>(at->second)] + u'\t' + cellText(at->first, at->second)};
  paintValueBox(painter, cell.left(), cell.bottom() + 44 < height() ? cell.bottom() : cell.top() - 46, lines);
}

void MatrixMap::keyPressEvent(QKeyEvent* event)
{
  const int side = static_cast<int>(m_values.size());
  const int last = side * side - 1;
  if (side > 0 && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
    const int next = (m_cursor < 0 ? last : m_cursor) + (event->key() == Qt::Key_Up ? -side : side);
    if (next >= 0 && next <= last)
      setCursorAt(next);
    return;
  }
  const auto next = side > 0 ? cursorAfter(event->key(), m_cursor, last) : std::nullopt;
  if (next)
    setCursorAt(*next);
  else
    QWidget::keyPressEvent(event);
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
  for (std::size_t i = 0; i < m_values.size(); ++i)
    for (std::size_t j = 0; j < m_values[i].size(); ++j)
      if (cellRect(i, j).contains(help->pos())) {
        QToolTip::showText(help->globalPos(), pairText(i, j), this);
        return true;
      }
  QToolTip::hideText();
  return true;
}

}
