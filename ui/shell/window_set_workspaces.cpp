// SPDX-License-Identifier: GPL-3.0-or-later
// The list of workspaces: made, copied, named, ordered, removed and brought back.
#include "ui/shell/main_window.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_layout.h"
#include "ui/shell/workspace_saver.h"
#include "ui/shell/workspace_view.h"

#include <algorithm>

namespace zvt::ui {

void WindowSet::insert(WorkspaceDocument document, std::size_t at)
{
  auto workspace = std::make_unique<Workspace>();
  workspace->document = std::move(document);
  m_workspaces.insert(
      m_workspaces.begin() + static_cast<std::ptrdiff_t>(std::min(at, m_workspaces.size())), std::move(workspace));
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
  if (!m_safe)
    if (const Result<void> aside = m_saver->keepAside(id, QStringLiteral("removed")); !aside)
      Q_EMIT saveFailed(aside.error());
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
