// SPDX-License-Identifier: GPL-3.0-or-later
// Which panels a window of a workspace has: opened, closed and brought back.
#include "ui/shell/float_window.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/workspace_layout.h"
#include "ui/shell/workspace_view.h"

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr std::size_t kClosedKept = 20;

}

QString WorkspaceView::freeInstance(const QString& id) const
{
  for (int number = 1;; ++number)
    if (const QString instance = QStringLiteral("%1.%2").arg(id).arg(number); !m_docks.contains(instance))
      return instance;
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
  m_closed.push_back({++m_lastClosed, describe(dock), m_surface->tree()});
  if (m_closed.size() > kClosedKept)
    m_closed.erase(m_closed.begin());
  const PanelSpec* spec = m_context.panels->find(dock->panelId());
  const QString title = spec ? spec->title() : dock->panel()->title(); // a chart's own is its security
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
  const unsigned number = m_lastClosed;
  Q_EMIT layoutChanged();
  Q_EMIT panelClosed(number, title);
}

PanelDock* WorkspaceView::reopen(unsigned number)
{
  const auto last = std::find_if(
      m_closed.rbegin(), m_closed.rend(), [&](const ClosedPanel& one) { return number == 0 || one.number == number; });
  if (last == m_closed.rend())
    return nullptr;
  auto [gone, panel, before] = std::move(*last);
  m_closed.erase(std::next(last).base());
  if (m_docks.contains(panel.instance))
    panel.instance = freeInstance(panel.id);
  PanelDock* dock = make(panel);
  placeBySpec(dock);
  if (raisePanel(before, panel.instance))
    arrange(before);
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
        std::find_if(m_closed.rbegin(), m_closed.rend(), [&](const ClosedPanel& one) { return one.panel.id == id; });
    if (before != m_closed.rend()) {
      panel.link = before->panel.link;
      panel.state = before->panel.state;
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

}
