// SPDX-License-Identifier: GPL-3.0-or-later
// Drawings as values: documents, geometry, hits.
#include "tests/widgets/chart/drawing_stage.h"
#include "widgets/base/theme.h"
#include "widgets/chart/drawing/alert_lines.h"
#include "widgets/chart/drawing/drawing_json.h"
#include "widgets/chart/drawing/drawing_moves.h"
#include "widgets/chart/drawing/drawing_painter.h"
#include "widgets/chart/drawing/drawing_words.h"
#include "widgets/chart/drawing/line_fit.h"
#include "widgets/chart/drawing/magnet.h"
#include "widgets/chart/drawing/position_plan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::widgets;
using Kind = DrawingKind;

namespace {

/// A chart of the days of someDays() whose scene can be asked.
struct Stage {
  explicit Stage(std::size_t bars = 60, std::vector<AdjustStep> steps = {})
      : model(modelOf(someDays(bars)))
      , scale(model, {}, std::move(steps))
  {
    view.resize(900, 600);
    view.setModel(model, ChartView::Range::Newest);
    look(0, static_cast<double>(bars) + 10);
  }
  void look(double first, double count)
  {
    view.setAxis(first, count);
    view.renderPicture();
    scene.emplace(*view.scene());
    plane.emplace(*scene, scale);
  }
  /// The anchor at a bar, at a shown price.
  [[nodiscard]] DrawingAnchor at(double bar, double price) const { return scale.anchorAt(bar + 0.5, price); }
  [[nodiscard]] QPointF place(double bar, double price) const { return {scene->x(bar + 0.5), scene->y(price)}; }

  ChartModelPtr model;
  AnchorScale scale;
  ChartView view;
  std::optional<ChartScene> scene;
  std::optional<DrawingPlane> plane;
};

bool isNear(QPointF a, QPointF b, double by = 0.6)
{
  return std::hypot(a.x() - b.x(), a.y() - b.y()) <= by;
}

/// Heights of the lines between two points that are level, from the top.
std::vector<double> levelsOf(const DrawingShape& shape)
{
  std::vector<double> levels;
  for (const ShapePart& part : shape)
    if (part.kind == ShapePart::Kind::Line && part.points.size() == 2 && part.points[0].y() == part.points[1].y())
      levels.push_back(part.points[0].y());
  std::sort(levels.begin(), levels.end());
  return levels;
}

}

class TstDrawings : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void documentsComeBackAsTheyWere()
  {
    DrawingList list;
    for (const DrawingKindInfo& info : drawingKinds()) {
      Drawing drawing = drawingOf(info.kind,
          {{dayTime(2024, 1, 5), 10.25, 0}, {momentTime(2024, 1, 9, 10, 35), 11, 0},
              {momentTime(2024, 1, 9, 0, 0), 1.0 / 3, 0.25}});
      drawing.order = static_cast<double>(list.size());
      drawing.style.text = QStringLiteral("突破 “%1”").arg(info.name());
      drawing.style.pen = Qt::DashDotLine;
      drawing.locked = list.size() % 2 == 0;
      drawing.hidden = list.size() % 3 == 0;
      drawing.group = QStringLiteral("g");
      list.push_back(drawing);
    }
    const auto read = drawingsFromJson(toJson(list));
    QVERIFY(read.has_value());
    QVERIFY(*read == list);
    QCOMPARE(toJson(*read), toJson(list));
  }

  void whatALaterVersionWroteSurvives()
  {
    const QByteArray text = R"({"format": "zvt-drawings", "version": 1, "drawings": [
      {"id": "a", "kind": "elliott-wave", "waves": [1, 2, 3], "order": 3},
      {"id": "b", "kind": "trend-line", "order": 1, "glow": true, "style": {"color": "series2"},
       "anchors": [{"time": "2024-01-05", "price": 1}, {"time": "2024-01-05T10:35:00", "price": 2}]},
      {"id": "c", "kind": "trend-line", "anchors": [{"time": "yesterday", "price": 1}]}]})";
    const auto read = drawingsFromJson(text);
    QVERIFY(read.has_value());
    QCOMPARE(read->size(), std::size_t{3});
    QVERIFY(find(*read, QStringLiteral("a"))->kind == Kind::Unknown);
    QVERIFY(find(*read, QStringLiteral("c"))->kind == Kind::Unknown);
    const Drawing& line = *find(*read, QStringLiteral("b"));
    QVERIFY(line.anchors[0].time == dayTime(2024, 1, 5));
    QVERIFY(line.anchors[1].time == momentTime(2024, 1, 5, 10, 35));
    const QJsonArray written = QJsonDocument::fromJson(toJson(*read)).object()[QStringLiteral("drawings")].toArray();
    QMap<QString, QJsonObject> byId;
    for (const QJsonValue& value : written)
      byId[value[QStringLiteral("id")].toString()] = value.toObject();
    QCOMPARE(byId[QStringLiteral("a")][QStringLiteral("waves")].toArray().size(), 3);
    QCOMPARE(byId[QStringLiteral("a")][QStringLiteral("kind")].toString(), QStringLiteral("elliott-wave"));
    QVERIFY(byId[QStringLiteral("b")][QStringLiteral("glow")].toBool());
    QCOMPARE(byId[QStringLiteral("c")][QStringLiteral("anchors")].toArray().size(), 1);
  }

  void damagedDocumentsAreNamed_data()
  {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("cut off") << QByteArray("{\"format\": \"zvt-drawings\", \"drawi")
                             << QStringLiteral("drawings.damaged");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("drawings.damaged");
    QTest::newRow("something else") << QByteArray("[1, 2]") << QStringLiteral("drawings.damaged");
    QTest::newRow("a later version") << QByteArray(R"({"format": "zvt-drawings", "version": 2, "drawings": []})")
                                     << QStringLiteral("drawings.newer");
    QTest::newRow("a later version of another shape")
        << QByteArray(R"({"format": "zvt-drawings", "version": 3, "layers": {}})") << QStringLiteral("drawings.newer");
  }
  void damagedDocumentsAreNamed()
  {
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    const auto read = drawingsFromJson(text);
    QVERIFY(!read.has_value());
    QCOMPARE(QString::fromStdString(read.error().code), code);
  }

  void editsGoForwardAndBack()
  {
    const Drawing a = drawingOf(Kind::HorizontalLine, {{dayTime(2024, 1, 5), 1, 0}});
    Drawing b = a;
    b.id = QStringLiteral("b");
    Drawing moved = a;
    moved.anchors[0].price = 2;
    const DrawingList list = {a, b};
    const DrawingEdit move{DrawingEdit::What::Move, {a}, {moved}};
    QVERIFY(find(applied(list, move), a.id)->anchors[0].price == 2);
    QVERIFY(find(applied(applied(list, move), move, true), a.id)->anchors[0].price == 1);
    const DrawingEdit remove{DrawingEdit::What::Delete, {a}, {}};
    QCOMPARE(applied(list, remove).size(), std::size_t{1});
    QCOMPARE(applied(applied(list, remove), remove, true).size(), std::size_t{2});
  }

  void linesGoOnToTheEdge()
  {
    const QRectF box(0, 0, 100, 100);
    // From (20, 20) through (40, 30): y = 10 + x / 2, so from (0, 10) to (100, 60).
    const auto segment = lineWithin({20, 20}, {40, 30}, false, false, box);
    QVERIFY(isNear(segment->first, {20, 20}) && isNear(segment->second, {40, 30}));
    const auto ray = lineWithin({20, 20}, {40, 30}, false, true, box);
    QVERIFY(isNear(ray->first, {20, 20}) && isNear(ray->second, {100, 60}));
    const auto both = lineWithin({20, 20}, {40, 30}, true, true, box);
    QVERIFY(isNear(both->first, {0, 10}) && isNear(both->second, {100, 60}));
    QVERIFY(!lineWithin({-10, -10}, {-5, 20}, false, false, box).has_value());
    QVERIFY(!lineWithin({20, 120}, {40, 130}, false, true, box).has_value());
  }

  void farEndsStayOnTheirLine()
  {
    Stage stage(6000);
    stage.look(5940, 70); // prices about 6,040 to 6,100
    // 0.2 a bar from (990, 5080) to (5990, 6080), 5,000 bars: 6,074 at bar 5960.
    const std::vector<DrawingAnchor> ends = {stage.at(990, 5080), stage.at(5990, 6080)};
    QVERIFY(stage.scene->x(990) < -20'000 && stage.scene->pane(0).contains(stage.place(5960, 6074)));
    for (const Kind kind : {Kind::TrendLine, Kind::Ray, Kind::ExtendedLine, Kind::Brush, Kind::FibRetracement}) {
      const DrawingShape shape = shapeOf(drawingOf(kind, ends), *stage.plane);
      QVERIFY2(distanceTo(shape, stage.place(5960, 6074)) < 1, infoOf(kind).key);
    }
    // With its width of 10 above it, and ground between.
    Drawing channel = drawingOf(Kind::ParallelChannel, {ends[0], ends[1], stage.at(990, 5090)});
    channel.style.fill = true;
    const DrawingShape band = shapeOf(channel, *stage.plane);
    QVERIFY(distanceTo(band, stage.place(5960, 6074)) < 1);
    QVERIFY(distanceTo(band, stage.place(5960, 6084)) < 1);
    const auto covers = [&](double price) {
      return std::any_of(band.begin(), band.end(), [&](const ShapePart& part) {
        return part.kind == ShapePart::Kind::Area
            && part.points.containsPoint(stage.place(5960, price), Qt::OddEvenFill);
      });
    };
    QVERIFY(covers(6074.5) && covers(6083.5) && !covers(6073.5) && !covers(6084.5));
    // Centre (3490, 6070), radii 2,500 and 30: 30 bars from its right end it is √(1 − 0.988²) · 30 = 4.634 high.
    const DrawingShape ellipse =
        shapeOf(drawingOf(Kind::Ellipse, {stage.at(990, 6040), stage.at(5990, 6100)}), *stage.plane);
    QVERIFY(distanceTo(ellipse, stage.place(5960, 6074.634)) < 1);
    QVERIFY(distanceTo(ellipse, stage.place(5960, 6065.366)) < 1);
    // Painters get nothing that is far outside.
    for (const DrawingShape& shape : {band, ellipse})
      for (const ShapePart& part : shape)
        for (const QPointF& point : part.points)
          QVERIFY(std::abs(point.x()) <= 20'000.5 && std::abs(point.y()) <= 20'000.5);
  }

  void retracementLevelsStandAtTheirPrices()
  {
    Stage stage;
    // A rise from 100 to 150: 0 at 150, 0.382 at 130.9, 0.5 at 125, 0.618 at 119.1, 1 at 100.
    Drawing fib = drawingOf(Kind::FibRetracement, {stage.at(5, 100), stage.at(30, 150)});
    fib.style.levels = {0, 0.382, 0.5, 0.618, 1};
    const std::vector<double> levels = levelsOf(shapeOf(fib, *stage.plane));
    QCOMPARE(levels.size(), std::size_t{5});
    const double prices[] = {150, 130.9, 125, 119.1, 100};
    for (std::size_t i = 0; i < 5; ++i)
      QVERIFY(std::abs(levels[i] - stage.scene->y(prices[i])) < 1e-6);
    QVERIFY(defaultStyle(Kind::FibRetracement).levels
        == std::vector<double>({0, 0.236, 0.382, 0.5, 0.618, 0.786, 1, 1.272, 1.618, 2.618, 4.236}));
  }

  void extensionRepeatsTheMove()
  {
    Stage stage;
    // 100 → 130, back to 120: 0 at 120, 1 at 150, 0.618 at 138.54.
    Drawing fib = drawingOf(Kind::FibExtension, {stage.at(5, 100), stage.at(15, 130), stage.at(20, 120)});
    fib.style.levels = {0, 0.618, 1};
    const std::vector<double> levels = levelsOf(shapeOf(fib, *stage.plane));
    QCOMPARE(levels.size(), std::size_t{3});
    QVERIFY(std::abs(levels[0] - stage.scene->y(150)) < 1e-6);
    QVERIFY(std::abs(levels[1] - stage.scene->y(138.54)) < 1e-6);
    QVERIFY(std::abs(levels[2] - stage.scene->y(120)) < 1e-6);
  }

  void timeZonesStandAtFibonacciNumbers()
  {
    Stage stage;
    const Drawing zones = drawingOf(Kind::FibTimeZones, {stage.at(2, 100), stage.at(4, 100)});
    QSet<int> bars;
    for (const ShapePart& part : shapeOf(zones, *stage.plane))
      if (part.kind == ShapePart::Kind::Line)
        bars.insert(qRound(stage.scene->bar(part.points[0].x()) - 0.5));
    // Two bars a unit: 2, 4, 6, 8, 12, 18, 28, 44 — and 70, which is out of sight (70 places in sight).
    QCOMPARE(bars, (QSet<int>{2, 4, 6, 8, 12, 18, 28, 44}));
  }

  void aPitchforkRunsThroughTheMiddle()
  {
    Stage stage;
    const Drawing fork = drawingOf(Kind::Pitchfork, {stage.at(5, 110), stage.at(15, 140), stage.at(15, 120)});
    // Its middle line leaves (5, 110) through (15, 130): 2 a bar, so 150 at bar 25.
    QVERIFY(distanceTo(shapeOf(fork, *stage.plane), stage.place(25, 150)) < 1);
    // The parallels through the ends: 160 and 140 at bar 25.
    QVERIFY(distanceTo(shapeOf(fork, *stage.plane), stage.place(25, 160)) < 1);
    QVERIFY(distanceTo(shapeOf(fork, *stage.plane), stage.place(25, 140)) < 1);
    // Schiff's begins at 125, half way up to the first end: 0.5 a bar, 135 at bar 25.
    Drawing schiff = fork;
    schiff.kind = Kind::SchiffPitchfork;
    QVERIFY(distanceTo(shapeOf(schiff, *stage.plane), stage.place(25, 135)) < 1);
    // The modified one begins at (10, 125): 1 a bar, 140 at bar 25.
    Drawing modified = fork;
    modified.kind = Kind::ModifiedSchiffPitchfork;
    modified.style.levels = {};
    QVERIFY(distanceTo(shapeOf(modified, *stage.plane), stage.place(25, 140)) < 1);
  }

  void regressionIsThatOfTheCloses()
  {
    // Closes 101 + i lie on a line: no deviation. With 1, 2, 4, 3: slope 0.8, 1.3 at the start; the rest −0.3, −0.1,
    // 1.1, −0.7 → squares 0.09 + 0.01 + 1.21 + 0.49 = 1.8, root of 1.8 / 4.
    const ChartModelPtr days = modelOf(someDays(20));
    const auto line = AnchorScale(days).regression(days->bars->close, 3, 12);
    QVERIFY(std::abs(line.start - 104) < 1e-9);
    QVERIFY(std::abs(line.end - 113) < 1e-9);
    QVERIFY(line.deviation < 1e-6);
    market::BarSeries bars;
    const double closes[] = {1, 2, 4, 3};
    for (int i = 0; i < 4; ++i)
      bars.append({i, 1, 1, 1, closes[i], 1, 1});
    const auto found = AnchorScale(modelOf(bars)).regression(bars.close, 0, 3);
    QVERIFY(std::abs(found.start - 1.3) < 1e-12);
    QVERIFY(std::abs(found.end - 3.7) < 1e-12);
    QVERIFY(std::abs(found.deviation - std::sqrt(0.45)) < 1e-12);
    // A close that moves with the quotes counts as it is now: 1, 2, 4, 5 has the slope 1.4 about 3.
    const AnchorScale live(modelOf(bars));
    (void)live.regression(bars.close, 0, 3);
    bars.close.back() = 5;
    QVERIFY(std::abs(live.regression(bars.close, 0, 3).end - 5.1) < 1e-12);
  }

  /// Over ranges of any length the same as sums over each bar, with holes, and for a short one far behind.
  void regressionAgreesWithSumsOverTheBars()
  {
    constexpr std::size_t kBars = 5000;
    std::vector<double> closes;
    for (std::size_t i = 0; i < kBars; ++i)
      closes.push_back(i % 97 == 5 ? std::nan("") : 3000 + 0.3 * static_cast<double>(i) + std::sin(0.9 * i) * 7);
    const LineFitIndex index(std::span<const double>(closes).first(kBars - 1));
    for (const auto& [first, end] : {std::pair<std::size_t, std::size_t>{0, kBars}, {1, 4999}, {63, 65}, {64, 128},
             {100, 3333}, {4980, 5000}, {4999, 5000}, {17, 17}}) {
      LineFit expected;
      for (std::size_t i = first; i < end; ++i)
        expected.add(static_cast<double>(i), closes[i]);
      const LineFit found = index.over(closes, first, end);
      QCOMPARE(found.count, expected.count);
      QVERIFY(std::abs(found.slope() - expected.slope()) < 1e-9);
      QVERIFY(std::abs(found.at(static_cast<double>(first)) - expected.at(static_cast<double>(first))) < 1e-7);
      QVERIFY(std::abs(found.deviation() - expected.deviation()) < 1e-7);
    }
  }

  void gannAnglesMultiplyTheFirst()
  {
    Stage stage;
    // 1×1 from (5, 100) through (15, 110): 1 a bar; 2×1 is 2 a bar, 1×2 a half.
    const Drawing fan = drawingOf(Kind::GannFan, {stage.at(5, 100), stage.at(15, 110)});
    const DrawingShape shape = shapeOf(fan, *stage.plane);
    for (const double slope : {1.0, 2.0, 0.5, 0.25})
      QVERIFY2(distanceTo(shape, stage.place(25, 100 + 20 * slope)) < 1.5, qPrintable(QString::number(slope)));
  }

  void aChannelKeepsItsWidth()
  {
    Stage stage;
    // The line rises by 1 a bar from (10, 110). The third place at (20, 130) lies 10 above it.
    Drawing channel = drawingOf(Kind::ParallelChannel, {stage.at(10, 110), stage.at(30, 130), stage.at(20, 130)});
    settleChannel(channel, *stage.plane);
    QVERIFY(std::abs(channel.anchors[2].price - 120) < 1e-6);
    QVERIFY(channel.anchors[2].time == channel.anchors[0].time);
    const DrawingShape shape = shapeOf(channel, *stage.plane);
    QVERIFY(distanceTo(shape, stage.place(20, 120)) < 1);
    QVERIFY(distanceTo(shape, stage.place(20, 125)) < 1); // its middle
    QVERIFY(distanceTo(shape, stage.place(20, 130)) < 1);
    const Drawing moved = withAnchor(channel, 0, stage.at(12, 100), *stage.plane);
    QVERIFY(std::abs(moved.anchors[2].price - 110) < 1e-6);
  }

  void positionsCountTheirShares()
  {
    // Entry 10, target 12, stop 9.5: gain 2, loss 0.5, 4 to 1. A risk of 1,000 buys 2,000 shares.
    const Drawing position = drawingOf(Kind::LongPosition,
        {{dayTime(2024, 1, 5), 10, 0}, {dayTime(2024, 1, 9), 12, 0}, {dayTime(2024, 1, 9), 9.5, 0}});
    const PositionPlan plan = planOf(position);
    QCOMPARE(plan.ratio(), 4.0);
    QCOMPARE(plan.quantity(1000, 100), 2000.0);
    QCOMPARE(plan.quantity(1040, 100), 2000.0); // 2,080 are not whole lots
    QCOMPARE(plan.quantity(0, 100), 0.0);
    Drawing sold = position;
    sold.kind = Kind::ShortPosition;
    QVERIFY(planOf(sold).loss() < 0); // its stop lies on the wrong side
    QCOMPARE(planOf(sold).quantity(1000, 100), 0.0);
    QVERIFY(std::isnan(planOf(sold).ratio()));
  }

  void theUppermostIsHit()
  {
    Stage stage;
    const Drawing under = drawingOf(Kind::TrendLine, {stage.at(10, 120), stage.at(30, 140)});
    const Drawing over = drawingOf(Kind::HorizontalLine, {stage.at(5, 130)});
    const DrawingList list = {under, over};
    const auto at = [&](double bar, double price, const QSet<QString>& chosen = {}) {
      const auto hit = hitOf(*stage.plane, list, chosen, stage.place(bar, price));
      return hit ? std::optional(std::pair(hit->id == over.id, hit->handle)) : std::nullopt;
    };
    QVERIFY(at(20, 130) == std::pair(true, -1)); // where they cross
    QVERIFY(at(25, 135) == std::pair(false, -1));
    QVERIFY(!at(40, 150)); // beyond its end
    QVERIFY(at(10, 120) == std::pair(false, -1)); // its handle does not show
    QVERIFY(at(10, 120, {under.id}) == std::pair(false, 0));
    DrawingList hidden = list;
    hidden[1].hidden = true;
    QVERIFY(hitOf(*stage.plane, hidden, {}, stage.place(20, 130))->id == under.id);
    QCOMPARE(drawingsIn(*stage.plane, list, QRectF(stage.place(9, 145), stage.place(40, 118))).size(), 2);
  }

  void theMagnetTakesTheNearestPrice()
  {
    Stage stage;
    // Bar 20: open 120, high 122, low 118, close 121.
    const double nearHigh = stage.scene->y(122) - 3, away = stage.scene->y(122) - 60;
    QCOMPARE(magnetPrice(*stage.scene, 20, nearHigh, Magnet::Weak), std::optional(122.0));
    QCOMPARE(magnetPrice(*stage.scene, 20, away, Magnet::Weak), std::nullopt);
    QCOMPARE(magnetPrice(*stage.scene, 20, away, Magnet::Strong), std::optional(122.0));
    QCOMPARE(magnetPrice(*stage.scene, 20, nearHigh, Magnet::Off), std::nullopt);
    QCOMPARE(magnetPrice(*stage.scene, 65, nearHigh, Magnet::Strong), std::nullopt); // no bar there
    QCOMPARE(straightened({0, 0}, {100, 20}), QPointF(100, 0));
    QCOMPARE(straightened({0, 0}, {10, -100}), QPointF(0, -100));
    QCOMPARE(straightened({0, 0}, {90, -110}), QPointF(100, -100));
  }

  void strokesKeepTheirShapeInFewPoints()
  {
    Stage stage;
    std::vector<DrawingAnchor> stroke;
    for (int i = 0; i <= 100; ++i) // a straight line up, then a straight line down
      stroke.push_back(stage.scale.anchorAt(10 + i * 0.2, i < 50 ? 110 + i * 0.4 : 150 - i * 0.4, true));
    const auto kept = simplified(stroke, *stage.plane, 1);
    QVERIFY2(kept.size() >= 3 && kept.size() <= 5, qPrintable(QString::number(kept.size())));
    QVERIFY(isNear(stage.plane->at(kept[1]), stage.plane->at(stroke[50]), 2));
  }

  void alertsKnowTheLines()
  {
    const DrawingAnchor a{dayTime(2024, 1, 5), 100, 0}, b{dayTime(2024, 1, 9), 110, 0};
    const auto ray = alertLinesOf(drawingOf(Kind::Ray, {a, b}));
    QCOMPARE(ray.size(), std::size_t{1});
    QVERIFY(ray[0].from == a && ray[0].to == b && ray[0].reach == AlertLine::Reach::Ray);
    const auto channel = alertLinesOf(drawingOf(Kind::ParallelChannel, {a, b, {dayTime(2024, 1, 5), 104, 0}}));
    QCOMPARE(channel.size(), std::size_t{3});
    QCOMPARE(channel[2].from.price, 104.0);
    QCOMPARE(channel[2].to.price, 114.0);
    QCOMPARE(channel[1].to.price, 112.0);
    const auto level = alertLinesOf(drawingOf(Kind::HorizontalLine, {a}));
    QVERIFY(level[0].reach == AlertLine::Reach::Extended && level[0].from == level[0].to);
    const auto fib = alertLinesOf(drawingOf(Kind::FibRetracement, {a, b}));
    QCOMPARE(fib[0].from.price, 110.0); // 0 at the end of the move
    QCOMPARE(fib[3].from.price, 105.0); // a half
    QVERIFY(alertLinesOf(drawingOf(Kind::Text, {a})).empty());
  }

  void everyKindHasShapeWordsAndSign()
  {
    Stage stage;
    for (const DrawingKindInfo& info : drawingKinds()) {
      Drawing drawing = drawingOf(info.kind, {stage.at(10, 110), stage.at(20, 130), stage.at(15, 105)});
      drawing.style.text = QStringLiteral("text");
      if (info.places > 0 && info.family != DrawingFamily::Trading)
        drawing.anchors.resize(static_cast<std::size_t>(info.places));
      if (info.kind == Kind::LongPosition || info.kind == Kind::ShortPosition) {
        drawing.anchors.resize(1);
        completePosition(drawing, stage.scale, 50, 10);
        QVERIFY(planOf(drawing).ratio() > 1.99 && planOf(drawing).ratio() < 2.01);
      }
      const DrawingShape shape = shapeOf(drawing, *stage.plane);
      QVERIFY2(!shape.empty(), info.key);
      QVERIFY2(wordsOf(drawing, stage.scale).startsWith(info.name()), info.key);
      QVERIFY(wordsOf(drawing, stage.scale).contains(QStringLiteral("2024-01-15 Mon 110.00")));
      // It is hit at each of its handles, or at its outline.
      QVERIFY2(hitOf(*stage.plane, {drawing}, {drawing.id}, handlesOf(drawing, *stage.plane).front()), info.key);
    }
  }
};

QTEST_MAIN(TstDrawings)
#include "tst_drawings.moc"
