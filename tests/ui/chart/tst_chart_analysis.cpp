// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system.h"
#include "core/market/exchange.h"
#include "tests/ui/live_quotes.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/chip_feature.h"
#include "ui/chart/compare_feature.h"
#include "ui/chart/profile_feature.h"
#include "ui/chart/seasonality_dialog.h"
#include "ui/shell/link_moments.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QFile>
#include <QPushButton>
#include <QTemporaryDir>
#include <QUndoStack>
#include <QtTest>

#include <numeric>

using namespace zvt;
using namespace zvt::ui;
using market::BarLevel;
using zvt::tests::UiProfile;
using Of = ProfileChoice::Of;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");
const QString kMinutes = QStringLiteral("stock_sh_688001");
const QString kTurned = QStringLiteral("stock_sz_300001");

/// Days at one price: 10 on Monday, 12 on Tuesday with a quarter of the float, 11 on Wednesday with half of it.
constexpr auto kTurnedDays = "date,open,high,low,close,volume,turnover,turnover_rate\n"
                             "2024-03-04,10,10,10,10,100000,1000000,0.1\n"
                             "2024-03-05,12,12,12,12,250000,3000000,0.25\n"
                             "2024-03-06,11,11,11,11,500000,5500000,0.5\n";

}

class TstChartAnalysis : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(minutes, "market/tdx/sh688001_1m.csv");
    QVERIFY(m_folder.isValid());
    QFile file(m_folder.filePath(QStringLiteral("turned.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(kTurnedDays) > 0);
    file.close();
    m_profile = std::make_unique<UiProfile>();
    m_profile->context.files = &m_files;
    m_profile->import(daily, "stock_sz_000001", "平安银行");
    m_profile->import(minutes, "stock_sh_688001", "华兴源创", BarLevel::Min1);
    data::ImportOptions options;
    options.entityName = "特锐德";
    options.mapping = "turnover_rate=turnover_rate";
    const auto report =
        m_profile->data.import(file.fileName().toStdString(), "stock_sz_300001", BarLevel::Day1, options);
    QVERIFY(report && !report->refused());
  }
  void cleanupTestCase() { m_profile.reset(); }

  void init()
  {
    m_panel = std::make_unique<ChartPanel>(m_profile->context);
    m_panel->resize(1000, 700);
    m_panel->setAdjust(market::AdjustMode::Bfq);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
  }
  void cleanup() { m_panel.reset(); }

  /// The days of 688001 are made of minutes, and so is their profile: its volume is that of the bars in sight.
  void aProfileIsOfTheFinestBars()
  {
    show(kMinutes);
    ask([&] { profile().chooseOf(Of::InSight); });
    const auto shown = profile().layer()->shown();
    QVERIFY(shown);
    QCOMPARE(shown->caption, QStringLiteral("1m"));
    const std::vector<double>& volume = bars().volume;
    const double all = std::accumulate(volume.begin(), volume.end(), 0.0);
    QVERIFY(all > 0 && std::abs(shown->profile.total() / all - 1) < 1e-9);
    QCOMPARE(shown->profile.rows(), std::size_t{48});
    QCOMPARE(shown->profile.low, *std::min_element(bars().low.begin(), bars().low.end()));
    // Another range, another profile, at once.
    m_panel->view()->setAxis(0, 10);
    const auto [begin, end] = m_panel->view()->axis().inSight(bars().size());
    const double inSight = std::accumulate(
        volume.begin() + static_cast<std::ptrdiff_t>(begin), volume.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
    QVERIFY(inSight < all);
    QVERIFY(std::abs(profile().layer()->shown()->profile.total() / inSight - 1) < 1e-9);
    m_panel->undoStack()->undo();
    QVERIFY(!profile().layer()->shown());
  }

  /// Bricks of 0.2 money: a day makes several of them, and its minutes are counted once.
  void bricksOfOneDayShareItsMinutes()
  {
    show(kMinutes);
    widgets::PriceLook look = m_panel->look();
    look.style = widgets::PriceStyle::Renko;
    look.boxes.renko.box = {market::BoxKind::Fixed, 0.2, 14};
    ask([&] { m_panel->chooseLook(look); });
    QVERIFY(m_panel->view()->model()->shaped);
    const auto& keys = bars().key;
    QVERIFY(std::adjacent_find(keys.begin(), keys.end()) != keys.end());
    ask([&] { profile().chooseOf(Of::InSight); });
    m_panel->view()->showAll();
    const std::vector<double>& volume = m_panel->view()->model()->source().volume;
    const double all = std::accumulate(volume.begin(), volume.end(), 0.0);
    QTRY_VERIFY(std::abs(profile().layer()->shown()->profile.total() / all - 1) < 1e-9);
    QCOMPARE(profile().layer()->shown()->caption, QStringLiteral("1m"));
  }

  /// A moment of minute bars, such as a fill: a chart of days changes to them and stands at the minute's bar.
  void aMinuteIsShownAsItsBar()
  {
    show(kMinutes);
    m_panel->setLevel(BarLevel::Min1);
    QTRY_VERIFY(bars().level == BarLevel::Min1);
    const std::size_t at = bars().size() - 100;
    const std::int64_t key = bars().key[at];
    const LocalTime moment = market::Calendar::load("cn").value()->zone().toLocal(Timestamp{key});
    m_panel->setLevel(BarLevel::Day1);
    QTRY_VERIFY(bars().level == BarLevel::Day1);
    LinkMoments::of(m_profile->links).show(m_panel->link(), kMinutes, moment, nullptr, BarLevel::Min1);
    QTRY_VERIFY(m_panel->view()->model()->bars->level == BarLevel::Min1 && m_panel->view()->crosshairBar().has_value());
    QTRY_COMPARE(bars().key[*m_panel->view()->crosshairBar()], key);
    // Nor does a minute whose day has no minutes: its day is shown.
    const TradingDay before = LocalTime{m_panel->view()->model()->localMicros.front()}.day() - 10;
    m_panel->setLevel(BarLevel::Day1);
    QTRY_VERIFY(bars().level == BarLevel::Day1);
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    LinkMoments::of(m_profile->links)
        .show(m_panel->link(), kMinutes, LocalTime::of(before, Duration{36'000'000'000}), nullptr, BarLevel::Min1);
    QTRY_COMPARE(loaded.size(), 2); // there, and back
    QVERIFY(bars().level == BarLevel::Day1 && m_panel->view()->crosshairBar() == std::size_t{0});
    // A security of days alone keeps them, and stands at that day.
    show(kStock);
    const LocalTime day{m_panel->view()->model()->localMicros[m_panel->view()->model()->localMicros.size() - 50]};
    LinkMoments::of(m_profile->links)
        .show(m_panel->link(), kStock, LocalTime{day.micros + 36'000'000'000}, nullptr, BarLevel::Min1);
    QTRY_VERIFY(m_panel->view()->crosshairBar() == bars().size() - 50);
    QVERIFY(m_panel->level() == BarLevel::Day1);
    show(kMinutes);
    // A day leads to no other level.
    m_panel->setLevel(BarLevel::Week1);
    QTRY_VERIFY(bars().level == BarLevel::Week1);
    LinkMoments::of(m_profile->links)
        .show(m_panel->link(), kMinutes, LocalTime::of(moment.day()), nullptr, BarLevel::Day1);
    QVERIFY(m_panel->level() == BarLevel::Week1);
  }

  void aSessionAndMeasuredBars()
  {
    show(kMinutes);
    m_panel->setLevel(BarLevel::Min5);
    QTRY_VERIFY(bars().level == BarLevel::Min5);
    ask([&] { profile().chooseOf(Of::Session); });
    const std::vector<double>& volume = bars().volume;
    QVERIFY(std::abs(
                profile().layer()->shown()->profile.total() / std::accumulate(volume.end() - 48, volume.end(), 0.0) - 1)
        < 1e-9); // 48 bars of five minutes are a day
    m_panel->view()->setMeasurement(widgets::Measurement{{20, 1}, {11, 1}}); // from right to left
    profile().chooseMeasured();
    const auto shown = profile().layer()->shown();
    QVERIFY(shown->bars && shown->bars->first == 11 && shown->bars->second == 21);
    QVERIFY(
        std::abs(shown->profile.total() / std::accumulate(volume.begin() + 11, volume.begin() + 21, 0.0) - 1) < 1e-9);
  }

  /// Many bars are counted on a worker.
  void allBarsAreCountedToo()
  {
    show(kStock);
    ask([&] { profile().chooseOf(Of::InSight); });
    QCOMPARE(profile().layer()->shown()->caption, QStringLiteral("Day")); // nothing finer is stored
    m_panel->view()->showAll();
    const double all = std::accumulate(bars().volume.begin(), bars().volume.end(), 0.0);
    QTRY_VERIFY(std::abs(profile().layer()->shown()->profile.total() / all - 1) < 1e-9);
  }

  /// tst_chip_distribution works the figures: 0.375 at 10, 0.5 at 11, 0.125 at 12.
  void theCostOfSharesFollowsTheCrosshair()
  {
    show(kTurned);
    ask([&] { chips().choose(1.0); });
    const auto& figures = chips().strip()->figures();
    QVERIFY(chips().strip()->isVisible());
    QVERIFY2(figures, qPrintable(chips().strip()->problem()));
    QVERIFY(std::abs(figures->winner - 0.875) < 1e-9); // at 11
    QVERIFY(std::abs(figures->averageCost / 10.75 - 1) < 0.0025);
    m_panel->view()->stepCrosshair(0);
    m_panel->view()->stepCrosshair(-1);
    QVERIFY(std::abs(figures->winner - 1) < 1e-9); // at 12: 0.75 at 10 and 0.25 at 12
    QVERIFY(std::abs(figures->averageCost / 10.5 - 1) < 0.0025);
    m_panel->undoStack()->undo();
    QVERIFY(!chips().strip()->isVisible());
  }

  /// What is traded now counts to the profile: 5,000 shares of the day after the newest stored one.
  void aProfileFollowsTheQuotes()
  {
    cleanup();
    zvt::tests::LiveQuotes live(*m_profile);
    init();
    show(kStock);
    ask([&] { profile().chooseOf(Of::InSight); });
    const std::size_t stored = bars().size();
    for (const double volume : {5e6, 9e6}) {
      live.hub.publish(live.at(kStock.toStdString(), 16, 15.9, volume));
      QTRY_VERIFY(bars().size() == stored + 1 && bars().volume.back() == volume);
      const auto [begin, end] = m_panel->view()->axis().inSight(bars().size());
      QCOMPARE(end, stored + 1);
      const double all =
          std::accumulate(bars().volume.begin() + static_cast<std::ptrdiff_t>(begin), bars().volume.end(), 0.0);
      QTRY_VERIFY(std::abs(profile().layer()->shown()->profile.total() - all) < 1);
    }
    cleanup();
  }

  /// A profile comes instead where no turnover rate is known.
  void withoutTurnoverRateItSaysSo()
  {
    show(kStock);
    ask([&] { chips().choose(1.0); });
    QVERIFY2(
        chips().strip()->problem().contains(QStringLiteral("turnover rates")), qPrintable(chips().strip()->problem()));
    ask([&] { m_panel->findChild<QPushButton*>(QStringLiteral("chipOfferButton"))->click(); });
    QVERIFY(!chips().isShown());
    QVERIFY(profile().layer()->shown());
  }

  /// An oscillator goes from its pane over the price, and back.
  void anIndicatorGetsAnAxisOfItsOwn()
  {
    show(kStock);
    auto* compare = m_panel->feature<CompareFeature>();
    const std::size_t panes = m_panel->view()->model()->panes.size();
    const double last = m_panel->view()->model()->panes.back().plots.back().values.back();
    ask([&] { compare->chooseOwnAxes({"MACD"}); });
    QCOMPARE(m_panel->view()->model()->panes.size(), panes - 1);
    const auto axes = compare->axes()->axes();
    QCOMPARE(axes->size(), std::size_t{1});
    QVERIFY(!axes->front().shared);
    QCOMPARE(axes->front().plots.size(), std::size_t{3});
    QVERIFY(std::any_of(axes->front().plots.begin(), axes->front().plots.end(),
        [&](const widgets::PlotModel& plot) { return plot.values.back() == last; }));
    (void)m_panel->view()->grab();
    const auto entries = compare->entries(bars().size() - 1);
    QCOMPARE(entries.size(), std::size_t{1});
    QCOMPARE(entries.front().name, QStringLiteral("MACD(12,26,9)"));
    const QJsonObject state = m_panel->saveState();
    ask([&] { m_panel->undoStack()->undo(); });
    QCOMPARE(m_panel->view()->model()->panes.size(), panes);
    ChartPanel other(m_profile->context);
    other.restoreState(state);
    QCOMPARE(other.feature<CompareFeature>()->ownAxes(), std::vector<std::string>{"MACD"});
  }

  /// The file has the days of 1991 to 2011.
  void seasonsOfTheSecurity()
  {
    show(kStock);
    SeasonalityDialog dialog(*m_panel);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy loaded(&dialog, &SeasonalityDialog::loaded);
    QVERIFY(loaded.wait());
    dialog.show();
    QCOMPARE(dialog.seasons().years.back().year, 2011);
    QCOMPARE(dialog.table().rows.size(), std::size_t{12});
    dialog.showPage(QStringLiteral("weekday"));
    const PanelTable weekdays = dialog.table();
    int count = 0;
    for (const QStringList& row : weekdays.rows)
      count += row[1].toInt();
    QCOMPARE(count, 4936); // each bar but the first
    dialog.showPage(QStringLiteral("hour"));
    QVERIFY(dialog.table().rows.empty()); // days alone are stored
    dialog.showPage(QStringLiteral("years"));
    QCOMPARE(dialog.table().rows.size(), std::size_t{21}); // 1991 … 2011
    const QString file = m_folder.filePath(QStringLiteral("seasons.csv"));
    m_profile->dialogs.paths = {file};
    QSignalSpy exported(m_panel.get(), &Panel::exported);
    dialog.findChild<QPushButton*>(QStringLiteral("seasonCsvButton"))->click();
    QVERIFY(exported.wait());
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(QString::fromUtf8(written.readAll()).contains(QStringLiteral("\n2011,")));
  }

  void stateSurvivesARestart()
  {
    show(kMinutes);
    ProfileChoice choice;
    choice.of = Of::Session;
    choice.rows = 96;
    choice.atLeft = true;
    ask([&] { profile().choose(choice); });
    ask([&] { chips().choose(2.0); });
    ChartPanel other(m_profile->context);
    other.restoreState(m_panel->saveState());
    QVERIFY(other.feature<ProfileFeature>()->choice() == choice);
    QVERIFY(other.feature<ChipFeature>()->isShown());
    other.restoreState(
        {{QStringLiteral("chips"), 3}, {QStringLiteral("volumeProfile"), QJsonObject{{QStringLiteral("rows"), -1}}}});
    QVERIFY(other.feature<ProfileFeature>()->choice() == ProfileChoice());
    QVERIFY(!other.feature<ChipFeature>()->isShown());
  }

private:
  ProfileFeature& profile() { return *m_panel->feature<ProfileFeature>(); }
  ChipFeature& chips() { return *m_panel->feature<ChipFeature>(); }
  const market::BarSeries& bars() const { return *m_panel->view()->model()->bars; }
  void show(const QString& entity)
  {
    ask([&] { m_panel->showEntity(entity); });
  }
  void ask(const std::function<void()>& act)
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    act();
    QVERIFY(loaded.wait());
  }

  OsFileSystem m_files;
  QTemporaryDir m_folder;
  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<ChartPanel> m_panel;
};

QTEST_MAIN(TstChartAnalysis)
#include "tst_chart_analysis.moc"
