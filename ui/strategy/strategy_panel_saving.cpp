// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing that was written is lost: what becomes of changes, and how they get to a file.
#include "core/base/file_system.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "ui/strategy/script_watch.h"
#include "ui/strategy/strategy_files.h"
#include "ui/strategy/strategy_panel.h"

#include <QFileInfo>

namespace zvt::ui {

namespace {

FileQuestion saveQuestion(const QString& start, bool isScript)
{
  return {Tr::tr("Save the strategy"), start,
      isScript ? Tr::tr("Strategy scripts (*.lua)") : Tr::tr("Strategies (*.zvtstrategy)"),
      isScript ? QStringLiteral("lua") : QStringLiteral("zvtstrategy")};
}

Question overwriteQuestion(const QString& file)
{
  Question question;
  question.title = Tr::tr("The file was changed");
  question.text =
      Tr::tr("Another program has changed “%1” since it was read. Save over it?").arg(QFileInfo(file).fileName());
  question.answers = {Tr::tr("Overwrite"), Tr::tr("Cancel")};
  question.dangerous = true;
  question.kind = widgets::NoteKind::Warning;
  return question;
}

}

bool StrategyPanel::isDirty() const
{
  return isScript() ? m_script->isDirty() : m_editor.isDirty();
}

QString StrategyPanel::file() const
{
  return isScript() ? m_script->file() : m_editor.file();
}

void StrategyPanel::leaveThen(std::function<void()> then)
{
  if (!isDirty()) {
    then();
    return;
  }
  Question question;
  question.title = Tr::tr("Unsaved changes");
  question.text = Tr::tr("“%1” has changes that are not saved.").arg(name());
  question.answers = {Tr::tr("Save"), Tr::tr("Discard"), Tr::tr("Cancel")};
  question.kind = widgets::NoteKind::Warning;
  const int answer = dialogsOf(m_context).ask(this, question);
  if (answer == 0)
    save(std::move(then));
  else if (answer == 1)
    then();
}

void StrategyPanel::save(std::function<void()> then)
{
  if (file().isEmpty())
    saveAs(std::move(then));
  else
    saveTo(file(), false, std::move(then));
}

void StrategyPanel::saveAs(std::function<void()> then)
{
  const QString proposed = !file().isEmpty() ? file()
      : isScript()                           ? m_script->fileName()
                                             : QString(name() + QStringLiteral(".zvtstrategy"));
  if (const QString file = dialogsOf(m_context).saveFile(this, saveQuestion(proposed, isScript())); !file.isEmpty())
    saveTo(file, true, std::move(then)); // the dialog has asked about a file that is there
}

/// @param over whatever the file holds by now; else it is asked for where another program has written to it
void StrategyPanel::saveTo(const QString& file, bool over, std::function<void()> then)
{
  if (m_isSaving) { // one after the other, or the older text might be the one that stays
    m_savesWaiting.push_back([this, file, over, then = std::move(then)] { saveTo(file, over, then); });
    return;
  }
  m_isSaving = true;
  const int index = m_editor.undoStack().index();
  const bool asScript = isScript();
  const std::string text = asScript ? m_script->text() : strategy::toJson(m_editor.document());
  using Written = Result<std::optional<std::string>>; // nothing, or what another program put there
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = file.toStdString(), text, checks = asScript && !over,
          held = m_script->held()]() -> Written {
        if (checks)
          return writeScriptFile(*files, path, text, held);
        ZVT_TRY_VOID(files->writeAtomically(path, text));
        return std::nullopt;
      },
      [this, file, index, asScript, text, opening = m_openings, then = std::move(then)](const Written& written) {
        m_isSaving = false;
        const bool isSame = opening == m_openings; // nothing else was opened since
        if (!written) {
          m_savesWaiting.clear();
          showError(written.error());
          return;
        }
        if (*written) {
          m_savesWaiting.clear();
          if (isSame)
            askToOverwrite(file, **written, then);
          return;
        }
        // What was changed while the file was being written is not saved.
        if (isSame && asScript) {
          m_script->markSaved(file, text);
          m_outside->hide();
          m_watch->watch(file);
        } else if (isSame && m_editor.undoStack().index() == index) {
          m_editor.markSaved(file);
        }
        Q_EMIT saved();
        const auto waiting = std::exchange(m_savesWaiting, {});
        if (isSame)
          for (const auto& save : waiting)
            save();
        if (then)
          then();
      });
}

void StrategyPanel::askToOverwrite(const QString& file, const std::string& theirs, std::function<void()> then)
{
  if (file == this->file()) {
    m_outsideText = theirs;
    m_outside->show();
  }
  if (dialogsOf(m_context).ask(this, overwriteQuestion(file)) == 0)
    saveTo(file, true, std::move(then));
}

}
