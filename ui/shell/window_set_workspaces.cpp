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
  m_removed.push_back({++m_lastNumber, static_cast<std::size_t>(at), workspace->document});
  if (m_current == id)
    switchTo(workspaceIds().value(at == 0 ? 1 : at - 1));
  closeViews(*workspace);
  m_workspaces.erase(m_workspaces.begin() + at);
  if (!m_safe)
    if (const Result<void> aside = m_saver->keepAside(id, QStringLiteral("removed")); !aside)
      m_first->notify(aside.error());
  Q_EMIT workspacesChanged();
  return true;
}

QString WindowSet::restoreWorkspace(unsigned number)
{
  const auto found = std::find_if(m_removed.rbegin(), m_removed.rend(),
      [number](const Removed& one) { return number == 0 || one.number == number; });
  if (found == m_removed.rend())
    return {};
  auto [gone, at, document] = std::move(*found);
  m_removed.erase(std::next(found).base());
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
  m_resets.push_back({++m_lastNumber, workspace->document});
  // The windows beside the first go, as the template knows none.
  m_resetting = m_resets.back().number;
  while (!workspace->windows.empty())
    removeWindow(workspace->windows.back().get());
  m_resetting = 0;
  workspace->views.front()->buildDefault();
}

bool WindowSet::canReset() const
{
  const Workspace* workspace = find(m_current);
  return workspace && isTemplateUsed(workspace->document.templateId, *m_context.panels);
}

bool WindowSet::undoReset(unsigned number)
{
  const auto found = std::find_if(
      m_resets.rbegin(), m_resets.rend(), [number](const Reset& one) { return number == 0 || one.number == number; });
  if (found == m_resets.rend())
    return false;
  const auto [from, before] = *found;
  std::erase_if(
      m_resets, [from = from, &id = before.id](const Reset& one) { return one.number >= from && one.before.id == id; });
  Workspace* workspace = find(before.id);
  if (!workspace)
    return false;
  closeViews(*workspace);
  workspace->document.windows = before.windows; // its name is no part of the layout
  // The windows that the reset closed stand again.
  std::erase_if(m_closedWindows,
      [from = from, &id = before.id](const ClosedWindow& one) { return one.workspace == id && one.reset >= from; });
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
