// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/dialogs.h"

#include <QList>

namespace zvt::tests {

/// Dialogs that answer by themselves: what was put in, in order, else refusal; and remember what was asked.
class ScriptedDialogs : public ui::Dialogs {
public:
  int ask(QWidget*, const ui::Question& question) override
  {
    asked << question.title + u'|' + question.text;
    const int refusal = question.refusal < 0 ? static_cast<int>(question.answers.size()) - 1 : question.refusal;
    return answers.isEmpty() ? refusal : answers.takeFirst();
  }
  void tell(QWidget*, widgets::NoteKind, const QString& title, const QString& text) override
  {
    asked << title + u'|' + text;
  }
  QString openFile(QWidget*, const ui::FileQuestion& question) override { return path(question); }
  QStringList openFiles(QWidget*, const ui::FileQuestion& question) override
  {
    const QString chosen = path(question);
    return chosen.isEmpty() ? QStringList() : chosen.split(u'\n');
  }
  QString saveFile(QWidget*, const ui::FileQuestion& question) override { return path(question); }
  QString chooseFolder(QWidget*, const ui::FileQuestion& question) override { return path(question); }
  QString askText(QWidget*, const QString& title, const QString& label, const QString&) override
  {
    asked << title + u'|' + label;
    return texts.isEmpty() ? QString() : texts.takeFirst();
  }

  QList<int> answers; ///< indexes
  QStringList paths; ///< several files: joined by '\n'
  QStringList texts;
  QStringList asked; ///< "title|text"

private:
  QString path(const ui::FileQuestion& question)
  {
    asked << question.title + u'|' + question.start;
    return paths.isEmpty() ? QString() : paths.takeFirst();
  }
};

}
