// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/settings/settings.h"
#include "ui/settings/settings_window.h"
#include "ui/shell/finder.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/status_cells.h"
#include "ui/shell/tr.h"
#include "ui/shell/welcome_page.h"
#include "ui/shell/workspace_view.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/base/toast.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace zvt::ui {

using widgets::TradeMode;

namespace {

const QString kWindowDocument = QStringLiteral("window");

QString workspaceName(const QString& id)
{
  if (id == u"trading")
    return Tr::tr("Trading");
  if (id == u"research")
    return Tr::tr("Research");
  if (id == u"data")
    return Tr::tr("Data");
  if (id == u"portfolio")
    return Tr::tr("Portfolio");
  return id;
}

}

MainWindow::MainWindow(const Context& context, QWidget* parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_store(context.files, context.profileFolder / "workspaces")
    , m_stack(new QStackedWidget(this))
{
  Q_ASSERT(context.actions && context.panels && context.links && context.settings);
  setObjectName(QStringLiteral("mainWindow"));
  setWindowIcon(widgets::icon(QStringLiteral("candles")));
  resize(QSize(1600, 1000).boundedTo(screen()->availableSize())); // a larger window would hide the ticket
  setMenuWidget(makeTopRow());
  setCentralWidget(m_stack);
  m_status = new StatusCells(context, this);
  setStatusBar(m_status);
  connect(m_status, &StatusCells::tasksClicked, this, [this] { showPanel(QStringLiteral("tasks")); });
  addActions();
  m_context.actions->attach(m_menus);
  m_welcome = new WelcomePage(context, this);
  m_stack->addWidget(m_welcome);
  connect(m_welcome, &WelcomePage::skipped, this, [this] { switchTo(workspaceIds().value(m_tabs->currentIndex())); });
  addWorkspaces();
  m_finder = new Finder(context, this);
  connect(m_finder, &Finder::symbolChosen, this, [this](const QString& id) {
    m_context.links->select(LinkColor::A, id, m_finder);
    if (isWelcomeShown())
      switchTo(workspaceIds().value(m_tabs->currentIndex()));
  });
  retranslate();
}

MainWindow::~MainWindow()
{
  for (const QString& id : m_actions)
    m_context.actions->remove(id);
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
  m_tabs = new QTabBar(top);
  m_tabs->setObjectName(QStringLiteral("workspaceTabs"));
  m_tabs->setDrawBase(false);
  m_tabs->setExpanding(false);
  m_tabs->setProperty("tabHeight", widgets::Theme::current().metrics().menuRow);
  m_tabs->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  m_search = new widgets::SearchField(top);
  m_search->setObjectName(QStringLiteral("searchField"));
  m_search->setProperty("controlSize", QStringLiteral("compact"));
  m_search->setFixedWidth(264);
  m_search->setShortcutText(QStringLiteral("Ctrl+K"));
  m_search->setReadOnly(true); // it opens the finder, which has a field of its own
  m_search->installEventFilter(this);
  m_bell = new QToolButton(top);
  m_bell->setObjectName(QStringLiteral("bellButton"));
  m_bell->setAutoRaise(true);
  m_bell->setIcon(widgets::icon(QStringLiteral("bell")));
  connect(m_bell, &QToolButton::clicked, this, [this] { showPanel(QStringLiteral("tasks")); });
  row->addWidget(m_menus);
  row->addWidget(m_tabs);
  row->addStretch(1);
  row->addWidget(m_search);
  row->addWidget(m_bell);
  row->addWidget(new widgets::ModeBadge(TradeMode::Paper, top));
  rows->addLayout(row);
  connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int index) {
    if (index >= 0)
      switchTo(workspaceIds().at(index));
  });
  return top;
}

void MainWindow::addWorkspaces()
{
  // Every workspace that a panel has a place in, in the order of the desk.
  QStringList ids{
      QStringLiteral("trading"), QStringLiteral("research"), QStringLiteral("data"), QStringLiteral("portfolio")};
  const auto& specs = m_context.panels->all();
  for (const QString& id : ids) {
    const bool used = std::any_of(specs.begin(), specs.end(), [&](const PanelSpec& spec) {
      return std::any_of(
          spec.places.begin(), spec.places.end(), [&](const PanelPlace& place) { return place.workspace == id; });
    });
    if (!used)
      continue;
    m_workspaces.emplace_back(id, nullptr);
    m_tabs->addTab(workspaceName(id));
  }
}

QStringList MainWindow::workspaceIds() const
{
  QStringList ids;
  for (const auto& [id, view] : m_workspaces)
    ids.append(id);
  return ids;
}

WorkspaceView* MainWindow::viewOf(const QString& id)
{
  for (auto& [name, view] : m_workspaces) {
    if (name != id)
      continue;
    if (!view) {
      view = new WorkspaceView(id, m_context, this);
      connect(view, &WorkspaceView::panelOpened, this, &MainWindow::panelOpened);
      connect(view, &WorkspaceView::layoutChanged, this, &MainWindow::updatePanelMarks);
      m_stack->addWidget(view);
      if (!view->restoreDocument(m_store.load(id)))
        view->buildDefault();
    }
    return view;
  }
  return nullptr;
}

WorkspaceView* MainWindow::workspace() const
{
  return qobject_cast<WorkspaceView*>(m_stack->currentWidget());
}

bool MainWindow::isWelcomeShown() const
{
  return m_stack->currentWidget() == m_welcome;
}

void MainWindow::switchTo(const QString& workspaceId)
{
  WorkspaceView* view = viewOf(workspaceId);
  if (!view)
    return;
  if (WorkspaceView* old = workspace(); old && old != view)
    old->setActive(false);
  m_tabs->setCurrentIndex(static_cast<int>(workspaceIds().indexOf(workspaceId)));
  m_stack->setCurrentWidget(view);
  view->setActive(true);
  updatePanelMarks();
}

void MainWindow::showWelcome()
{
  if (WorkspaceView* old = workspace())
    old->setActive(false);
  m_stack->setCurrentWidget(m_welcome);
  updatePanelMarks();
}

Panel* MainWindow::showPanel(const QString& id)
{
  const PanelSpec* spec = m_context.panels->find(id);
  if (!spec)
    return nullptr;
  WorkspaceView* view = workspace();
  const auto hasPlace = [&](const QString& workspaceId) {
    return std::any_of(spec->places.begin(), spec->places.end(),
        [&](const PanelPlace& place) { return place.workspace == workspaceId; });
  };
  if (!view || (!view->findPanel(id) && !hasPlace(view->id()))) {
    // Where it belongs, rather than squeezed into a workspace of another purpose.
    for (const PanelPlace& place : spec->places)
      if (viewOf(place.workspace)) {
        switchTo(place.workspace);
        break;
      }
    view = workspace();
  }
  if (!view && !m_workspaces.empty()) {
    switchTo(m_workspaces.front().first);
    view = workspace();
  }
  return view ? view->showPanel(id) : nullptr;
}

void MainWindow::openSettings(std::string_view key)
{
  SettingsWindow window(*m_context.settings, this);
  if (!key.empty())
    window.showSetting(key);
  window.exec();
}

void MainWindow::openFinder(const QString& text)
{
  m_finder->open(text, m_search);
}

void MainWindow::notify(widgets::NoteKind kind, const QString& text)
{
  widgets::Toast::show(this, kind, text);
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
  const QJsonObject window = m_store.load(kWindowDocument);
  restoreGeometry(QByteArray::fromBase64(window.value(u"geometry").toString().toLatin1()));
  const QString current = window.value(u"workspace").toString();
  switchTo(workspaceIds().contains(current) ? current : workspaceIds().value(0));
  if (m_context.settings->flag("start.welcome") || m_workspaces.empty())
    showWelcome();
}

Result<void> MainWindow::save()
{
  for (const auto& [id, view] : m_workspaces)
    if (view)
      ZVT_TRY_VOID(m_store.save(id, view->saveDocument()));
  return m_store.save(kWindowDocument,
      {{QStringLiteral("geometry"), QString::fromLatin1(saveGeometry().toBase64())},
          {QStringLiteral("workspace"), workspaceIds().value(m_tabs->currentIndex())}});
}

void MainWindow::closeEvent(QCloseEvent* event)
{
  // A layout that cannot be kept must not keep the program from ending; the log has the reason.
  if (const Result<void> saved = save(); !saved)
    qWarning("%s", qUtf8Printable(widgets::Language::current().describe(saved.error())));
  QMainWindow::closeEvent(event);
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
  QMainWindow::changeEvent(event);
}

void MainWindow::retranslate()
{
  setWindowTitle(Tr::tr("%1 — ZVT Workstation").arg(widgets::modeText(TradeMode::Paper)));
  for (int i = 0; i < m_tabs->count(); ++i)
    m_tabs->setTabText(i, workspaceName(m_workspaces[static_cast<std::size_t>(i)].first));
  m_tabs->setAccessibleName(Tr::tr("Workspaces"));
  m_search->setPlaceholderText(Tr::tr("Code, name, command"));
  m_search->setAccessibleName(Tr::tr("Search"));
  m_bell->setToolTip(Tr::tr("Tasks and notices"));
  m_bell->setAccessibleName(m_bell->toolTip());
  m_context.actions->retranslate();
}

}
