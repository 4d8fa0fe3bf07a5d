// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/task.h"
#include "core/trading/market_replay.h"
#include "tests/ui/ui_profile.h"
#include "ui/chart/chart_loader.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/seasonality_dialog.h"
#include "ui/replay/replay_feed.h"
#include "ui/replay/replay_strip.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QComboBox>
#include <QToolButton>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using market::BarLevel;
using zvt::tests::UiProfile;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");
const QString kMinutes = QStringLiteral("stock_sh_688001");

/// The head of a CSV file: its header and the lines up to a date, which is the first column.
std::string linesUpTo(const std::filesystem::path& file, std::string_view date)
{
  const QList<QByteArray> lines = QByteArray::fromStdString(tests::readFile(file)).split('\n');
  QByteArray kept = lines.front() + '\n';
  for (qsizetype i = 1; i < lines.size(); ++i)
    if (!lines[i].isEmpty() && lines[i].left(10).toStdString() <= date)
      kept += lines[i] + '\n';
  return kept.toStdString();
}

bool same(const std::vector<double>& a, const std::vector<double>& b)
{
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
    return x == y || (std::isnan(x) && std::isnan(y));
  });
}

}

/// A chart in a replay shows what there was, and is driven by its strip and keys.
class TstChartReplay : public QObject {
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
    m_executor = std::make_unique<ThreadExecutor>("replay", m_profile->clock);
    m_replay = std::make_unique<trading::MarketReplay>(m_profile->data.data(), m_profile->clock, *m_executor);
    m_feed = std::make_unique<ReplayFeed>(*m_replay);
    m_profile->context.replay = m_feed.get();
  }
  void cleanupTestCase()
  {
    m_feed.reset();
    m_replay.reset();
    m_executor.reset();
    m_profile.reset();
  }

  void init() { m_panel = open(); }
  void cleanup()
  {
    m_panel.reset();
    m_replay->stop();
    QTRY_VERIFY(!m_feed->isActive());
  }

  /// What the chart computes as of a day is what it computes where nothing later was ever stored: bars, adjusted
  /// prices, every line of every pane, ex-date marks.
  void nothingDependsOnWhatComesLater_data()
  {
    QTest::addColumn<QString>("date");
    QTest::addColumn<int>("level");
    for (const char* date : {"1994-07-08", "1999-10-15", "1999-10-18", "2007-06-15", "2007-06-18", "2010-12-31"})
      for (const BarLevel level : {BarLevel::Day1, BarLevel::Week1, BarLevel::Month1})
        QTest::addRow("%s %d", date, int(level)) << QString::fromLatin1(date) << int(level);
  }
  void nothingDependsOnWhatComesLater()
  {
    QFETCH(QString, date);
    QFETCH(int, level);
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(actions, "market/hikyuu/sz000001_corporate_actions.csv");
    const std::string until = date.toStdString();
    UiProfile then;
    then.import(then.data.write("days.csv", linesUpTo(daily, until)), "stock_sz_000001", "then");
    QVERIFY(then.data.importActions(then.data.write("actions.csv", linesUpTo(actions, until)), "stock_sz_000001"));
    ChartRequest request;
    request.entityId = kStock.toStdString();
    request.level = static_cast<BarLevel>(level);
    SilentTaskControl task;
    const auto past = loadChart(then.data.data(), then.data.profile(), nullptr, request, task);
    QVERIFY(past);
    const auto calendar = *market::Calendar::load("cn");
    request.asOf = calendar->closeOf(*TradingDay::parse(until));
    const auto seen = loadChart(m_profile->data.data(), m_profile->data.profile(), nullptr, request, task);
    QVERIFY(seen);
    const widgets::ChartModel &a = *seen->model, &b = *past->model;
    QVERIFY(a.bars->size() > 20);
    QCOMPARE(a.bars->key, b.bars->key);
    QVERIFY(same(a.bars->open, b.bars->open) && same(a.bars->high, b.bars->high) && same(a.bars->low, b.bars->low)
        && same(a.bars->close, b.bars->close) && same(a.bars->volume, b.bars->volume));
    QCOMPARE(a.overlays.size(), b.overlays.size());
    for (std::size_t i = 0; i < a.overlays.size(); ++i)
      QVERIFY(same(a.overlays[i].values, b.overlays[i].values));
    QCOMPARE(a.panes.size(), b.panes.size());
    for (std::size_t pane = 0; pane < a.panes.size(); ++pane)
      for (std::size_t i = 0; i < a.panes[pane].plots.size(); ++i)
        QVERIFY(same(a.panes[pane].plots[i].values, b.panes[pane].plots[i].values));
    QCOMPARE(a.axisMarks.size(), b.axisMarks.size());
  }

  void beginsAtTheFirstBarInSight()
  {
    show(*m_panel, kStock);
    const std::size_t all = bars(*m_panel).size();
    QVERIFY(!m_panel->replayStrip()->isVisible());
    m_panel->view()->setAxis(1000, 100);
    begin();
    QCOMPARE(bars(*m_panel).size(), std::size_t{1000}); // the bar itself comes with the first step
    QVERIFY(m_panel->replayStrip()->isVisible());
    step(QStringLiteral("replayForwardButton"));
    QCOMPARE(bars(*m_panel).size(), std::size_t{1001});
    step(QStringLiteral("replayBackButton"));
    QCOMPARE(bars(*m_panel).size(), std::size_t{1000});
    step(QStringLiteral("replayStopButton"));
    QCOMPARE(bars(*m_panel).size(), all);
    QTRY_VERIFY(!m_panel->replayStrip()->isVisible());
  }

  /// The file goes to 2011; bar 1000 of it is a day of 1995.
  void seasonsEndWithTheClock()
  {
    show(*m_panel, kStock);
    m_panel->view()->setAxis(1000, 100);
    begin();
    SeasonalityDialog dialog(*m_panel);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy loaded(&dialog, &SeasonalityDialog::loaded);
    QVERIFY(loaded.wait());
    const int year = bars(*m_panel).dayAt(999).date().year;
    QVERIFY(year < 2000);
    QCOMPARE(dialog.seasons().years.back().year, year);
    QCOMPARE(dialog.seasons().paths.back().year, year);
    std::size_t weekdays = 0;
    for (const auto& one : dialog.seasons().figures.at(analytics::Season::Weekday))
      weekdays += one.count;
    QCOMPARE(weekdays, std::size_t{999}); // each bar but the first
    step(QStringLiteral("replayForwardButton"));
    QVERIFY(loaded.size() > 1 || loaded.wait());
    QTRY_COMPARE(dialog.seasons().paths.back().year, bars(*m_panel).dayAt(1000).date().year);
  }

  void keysDriveIt()
  {
    show(*m_panel, kStock);
    m_panel->view()->setAxis(1000, 100);
    m_panel->view()->setFocus();
    QAction* forward = m_profile->actions.action(QStringLiteral("chart.replayForward"));
    QVERIFY(forward != nullptr);
    QVERIFY(!forward->isEnabled()); // no replay yet
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    QTest::keyClick(m_panel->view(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(loaded.wait());
    QCOMPARE(bars(*m_panel).size(), std::size_t{1000});
    QVERIFY(forward->isEnabled());
    QTest::keyClick(m_panel->view(), Qt::Key_Period);
    QVERIFY(loaded.wait());
    QCOMPARE(bars(*m_panel).size(), std::size_t{1001});
    QTest::keyClick(m_panel->view(), Qt::Key_Comma);
    QVERIFY(loaded.wait());
    QCOMPARE(bars(*m_panel).size(), std::size_t{1000});
    // Space plays, and at a button presses the button.
    QTest::keyClick(m_panel->view(), Qt::Key_Space);
    QTRY_VERIFY(m_feed->state().running);
    QTest::keyClick(m_panel->view(), Qt::Key_Space);
    QTRY_VERIFY(!m_feed->state().running);
    auto* back = m_panel->findChild<QToolButton*>(QStringLiteral("replayBackButton"));
    back->setFocus();
    QVERIFY(!m_profile->actions.action(QStringLiteral("chart.replayPlay"))->isEnabled());
  }

  void chartsOfTwoLevelsFollowOneClock()
  {
    const auto other = open();
    show(*m_panel, kMinutes);
    m_panel->setLevel(BarLevel::Min5);
    QTRY_VERIFY(bars(*m_panel).level == BarLevel::Min5);
    show(*other, kMinutes);
    other->setLevel(BarLevel::Day1);
    QTRY_VERIFY(bars(*other).level == BarLevel::Day1);
    const std::size_t days = bars(*other).size();
    QVERIFY(days > 1);
    m_panel->view()->setAxis(60, 20); // the second day: 48 bars of five minutes a day
    begin();
    QTRY_COMPARE(bars(*other).size(), std::size_t{2}); // the second day is on its way
    const market::BarSeries& fives = bars(*m_panel);
    QCOMPARE(fives.size(), std::size_t{60});
    QCOMPARE(bars(*other).close.back(), fives.close.back());
    double volume = 0;
    for (std::size_t i = 48; i < fives.size(); ++i)
      volume += fives.volume[i];
    QCOMPARE(bars(*other).volume.back(), volume);
  }

  void aRefusedBeginningIsTold()
  {
    show(*m_panel, kStock);
    m_panel->view()->setAxis(0, 100);
    m_panel->startReplay();
    QTRY_COMPARE(m_feed->state().problem.code, std::string("replay.nothing_before"));
    QVERIFY(!m_feed->isActive());
  }

private:
  std::unique_ptr<ChartPanel> open()
  {
    auto panel = std::make_unique<ChartPanel>(m_profile->context);
    panel->resize(1000, 600);
    panel->show();
    if (!QTest::qWaitForWindowExposed(panel.get()))
      qFatal("no window");
    return panel;
  }
  static void show(ChartPanel& panel, const QString& entity)
  {
    QSignalSpy loaded(&panel, &ChartPanel::loaded);
    panel.showEntity(entity);
    QVERIFY(loaded.wait());
  }
  static const market::BarSeries& bars(const ChartPanel& panel) { return *panel.view()->model()->bars; }
  void begin()
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->startReplay();
    QVERIFY(loaded.wait());
  }
  void step(const QString& button)
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->findChild<QToolButton*>(button)->click();
    QVERIFY(loaded.wait());
  }

  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<ThreadExecutor> m_executor;
  std::unique_ptr<trading::MarketReplay> m_replay;
  std::unique_ptr<ReplayFeed> m_feed;
  std::unique_ptr<ChartPanel> m_panel;
};

QTEST_MAIN(TstChartReplay)
#include "tst_chart_replay.moc"
