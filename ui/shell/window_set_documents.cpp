// SPDX-License-Identifier: GPL-3.0-or-later
// What a window set keeps on the disk: one document a workspace, and one that holds them together.
#include "ui/settings/settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_placement.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_layout.h"
#include "ui/shell/workspace_view.h"

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
      damaged.push_back(
          fail("workspace.kept_aside", {{"workspace", name.toStdString()}, {"reason", document.error().code}}).error());
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

void WindowSet::insert(WorkspaceDocument document, std::size_t at)
{
  auto workspace = std::make_unique<Workspace>();
  workspace->document = std::move(document);
  m_workspaces.insert(
      m_workspaces.begin() + static_cast<std::ptrdiff_t>(std::min(at, m_workspaces.size())), std::move(workspace));
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

/// What differs from the disk; it is taken for written.
std::vector<std::pair<QString, QByteArray>> WindowSet::changes()
{
  std::vector<std::pair<QString, QByteArray>> changed;
  if (m_safe || m_workspaces.empty())
    return changed;
  for (const auto& workspace : m_workspaces) {
    collect(*workspace);
    QByteArray bytes = toBytes(workspace->document);
    if (bytes == workspace->written)
      continue;
    workspace->written = bytes;
    changed.emplace_back(workspace->document.id, std::move(bytes));
  }
  QByteArray desk = QJsonDocument(deskDocument()).toJson();
  if (desk != m_deskWritten) {
    m_deskWritten = desk;
    changed.emplace_back(kWindowsDocument, std::move(desk));
  }
  return changed;
}

Result<void> WindowSet::save()
{
  m_saveTimer.stop();
  if (m_writing && m_context.workers)
    m_context.workers->drain(); // what is on its way is older
  for (const auto& [name, bytes] : changes())
    if (Result<void> written = m_store.write(name, bytes); !written) {
      forget(name);
      return written;
    }
  return {};
}

void WindowSet::forget(const QString& name)
{
  if (name == kWindowsDocument)
    m_deskWritten.clear();
  else if (Workspace* workspace = find(name))
    workspace->written.clear();
}

void WindowSet::saveSoon()
{
  if (!m_quitting && !m_current.isEmpty() && !m_saveTimer.isActive())
    m_saveTimer.start();
}

void WindowSet::saveOff()
{
  if (m_writing) {
    m_saveTimer.start();
    return;
  }
  auto changed = changes();
  if (changed.empty())
    return;
  const auto write = [store = m_store, changed]() -> Result<void> {
    for (const auto& [name, bytes] : changed)
      if (Result<void> written = store.write(name, bytes); !written)
        return fail(std::move(written.error()).with("workspace", name.toStdString()));
    return {};
  };
  const auto done = [this, changed](const Result<void>& written) {
    m_writing = false;
    if (written) {
      Q_EMIT saved();
      return;
    }
    for (const auto& [name, bytes] : changed)
      forget(name);
    Q_EMIT saveFailed(written.error());
  };
  m_writing = true;
  if (m_context.workers)
    runAsync(m_context.workers->next(), this, write, done);
  else
    done(write());
}

QString WindowSet::freeId(const QString& wanted) const
{
  QString base;
  for (const QChar letter : wanted.toLower())
    if (letter.unicode() < 128 && (letter.isLetterOrNumber() || letter == u'-'))
      base.append(letter);
  base = base.left(40);
  if (base.isEmpty())
    base = QStringLiteral("workspace");
  QString id = base;
  for (int number = 2; find(id) || m_store.contains(id) || id == kWindowsDocument || id == u"window"; ++number)
    id = QStringLiteral("%1-%2").arg(base).arg(number);
  return id;
}

QString WindowSet::addDocument(WorkspaceDocument document)
{
  const auto at = static_cast<std::size_t>(workspaceIds().indexOf(m_current) + 1);
  document.id = freeId(document.id.isEmpty() ? document.name : document.id);
  const QString id = document.id;
  insert(std::move(document), at);
  switchTo(id);
  return id;
}

QString WindowSet::addWorkspace(const QString& name, const QString& templateId)
{
  const QString id = freeId(name.isEmpty() ? templateId : name);
  insert({id, name.simplified().left(60), templateId, templateId.isEmpty(), {}}, m_workspaces.size());
  switchTo(id);
  return id;
}

QString WindowSet::duplicateWorkspace(const QString& id)
{
  if (!find(id))
    return {};
  WorkspaceDocument copy = workspaceDocument(id);
  copy.name = Tr::tr("%1 (copy)").arg(workspaceName(id));
  const auto at = static_cast<std::size_t>(workspaceIds().indexOf(id) + 1);
  copy.id = freeId(id);
  const QString made = copy.id;
  insert(std::move(copy), at);
  switchTo(made);
  return made;
}

void WindowSet::renameWorkspace(const QString& id, const QString& name)
{
  if (Workspace* workspace = find(id)) {
    workspace->document.name = name.simplified().left(60);
    Q_EMIT workspacesChanged();
  }
}

bool WindowSet::removeWorkspace(const QString& id)
{
  Workspace* workspace = find(id);
  if (!workspace || m_workspaces.size() < 2)
    return false;
  const auto at = workspaceIds().indexOf(id);
  collect(*workspace);
  m_removed.emplace_back(static_cast<std::size_t>(at), workspace->document);
  if (m_current == id)
    switchTo(workspaceIds().value(at == 0 ? 1 : at - 1));
  closeViews(*workspace);
  m_workspaces.erase(m_workspaces.begin() + at);
  if (!m_safe) {
    if (m_writing && m_context.workers)
      m_context.workers->drain();
    if (const Result<void> aside = m_store.keepAside(id, QStringLiteral("removed")); !aside)
      Q_EMIT saveFailed(aside.error());
  }
  Q_EMIT workspacesChanged();
  return true;
}

QString WindowSet::restoreWorkspace()
{
  if (m_removed.empty())
    return {};
  auto [at, document] = std::move(m_removed.back());
  m_removed.pop_back();
  document.id = freeId(document.id);
  const QString id = document.id;
  insert(std::move(document), at);
  switchTo(id);
  return id;
}

void WindowSet::moveWorkspace(int from, int to)
{
  const auto count = static_cast<int>(m_workspaces.size());
  if (from < 0 || to < 0 || from >= count || to >= count || from == to)
    return;
  auto moved = std::move(m_workspaces[static_cast<std::size_t>(from)]);
  m_workspaces.erase(m_workspaces.begin() + from);
  m_workspaces.insert(m_workspaces.begin() + to, std::move(moved));
  Q_EMIT workspacesChanged();
}

void WindowSet::resetWorkspace(const QString& id)
{
  Workspace* workspace = find(id);
  if (!workspace)
    return;
  open(*workspace);
  collect(*workspace);
  m_resets.push_back(workspace->document);
  // The windows beside the first go, as the template knows none.
  while (!workspace->windows.empty())
    removeWindow(workspace->windows.back().get());
  workspace->views.front()->buildDefault();
}

bool WindowSet::canReset() const
{
  const Workspace* workspace = find(m_current);
  return workspace && isTemplateUsed(workspace->document.templateId, *m_context.panels);
}

bool WindowSet::undoReset()
{
  if (m_resets.empty())
    return false;
  const WorkspaceDocument before = std::move(m_resets.back());
  m_resets.pop_back();
  Workspace* workspace = find(before.id);
  if (!workspace)
    return false;
  closeViews(*workspace);
  workspace->document = before;
  switchTo(before.id);
  Q_EMIT layoutChanged();
  return true;
}

WorkspaceDocument WindowSet::workspaceDocument(const QString& id)
{
  Workspace* workspace = find(id);
  if (!workspace)
    return {};
  collect(*workspace);
  return workspace->document;
}

}
