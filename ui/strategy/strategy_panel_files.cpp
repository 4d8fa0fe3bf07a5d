// SPDX-License-Identifier: GPL-3.0-or-later
// Where the strategy panel's strategy comes from and goes to: files, drops, the last session.
#include "core/base/file_system.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "ui/strategy/script_edit.h"
#include "ui/strategy/script_watch.h"
#include "ui/strategy/strategy_files.h"
#include "ui/strategy/strategy_panel.h"
#include "widgets/base/components.h"
#include "widgets/nodegraph/node_canvas.h"

#include <QDragEnterEvent>
#include <QJsonArray>
#include <QMimeData>
#include <QUrl>

namespace zvt::ui {

namespace {

FileQuestion openQuestion()
{
  return {Tr::tr("Open a strategy"), {}, Tr::tr("Strategies (*.zvtstrategy *.lua)"), {}};
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
    if (isDirty() || file().isEmpty()) {
      state.insert(QStringLiteral("script"), QString::fromStdString(m_script->text()));
      if (m_script->held())
        state.insert(QStringLiteral("held"), QString::fromStdString(*m_script->held()));
    }
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
    const QJsonValue held = state.value(QLatin1String("held"));
    showScript(script.toString().toStdString(), file, settings,
        held.isString() ? std::optional(held.toString().toStdString()) : std::nullopt);
    readAgain(); // it may have been written to meanwhile
  } else if (auto document = strategy::parseStrategy(text.toStdString()); !text.isEmpty() && document) {
    m_script->close();
    m_editor.open(*std::move(document), file, true);
    showMode();
  } else if (!file.isEmpty() && (state.contains(QLatin1String("settings")) || isScriptFile(file))) {
    openScript(file, settings);
  } else if (!file.isEmpty()) {
    openFile(file);
  }
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
      const std::string sample = sampleScript();
      showScript(sample, {}, {}, sample);
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
  const unsigned ticket = m_opening.next();
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = file.toStdString()] { return readStrategyFile(*files, path); },
      [this, file, ticket](Result<strategy::StrategyDocument> document) {
        if (!m_opening.isCurrent(ticket))
          return;
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
  const unsigned ticket = m_opening.next();
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = file.toStdString()] { return readScriptFile(*files, path); },
      [this, file, settings, ticket](const Result<std::string>& text) {
        if (!m_opening.isCurrent(ticket))
          return;
        if (!text) {
          showError(text.error());
          return;
        }
        showScript(*text, file, settings, *text);
        Q_EMIT opened();
      });
}

void StrategyPanel::showScript(const std::string& text, const QString& file, const std::vector<std::string>& settings,
    const std::optional<std::string>& held)
{
  m_outside->hide();
  m_script->open(text, file, settings, held);
  showMode();
}

void StrategyPanel::readAgain()
{
  if (!isScript() || file().isEmpty())
    return;
  const unsigned ticket = m_reading.next();
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = file().toStdString()] { return readScriptFile(*files, path); },
      [this, file = file(), ticket](const Result<std::string>& text) {
        if (!m_reading.isCurrent(ticket) || !isScript() || file != this->file())
          return;
        m_watch->watch(file);
        if (!text) { // it is gone, or is just being written: what stands here stays
          Q_EMIT readFromFile();
          return;
        }
        if (*text == m_script->text()) {
          m_outside->hide();
          m_script->markSaved(file, *text);
        } else if (m_script->held() == *text) {
          m_outside->hide(); // it holds what it held: the changes are all here
        } else if (m_script->isDirty()) {
          m_outsideText = *text;
          m_outside->show();
        } else {
          m_script->replaceText(*text);
          m_script->markSaved(file, m_script->text());
        }
        Q_EMIT readFromFile();
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
