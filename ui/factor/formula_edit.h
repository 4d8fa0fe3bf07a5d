// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula_editor.h"

#include "core/factor/formula_library.h"

#include <QPlainTextEdit>
#include <QStringList>

#include <memory>
#include <vector>

namespace zvt::ui {

class CompletionPopup;
class FormulaGutter;

/// A text field for formulas: numbered lines, colours of names, mistakes underlined and their lines marked while
/// typing, completion (by itself after two letters, Ctrl+Space at any place), a hint for the call that the cursor is
/// in, help under the mouse. All answers come from core/factor/formula_editor.h, which is quick enough for each key
/// stroke on the GUI thread.
class FormulaEdit : public QPlainTextEdit {
  Q_OBJECT

public:
  explicit FormulaEdit(QWidget* parent = nullptr);

  [[nodiscard]] std::string formula() const { return m_text; }
  void setFormula(const std::string& text);
  /// The same as an edit of the user's: one step that undo takes back, and the cursor stays.
  void changeFormula(const QString& text);
  /// Formulas that the text may refer to. @param name under which the text itself will be saved, so that one that leads
  /// back to itself shows; empty: none
  void setSaved(std::shared_ptr<const factor::FormulaLibrary> saved, const std::string& name = {});
  /// In order of the text; empty: it can be computed, unless the text is.
  [[nodiscard]] const std::vector<factor::FormulaProblem>& problems() const { return m_problems; }
  /// Puts the cursor on a problem.
  void showProblem(std::size_t index);
  void complete();
  [[nodiscard]] CompletionPopup* popup() const { return m_popup; }

  struct LineBox {
    int number; ///< from 0
    int top, height; ///< in the viewport
  };
  [[nodiscard]] std::vector<LineBox> linesInSight() const;
  [[nodiscard]] QStringList problemsOfLine(int line) const;
  [[nodiscard]] FormulaGutter* gutter() const { return m_gutter; }

Q_SIGNALS:
  void formulaChanged();
  void problemsChanged(); ///< though the text is the same: what it refers to is not
  /// Rich text; empty: the cursor is in no call.
  void hintChanged(const QString& hint);

protected:
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool focusNextPrevChild(bool next) override; ///< Tab is for the list while it is open
  bool viewportEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void readText();
  void check();
  void colour();
  void layOutGutter();
  [[nodiscard]] std::pair<int, int> linesOf(factor::TextSpan span) const; ///< first and last
  void showHint();
  void insertChosen();
  bool handlePopupKey(QKeyEvent* event);
  [[nodiscard]] QString toolTipAt(int position) const;
  [[nodiscard]] std::size_t byteAt(int position) const;
  [[nodiscard]] QTextCursor cursorOf(factor::TextSpan span) const;

  std::string m_text; ///< UTF-8, as the document
  std::shared_ptr<const factor::FormulaLibrary> m_saved; ///< null: none
  std::string m_name;
  std::vector<factor::FormulaProblem> m_problems;
  CompletionPopup* m_popup;
  FormulaGutter* m_gutter;
};

}
