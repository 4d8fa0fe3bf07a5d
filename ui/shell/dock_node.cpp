// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dock_node.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

constexpr int kDeepest = 16; ///< a document deeper than that is not ours

DockNode* find(DockNode& node, const QString& panel)
{
  if (node.tabs.contains(panel))
    return &node;
  for (DockNode& child : node.children)
    if (DockNode* found = find(child, panel))
      return found;
  return nullptr;
}

/// Takes the place of a split of one by its child, and children of the same direction into their parent.
void tidy(DockNode& node)
{
  std::vector<DockNode> kept;
  for (DockNode& child : node.children) {
    tidy(child);
    if (child.isEmpty())
      continue;
    if (!child.isSplit() || child.orientation != node.orientation) {
      kept.push_back(std::move(child));
      continue;
    }
    double whole = 0;
    for (const DockNode& inner : child.children)
      whole += inner.share;
    for (DockNode& inner : child.children) {
      inner.share *= child.share / whole;
      kept.push_back(std::move(inner));
    }
  }
  node.children = std::move(kept);
  if (node.children.size() != 1)
    return;
  const double share = node.share;
  DockNode only = std::move(node.children.front());
  node = std::move(only);
  node.share = share;
}

Qt::Orientation orientationOf(DockSide side)
{
  return side == DockSide::Left || side == DockSide::Right ? Qt::Horizontal : Qt::Vertical;
}

bool isBefore(DockSide side)
{
  return side == DockSide::Left || side == DockSide::Top;
}

/// Divides the place of @p node between what it was and @p added, which gets @p part of it.
void divide(DockNode& node, DockNode added, DockSide side, double part)
{
  const double share = node.share;
  DockNode old = std::move(node);
  old.share = 1 - part;
  added.share = part;
  std::vector<DockNode> children;
  children.push_back(std::move(isBefore(side) ? added : old));
  children.push_back(std::move(isBefore(side) ? old : added));
  node = DockNode::split(orientationOf(side), std::move(children), share);
}

DockNode* lastGroup(DockNode& node)
{
  return node.isSplit() ? lastGroup(node.children.back()) : &node;
}

DockNode read(const QJsonObject& object, QStringList& known, int depth)
{
  DockNode node;
  const double share = object.value(u"share").toDouble(1);
  node.share = std::isfinite(share) && share > 0 ? share : 1;
  if (object.value(u"split").toString() == u"vertical")
    node.orientation = Qt::Vertical;
  const QJsonArray children = object.value(u"children").toArray();
  if (depth < kDeepest)
    for (const QJsonValue& child : children)
      node.children.push_back(read(child.toObject(), known, depth + 1));
  if (!children.isEmpty())
    return node;
  const QJsonArray tabs = object.value(u"tabs").toArray();
  for (const QJsonValue& tab : tabs)
    if (known.removeOne(tab.toString()))
      node.tabs.append(tab.toString());
  node.front = object.value(u"front").toString();
  if (!node.tabs.contains(node.front))
    node.front = node.tabs.value(0);
  return node;
}

}

DockNode DockNode::group(const QStringList& tabs, double share)
{
  DockNode node;
  node.tabs = tabs;
  node.front = tabs.value(0);
  node.share = share;
  return node;
}

DockNode DockNode::split(Qt::Orientation orientation, std::vector<DockNode> children, double share)
{
  DockNode node;
  node.orientation = orientation;
  node.children = std::move(children);
  node.share = share;
  return node;
}

bool DockNode::operator==(const DockNode& other) const
{
  return children == other.children && tabs == other.tabs && front == other.front
      && std::abs(share - other.share) < 1e-9 && (!isSplit() || orientation == other.orientation);
}

QStringList panelsOf(const DockNode& root)
{
  QStringList panels = root.tabs;
  for (const DockNode& child : root.children)
    panels += panelsOf(child);
  return panels;
}

QStringList groupOf(const DockNode& root, const QString& panel)
{
  const DockNode* found = find(const_cast<DockNode&>(root), panel);
  return found ? found->tabs : QStringList();
}

bool removePanel(DockNode& root, const QString& panel)
{
  DockNode* group = find(root, panel);
  if (!group)
    return false;
  const qsizetype at = group->tabs.indexOf(panel);
  group->tabs.removeAt(at);
  if (group->front == panel)
    group->front = group->tabs.value(std::min(at, group->tabs.size() - 1));
  tidy(root);
  return true;
}

bool placePanel(DockNode& root, const QString& panel, const QString& target, DockSide side)
{
  DockNode* group = find(root, target);
  if (!group)
    return false;
  if (side == DockSide::Centre) {
    group->tabs.insert(group->tabs.indexOf(target) + 1, panel);
    group->front = panel;
    return true;
  }
  divide(*group, DockNode::group({panel}), side, 0.5);
  tidy(root);
  return true;
}

void placeAtEdge(DockNode& root, const QString& panel, DockSide side)
{
  if (root.isEmpty()) {
    root = DockNode::group({panel});
    return;
  }
  if (side == DockSide::Centre) {
    DockNode* group = lastGroup(root);
    group->tabs.append(panel);
    group->front = panel;
    return;
  }
  divide(root, DockNode::group({panel}), side, 0.25);
  tidy(root);
}

bool moveTab(DockNode& root, const QString& panel, int to)
{
  DockNode* group = find(root, panel);
  if (!group || to < 0 || to >= group->tabs.size())
    return false;
  group->tabs.move(group->tabs.indexOf(panel), to);
  return true;
}

bool raisePanel(DockNode& root, const QString& panel)
{
  DockNode* group = find(root, panel);
  if (group)
    group->front = panel;
  return group != nullptr;
}

void renamePanel(DockNode& root, const QString& from, const QString& to)
{
  if (DockNode* group = find(root, from)) {
    group->tabs.replace(group->tabs.indexOf(from), to);
    if (group->front == from)
      group->front = to;
  }
}

bool haveSameShape(const DockNode& a, const DockNode& b)
{
  return a.tabs == b.tabs && (!a.isSplit() || a.orientation == b.orientation)
      && std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), haveSameShape);
}

QJsonObject toJson(const DockNode& node)
{
  QJsonObject object{{QStringLiteral("share"), std::round(node.share * 10'000) / 10'000}};
  if (!node.isSplit()) {
    object.insert(QStringLiteral("tabs"), QJsonArray::fromStringList(node.tabs));
    object.insert(QStringLiteral("front"), node.front);
    return object;
  }
  QJsonArray children;
  for (const DockNode& child : node.children)
    children.append(toJson(child));
  object.insert(QStringLiteral("split"),
      node.orientation == Qt::Vertical ? QStringLiteral("vertical") : QStringLiteral("horizontal"));
  object.insert(QStringLiteral("children"), children);
  return object;
}

DockNode dockNodeFromJson(const QJsonObject& object, const QStringList& known)
{
  QStringList left = known;
  DockNode node = read(object, left, 0);
  tidy(node);
  return node;
}

}
