// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/shell/context.h"
#include "ui/shell/workspace_document.h"
#include "ui/shell/workspace_store.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace zvt::ui {

class MainWindow;
class DockSurface;
class Panel;
class PanelDock;
struct DropTarget;
class WorkspaceSaver;
class WorkspaceView;

/// All windows of the program and the workspaces that they show. A workspace is a document of one or more windows; one
/// is in front at a time. The first window stays: it shows the first window of every workspace, and closing it ends
/// the program. Each further window belongs to one workspace and comes and goes with it.
///
/// There is one ActionRegistry for all windows: every window's menu bar is attached to it, and what an action does, it
/// does to active(). GUI thread.
class WindowSet : public QObject {
  Q_OBJECT

public:
  /// Everything of the context is filled in and applySettings() has run before. Context::windows of the windows' own
  /// context is this.
  explicit WindowSet(const Context& context, QObject* parent = nullptr);
  ~WindowSet() override;

  [[nodiscard]] MainWindow& first() const { return *m_first; }
  /// The window that has the focus or had it last.
  [[nodiscard]] MainWindow& active() const;
  /// The first and those of the workspace in front.
  [[nodiscard]] QList<MainWindow*> windows() const;
  void setActive(MainWindow* window);

  /// The saved workspaces and windows, else the first layout; then the welcome page if the settings ask for it. Shows
  /// nothing yet. With @p safe the saved layout is left alone and the first one built.
  void restore(bool safe = false);
  /// Shows all windows of the workspace in front.
  void show();
  /// Closes all windows, keeping what they are.
  void quit();
  /// Writes what has changed, now.
  Result<void> save();
  /// Writes what has changed, soon and off this thread. For every change of a layout.
  void saveSoon();
  /// The same at once: saved() or saveFailed() follows.
  void saveNow();

  /// In the order of the tabs.
  [[nodiscard]] QStringList workspaceIds() const;
  [[nodiscard]] QString workspaceName(const QString& id) const;
  [[nodiscard]] QString currentWorkspace() const { return m_current; }
  void switchTo(const QString& id);
  /// A new workspace at the end, from a template ("trading" …; empty: no panels), in front. Its id.
  QString addWorkspace(const QString& name, const QString& templateId);
  /// A copy beside it, in front. Its id.
  QString duplicateWorkspace(const QString& id);
  void renameWorkspace(const QString& id, const QString& name);
  /// It can be taken back with restoreWorkspace(). The last one cannot be removed.
  bool removeWorkspace(const QString& id);
  /// Brings back what was removed last, or the one of that number; empty when there is none (any more).
  QString restoreWorkspace(unsigned number = 0);
  /// Number of what was removed last; 0: there is none.
  [[nodiscard]] unsigned lastRemoved() const { return m_removed.empty() ? 0 : m_removed.back().number; }
  void moveWorkspace(int from, int to);
  /// The layout of its template again; undoReset() takes it back.
  void resetWorkspace(const QString& id);
  /// Takes the last one back, or the one of that number and what was reset in that workspace since. False when there is
  /// none (any more).
  bool undoReset(unsigned number = 0);
  [[nodiscard]] unsigned lastReset() const { return m_resets.empty() ? 0 : m_resets.back().number; }
  [[nodiscard]] bool canReset() const;
  [[nodiscard]] bool canUndoReset() const { return !m_resets.empty(); }
  [[nodiscard]] bool canRestoreWorkspace() const { return !m_removed.empty(); }
  [[nodiscard]] bool canReopenWindow() const { return !m_closedWindows.empty(); }
  /// The document as it is now.
  [[nodiscard]] WorkspaceDocument workspaceDocument(const QString& id);
  /// Adds a workspace from a document, under a new id if that is taken, in front. Its id.
  QString addDocument(WorkspaceDocument document);

  /// As MainWindow::showPanel(). @p window is preferred where the panel is in no other.
  Panel* showPanel(const QString& id, MainWindow* window);
  /// As MainWindow::raisePanel().
  bool raisePanel(const Panel& panel);
  /// Takes a panel to another window of the workspace, as a tab of its last group or at @p target.
  void movePanel(PanelDock* dock, MainWindow* to);
  /// Takes a panel to another workspace, which is opened for it if need be and stays behind; the toast takes it back.
  /// False when it is there already.
  bool movePanelTo(PanelDock* dock, const QString& workspaceId);
  [[nodiscard]] WorkspaceView* viewOf(const PanelDock* dock) const;
  /// Whether a panel of that id stands in the same workspace, in any of its windows.
  [[nodiscard]] bool standsWith(const Panel& panel, const QString& id) const;
  /// From the first window's showEvent(): the others follow it.
  void showFurther();
  /// From a window's closeEvent().
  void windowClosing(MainWindow* window);

  /// One more window in the workspace in front.
  MainWindow* addWindow();
  /// Removes a further window and its panels; reopenWindow() takes it back.
  void removeWindow(MainWindow* window);
  bool reopenWindow();

Q_SIGNALS:
  void panelOpened(zvt::ui::Panel* panel);
  void workspacesChanged(); ///< names, order, which is in front
  void layoutChanged(); ///< panels came, went or moved
  void activeChanged(); ///< another window or panel is in front
  void saved(); ///< an automatic save has reached the disk
  void saveFailed(const zvt::Error& error); ///< SaveNotice tells of it

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  struct Workspace {
    WorkspaceDocument document; ///< as of the last save
    std::vector<WorkspaceView*> views; ///< empty until it is first shown; one a window
    std::vector<std::unique_ptr<MainWindow>> windows; ///< of views 1 …
    QByteArray written; ///< what is on the disk or on its way there
  };
  struct Removed {
    unsigned number;
    std::size_t at;
    WorkspaceDocument document;
  };
  struct Reset {
    unsigned number;
    WorkspaceDocument before;
  };
  struct ClosedWindow {
    QString workspace;
    WindowDocument document;
    unsigned reset; ///< that closed it; 0: a person did
  };
  [[nodiscard]] Workspace* find(const QString& id) const;
  void open(Workspace& workspace);
  void closeViews(Workspace& workspace);
  WorkspaceView* addView(Workspace& workspace, MainWindow* window);
  MainWindow* makeWindow(Workspace& workspace, const WindowDocument& document);
  void connectView(WorkspaceView* view, MainWindow* window);
  void moveInto(PanelDock* dock, WorkspaceView* to, DockSurface* surface, const DropTarget& target);
  void tellClosed(MainWindow* window, WorkspaceView* view, unsigned number, const QString& title);
  void collect(Workspace& workspace);
  void updateCaptions();
  void addTemplates();
  std::vector<Error> load();
  [[nodiscard]] QJsonObject deskDocument() const;
  void putChanges();
  QString freeId(const QString& wanted) const;
  void insert(WorkspaceDocument document, std::size_t at);

  Context m_context;
  WorkspaceStore m_store;
  std::shared_ptr<WorkspaceSaver> m_saver; ///< shared with the workers
  std::unique_ptr<MainWindow> m_first;
  MainWindow* m_active = nullptr;
  std::vector<std::unique_ptr<Workspace>> m_workspaces;
  QString m_current;
  unsigned m_lastNumber = 0; ///< of what can be taken back
  std::vector<Removed> m_removed;
  std::vector<Reset> m_resets;
  std::vector<ClosedWindow> m_closedWindows;
  QByteArray m_deskWritten;
  QTimer m_saveTimer;
  unsigned m_resetting = 0; ///< number of the reset under way
  bool m_safe = false;
  bool m_quitting = false;
};

}
