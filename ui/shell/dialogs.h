// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/components.h"
#include "widgets/base/schema_field.h"

#include <QString>
#include <QStringList>

class QWidget;

namespace zvt::ui {

struct Context;

/// A question with a button for each answer.
struct Question {
  QString title;
  QString text;
  QString detail; ///< small, below; may be empty
  QStringList answers; ///< texts of the buttons; the first is the one that Enter presses
  int refusal = -1; ///< index of the answer that Escape gives; -1: the last
  bool dangerous = false; ///< Enter presses the refusal instead, and the first answer is drawn as a warning
  widgets::NoteKind kind = widgets::NoteKind::Info;
};

/// What a file dialog asks for.
struct FileQuestion {
  QString title;
  QString start; ///< folder, or proposed file; empty: the last one used
  QString filter; ///< "Strategies (*.zvtstrategy)"
  QString suffix; ///< added to a name without one; without the dot
};

/// Everything that stops and asks the user. Panels take it from their context, so that tests answer instead of a
/// person. GUI thread; calls return when answered.
class Dialogs {
public:
  virtual ~Dialogs() = default;

  /// Index of the answer.
  virtual int ask(QWidget* over, const Question& question) = 0;
  /// A message with one button.
  virtual void tell(QWidget* over, widgets::NoteKind kind, const QString& title, const QString& text) = 0;
  /// Empty: the user thought better of it. So in all below.
  virtual QString openFile(QWidget* over, const FileQuestion& question) = 0;
  virtual QStringList openFiles(QWidget* over, const FileQuestion& question) = 0;
  virtual QString saveFile(QWidget* over, const FileQuestion& question) = 0;
  virtual QString chooseFolder(QWidget* over, const FileQuestion& question) = 0;
  /// One line of text; a null string: refused.
  virtual QString askText(QWidget* over, const QString& title, const QString& label, const QString& proposed) = 0;

  /// Yes or no: true for @p accept.
  bool confirm(QWidget* over, const QString& title, const QString& text, const QString& accept, bool dangerous = false);
};

/// Asks them for the files and folders of a form.
[[nodiscard]] widgets::PathChooser pathChooser(const Context& context);
/// The context's dialogs, else the real ones.
[[nodiscard]] Dialogs& dialogsOf(const Context& context);
/// The real ones.
[[nodiscard]] Dialogs& nativeDialogs();

}
