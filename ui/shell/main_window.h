// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/context.h"
#include "widgets/base/components.h"
#include "widgets/base/toast.h"

#include <QMainWindow>
#include <QPointer>

class QMenuBar;
class QStackedWidget;
class QToolButton;

namespace zvt::ui {

class CribSheet;
class Finder;
class Panel;
class PanelDock;
class StatusCells;
class WelcomePage;
class WindowSet;
class WorkspaceTabs;
class WorkspaceView;

/// A window: mode strip, one row of menus, workspace tabs, search, bell and mode badge, what the workspace in front
/// shows in it, the status bar. Windows are made by the WindowSet. The first one also has the welcome page and declares
/// the program's actions.
class MainWindow : public QMainWindow {
  Q_OBJECT

public:
  MainWindow(const Context& context, WindowSet& windows, bool isFirst);
  ~MainWindow() override;

  [[nodiscard]] WindowSet& set() const { return m_windows; }
  [[nodiscard]] bool isFirst() const { return m_isFirst; }
  /// Puts a window of a workspace into the stack, without showing it.
  void addView(WorkspaceView* view);
  void showView(WorkspaceView* view);
  /// It is about to be deleted: from now on it tells the set nothing.
  void leaveSet() { m_left = true; }
  /// What the title says besides the mode: the workspace, and which of its windows.
  void setCaption(const QString& caption);
  /// As WindowSet::restore() and ::save(): for all windows.
  void restore();
  Result<void> save();

  [[nodiscard]] StatusCells* status() const { return m_status; }
  [[nodiscard]] QStringList workspaceIds() const;
  [[nodiscard]] WorkspaceView* workspace() const; ///< the one in front; null on the welcome page
  void switchTo(const QString& workspaceId);
  /// Opens or raises a panel in the workspace in front (the first that has a place for it, from the welcome page).
  Panel* showPanel(const QString& id);
  /// Brings that panel to the front, in whatever window and workspace it stands. False: in none.
  bool raisePanel(const Panel& panel);
  void showWelcome();
  [[nodiscard]] bool isWelcomeShown() const;
  void openSettings(std::string_view key = {});
  /// Opens the search with @p text typed.
  void openFinder(const QString& text = {});

  /// What can be done with a panel, at a point of the desktop.
  void showDockMenu(zvt::ui::PanelDock* dock, const QPoint& global);

  /// A toast; errors stay until they are closed.
  void notify(widgets::NoteKind kind, const QString& text, const widgets::ToastAction& action = {});
  void notify(const Error& error);

Q_SIGNALS:
  void panelOpened(zvt::ui::Panel* panel); ///< of the first window: in any window

protected:
  void closeEvent(QCloseEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void moveEvent(QMoveEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  QWidget* makeTopRow();
  [[nodiscard]] MainWindow& front() const; ///< the one that an action means
  QAction* addAction(ActionSpec spec);
  void addActions();
  void addViewActions();
  void addPanelActions();
  void updatePanelMarks();
  void addWindowActions(); ///< windows, workspaces and the layout of panels
  void addWorkspaceActions();
  void addDockActions();
  void addMoveToWorkspaceActions();
  void updateMoveActions(const WorkspaceView* view);
  void updateWindowActions();
  void stepWorkspace(int step);
  [[nodiscard]] QString freeName(const QString& wanted) const;
  /// One more chart, of a security alone.
  void showApart(const QString& entityId);
  void showFindKeys();
  void showShortcuts();
  void showAbout();
  void retranslate();
  void retranslateTitle();

  Context m_context;
  WindowSet& m_windows;
  bool m_isFirst;
  bool m_left = false;
  QString m_caption;
  QMenuBar* m_menus = nullptr;
  WorkspaceTabs* m_tabs = nullptr;
  widgets::SearchField* m_search = nullptr;
  QToolButton* m_bell = nullptr;
  QStackedWidget* m_stack = nullptr;
  WelcomePage* m_welcome = nullptr;
  StatusCells* m_status = nullptr;
  QStringList m_actions; ///< ids of those that refer to this window
  Finder* m_finder = nullptr;
  QPointer<CribSheet> m_cribSheet;
};

}
