// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/profile.h"
#include "tests/ui/ui_profile.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/crosshair_feature.h"
#include "ui/chart/lane_feature.h"
#include "ui/chart/tag_lanes.h"
#include "ui/settings/settings.h"
#include "ui/shell/link_moments.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/lane_view.h"

#include <QUndoStack>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using market::BarLevel;
using zvt::tests::UiProfile;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");

}

/// What charts of one colour show of each other, and what is known beside the bars.
class TstChartLinked : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    m_profile = std::make_unique<UiProfile>();
    m_profile->import(daily, "stock_sz_000001", "平安银行");
    m_settings = std::make_unique<Settings>(Settings::loadSchema().value(), SettingsBackend{});
    m_profile->context.settings = m_settings.get();
  }
  void cleanupTestCase() { m_profile.reset(); }

  void theCrosshairShowsInLinkedCharts()
  {
    const auto days = shown(BarLevel::Day1), weeks = shown(BarLevel::Week1), months = shown(BarLevel::Month1);
    months->setLink(LinkColor::B); // another colour
    // 2011-12-01 is a Thursday, the fifth bar from the end: 2, 5 December … its week is keyed by Friday the 2nd.
    const auto& bars = *days->view()->model()->bars;
    QCOMPARE(bars.key[4936], TradingDay::fromDate({2011, 12, 5}).days);
    int echoes = 0;
    connect(&CrosshairHub::of(m_profile->links), &CrosshairHub::pointed, days.get(), [&] { ++echoes; });
    days->view()->goTo(LocalTime::of(TradingDay::fromDate({2011, 12, 1})));
    QCOMPARE(echoes, 1); // nobody tells it again
    const auto& weekBars = *weeks->view()->model()->bars;
    QVERIFY(weeks->view()->ghostBar());
    QCOMPARE(weekBars.key[*weeks->view()->ghostBar()], TradingDay::fromDate({2011, 12, 2}).days);
    QVERIFY(!weeks->view()->crosshairBar());
    QVERIFY(!months->view()->ghostBar());
    QVERIFY(!days->view()->ghostBar());
    days->view()->hideCrosshair();
    QVERIFY(!weeks->view()->ghostBar());
    // From weeks to days.
    weeks->view()->goTo(LocalTime::of(TradingDay::fromDate({2011, 12, 1})));
    QCOMPARE(bars.key[days->view()->ghostBar().value()], TradingDay::fromDate({2011, 12, 2}).days);
    // It goes with the chart that it belongs to, and with the link.
    days->setLink(LinkColor::C);
    QVERIFY(!days->view()->ghostBar());
  }

  void aListLeadsToAMoment()
  {
    const LocalTime moment = LocalTime::of(TradingDay::fromDate({2005, 6, 6}));
    const auto days = shown(BarLevel::Day1);
    const auto other = shown(BarLevel::Week1);
    other->setLink(LinkColor::B);
    const auto before = other->view()->crosshairBar();
    LinkMoments::of(m_profile->links).show(LinkColor::A, kStock, moment);
    const auto& bars = *days->view()->model()->bars;
    QCOMPARE(bars.key[days->view()->crosshairBar().value()], TradingDay::fromDate({2005, 6, 6}).days);
    QCOMPARE(other->view()->crosshairBar(), before);
    // A chart that shows something else reads first, then goes there.
    ChartPanel late(m_profile->context);
    late.resize(900, 600);
    late.show();
    QSignalSpy loaded(&late, &ChartPanel::loaded);
    m_profile->links.select(LinkColor::A, QStringLiteral("stock_sz_000002"));
    LinkMoments::of(m_profile->links).show(LinkColor::A, kStock, moment);
    QTRY_VERIFY(late.view()->crosshairBar().has_value());
    QCOMPARE(late.view()->model()->bars->key[*late.view()->crosshairBar()], TradingDay::fromDate({2005, 6, 6}).days);
  }

  void theSettingSwitchesItOff()
  {
    const auto days = shown(BarLevel::Day1);
    auto weeks = shown(BarLevel::Week1);
    days->view()->stepCrosshair(0);
    QVERIFY(weeks->view()->ghostBar());
    static_cast<void>(m_settings->set("chart.sync_crosshair", false));
    QVERIFY(!weeks->view()->ghostBar());
    days->view()->stepCrosshair(-1);
    QVERIFY(!weeks->view()->ghostBar());
    static_cast<void>(m_settings->set("chart.sync_crosshair", true));
    weeks->view()->stepCrosshair(-3);
    QVERIFY(days->view()->ghostBar());
    weeks.reset(); // a chart that closes takes its crosshair along
    QVERIFY(!days->view()->ghostBar());
  }

  void theValueBoxIsASetting()
  {
    const auto days = shown(BarLevel::Day1);
    QVERIFY(days->view()->valueDisplay() == widgets::ChartView::ValueDisplay::Legend);
    days->view()->setFocus();
    QTest::keyClick(days->view(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(days->view()->valueDisplay() == widgets::ChartView::ValueDisplay::Box);
    QTest::keyClick(days->view(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(days->view()->valueDisplay() == widgets::ChartView::ValueDisplay::Legend);
  }

  /// A row of a day counts from the end of that day: at the next bar, not at its own.
  void industriesAsOfTheirTime()
  {
    write("industry_membership",
        {"entity_id", "provider", "timestamp", "system", "level", "industry_code", "industry_name"},
        {{"stock_sz_000001", "exchange", "2011-11-21", "SW", std::int64_t{1}, "48", "银行"},
            {"stock_sz_000001", "exchange", "2011-12-01", "SW", std::int64_t{1}, "49", "非银金融"},
            {"stock_sz_000001", "exchange", "2011-11-25", "SW", std::int64_t{2}, "481", "股份制银行"}});
    const auto days = shown(BarLevel::Day1);
    const widgets::LaneModel lane = laneOf(*days, QStringLiteral("tag:industry"));
    const auto wordAt = [&](int month, int day) {
      const auto& bars = *days->view()->model()->bars;
      const auto at = std::lower_bound(bars.key.begin(), bars.key.end(), TradingDay::fromDate({2011, month, day}).days);
      const double value = lane.values[static_cast<std::size_t>(at - bars.key.begin())];
      return std::isnan(value) ? QString() : lane.words[static_cast<std::size_t>(value)];
    };
    QCOMPARE(wordAt(11, 21), QString()); // a Monday
    QCOMPARE(wordAt(11, 22), QStringLiteral("银行"));
    QCOMPARE(wordAt(12, 1), QStringLiteral("银行"));
    QCOMPARE(wordAt(12, 2), QStringLiteral("非银金融"));
  }

  void tagsOfTheProgramComeAndGo()
  {
    write("stock_system_tags", {"entity_id", "timestamp", "recent_reduction", "recent_unlock"},
        {{"stock_sz_000001", "2011-11-21", true, true}, {"stock_sz_000001", "2011-11-23", false, true},
            {"stock_sz_000001", "2011-11-24", false, false}});
    const auto days = shown(BarLevel::Day1);
    const widgets::LaneModel lane = laneOf(*days, QStringLiteral("tag:system"));
    QCOMPARE(lane.words.front(), QStringLiteral("Holders sold lately, Shares unlocked lately"));
    QCOMPARE(lane.words.back(), QStringLiteral("Shares unlocked lately"));
    QVERIFY(std::isnan(lane.values.back())); // none any more
  }

  void lanesAreChosenUndoneAndKept()
  {
    const auto days = shown(BarLevel::Day1);
    auto* lanes = days->feature<LaneFeature>();
    QVERIFY(!lanes->view()->isVisible());
    QSignalSpy loaded(days.get(), &ChartPanel::loaded);
    lanes->choose({QStringLiteral("year"), QStringLiteral("tag:industry")});
    QVERIFY(loaded.wait());
    QTRY_VERIFY(lanes->view()->isVisible());
    QCOMPARE(lanes->view()->lanes()->lanes.size(), std::size_t{2});
    ChartPanel other(m_profile->context);
    other.restoreState(days->saveState());
    QCOMPARE(other.feature<LaneFeature>()->lanes(), lanes->lanes());
    days->undoStack()->undo();
    QVERIFY(lanes->lanes().isEmpty());
    QVERIFY(!lanes->view()->isVisible());
  }

  /// A lane that cannot be read takes those of the bars before away.
  void aFailedLaneLeavesNothingBehind()
  {
    write("stock_system_tags", {"entity_id", "timestamp", "recent_reduction", "recent_unlock"},
        {{"stock_sz_000001", "2011-11-21", true, true}});
    const auto days = shown(BarLevel::Day1);
    auto* lanes = days->feature<LaneFeature>();
    laneOf(*days, QStringLiteral("tag:system"));
    QSignalSpy loaded(days.get(), &ChartPanel::loaded);
    lanes->choose({QStringLiteral("no_such_column")});
    QVERIFY(loaded.wait());
    QVERIFY(!lanes->view()->lanes());
    QVERIFY(!lanes->view()->isVisible());
  }

private:
  std::unique_ptr<ChartPanel> shown(BarLevel level)
  {
    auto panel = std::make_unique<ChartPanel>(m_profile->context);
    panel->resize(900, 600);
    panel->show();
    panel->setLevel(level);
    QSignalSpy loaded(panel.get(), &ChartPanel::loaded);
    panel->showEntity(kStock);
    if (!loaded.wait())
      qFatal("no bars");
    panel->view()->renderPicture();
    return panel;
  }
  void write(const char* schema, std::vector<std::string> columns, std::vector<storage::RecordRow> rows)
  {
    const auto written =
        m_profile->data.profile().records().upsert(storage::RecordWrite{schema, {std::move(columns), std::move(rows)}});
    if (!written)
      qFatal("%s", zvt::tests::reason(written).c_str());
  }
  static widgets::LaneModel laneOf(ChartPanel& panel, const QString& lane)
  {
    QSignalSpy loaded(&panel, &ChartPanel::loaded);
    panel.feature<LaneFeature>()->choose({lane});
    if (!loaded.wait() || panel.feature<LaneFeature>()->view()->lanes() == nullptr)
      qFatal("no lanes");
    return panel.feature<LaneFeature>()->view()->lanes()->lanes.front();
  }

  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<Settings> m_settings;
};

QTEST_MAIN(TstChartLinked)
#include "tst_chart_linked.moc"
