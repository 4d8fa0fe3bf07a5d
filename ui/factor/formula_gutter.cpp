// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/formula_gutter.h"

#include "ui/factor/formula_edit.h"
#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace zvt::ui {

namespace {

constexpr int kAir = 6;
constexpr int kMark = 3; ///< width of the bar beside a line with a mistake

}

FormulaGutter::FormulaGutter(FormulaEdit* edit)
    : QWidget(edit)
    , m_edit(edit)
{
  setObjectName(QStringLiteral("formulaGutter"));
}

int FormulaGutter::widthFor(int lines) const
{
  const auto digits = QString::number(std::max(10, lines));
  return m_edit->fontMetrics().horizontalAdvance(digits) + 2 * kAir + kMark;
}

void FormulaGutter::setMarked(std::set<int> lines)
{
  m_marked = std::move(lines);
  update();
}

void FormulaGutter::paintEvent(QPaintEvent* event)
{
  const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
  QPainter painter(this);
  painter.fillRect(event->rect(), colors.surface.bar);
  painter.setFont(m_edit->font());
  for (const FormulaEdit::LineBox& line : m_edit->linesInSight()) {
    const bool isMarked = m_marked.contains(line.number);
    if (isMarked)
      painter.fillRect(0, line.top, kMark, line.height, colors.state.error.line);
    painter.setPen(isMarked ? colors.state.error.text : colors.text.muted);
    painter.drawText(QRect(0, line.top, width() - kAir, line.height), Qt::AlignRight | Qt::AlignVCenter,
        QString::number(line.number + 1));
  }
}

bool FormulaGutter::event(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (const FormulaEdit::LineBox& line : m_edit->linesInSight())
    if (help->pos().y() >= line.top && help->pos().y() < line.top + line.height) {
      QToolTip::showText(help->globalPos(), m_edit->problemsOfLine(line.number).join(u'\n'), this);
      return true;
    }
  QToolTip::hideText();
  return true;
}

}
