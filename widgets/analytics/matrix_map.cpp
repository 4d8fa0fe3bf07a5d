// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/matrix_map.h"

#include "widgets/base/theme.h"

#include <QHelpEvent>
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
  connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MatrixMap::setMatrix(QStringList names, std::vector<std::vector<std::optional<double>>> values)
{
  m_names = std::move(names);
  m_values = std::move(values);
  QStringList spoken;
  for (std::size_t a = 0; a < m_values.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      spoken << QStringLiteral("%1, %2: %3")
                    .arg(m_names[static_cast<qsizetype>(a)], m_names[static_cast<qsizetype>(b)], cellText(a, b));
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
  update();
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
}

bool MatrixMap::event(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (std::size_t i = 0; i < m_values.size(); ++i)
    for (std::size_t j = 0; j < m_values[i].size(); ++j)
      if (cellRect(i, j).contains(help->pos())) {
        QToolTip::showText(help->globalPos(),
            QStringLiteral("%1 × %2  %3")
                .arg(m_names[static_cast<qsizetype>(i)], m_names[static_cast<qsizetype>(j)], cellText(i, j)),
            this);
        return true;
      }
  QToolTip::hideText();
  return true;
}

}
