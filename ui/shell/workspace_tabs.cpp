// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_tabs.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/window_set.h"
#include "widgets/base/theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>

namespace zvt::ui {

WorkspaceTabs::WorkspaceTabs(const Context& context, WindowSet& windows, QWidget* parent)
    : QTabBar(parent)
    , m_context(context)
    , m_windows(windows)
{
  setObjectName(QStringLiteral("workspaceTabs"));
  setDrawBase(false);
  setExpanding(false);
  setMovable(true);
  setUsesScrollButtons(true);
  setProperty("tabHeight", widgets::Theme::current().metrics().menuRow);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(&windows, &WindowSet::workspacesChanged, this, &WorkspaceTabs::refill);
  connect(this, &QTabBar::tabMoved, this, [this](int from, int to) {
    if (!m_filling)
      m_windows.moveWorkspace(from, to);
  });
  connect(this, &QTabBar::currentChanged, this, [this](int index) {
    if (!m_filling && index >= 0)
      m_windows.switchTo(m_windows.workspaceIds().value(index));
  });
  // The one in front is clicked to leave the welcome page.
  connect(this, &QTabBar::tabBarClicked, this, [this](int index) {
    if (index >= 0 && index == currentIndex())
      m_windows.switchTo(m_windows.workspaceIds().value(index));
  });
  refill();
}

void WorkspaceTabs::refill()
{
  m_filling = true;
  const QStringList ids = m_windows.workspaceIds();
  while (count() > ids.size())
    removeTab(count() - 1);
  for (int i = 0; i < ids.size(); ++i) {
    const QString name = m_windows.workspaceName(ids[i]);
    if (i == count())
      addTab(name);
    else if (tabText(i) != name)
      setTabText(i, name);
  }
  setCurrentIndex(static_cast<int>(ids.indexOf(m_windows.currentWorkspace())));
  m_filling = false;
}

void WorkspaceTabs::run(int tab, const QString& action)
{
  m_windows.switchTo(m_windows.workspaceIds().value(tab));
  if (QAction* found = m_context.actions->action(action))
    found->trigger();
}

void WorkspaceTabs::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    refill();
  QTabBar::changeEvent(event);
}

void WorkspaceTabs::mouseDoubleClickEvent(QMouseEvent* event)
{
  if (const int tab = tabAt(event->pos()); tab >= 0)
    run(tab, QStringLiteral("workspace.rename"));
}

void WorkspaceTabs::contextMenuEvent(QContextMenuEvent* event)
{
  const int tab = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : tabAt(event->pos());
  QMenu menu(this);
  for (const char* id : {"workspace.new", "workspace.rename", "workspace.duplicate", "window.reset", "workspace.export",
           "workspace.import", "workspace.delete"})
    if (QAction* action = m_context.actions->action(QLatin1String(id)))
      menu.addAction(action);
  if (tab >= 0)
    m_windows.switchTo(m_windows.workspaceIds().value(tab));
  menu.exec(event->globalPos());
}

}
