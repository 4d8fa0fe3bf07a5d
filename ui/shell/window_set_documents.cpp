// SPDX-License-Identifier: GPL-3.0-or-later
// What a window set keeps on the disk: one document a workspace, and one that holds them together.
#include "ui/settings/settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_placement.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_layout.h"
#include "ui/shell/workspace_saver.h"
#include "ui/shell/workspace_view.h"
#include "widgets/base/language.h"

#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace zvt::ui {

void WindowSet::restore(bool safe)
{
  m_safe = safe;
  const std::vector<Error> damaged = safe ? std::vector<Error>() : load();
  QJsonObject desk;
  if (const Result<QByteArray> bytes = m_store.read(kWindowsDocument); bytes && !safe)
    desk = QJsonDocument::fromJson(*bytes).object();
  if (desk.isEmpty())
    addTemplates();
  QStringList order;
  const QJsonArray saved = desk.value(u"order").toArray();
  for (const QJsonValue& id : saved)
    order.append(id.toString());
  std::stable_sort(m_workspaces.begin(), m_workspaces.end(), [&order](const auto& a, const auto& b) {
    const auto place = [&order](const QString& id) {
      const auto at = order.indexOf(id);
      return at < 0 ? order.size() : at;
    };
    return place(a->document.id) < place(b->document.id);
  });
  placeWindow(*m_first, rectFromJson(desk.value(u"frame")), desk.value(u"maximized").toBool());
  const QStringList ids = workspaceIds();
  const QString current = desk.value(u"workspace").toString();
  if (!ids.isEmpty())
    switchTo(ids.contains(current) ? current : ids.front());
  Q_EMIT workspacesChanged();
  if (m_context.settings->flag("start.welcome") || m_workspaces.empty())
    m_first->showWelcome();
  for (const Error& error : damaged)
    m_first->notify(error);
}

std::vector<Error> WindowSet::load()
{
  std::vector<Error> damaged;
  const QStringList names = m_store.names();
  for (const QString& name : names) {
    const Result<QByteArray> bytes = m_store.read(name);
    Result<WorkspaceDocument> document =
        bytes ? workspaceFromBytes(*bytes) : Result<WorkspaceDocument>(std::unexpected(bytes.error()));
    if (!document) {
      // Where it can be looked at, and out of the way of what is built instead. A newer version will want its own.
      if (document.error().code != "workspace.newer")
        (void)m_store.keepAside(name, QStringLiteral("damaged"));
      damaged.push_back(fail("workspace.kept_aside",
          {{"workspace", name.toStdString()},
              {"reason",
                  widgets::Language::current().text(document.error().code, document.error().arguments).toStdString()}})
              .error());
      continue;
    }
    document->id = name; // the file's name is what it is saved under
    auto workspace = std::make_unique<Workspace>();
    workspace->document = std::move(*document);
    workspace->written = *bytes;
    m_workspaces.push_back(std::move(workspace));
  }
  // What was damaged and is a template comes back as at first.
  for (const Error& error : damaged) {
    const QString id = QString::fromStdString(std::string(error.field("workspace")));
    if (workspaceTemplates().contains(id) && !find(id) && isTemplateUsed(id, *m_context.panels))
      insert({id, {}, id, false, {}}, m_workspaces.size());
  }
  return damaged;
}

void WindowSet::addTemplates()
{
  const QStringList templates = workspaceTemplates();
  for (const QString& id : templates)
    if (!find(id) && isTemplateUsed(id, *m_context.panels))
      insert({id, {}, id, false, {}}, m_workspaces.size());
  std::stable_sort(m_workspaces.begin(), m_workspaces.end(), [&templates](const auto& a, const auto& b) {
    const auto place = [&templates](const QString& id) {
      const auto at = templates.indexOf(id);
      return at < 0 ? templates.size() : at;
    };
    return place(a->document.id) < place(b->document.id);
  });
}
void WindowSet::collect(Workspace& workspace)
{
  if (workspace.views.empty())
    return;
  std::vector<WindowDocument> windows;
  for (std::size_t i = 0; i < workspace.views.size(); ++i) {
    WindowDocument document = workspace.views[i]->saveDocument();
    if (i > 0) {
      const MainWindow& window = *workspace.windows[i - 1];
      document.maximized = window.isMaximized();
      document.frame = window.isMaximized() ? window.normalGeometry() : QRect(window.pos(), window.size());
    }
    windows.push_back(std::move(document));
  }
  workspace.document.windows = std::move(windows);
}

QJsonObject WindowSet::deskDocument() const
{
  const QRect frame = m_first->isMaximized() ? m_first->normalGeometry() : QRect(m_first->pos(), m_first->size());
  return {{QStringLiteral("version"), kWorkspaceVersion}, {QStringLiteral("workspace"), m_current},
      {QStringLiteral("order"), QJsonArray::fromStringList(workspaceIds())}, {QStringLiteral("frame"), toJson(frame)},
      {QStringLiteral("maximized"), m_first->isMaximized()}};
}

/// What differs from what was put there last.
void WindowSet::putChanges()
{
  if (m_safe || m_workspaces.empty())
    return;
  for (const auto& workspace : m_workspaces) {
    collect(*workspace);
    QByteArray bytes = toBytes(workspace->document);
    if (bytes == workspace->written)
      continue;
    workspace->written = bytes;
    m_saver->put(workspace->document.id, std::move(bytes));
  }
  QByteArray desk = QJsonDocument(deskDocument()).toJson();
  if (desk == m_deskWritten)
    return;
  m_deskWritten = desk;
  m_saver->put(kWindowsDocument, std::move(desk));
}

Result<void> WindowSet::save()
{
  m_saveTimer.stop();
  putChanges();
  return m_saver->write();
}

void WindowSet::saveSoon()
{
  if (!m_quitting && !m_current.isEmpty() && !m_saveTimer.isActive())
    m_saveTimer.start();
}

void WindowSet::saveNow()
{
  m_saveTimer.stop();
  putChanges();
  if (!m_saver->hasWaiting())
    return;
  const auto write = [saver = m_saver] { return saver->write(); };
  const auto done = [this](const Result<void>& written) {
    if (written)
      Q_EMIT saved();
    else
      Q_EMIT saveFailed(written.error());
  };
  if (m_context.workers)
    runAsync(m_context.workers->next(), this, write, done);
  else
    done(write());
}
}
