// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace zvt::ui {

/// Where something comes to lie beside something else.
enum class DockSide { Centre, Left, Right, Top, Bottom };

/// How one window is divided among its panels, as a value: a split with children, or a group of tabs. An empty node has
/// neither. Panels are named by their instance ("chart.1"), each once in a tree.
struct DockNode {
  Qt::Orientation orientation = Qt::Horizontal; ///< of a split
  std::vector<DockNode> children; ///< of a split: at least two in a tidy tree
  QStringList tabs; ///< of a group, left to right
  QString front; ///< the tab that is seen; one of tabs
  double share = 1; ///< of the split that it is a child of; positive, only the proportion counts

  [[nodiscard]] bool isSplit() const { return !children.empty(); }
  [[nodiscard]] bool isEmpty() const { return children.empty() && tabs.isEmpty(); }
  [[nodiscard]] static DockNode group(const QStringList& tabs, double share = 1);
  [[nodiscard]] static DockNode split(Qt::Orientation orientation, std::vector<DockNode> children, double share = 1);
  bool operator==(const DockNode& other) const;
};

/// Every panel of the tree, from left to right and from top to bottom.
[[nodiscard]] QStringList panelsOf(const DockNode& root);
/// The tabs that stand in one place with @p panel, itself among them; empty: it is not there.
[[nodiscard]] QStringList groupOf(const DockNode& root, const QString& panel);
/// False when it is not there. The tree stays tidy: no empty groups, no splits of one, none in one of its own kind.
bool removePanel(DockNode& root, const QString& panel);
/// Puts @p panel, which is not in the tree, beside the group of @p target, or as a tab behind it (Centre) and in front.
/// Beside, it takes half of the target's place. False when the target is not there.
bool placePanel(DockNode& root, const QString& panel, const QString& target, DockSide side);
/// Puts @p panel along a whole side of the window, with a quarter of its width or height. Centre: into the last group.
void placeAtEdge(DockNode& root, const QString& panel, DockSide side);
/// Moves a tab within its group. False when there is no such place.
bool moveTab(DockNode& root, const QString& panel, int to);
/// Lets @p panel be seen. False when it is not there.
bool raisePanel(DockNode& root, const QString& panel);
/// Gives a panel another instance name.
void renamePanel(DockNode& root, const QString& from, const QString& to);

/// The same panels in the same places, whatever their sizes and fronts.
[[nodiscard]] bool haveSameShape(const DockNode& a, const DockNode& b);

[[nodiscard]] QJsonObject toJson(const DockNode& node);
/// What of the document is a tree of @p known panels, each once; the rest is left out. Bears any input.
[[nodiscard]] DockNode dockNodeFromJson(const QJsonObject& object, const QStringList& known);

}
