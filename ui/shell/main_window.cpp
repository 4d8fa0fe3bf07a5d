// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/settings/settings.h"
#include "ui/settings/settings_window.h"
#include "ui/shell/alt_chords.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/finder.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/settings_transfer.h"
#include "ui/shell/shortcut_page.h"
#include "ui/shell/status_cells.h"
#include "ui/shell/tr.h"
#include "ui/shell/welcome_page.h"
#include "ui/shell/window_placement.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_tabs.h"
#include "ui/shell/workspace_view.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace zvt::ui {

using widgets::TradeMode;

MainWindow::MainWindow(const Context& context, WindowSet& windows, bool isFirst)
    : m_context(context)
    , m_windows(windows)
    , m_isFirst(isFirst)
    , m_stack(new QStackedWidget(this))
{
  Q_ASSERT(context.actions && context.panels && context.links && context.settings);
  setObjectName(isFirst ? QStringLiteral("mainWindow") : QStringLiteral("furtherWindow"));
  setWindowIcon(widgets::icon(QStringLiteral("candles")));
  resize(QSize(1600, 1000).boundedTo(screen()->availableSize())); // a larger window would hide the ticket
  setMenuWidget(makeTopRow());
  setCentralWidget(m_stack);
  m_status = new StatusCells(context, this);
  setStatusBar(m_status);
  connect(m_status, &StatusCells::tasksClicked, this, [this] { showPanel(QStringLiteral("tasks")); });
  if (isFirst)
    addActions();
  m_context.actions->attach(m_menus);
  if (isFirst) {
    m_welcome = new WelcomePage(context, this);
    m_stack->addWidget(m_welcome);
    connect(m_welcome, &WelcomePage::skipped, this, [this] { switchTo(m_windows.currentWorkspace()); });
    connect(&windows, &WindowSet::panelOpened, this, &MainWindow::panelOpened);
    connect(&windows, &WindowSet::layoutChanged, this, &MainWindow::updatePanelMarks);
    connect(&windows, &WindowSet::workspacesChanged, this, &MainWindow::updatePanelMarks);
  }
  AltChords::watch();
  m_finder = new Finder(context, this);
  connect(m_finder, &Finder::symbolChosen, this, [this] {
    if (isWelcomeShown())
      switchTo(m_windows.currentWorkspace());
  });
  connect(m_finder, &Finder::symbolWantedApart, this, &MainWindow::showApart);
  connect(m_finder, &Finder::settingChosen, this, [this](const QString& key) { openSettings(key.toStdString()); });
  retranslate();
}

MainWindow::~MainWindow()
{
  for (const QString& id : m_actions)
    m_context.actions->remove(id);
}

MainWindow& MainWindow::front() const
{
  return m_windows.active();
}

QWidget* MainWindow::makeTopRow()
{
  auto* top = new QWidget(this);
  top->setProperty("surface", QStringLiteral("bar"));
  auto* rows = new QVBoxLayout(top);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  rows->addWidget(new widgets::ModeStrip(TradeMode::Paper, top));
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 6, 0);
  row->setSpacing(6);
  m_menus = new QMenuBar(top);
  m_menus->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  m_menus->setNativeMenuBar(false);
  m_tabs = new WorkspaceTabs(m_context, m_windows, top);
  m_search = new widgets::SearchField(top);
  m_search->setObjectName(QStringLiteral("searchField"));
  m_search->setProperty("controlSize", QStringLiteral("compact"));
  m_search->setMinimumWidth(120);
  m_search->setMaximumWidth(264);
  connect(m_context.actions, &ActionRegistry::keysChanged, this, &MainWindow::showFindKeys);
  m_search->setReadOnly(true); // it opens the finder, which has a field of its own
  m_search->installEventFilter(this);
  m_bell = new QToolButton(top);
  m_bell->setObjectName(QStringLiteral("bellButton"));
  m_bell->setAutoRaise(true);
  m_bell->setIcon(widgets::icon(QStringLiteral("bell")));
  if (m_context.notices)
    dressBell(m_bell, m_context.notices);
  connect(m_bell, &QToolButton::clicked, this,
      [this] { showPanel(m_context.notices ? QStringLiteral("notifications") : QStringLiteral("tasks")); });
  row->addWidget(m_menus);
  row->addWidget(m_tabs, 2);
  row->addWidget(m_search, 1);
  row->addWidget(m_bell);
  row->addWidget(new widgets::ModeBadge(TradeMode::Paper, top));
  rows->addLayout(row);
  return top;
}

QStringList MainWindow::workspaceIds() const
{
  return m_windows.workspaceIds();
}

void MainWindow::addView(WorkspaceView* view)
{
  m_stack->addWidget(view);
}

void MainWindow::showView(WorkspaceView* view)
{
  m_stack->setCurrentWidget(view);
  updatePanelMarks();
}

void MainWindow::setCaption(const QString& caption)
{
  m_caption = caption;
  retranslateTitle();
}

WorkspaceView* MainWindow::workspace() const
{
  return qobject_cast<WorkspaceView*>(m_stack->currentWidget());
}

bool MainWindow::isWelcomeShown() const
{
  return m_welcome && m_stack->currentWidget() == m_welcome;
}

void MainWindow::switchTo(const QString& workspaceId)
{
  m_windows.switchTo(workspaceId);
}

void MainWindow::showWelcome()
{
  if (!m_isFirst) {
    m_windows.first().showWelcome();
    return;
  }
  if (WorkspaceView* old = workspace())
    old->setActive(false);
  m_stack->setCurrentWidget(m_welcome);
  updatePanelMarks();
}

Panel* MainWindow::showPanel(const QString& id)
{
  return m_windows.showPanel(id, this);
}

bool MainWindow::raisePanel(const Panel& panel)
{
  return m_windows.raisePanel(panel);
}

void MainWindow::openSettings(std::string_view key)
{
  SettingsWindow window(*m_context.settings, this);
  window.addPage(new ShortcutPage(*m_context.settings, *m_context.actions, &window));
  connectTransfer(window, m_context);
  window.setPathChooser(pathChooser(m_context));
  if (!key.empty())
    window.showSetting(key);
  window.exec();
}

void MainWindow::showFindKeys()
{
  m_search->setShortcutText(keysToShow(m_context.actions->keys(QStringLiteral("edit.find")).mid(0, 1)));
}

void MainWindow::showApart(const QString& entityId)
{
  if (isWelcomeShown())
    switchTo(m_windows.currentWorkspace());
  WorkspaceView* view = workspace();
  PanelDock* dock = view ? view->openPanel(QStringLiteral("chart"), view->currentDock(), DockSide::Centre) : nullptr;
  if (!dock)
    return;
  // Of no colour: the next choice elsewhere must not take it away again.
  dock->panel()->setLink(LinkColor::None);
  QJsonObject state = dock->panel()->saveState();
  state.insert(QStringLiteral("entity"), entityId);
  dock->panel()->restoreState(state);
}

void MainWindow::openFinder(const QString& text)
{
  m_finder->open(text, m_search);
}

void MainWindow::notify(widgets::NoteKind kind, const QString& text, const widgets::ToastAction& action)
{
  if (action.text.isEmpty())
    ui::notify(m_context, this, kind, text);
  else
    ui::notify(m_context, this, kind, text, action);
}

void MainWindow::notify(const Error& error)
{
  if (error.code == "task.cancelled")
    notify(widgets::NoteKind::Info, widgets::Language::current().describe(error));
  else
    notify(widgets::NoteKind::Error, widgets::Language::current().describe(error));
}

void MainWindow::restore()
{
  m_windows.restore();
}

Result<void> MainWindow::save()
{
  return m_windows.save();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
  if (!m_left)
    m_windows.windowClosing(this);
  QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event)
{
  QMainWindow::showEvent(event);
  if (m_isFirst)
    m_windows.showFurther();
}

void MainWindow::moveEvent(QMoveEvent* event)
{
  QMainWindow::moveEvent(event);
  if (isVisible())
    keepFootVisible(*this);
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
  const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
  if (plain && !event->text().isEmpty() && event->text().front().isLetterOrNumber()) {
    openFinder(event->text());
    return;
  }
  QMainWindow::keyPressEvent(event);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_search && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress)) {
    const bool key = event->type() == QEvent::KeyPress;
    const QString typed = key ? static_cast<QKeyEvent*>(event)->text() : QString();
    if (!key || (!typed.isEmpty() && typed.front().isPrint())) {
      openFinder(typed);
      return true;
    }
  }
  return QMainWindow::eventFilter(watched, event);
}

void MainWindow::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  if (event->type() == QEvent::ActivationChange && !m_left && isActiveWindow())
    m_windows.setActive(this);
  QMainWindow::changeEvent(event);
}

void MainWindow::retranslate()
{
  retranslateTitle();
  m_tabs->setAccessibleName(Tr::tr("Workspaces"));
  m_search->setPlaceholderText(Tr::tr("Code, name, command"));
  m_search->setAccessibleName(Tr::tr("Search"));
  if (!m_context.notices) {
    m_bell->setToolTip(Tr::tr("Tasks"));
    m_bell->setAccessibleName(m_bell->toolTip());
  }
  m_context.actions->retranslate();
  showFindKeys();
}

void MainWindow::retranslateTitle()
{
  const QString mode = widgets::modeText(TradeMode::Paper);
  setWindowTitle(
      Tr::tr("%1 — ZVT Workstation").arg(m_caption.isEmpty() ? mode : m_caption + QStringLiteral(" · ") + mode));
}

}
