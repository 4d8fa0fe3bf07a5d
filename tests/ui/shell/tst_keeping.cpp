// SPDX-License-Identifier: GPL-3.0-or-later
// Keeping workspaces when the disk refuses, when the workers are busy, and when there is a lot to keep.
#include "core/base/executor.h"
#include "tests/ui/scripted_dialogs.h"
#include "tests/ui/shell/test_desk.h"
#include "ui/bridge/executor_pool.h"
#include "ui/settings/apply_settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_view.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/base/toast.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::TestDesk;

class TstKeeping : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }
  void init()
  {
    m_desk = std::make_unique<TestDesk>();
    m_desk->context.dialogs = &m_dialogs;
    (void)m_desk->settings.set("start.welcome", ParamValue(false));
    (void)m_desk->settings.set("language.language", ParamValue(std::string("en")));
    applySettings(m_desk->settings);
    m_dialogs = {};
  }
  void cleanup() { m_desk.reset(); }

  void aSaveThatFailsIsToldOnceWithWhatToDo()
  {
    WindowSet windows(m_desk->context);
    windows.restore();
    windows.show();
    const auto toasts = [&windows] {
      QList<widgets::Toast*> found = windows.active().findChildren<widgets::Toast*>();
      found.removeIf([](const widgets::Toast* toast) { return toast->isHidden(); });
      return found;
    };
    const auto press = [&toasts] {
      toasts().front()->findChild<QPushButton*>(QStringLiteral("toastActionButton"))->click();
    };
    QSignalSpy failed(&windows, &WindowSet::saveFailed), saved(&windows, &WindowSet::saved);
    m_desk->files.setCapacity(0);
    const QString id = windows.addWorkspace(QStringLiteral("Mine"), {});
    windows.saveNow();
    QCOMPARE(failed.count(), 1);
    QCOMPARE(toasts().size(), 1);
    QVERIFY(toasts().front()->text().contains(QStringLiteral("no space left"))); // why
    QVERIFY(toasts().front()->text().contains(QStringLiteral("free some disk space"))); // and what to do
    windows.renameWorkspace(id, QStringLiteral("Still mine"));
    windows.saveNow();
    QCOMPARE(failed.count(), 2);
    QCOMPARE(toasts().size(), 1);
    press(); // “Later”
    QVERIFY(m_dialogs.asked.last().contains(QStringLiteral("no space left")));
    windows.saveNow();
    QCOMPARE(failed.count(), 3);
    QVERIFY(toasts().isEmpty());
    // Another reason is news; a copy goes elsewhere.
    m_desk->files.setCapacity(1'000'000);
    m_desk->files.failAt(1, "file.denied");
    windows.renameWorkspace(id, QStringLiteral("Mine all the same"));
    windows.saveNow();
    QCOMPARE(toasts().size(), 1);
    m_dialogs.answers = {1};
    m_dialogs.paths = {QStringLiteral("/mine.zvtworkspace")};
    press();
    QVERIFY(m_desk->files.exists("/mine.zvtworkspace"));
    // Tried again, and it works: that is told, too.
    m_desk->files.failAt(1, "file.io");
    windows.renameWorkspace(id, QStringLiteral("Mine"));
    windows.saveNow();
    m_dialogs.answers = {0};
    QVERIFY(toasts().back()->text().contains(QStringLiteral("cannot be read or written")));
    toasts().back()->findChild<QPushButton*>(QStringLiteral("toastActionButton"))->click();
    QVERIFY(saved.count() >= 1);
    QVERIFY(toasts().back()->text().contains(QStringLiteral("kept again")));
    QVERIFY(m_desk->files.exists("/profile/workspaces/" + id.toStdString() + ".json"));
  }

  /// What is to be written waits for a worker that is busy with something long. The end does not, and what the worker
  /// comes to later is no older state.
  void theEndWaitsForNoBlockedWorker()
  {
    QSemaphore gate;
    ExecutorPool workers(1, m_desk->clock);
    const auto open = qScopeGuard([&gate] { gate.release(); });
    m_desk->context.workers = &workers;
    workers.next().post([&gate] { gate.acquire(); });
    WindowSet windows(m_desk->context);
    windows.restore();
    windows.show();
    const QString id = windows.addWorkspace(QStringLiteral("Early"), {});
    const auto kept = [&] {
      return QString::fromStdString(
          m_desk->files.read("/profile/workspaces/" + id.toStdString() + ".json").value_or("none"));
    };
    windows.saveNow();
    QCOMPARE(kept(), QStringLiteral("none"));
    windows.renameWorkspace(id, QStringLiteral("Late"));
    QVERIFY(windows.save());
    QVERIFY(kept().contains(QStringLiteral("Late")));
    const std::size_t operations = m_desk->files.operations();
    QSignalSpy saved(&windows, &WindowSet::saved);
    gate.release();
    QVERIFY(saved.wait());
    QCOMPARE(m_desk->files.operations(), operations); // nothing was left for it
    QVERIFY(kept().contains(QStringLiteral("Late")));
  }

  /// A wall of screens: all come back, go and come with their workspace, and close one by one.
  void twentyWindowsComeBackAndClose()
  {
    constexpr int kWindows = 20;
    std::unique_ptr<WindowSet> windows;
    const auto restart = [&] {
      windows.reset();
      windows = std::make_unique<WindowSet>(m_desk->context);
      windows->restore();
      windows->show();
    };
    restart();
    for (int i = 0; i < kWindows; ++i)
      QVERIFY(windows->addWindow() != nullptr);
    windows->movePanel(windows->first().workspace()->dockOf(QStringLiteral("quote.1")), windows->windows().back());
    QCOMPARE(windows->windows().size(), kWindows + 1);
    QVERIFY(windows->save());
    restart();
    QCOMPARE(windows->windows().size(), kWindows + 1);
    for (MainWindow* window : windows->windows())
      QVERIFY(window->isVisible());
    QVERIFY(windows->windows().back()->workspace()->findPanel(QStringLiteral("quote")) != nullptr);
    widgets::Language::current().setCode(QStringLiteral("zh_CN"));
    widgets::Language::current().setCode(QStringLiteral("en"));
    windows->switchTo(QStringLiteral("research"));
    QCOMPARE(windows->windows().size(), 1);
    windows->switchTo(QStringLiteral("trading"));
    while (windows->windows().size() > 1)
      windows->windows().back()->close();
    QVERIFY(windows->reopenWindow());
    QCOMPARE(windows->windows().size(), 2);
  }

private:
  std::unique_ptr<TestDesk> m_desk;
  tests::ScriptedDialogs m_dialogs;
};

QTEST_MAIN(TstKeeping)
#include "tst_keeping.moc"
