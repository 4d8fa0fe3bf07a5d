// SPDX-License-Identifier: GPL-3.0-or-later
// Panels in any of the windows: finding them, and taking them from one to another.
#include "ui/shell/dock_surface.h"
#include "ui/shell/float_window.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_layout.h"
#include "ui/shell/workspace_view.h"

#include <algorithm>

namespace zvt::ui {

namespace {

/// Into the window that it left, beside one of its tabs, or into one of its own there.
void floatAgain(
    WorkspaceView& view, PanelDock* dock, const QRect& frame, const FloatWindow* window, const QStringList& tabs)
{
  const QList<FloatWindow*> floats = view.floats();
  const auto left = std::find(floats.begin(), floats.end(), window);
  if (left == floats.end()) {
    view.adopt(dock);
    view.floatDock(dock, frame);
    return;
  }
  DropTarget target;
  target.side = DockSide::Right;
  const QList<PanelDock*> there = (*left)->surface()->docks();
  for (const PanelDock* one : there)
    if (tabs.contains(one->instance()))
      target = {one->instance(), DockSide::Centre, -1, {}};
  view.adopt(dock, (*left)->surface(), target);
}

}

Panel* WindowSet::showPanel(const QString& id, MainWindow* window)
{
  const PanelSpec* spec = m_context.panels->find(id);
  if (!spec || m_workspaces.empty())
    return nullptr;
  const bool atHome = m_first->isWelcomeShown() || m_current.isEmpty();
  Workspace* workspace = atHome ? nullptr : find(m_current);
  if (workspace) {
    std::vector<WorkspaceView*> views = workspace->views;
    std::stable_partition(
        views.begin(), views.end(), [&](const WorkspaceView* view) { return view->window() == window; });
    for (WorkspaceView* view : views)
      if (view->findPanel(id)) {
        if (view->window() != window)
          view->window()->activateWindow();
        return view->showPanel(id);
      }
    // A user's own workspace and further windows take any panel.
    const bool own = workspace->document.templateId.isEmpty() || window != m_first.get();
    if (own || placeIn(*spec, workspace->document.templateId))
      return views.front()->showPanel(id);
  }
  // Where it belongs, rather than squeezed into a workspace of another purpose.
  QString wanted = atHome ? m_workspaces.front()->document.id : m_current;
  for (const PanelPlace& place : spec->places) {
    const auto home = std::find_if(m_workspaces.begin(), m_workspaces.end(),
        [&](const auto& one) { return one->document.templateId == place.workspace; });
    if (home == m_workspaces.end())
      continue;
    wanted = (*home)->document.id;
    break;
  }
  switchTo(wanted);
  return find(wanted)->views.front()->showPanel(id);
}

bool WindowSet::raisePanel(const Panel& panel)
{
  for (const auto& workspace : m_workspaces)
    for (WorkspaceView* view : workspace->views)
      for (PanelDock* dock : view->docks()) {
        if (dock->panel() != &panel)
          continue;
        if (m_current != workspace->document.id || m_first->isWelcomeShown())
          switchTo(workspace->document.id);
        if (view->window() != &active())
          view->window()->activateWindow();
        view->setCurrent(dock); // of several of its kind, this one
        view->showPanel(dock->panelId());
        return true;
      }
  return false;
}

WorkspaceView* WindowSet::viewOf(const PanelDock* dock) const
{
  for (const auto& workspace : m_workspaces)
    for (WorkspaceView* view : workspace->views)
      if (view->dockOf(dock->instance()) == dock)
        return view;
  return nullptr;
}

bool WindowSet::standsWith(const Panel& panel, const QString& id) const
{
  for (const auto& workspace : m_workspaces) {
    bool isHere = false, isWanted = false;
    for (const WorkspaceView* view : workspace->views)
      for (const PanelDock* dock : view->docks()) {
        isHere |= dock->panel() == &panel;
        isWanted |= dock->panelId() == id;
      }
    if (isHere)
      return isWanted;
  }
  return false;
}

void WindowSet::movePanel(PanelDock* dock, MainWindow* to)
{
  if (WorkspaceView* view = to->workspace())
    moveInto(dock, view, nullptr, {});
}

void WindowSet::moveInto(PanelDock* dock, WorkspaceView* to, DockSurface* surface, const DropTarget& target)
{
  WorkspaceView* from = viewOf(dock);
  if (!from || from == to)
    return;
  to->adopt(from->take(dock), surface, target);
  to->window()->activateWindow();
}

bool WindowSet::movePanelTo(PanelDock* dock, const QString& workspaceId)
{
  WorkspaceView* from = viewOf(dock);
  Workspace* workspace = find(workspaceId);
  if (!from || !workspace || from->id() == workspaceId)
    return false;
  open(*workspace);
  auto* window = qobject_cast<MainWindow*>(from->window());
  const PanelSpec* spec = m_context.panels->find(dock->panelId());
  const QString instance = dock->instance();
  const DockNode before = from->surface()->tree();
  const auto* floating = dock->isFloating() ? qobject_cast<FloatWindow*>(dock->window()) : nullptr;
  const QRect frame = floating ? QRect(floating->pos(), floating->size()) : QRect();
  const QPointer<const FloatWindow> others = floating;
  const QStringList tabs = floating ? groupOf(floating->surface()->tree(), instance) : QStringList();
  workspace->views.front()->adopt(from->take(dock));
  if (!window) // it stood in a window of its own
    window = &active();
  const auto back = [this, dock = QPointer(dock), from = QPointer(from), before, instance, frame, others, tabs] {
    WorkspaceView* now = dock ? viewOf(dock) : nullptr;
    if (!now || !from)
      return;
    if (!frame.isEmpty()) {
      floatAgain(*from, now->take(dock), frame, others, tabs);
      return;
    }
    from->adopt(now->take(dock));
    DockNode tree = before;
    renamePanel(tree, instance, dock->instance());
    from->arrange(tree);
  };
  window->notify(widgets::NoteKind::Info,
      Tr::tr("“%1” moved to workspace “%2”.")
          .arg(spec ? spec->title() : dock->panel()->title(), workspaceName(workspaceId)),
      undoAction(back));
  return true;
}

void WindowSet::tellClosed(MainWindow* window, WorkspaceView* view, unsigned number, const QString& title)
{
  window->notify(
      widgets::NoteKind::Info, Tr::tr("“%1” closed.").arg(title), undoAction([view = QPointer(view), number] {
        if (view)
          view->reopen(number);
      }));
}

}
