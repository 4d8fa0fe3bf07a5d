// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/cost_bar.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/analytics/equity_chart.h"
#include "widgets/analytics/group_bars.h"
#include "widgets/analytics/matrix_map.h"
#include "widgets/analytics/metric_tiles.h"
#include "widgets/analytics/month_heat_map.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::widgets;

namespace {

std::shared_ptr<EquityCurve> curve()
{
  auto made = std::make_shared<EquityCurve>();
  made->name = QStringLiteral("Cross");
  made->currency = QStringLiteral("CNY");
  made->equity = {100'000, 110'000, 99'000, 104'500, 121'000};
  made->underwater = {0, 0, -0.1, -0.05, 0};
  for (int i = 0; i < 5; ++i)
    made->times.push_back(LocalTime::of(TradingDay::fromDate({2024, 1, 29}) + i));
  return made;
}

}

class TstAnalyticsWidgets : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void theCrosshairReadsThePointUnderIt()
  {
    EquityChart chart;
    chart.resize(700, 400);
    chart.setCurve(curve());
    chart.show();
    QSignalSpy moved(&chart, &EquityChart::cursorMoved);
    const QRectF area = chart.equityArea();
    QTest::mouseMove(&chart, QPointF(area.left() + area.width() / 2, area.center().y()).toPoint());
    QTRY_COMPARE(chart.cursor(), 2);
    QCOMPARE(moved.size(), 1);
    // 99,000 of 100,000 is −1 %; 99 of the peak's 110 is −10 %.
    const QStringList lines = chart.valueLines(2);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0], QStringLiteral("2024-01-31"));
    QVERIFY(lines[1].endsWith(QStringLiteral("99.0K\t\u22121.0%")));
    QVERIFY(lines[2].endsWith(QStringLiteral("\u221210.0%")));
  }

  /// Two series over three categories: what has no room beside its bar is told by the keys, and to screen readers.
  void keysTellTheFiguresOfBars()
  {
    GroupBars bars;
    BarGroups groups;
    groups.title = QStringLiteral("Returns");
    groups.categories = {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")};
    groups.series = {QStringLiteral("1 bar"), QStringLiteral("5 bars")};
    groups.values = {{1, 2, 3}, {10, std::nan(""), 30}};
    groups.text = [](double value) { return QString::number(value); };
    bars.setGroups(groups);
    const QString all = bars.accessibleDescription();
    QVERIFY(bars.focusPolicy() & Qt::TabFocus);
    QTest::keyClick(&bars, Qt::Key_Home);
    QCOMPARE(bars.cursor(), 0);
    QTest::keyClick(&bars, Qt::Key_Right);
    QCOMPARE(bars.valueLines(bars.cursor()),
        (QStringList{QStringLiteral("2"), QStringLiteral("1 bar\t2"), QStringLiteral("5 bars\t–")}));
    QCOMPARE(bars.accessibleDescription(), QStringLiteral("2; 1 bar 2; 5 bars –"));
    bars.grab();
    bars.setGroups(groups);
    QCOMPARE(bars.cursor(), -1);
    QCOMPARE(bars.accessibleDescription(), all);
    GroupBars empty;
    QTest::keyClick(&empty, Qt::Key_End);
    QCOMPARE(empty.cursor(), -1);
  }

  void keysWalkOverTheCells()
  {
    MatrixMap map;
    map.setMatrix({QStringLiteral("A"), QStringLiteral("B")}, {{1.0, 0.5}, {0.5, 1.0}});
    QVERIFY(map.focusPolicy() & Qt::TabFocus);
    QTest::keyClick(&map, Qt::Key_Home);
    QTest::keyClick(&map, Qt::Key_Up); // nothing is above
    QTest::keyClick(&map, Qt::Key_Right);
    QCOMPARE(map.cursor(), (std::pair<std::size_t, std::size_t>{0, 1}));
    QCOMPARE(map.accessibleDescription(), QStringLiteral("A × B  +0.50"));
    map.grab();
    QTest::keyClick(&map, Qt::Key_Down);
    QCOMPARE(map.cursor(), (std::pair<std::size_t, std::size_t>{1, 1}));
    MatrixMap empty;
    QTest::keyClick(&empty, Qt::Key_Down);
    QVERIFY(!empty.cursor());
  }

  void aGridHasRowsAndColumns()
  {
    MatrixMap map;
    map.resize(500, 300);
    map.setGrid(
        {{QStringLiteral("2"), QStringLiteral("4")}, {QStringLiteral("10"), QStringLiteral("20"), QStringLiteral("30")},
            QStringLiteral("fast"), QStringLiteral("slow"), {{1.0, 2.0, std::nullopt}, {-1.0, 0.0, 3.0}},
            [](double value) { return QString::number(value); }});
    QCOMPARE(map.pairText(1, 2), QStringLiteral("fast 4 × slow 30  3"));
    QCOMPARE(map.cellText(0, 2), QString(kMissing));
    QVERIFY(map.accessibleDescription().contains(QStringLiteral("2, 10: 1")));
    QSignalSpy chosen(&map, &MatrixMap::chosen);
    QSignalSpy activated(&map, &MatrixMap::activated);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect(0, 1).center().toPoint());
    QCOMPARE(map.cursor(), (std::pair<std::size_t, std::size_t>{0, 1}));
    QTest::keyClick(&map, Qt::Key_Down);
    QCOMPARE(map.cursor(), (std::pair<std::size_t, std::size_t>{1, 1}));
    QCOMPARE(chosen.size(), 2);
    QTest::keyClick(&map, Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    // Values of both signs: zero is the middle, so 3 is rise and −1 is fall.
    const QImage picture = map.grab().toImage();
    const auto ground = [&](std::size_t row, std::size_t column) {
      return picture.pixelColor(map.cellRect(row, column).topLeft().toPoint() + QPoint(3, 3));
    };
    QCOMPARE(ground(1, 2), Theme::current().heat(7));
    QCOMPARE(ground(1, 0), Theme::current().heat(-7.0 / 3));
    QVERIFY(!map.isRamp());
    // All of one sign: a low one is no fall. One hue, the deeper the higher, whatever the colours of rise and fall.
    map.setGrid({{QStringLiteral("2")}, {QStringLiteral("10"), QStringLiteral("20"), QStringLiteral("30")}, {}, {},
        {{1.2, 1.5, 1.8}}, [](double value) { return QString::number(value); }});
    QVERIFY(map.isRamp());
    const QColor goal = Theme::current().colors().accent.fill;
    const auto farness = [&](std::size_t column) {
      const QColor is = map.groundOf(0, column);
      return std::abs(is.red() - goal.red()) + std::abs(is.green() - goal.green()) + std::abs(is.blue() - goal.blue());
    };
    QVERIFY(farness(0) > farness(1) && farness(1) > farness(2));
  }

  void stackedAreasReachTheirSum()
  {
    DatedChart chart;
    chart.resize(600, 300);
    auto series = std::make_shared<DatedSeries>();
    for (int day = 1; day <= 3; ++day)
      series->times.push_back(LocalTime::of(TradingDay::fromDate({2024, 1, day})));
    series->lineText = [](double value) { return QString::number(value); };
    series->stack = {
        {QStringLiteral("A"), {1, 1, 1}, 1, false, false}, {QStringLiteral("B"), {3, 3, -3}, 2, false, false}};
    chart.setSeries(series);
    QCOMPARE(chart.valueLines(2).join(u'|'), QStringLiteral("2024-01-03|A\t1|B\t-3"));
    // At the left A lies at the bottom and B on it, up to 4; at the right B hangs below zero.
    const QImage picture = chart.grab().toImage();
    const auto hueAt = [&](double x, double y) {
      const QColor color = picture.pixelColor(int(x * picture.width()), int(y * picture.height()));
      const auto distance = [&](int hue) {
        const QColor& pure = Theme::current().colors().series[std::size_t(hue)];
        return std::abs(pure.hslHue() - color.hslHue());
      };
      return color == Theme::current().colors().chart.background ? 0 : distance(1) < distance(2) ? 1 : 2;
    };
    QCOMPARE(hueAt(0.05, 0.2), 2);
    QCOMPARE(hueAt(0.05, 0.45), 1);
    QCOMPARE(hueAt(0.05, 0.8), 0);
  }

  void keysMoveTheCrosshair()
  {
    EquityChart chart;
    chart.resize(700, 400);
    chart.setCurve(curve());
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.cursor(), 3);
    QTest::keyClick(&chart, Qt::Key_Home);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.cursor(), 0);
    QTest::keyClick(&chart, Qt::Key_End);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.cursor(), 4);
    chart.setCurve(nullptr);
    QCOMPARE(chart.cursor(), -1);
    chart.grab();
  }

  void theBenchmarkHasItsLine()
  {
    EquityChart chart;
    auto with = curve();
    with->benchmark = {100'000, 105'000, std::nan(""), 95'000, 120'000};
    chart.setCurve(with);
    QCOMPARE(chart.valueLines(1).size(), 4);
    QCOMPARE(chart.valueLines(2).size(), 3); // missing there
  }

  void everyThemeDrawsTheChart()
  {
    EquityChart chart;
    chart.resize(700, 400);
    chart.setCurve(curve());
    for (const ThemeId id : kThemeIds)
      for (const bool logarithmic : {false, true}) {
        Theme::current().setId(id);
        chart.setLogarithmic(logarithmic);
        const QImage image = chart.grab().toImage();
        QCOMPARE(image.pixelColor(image.width() - 2, image.height() - 2), Theme::current().colors().chart.background);
      }
    Theme::current().setId(ThemeId::Dark);
  }

  void heatCellsSayAndColourTheirMonth()
  {
    MonthHeatMap map;
    map.resize(500, 120);
    HeatYear year{2024, {}, 0.031};
    year.months[0] = 0.08;
    year.months[1] = -0.004;
    map.setYears({year});
    QCOMPARE(map.cellText(0, 0), QStringLiteral("+8.0"));
    QCOMPARE(map.cellText(0, 1), QStringLiteral("\u22120.4"));
    QCOMPARE(map.cellText(0, 2), QString(kMissing));
    QCOMPARE(map.cellText(0, 12), QStringLiteral("+3.1"));
    const QImage image = map.grab().toImage();
    const auto ground = [&](int month) {
      return image.pixelColor(map.cellRect(0, month).topLeft().toPoint() + QPoint(1, 1));
    };
    QCOMPARE(ground(0), Theme::current().up().heat[3]); // beyond 6 %
    QCOMPARE(ground(1), Theme::current().down().heat[0]); // within 1 %
    QCOMPARE(ground(2), Theme::current().colors().surface.panel);
  }

  void tilesFillTheirRows()
  {
    MetricTiles tiles;
    tiles.setTiles(std::vector<MetricTile>(14));
    QCOMPARE(tiles.columns(2000), 7); // two rows of seven, not ten and four
    QCOMPARE(tiles.heightForWidth(2000), 2 * 62 + 1);
    QCOMPARE(tiles.columns(300), 2);
    QCOMPARE(tiles.heightForWidth(300), 7 * 62 + 1);
  }

  void costsAddUp()
  {
    CostBar bar;
    bar.resize(408, 80);
    bar.setCosts({{QStringLiteral("Commission"), 25}, {QStringLiteral("Stamp duty"), 75}}, QString());
    QCOMPARE(bar.total(), 100.0);
    const QImage image = bar.grab().toImage();
    const auto& series = Theme::current().colors().series;
    QCOMPARE(image.pixelColor(8 + 90, 12), series[0]); // the first quarter of 392 px
    QCOMPARE(image.pixelColor(8 + 110, 12), series[1]);
    bar.setCosts({}, QStringLiteral("None"));
    bar.grab();
  }
};

QTEST_MAIN(TstAnalyticsWidgets)
#include "tst_analytics_widgets.moc"
