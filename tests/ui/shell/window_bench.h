// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/shell/test_desk.h"
#include "ui/settings/apply_settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_view.h"

#include <QtTest>
#include <QtWidgets>

namespace zvt::tests {

inline QString name(const char* text)
{
  return QString::fromLatin1(text);
}

/// What tests of windows and their panels have in common: the windows of a desk, seen and touched as a user does. A
/// restart makes them anew from what was kept.
class WindowBench {
protected:
  void openDesk()
  {
    m_desk = std::make_unique<TestDesk>();
    (void)m_desk->settings.set("start.welcome", ParamValue(false));
    (void)m_desk->settings.set("language.language", ParamValue(std::string("en")));
    ui::applySettings(m_desk->settings);
    restart();
  }
  void closeDesk()
  {
    m_windows.reset();
    m_desk.reset();
  }
  /// The toast's button; toasts that were used are gone afterwards.
  void clickUndo()
  {
    auto* button = m_windows->first().findChild<QPushButton*>(name("toastActionButton"));
    QVERIFY(button && button->text() == u"Undo");
    QTest::mouseClick(button, Qt::LeftButton);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }
  void restart()
  {
    m_windows.reset();
    m_windows = std::make_unique<ui::WindowSet>(m_desk->context);
    m_windows->restore();
    m_windows->show();
    QVERIFY(QTest::qWaitForWindowExposed(&m_windows->first()));
  }
  void trigger(const char* id)
  {
    QAction* action = m_desk->actions.action(QLatin1String(id));
    QVERIFY2(action != nullptr && action->isEnabled(), id);
    action->trigger();
  }
  ui::WorkspaceView* view(int window) const { return m_windows->windows().at(window)->workspace(); }
  WordPanel* panel(int window, const char* id) const
  {
    return qobject_cast<WordPanel*>(view(window)->findPanel(QLatin1String(id)));
  }
  void current(const char* instance)
  {
    m_windows->setActive(&m_windows->first());
    view(0)->setCurrent(view(0)->dockOf(QLatin1String(instance)));
  }
  ui::DockNode tree() const { return view(0)->surface()->tree(); }
  QRect place(const char* instance) const
  {
    return view(0)->surface()->placeOf(view(0)->dockOf(QLatin1String(instance)));
  }
  QPoint onScreen(const char* instance, double x, double y) const
  {
    const QRect rect = place(instance);
    return view(0)->surface()->mapToGlobal(
        rect.topLeft() + QPoint(static_cast<int>(rect.width() * x), static_cast<int>(rect.height() * y)));
  }
  void mouse(QWidget* handle, QEvent::Type type, const QPoint& global)
  {
    const bool release = type == QEvent::MouseButtonRelease;
    QMouseEvent event(type, handle->mapFromGlobal(global), global,
        type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, release ? Qt::NoButton : Qt::LeftButton,
        Qt::NoModifier);
    QApplication::sendEvent(handle, &event);
  }
  void drag(QWidget* handle, const QPoint& to, const QPoint& from = QPoint(40, 8))
  {
    const QPoint start = handle->mapToGlobal(from);
    mouse(handle, QEvent::MouseButtonPress, start);
    mouse(handle, QEvent::MouseMove, start + QPoint(20, 20));
    mouse(handle, QEvent::MouseMove, to);
  }
  void drop(QWidget* handle, const QPoint& at) { mouse(handle, QEvent::MouseButtonRelease, at); }

  std::unique_ptr<TestDesk> m_desk;
  std::unique_ptr<ui::WindowSet> m_windows;
};

}
