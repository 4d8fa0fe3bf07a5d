// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system.h"
#include "tests/ui/ui_profile.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/pane_feature.h"
#include "ui/chart/template_feature.h"
#include "ui/chart/template_store.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QMenu>
#include <QTemporaryDir>
#include <QUndoStack>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using widgets::PaneAct;
using zvt::tests::UiProfile;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");

}

/// Panes and templates of a chart's panel.
class TstChartArrangement : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    m_profile = std::make_unique<UiProfile>();
    m_profile->import(daily, "stock_sz_000001", "平安银行");
  }
  void cleanupTestCase() { m_profile.reset(); }

  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    m_links = std::make_unique<LinkBus>();
    m_context = m_profile->context;
    m_context.files = &m_files;
    m_context.profileFolder = m_folder->path().toStdString();
    m_context.links = m_links.get(); // templates of its own
    m_panel = newPanel();
    show();
  }
  void cleanup()
  {
    m_panel.reset();
    m_profile->workers.drain(); // before the folder goes
    QCoreApplication::processEvents();
    m_links.reset();
  }

  void arrangingComputesNothingAndIsUndone()
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    view()->actOnPane(PaneAct::Collapse, 1);
    view()->actOnPane(PaneAct::Up, 2);
    const widgets::PaneArrangement arranged = view()->panes();
    QCOMPARE(m_panel->undoStack()->count(), 2);
    m_panel->undoStack()->undo();
    m_panel->undoStack()->undo();
    QCOMPARE(view()->panes(), widgets::PaneArrangement());
    m_panel->undoStack()->redo();
    m_panel->undoStack()->redo();
    QCOMPARE(view()->panes(), arranged);
    const auto model = view()->model();
    QCoreApplication::processEvents();
    QCOMPARE(loaded.count(), 0);
    // Kept with the panel.
    const auto other = newPanel();
    other->restoreState(m_panel->saveState());
    QCOMPARE(other->view()->panes(), arranged);
  }

  void anotherParameterKeepsTheArrangement()
  {
    view()->actOnPane(PaneAct::Collapse, 2); // MACD
    std::vector<Indicator> indicators = m_panel->indicators();
    indicators.back().parameters.begin()->second += 1;
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    if (indicators.back().parameters.empty())
      QSKIP("MACD has no parameters of its own here");
    m_panel->chooseIndicators(indicators);
    QVERIFY(loaded.wait());
    QVERIFY(view()->paneState(2).isCollapsed);
  }

  /// Removing a pane removes its indicators; that of the volumes is hidden, and the menu brings it back.
  void removesPanes()
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    view()->actOnPane(PaneAct::Remove, 2);
    QVERIFY(loaded.wait());
    QCOMPARE(view()->model()->panes.size(), std::size_t{1});
    QCOMPARE(m_panel->indicators().size(), std::size_t{1});
    m_panel->undoStack()->undo();
    QVERIFY(loaded.wait());
    QCOMPARE(view()->model()->panes.size(), std::size_t{2});
    view()->actOnPane(PaneAct::Remove, 1);
    view()->renderPicture();
    QCOMPARE(view()->chartLayout().order, (std::vector<std::size_t>{0, 2}));
    QMenu menu;
    m_panel->feature<PaneFeature>()->fillMenu(menu);
    QAction* volume = nullptr;
    for (QAction* action : menu.findChild<QMenu*>(QStringLiteral("panesMenu"))->actions())
      if (action->text() == QStringLiteral("Volume"))
        volume = action;
    QVERIFY(volume && !volume->isChecked());
    volume->trigger();
    view()->renderPicture();
    QCOMPARE(view()->chartLayout().order, (std::vector<std::size_t>{0, 1, 2}));
  }

  /// While the menu is open, a load may bring other panes: what it names is meant, not what stands in its place.
  void anOpenMenuMeansItsPane()
  {
    QMenu menu;
    m_panel->feature<PaneFeature>()->fillMenu(menu);
    QAction* macd = menu.findChild<QMenu*>(QStringLiteral("panesMenu"))->actions().at(2);
    const QString key = widgets::paneKey(*view()->model(), 2);
    bool isTried = false;
    for (const ChartTemplate& one : builtInTemplates()) {
      QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
      if (m_panel->indicators() == one.indicators)
        continue;
      m_panel->chooseIndicators(one.indicators);
      QVERIFY(loaded.wait());
      const widgets::ChartModel& model = *view()->model();
      bool isThere = false;
      for (std::size_t pane = 0; pane < widgets::paneCount(model); ++pane)
        isThere = isThere || widgets::paneKey(model, pane) == key;
      if (isThere)
        continue;
      isTried = true;
      const widgets::PaneArrangement before = view()->panes();
      macd->trigger();
      QCOMPARE(view()->panes(), before);
    }
    QVERIFY(isTried);
  }

  /// The keys of panes act on the one that was chosen.
  void panesByKey()
  {
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_PageDown, Qt::AltModifier);
    QTest::keyClick(view(), Qt::Key_PageDown, Qt::AltModifier);
    QCOMPARE(view()->currentPane(), 1U);
    QTest::keyClick(view(), Qt::Key_PageDown, Qt::ControlModifier | Qt::ShiftModifier);
    view()->renderPicture();
    QCOMPARE(view()->chartLayout().order, (std::vector<std::size_t>{0, 2, 1}));
    QTest::keyClick(view(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    view()->renderPicture();
    QCOMPARE(view()->chartLayout().order, std::vector<std::size_t>{1});
  }

  void aTemplateIsAppliedAndUndoneAtOnce()
  {
    auto* templates = m_panel->feature<TemplateFeature>();
    const auto before = m_panel->indicators();
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    for (const ChartTemplate& one : builtInTemplates()) {
      templates->apply(one);
      QVERIFY2(m_panel->indicators() == one.indicators, qPrintable(one.name));
    }
    QTRY_VERIFY(loaded.count() > 0);
    m_panel->undoStack()->undo();
    const auto all = builtInTemplates();
    QVERIFY(m_panel->indicators() == all[all.size() - 2].indicators);
    while (m_panel->undoStack()->canUndo())
      m_panel->undoStack()->undo();
    QVERIFY(m_panel->indicators() == before);
  }

  /// Each of the program's templates shows what it says on real bars.
  void everyTemplateCanBeComputed()
  {
    auto* note = m_panel->findChild<QWidget*>(QStringLiteral("indicatorProblemNote"));
    for (const ChartTemplate& one : builtInTemplates()) {
      QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
      if (m_panel->indicators() == one.indicators)
        continue;
      m_panel->feature<TemplateFeature>()->apply(one);
      QVERIFY(loaded.wait());
      QVERIFY2(note->isHidden(), qPrintable(one.name));
    }
  }

  void templatesAreKeptInTheProfile()
  {
    view()->actOnPane(PaneAct::Collapse, 1);
    m_profile->dialogs.texts = {QStringLiteral(" 我的 ")};
    m_panel->feature<TemplateFeature>()->saveAs();
    QCOMPARE(store().list().templates.size(), std::size_t{1});
    m_profile->workers.drain();
    const auto bytes = m_files.read(m_context.profileFolder / "chart_templates.json");
    QVERIFY(bytes);
    const auto list = templatesFrom(QByteArray::fromStdString(*bytes));
    QVERIFY(list);
    QCOMPARE(list->templates.front().name, QStringLiteral("我的"));
    QVERIFY(list->templates.front() == m_panel->feature<TemplateFeature>()->current(QStringLiteral("我的")));
    // The next program reads them.
    m_panel.reset();
    m_links = std::make_unique<LinkBus>();
    m_context.links = m_links.get();
    m_panel = newPanel();
    QTRY_COMPARE(store().list().templates.size(), std::size_t{1});
    m_profile->dialogs.texts = {QStringLiteral("Mine")};
    m_panel->feature<TemplateFeature>()->rename(QStringLiteral("我的"));
    QCOMPARE(store().list().templates.front().name, QStringLiteral("Mine"));
    // Out, gone, and in again.
    const QString file = m_folder->filePath(QStringLiteral("one.zvtchart"));
    m_profile->dialogs.paths = {file};
    QSignalSpy written(&store(), &ChartTemplates::fileWritten);
    m_panel->feature<TemplateFeature>()->exportTo(QStringLiteral("Mine"));
    QVERIFY(written.wait());
    m_profile->dialogs.answers = {0};
    m_panel->feature<TemplateFeature>()->remove(QStringLiteral("Mine"));
    QVERIFY(store().list().templates.empty());
    m_profile->dialogs.paths = {file};
    m_panel->feature<TemplateFeature>()->importFrom();
    QTRY_COMPARE(store().list().templates.size(), std::size_t{1});
  }

  /// Damaged: set aside, said once however many charts are open, and new ones are kept.
  void damagedTemplatesAreSetAside()
  {
    const auto file = m_context.profileFolder / "chart_templates.json";
    QVERIFY(m_files.writeAtomically(file, "no json"));
    restart();
    const auto other = newPanel();
    QTRY_VERIFY(store().isRead());
    QCOMPARE(toldOfTemplates().size(), 1);
    QVERIFY2(toldOfTemplates().front().contains(QStringLiteral("chart_templates.json.unreadable-1")),
        qPrintable(toldOfTemplates().front()));
    QCOMPARE(*m_files.read(file.string() + ".unreadable-1"), std::string("no json"));
    m_profile->dialogs.texts = {QStringLiteral("Mine")};
    m_panel->feature<TemplateFeature>()->saveAs();
    m_profile->workers.drain();
    QCOMPARE(kept().templates.size(), std::size_t{1});
  }

  /// Not read at all: it may be sound, so it stays, and nothing is taken that could not be kept.
  void templatesThatCannotBeReadAreNotChanged()
  {
    QVERIFY(m_files.createDirectories(m_context.profileFolder / "chart_templates.json"));
    restart();
    QTRY_VERIFY(store().isRead());
    QCOMPARE(toldOfTemplates().size(), 1);
    m_profile->dialogs.texts = {QStringLiteral("Mine")};
    m_panel->feature<TemplateFeature>()->saveAs();
    QVERIFY(store().list().templates.empty());
    QCOMPARE(toldOfTemplates().size(), 2);
  }

  /// There is no folder to write to, and then there is.
  void aFailedWriteIsTriedAgain()
  {
    m_context.profileFolder /= "later";
    restart();
    QTRY_VERIFY(store().isRead());
    store().setRetry(std::chrono::milliseconds(1));
    QSignalSpy failed(&store(), &ChartTemplates::failed);
    store().change([](ChartTemplateList& list) { list.put({QStringLiteral("Mine"), {}, {}}); });
    QTRY_VERIFY(!failed.isEmpty());
    QCOMPARE(toldOfTemplates().size(), 1);
    QVERIFY(m_files.createDirectories(m_context.profileFolder));
    QTRY_VERIFY(m_files.exists(m_context.profileFolder / "chart_templates.json"));
    QCOMPARE(kept().templates.size(), std::size_t{1});
    QCOMPARE(toldOfTemplates().size(), 1); // however often it was tried
  }

  /// A change before the document is read joins what it has.
  void aChangeBeforeTheReadLosesNothing()
  {
    store().change([](ChartTemplateList& list) { list.put({QStringLiteral("first"), {}, {}}); });
    m_profile->workers.drain();
    restart();
    QVERIFY(!store().isRead());
    store().change([](ChartTemplateList& list) { list.put({QStringLiteral("second"), {}, {}}); });
    QTRY_COMPARE(store().list().templates.size(), std::size_t{2});
    m_profile->workers.drain();
    QCOMPARE(kept().templates.size(), std::size_t{2});
  }

  void aForeignFileIsRefused()
  {
    QVERIFY(!templatesFrom("{\"kind\": \"something else\"}"));
    QVERIFY(!templatesFrom("no json"));
    QCOMPARE(templatesFrom("").error().code, std::string("chart.bad_templates"));
  }

  void namesAreOfOneTemplateEach()
  {
    ChartTemplateList list;
    list.put({QStringLiteral("a"), {}, {}});
    list.put({QStringLiteral("B"), {}, {}});
    list.put({QStringLiteral("A"), defaultIndicators(), {}});
    QCOMPARE(list.templates.size(), std::size_t{2});
    QVERIFY(list.find(QStringLiteral("a"))->indicators == defaultIndicators());
    list.start = QStringLiteral("b");
    QVERIFY(!list.rename(QStringLiteral("B"), QStringLiteral("a"))); // taken
    QVERIFY(list.rename(QStringLiteral("b"), QStringLiteral("c")));
    QCOMPARE(list.start, QStringLiteral("c"));
    QVERIFY(list.remove(QStringLiteral("C")));
    QVERIFY(list.start.isEmpty());
  }

  void newChartsBeginWithTheChosenOne()
  {
    const ChartTemplate wanted = builtInTemplates()[2];
    m_panel->feature<TemplateFeature>()->setStart(documentName(wanted.name));
    const auto fresh = newPanel();
    QTRY_VERIFY(fresh->indicators() == wanted.indicators);
    QVERIFY(!fresh->undoStack()->canUndo());
    // One that was kept stays as it was.
    const auto kept = newPanel();
    kept->restoreState(m_panel->saveState());
    QCoreApplication::processEvents();
    QVERIFY(kept->indicators() == m_panel->indicators());
  }

private:
  std::unique_ptr<ChartPanel> newPanel()
  {
    auto panel = std::make_unique<ChartPanel>(m_context);
    panel->resize(1000, 700);
    panel->show();
    return panel;
  }
  /// The next program over the same profile.
  void restart()
  {
    m_panel.reset();
    m_profile->workers.drain();
    QCoreApplication::processEvents();
    m_profile->dialogs.asked.clear();
    m_links = std::make_unique<LinkBus>();
    m_context.links = m_links.get();
    m_panel = newPanel();
  }
  QStringList toldOfTemplates() const { return m_profile->dialogs.asked.filter(QStringLiteral("Chart templates|")); }
  ChartTemplateList kept() const
  {
    const auto bytes = m_files.read(m_context.profileFolder / "chart_templates.json");
    const auto list = bytes ? templatesFrom(QByteArray::fromStdString(*bytes)) : Result<ChartTemplateList>();
    return list.value_or(ChartTemplateList());
  }
  void show()
  {
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->showEntity(kStock);
    QVERIFY(loaded.wait());
    view()->renderPicture();
  }
  widgets::ChartView* view() const { return m_panel->view(); }
  ChartTemplates& store() const { return ChartTemplates::of(m_context); }

  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<LinkBus> m_links;
  OsFileSystem m_files;
  Context m_context;
  std::unique_ptr<ChartPanel> m_panel;
};

QTEST_MAIN(TstChartArrangement)
#include "tst_chart_arrangement.moc"
