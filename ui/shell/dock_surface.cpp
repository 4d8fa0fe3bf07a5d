// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dock_surface.h"

#include "ui/shell/dock_group.h"
#include "ui/shell/panel_dock.h"

#include <QBoxLayout>
#include <QSplitter>
#include <QTabBar>

#include <algorithm>
#include <array>
#include <limits>

namespace zvt::ui {

namespace {

constexpr int kGutter = 4;
constexpr int kEdge = 16; ///< of the window, where a dropped panel takes a whole side
constexpr int kShareUnit = 100'000; ///< a splitter that has no size yet keeps proportions of this

QRect halfOf(const QRect& rect, DockSide side, double part)
{
  QRect half = rect;
  const int across = static_cast<int>(rect.width() * part);
  const int along = static_cast<int>(rect.height() * part);
  switch (side) {
  case DockSide::Left:
    half.setWidth(across);
    break;
  case DockSide::Right:
    half.setLeft(rect.right() - across + 1);
    break;
  case DockSide::Top:
    half.setHeight(along);
    break;
  case DockSide::Bottom:
    half.setTop(rect.bottom() - along + 1);
    break;
  case DockSide::Centre:
    break;
  }
  return half;
}

/// The side of @p rect that @p at is nearest to, and how far in pixels.
std::pair<DockSide, int> nearestSide(const QRect& rect, const QPoint& at)
{
  const std::array<std::pair<DockSide, int>, 4> sides{std::pair(DockSide::Left, at.x() - rect.left()),
      std::pair(DockSide::Right, rect.right() - at.x()), std::pair(DockSide::Top, at.y() - rect.top()),
      std::pair(DockSide::Bottom, rect.bottom() - at.y())};
  return *std::min_element(
      sides.begin(), sides.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
}

}

DockSurface::DockSurface(QWidget* parent)
    : QWidget(parent)
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
}

DockSurface::~DockSurface() = default;

void DockSurface::clear(QWidget* keeper)
{
  for (DockGroup* group : std::as_const(m_groups))
    group->release(keeper);
  m_groups.clear();
  m_maximized = nullptr;
  if (m_root) {
    m_root->hide();
    m_root->deleteLater(); // the tab that was clicked may be what called us
  }
  m_root = nullptr;
}

void DockSurface::setTree(
    const DockNode& tree, const std::function<PanelDock*(const QString&)>& dockOf, QWidget* keeper)
{
  setUpdatesEnabled(false);
  clear(keeper);
  m_tree = tree;
  if (!tree.isEmpty()) {
    m_root = build(tree, dockOf);
    layout()->addWidget(m_root);
    m_root->show();
  }
  setUpdatesEnabled(true);
}

QWidget* DockSurface::build(const DockNode& node, const std::function<PanelDock*(const QString&)>& dockOf)
{
  if (!node.isSplit()) {
    auto* group = new DockGroup(this);
    QList<PanelDock*> docks;
    for (const QString& tab : node.tabs)
      docks.append(dockOf(tab));
    group->setDocks(docks, dockOf(node.front));
    m_groups.append(group);
    connect(group, &DockGroup::frontChosen, this, [this](PanelDock* dock) {
      raisePanel(m_tree, dock->instance());
      Q_EMIT frontChosen(dock);
      Q_EMIT adjusted();
    });
    return group;
  }
  auto* splitter = new QSplitter(node.orientation, this);
  splitter->setChildrenCollapsible(false);
  splitter->setHandleWidth(kGutter);
  double whole = 0;
  for (const DockNode& child : node.children)
    whole += child.share;
  QList<int> sizes;
  for (const DockNode& child : node.children) {
    splitter->addWidget(build(child, dockOf));
    sizes.append(std::max(1, static_cast<int>(child.share / whole * kShareUnit)));
  }
  for (int i = 0; i < splitter->count(); ++i)
    splitter->setStretchFactor(i, std::max(1, sizes[i] * 250 / kShareUnit)); // a larger window keeps the proportions
  splitter->setSizes(sizes);
  connect(splitter, &QSplitter::splitterMoved, this, &DockSurface::adjusted);
  return splitter;
}

/// What is hidden, behind a maximised panel too, has no sizes that could be read.
void DockSurface::remember() const
{
  if (m_root && isVisible() && !m_maximized)
    m_tree = read(m_root);
}

DockNode DockSurface::tree() const
{
  remember();
  return m_tree;
}

void DockSurface::hideEvent(QHideEvent* event)
{
  if (m_root && !m_maximized)
    m_tree = read(m_root);
  QWidget::hideEvent(event);
}

DockNode DockSurface::read(QWidget* widget) const
{
  if (const auto* group = qobject_cast<DockGroup*>(widget)) {
    DockNode node;
    for (const PanelDock* dock : group->docks())
      node.tabs.append(dock->instance());
    if (const PanelDock* front = group->front())
      node.front = front->instance();
    return node;
  }
  auto* splitter = qobject_cast<QSplitter*>(widget);
  DockNode node = DockNode::split(splitter->orientation(), {});
  const QList<int> sizes = splitter->sizes();
  double whole = 0;
  for (const int size : sizes)
    whole += size;
  for (int i = 0; i < splitter->count(); ++i) {
    DockNode child = read(splitter->widget(i));
    child.share = whole > 0 && sizes[i] > 0 ? sizes[i] / whole : 1.0 / splitter->count();
    node.children.push_back(std::move(child));
  }
  return node;
}

QList<PanelDock*> DockSurface::docks() const
{
  QList<PanelDock*> docks;
  for (const DockGroup* group : m_groups)
    docks += group->docks();
  return docks;
}

DockGroup* DockSurface::groupOf(const PanelDock* dock) const
{
  for (DockGroup* group : m_groups)
    if (group->docks().contains(const_cast<PanelDock*>(dock)))
      return group;
  return nullptr;
}

void DockSurface::raise(PanelDock* dock)
{
  DockGroup* group = groupOf(dock);
  if (!group)
    return;
  group->setFront(dock);
  raisePanel(m_tree, dock->instance());
  if (m_maximized && groupOf(m_maximized) != group)
    setMaximized(nullptr);
}

void DockSurface::setMaximized(PanelDock* dock)
{
  remember();
  m_maximized = dock;
  if (m_root)
    showOnly(m_root, dock ? groupOf(dock) : nullptr);
}

/// Hiding a child keeps the splitter's sizes, so that showing all again brings them back.
void DockSurface::showOnly(QWidget* widget, const DockGroup* group)
{
  auto* splitter = qobject_cast<QSplitter*>(widget);
  if (!splitter)
    return;
  for (int i = 0; i < splitter->count(); ++i) {
    QWidget* child = splitter->widget(i);
    child->setVisible(!group || child == group || child->isAncestorOf(group));
    showOnly(child, group);
  }
}

QRect DockSurface::placeOf(PanelDock* dock) const
{
  const DockGroup* group = groupOf(dock);
  return group ? QRect(group->mapTo(const_cast<DockSurface*>(this), QPoint()), group->size()) : QRect();
}

PanelDock* DockSurface::neighbour(PanelDock* dock, DockSide side) const
{
  const QRect own = placeOf(dock);
  PanelDock* best = nullptr;
  int nearest = std::numeric_limits<int>::max();
  for (DockGroup* group : m_groups) {
    const QRect other(group->mapTo(const_cast<DockSurface*>(this), QPoint()), group->size());
    const bool across = side == DockSide::Left || side == DockSide::Right;
    const int shared = across ? std::min(own.bottom(), other.bottom()) - std::max(own.top(), other.top())
                              : std::min(own.right(), other.right()) - std::max(own.left(), other.left());
    const int distance = side == DockSide::Left ? own.left() - other.right()
        : side == DockSide::Right               ? other.left() - own.right()
        : side == DockSide::Top                 ? own.top() - other.bottom()
                                                : other.top() - own.bottom();
    if (other == own || shared <= 0 || distance < 0 || distance * 10'000 - shared >= nearest)
      continue;
    nearest = distance * 10'000 - shared; // the nearest, and of those the one that shares most of the side
    best = group->front();
  }
  return best;
}

DropTarget DockSurface::targetAt(const QPoint& at) const
{
  const auto [edge, fromEdge] = nearestSide(rect(), at);
  if (m_groups.isEmpty())
    return {{}, DockSide::Centre, -1, rect()};
  if (fromEdge < kEdge && m_groups.size() > 1)
    return {{}, edge, -1, halfOf(rect(), edge, 0.25)};
  for (DockGroup* group : m_groups) {
    const QRect place(group->mapTo(const_cast<DockSurface*>(this), QPoint()), group->size());
    if (!group->isVisible() || !place.contains(at) || !group->front())
      continue;
    const QString beside = group->front()->instance();
    const QTabBar* tabs = group->tabs();
    if (tabs->isVisible() && tabs->rect().contains(tabs->mapFrom(this, at)))
      return {beside, DockSide::Centre, tabs->tabAt(tabs->mapFrom(this, at)), place};
    const auto [side, distance] = nearestSide(place, at);
    const bool across = side == DockSide::Left || side == DockSide::Right;
    const bool title = at.y() < place.top() + 26; // dropped on a title: a tab beside it
    if (!title && distance * 10 < (across ? place.width() : place.height()) * 3)
      return {beside, side, -1, halfOf(place, side, 0.5)};
    return {beside, DockSide::Centre, -1, place};
  }
  return {{}, edge, -1, halfOf(rect(), edge, 0.25)};
}

}
