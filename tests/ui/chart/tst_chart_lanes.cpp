// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/factor_lanes.h"

#include "core/factor/formula_library.h"
#include "tests/core/analytics/lab_market.h"
#include "tests/ui/ui_profile.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/factor_lane_menu.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/lane_view.h"

#include <QMenu>
#include <QUndoStack>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace zvt;
using namespace zvt::ui;
using Kind = widgets::LaneModel::Kind;

namespace {

/// Closes 1 2 3 2 1.
market::BarSeriesPtr smallSeries()
{
  market::BarSeries bars;
  bars.entityId = "stock_sz_000001";
  bars.key = {19724, 19725, 19726, 19727, 19730};
  bars.close = {1, 2, 3, 2, 1};
  bars.open = bars.high = bars.low = bars.close;
  bars.volume = bars.turnover = {1, 1, 1, 1, 1};
  return std::make_shared<const market::BarSeries>(std::move(bars));
}

}

class TstChartLanes : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  /// Rising is unknown at the first bar, holds at the second and third, and fails from the fourth on: B at the second,
  /// S at the fourth.
  void aConditionIsABandWithMarks()
  {
    const auto lanes = factorLanes(smallSeries(), {"", "CLOSE>REF(CLOSE,1)"});
    QVERIFY(lanes);
    QCOMPARE(lanes->lanes.lanes.size(), std::size_t{1});
    const widgets::LaneModel& lane = lanes->lanes.lanes.front();
    QCOMPARE(lane.kind, Kind::Sides);
    QVERIFY(std::isnan(lane.values[0]));
    QCOMPARE(std::vector<double>(lane.values.begin() + 1, lane.values.end()), (std::vector<double>{1, 1, 0, 0}));
    QCOMPARE(lanes->switches.size(), std::size_t{2});
    QCOMPARE(lanes->switches[0].bar, std::size_t{1});
    QCOMPARE(lanes->switches[0].text, QStringLiteral("B"));
    QVERIFY(lanes->switches[0].buy);
    QCOMPARE(lanes->switches[1].bar, std::size_t{3});
    QCOMPARE(lanes->switches[1].text, QStringLiteral("S"));
    QCOMPARE(lanes->switches[1].price, 2.0);
  }

  /// The filter first, then the score, then other conditions, then figures; marks come from the filter alone.
  void lanesHaveAnOrder()
  {
    const auto lanes =
        factorLanes(smallSeries(), {"", "PRICE: CLOSE; UP: CLOSE>2; SCORE_RESULT: CLOSE/4; FILTER_RESULT: CLOSE>1;"});
    QVERIFY2(lanes, lanes ? "" : lanes.error().code.c_str());
    QStringList names;
    for (const widgets::LaneModel& lane : lanes->lanes.lanes)
      names << lane.name.toLower();
    QCOMPARE(names.join(u' '), QStringLiteral("filter_result score_result up price"));
    QCOMPARE(lanes->switches.size(), std::size_t{3}); // 1 2 3 2 1 above 1: fails, holds from the second, fails
    QCOMPARE(lanes->lanes.lanes.back().kind, Kind::Line);
  }

  /// The averages of 5 and more bars are undefined over five closes but for the last: (1 + 2 + 3 + 2 + 1) / 5.
  void aFactorOfTheRegistry()
  {
    const auto lanes = factorLanes(smallSeries(), {"MaFactor", ""});
    QVERIFY(lanes);
    QCOMPARE(lanes->lanes.title, QStringLiteral("MaFactor"));
    QCOMPARE(lanes->lanes.lanes.size(), std::size_t{3}); // of its averages the first three
    QCOMPARE(lanes->lanes.lanes[0].kind, Kind::Line);
    QCOMPARE(lanes->lanes.lanes[0].values.back(), 1.8);
    QVERIFY(lanes->switches.empty());
  }

  void saysWhatIsWrong()
  {
    QVERIFY(factorLanes(smallSeries(), {})->lanes.lanes.empty());
    QCOMPARE(factorLanes(smallSeries(), {"NoFactor", ""}).error().code, std::string("factor.unknown"));
    QVERIFY(!factorLanes(smallSeries(), {"", "CLOSE>"}));
    factor::FormulaLibrary saved;
    QVERIFY(saved.put({"RISES", "CLOSE>REF(CLOSE,1)"}));
    QVERIFY(!factorLanes(smallSeries(), {"", "RISES"}));
    const auto referring = factorLanes(smallSeries(), {"", "RISES"}, nullptr, &saved);
    const auto plain = factorLanes(smallSeries(), {"", "CLOSE>REF(CLOSE,1)"});
    QVERIFY(referring && plain);
    QCOMPARE(referring->switches.size(), plain->switches.size());
    QCOMPARE(
        factorLanes(smallSeries(), {"", "RANK(CLOSE)"}).error().code, std::string("chart.lanes_compare_securities"));
  }

  void survivesAsJson()
  {
    const ChartFactor factor{"name", "CLOSE>1"};
    QCOMPARE(chartFactorFrom(toJson(factor)), factor);
    QVERIFY(chartFactorFrom({}).isNone());
  }

  /// Lanes stand along the chart's axis: ten bars over the plot's width, the first bar at 2.
  void lanesFollowTheAxis()
  {
    widgets::LaneView view;
    auto set = std::make_shared<widgets::LaneSet>();
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    set->lanes = {{Kind::Sides, QStringLiteral("filter"), {unknown, 1, 0}},
        {Kind::Score, QStringLiteral("score"), {0.25, unknown, 1}},
        {Kind::Line, QStringLiteral("value"), {12.345, 0.00125, 54321}}};
    view.setLanes(set);
    QCOMPARE(view.valueText(0, 0), QStringLiteral("keep"));
    QCOMPARE(view.valueText(0, 1), QStringLiteral("long"));
    QCOMPARE(view.valueText(0, 2), QStringLiteral("short"));
    QCOMPARE(view.valueText(1, 0), QStringLiteral("0.25"));
    QCOMPARE(view.valueText(1, 1), QString(QChar(0x2013)));
    QCOMPARE(view.valueText(2, 0), QStringLiteral("12.35"));
    QCOMPARE(view.valueText(2, 2), QStringLiteral("54,321"));
    QVERIFY(view.laneRect(1).top() > view.laneRect(0).bottom());
    QCOMPARE(view.height() >= view.sizeHint().height(), true);
    view.setLanes(nullptr);
    QVERIFY(!view.isVisible());
  }

  void liesUnderTheChart()
  {
    tests::UiProfile profile;
    tests::importLabMarket(profile.data);
    ChartPanel panel(profile.context);
    panel.resize(900, 600);
    panel.show();
    QSignalSpy loaded(&panel, &ChartPanel::loaded);
    panel.showEntity(QStringLiteral("stock_sz_000003"));
    QTRY_VERIFY(!loaded.isEmpty());
    QVERIFY(!panel.lanes()->isVisible());
    loaded.clear();
    panel.chooseFactor({"", "CLOSE>101"}); // 100, 103, 106.09
    QTRY_VERIFY(!loaded.isEmpty());
    QVERIFY(panel.lanes()->isVisible());
    QCOMPARE(panel.lanes()->lanes()->lanes[0].values, (std::vector<double>{0, 1, 1}));
    const auto& marks = panel.view()->model()->switches;
    QCOMPARE(marks.size(), std::size_t{2});
    QCOMPARE(marks.of(true).at(0).text, QStringLiteral("B"));
    panel.view()->stepCrosshair(-1);
    QVERIFY(panel.lanes()->accessibleDescription().contains(QStringLiteral("long")));
    // A bar of a lane stands below the bar of the chart, whatever tools stand at the left of it.
    const widgets::ChartView& view = *panel.view();
    QTRY_COMPARE(panel.lanes()->width(), view.width());
    const double plotWidth = view.width() - view.rightRoom();
    for (const double bar : {0.0, 1.5, 3.0})
      QCOMPARE(panel.lanes()->mapTo(&panel, QPointF(panel.lanes()->xOf(bar), 0)).x(),
          view.mapTo(&panel, QPointF(view.axis().toX(bar, plotWidth), 0)).x());

    const QJsonObject state = panel.saveState();
    loaded.clear();
    panel.undoStack()->undo();
    QTRY_VERIFY(!loaded.isEmpty());
    QVERIFY(panel.factor().isNone());
    QVERIFY(!panel.lanes()->isVisible());
    panel.restoreState(state);
    QCOMPARE(panel.factor().formula, std::string("CLOSE>101"));
    loaded.clear();
    panel.chooseFactor({"NoFactor", ""});
    QTRY_VERIFY(!loaded.isEmpty());
    const auto* note = panel.findChild<widgets::Note*>(QStringLiteral("indicatorProblemNote"));
    QTRY_VERIFY(note->text().contains(QStringLiteral("NoFactor")));
  }

  void theMenuOffersFactors()
  {
    tests::UiProfile profile;
    profile.dialogs.texts << QStringLiteral("CLOSE>1");
    FactorLaneMenu button(profile.context);
    button.retranslate();
    QVERIFY(!button.accessibleName().isEmpty());
    QSignalSpy chosen(&button, &FactorLaneMenu::chosen);
    Q_EMIT button.menu()->aboutToShow();
    const QList<QAction*> actions = button.menu()->actions();
    QVERIFY(actions.size() >= 18); // none, a formula, sixteen factors
    QVERIFY(actions[0]->isChecked());
    actions[1]->trigger();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<ChartFactor>().formula, std::string("CLOSE>1"));
  }
};

QTEST_MAIN(TstChartLanes)
#include "tst_chart_lanes.moc"
