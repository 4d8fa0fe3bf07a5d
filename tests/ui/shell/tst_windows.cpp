// SPDX-License-Identifier: GPL-3.0-or-later
// Several windows, and panels that float and move among them and among workspaces.
#include "tests/ui/shell/window_bench.h"
#include "ui/shell/drop_mark.h"
#include "ui/shell/float_window.h"
#include "widgets/base/theme.h"

using namespace zvt;
using namespace zvt::ui;
using tests::name;
using zvt::tests::WordPanel;

namespace {

const QString kTrading = QStringLiteral("trading");

}

class TstWindows : public QObject, private tests::WindowBench {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }
  void init() { openDesk(); }
  void cleanup() { closeDesk(); }

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
};

QTEST_MAIN(TstWindows)
#include "tst_windows.moc"
