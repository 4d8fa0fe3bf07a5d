// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/dock_surface.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/workspace_document.h"

#include <QPointer>
#include <QWidget>

namespace zvt::ui {

class FloatWindow;
class Panel;
class PanelDock;

/// One window of a workspace: panels that can be moved, tabbed, split, floated and closed, and their state as a
/// document. Every change of the layout emits layoutChanged(). GUI thread.
class WorkspaceView : public QWidget {
  Q_OBJECT

public:
  /// @param templateId what buildDefault() builds; empty: nothing
  WorkspaceView(QString id, QString templateId, const Context& context, QWidget* parent = nullptr);
  ~WorkspaceView() override;

  [[nodiscard]] QString id() const { return m_id; }
  [[nodiscard]] QString templateId() const { return m_templateId; }
  /// The layout of the template; replaces what is there. What its panels held, they hold again.
  void buildDefault();
  /// Without the frame, which is the window's.
  [[nodiscard]] WindowDocument saveDocument() const;
  /// Replaces what is there. Panels that this program does not know become placeholders.
  void restoreDocument(const WindowDocument& document);

  /// Shows the panel of that id, opening it if there is none. Null for an unknown id.
  Panel* showPanel(const QString& id);
  [[nodiscard]] Panel* findPanel(const QString& id) const;
  [[nodiscard]] QList<PanelDock*> docks() const; ///< in the order of the layout, floating ones last
  [[nodiscard]] PanelDock* dockOf(const QString& instance) const;
  /// The panel that has the focus or had it last; null: there is none.
  [[nodiscard]] PanelDock* currentDock() const;
  void setCurrent(PanelDock* dock);
  /// Floating panels go and come with their workspace.
  void setActive(bool active);

  /// One more panel of that kind, beside another or along a side of the window (null). Null for an unknown id.
  PanelDock* openPanel(const QString& id, PanelDock* beside, DockSide side);
  /// A copy with the same state.
  PanelDock* duplicate(PanelDock* dock, DockSide side);
  void close(PanelDock* dock);
  [[nodiscard]] bool canReopen() const { return !m_closed.empty(); }
  /// The panel that was closed last, or the one of that number of panelClosed(), as it was; where it stood if the
  /// layout has not changed since. Null: there is none (any more).
  PanelDock* reopen(unsigned number = 0);
  void toggleFloat(PanelDock* dock);
  /// @param frame of the window, on the desktop; empty: beside where the panel stands
  void floatDock(PanelDock* dock, QRect frame = {});
  void toggleMaximized(PanelDock* dock);
  [[nodiscard]] bool isMaximized() const { return m_surface->maximized() != nullptr; }
  /// One step in that direction: out of its tabs, past its neighbour, to the side of the window. Centre: into the tabs
  /// of a neighbour. False when it stands there already.
  bool moveDock(PanelDock* dock, DockSide side);
  /// To the next (1) or the previous (-1) panel, around.
  void focusNext(int step);

  /// Gives a panel away, with its title and state; it must be adopted or deleted.
  [[nodiscard]] PanelDock* take(PanelDock* dock);
  /// Takes a panel of another window.
  void adopt(PanelDock* dock, DockSurface* surface, const DropTarget& target);
  /// The same, where such a panel belongs, without taking the keyboard.
  void adopt(PanelDock* dock);
  /// Lays the docked panels out like that. False when it is not of just these panels.
  bool arrange(const DockNode& tree);
  [[nodiscard]] DockSurface* surface() const { return m_surface; }
  [[nodiscard]] QList<FloatWindow*> floats() const { return m_floats; }

Q_SIGNALS:
  void panelOpened(zvt::ui::Panel* panel);
  void panelClosed(unsigned number, const QString& title); ///< reopen(number) takes it back
  void layoutChanged();
  void currentChanged();
  /// A panel of another window was dropped here.
  void foreignDropped(zvt::ui::PanelDock* dock, zvt::ui::DockSurface* surface, const zvt::ui::DropTarget& target);
  void menuWanted(zvt::ui::PanelDock* dock, const QPoint& globalPosition);

protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  struct ClosedPanel {
    unsigned number;
    PanelDocument panel;
    DockNode before; ///< the layout that it stood in, until the workspace is built anew
  };
  PanelDock* make(const PanelDocument& panel);
  void connectDock(PanelDock* dock);
  void connectSurface(DockSurface* surface);
  void clear();
  [[nodiscard]] PanelDocument describe(const PanelDock* dock) const;
  [[nodiscard]] QString freeInstance(const QString& id) const;
  [[nodiscard]] DockSurface* surfaceOf(const PanelDock* dock) const;
  void setTree(DockSurface* surface, const DockNode& tree);
  void removeFromTree(PanelDock* dock);
  void admit(PanelDock* dock);
  void insert(PanelDock* dock, DockSurface* surface, const DropTarget& target);
  void drop(PanelDock* dock, DockSurface* surface, const DropTarget& target);
  FloatWindow* addFloat(const QRect& frame, const DockNode& tree);
  void removeFloat(FloatWindow* window);
  void placeBySpec(PanelDock* dock);
  void updateEmpty();
  void noteFocus(QWidget* now);

  QString m_id;
  QString m_templateId;
  Context m_context;
  DockSurface* m_surface;
  QWidget* m_empty = nullptr;
  QList<FloatWindow*> m_floats;
  QHash<QString, PanelDock*> m_docks;
  QPointer<PanelDock> m_current;
  std::vector<ClosedPanel> m_closed; ///< oldest first
  unsigned m_lastClosed = 0;
  bool m_active = false;
};

}
