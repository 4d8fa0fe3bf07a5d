// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dialogs.h"

#include "ui/shell/context.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <QDialog>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QPushButton>

namespace zvt::ui {

using widgets::PathChooser;

namespace {

/// One sentence, a detail, and a button for each answer; our own, so that its words are in the program's language even
/// where Qt's translations are not installed.
class QuestionDialog : public QDialog {
public:
  QuestionDialog(const Question& question, QWidget* over)
      : QDialog(over)
      , m_refusal(question.refusal < 0 ? static_cast<int>(question.answers.size()) - 1 : question.refusal)
      , m_answer(m_refusal)
  {
    setObjectName(QStringLiteral("questionDialog"));
    setWindowTitle(question.title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(12);
    auto* note = new widgets::Note(question.kind, question.text, this);
    note->setObjectName(QStringLiteral("questionNote"));
    note->setMinimumWidth(380);
    column->addWidget(note);
    if (!question.detail.isEmpty()) {
      auto* detail = (new widgets::TextLabel(question.detail, this))->setTone(widgets::TextTone::Muted);
      detail->setWordWrap(true);
      column->addWidget(detail);
    }
    column->addStretch(1);
    column->addLayout(buttons(question));
  }
  [[nodiscard]] int answer() const { return m_answer; }

private:
  QLayout* buttons(const Question& question)
  {
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    const int preferred = question.dangerous ? m_refusal : 0;
    for (int i = 0; i < question.answers.size(); ++i) {
      auto* button = new QPushButton(question.answers[i], this);
      button->setObjectName(QStringLiteral("answer%1Button").arg(i));
      button->setMinimumWidth(80);
      button->setAutoDefault(false);
      button->setDefault(i == preferred);
      if (i == 0 && !question.dangerous)
        button->setProperty("role", QStringLiteral("primary"));
      connect(button, &QPushButton::clicked, this, [this, i] {
        m_answer = i;
        done(i == m_refusal ? Rejected : Accepted);
      });
      row->addWidget(button);
      if (i == preferred)
        button->setFocus();
    }
    return row;
  }

  int m_refusal;
  int m_answer;
};

class NativeDialogs : public Dialogs {
public:
  int ask(QWidget* over, const Question& question) override
  {
    QuestionDialog dialog(question, over);
    dialog.exec();
    return dialog.answer();
  }
  void tell(QWidget* over, widgets::NoteKind kind, const QString& title, const QString& text) override
  {
    Question message;
    message.title = title;
    message.text = text;
    message.kind = kind;
    message.answers = {Tr::tr("OK")};
    ask(over, message);
  }
  QString openFile(QWidget* over, const FileQuestion& question) override
  {
    return remember(QFileDialog::getOpenFileName(over, question.title, start(question), question.filter));
  }
  QStringList openFiles(QWidget* over, const FileQuestion& question) override
  {
    const QStringList files = QFileDialog::getOpenFileNames(over, question.title, start(question), question.filter);
    remember(files.value(0));
    return files;
  }
  QString saveFile(QWidget* over, const FileQuestion& question) override
  {
    QString file = QFileDialog::getSaveFileName(over, question.title, start(question), question.filter);
    if (!file.isEmpty() && !question.suffix.isEmpty() && QFileInfo(file).suffix().isEmpty())
      file += u'.' + question.suffix;
    return remember(file);
  }
  QString chooseFolder(QWidget* over, const FileQuestion& question) override
  {
    const QString folder = QFileDialog::getExistingDirectory(over, question.title, start(question));
    if (!folder.isEmpty())
      m_last = folder;
    return folder;
  }
  QString askText(QWidget* over, const QString& title, const QString& label, const QString& proposed) override
  {
    QInputDialog dialog(over);
    dialog.setWindowTitle(title);
    dialog.setLabelText(label);
    dialog.setTextValue(proposed);
    dialog.setOkButtonText(Tr::tr("OK"));
    dialog.setCancelButtonText(Tr::tr("Cancel"));
    return dialog.exec() == QDialog::Accepted ? dialog.textValue() : QString();
  }

private:
  [[nodiscard]] QString start(const FileQuestion& question) const
  {
    // A proposed name without a folder belongs beside the last file.
    if (!question.start.isEmpty() && QFileInfo(question.start).isRelative() && !m_last.isEmpty())
      return m_last + u'/' + question.start;
    return question.start.isEmpty() ? m_last : question.start;
  }
  QString remember(const QString& file)
  {
    if (!file.isEmpty())
      m_last = QFileInfo(file).absolutePath();
    return file;
  }

  QString m_last; ///< folder
};

}

bool Dialogs::confirm(QWidget* over, const QString& title, const QString& text, const QString& accept, bool dangerous)
{
  Question question;
  question.title = title;
  question.text = text;
  question.answers = {accept, Tr::tr("Cancel")};
  question.dangerous = dangerous;
  question.kind = dangerous ? widgets::NoteKind::Warning : widgets::NoteKind::Info;
  return ask(over, question) == 0;
}

Dialogs& nativeDialogs()
{
  static NativeDialogs dialogs;
  return dialogs;
}

Dialogs& dialogsOf(const Context& context)
{
  return context.dialogs ? *context.dialogs : nativeDialogs();
}

PathChooser pathChooser(const Context& context)
{
  return [dialogs = &dialogsOf(context)](QWidget* over, ParamType type, const QString& start) {
    const FileQuestion question{
        type == ParamType::File ? Tr::tr("Choose a file") : Tr::tr("Choose a folder"), start, {}, {}};
    return type == ParamType::File ? dialogs->openFile(over, question) : dialogs->chooseFolder(over, question);
  };
}

}
