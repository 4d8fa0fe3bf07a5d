// SPDX-License-Identifier: GPL-3.0-or-later
// How panels of a window come, go and move.
#include "ui/shell/float_window.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/window_placement.h"
#include "ui/shell/workspace_layout.h"
#include "ui/shell/workspace_view.h"

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr std::size_t kClosedKept = 20;
constexpr QSize kFloatSize(640, 420);

}

QString WorkspaceView::freeInstance(const QString& id) const
{
  for (int number = 1;; ++number)
    if (const QString instance = QStringLiteral("%1.%2").arg(id).arg(number); !m_docks.contains(instance))
      return instance;
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

void WorkspaceView::adopt(PanelDock* dock, DockSurface* surface, const DropTarget& target)
{
  if (m_docks.contains(dock->instance()))
    dock->setObjectName(freeInstance(dock->panelId()));
  dock->setParent(this);
  m_docks.insert(dock->instance(), dock);
  connectDock(dock);
  insert(dock, surface ? surface : m_surface, target);
  setCurrent(dock);
  dock->focusPanel();
  Q_EMIT layoutChanged();
}

PanelDock* WorkspaceView::openPanel(const QString& id, PanelDock* beside, DockSide side)
{
  if (!m_context.panels->find(id))
    return nullptr;
  PanelDock* dock = make({id, freeInstance(id), toString(LinkColor::A), {}});
  DockSurface* surface = beside ? surfaceOf(beside) : m_surface;
  insert(dock, surface ? surface : m_surface, {beside ? beside->instance() : QString(), side, -1, {}});
  setCurrent(dock);
  dock->focusPanel();
  Q_EMIT panelOpened(dock->panel());
  Q_EMIT layoutChanged();
  return dock;
}

PanelDock* WorkspaceView::duplicate(PanelDock* dock, DockSide side)
{
  const PanelDocument original = describe(dock);
  PanelDock* copy = openPanel(original.id, dock, side);
  if (!copy)
    return nullptr;
  if (m_context.panels->find(original.id)->linked)
    copy->panel()->setLink(dock->panel()->link());
  copy->panel()->restoreState(original.state);
  return copy;
}

void WorkspaceView::close(PanelDock* dock)
{
  if (m_docks.value(dock->instance()) != dock)
    return;
  m_closed.push_back(describe(dock));
  if (m_closed.size() > kClosedKept)
    m_closed.erase(m_closed.begin());
  const bool current = m_current == dock;
  removeFromTree(dock);
  m_docks.remove(dock->instance());
  dock->hide();
  dock->deleteLater(); // its own button may be what called us
  if (current) {
    setCurrent(nullptr);
    if (PanelDock* next = currentDock(); next && isVisible())
      next->focusPanel();
  }
  Q_EMIT layoutChanged();
}

PanelDock* WorkspaceView::reopen()
{
  if (m_closed.empty())
    return nullptr;
  const PanelDocument last = m_closed.back();
  m_closed.pop_back();
  PanelDocument panel = last;
  if (m_docks.contains(panel.instance))
    panel.instance = freeInstance(panel.id);
  PanelDock* dock = make(panel);
  placeBySpec(dock);
  setCurrent(dock);
  dock->focusPanel();
  Q_EMIT panelOpened(dock->panel());
  Q_EMIT layoutChanged();
  return dock;
}

Panel* WorkspaceView::showPanel(const QString& id)
{
  PanelDock* dock = nullptr;
  const QList<PanelDock*> all = docks();
  for (PanelDock* one : all)
    if (one->panelId() == id && (!dock || one == m_current))
      dock = one;
  const bool opened = !dock;
  if (opened) {
    if (!m_context.panels->find(id))
      return nullptr;
    PanelDocument panel{id, freeInstance(id), toString(LinkColor::A), {}};
    const auto before =
        std::find_if(m_closed.rbegin(), m_closed.rend(), [&](const PanelDocument& one) { return one.id == id; });
    if (before != m_closed.rend()) {
      panel.link = before->link;
      panel.state = before->state;
      m_closed.erase(std::next(before).base());
    }
    dock = make(panel);
    placeBySpec(dock);
  }
  if (DockSurface* surface = surfaceOf(dock)) {
    surface->raise(dock);
    if (auto* window = qobject_cast<FloatWindow*>(surface->window()); window && m_active) {
      window->show();
      window->raise();
    }
  }
  setCurrent(dock);
  dock->panel()->setFocus();
  if (opened)
    Q_EMIT panelOpened(dock->panel());
  Q_EMIT layoutChanged();
  return dock->panel();
}

/// A tab on what already stands in the area that the panel asks for keeps the layout as it is; else it takes a side.
void WorkspaceView::placeBySpec(PanelDock* dock)
{
  const PanelSpec* spec = m_context.panels->find(dock->panelId());
  const PanelPlace* own = spec ? placeIn(*spec, m_templateId) : nullptr;
  if (!own && spec && !spec->places.empty())
    own = &spec->places.front();
  const DockArea area = own ? own->area : DockArea::Centre;
  const QList<PanelDock*> all = m_surface->docks();
  for (PanelDock* other : all) {
    const PanelSpec* otherSpec = m_context.panels->find(other->panelId());
    const PanelPlace* place = otherSpec ? placeIn(*otherSpec, m_templateId) : nullptr;
    if (place && place->area == area) {
      insert(dock, m_surface, {other->instance(), DockSide::Centre, -1, {}});
      return;
    }
  }
  const DockSide side = area == DockArea::Left ? DockSide::Left
      : area == DockArea::Right                ? DockSide::Right
      : area == DockArea::Bottom               ? DockSide::Bottom
                                               : DockSide::Centre;
  insert(dock, m_surface, {QString(), side, -1, {}});
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
