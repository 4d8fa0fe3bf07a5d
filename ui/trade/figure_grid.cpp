// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/figure_grid.h"

#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace zvt::ui {

namespace {
constexpr int kLine = 18;
constexpr int kOverLine = 34;
constexpr int kGap = 10;
constexpr int kLabelGap = 6;
}

FigureGrid::FigureGrid(Style style, int columns, QWidget* parent)
    : QWidget(parent)
    , m_style(style)
    , m_most(columns)
    , m_columns(columns)
{
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum); // fixed would be at most the hint
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  placeColumns();
}

void FigureGrid::setFigures(std::vector<Figure> figures)
{
  const int before = heightForWidth(width());
  m_figures = std::move(figures);
  QStringList words;
  for (const Figure& figure : m_figures)
    words << figure.label + QStringLiteral(" ") + figure.value;
  setAccessibleName(words.join(QStringLiteral(", ")));
  if (heightForWidth(width()) != before)
    updateGeometry();
  placeColumns();
  update();
}

int FigureGrid::lines(int columns) const
{
  return (static_cast<int>(m_figures.size()) + columns - 1) / columns;
}

QSize FigureGrid::sizeHint() const
{
  return {300, std::max(1, lines(m_most)) * (m_style == Style::Beside ? kLine : kOverLine)};
}

int FigureGrid::heightForWidth(int width) const
{
  return std::max(1, lines(columnsFor(width))) * (m_style == Style::Beside ? kLine : kOverLine);
}

int FigureGrid::columnOf(int index, int columns) const
{
  return m_style == Style::Beside ? index / std::max(1, lines(columns)) : index % columns;
}

int FigureGrid::widthOf(const Figure& figure) const
{
  const widgets::Theme& theme = widgets::Theme::current();
  const int label = QFontMetrics(theme.font(widgets::FontRole::Caption)).horizontalAdvance(figure.label);
  const int value = QFontMetrics(theme.font(widgets::FontRole::Body, true)).horizontalAdvance(figure.value);
  return m_style == Style::Beside ? label + kLabelGap + value : std::max(label, value);
}

std::vector<int> FigureGrid::wantedWidths(int columns) const
{
  std::vector<int> widths(static_cast<std::size_t>(columns), 0);
  for (int i = 0; i < static_cast<int>(m_figures.size()); ++i) {
    int& width = widths[static_cast<std::size_t>(columnOf(i, columns))];
    width = std::max(width, kGap + widthOf(m_figures[static_cast<std::size_t>(i)]));
  }
  return widths;
}

int FigureGrid::columnsFor(int width) const
{
  for (int columns = m_most; columns > 1; --columns) {
    const std::vector<int> widths = wantedWidths(columns);
    if (std::accumulate(widths.begin(), widths.end(), 0) <= width + kGap)
      return columns;
  }
  return 1;
}

void FigureGrid::placeColumns()
{
  m_columns = columnsFor(width());
  const std::vector<int> widths = wantedWidths(m_columns);
  const int wanted = std::accumulate(widths.begin(), widths.end(), 0);
  const int spare = width() + kGap - wanted; // no gap after the last
  m_edges.assign(1, m_style == Style::Over ? -kGap : 0);
  int given = 0;
  for (int column = 0; column < m_columns; ++column) {
    const int share = spare >= 0 ? spare * (column + 1) / m_columns - spare * column / m_columns
                                 : spare * widths[static_cast<std::size_t>(column)] / std::max(1, wanted);
    given += widths[static_cast<std::size_t>(column)] + share;
    m_edges.push_back(m_edges.front() + given);
  }
}

QRect FigureGrid::rectOf(int index) const
{
  const int height = m_style == Style::Beside ? kLine : kOverLine;
  const auto column = static_cast<std::size_t>(columnOf(index, m_columns));
  const int line = m_style == Style::Beside ? index % std::max(1, lines(m_columns)) : index / m_columns;
  const int gapLeft = m_style == Style::Over ? kGap : 0;
  const int gapRight = m_style == Style::Beside ? kGap : 0;
  const int left = m_edges[column] + gapLeft;
  return {left, line * height, m_edges[column + 1] - gapRight - left, height};
}

void FigureGrid::resizeEvent(QResizeEvent*)
{
  placeColumns();
}

void FigureGrid::paintEvent(QPaintEvent*)
{
  const widgets::Theme& theme = widgets::Theme::current();
  QPainter painter(this);
  for (int i = 0; i < static_cast<int>(m_figures.size()); ++i) {
    const Figure& figure = m_figures[static_cast<std::size_t>(i)];
    const QRect rect = rectOf(i);
    const bool over = m_style == Style::Over;
    const QRect labelRect = over ? rect.adjusted(0, 0, 0, -kOverLine / 2) : rect;
    const QRect valueRect = over ? rect.adjusted(0, kOverLine / 2, 0, 0) : rect;
    const QFont font = theme.font(widgets::FontRole::Caption);
    const QFont strong = theme.font(widgets::FontRole::Body, figure.strong);
    const int valueWidth = QFontMetrics(strong).horizontalAdvance(figure.value);
    painter.setFont(font);
    painter.setPen(theme.colors().text.secondary);
    const int labelWidth = over ? labelRect.width() : labelRect.width() - valueWidth - kLabelGap;
    painter.drawText(labelRect, (over ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(figure.label, Qt::ElideRight, labelWidth));
    painter.setFont(strong);
    painter.setPen(figure.sign > 0 ? theme.up().text
            : figure.sign < 0      ? theme.down().text
                                   : theme.colors().text.primary);
    painter.drawText(valueRect, Qt::AlignRight | Qt::AlignVCenter, figure.value);
  }
}

bool FigureGrid::event(QEvent* event)
{
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    for (int i = 0; i < static_cast<int>(m_figures.size()); ++i)
      if (rectOf(i).contains(help->pos())) {
        const Figure& figure = m_figures[static_cast<std::size_t>(i)];
        QToolTip::showText(
            help->globalPos(), figure.toolTip.isEmpty() ? figure.label + u' ' + figure.value : figure.toolTip, this);
        return true;
      }
    QToolTip::hideText();
    return true;
  }
  return QWidget::event(event);
}

}
