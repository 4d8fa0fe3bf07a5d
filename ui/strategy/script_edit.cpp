// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/script_edit.h"

#include "ui/strategy/lua_highlighter.h"
#include "widgets/base/theme.h"

#include <QAction>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <memory>

namespace zvt::ui {

namespace {

constexpr int kAir = 8;
constexpr int kMark = 3; ///< width of the bar beside the line with the problem
constexpr int kTab = 2; ///< blanks
constexpr int kFewestDigits = 3;

bool isUndoKey(const QKeyEvent* key)
{
  return key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo);
}

}

/// The numbers of the lines.
class ScriptEdit::Gutter : public QWidget {
public:
  explicit Gutter(ScriptEdit* edit)
      : QWidget(edit)
      , m_edit(edit)
  {
  }

protected:
  void paintEvent(QPaintEvent* event) override { m_edit->paintGutter(event); }

private:
  ScriptEdit* m_edit;
};

ScriptEdit::ScriptEdit(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_gutter(new Gutter(this))
{
  setLineWrapMode(NoWrap);
  setFrameShape(QFrame::NoFrame);
  setAcceptDrops(false); // a file that is dropped here is meant for the panel
  new LuaHighlighter(document());
  connect(this, &QPlainTextEdit::blockCountChanged, this, &ScriptEdit::layOutGutter);
  connect(this, &QPlainTextEdit::updateRequest, m_gutter, QOverload<>::of(&QWidget::update));
  connect(this, &QPlainTextEdit::cursorPositionChanged, this, &ScriptEdit::markLines);
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &ScriptEdit::takeLook);
  takeLook();
}

void ScriptEdit::takeLook()
{
  setFont(widgets::Theme::current().font(widgets::FontRole::Mono));
  setTabStopDistance(kTab * fontMetrics().horizontalAdvance(u' '));
  layOutGutter();
  markLines();
}

void ScriptEdit::setProblem(int line, const QString& sentence)
{
  m_problemLine = line;
  m_problem = sentence;
  markLines();
  m_gutter->update();
}

void ScriptEdit::goTo(int line)
{
  const QTextBlock block = document()->findBlockByNumber(std::clamp(line, 1, blockCount()) - 1);
  setTextCursor(QTextCursor(block));
  centerCursor();
  setFocus();
}

int ScriptEdit::currentLine() const
{
  return textCursor().blockNumber() + 1;
}

void ScriptEdit::markLines()
{
  const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
  QList<QTextEdit::ExtraSelection> marks;
  const auto mark = [&](int line, const QColor& color) {
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(document()->findBlockByNumber(line - 1));
    selection.format.setBackground(color);
    selection.format.setProperty(QTextFormat::FullWidthSelection, true);
    marks.append(selection);
  };
  mark(currentLine(), colors.surface.rowHover);
  if (m_problemLine > 0 && m_problemLine <= blockCount())
    mark(m_problemLine, colors.state.error.tint);
  setExtraSelections(marks);
}

void ScriptEdit::layOutGutter()
{
  const auto digits = std::max<qsizetype>(kFewestDigits, QString::number(blockCount()).size());
  const int width = fontMetrics().horizontalAdvance(QString(digits, u'0')) + 2 * kAir + kMark;
  setViewportMargins(width, 0, 0, 0);
  const QRect area = contentsRect();
  m_gutter->setGeometry(area.left(), area.top(), width, area.height());
}

void ScriptEdit::paintGutter(QPaintEvent* event)
{
  const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
  QPainter painter(m_gutter);
  painter.fillRect(event->rect(), colors.surface.bar);
  painter.setFont(font());
  QTextBlock block = firstVisibleBlock();
  double top = blockBoundingGeometry(block).translated(contentOffset()).top();
  for (; block.isValid() && top < viewport()->height(); block = block.next()) {
    const double height = blockBoundingRect(block).height();
    const int line = block.blockNumber() + 1;
    const QRectF row(0, top, m_gutter->width() - kAir, height);
    if (line == m_problemLine)
      painter.fillRect(QRectF(0, top, kMark, height), colors.state.error.line);
    painter.setPen(line == m_problemLine ? colors.state.error.text
            : line == currentLine()      ? colors.text.primary
                                         : colors.text.muted);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
    top += height;
  }
}

/// To the next stop, as everywhere in Lua with blanks.
void ScriptEdit::indent()
{
  QTextCursor cursor = textCursor();
  cursor.insertText(QString(kTab - cursor.positionInBlock() % kTab, u' '));
}

bool ScriptEdit::event(QEvent* event)
{
  // The text's own undo would go past the panel's.
  if (event->type() == QEvent::ShortcutOverride && isUndoKey(static_cast<QKeyEvent*>(event))) {
    event->ignore();
    return false;
  }
  return QPlainTextEdit::event(event);
}

void ScriptEdit::keyPressEvent(QKeyEvent* event)
{
  if (isUndoKey(event)) {
    event->ignore();
    return;
  }
  if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier && !textCursor().hasSelection()) {
    indent();
    return;
  }
  const bool isNewLine = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  const QString line = textCursor().block().text().left(textCursor().positionInBlock());
  if (event->matches(QKeySequence::InsertLineSeparator)) { // a sign that Lua does not read as a new line
    QKeyEvent plain(event->type(), event->key(), event->modifiers() & ~Qt::ShiftModifier, event->text());
    QPlainTextEdit::keyPressEvent(&plain);
  } else {
    QPlainTextEdit::keyPressEvent(event);
  }
  if (!isNewLine || event->modifiers().testFlag(Qt::ControlModifier))
    return;
  const auto blanks = std::find_if(line.begin(), line.end(), [](QChar c) { return c != u' ' && c != u'\t'; });
  textCursor().insertText(line.left(blanks - line.begin()));
}

void ScriptEdit::contextMenuEvent(QContextMenuEvent* event)
{
  const std::unique_ptr<QMenu> menu(createStandardContextMenu(event->pos()));
  for (QAction* action : menu->actions())
    if (action->objectName() == u"edit-undo" || action->objectName() == u"edit-redo")
      menu->removeAction(action); // they would go past the panel's
  menu->exec(event->globalPos());
}

/// Word processors and chats separate lines by a sign that Lua does not read as a new line.
void ScriptEdit::insertFromMimeData(const QMimeData* source)
{
  if (source == nullptr || !source->hasText())
    return;
  QMimeData plain;
  plain.setText(source->text().replace(QChar::LineSeparator, u'\n'));
  QPlainTextEdit::insertFromMimeData(&plain);
}

bool ScriptEdit::viewportEvent(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QPlainTextEdit::viewportEvent(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const bool isThere = m_problemLine > 0 && cursorForPosition(help->pos()).blockNumber() + 1 == m_problemLine;
  QToolTip::showText(help->globalPos(), isThere ? m_problem : QString(), this);
  return true;
}

void ScriptEdit::resizeEvent(QResizeEvent* event)
{
  QPlainTextEdit::resizeEvent(event);
  layOutGutter();
}

}
