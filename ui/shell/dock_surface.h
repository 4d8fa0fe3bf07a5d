// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/dock_node.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QSplitter;

namespace zvt::ui {

class DockGroup;
class PanelDock;

/// Where a dragged panel would come to lie.
struct DropTarget {
  QString beside; ///< instance of a panel of the group under the mouse; empty: along a side of the window
  DockSide side = DockSide::Centre;
  int tab = -1; ///< place among the tabs; -1: behind the last
  QRect place; ///< on the surface, what it would cover
};

/// Shows a tree of panels: splitters and groups of tabs. It owns the divisions, not the panels. GUI thread.
class DockSurface : public QWidget {
  Q_OBJECT

public:
  explicit DockSurface(QWidget* parent = nullptr);
  ~DockSurface() override;

  /// The tree with the shares and fronts that are on the screen now.
  [[nodiscard]] DockNode tree() const;
  /// Rebuilds the divisions. @p dockOf gives the panel of an instance; panels of the old tree that are not in the new
  /// one are left without a place, children of @p keeper.
  void setTree(const DockNode& tree, const std::function<PanelDock*(const QString&)>& dockOf, QWidget* keeper);
  [[nodiscard]] QList<PanelDock*> docks() const;
  void raise(PanelDock* dock);
  /// Lets one panel fill the surface; null: all again.
  void setMaximized(PanelDock* dock);
  [[nodiscard]] PanelDock* maximized() const { return m_maximized; }
  [[nodiscard]] QRect placeOf(PanelDock* dock) const; ///< of its group, on the surface
  /// The panel in front in the group that lies nearest on that side of @p dock; null: none.
  [[nodiscard]] PanelDock* neighbour(PanelDock* dock, DockSide side) const;
  [[nodiscard]] DropTarget targetAt(const QPoint& at) const;

Q_SIGNALS:
  /// The user moved a division or chose a tab.
  void adjusted();
  void frontChosen(zvt::ui::PanelDock* dock);
  /// A dragged panel of this or another window was let go here.
  void dropped(zvt::ui::PanelDock* dock, const zvt::ui::DropTarget& target);

protected:
  void hideEvent(QHideEvent* event) override;

private:
  void remember() const;
  QWidget* build(const DockNode& node, const std::function<PanelDock*(const QString&)>& dockOf);
  DockNode read(QWidget* widget) const;
  [[nodiscard]] DockGroup* groupOf(const PanelDock* dock) const;
  void clear(QWidget* keeper);
  void showOnly(QWidget* widget, const DockGroup* group);

  QWidget* m_root = nullptr; ///< a QSplitter or a DockGroup; null: empty
  mutable DockNode m_tree; ///< as of the last time that sizes could be read
  QList<DockGroup*> m_groups;
  PanelDock* m_maximized = nullptr;
};

}
