// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_panel.h"

#include "core/base/file_system.h"
#include "tests/ui/ui_profile.h"
#include "ui/factor/formula_dialog.h"
#include "ui/factor/indicator_dialog.h"
#include "ui/factor/saved_formulas.h"
#include "widgets/base/components.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QTemporaryDir>
#include <QUndoStack>
#include <QtTest>

#include <numeric>

using namespace zvt;
using namespace zvt::ui;
using market::AdjustMode;
using market::BarLevel;
using zvt::tests::UiProfile;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");
const QString kMinutes = QStringLiteral("stock_sh_688001");

bool near(double value, double expected)
{
  return std::abs(value - expected) <= 1e-5 * std::abs(expected);
}

}

class TstChartPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(actions, "market/hikyuu/sz000001_corporate_actions.csv");
    ZVT_FIXTURE(minutes, "market/tdx/sh688001_1m.csv");
    m_profile = std::make_unique<UiProfile>();
    m_profile->import(daily, "stock_sz_000001", "平安银行");
    QVERIFY(m_profile->data.importActions(actions, "stock_sz_000001"));
    m_profile->import(minutes, "stock_sh_688001", "华兴源创", BarLevel::Min1);
  }
  void cleanupTestCase() { m_profile.reset(); }

  void init()
  {
    m_panel = std::make_unique<ChartPanel>(m_profile->context);
    m_panel->resize(1000, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
  }
  void cleanup() { m_panel.reset(); }

  void showsTheBarsOfTheFile()
  {
    show(kStock);
    QCOMPARE(bars().size(), std::size_t{4937}); // the file's lines less its header
    QCOMPARE(bars().close.back(), 15.95); // its last line
    QCOMPARE(bars().volume.back(), 11'349'200.0); // 113492 lots
    QCOMPARE(m_panel->title(), QStringLiteral("平安银行"));
    QCOMPARE(m_panel->subtitle(), QStringLiteral("000001.SZ"));
    QVERIFY(!m_panel->view()->model()->axisMarks.empty()); // its ex-dates
    QCOMPARE(m_panel->view()->model()->panes.size(), std::size_t{2}); // volume, MACD
  }

  void givesItsBarsAsATable()
  {
    show(kStock);
    const PanelTable table = m_panel->exportTable();
    QCOMPARE(table.rows.size(), std::size_t{4937}); // the file's lines less its header
    QCOMPARE(table.header.mid(0, 7).join(u','), QStringLiteral("Time,Open price,High,Low,Close price,Volume,Turnover"));
    QVERIFY(table.header.contains(QStringLiteral("MA5")));
    const QStringList& last = table.rows.back(); // the file's last line; 113492 lots
    QCOMPARE(last[0], QStringLiteral("2011-12-05"));
    QCOMPARE(last[4], QStringLiteral("15.95"));
    QCOMPARE(last[5], QStringLiteral("11349200"));
    // What is copied is what is in the picture.
    const auto lines = m_panel->copyText().count(u'\n');
    QVERIFY(lines > 10 && lines < 4937);
    QVERIFY(m_panel->copyText().endsWith(last.join(u'\t')));
  }

  void adjustsAsTheOracleSays()
  {
    // oracle/adjust/sz000001_hfq_qfq_close.csv, 1991-01-02: close 67.41, hfq 67.41, qfq 3.41831
    show(kStock);
    QVERIFY(m_panel->adjust() == AdjustMode::Qfq);
    QVERIFY(near(bars().close.front(), 3.41831));
    auto* combo = m_panel->findChild<QComboBox*>(QStringLiteral("adjustCombo"));
    combo->setFocus();
    const double count = m_panel->view()->axis().count;
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    QTest::keyClick(combo, Qt::Key_Down);
    QVERIFY(loaded.wait());
    QVERIFY(m_panel->adjust() == AdjustMode::Hfq);
    QVERIFY(near(bars().close.front(), 67.41));
    QVERIFY(bars().close.back() > 10 * 15.95); // twenty years of bonus shares and dividends
    QTest::keyClick(combo, Qt::Key_Down);
    QVERIFY(loaded.wait());
    QVERIFY(m_panel->adjust() == AdjustMode::Bfq);
    QCOMPARE(bars().close.front(), 67.41);
    QCOMPARE(bars().close.back(), 15.95);
    QCOMPARE(m_panel->view()->axis().count, count); // the user stays where he was
  }

  /// A formula refers to a saved one; when that changes or goes, the chart follows and says so.
  void formulasReferToSavedOnes()
  {
    QTemporaryDir folder;
    OsFileSystem files;
    Context context = m_profile->context;
    context.files = &files;
    context.profileFolder = folder.path().toStdString();
    SavedFormulas saved(context);
    saved.save({"MYMA", "DIF: CLOSE+1;"});
    m_panel = std::make_unique<ChartPanel>(context);
    m_panel->show();
    Indicator own;
    own.name = "OWN";
    own.formula = "X: MYMA.DIF;";
    m_panel->chooseIndicators({own});
    m_panel->showEntity(kStock);
    const auto last = [this] {
      const auto model = m_panel->view()->model();
      return model && !model->overlays.empty() ? model->overlays.back().values.back() : 0;
    };
    QTRY_COMPARE(last(), 16.95); // the file's last close is 15.95
    saved.save({"myma", "DIF: CLOSE+2;"});
    QTRY_COMPARE(last(), 17.95);
    saved.remove("MYMA");
    const auto* note = m_panel->findChild<widgets::Note*>(QStringLiteral("indicatorProblemNote"));
    QTRY_VERIFY(note->isVisible());
    QVERIFY2(note->text().contains(QStringLiteral("OWN")) && note->text().contains(QStringLiteral("MYMA")),
        qPrintable(note->text()));
    m_panel.reset();
    m_profile->workers.drain(); // before the folder goes
  }

  void switchesLevels()
  {
    show(kMinutes);
    // Only minutes are stored: 12 days of 240 minutes, 48 bars of five minutes a day. Days are made of them.
    QVERIFY(m_panel->level() == BarLevel::Day1);
    QCOMPARE(bars().size(), std::size_t{12});
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    auto* levels = m_panel->findChild<widgets::SegmentedControl*>(QStringLiteral("levelSegments"));
    const auto key = [](BarLevel level) { return QString::fromStdString(std::string(market::toString(level))); };
    m_panel->setLevel(BarLevel::Min1);
    QVERIFY(loaded.wait());
    QCOMPARE(bars().size(), std::size_t{2880});
    levels->findChild<QAbstractButton*>(key(BarLevel::Min5) + QStringLiteral("Segment"))->click();
    QVERIFY(loaded.wait());
    QVERIFY(bars().level == BarLevel::Min5);
    QCOMPARE(bars().size(), std::size_t{576});
    // Keyboard: Ctrl+6 is the day.
    m_panel->view()->setFocus();
    QTest::keyClick(m_panel->view(), Qt::Key_6, Qt::ControlModifier);
    QVERIFY(loaded.wait());
    QVERIFY(bars().level == BarLevel::Day1);
    QCOMPARE(bars().size(), std::size_t{12});
    QCOMPARE(bars().close.back(), 36.65); // the file's last line
    QCOMPARE(levels->value(), key(BarLevel::Day1));
  }

  void drawsTheIndicatorsThatWereChosen()
  {
    show(kStock);
    const auto& model = [this]() -> const widgets::ChartModel& { return *m_panel->view()->model(); };
    QCOMPARE(model().overlays.size(), std::size_t{4}); // MA 5 10 20 60
    QCOMPARE(model().panes[1].title, QStringLiteral("MACD(12,26,9)"));
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    std::vector<Indicator> chosen = m_panel->indicators();
    const auto formula = [](const char* name, const char* text) {
      Indicator indicator;
      indicator.name = name;
      indicator.formula = text;
      return indicator;
    };
    // A band over the price, an average of volumes in their pane, a distance in a pane of its own; a faulty one.
    chosen.push_back(formula("BAND", "UP: MA(CLOSE,20)+2*STD(CLOSE,20);\nLOW2: MA(CLOSE,20)-2*STD(CLOSE,20);"));
    chosen.push_back(formula("VOLS", "V20: MA(VOLUME,20);"));
    chosen.push_back(formula("BIAS", "INPUT: N(6,1,99);\nBIAS1: (CLOSE-MA(CLOSE,N))/MA(CLOSE,N)*100;"));
    chosen.push_back(formula("WRONG", "X: MAA(CLOSE,5);"));
    m_panel->chooseIndicators(chosen);
    QVERIFY(loaded.wait());
    QCOMPARE(model().overlays.size(), std::size_t{6});
    QCOMPARE(model().panes.size(), std::size_t{3}); // volume, MACD, BIAS
    QCOMPARE(model().panes[0].plots.size(), std::size_t{4}); // volumes, MA5, MA10, V20
    QCOMPARE(model().panes[2].title, QStringLiteral("BIAS"));
    // The mean of the last 20 volumes, added up here.
    const std::vector<double>& volume = bars().volume;
    const double sum = std::accumulate(volume.end() - 20, volume.end(), 0.0);
    QVERIFY(near(model().panes[0].plots[3].values.back(), sum / 20));
    const auto* note = m_panel->findChild<widgets::Note*>(QStringLiteral("indicatorProblemNote"));
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().startsWith(QStringLiteral("WRONG: ")), qPrintable(note->text()));
    // What was chosen is kept with the panel.
    ChartPanel other(m_profile->context);
    other.restoreState(m_panel->saveState());
    QVERIFY(other.indicators() == chosen);
    m_panel->undoStack()->undo();
    QVERIFY(loaded.wait());
    QCOMPARE(model().panes.size(), std::size_t{2});
    QVERIFY(!note->isVisible());
    // Turning at one parameter is one step.
    const std::vector<Indicator> before = m_panel->indicators();
    for (const double fast : {10.0, 11.0, 5.0}) {
      std::vector<Indicator> turned = before;
      turned[1].parameters["fast"] = fast;
      m_panel->chooseIndicators(turned);
    }
    QTRY_COMPARE(model().panes[1].title, QStringLiteral("MACD(5,26,9)"));
    m_panel->undoStack()->undo();
    QVERIFY(m_panel->indicators() == before);
  }

  void dialogsWorkOnTheChart()
  {
    show(kStock);
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    IndicatorDialog* dialog = m_panel->openIndicators();
    QCOMPARE(m_panel->openIndicators(), dialog);
    dialog->setIndicators({});
    Q_EMIT dialog->indicatorsChanged();
    QVERIFY(loaded.wait());
    QVERIFY(m_panel->view()->model()->overlays.empty());
    FormulaDialog* editor = m_panel->openFormula(QStringLiteral("HALF"), QStringLiteral("HALVED: CLOSE/2;"));
    editor->findChild<QAbstractButton*>(QStringLiteral("applyFormulaButton"))->click();
    QVERIFY(loaded.wait());
    QCOMPARE(m_panel->view()->model()->overlays.size(), std::size_t{1});
    QVERIFY(near(m_panel->view()->model()->overlays[0].values.back(), 15.95 / 2)); // the file's last line
    QCOMPARE(dialog->indicators().size(), std::size_t{1}); // the open dialog follows
  }

  void followsItsLinkColour()
  {
    m_profile->links.select(LinkColor::B, kMinutes);
    QVERIFY(m_panel->entityId().isEmpty());
    m_profile->links.select(LinkColor::A, kStock);
    QCOMPARE(m_panel->entityId(), kStock);
    m_panel->setLink(LinkColor::B);
    QCOMPARE(m_panel->entityId(), kMinutes);
    m_profile->links.select(LinkColor::A, kStock);
    QCOMPARE(m_panel->entityId(), kMinutes);
    // The last choice wins, whichever answer comes first.
    m_profile->links.select(LinkColor::B, kStock);
    m_profile->links.select(LinkColor::B, kMinutes);
    QTRY_VERIFY(m_panel->view()->model() && bars().entityId == kMinutes.toStdString());
  }

  void isReadByKeyboard()
  {
    show(kStock);
    widgets::ChartView* view = m_panel->view();
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Left);
    QCOMPARE(view->crosshairBar(), std::optional<std::size_t>(4936));
    QVERIFY(view->accessibleDescription().contains(QStringLiteral("2011-12-05")));
    QTest::keyClick(view, Qt::Key_Left);
    QCOMPARE(view->crosshairBar(), std::optional<std::size_t>(4935));
    QTest::keyClick(view, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(view->crosshairBar(), std::optional<std::size_t>(4936));
    const double count = view->axis().count;
    QTest::keyClick(view, Qt::Key_Up);
    QVERIFY(view->axis().count < count);
    QTest::keyClick(view, Qt::Key_Home);
    QCOMPARE(view->axis().first, 0.0);
    QTest::keyClick(view, Qt::Key_Escape);
    QVERIFY(!view->crosshairBar());
  }

  void stateSurvivesARestart()
  {
    show(kStock);
    m_panel->setAdjust(AdjustMode::Hfq);
    m_panel->setLevel(BarLevel::Week1);
    const QJsonObject state = m_panel->saveState();
    ChartPanel other(m_profile->context);
    QSignalSpy loaded(&other, &ChartPanel::loaded);
    other.restoreState(state);
    QVERIFY(loaded.wait());
    QCOMPARE(other.entityId(), kStock);
    QVERIFY(other.level() == BarLevel::Week1);
    QVERIFY(other.adjust() == AdjustMode::Hfq);
    other.restoreState({{QStringLiteral("level"), 7}, {QStringLiteral("adjust"), QStringLiteral("?")}});
    QVERIFY(other.level() == BarLevel::Week1); // a damaged document changes nothing
  }

private:
  void show(const QString& entity)
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->showEntity(entity);
    QVERIFY(loaded.wait());
  }
  const market::BarSeries& bars() const { return *m_panel->view()->model()->bars; }

  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<ChartPanel> m_panel;
};

QTEST_MAIN(TstChartPanel)
#include "tst_chart_panel.moc"
