// SPDX-License-Identifier: GPL-3.0-or-later
// Panels that are split, moved, dragged and closed within a window.
#include "tests/ui/shell/window_bench.h"
#include "ui/shell/dock_group.h"
#include "ui/shell/drop_mark.h"
#include "widgets/base/theme.h"

using namespace zvt;
using namespace zvt::ui;
using tests::name;
using zvt::tests::WordPanel;

class TstDocking : public QObject, private tests::WindowBench {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }
  void init() { openDesk(); }
  void cleanup() { closeDesk(); }

  void splittingOpensTheSameKindAnew()
  {
    panel(0, "chart")->word = name("MACD");
    current("chart.1");
    trigger("panel.splitRight");
    QCOMPARE(view(0)->docks().size(), 8);
    PanelDock* second = view(0)->dockOf(name("chart.2"));
    QVERIFY(second != nullptr);
    QCOMPARE(qobject_cast<WordPanel*>(second->panel())->word, name("MACD"));
    const QRect left = view(0)->surface()->placeOf(view(0)->dockOf(name("chart.1")));
    const QRect right = view(0)->surface()->placeOf(second);
    QVERIFY(right.left() > left.right());
    QVERIFY(std::abs(left.width() - right.width()) <= 2);
    QCOMPARE(left.top(), right.top());
    QCOMPARE(view(0)->currentDock(), second);
    trigger("panel.duplicate");
    QVERIFY(groupOf(tree(), name("chart.2")).contains(name("chart.3")));
  }

  void keysMovePanelsAbout()
  {
    current("fills.1");
    trigger("panel.moveRight"); // out of its tabs
    QCOMPARE(groupOf(tree(), name("fills.1")), QStringList(name("fills.1")));
    QVERIFY(place("fills.1").left() > place("orders.1").right());
    QVERIFY(place("fills.1").right() < place("positions.1").left());
    trigger("panel.moveRight"); // past its neighbour
    QVERIFY(place("fills.1").left() > place("positions.1").right());
    trigger("panel.moveToTab"); // into its neighbour's tabs
    QCOMPARE(groupOf(tree(), name("fills.1")).size(), 2);
    current("watchlist.1");
    trigger("panel.moveLeft"); // no neighbour: the whole side of the window
    QCOMPARE(place("watchlist.1").height(), view(0)->surface()->height());
    QVERIFY(!view(0)->moveDock(view(0)->dockOf(name("watchlist.1")), DockSide::Left));
  }

  void aPanelFillsTheWindowAndGivesItBack()
  {
    const DockNode before = tree();
    current("chart.1");
    trigger("panel.maximize");
    QVERIFY(!panel(0, "watchlist")->isVisible());
    QTRY_VERIFY(place("chart.1").width() > view(0)->width() - 20);
    QVERIFY(haveSameShape(view(0)->saveDocument().layout, before));
    trigger("panel.maximize");
    QVERIFY(panel(0, "watchlist")->isVisible());
    QVERIFY(haveSameShape(tree(), before));
    QTRY_VERIFY(place("watchlist.1").width() > 100);
    QTest::mouseDClick(view(0)->dockOf(name("chart.1"))->title(), Qt::LeftButton);
    QVERIFY(view(0)->isMaximized());
    view(0)->showPanel(name("quote")); // what is asked for is seen
    QVERIFY(panel(0, "quote")->isVisible());
  }

  void aClosedPanelComesBackAsItWas()
  {
    panel(0, "quote")->word = name("L2");
    current("quote.1");
    trigger("panel.close");
    QVERIFY(!view(0)->findPanel(name("quote")));
    trigger("panel.reopen");
    QCOMPARE(panel(0, "quote")->word, name("L2"));
    // As also after a restart, and by its own command.
    view(0)->close(view(0)->dockOf(name("quote.1")));
    QVERIFY(m_windows->save());
    restart();
    m_windows->first().showPanel(name("quote"));
    QCOMPARE(panel(0, "quote")->word, name("L2"));
  }

  /// One row, not two: the tabs lie where the title of the panel in front would, clear of its tools, and stand still.
  void tabsStandInTheTitleRow()
  {
    m_windows->first().resize(1400, 900);
    QCoreApplication::processEvents();
    DockGroup* group = nullptr;
    for (auto* one : m_windows->first().findChildren<DockGroup*>())
      if (one->docks().size() > 1)
        group = one;
    QVERIFY(group != nullptr);
    const QTabBar* tabs = group->tabs();
    QVERIFY(tabs->isVisible());
    QList<int> lefts;
    for (PanelDock* dock : group->docks()) {
      group->setFront(dock);
      QCoreApplication::processEvents();
      const DockTitle* title = dock->title();
      QCOMPARE(title->mapTo(group, QPoint()).y(), 0);
      QVERIFY(QRect(title->mapTo(group, QPoint()), title->size()).contains(tabs->geometry()));
      for (const auto* tool : title->findChildren<QAbstractButton*>())
        QVERIFY(!QRect(tool->mapTo(group, QPoint()), tool->size()).intersects(tabs->geometry()));
      lefts << tabs->x();
    }
    QCOMPARE(lefts.count(lefts.front()), lefts.size());
  }

  void ofTwoClosedPanelsOfOneNameEachUndoHasItsOwn()
  {
    panel(0, "quote")->word = name("first");
    current("quote.1");
    trigger("panel.close");
    auto* undo = m_windows->first().findChild<QPushButton*>(name("toastActionButton"));
    QVERIFY(undo != nullptr);
    PanelDock* again = view(0)->openPanel(name("quote"), nullptr, DockSide::Right);
    QCOMPARE(again->instance(), name("quote.1")); // the number was free
    qobject_cast<WordPanel*>(again->panel())->word = name("second");
    view(0)->close(again);
    QTest::mouseClick(undo, Qt::LeftButton);
    QVERIFY(panel(0, "quote"));
    QCOMPARE(panel(0, "quote")->word, name("first"));
  }

  void closingCanBeTakenBackAtOnce()
  {
    panel(0, "quote")->word = name("L2");
    const DockNode before = view(0)->surface()->tree();
    current("quote.1");
    trigger("panel.close");
    auto* first = m_windows->first().findChild<QPushButton*>(name("toastActionButton"));
    QVERIFY(first != nullptr);
    // The button takes back what its own toast speaks of, whatever was closed since.
    current("chart.1");
    trigger("panel.close");
    QTest::mouseClick(first, Qt::LeftButton);
    QVERIFY(panel(0, "quote") && !panel(0, "chart"));
    QCOMPARE(panel(0, "quote")->word, name("L2"));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    clickUndo();
    QVERIFY(panel(0, "quote") && panel(0, "chart"));
    QVERIFY(!m_windows->first().findChild<QPushButton*>(name("toastActionButton")));
    // One alone comes back exactly where it stood.
    const DockNode now = view(0)->surface()->tree();
    current("quote.1");
    trigger("panel.close");
    clickUndo();
    QVERIFY(haveSameShape(view(0)->surface()->tree(), now));
    QCOMPARE(panelsOf(before).size(), panelsOf(now).size());
  }

  void theFocusGoesFromPanelToPanel()
  {
    const QList<PanelDock*> all = view(0)->docks();
    view(0)->setCurrent(all.front());
    QStringList seen;
    for (int step = 0; step < all.size(); ++step) {
      seen << view(0)->currentDock()->instance();
      trigger("panel.next");
    }
    seen.removeDuplicates();
    QCOMPARE(seen.size(), all.size());
    QCOMPARE(view(0)->currentDock(), all.front());
    trigger("panel.previous");
    QCOMPARE(view(0)->currentDock(), all.back());
  }

  void aDraggedPanelIsMarkedAndDropped()
  {
    DockTitle* title = view(0)->dockOf(name("quote.1"))->title();
    const QPoint target = onScreen("chart.1", 0.1, 0.5);
    drag(title, target);
    auto* mark = view(0)->surface()->findChild<DropMark*>();
    QVERIFY(mark != nullptr);
    QCOMPARE(mark->text(), QStringLiteral("Left of Chart 图表"));
    drop(title, target);
    QTRY_VERIFY(place("quote.1").right() < place("chart.1").left());
    QVERIFY(place("quote.1").left() > place("watchlist.1").right());
    QVERIFY(!view(0)->surface()->findChild<DropMark*>());
  }

  void escapeEndsADrag()
  {
    const DockNode before = tree();
    DockTitle* title = view(0)->dockOf(name("quote.1"))->title();
    const QPoint target = onScreen("chart.1", 0.1, 0.5);
    drag(title, target);
    QTest::keyClick(&m_windows->first(), Qt::Key_Escape);
    QVERIFY(!view(0)->surface()->findChild<DropMark*>());
    drop(title, target);
    QCoreApplication::processEvents();
    QCOMPARE(tree(), before);
  }

  void everyLayoutCommandIsDeclared()
  {
    for (const char* id :
        {"file.newWindow", "window.next", "window.reopen", "window.reset", "workspace.new", "workspace.rename",
            "workspace.duplicate", "workspace.delete", "workspace.import", "workspace.export", "workspace.next",
            "workspace.previous", "panel.next", "panel.previous", "panel.maximize", "panel.float", "panel.splitRight",
            "panel.splitDown", "panel.duplicate", "panel.moveLeft", "panel.moveRight", "panel.moveUp", "panel.moveDown",
            "panel.moveToTab", "panel.toNextWindow", "panel.toNextWorkspace", "panel.close", "panel.reopen"}) {
      const ActionSpec* spec = m_desk->actions.find(name(id));
      QVERIFY2(spec != nullptr, id);
      QVERIFY2(!spec->menu.isEmpty() && !spec->text().isEmpty(), id);
    }
    // No key means two things.
    QMap<QString, QString> keys;
    for (const ActionSpec* spec : m_desk->actions.all()) {
      const QList<QKeySequence> own = m_desk->actions.keys(spec->id);
      for (const QKeySequence& key : own) {
        if (!spec->context.isEmpty())
          continue;
        QVERIFY2(!keys.contains(key.toString()), qPrintable(spec->id + u' ' + keys.value(key.toString())));
        keys.insert(key.toString(), spec->id);
      }
    }
  }
};

QTEST_MAIN(TstDocking)
#include "tst_docking.moc"
