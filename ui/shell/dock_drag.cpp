// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dock_drag.h"

#include "ui/shell/dock_surface.h"
#include "ui/shell/drop_mark.h"
#include "ui/shell/float_window.h"
#include "ui/shell/panel_dock.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPointer>

#include <memory>

namespace zvt::ui {

namespace {

/// The surface under the mouse, floating windows before those that they float over. The window that moves with the
/// mouse does not count.
DockSurface* surfaceAt(const QPoint& global, const QWidget* except)
{
  DockSurface* best = nullptr;
  const QWidgetList windows = QApplication::topLevelWidgets();
  for (QWidget* window : windows) {
    if (!window->isVisible() || window->isMinimized() || window == except)
      continue;
    const QList<DockSurface*> surfaces = window->findChildren<DockSurface*>();
    for (DockSurface* surface : surfaces) {
      if (surface->window() != window || !surface->isVisible()
          || !surface->rect().contains(surface->mapFromGlobal(global)))
        continue;
      if (!best || qobject_cast<FloatWindow*>(window) || window->isActiveWindow())
        best = surface;
    }
  }
  return best;
}

class DragFilter : public QObject {
public:
  DragFilter(QWidget* handle, std::function<PanelDock*(const QPoint&)> dockAt)
      : QObject(handle)
      , m_handle(handle)
      , m_dockAt(std::move(dockAt))
  {
    handle->installEventFilter(this);
  }
  ~DragFilter() override { end(); }

protected:
  bool eventFilter(QObject* watched, QEvent* event) override
  {
    if (event->type() == QEvent::KeyPress && m_label && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
      end();
      return true;
    }
    if (watched != m_handle)
      return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    switch (event->type()) {
    case QEvent::MouseButtonPress:
      m_dock = mouse->button() == Qt::LeftButton ? m_dockAt(mouse->pos()) : nullptr;
      m_pressed = mouse->globalPosition().toPoint();
      return false;
    case QEvent::MouseMove:
      return m_dock && move(mouse->globalPosition().toPoint());
    case QEvent::MouseButtonRelease:
      return release(mouse->globalPosition().toPoint());
    default:
      return false;
    }
  }

private:
  bool move(const QPoint& global)
  {
    if (!m_label) {
      if ((global - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return true; // a press that slips does not choose another tab
      m_label = std::make_unique<DragLabel>(m_dock->windowTitle());
      qApp->installEventFilter(this); // for Escape
      if (const auto* own = qobject_cast<FloatWindow*>(m_dock->window()); own && own->surface()->docks().size() == 1)
        m_moving = m_dock->window();
      m_grip = m_moving ? global - m_moving->pos() : QPoint();
    }
    if (m_moving)
      m_moving->move(global - m_grip);
    DockSurface* surface = surfaceAt(global, m_moving);
    if (!m_mark || m_mark->parentWidget() != surface) {
      delete m_mark;
      m_mark = surface ? new DropMark(m_dock->windowTitle(), surface) : nullptr;
    }
    m_label->follow(global, !surface && !m_moving);
    if (!surface)
      return true;
    m_target = surface->targetAt(surface->mapFromGlobal(global));
    const auto* beside = m_target.beside.isEmpty() ? nullptr : dockOf(*surface, m_target.beside);
    m_mark->setTarget(m_target, beside ? beside->windowTitle() : QString());
    return true;
  }

  bool release(const QPoint& global)
  {
    const bool dragged = bool(m_label);
    const QPointer<PanelDock> dock = m_dock;
    auto* surface = m_mark ? qobject_cast<DockSurface*>(m_mark->parentWidget()) : nullptr;
    const DropTarget target = m_target;
    const bool moved = m_moving != nullptr;
    end();
    if (!dragged || !dock)
      return false;
    // Later: a drop may take away the tab bar that this event is for.
    QMetaObject::invokeMethod(
        dock,
        [dock, surface = QPointer<DockSurface>(surface), target, moved, global] {
          if (surface)
            Q_EMIT surface->dropped(dock, target);
          else if (!moved)
            Q_EMIT dock->floatAtWanted(global - QPoint(60, 12));
        },
        Qt::QueuedConnection);
    return true;
  }

  void end()
  {
    if (m_label)
      qApp->removeEventFilter(this);
    m_label.reset();
    delete m_mark;
    m_dock = nullptr;
    m_moving = nullptr;
  }

  static PanelDock* dockOf(const DockSurface& surface, const QString& instance)
  {
    const QList<PanelDock*> docks = surface.docks();
    for (PanelDock* dock : docks)
      if (dock->instance() == instance)
        return dock;
    return nullptr;
  }

  QWidget* m_handle;
  std::function<PanelDock*(const QPoint&)> m_dockAt;
  QPointer<PanelDock> m_dock;
  QPoint m_pressed;
  QPoint m_grip;
  QPointer<QWidget> m_moving; ///< a floating window goes along with its only panel
  QPointer<DropMark> m_mark;
  std::unique_ptr<DragLabel> m_label;
  DropTarget m_target;
};

}

void watchDrag(QWidget* handle, std::function<PanelDock*(const QPoint&)> dockAt)
{
  new DragFilter(handle, std::move(dockAt));
}

}
