// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_view.h"

#include "ui/shell/float_window.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/placeholder_panel.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_placement.h"
#include "ui/shell/workspace_layout.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace zvt::ui {

WorkspaceView::WorkspaceView(QString id, QString templateId, const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_id(std::move(id))
    , m_templateId(std::move(templateId))
    , m_context(context)
    , m_surface(new DockSurface(this))
{
  setObjectName(m_id + QStringLiteral("Workspace"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(4, 4, 4, 4);
  layout->addWidget(m_surface);
  connectSurface(m_surface);
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { noteFocus(now); });
}

WorkspaceView::~WorkspaceView()
{
  disconnect(qApp, nullptr, this, nullptr);
  clear();
}

void WorkspaceView::connectSurface(DockSurface* surface)
{
  connect(surface, &DockSurface::adjusted, this, &WorkspaceView::layoutChanged);
  connect(surface, &DockSurface::frontChosen, this, &WorkspaceView::setCurrent);
  connect(surface, &DockSurface::dropped, this,
      [this, surface](PanelDock* dock, const DropTarget& target) { drop(dock, surface, target); });
}

PanelDock* WorkspaceView::make(const PanelDocument& panel)
{
  const PanelSpec* known = m_context.panels->find(panel.id);
  const PanelSpec spec = known ? *known : placeholderSpec(panel.id);
  auto* made = spec.create(m_context, nullptr);
  made->setObjectName(spec.id + QStringLiteral("Panel"));
  made->setLink(spec.linked ? linkColorFromString(panel.link) : LinkColor::None);
  if (!panel.state.isEmpty())
    made->restoreState(panel.state);
  made->setPinned(panel.pinned); // after its state: what it showed is what it keeps
  auto* dock = new PanelDock(spec, panel.instance, made, this);
  dock->hide();
  m_docks.insert(panel.instance, dock);
  connectDock(dock);
  return dock;
}

void WorkspaceView::connectDock(PanelDock* dock)
{
  connect(dock, &PanelDock::closeWanted, this, [this, dock] { close(dock); });
  connect(dock, &PanelDock::floatWanted, this, [this, dock] { toggleFloat(dock); });
  connect(dock, &PanelDock::floatAtWanted, this,
      [this, dock](const QPoint& at) { floatDock(dock, QRect(at, dock->size())); });
  connect(dock, &PanelDock::maximizeWanted, this, [this, dock] { toggleMaximized(dock); });
  connect(dock, &PanelDock::menuWanted, this, [this, dock](const QPoint& at) { Q_EMIT menuWanted(dock, at); });
  connect(dock->panel(), &Panel::linkChanged, this, &WorkspaceView::layoutChanged);
  connect(dock->panel(), &Panel::pinnedChanged, this, &WorkspaceView::layoutChanged);
}

void WorkspaceView::clear()
{
  for (ClosedPanel& one : m_closed)
    one.before = {};
  const QList<FloatWindow*> floats = std::exchange(m_floats, {});
  m_surface->setTree({}, {}, this);
  for (FloatWindow* window : floats) {
    window->surface()->setTree({}, {}, this);
    delete window;
  }
  const QHash<QString, PanelDock*> docks = std::exchange(m_docks, {});
  for (PanelDock* dock : docks)
    delete dock;
}

void WorkspaceView::setTree(DockSurface* surface, const DockNode& tree)
{
  QWidget* focused = QApplication::focusWidget();
  surface->setTree(tree, [this](const QString& instance) { return m_docks.value(instance); }, this);
  // Moving a widget takes its focus away.
  if (focused && focused != QApplication::focusWidget() && surface->isAncestorOf(focused))
    focused->setFocus(Qt::OtherFocusReason);
  if (surface == m_surface)
    updateEmpty();
}

void WorkspaceView::buildDefault()
{
  // What the panels held is not the layout's: columns, symbols, drafts stay.
  std::vector<PanelDocument> held;
  for (const ClosedPanel& one : m_closed)
    held.push_back(one.panel);
  for (const PanelDock* dock : docks())
    held.push_back(describe(dock));
  clear();
  const DockNode layout = templateLayout(m_templateId, *m_context.panels);
  const QStringList instances = panelsOf(layout);
  for (const QString& instance : instances) {
    PanelDocument panel{instance.chopped(2), instance, toString(LinkColor::A), {}};
    const auto before =
        std::find_if(held.rbegin(), held.rend(), [&](const PanelDocument& one) { return one.instance == instance; });
    make(before == held.rend() ? panel : *before);
  }
  std::erase_if(m_closed, [&](const ClosedPanel& one) { return instances.contains(one.panel.instance); });
  setTree(m_surface, layout);
  for (PanelDock* dock : docks())
    Q_EMIT panelOpened(dock->panel());
  Q_EMIT layoutChanged();
}

PanelDocument WorkspaceView::describe(const PanelDock* dock) const
{
  return {dock->panelId(), dock->instance(), toString(dock->panel()->link()), dock->panel()->saveState(),
      dock->panel()->isPinned()};
}

WindowDocument WorkspaceView::saveDocument() const
{
  WindowDocument document;
  document.layout = m_surface->tree();
  for (const FloatWindow* window : m_floats)
    document.floats.push_back({QRect(window->pos(), window->size()), window->surface()->tree()});
  for (const PanelDock* dock : docks())
    document.panels.push_back(describe(dock));
  for (const ClosedPanel& one : m_closed)
    document.closed.push_back(one.panel);
  return document;
}

void WorkspaceView::restoreDocument(const WindowDocument& document)
{
  clear();
  m_closed.clear();
  for (const PanelDocument& panel : document.closed)
    m_closed.push_back({++m_lastClosed, panel, {}});
  for (const PanelDocument& panel : document.panels)
    make(panel);
  setTree(m_surface, document.layout);
  for (const FloatDocument& one : document.floats)
    addFloat(placeOnScreens(one.frame, availableScreens()), one.layout);
  for (PanelDock* dock : docks())
    Q_EMIT panelOpened(dock->panel());
  Q_EMIT layoutChanged();
}

QList<PanelDock*> WorkspaceView::docks() const
{
  QList<PanelDock*> all = m_surface->docks();
  for (const FloatWindow* window : m_floats)
    all += window->surface()->docks();
  return all;
}

PanelDock* WorkspaceView::dockOf(const QString& instance) const
{
  return m_docks.value(instance);
}

Panel* WorkspaceView::findPanel(const QString& id) const
{
  for (PanelDock* dock : docks())
    if (dock->panelId() == id)
      return dock->panel();
  return nullptr;
}

PanelDock* WorkspaceView::currentDock() const
{
  if (m_current && m_docks.value(m_current->instance()) == m_current)
    return m_current;
  const QList<PanelDock*> all = docks();
  return all.isEmpty() ? nullptr : all.front();
}

void WorkspaceView::setCurrent(PanelDock* dock)
{
  if (m_current == dock)
    return;
  if (m_current)
    m_current->setCurrent(false);
  m_current = dock;
  if (dock)
    dock->setCurrent(true);
  Q_EMIT currentChanged();
}

void WorkspaceView::noteFocus(QWidget* now)
{
  for (QWidget* at = now; at; at = at->parentWidget())
    if (auto* dock = qobject_cast<PanelDock*>(at)) {
      if (m_docks.value(dock->instance()) == dock)
        setCurrent(dock);
      return;
    }
}

void WorkspaceView::setActive(bool active)
{
  m_active = active;
  for (FloatWindow* window : std::as_const(m_floats))
    window->setVisible(active);
}

void WorkspaceView::updateEmpty()
{
  const bool empty = m_surface->docks().isEmpty();
  m_surface->setVisible(!empty);
  delete std::exchange(m_empty, nullptr);
  if (!empty)
    return;
  const bool hasTemplate = isTemplateUsed(m_templateId, *m_context.panels);
  auto* hint = new widgets::EmptyState(QStringLiteral("minimap"),
      hasTemplate ? Tr::tr("This workspace has no panels.")
                  : Tr::tr("This window is empty. Open a panel from the Window menu or with Ctrl+K, or drag one here."),
      hasTemplate ? Tr::tr("Arrange as at first") : QString(), this);
  hint->setAutoFillBackground(true);
  connect(hint, &widgets::EmptyState::triggered, this, &WorkspaceView::buildDefault, Qt::QueuedConnection);
  layout()->addWidget(hint);
  m_empty = hint;
}

void WorkspaceView::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.fillRect(rect(), widgets::Theme::current().colors().surface.window);
}

void WorkspaceView::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange && m_empty)
    QMetaObject::invokeMethod(this, &WorkspaceView::updateEmpty, Qt::QueuedConnection);
  QWidget::changeEvent(event);
}

}
