// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/context.h"
#include "ui/shell/workspace_store.h"
#include "widgets/base/components.h"

#include <QMainWindow>

class QMenuBar;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace zvt::ui {

class Finder;
class Panel;
class StatusCells;
class WelcomePage;
class WorkspaceView;

/// The window: mode strip, one row of menus, workspace tabs, search, bell and mode badge, the workspaces, the status
/// bar. Everything of the context is filled in and applySettings() has run before it is made.
class MainWindow : public QMainWindow {
  Q_OBJECT

public:
  explicit MainWindow(const Context& context, QWidget* parent = nullptr);
  ~MainWindow() override;

  /// The saved geometry, workspaces and current workspace, else the first layout; then the welcome page if the settings
  /// ask for it. Does not show the window.
  void restore();
  /// Writes all of it to the profile. Called by itself when the window closes.
  Result<void> save();

  [[nodiscard]] StatusCells* status() const { return m_status; }
  [[nodiscard]] QStringList workspaceIds() const;
  [[nodiscard]] WorkspaceView* workspace() const; ///< the one in front; null on the welcome page
  void switchTo(const QString& workspaceId);
  /// Opens or raises a panel in the workspace in front (the first that has a place for it, from the welcome page).
  Panel* showPanel(const QString& id);
  void showWelcome();
  [[nodiscard]] bool isWelcomeShown() const;
  void openSettings(std::string_view key = {});
  /// Opens the search with @p text typed.
  void openFinder(const QString& text = {});

  /// A toast; errors stay until they are closed.
  void notify(widgets::NoteKind kind, const QString& text);
  void notify(const Error& error);

Q_SIGNALS:
  void panelOpened(zvt::ui::Panel* panel);

protected:
  void closeEvent(QCloseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  QWidget* makeTopRow();
  void addWorkspaces();
  QAction* addAction(ActionSpec spec);
  void addActions();
  void addViewActions();
  void addPanelActions();
  WorkspaceView* viewOf(const QString& id);
  void updatePanelMarks();
  void showShortcuts();
  void showAbout();
  void retranslate();

  Context m_context;
  WorkspaceStore m_store;
  QMenuBar* m_menus = nullptr;
  QTabBar* m_tabs = nullptr;
  widgets::SearchField* m_search = nullptr;
  QToolButton* m_bell = nullptr;
  QStackedWidget* m_stack = nullptr;
  WelcomePage* m_welcome = nullptr;
  StatusCells* m_status = nullptr;
  QStringList m_actions; ///< ids of those that refer to this window
  Finder* m_finder = nullptr;
  std::vector<std::pair<QString, WorkspaceView*>> m_workspaces; ///< the view is made when it is first shown
};

}
