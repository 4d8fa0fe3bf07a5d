// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_set.h"

#include "ui/shell/main_window.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/save_notice.h"
#include "ui/shell/tr.h"
#include "ui/shell/workspace_layout.h"
#include "ui/shell/workspace_saver.h"
#include "ui/shell/workspace_view.h"
#include "widgets/base/language.h"

#include <QApplication>
#include <QEvent>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kSaveAfterMs = 800;

Context withWindows(Context context, WindowSet* windows)
{
  context.windows = windows;
  return context;
}

}

WindowSet::WindowSet(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(withWindows(context, this))
    , m_store(
          context.files, context.profileFolder.empty() ? context.profileFolder : context.profileFolder / "workspaces")
    , m_saver(std::make_shared<WorkspaceSaver>(m_store))
{
  m_first = std::make_unique<MainWindow>(m_context, *this, true);
  m_saveTimer.setSingleShot(true);
  m_saveTimer.setInterval(kSaveAfterMs);
  connect(&m_saveTimer, &QTimer::timeout, this, &WindowSet::saveNow);
  connect(this, &WindowSet::layoutChanged, this, &WindowSet::saveSoon);
  connect(this, &WindowSet::workspacesChanged, this, &WindowSet::saveSoon);
  connect(this, &WindowSet::workspacesChanged, this, &WindowSet::updateCaptions);
  new SaveNotice(m_context, *this);
  // What a panel is like changes under a user's hand only: that is when there may be something to keep.
  qApp->installEventFilter(this);
}

WindowSet::~WindowSet()
{
  qApp->removeEventFilter(this);
  disconnect(this, nullptr, nullptr, nullptr);
  m_quitting = true;
  for (const auto& workspace : m_workspaces)
    closeViews(*workspace);
  m_first->leaveSet();
  m_first.reset();
}

MainWindow& WindowSet::active() const
{
  return m_active ? *m_active : *m_first;
}

void WindowSet::setActive(MainWindow* window)
{
  if (std::exchange(m_active, window) != window)
    Q_EMIT activeChanged();
}

QList<MainWindow*> WindowSet::windows() const
{
  QList<MainWindow*> all{m_first.get()};
  if (const Workspace* workspace = find(m_current))
    for (const auto& window : workspace->windows)
      all.append(window.get());
  return all;
}

WindowSet::Workspace* WindowSet::find(const QString& id) const
{
  for (const auto& workspace : m_workspaces)
    if (workspace->document.id == id)
      return workspace.get();
  return nullptr;
}

QStringList WindowSet::workspaceIds() const
{
  QStringList ids;
  for (const auto& workspace : m_workspaces)
    ids.append(workspace->document.id);
  return ids;
}

QString WindowSet::workspaceName(const QString& id) const
{
  const Workspace* workspace = find(id);
  if (!workspace || !workspace->document.name.isEmpty())
    return workspace ? workspace->document.name : QString();
  return templateName(workspace->document.templateId.isEmpty() ? id : workspace->document.templateId);
}

void WindowSet::open(Workspace& workspace)
{
  if (!workspace.views.empty())
    return;
  if (workspace.document.windows.empty())
    workspace.document.windows.emplace_back();
  for (std::size_t i = 0; i < workspace.document.windows.size(); ++i) {
    const WindowDocument& saved = workspace.document.windows[i];
    MainWindow* window = i == 0 ? m_first.get() : makeWindow(workspace, saved);
    WorkspaceView* view = addView(workspace, window);
    view->restoreDocument(saved);
    if (i == 0 && !workspace.document.built)
      view->buildDefault();
  }
  workspace.document.built = true;
}
WorkspaceView* WindowSet::addView(Workspace& workspace, MainWindow* window)
{
  auto* view = new WorkspaceView(
      workspace.document.id, workspace.views.empty() ? workspace.document.templateId : QString(), m_context, window);
  window->addView(view);
  if (window != m_first.get())
    window->showView(view);
  workspace.views.push_back(view);
  connectView(view, window);
  return view;
}

void WindowSet::connectView(WorkspaceView* view, MainWindow* window)
{
  connect(view, &WorkspaceView::panelOpened, this, &WindowSet::panelOpened);
  connect(view, &WorkspaceView::layoutChanged, this, &WindowSet::layoutChanged);
  connect(view, &WorkspaceView::currentChanged, this, [this, view, window] {
    if (view->isVisible())
      m_active = window;
    Q_EMIT activeChanged();
  });
  connect(view, &WorkspaceView::foreignDropped, this,
      [this, view](
          PanelDock* dock, DockSurface* surface, const DropTarget& target) { moveInto(dock, view, surface, target); });
  connect(view, &WorkspaceView::panelClosed, this,
      [this, view, window](unsigned number, const QString& title) { tellClosed(window, view, number, title); });
  connect(view, &WorkspaceView::menuWanted, window, &MainWindow::showDockMenu);
}

void WindowSet::closeViews(Workspace& workspace)
{
  if (std::any_of(workspace.windows.begin(), workspace.windows.end(),
          [this](const auto& window) { return window.get() == m_active; }))
    m_active = nullptr;
  for (WorkspaceView* view : std::exchange(workspace.views, {}))
    delete view;
  for (auto& window : std::exchange(workspace.windows, {})) {
    window->leaveSet();
    window->hide();
    window.release()->deleteLater(); // its own menu may be what called us
  }
}

void WindowSet::switchTo(const QString& id)
{
  Workspace* workspace = find(id);
  if (!workspace)
    return;
  if (Workspace* old = find(m_current); old && old != workspace) {
    for (WorkspaceView* view : old->views)
      view->setActive(false);
    for (const auto& window : old->windows)
      window->hide();
    m_active = nullptr;
  }
  open(*workspace);
  const bool changed = std::exchange(m_current, id) != id;
  m_first->showView(workspace->views.front());
  for (const auto& window : workspace->windows)
    if (m_first->isVisible())
      window->show();
  for (WorkspaceView* view : workspace->views)
    view->setActive(m_first->isVisible());
  if (changed)
    Q_EMIT workspacesChanged();
  Q_EMIT activeChanged();
}

void WindowSet::show()
{
  m_first->show();
  m_first->activateWindow();
}

void WindowSet::showFurther()
{
  if (m_first->isWelcomeShown())
    return;
  if (const Workspace* workspace = find(m_current)) {
    for (const auto& window : workspace->windows)
      window->show();
    for (WorkspaceView* view : workspace->views)
      view->setActive(true);
  }
}
void WindowSet::windowClosing(MainWindow* window)
{
  if (m_quitting)
    return;
  if (window == m_first.get())
    quit();
  else
    removeWindow(window);
}

void WindowSet::quit()
{
  if (std::exchange(m_quitting, true))
    return;
  // A layout that cannot be kept must not keep the program from ending; the log has the reason.
  if (const Result<void> kept = save(); !kept)
    qWarning("%s", qUtf8Printable(widgets::Language::current().describe(kept.error())));
  for (const auto& workspace : m_workspaces) {
    for (WorkspaceView* view : workspace->views)
      view->setActive(false);
    for (const auto& window : workspace->windows)
      window->hide();
  }
  m_first->close();
  m_quitting = false; // tests open it again
}

bool WindowSet::eventFilter(QObject* watched, QEvent* event)
{
  switch (event->type()) {
  case QEvent::KeyRelease:
  case QEvent::MouseButtonRelease:
  case QEvent::Wheel:
  case QEvent::Drop:
    if (watched->isWindowType() && !m_saveTimer.isActive()) // once an event: windows see it first
      saveSoon();
    break;
  case QEvent::Move:
  case QEvent::Resize:
    if (qobject_cast<MainWindow*>(watched))
      saveSoon();
    break;
  default:
    break;
  }
  return QObject::eventFilter(watched, event);
}

}
