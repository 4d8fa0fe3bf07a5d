// SPDX-License-Identifier: GPL-3.0-or-later
// Workspaces: what a window set reads and keeps of them, and what a user does with them.
#include "tests/ui/scripted_dialogs.h"
#include "tests/ui/shell/test_desk.h"
#include "ui/settings/apply_settings.h"
#include "ui/shell/dock_node.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/placeholder_panel.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_document.h"
#include "ui/shell/workspace_layout.h"
#include "ui/shell/workspace_tabs.h"
#include "ui/shell/workspace_view.h"
#include "widgets/base/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::TestDesk;
using zvt::tests::WordPanel;

namespace {

const QString kTrading = QStringLiteral("trading");

WordPanel* word(MainWindow& window, const char* id)
{
  return qobject_cast<WordPanel*>(window.workspace()->findPanel(QString::fromLatin1(id)));
}

}

class TstWorkspaces : public QObject {
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

  void theFormerVersionKeepsItsPanels()
  {
    // As version 1 wrote it, with the layout of a QMainWindow.
    const QByteArray old = R"({"version":1,"workspace":"trading","layout":"AAAA","panels":[
      {"id":"chart","instance":"chart.1","link":"C","state":{"word":"MACD"}}]})";
    QVERIFY(m_desk->files.createDirectories("/profile/workspaces"));
    QVERIFY(m_desk->files.writeAtomically("/profile/workspaces/trading.json", old.toStdString()));
    WindowSet windows(m_desk->context);
    windows.restore();
    QCOMPARE(windows.workspaceIds(), QStringList({kTrading, QStringLiteral("research")}));
    QCOMPARE(windows.first().workspace()->docks().size(), 7);
    QCOMPARE(word(windows.first(), "chart")->word, QStringLiteral("MACD"));
    QVERIFY(word(windows.first(), "chart")->link() == LinkColor::C);
  }

  void aDamagedDocumentIsKeptAsideAndSaid()
  {
    QVERIFY(m_desk->files.createDirectories("/profile/workspaces"));
    QVERIFY(m_desk->files.writeAtomically("/profile/workspaces/trading.json", "{\"version\": 2,"));
    WindowSet windows(m_desk->context);
    windows.restore();
    QCOMPARE(windows.first().workspace()->docks().size(), 7);
    QVERIFY(windows.save());
    QCOMPARE(*m_desk->files.read("/profile/workspaces/damaged/trading-1.json"), std::string("{\"version\": 2,"));
    QVERIFY(workspaceFromBytes(QByteArray::fromStdString(*m_desk->files.read("/profile/workspaces/trading.json"))));
  }

  void unknownPanelsKeepTheirPlaceAndState()
  {
    {
      WindowSet windows(m_desk->context);
      windows.restore();
      WorkspaceDocument document = windows.workspaceDocument(kTrading);
      PanelDocument& quote = *std::find_if(document.windows[0].panels.begin(), document.windows[0].panels.end(),
          [](const PanelDocument& panel) { return panel.id == u"quote"; });
      quote.id = QStringLiteral("options-chain");
      quote.state = {{QStringLiteral("expiry"), QStringLiteral("2024-09")}};
      document.id = QStringLiteral("foreign");
      QCOMPARE(windows.addDocument(document), QStringLiteral("foreign"));
      QVERIFY(windows.save());
    }
    WindowSet windows(m_desk->context);
    windows.restore();
    QCOMPARE(windows.currentWorkspace(), QStringLiteral("foreign"));
    auto* panel =
        qobject_cast<PlaceholderPanel*>(windows.first().workspace()->findPanel(QStringLiteral("options-chain")));
    QVERIFY(panel != nullptr);
    QCOMPARE(panel->saveState().value(u"expiry").toString(), QStringLiteral("2024-09"));
    QVERIFY(panelsOf(windows.workspaceDocument(QStringLiteral("foreign")).windows[0].layout)
            .contains(QStringLiteral("quote.1")));
  }

  void workspacesAreMadeRenamedCopiedMovedAndDeleted()
  {
    WindowSet windows(m_desk->context);
    windows.restore();
    m_dialogs.texts << QStringLiteral("  盯盘 desk ");
    trigger("workspace.new");
    const QString own = windows.currentWorkspace();
    QCOMPARE(own, QStringLiteral("desk"));
    QCOMPARE(windows.workspaceName(own), QStringLiteral("盯盘 desk"));
    QVERIFY(windows.first().workspace()->docks().isEmpty());
    QVERIFY(windows.first().showPanel(QStringLiteral("quote")));
    QCOMPARE(windows.currentWorkspace(), own); // a user's own workspace takes any panel

    m_dialogs.texts << QStringLiteral("Quotes");
    trigger("workspace.rename");
    trigger("workspace.duplicate");
    const QString copy = windows.currentWorkspace();
    QCOMPARE(windows.workspaceName(copy), QStringLiteral("Quotes (copy)"));
    QCOMPARE(windows.first().workspace()->docks().size(), 1);
    trigger("workspace.moveLeft");
    QCOMPARE(windows.workspaceIds(), QStringList({kTrading, QStringLiteral("research"), copy, own}));

    QVERIFY(windows.save());
    trigger("workspace.delete");
    QVERIFY(!windows.workspaceIds().contains(copy));
    QVERIFY(!m_desk->files.exists("/profile/workspaces/" + copy.toStdString() + ".json"));
    auto* undo = windows.first().findChild<QPushButton*>(QStringLiteral("toastActionButton"));
    QVERIFY(undo != nullptr);
    undo->click();
    QVERIFY(windows.workspaceIds().contains(copy));
    windows.switchTo(copy);
    trigger("workspace.delete");
    trigger("workspace.restore");
    QCOMPARE(windows.workspaceIds(), QStringList({kTrading, QStringLiteral("research"), copy, own}));
    QCOMPARE(windows.first().workspace()->docks().size(), 1);
  }

  void theLastWorkspaceStays()
  {
    WindowSet windows(m_desk->context);
    windows.restore();
    QVERIFY(windows.removeWorkspace(kTrading));
    QVERIFY(!windows.removeWorkspace(QStringLiteral("research")));
    QVERIFY(!m_desk->actions.action(QStringLiteral("workspace.delete"))->isEnabled());
  }

  void arrangingAsAtFirstCanBeTakenBack()
  {
    WindowSet windows(m_desk->context);
    windows.restore();
    WorkspaceView* view = windows.first().workspace();
    word(windows.first(), "chart")->word = QStringLiteral("KDJ");
    view->close(view->dockOf(QStringLiteral("quote.1")));
    const DockNode own = view->surface()->tree();
    trigger("window.reset");
    QCOMPARE(windows.first().workspace()->docks().size(), 7);
    QCOMPARE(word(windows.first(), "chart")->word, QStringLiteral("KDJ")); // what panels hold is not the layout's
    trigger("window.undoReset");
    QVERIFY(haveSameShape(windows.first().workspace()->surface()->tree(), own));
  }

  void undoTakesBackWhatItsToastSpeaksOf()
  {
    WindowSet windows(m_desk->context);
    windows.restore();
    const QString first = windows.addWorkspace(QStringLiteral("First"), {});
    const QString second = windows.addWorkspace(QStringLiteral("Second"), {});
    windows.switchTo(first);
    trigger("workspace.delete");
    auto* undo = windows.first().findChild<QPushButton*>(QStringLiteral("toastActionButton"));
    QVERIFY(undo != nullptr);
    const unsigned number = windows.lastRemoved();
    windows.switchTo(second);
    trigger("workspace.delete");
    undo->click();
    QVERIFY(windows.workspaceIds().contains(first));
    QVERIFY(!windows.workspaceIds().contains(second));
    QVERIFY(windows.restoreWorkspace(number).isEmpty()); // it stands already
    trigger("workspace.restore");
    QVERIFY(windows.workspaceIds().contains(second));
  }

  void undoOfArrangingLeavesNothingTwiceAndTheNameAlone()
  {
    WindowSet windows(m_desk->context);
    windows.restore();
    windows.addWindow();
    QCOMPARE(windows.windows().size(), 2);
    trigger("window.reset");
    QCOMPARE(windows.windows().size(), 1);
    QVERIFY(windows.canReopenWindow());
    windows.renameWorkspace(kTrading, QStringLiteral("Mornings"));
    const unsigned number = windows.lastReset();
    trigger("window.undoReset");
    QCOMPARE(windows.windows().size(), 2);
    QVERIFY(!windows.canReopenWindow());
    QCOMPARE(windows.workspaceName(kTrading), QStringLiteral("Mornings"));
    QVERIFY(!windows.undoReset(number));
  }

  void exportThenImportIsTheSame()
  {
    WindowSet windows(m_desk->context);
    windows.restore();
    word(windows.first(), "chart")->word = QStringLiteral("BOLL");
    WorkspaceView* view = windows.first().workspace();
    view->moveDock(view->dockOf(QStringLiteral("fills.1")), DockSide::Right);
    const DockNode layout = view->surface()->tree();
    m_dialogs.paths << QStringLiteral("/desk.zvtworkspace");
    trigger("workspace.export");
    QVERIFY(m_desk->files.exists("/desk.zvtworkspace"));
    m_dialogs.paths << QStringLiteral("/desk.zvtworkspace");
    trigger("workspace.import");
    QCOMPARE(windows.currentWorkspace(), QStringLiteral("trading-2"));
    QCOMPARE(windows.workspaceName(QStringLiteral("trading-2")), QStringLiteral("Trading"));
    QVERIFY(haveSameShape(windows.first().workspace()->surface()->tree(), layout));
    QCOMPARE(word(windows.first(), "chart")->word, QStringLiteral("BOLL"));
  }

  void whatChangesIsKeptByItself()
  {
    WindowSet windows(m_desk->context);
    windows.restore();
    QVERIFY(windows.save());
    QSignalSpy saved(&windows, &WindowSet::saved);
    WorkspaceView* view = windows.first().workspace();
    view->close(view->dockOf(QStringLiteral("quote.1")));
    QTRY_COMPARE(saved.size(), 1);
    const auto kept =
        workspaceFromBytes(QByteArray::fromStdString(*m_desk->files.read("/profile/workspaces/trading.json")));
    QVERIFY(kept);
    QCOMPARE(kept->windows[0].panels.size(), std::size_t{6});
    QCOMPARE(kept->windows[0].closed.back().instance, QStringLiteral("quote.1"));
  }

  void safeModeLeavesTheSavedLayoutAlone()
  {
    {
      WindowSet windows(m_desk->context);
      windows.restore();
      windows.addWorkspace(QStringLiteral("Mine"), {});
      QVERIFY(windows.save());
    }
    const std::string kept = *m_desk->files.read("/profile/workspaces/windows.json");
    {
      WindowSet windows(m_desk->context);
      windows.restore(true);
      QCOMPARE(windows.workspaceIds(), QStringList({kTrading, QStringLiteral("research")}));
      windows.switchTo(QStringLiteral("research"));
      QVERIFY(windows.save());
    }
    QCOMPARE(*m_desk->files.read("/profile/workspaces/windows.json"), kept);
    WindowSet windows(m_desk->context);
    windows.restore();
    QCOMPARE(windows.currentWorkspace(), QStringLiteral("mine"));
  }

  void ofThreeTabsTheFirstIsSeenFirst()
  {
    PanelSpec third = *m_desk->panels.find(QStringLiteral("fills"));
    third.id = QStringLiteral("journal");
    third.places = {{kTrading, DockArea::Bottom, 1, 200, 1, true}};
    m_desk->panels.add(third);
    WindowSet windows(m_desk->context);
    windows.restore();
    windows.first().show();
    QVERIFY(QTest::qWaitForWindowExposed(&windows.first()));
    WorkspaceView* view = windows.first().workspace();
    QCOMPARE(groupOf(view->surface()->tree(), QStringLiteral("orders.1")).size(), 3);
    QVERIFY(view->findPanel(QStringLiteral("orders"))->isVisible());
    QVERIFY(!view->findPanel(QStringLiteral("journal"))->isVisible());
    // A panel that is asked for comes to the front, and stays there.
    windows.first().showPanel(QStringLiteral("journal"));
    windows.switchTo(QStringLiteral("research"));
    windows.switchTo(kTrading);
    QVERIFY(view->findPanel(QStringLiteral("journal"))->isVisible());
  }

private:
  void trigger(const char* id)
  {
    QAction* action = m_desk->actions.action(QLatin1String(id));
    QVERIFY2(action != nullptr && action->isEnabled(), id);
    action->trigger();
  }

  tests::ScriptedDialogs m_dialogs;
  std::unique_ptr<TestDesk> m_desk;
};

QTEST_MAIN(TstWorkspaces)
#include "tst_workspaces.moc"
