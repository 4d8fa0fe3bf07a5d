// SPDX-License-Identifier: GPL-3.0-or-later
// Several windows, and panels that are split, moved, floated and dragged in and between them.
#include "tests/ui/shell/test_desk.h"
#include "ui/settings/apply_settings.h"
#include "ui/shell/dock_group.h"
#include "ui/shell/drop_mark.h"
#include "ui/shell/float_window.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/window_set.h"
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

QString name(const char* text)
{
  return QString::fromLatin1(text);
}

}

class TstWindows : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  void init()
  {
    m_desk = std::make_unique<TestDesk>();
    (void)m_desk->settings.set("start.welcome", ParamValue(false));
    (void)m_desk->settings.set("language.language", ParamValue(std::string("en")));
    applySettings(m_desk->settings);
    restart();
  }
  void cleanup()
  {
    m_windows.reset();
    m_desk.reset();
  }

  void aFurtherWindowComesAndGoesWithItsWorkspace()
  {
    trigger("file.newWindow");
    QCOMPARE(m_windows->windows().size(), 2);
    MainWindow* further = m_windows->windows().at(1);
    QVERIFY(further->isVisible());
    QVERIFY(further->windowTitle().startsWith(name("Trading (2)")));
    m_windows->switchTo(name("research"));
    QVERIFY(!further->isVisible());
    QCOMPARE(m_windows->windows().size(), 1);
    m_windows->switchTo(kTrading);
    QVERIFY(further->isVisible());
  }

  void windowsComeBackAsTheyWere()
  {
    trigger("file.newWindow");
    MainWindow* further = m_windows->windows().at(1);
    further->setGeometry(60, 80, 640, 420);
    m_windows->setActive(further);
    QVERIFY(further->showPanel(name("chart"))); // the first window's
    view(0)->setCurrent(view(0)->dockOf(name("chart.1")));
    m_windows->setActive(&m_windows->first());
    trigger("panel.toNextWindow");
    panel(1, "chart")->word = name("MACD");
    QVERIFY(m_windows->save());
    restart();
    QCOMPARE(m_windows->windows().size(), 2);
    QCOMPARE(m_windows->windows().at(1)->geometry(), QRect(60, 80, 640, 420));
    QVERIFY(!view(0)->findPanel(name("chart")));
    QCOMPARE(panel(1, "chart")->word, name("MACD"));
    QVERIFY(m_windows->windows().at(1)->isVisible());
  }

  void aClosedWindowCanBeHadBack()
  {
    trigger("file.newWindow");
    MainWindow* further = m_windows->windows().at(1);
    m_windows->movePanel(view(0)->dockOf(name("quote.1")), further);
    further->close();
    QCOMPARE(m_windows->windows().size(), 1);
    trigger("window.reopen");
    QCOMPARE(m_windows->windows().size(), 2);
    QVERIFY(view(1)->findPanel(name("quote")) != nullptr);
  }

  void closingTheFirstWindowEndsAllAndKeepsThem()
  {
    trigger("file.newWindow");
    m_windows->movePanel(view(0)->dockOf(name("quote.1")), m_windows->windows().at(1));
    m_windows->first().close();
    restart();
    QCOMPARE(m_windows->windows().size(), 2);
    QVERIFY(view(1)->findPanel(name("quote")) != nullptr);
  }

  void aWindowOfAMissingScreenIsSeenAgain()
  {
    trigger("file.newWindow");
    QVERIFY(m_windows->save());
    std::string text = *m_desk->files.read("/profile/workspaces/trading.json");
    WorkspaceDocument document = *workspaceFromBytes(QByteArray::fromStdString(text));
    document.windows[1].frame = QRect(9000, -4000, 700, 500);
    document.windows[0].floats.push_back({QRect(-9000, 200, 300, 200), DockNode::group({name("orders.1")})});
    removePanel(document.windows[0].layout, name("orders.1"));
    m_windows.reset();
    QVERIFY(m_desk->files.writeAtomically("/profile/workspaces/trading.json", toBytes(document).toStdString()));
    restart();
    const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
    QVERIFY(screen.intersects(m_windows->windows().at(1)->geometry()));
    QCOMPARE(view(0)->floats().size(), 1);
    QVERIFY(screen.contains(view(0)->floats().front()->geometry().topLeft()));
  }

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

  void aPanelFloatsAndDocks()
  {
    current("quote.1");
    trigger("panel.float");
    PanelDock* quote = view(0)->dockOf(name("quote.1"));
    QVERIFY(quote->isFloating());
    QVERIFY(quote->window()->isVisible());
    QCOMPARE(view(0)->floats().size(), 1);
    m_windows->switchTo(name("research"));
    QVERIFY(!quote->isVisible());
    m_windows->switchTo(kTrading);
    QVERIFY(quote->isVisible());
    QVERIFY(m_windows->save());
    restart();
    QCOMPARE(view(0)->floats().size(), 1);
    QVERIFY(view(0)->dockOf(name("quote.1"))->isVisible());
    current("quote.1");
    trigger("panel.float");
    QVERIFY(!view(0)->dockOf(name("quote.1"))->isFloating());
    QVERIFY(view(0)->floats().isEmpty());
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

  void aPanelMovesToAnotherWorkspaceAndBack()
  {
    panel(0, "quote")->word = name("L2");
    current("quote.1");
    const DockNode before = view(0)->surface()->tree();
    // The workspace was not open yet: it is opened for the panel, and stays behind.
    trigger("panel.toNextWorkspace");
    QCOMPARE(m_windows->currentWorkspace(), kTrading);
    QVERIFY(!view(0)->findPanel(name("quote")));
    const auto in = [this](const QString& id) {
      for (const PanelDocument& one : m_windows->workspaceDocument(id).windows.front().panels)
        if (one.id == u"quote")
          return one.state.value(u"word").toString();
      return QString();
    };
    QCOMPARE(in(name("research")), name("L2"));
    clickUndo();
    QCOMPARE(in(name("research")), QString());
    QCOMPARE(view(0)->surface()->tree(), before);
    QCOMPARE(panel(0, "quote")->word, name("L2"));
    // By its number, to one that is open, and kept there after a restart.
    current("quote.1");
    const auto number = m_windows->workspaceIds().indexOf(name("research")) + 1;
    trigger(qPrintable(name("panel.toWorkspace.%1").arg(number)));
    QVERIFY(m_windows->save());
    restart();
    QCOMPARE(in(name("research")), name("L2"));
    QVERIFY(!view(0)->findPanel(name("quote")));
    QVERIFY(!m_desk->actions.action(name("panel.toWorkspace.9"))->isVisible()); // there are not so many
    QVERIFY(!m_windows->movePanelTo(view(0)->docks().front(), kTrading)); // it is there already
  }

  void aFloatingPanelThatWasMovedFloatsAgain()
  {
    current("quote.1");
    trigger("panel.float");
    const FloatWindow* window = view(0)->floats().front();
    const QRect frame(window->pos(), window->size());
    QVERIFY(m_windows->movePanelTo(view(0)->dockOf(name("quote.1")), name("research")));
    QVERIFY(view(0)->floats().isEmpty());
    clickUndo();
    QCOMPARE(view(0)->floats().size(), 1);
    QVERIFY(view(0)->dockOf(name("quote.1"))->isFloating());
    QCOMPARE(QRect(view(0)->floats().front()->pos(), view(0)->floats().front()->size()), frame);
  }

  void aFloatingTabThatWasMovedIsATabAgain()
  {
    current("quote.1");
    trigger("panel.float");
    FloatWindow* window = view(0)->floats().front();
    PanelDock* chart = view(0)->dockOf(name("chart.1"));
    view(0)->adopt(view(0)->take(chart), window->surface(), {name("quote.1"), DockSide::Centre, -1, {}});
    QVERIFY(m_windows->movePanelTo(chart, name("research")));
    QCOMPARE(window->surface()->docks().size(), 1);
    clickUndo();
    QCOMPARE(view(0)->floats().size(), 1);
    QCOMPARE(groupOf(window->surface()->tree(), name("quote.1")).size(), 2);
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

  void aTabIsDraggedIntoAnotherWindow()
  {
    trigger("file.newWindow");
    MainWindow* further = m_windows->windows().at(1);
    m_windows->movePanel(view(0)->dockOf(name("ticket.1")), further);
    m_windows->first().setGeometry(0, 0, 700, 500);
    further->setGeometry(800, 0, 400, 400);
    QCoreApplication::processEvents();
    auto* tabs = view(0)->dockOf(name("fills.1"))->parentWidget()->findChild<QTabBar*>();
    QVERIFY(tabs != nullptr);
    const QPoint from = tabs->tabRect(1).center();
    DockSurface* surface = view(1)->surface();
    const QPoint target = surface->mapToGlobal(QPoint(surface->width() / 2, surface->height() - 40));
    drag(tabs, target, from);
    QVERIFY(surface->findChild<DropMark*>() != nullptr);
    drop(tabs, target);
    QTRY_VERIFY(view(1)->findPanel(name("fills")) != nullptr);
    QVERIFY(!view(0)->findPanel(name("fills")));
    const QRect below = surface->placeOf(view(1)->dockOf(name("fills.1")));
    QVERIFY(below.top() > surface->placeOf(view(1)->dockOf(name("ticket.1"))).bottom());
  }

  void aPanelThatIsLetGoOutsideFloats()
  {
    m_windows->first().setGeometry(0, 0, 600, 500);
    QCoreApplication::processEvents();
    DockTitle* title = view(0)->dockOf(name("quote.1"))->title();
    const QPoint outside(700, 600);
    drag(title, outside);
    drop(title, outside);
    QTRY_VERIFY(view(0)->dockOf(name("quote.1"))->isFloating());
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

private:
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
    m_windows = std::make_unique<WindowSet>(m_desk->context);
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
  WorkspaceView* view(int window) const { return m_windows->windows().at(window)->workspace(); }
  WordPanel* panel(int window, const char* id) const
  {
    return qobject_cast<WordPanel*>(view(window)->findPanel(QLatin1String(id)));
  }
  void current(const char* instance)
  {
    m_windows->setActive(&m_windows->first());
    view(0)->setCurrent(view(0)->dockOf(QLatin1String(instance)));
  }
  DockNode tree() const { return view(0)->surface()->tree(); }
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
  std::unique_ptr<WindowSet> m_windows;
};

QTEST_MAIN(TstWindows)
#include "tst_windows.moc"
