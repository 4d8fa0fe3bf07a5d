// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/formula_edit.h"

#include "ui/factor/completion_popup.h"
#include "ui/factor/formula_gutter.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QTextBlock>
#include <QToolTip>

namespace zvt::ui {

namespace {

using factor::TokenClass;

constexpr std::size_t kLettersToComplete = 2;

QColor colorOf(TokenClass kind)
{
  const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
  switch (kind) {
  case TokenClass::Comment:
    return colors.text.muted;
  case TokenClass::Number:
  case TokenClass::Text:
    return colors.ma.ma10;
  case TokenClass::Keyword:
  case TokenClass::Function:
    return colors.accent.text;
  case TokenClass::Field:
    return colors.ma.ma20;
  case TokenClass::Parameter:
  case TokenClass::Variable:
  case TokenClass::Output:
  case TokenClass::Member:
    return colors.state.ok.text;
  case TokenClass::Symbol:
  case TokenClass::Attribute:
    return colors.text.secondary;
  case TokenClass::Refused:
  case TokenClass::Unknown:
    break;
  }
  return colors.state.error.text;
}

}

FormulaEdit::FormulaEdit(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_popup(new CompletionPopup(this))
    , m_gutter(new FormulaGutter(this))
{
  setObjectName(QStringLiteral("formulaEdit"));
  setFont(widgets::Theme::current().font(widgets::FontRole::Mono));
  setTabChangesFocus(true);
  setLineWrapMode(NoWrap);
  connect(this, &QPlainTextEdit::textChanged, this, &FormulaEdit::readText);
  connect(this, &QPlainTextEdit::cursorPositionChanged, this, &FormulaEdit::showHint);
  connect(m_popup, &QListWidget::itemClicked, this, &FormulaEdit::insertChosen);
  connect(this, &QPlainTextEdit::blockCountChanged, this, &FormulaEdit::layOutGutter);
  connect(this, &QPlainTextEdit::updateRequest, this, [this] { m_gutter->update(); });
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, [this] {
    setFont(widgets::Theme::current().font(widgets::FontRole::Mono));
    colour();
    layOutGutter();
  });
  layOutGutter();
}

void FormulaEdit::setFormula(const std::string& text)
{
  m_popup->hide();
  setPlainText(QString::fromStdString(text));
}

void FormulaEdit::changeFormula(const QString& text)
{
  const int position = textCursor().position();
  QTextCursor all(document());
  all.select(QTextCursor::Document);
  all.insertText(text);
  QTextCursor cursor(document());
  cursor.setPosition(std::min(position, static_cast<int>(text.size())));
  setTextCursor(cursor);
}

void FormulaEdit::layOutGutter()
{
  const int width = m_gutter->widthFor(blockCount());
  setViewportMargins(width, 0, 0, 0);
  const QRect area = contentsRect();
  m_gutter->setGeometry(area.left(), area.top(), width, area.height());
}

void FormulaEdit::resizeEvent(QResizeEvent* event)
{
  QPlainTextEdit::resizeEvent(event);
  layOutGutter();
}

std::vector<FormulaEdit::LineBox> FormulaEdit::linesInSight() const
{
  std::vector<LineBox> lines;
  QTextBlock block = firstVisibleBlock();
  double top = blockBoundingGeometry(block).translated(contentOffset()).top();
  for (; block.isValid() && top < viewport()->height(); block = block.next()) {
    const double height = blockBoundingRect(block).height();
    lines.push_back({block.blockNumber(), static_cast<int>(top), static_cast<int>(height)});
    top += height;
  }
  return lines;
}

std::pair<int, int> FormulaEdit::linesOf(factor::TextSpan span) const
{
  const QTextCursor cursor = cursorOf(span);
  return {document()->findBlock(cursor.selectionStart()).blockNumber(),
      document()->findBlock(std::max(cursor.selectionStart(), cursor.selectionEnd() - 1)).blockNumber()};
}

QStringList FormulaEdit::problemsOfLine(int line) const
{
  QStringList sentences;
  for (const factor::FormulaProblem& problem : m_problems)
    if (const auto [first, last] = linesOf(problem.span); line >= first && line <= last)
      sentences.append(widgets::Language::current().describe(problem.error));
  return sentences;
}

void FormulaEdit::readText()
{
  std::string text = toPlainText().toStdString();
  if (text == m_text)
    return;
  m_text = std::move(text);
  check();
  Q_EMIT formulaChanged();
}

void FormulaEdit::setSaved(std::shared_ptr<const factor::FormulaLibrary> saved, const std::string& name)
{
  m_saved = std::move(saved);
  m_name = name;
  check();
  Q_EMIT problemsChanged();
}

void FormulaEdit::check()
{
  const auto& catalogue = factor::OperatorCatalogue::builtIn();
  factor::FormulaLibrary saved = m_saved ? *m_saved : factor::FormulaLibrary();
  if (!m_name.empty())
    (void)saved.put({m_name, m_text}); // as it will be; a name that cannot be saved is told of when it is
  m_problems = factor::problemsOf(m_text, catalogue, &saved);
  colour();
  showHint();
}

void FormulaEdit::colour()
{
  QList<QTextEdit::ExtraSelection> selections;
  const std::string_view text = m_text;
  std::size_t byte = 0, unit = 0; // go along with the tokens, so that a long text is counted once
  const auto unitOf = [&](std::size_t offset) {
    unit += factor::utf16Length(text.substr(byte, offset - byte));
    byte = offset;
    return static_cast<int>(unit);
  };
  for (const factor::EditorToken& token :
      factor::editorTokens(m_text, factor::OperatorCatalogue::builtIn(), m_saved.get())) {
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(document());
    selection.cursor.setPosition(unitOf(token.span.begin));
    selection.cursor.setPosition(unitOf(token.span.end), QTextCursor::KeepAnchor);
    selection.format.setForeground(colorOf(token.kind));
    selections.append(selection);
  }
  for (const factor::FormulaProblem& problem : m_problems) {
    QTextEdit::ExtraSelection selection;
    selection.cursor = cursorOf(problem.span);
    selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    selection.format.setUnderlineColor(widgets::Theme::current().colors().state.error.line);
    selections.append(selection);
  }
  setExtraSelections(selections);
  std::set<int> marked;
  for (const factor::FormulaProblem& problem : m_problems)
    for (auto [line, last] = linesOf(problem.span); line <= last; ++line)
      marked.insert(line);
  m_gutter->setMarked(std::move(marked));
}

void FormulaEdit::showHint()
{
  const auto hint = factor::signatureAt(m_text, byteAt(textCursor().position()));
  if (!hint) {
    Q_EMIT hintChanged({});
    return;
  }
  QStringList arguments;
  for (std::size_t i = 0; i < hint->arguments.size(); ++i) {
    const QString text = QString::fromStdString(hint->arguments[i]).toHtmlEscaped();
    arguments.append(i == hint->current ? QStringLiteral("<b>%1</b>").arg(text) : text);
  }
  QString line =
      QString::fromStdString(hint->name).toHtmlEscaped() + u'(' + arguments.join(QStringLiteral(", ")) + u')';
  if (!hint->help.empty())
    line += QStringLiteral("<br>") + widgets::Language::current().text(hint->help).toHtmlEscaped();
  Q_EMIT hintChanged(line);
}

void FormulaEdit::showProblem(std::size_t index)
{
  if (index >= m_problems.size())
    return;
  setTextCursor(cursorOf(m_problems[index].span));
  setFocus();
}

void FormulaEdit::complete()
{
  const factor::CompletionList list = factor::completionsAt(
      m_text, byteAt(textCursor().position()), factor::OperatorCatalogue::builtIn(), m_saved.get());
  const QRect cursor = cursorRect();
  m_popup->offer(list, QRect(viewport()->mapToGlobal(cursor.topLeft()), cursor.size()));
}

void FormulaEdit::insertChosen()
{
  const factor::Completion* chosen = m_popup->chosen();
  if (chosen == nullptr)
    return;
  QTextCursor cursor = cursorOf(m_popup->list().replaced);
  const bool isCall = chosen->kind == TokenClass::Function && !chosen->signature.empty();
  cursor.insertText(QString::fromStdString(chosen->text) + (isCall ? QStringLiteral("(") : QString()));
  setTextCursor(cursor);
  m_popup->hide();
}

bool FormulaEdit::handlePopupKey(QKeyEvent* event)
{
  switch (event->key()) {
  case Qt::Key_Down:
    m_popup->step(1);
    return true;
  case Qt::Key_Up:
    m_popup->step(-1);
    return true;
  case Qt::Key_Return:
  case Qt::Key_Enter:
  case Qt::Key_Tab:
    insertChosen();
    return true;
  case Qt::Key_Escape:
    m_popup->hide();
    return true;
  default:
    return false;
  }
}

void FormulaEdit::keyPressEvent(QKeyEvent* event)
{
  if (m_popup->isVisible() && handlePopupKey(event))
    return;
  if (event->key() == Qt::Key_Space && event->modifiers().testFlag(Qt::ControlModifier)) {
    complete();
    return;
  }
  QPlainTextEdit::keyPressEvent(event);
  const bool isTyped = !event->text().isEmpty() && event->text().front().isPrint();
  if (!isTyped && !(m_popup->isVisible() && event->key() == Qt::Key_Backspace)) {
    if (event->key() != Qt::Key_Shift && event->key() != Qt::Key_Control)
      m_popup->hide();
    return;
  }
  const factor::TextSpan piece = factor::completionsAt(m_text, byteAt(textCursor().position())).replaced;
  if (piece.end - piece.begin >= kLettersToComplete)
    complete();
  else
    m_popup->hide();
}

void FormulaEdit::focusOutEvent(QFocusEvent* event)
{
  m_popup->hide();
  QPlainTextEdit::focusOutEvent(event);
}

bool FormulaEdit::focusNextPrevChild(bool next)
{
  return !m_popup->isVisible() && QPlainTextEdit::focusNextPrevChild(next);
}

bool FormulaEdit::viewportEvent(QEvent* event)
{
  if (event->type() != QEvent::ToolTip)
    return QPlainTextEdit::viewportEvent(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QToolTip::showText(help->globalPos(), toolTipAt(cursorForPosition(help->pos()).position()), this);
  return true;
}

QString FormulaEdit::toolTipAt(int position) const
{
  const std::size_t at = byteAt(position);
  for (const factor::FormulaProblem& problem : m_problems)
    if (at >= problem.span.begin && at < problem.span.end)
      return widgets::Language::current().describe(problem.error);
  const auto help = factor::helpAt(m_text, at);
  return help ? QString::fromStdString(help->title) + u'\n' + widgets::Language::current().text(help->help) : QString();
}

std::size_t FormulaEdit::byteAt(int position) const
{
  return factor::byteOfUtf16(m_text, static_cast<std::size_t>(position));
}

QTextCursor FormulaEdit::cursorOf(factor::TextSpan span) const
{
  const std::string_view text = m_text;
  const std::size_t begin = factor::utf16Length(text.substr(0, span.begin));
  QTextCursor cursor(document());
  cursor.setPosition(static_cast<int>(begin));
  cursor.setPosition(static_cast<int>(begin + factor::utf16Length(text.substr(span.begin, span.end - span.begin))),
      QTextCursor::KeepAnchor);
  return cursor;
}

}
