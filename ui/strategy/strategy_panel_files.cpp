// SPDX-License-Identifier: GPL-3.0-or-later
// Where the strategy panel's strategy comes from and goes to: files, drops, the last session.
#include "core/base/file_system.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "ui/strategy/script_edit.h"
#include "ui/strategy/strategy_files.h"
#include "ui/strategy/strategy_panel.h"
#include "widgets/base/components.h"
#include "widgets/nodegraph/node_canvas.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QJsonArray>
#include <QMimeData>
#include <QUrl>

namespace zvt::ui {

namespace {

FileQuestion openQuestion()
{
  return {Tr::tr("Open a strategy"), {}, Tr::tr("Strategies (*.zvtstrategy *.lua)"), {}};
}

FileQuestion saveQuestion(const QString& start, bool isScript)
{
  return {Tr::tr("Save the strategy"), start,
      isScript ? Tr::tr("Strategy scripts (*.lua)") : Tr::tr("Strategies (*.zvtstrategy)"),
      isScript ? QStringLiteral("lua") : QStringLiteral("zvtstrategy")};
}

/// The strategy file of a drag; empty: it carries none.
QString strategyFileOf(const QMimeData* data)
{
  if (data != nullptr)
    for (const QUrl& url : data->urls())
      if (url.isLocalFile() && isStrategyFile(url.toLocalFile()))
        return url.toLocalFile();
  return {};
}

}

QJsonObject StrategyPanel::saveState() const
{
  QJsonObject state{{QStringLiteral("file"), file()}};
  if (isScript()) {
    if (isDirty() || file().isEmpty())
      state.insert(QStringLiteral("script"), QString::fromStdString(m_script->text()));
    QJsonArray settings;
    for (const std::string& setting : m_script->settings())
      settings.append(QString::fromStdString(setting));
    state.insert(QStringLiteral("settings"), settings);
  } else if (isDirty()) {
    state.insert(QStringLiteral("document"), QString::fromStdString(strategy::toJson(m_editor.document())));
  }
  return state;
}

void StrategyPanel::restoreState(const QJsonObject& state)
{
  const QString file = state.value(QLatin1String("file")).toString();
  const QString text = state.value(QLatin1String("document")).toString();
  std::vector<std::string> settings;
  for (const QJsonValue& setting : state.value(QLatin1String("settings")).toArray())
    settings.push_back(setting.toString().toStdString());
  if (const QJsonValue script = state.value(QLatin1String("script")); script.isString()) {
    showScript(script.toString().toStdString(), file, settings, !file.isEmpty());
  } else if (auto document = strategy::parseStrategy(text.toStdString()); !text.isEmpty() && document) {
    m_script->close();
    m_editor.open(*std::move(document), file, true);
    showMode();
  } else if (isScriptFile(file)) {
    openScript(file, settings);
  } else if (!file.isEmpty()) {
    openFile(file);
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

void StrategyPanel::askAndOpen()
{
  leaveThen([this] {
    if (const QString file = dialogsOf(m_context).openFile(this, openQuestion()); !file.isEmpty())
      openFile(file);
  });
}

void StrategyPanel::askAndStart(bool asScript)
{
  leaveThen([this, asScript] {
    if (asScript) {
      showScript(sampleScript(), {}, {}, false);
      m_source->setFocus();
    } else {
      m_script->close();
      m_editor.open(sampleStrategy(), {});
      showMode();
      m_canvas->fit();
    }
    Q_EMIT opened();
  });
}

void StrategyPanel::openFile(const QString& file)
{
  if (isScriptFile(file)) {
    openScript(file, {});
    return;
  }
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = file.toStdString()] { return readStrategyFile(*files, path); },
      [this, file](Result<strategy::StrategyDocument> document) {
        if (!document) {
          showError(document.error());
          return;
        }
        m_canvas->select({});
        m_script->close();
        m_editor.open(*std::move(document), file);
        showMode();
        m_canvas->fit();
        Q_EMIT opened();
      });
}

void StrategyPanel::openScript(const QString& file, const std::vector<std::string>& settings)
{
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = file.toStdString()] { return readScriptFile(*files, path); },
      [this, file, settings](const Result<std::string>& text) {
        if (!text) {
          showError(text.error());
          return;
        }
        showScript(*text, file, settings, false);
        Q_EMIT opened();
      });
}

void StrategyPanel::showScript(
    const std::string& text, const QString& file, const std::vector<std::string>& settings, bool unsaved)
{
  m_outside->hide();
  m_script->open(text, file, settings, unsaved);
  watchFile();
  showMode();
}

/// So that a script can be written in another program.
void StrategyPanel::watchFile()
{
  if (const QStringList watched = m_watch->files(); !watched.isEmpty())
    m_watch->removePaths(watched);
  if (isScript() && !file().isEmpty() && QFileInfo::exists(file()))
    m_watch->addPath(file());
}

void StrategyPanel::readAgain()
{
  if (!isScript() || file().isEmpty())
    return;
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = file().toStdString()] { return readScriptFile(*files, path); },
      [this, file = file()](const Result<std::string>& text) {
        if (!isScript() || file != this->file())
          return;
        watchFile(); // a program that writes a new file in the old one's place ends the watch
        if (!text) { // it is gone, or is just being written: what stands here stays
          Q_EMIT readFromFile();
          return;
        }
        if (*text == m_script->text()) {
          m_outside->hide();
          m_script->markSaved(file, *text);
        } else if (m_script->isSaved(*text)) {
          m_outside->hide(); // it holds what it held: the changes are all here
        } else if (m_script->isDirty()) {
          m_outsideText = *text;
          m_outside->show();
        } else {
          m_script->replaceText(*text);
          m_script->markSaved(file, *text);
        }
        Q_EMIT readFromFile();
      });
}

void StrategyPanel::save(std::function<void()> then)
{
  if (file().isEmpty())
    saveAs(std::move(then));
  else
    saveTo(file(), std::move(then));
}

void StrategyPanel::saveAs(std::function<void()> then)
{
  const QString proposed = !file().isEmpty() ? file()
      : isScript()                           ? m_script->fileName()
                                             : QString(name() + QStringLiteral(".zvtstrategy"));
  if (const QString file = dialogsOf(m_context).saveFile(this, saveQuestion(proposed, isScript())); !file.isEmpty())
    saveTo(file, std::move(then));
}

void StrategyPanel::saveTo(const QString& file, std::function<void()> then)
{
  const int index = m_editor.undoStack().index();
  const bool asScript = isScript();
  const std::string text = asScript ? m_script->text() : strategy::toJson(m_editor.document());
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = file.toStdString(), text] { return files->writeAtomically(path, text); },
      [this, file, index, asScript, text, then = std::move(then)](Result<void> written) {
        if (!written) {
          showError(written.error());
          return;
        }
        // What was changed while the file was being written is not saved.
        if (asScript && isScript()) {
          m_script->markSaved(file, text);
          m_outside->hide();
          watchFile();
        } else if (!asScript && m_editor.undoStack().index() == index) {
          m_editor.markSaved(file);
        }
        Q_EMIT saved();
        if (then)
          then();
      });
}

void StrategyPanel::dragEnterEvent(QDragEnterEvent* event)
{
  if (strategyFileOf(event->mimeData()).isEmpty())
    Panel::dragEnterEvent(event);
  else
    event->acceptProposedAction();
}

void StrategyPanel::dropEvent(QDropEvent* event)
{
  const QString file = strategyFileOf(event->mimeData());
  if (file.isEmpty()) {
    Panel::dropEvent(event);
    return;
  }
  event->acceptProposedAction();
  leaveThen([this, file] { openFile(file); });
}

}
