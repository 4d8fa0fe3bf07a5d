// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/figure_grid.h"

#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace zvt::ui {

namespace {
constexpr int kLine = 18;
constexpr int kOverLine = 34;
constexpr int kGap = 10;
}

FigureGrid::FigureGrid(Style style, int columns, QWidget* parent)
    : QWidget(parent)
    , m_style(style)
    , m_columns(columns)
{
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FigureGrid::setFigures(std::vector<Figure> figures)
{
  const int before = lines();
  m_figures = std::move(figures);
  QStringList words;
  for (const Figure& figure : m_figures)
    words << figure.label + QStringLiteral(" ") + figure.value;
  setAccessibleName(words.join(QStringLiteral(", ")));
  if (lines() != before)
    updateGeometry();
  update();
}

int FigureGrid::lines() const
{
  return (static_cast<int>(m_figures.size()) + m_columns - 1) / m_columns;
}

QSize FigureGrid::sizeHint() const
{
  return {300, std::max(1, lines()) * (m_style == Style::Beside ? kLine : kOverLine)};
}

QRect FigureGrid::rectOf(int index) const
{
  const int height = m_style == Style::Beside ? kLine : kOverLine;
  const int column = m_style == Style::Beside ? index / std::max(1, lines()) : index % m_columns;
  const int line = m_style == Style::Beside ? index % std::max(1, lines()) : index / m_columns;
  const int left = width() * column / m_columns;
  const int right = width() * (column + 1) / m_columns;
  const int gap = m_style == Style::Beside && column + 1 < m_columns ? kGap : 0;
  return {left, line * height, right - left - gap, height};
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
    const int labelWidth = over ? labelRect.width() : labelRect.width() - valueWidth - 6;
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
