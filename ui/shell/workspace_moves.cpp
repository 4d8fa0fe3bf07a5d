// SPDX-License-Identifier: GPL-3.0-or-later
// How panels of a window move: in its layout, to windows of their own, to other windows.
#include "ui/shell/float_window.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/window_placement.h"
#include "ui/shell/workspace_layout.h"
#include "ui/shell/workspace_view.h"

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr QSize kFloatSize(640, 420);

}
DockSurface* WorkspaceView::surfaceOf(const PanelDock* dock) const
{
  for (FloatWindow* window : m_floats)
    if (window->surface()->docks().contains(const_cast<PanelDock*>(dock)))
      return window->surface();
  return m_surface->docks().contains(const_cast<PanelDock*>(dock)) ? m_surface : nullptr;
}

void WorkspaceView::removeFromTree(PanelDock* dock)
{
  DockSurface* surface = surfaceOf(dock);
  if (!surface)
    return;
  DockNode tree = surface->tree();
  removePanel(tree, dock->instance());
  auto* window = qobject_cast<FloatWindow*>(surface->window());
  setTree(surface, tree);
  if (window && m_floats.contains(window)) {
    if (tree.isEmpty())
      removeFloat(window);
    else
      window->updateTitle();
  }
}

void WorkspaceView::insert(PanelDock* dock, DockSurface* surface, const DropTarget& target)
{
  DockNode tree = surface->tree();
  const QString instance = dock->instance();
  if (target.beside.isEmpty() || !placePanel(tree, instance, target.beside, target.side))
    placeAtEdge(tree, instance, target.side);
  if (target.tab >= 0)
    moveTab(tree, instance, std::min(target.tab, static_cast<int>(groupOf(tree, instance).size()) - 1));
  setTree(surface, tree);
  if (auto* window = qobject_cast<FloatWindow*>(surface->window()))
    window->updateTitle();
}

void WorkspaceView::drop(PanelDock* dock, DockSurface* surface, const DropTarget& target)
{
  if (m_docks.value(dock->instance()) != dock) {
    Q_EMIT foreignDropped(dock, surface, target);
    return;
  }
  DropTarget place = target;
  const QStringList tabs = groupOf(surface->tree(), dock->instance());
  if (tabs.contains(target.beside)) {
    // Within its own group: to another tab, or out of it beside the others.
    if (target.side == DockSide::Centre && target.tab < 0)
      return;
    if (tabs.size() == 1)
      return;
    if (target.beside == dock->instance())
      place.beside = tabs[tabs[0] == dock->instance() ? 1 : 0];
  }
  removeFromTree(dock);
  insert(dock, surface, place);
  setCurrent(dock);
  dock->focusPanel();
  Q_EMIT layoutChanged();
}

PanelDock* WorkspaceView::take(PanelDock* dock)
{
  removeFromTree(dock);
  m_docks.remove(dock->instance());
  dock->setParent(nullptr);
  disconnect(dock, nullptr, this, nullptr);
  disconnect(dock->panel(), nullptr, this, nullptr);
  if (m_current == dock)
    setCurrent(nullptr);
  Q_EMIT layoutChanged();
  return dock;
}

void WorkspaceView::admit(PanelDock* dock)
{
  if (m_docks.contains(dock->instance()))
    dock->setObjectName(freeInstance(dock->panelId()));
  dock->setParent(this);
  m_docks.insert(dock->instance(), dock);
  connectDock(dock);
}

void WorkspaceView::adopt(PanelDock* dock)
{
  admit(dock);
  placeBySpec(dock);
  setCurrent(dock);
  Q_EMIT layoutChanged();
}

bool WorkspaceView::arrange(const DockNode& tree)
{
  QStringList wanted = panelsOf(tree);
  QStringList there = panelsOf(m_surface->tree());
  wanted.sort();
  there.sort();
  if (wanted != there)
    return false;
  setTree(m_surface, tree);
  Q_EMIT layoutChanged();
  return true;
}

void WorkspaceView::adopt(PanelDock* dock, DockSurface* surface, const DropTarget& target)
{
  admit(dock);
  insert(dock, surface ? surface : m_surface, target);
  setCurrent(dock);
  dock->focusPanel();
  Q_EMIT layoutChanged();
}
FloatWindow* WorkspaceView::addFloat(const QRect& frame, const DockNode& tree)
{
  auto* window = new FloatWindow(this->window());
  m_floats.append(window);
  connectSurface(window->surface());
  connect(window, &FloatWindow::moved, this, &WorkspaceView::layoutChanged);
  connect(window, &FloatWindow::closeWanted, this, [this, window] {
    const QList<PanelDock*> all = window->surface()->docks();
    for (PanelDock* dock : all)
      close(dock);
  });
  setTree(window->surface(), tree);
  window->updateTitle();
  window->resize(frame.size());
  window->move(frame.topLeft());
  window->setVisible(m_active);
  return window;
}

void WorkspaceView::removeFloat(FloatWindow* window)
{
  m_floats.removeOne(window);
  window->hide();
  window->deleteLater();
}

void WorkspaceView::floatDock(PanelDock* dock, QRect frame)
{
  if (frame.isEmpty())
    frame = QRect(dock->mapToGlobal(QPoint(24, 24)), dock->isVisible() ? dock->size() : kFloatSize);
  frame.setSize(frame.size().expandedTo(QSize(240, 160)).boundedTo(QSize(1200, 900)));
  removeFromTree(dock);
  addFloat(placeOnScreens(frame, availableScreens()), DockNode::group({dock->instance()}));
  setCurrent(dock);
  dock->focusPanel();
  Q_EMIT layoutChanged();
}

void WorkspaceView::toggleFloat(PanelDock* dock)
{
  if (!dock->isFloating()) {
    floatDock(dock);
    return;
  }
  removeFromTree(dock);
  placeBySpec(dock);
  setCurrent(dock);
  dock->focusPanel();
  Q_EMIT layoutChanged();
}

void WorkspaceView::toggleMaximized(PanelDock* dock)
{
  if (dock->isFloating()) {
    dock->window()->isMaximized() ? dock->window()->showNormal() : dock->window()->showMaximized();
    return;
  }
  m_surface->raise(dock);
  m_surface->setMaximized(m_surface->maximized() ? nullptr : dock);
  setCurrent(dock);
  Q_EMIT layoutChanged();
}

bool WorkspaceView::moveDock(PanelDock* dock, DockSide side)
{
  DockSurface* surface = surfaceOf(dock);
  if (!surface)
    return false;
  surface->setMaximized(nullptr);
  DockNode tree = surface->tree();
  const DockNode before = tree;
  QStringList tabs = groupOf(tree, dock->instance());
  tabs.removeOne(dock->instance());
  PanelDock* neighbour = nullptr;
  if (side == DockSide::Centre)
    for (const DockSide one : {DockSide::Right, DockSide::Left, DockSide::Bottom, DockSide::Top})
      neighbour = neighbour ? neighbour : surface->neighbour(dock, one);
  else
    neighbour = tabs.isEmpty() ? surface->neighbour(dock, side) : nullptr;
  if (side == DockSide::Centre && !neighbour)
    return false;
  removePanel(tree, dock->instance());
  if (neighbour)
    placePanel(tree, dock->instance(), neighbour->instance(), side);
  else if (!tabs.isEmpty())
    placePanel(tree, dock->instance(), tabs.front(), side);
  else
    placeAtEdge(tree, dock->instance(), side);
  if (haveSameShape(tree, before))
    return false;
  setTree(surface, tree);
  setCurrent(dock);
  dock->focusPanel();
  Q_EMIT layoutChanged();
  return true;
}

void WorkspaceView::focusNext(int step)
{
  const QList<PanelDock*> all = docks();
  if (all.isEmpty())
    return;
  const auto at = all.indexOf(currentDock());
  PanelDock* next = all[(at + step + all.size()) % all.size()];
  surfaceOf(next)->raise(next);
  if (next->isFloating())
    next->window()->activateWindow();
  setCurrent(next);
  next->focusPanel();
}

}
