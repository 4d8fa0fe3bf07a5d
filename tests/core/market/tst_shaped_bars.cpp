// SPDX-License-Identifier: Apache-2.0
#include "core/market/shaped_bars.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <random>

using namespace zvt;
using namespace zvt::market;

namespace {

using Row = std::array<double, 4>; // open, close, high, low

BarSeriesPtr barsOf(const std::vector<Bar>& rows)
{
  auto bars = std::make_shared<BarSeries>();
  for (const Bar& row : rows)
    bars->append(row);
  return bars;
}

/// Bars of closes alone, volume 100 each.
BarSeriesPtr closesOf(const std::vector<double>& closes)
{
  std::vector<Bar> rows;
  for (const double close : closes)
    rows.push_back({static_cast<std::int64_t>(rows.size()) + 1, close, close, close, close, 100, 1000});
  return barsOf(rows);
}

ShapeSpec specOf(BarShape shape, double box, BoxKind kind = BoxKind::Fixed)
{
  ShapeSpec spec;
  spec.shape = shape;
  spec.box = {kind, box, 3};
  return spec;
}

ShapedBars shape(const BarSeriesPtr& bars, const ShapeSpec& spec)
{
  auto made = shapeBars(bars, spec);
  if (!made)
    qFatal("%s", made.error().code.c_str());
  return *std::move(made);
}

std::vector<Row> rowsOf(const ShapedBars& shaped)
{
  std::vector<Row> rows;
  for (std::size_t i = 0; i < shaped.bars->size(); ++i) {
    const Bar bar = shaped.bars->at(i);
    rows.push_back({bar.open, bar.close, bar.high, bar.low});
  }
  return rows;
}

/// A walk of prices with gaps between the bars, in cents.
BarSeriesPtr walk(std::size_t count)
{
  std::mt19937 random(7);
  const auto step = [&](int most) {
    return static_cast<double>(static_cast<int>(random() % (2U * most + 1)) - most) / 100;
  };
  std::vector<Bar> rows;
  double price = 20;
  for (std::size_t i = 0; i < count; ++i) {
    const double open = std::max(5.0, price + step(15)), close = std::max(5.0, open + step(60));
    const double high = std::max(open, close) + std::abs(step(20)), low = std::min(open, close) - std::abs(step(20));
    rows.push_back({static_cast<std::int64_t>(i) + 1, open, high, low, close, 100.0 + static_cast<double>(i), 10});
    price = close;
  }
  return barsOf(rows);
}

}

class TstShapedBars : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void bricksFollowTheClose()
  {
    // The rule as StockCharts' ChartSchool states it for bricks of 10 points: from 1100 a brick needs 1110; the next
    // 1120; a fall needs the price a whole brick below the bottom of the last one (1110 − 10 = 1100). 1112: brick
    // 1100–1110. 1119: nothing. 1120: 1110–1120. 1105: nothing. 1100: 1110–1100 falling. 1131: 1110–1120 and 1120–1130.
    // 1128 is left: it forms at the top of the last brick. Since the brick before, no price went against the next one:
    // no wicks.
    const ShapedBars made =
        shape(closesOf({1100, 1112, 1119, 1120, 1105, 1100, 1131, 1128}), specOf(BarShape::Renko, 10));
    QCOMPARE(rowsOf(made),
        (std::vector<Row>{{1100, 1110, 1110, 1100}, {1110, 1120, 1120, 1110}, {1110, 1100, 1110, 1100},
            {1110, 1120, 1120, 1110}, {1120, 1130, 1130, 1120}, {1130, 1128, 1130, 1128}}));
    QVERIFY(made.forming);
    QCOMPARE(made.first, (std::vector<std::uint32_t>{0, 2, 4, 6, 6, 7}));
    QCOMPARE(made.last, (std::vector<std::uint32_t>{1, 3, 5, 6, 6, 7}));
    // Two bars of 100 each for the first three; the bar of 1131 is shared by two bricks.
    QCOMPARE(made.bars->volume, (std::vector<double>{200, 200, 200, 50, 50, 100}));
    QCOMPARE(made.bars->key, (std::vector<std::int64_t>{2, 4, 6, 7, 7, 8}));
    QCOMPARE(made.barOf(0), std::size_t{0});
    QCOMPARE(made.barOf(2), std::size_t{1});
    QCOMPARE(made.barOf(6), std::size_t{3});
    QCOMPARE(made.barOf(7), std::size_t{5});
  }

  void wicksShowHowFarItWentAgainstTheBrick()
  {
    // Box 1. 10.0 begins; low 9.3 before the close of 11.2 makes the brick 10–11: its wick reaches 9.3, up none.
    const BarSeriesPtr bars =
        barsOf({{1, 10, 10, 10, 10, 1, 1}, {2, 10, 10.6, 9.3, 9.8, 1, 1}, {3, 9.8, 11.9, 9.7, 11.2, 1, 1}});
    ShapeSpec spec = specOf(BarShape::Renko, 1);
    QCOMPARE(rowsOf(shape(bars, spec)), (std::vector<Row>{{10, 11, 11, 9.3}}));
    spec.wicks = false;
    QCOMPARE(rowsOf(shape(bars, spec)), (std::vector<Row>{{10, 11, 11, 10}}));
  }

  void decimalsAreNotLost()
  {
    // 10.30 is the level 103 of boxes of 0.10, though 10.3 / 0.1 is 102.99999999999999 in binary.
    const ShapedBars made = shape(closesOf({10.2, 10.3}), specOf(BarShape::Renko, 0.1));
    QCOMPARE(made.bars->size(), std::size_t{1});
    QVERIFY(std::abs(made.bars->close[0] - 10.3) < 1e-9);
  }

  void bricksOfPerCentGrowWithThePrice()
  {
    // Levels are powers of 1.10: 1.1^24 = 9.8497, 1.1^25 = 10.8347, 1.1^26 = 11.9182.
    const ShapedBars made = shape(closesOf({10, 10.9, 12}), specOf(BarShape::Renko, 10, BoxKind::Percent));
    QCOMPARE(made.bars->size(), std::size_t{2});
    QVERIFY(std::abs(made.bars->open[0] - 9.8497327) < 1e-6);
    QVERIFY(std::abs(made.bars->close[0] - 10.8347060) < 1e-6);
    QVERIFY(std::abs(made.bars->close[1] - 11.9181765) < 1e-6);
  }

  void bricksOfTheAverageRangeKeepTheirSize()
  {
    // True ranges 2, 2, 2 → ATR(3) = 2 at the third bar (close 11): bricks of 2 begin at 11.
    // Bar 4: 11…15, close 15, range 4 → ATR (2·2 + 4) / 3 = 8/3. Rises by 4: two bricks of 2: 11–13, 13–15.
    // Bar 5: close 17: 2 above 15, less than 8/3: it forms.
    const BarSeriesPtr bars = barsOf({{1, 10, 11, 9, 10, 1, 1}, {2, 10, 11, 9, 10, 1, 1}, {3, 10, 12, 10, 11, 1, 1},
        {4, 11, 15, 11, 15, 1, 1}, {5, 15, 17, 15, 17, 1, 1}});
    QCOMPARE(averageTrueRange(*bars, 3)[3], 8.0 / 3);
    ShapeSpec spec = specOf(BarShape::Renko, 1, BoxKind::Atr);
    spec.wicks = false;
    const ShapedBars made = shape(bars, spec);
    QCOMPARE(rowsOf(made), (std::vector<Row>{{11, 13, 13, 11}, {13, 15, 15, 13}, {15, 17, 17, 15}}));
    QVERIFY(made.forming);
    QCOMPARE(made.box, 8.0 / 3);
  }

  void rangeBarsSpanTheirRange()
  {
    // Range 2. Bar 1 rose: 10 → 9.5 → 11 → 10.8: low 9.5, high 11, still inside. Bar 2 fell: 10.8 → 12.1: beyond 9.5 +
    // 2, so the first ends at 11.5, and 11.5 begins the next; → 9.8 → 10: 12.1 − 2 = 10.1 is passed, it ends there; the
    // newest is 10.1 → 9.8 → 10.
    const BarSeriesPtr bars = barsOf({{1, 10, 11, 9.5, 10.8, 70, 7}, {2, 10.8, 12.1, 9.8, 10, 30, 3}});
    const ShapedBars made = shape(bars, specOf(BarShape::Range, 2));
    const std::vector<Row> rows = rowsOf(made);
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0], (Row{10, 11.5, 11.5, 9.5}));
    QVERIFY(std::abs(rows[1][0] - 11.5) < 1e-12 && std::abs(rows[1][1] - 10.1) < 1e-12);
    QCOMPARE(rows[1][2], 12.1);
    QVERIFY(std::abs(rows[2][0] - 10.1) < 1e-12);
    QCOMPARE(rows[2][1], 10.0);
    QVERIFY(made.forming);
    QCOMPARE(made.bars->volume, (std::vector<double>{100, 0, 0}));
    QCOMPARE(made.first, (std::vector<std::uint32_t>{0, 1, 1}));
  }

  void columnsTurnByThreeBoxes()
  {
    // Dorsey's rule with boxes of 1 and a reversal of 3, by high and low: the column of X goes on while the high
    // reaches the next box; only a bar that does not is looked at for a low three boxes below. Close 40 begins. High
    // 42: X 40–42. High 43, low 39: X goes on to 43, the low is not looked at. High 43, low 40: 43 − 3 = 40: O from 42
    // to 40. Low 38: O to 38. High 40.9: needs 41, nothing. High 41: X from 39 to 41.
    const BarSeriesPtr bars = barsOf(
        {{1, 40, 40, 40, 40, 1, 1}, {2, 40, 42.2, 40, 42, 1, 1}, {3, 42, 43, 39, 40, 1, 1}, {4, 41, 43.5, 40, 41, 1, 1},
            {5, 41, 41, 37.5, 38, 1, 1}, {6, 38, 40.9, 38, 40, 1, 1}, {7, 40, 41, 39, 41, 1, 1}});
    ShapeSpec spec = specOf(BarShape::PointFigure, 1);
    const ShapedBars made = shape(bars, spec);
    QCOMPARE(rowsOf(made), (std::vector<Row>{{40, 43, 43, 40}, {42, 38, 42, 38}, {39, 41, 41, 39}}));
    QCOMPARE(made.first, (std::vector<std::uint32_t>{0, 3, 6}));
    QCOMPARE(made.last, (std::vector<std::uint32_t>{2, 5, 6}));
    QCOMPARE(made.bars->volume, (std::vector<double>{3, 3, 1}));
    // By closes: 40 42 40 41 38 40 41: X 40–42; 38 is 4 below: O 41–38; 41: X 39–41.
    spec.closesOnly = true;
    QCOMPARE(rowsOf(shape(bars, spec)), (std::vector<Row>{{40, 42, 42, 40}, {41, 38, 41, 38}, {39, 41, 41, 39}}));
  }

  void finishedBarsNeverChange_data()
  {
    QTest::addColumn<int>("shapeNumber");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("size");
    for (const int shape : {1, 2, 3})
      for (const int kind : {0, 1, 2})
        if (shape != 3 || kind != 2)
          QTest::addRow("shape %d, box %d", shape, kind) << shape << kind << (kind == 0 ? 0.25 : 1.0);
  }
  void finishedBarsNeverChange()
  {
    QFETCH(int, shapeNumber);
    QFETCH(int, kind);
    QFETCH(double, size);
    const ShapeSpec spec = specOf(static_cast<BarShape>(shapeNumber), size, static_cast<BoxKind>(kind));
    const BarSeriesPtr bars = walk(300);
    const ShapedBars all = shape(bars, spec);
    QVERIFY(all.bars->size() > 20);
    for (std::size_t n = 1; n <= bars->size(); ++n) {
      const auto part = std::make_shared<const BarSeries>(bars->slice(0, static_cast<std::int64_t>(n) + 1));
      const ShapedBars made = shape(part, spec);
      const std::size_t finished = made.bars->size() - (made.forming ? 1 : 0);
      QVERIFY(finished <= all.bars->size());
      for (std::size_t i = 0; i < finished; ++i) {
        const Bar one = made.bars->at(i), other = all.bars->at(i);
        QVERIFY(one.key == other.key && one.open == other.open && one.close == other.close);
        QVERIFY(one.high == other.high && one.low == other.low && std::abs(one.volume - other.volume) < 1e-6);
      }
      const double volume = std::accumulate(made.bars->volume.begin(), made.bars->volume.end(), 0.0);
      if (!made.bars->empty() && made.forming)
        QVERIFY(std::abs(volume - std::accumulate(part->volume.begin(), part->volume.end(), 0.0)) < 1e-6);
    }
    for (std::size_t i = 1; i < all.bars->size(); ++i)
      QVERIFY(all.first[i] >= all.last[i - 1] && all.first[i] <= all.last[i - 1] + 1 && all.last[i] >= all.first[i]);
  }

  void refusesWhatMakesNoBars()
  {
    const BarSeriesPtr bars = closesOf({10, 20});
    for (ShapeSpec spec : {specOf(BarShape::Renko, 0), specOf(BarShape::Range, -1),
             specOf(BarShape::Renko, std::nan("")), specOf(BarShape::PointFigure, 1, BoxKind::Atr)})
      QCOMPARE(shapeBars(bars, spec).error().code, std::string("bars.bad_box"));
    QCOMPARE(shapeBars(bars, specOf(BarShape::Renko, 1e-6)).error().code, std::string("bars.box_too_small"));
    QVERIFY(shape(closesOf({}), specOf(BarShape::Renko, 1)).bars->empty());
    const double none = std::nan("");
    const BarSeriesPtr gap =
        barsOf({{1, none, none, none, none, none, none}, {2, 10, 10, 10, 10, 5, 5}, {3, 11, 11, 11, 11, 5, 5}});
    QCOMPARE(shape(gap, specOf(BarShape::Renko, 1)).bars->close.back(), 11.0);
  }
};

QTEST_APPLESS_MAIN(TstShapedBars)
#include "tst_shaped_bars.moc"
