// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_panel.h"

#include "tests/ui/ui_profile.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QtTest>

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
