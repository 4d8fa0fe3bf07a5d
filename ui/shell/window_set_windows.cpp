// SPDX-License-Identifier: GPL-3.0-or-later
// Windows beside the first: each belongs to a workspace and comes and goes with it.
#include "ui/shell/main_window.h"
#include "ui/shell/window_placement.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_view.h"

namespace zvt::ui {

MainWindow* WindowSet::makeWindow(Workspace& workspace, const WindowDocument& document)
{
  auto window = std::make_unique<MainWindow>(m_context, *this, false);
  placeWindow(*window, document.frame, document.maximized);
  workspace.windows.push_back(std::move(window));
  return workspace.windows.back().get();
}

MainWindow* WindowSet::addWindow()
{
  Workspace* workspace = find(m_current);
  if (!workspace)
    return nullptr;
  WindowDocument document;
  document.frame = QRect(active().pos() + QPoint(48, 48), QSize(960, 640));
  MainWindow* window = makeWindow(*workspace, document);
  WorkspaceView* view = addView(*workspace, window);
  view->restoreDocument({});
  updateCaptions();
  window->show();
  window->activateWindow();
  view->setActive(true);
  setActive(window);
  Q_EMIT layoutChanged();
  return window;
}

void WindowSet::removeWindow(MainWindow* window)
{
  for (const auto& workspace : m_workspaces)
    for (std::size_t i = 0; i < workspace->windows.size(); ++i) {
      if (workspace->windows[i].get() != window)
        continue;
      collect(*workspace);
      m_closedWindows.push_back({workspace->document.id, workspace->document.windows[i + 1], m_resetting});
      WorkspaceView* view = workspace->views[i + 1];
      workspace->views.erase(workspace->views.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      workspace->document.windows.erase(workspace->document.windows.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      auto gone = std::move(workspace->windows[i]);
      workspace->windows.erase(workspace->windows.begin() + static_cast<std::ptrdiff_t>(i));
      if (m_active == window)
        m_active = nullptr;
      view->setActive(false);
      gone->leaveSet();
      gone->hide();
      gone.release()->deleteLater(); // with its view; it is in its own closeEvent()
      updateCaptions();
      Q_EMIT activeChanged();
      Q_EMIT layoutChanged();
      return;
    }
}

bool WindowSet::reopenWindow()
{
  while (!m_closedWindows.empty()) {
    const auto [id, document, reset] = m_closedWindows.back();
    m_closedWindows.pop_back();
    Workspace* workspace = find(id);
    if (!workspace)
      continue;
    switchTo(id);
    MainWindow* window = makeWindow(*workspace, document);
    WorkspaceView* view = addView(*workspace, window);
    view->restoreDocument(document);
    updateCaptions();
    window->show();
    view->setActive(true);
    Q_EMIT layoutChanged();
    return true;
  }
  return false;
}

void WindowSet::updateCaptions()
{
  m_first->setCaption(workspaceName(m_current));
  for (const auto& workspace : m_workspaces)
    for (std::size_t i = 0; i < workspace->windows.size(); ++i)
      workspace->windows[i]->setCaption(
          QStringLiteral("%1 (%2)").arg(workspaceName(workspace->document.id)).arg(i + 2));
}

}
