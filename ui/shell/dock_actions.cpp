// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the layout of panels.
#include "ui/shell/main_window.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_view.h"

#include <QAction>
#include <QMenu>

#include <array>

namespace zvt::ui {

namespace {

constexpr int kNumberedWorkspaces = 9; ///< as many as have a key

constexpr std::array kMenuActions{"panel.splitRight", "panel.splitDown", "panel.duplicate", "panel.maximize",
    "panel.float", "panel.moveLeft", "panel.moveRight", "panel.moveUp", "panel.moveDown", "panel.moveToTab"};

}

void MainWindow::addDockActions()
{
  using Run = std::function<void(WorkspaceView & view, PanelDock & dock)>;
  int order = 200;
  const auto add = [&](const char* id, const char* keys, std::function<QString()> text, Run run) {
    addAction({QLatin1String(id), std::move(text), QStringLiteral("window/panel"), order++, {}, QLatin1String(keys), {},
        false, [this, run = std::move(run)](bool) {
          WorkspaceView* view = front().workspace();
          if (PanelDock* dock = view ? view->currentDock() : nullptr)
            run(*view, *dock);
        }});
  };
  const auto move = [](DockSide side) {
    return [side](WorkspaceView& view, PanelDock& dock) { view.moveDock(&dock, side); };
  };
  add("panel.next", "Ctrl+F6", [] { return Tr::tr("&Next panel"); }, [](auto& view, auto&) { view.focusNext(1); });
  add(
      "panel.previous", "Alt+F6", [] { return Tr::tr("P&revious panel"); },
      [](auto& view, auto&) { view.focusNext(-1); });
  add(
      "panel.maximize", "Alt+Shift+Return", [] { return Tr::tr("&Maximise or restore panel"); },
      [](auto& view, auto& dock) { view.toggleMaximized(&dock); });
  add(
      "panel.float", "Alt+Shift+F", [] { return Tr::tr("&Float or dock panel"); },
      [](auto& view, auto& dock) { view.toggleFloat(&dock); });
  add(
      "panel.splitRight", "Alt+Shift+R", [] { return Tr::tr("&Split right"); },
      [](auto& view, auto& dock) { view.duplicate(&dock, DockSide::Right); });
  add(
      "panel.splitDown", "Alt+Shift+D", [] { return Tr::tr("Split do&wn"); },
      [](auto& view, auto& dock) { view.duplicate(&dock, DockSide::Bottom); });
  add(
      "panel.duplicate", "Ctrl+Shift+D", [] { return Tr::tr("D&uplicate panel as a tab"); },
      [](auto& view, auto& dock) { view.duplicate(&dock, DockSide::Centre); });
  add("panel.moveLeft", "Alt+Shift+Left", [] { return Tr::tr("Move panel &left"); }, move(DockSide::Left));
  add("panel.moveRight", "Alt+Shift+Right", [] { return Tr::tr("Move panel ri&ght"); }, move(DockSide::Right));
  add("panel.moveUp", "Alt+Shift+Up", [] { return Tr::tr("Move panel up"); }, move(DockSide::Top));
  add("panel.moveDown", "Alt+Shift+Down", [] { return Tr::tr("Move panel down"); }, move(DockSide::Bottom));
  add(
      "panel.moveToTab", "Alt+Shift+T", [] { return Tr::tr("Move panel into neighbouring &tabs"); },
      move(DockSide::Centre));
  add(
      "panel.toNextWindow", "Alt+Shift+N", [] { return Tr::tr("Move panel to ne&xt window"); },
      [this](WorkspaceView&, PanelDock& dock) {
        const QList<MainWindow*> all = m_windows.windows();
        if (all.size() < 2)
          m_windows.movePanel(&dock, m_windows.addWindow());
        else
          m_windows.movePanel(&dock, all[(all.indexOf(&front()) + 1) % all.size()]);
      });
  const auto step = [this](int by) {
    return [this, by](WorkspaceView& view, PanelDock& dock) {
      const QStringList ids = workspaceIds();
      m_windows.movePanelTo(&dock, ids.value((ids.indexOf(view.id()) + by + ids.size()) % ids.size()));
    };
  };
  add("panel.toNextWorkspace", "Alt+Shift+PgDown", [] { return Tr::tr("Move panel to next wor&kspace"); }, step(1));
  add(
      "panel.toPreviousWorkspace", "Alt+Shift+PgUp", [] { return Tr::tr("Move panel to previous workspace"); },
      step(-1));
  add(
      "panel.close", "Ctrl+W", [] { return Tr::tr("&Close panel"); },
      [](auto& view, auto& dock) { view.close(&dock); });
  addAction({QStringLiteral("panel.reopen"), [] { return Tr::tr("Re&open closed panel"); },
      QStringLiteral("window/panel"), order++, {}, QStringLiteral("Ctrl+Shift+T"), {}, false,
      [this](bool) {
        if (WorkspaceView* view = front().workspace())
          view->reopen();
      }});
}

/// One a workspace, by its number, for the search and for keys of one's own; the menus name them on their own.
void MainWindow::addMoveToWorkspaceActions()
{
  for (int number = 1; number <= kNumberedWorkspaces; ++number)
    addAction({QStringLiteral("panel.toWorkspace.%1").arg(number),
        [this, number] {
          const QString name = m_windows.workspaceName(workspaceIds().value(number - 1));
          return Tr::tr("Move panel to workspace %1").arg(name.isEmpty() ? QString::number(number) : name);
        },
        {}, 430 + number, {}, QStringLiteral("Alt+Shift+%1").arg(number), {}, false,
        [this, number](bool) {
          WorkspaceView* view = front().workspace();
          if (PanelDock* dock = view ? view->currentDock() : nullptr)
            m_windows.movePanelTo(dock, workspaceIds().value(number - 1));
        }});
}

void MainWindow::updateMoveActions(const WorkspaceView* view)
{
  const QStringList ids = workspaceIds();
  const bool any = view && view->currentDock();
  for (int number = 1; number <= kNumberedWorkspaces; ++number) {
    const QString id = QStringLiteral("panel.toWorkspace.%1").arg(number);
    QAction* action = m_context.actions->action(id);
    if (!action)
      continue;
    action->setText(m_context.actions->find(id)->text());
    action->setVisible(number <= ids.size());
    action->setEnabled(any && number <= ids.size() && ids[number - 1] != view->id());
  }
  for (const char* id : {"panel.toNextWorkspace", "panel.toPreviousWorkspace"})
    if (QAction* action = m_context.actions->action(QLatin1String(id)))
      action->setEnabled(any && ids.size() > 1);
}

void MainWindow::updateWindowActions()
{
  const WorkspaceView* view = front().workspace();
  const auto enable = [this](const char* id, bool on) {
    if (QAction* action = m_context.actions->action(QLatin1String(id)))
      action->setEnabled(on);
  };
  const bool any = view && view->currentDock();
  for (const char* id : kMenuActions)
    enable(id, any);
  for (const char* id : {"panel.next", "panel.previous", "panel.close", "panel.toNextWindow"})
    enable(id, any);
  updateMoveActions(view);
  enable("panel.reopen", view && view->canReopen());
  enable("window.reset", view && m_windows.canReset());
  enable("window.undoReset", m_windows.canUndoReset());
  enable("window.reopen", m_windows.canReopenWindow());
  enable("window.next", m_windows.windows().size() > 1);
  enable("workspace.delete", workspaceIds().size() > 1);
  enable("workspace.restore", m_windows.canRestoreWorkspace());
}

void MainWindow::showDockMenu(PanelDock* dock, const QPoint& global)
{
  if (WorkspaceView* view = m_windows.viewOf(dock))
    view->setCurrent(dock);
  QMenu menu(this);
  for (const char* id : kMenuActions)
    if (QAction* action = m_context.actions->action(QLatin1String(id)))
      menu.addAction(action);
  QMenu* windows = menu.addMenu(Tr::tr("Move to window"));
  const QList<MainWindow*> all = m_windows.windows();
  for (MainWindow* window : all)
    if (window != dock->window() && window != this)
      connect(windows->addAction(window->windowTitle()), &QAction::triggered, dock,
          [this, dock, window] { m_windows.movePanel(dock, window); });
  connect(windows->addAction(Tr::tr("A new window")), &QAction::triggered, dock,
      [this, dock] { m_windows.movePanel(dock, m_windows.addWindow()); });
  QMenu* workspaces = menu.addMenu(Tr::tr("Move to workspace"));
  const QStringList ids = workspaceIds();
  for (const QString& id : ids)
    if (id != m_windows.currentWorkspace())
      connect(workspaces->addAction(QString(m_windows.workspaceName(id)).replace(u'&', QStringLiteral("&&"))),
          &QAction::triggered, dock, [this, dock, id] { m_windows.movePanelTo(dock, id); });
  workspaces->menuAction()->setVisible(!workspaces->isEmpty());
  menu.addSeparator();
  dock->panel()->fillMenu(&menu);
  menu.addSeparator();
  menu.addAction(m_context.actions->action(QStringLiteral("panel.close")));
  menu.exec(global);
}

}
