// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace zvt::ui {

/// The source of a script: numbered lines, colours of Lua, the line that cannot be read or that failed marked with its
/// sentence. Undo and redo are the panel's: the keys go on to it. GUI thread.
class ScriptEdit : public QPlainTextEdit {
  Q_OBJECT

public:
  explicit ScriptEdit(QWidget* parent = nullptr);

  /// @param line from 1; 0: none. @param sentence its tool tip
  void setProblem(int line, const QString& sentence);
  [[nodiscard]] int problemLine() const { return m_problemLine; }
  /// Puts the cursor on a line, from 1, and the line into view.
  void goTo(int line);
  [[nodiscard]] int currentLine() const; ///< from 1

protected:
  bool event(QEvent* event) override;
  bool viewportEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void insertFromMimeData(const QMimeData* source) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  class Gutter;
  void takeLook();
  void layOutGutter();
  void markLines();
  void paintGutter(QPaintEvent* event);
  void indent();

  Gutter* m_gutter;
  int m_problemLine = 0;
  QString m_problem;
};

}
