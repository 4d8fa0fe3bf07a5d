// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/heat_map.h"

#include "core/base/random.h"
#include "widgets/analytics/treemap_layout.h"
#include "widgets/base/theme.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace zvt;
using namespace zvt::widgets;

namespace {

double areaOf(const QRectF& rect)
{
  return rect.width() * rect.height();
}

/// More than rounding.
bool overlaps(const QRectF& a, const QRectF& b)
{
  const QRectF shared = a.intersected(b);
  return shared.width() > 1e-6 && shared.height() > 1e-6;
}

std::vector<HeatTile> tiles(std::size_t count)
{
  SeededRandom random(11);
  std::vector<HeatTile> made;
  for (std::size_t i = 0; i < count; ++i)
    made.push_back({QStringLiteral("id-%1").arg(i), QStringLiteral("名称%1").arg(i), std::exp(random.normal()),
        random.normal() * 0.03});
  return made;
}

}

class TstHeatMap : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  // The worked example of Bruls, Huizing and van Wijk: 6 6 4 3 2 2 1 in 6 × 4.
  void layoutIsThatOfThePaper()
  {
    const std::vector<double> weights{6, 6, 4, 3, 2, 2, 1};
    const std::vector<QRectF> rects = treemapLayout(weights, QRectF(0, 0, 6, 4));
    // The first two stand above each other at the left, 3 × 2 each.
    QCOMPARE(rects[0], QRectF(0, 0, 3, 2));
    QCOMPARE(rects[1], QRectF(0, 2, 3, 2));
    // 4 and 3 lie beside each other at the top of what is left (3 × 4): 7 / 3 high.
    QVERIFY(qAbs(rects[2].height() - 7.0 / 3) < 1e-9);
    QVERIFY(qAbs(rects[2].width() - 12.0 / 7) < 1e-9);
    QVERIFY(qAbs(rects[3].width() - 9.0 / 7) < 1e-9);
  }

  void tilesFillTheAreaWithoutOverlap_data()
  {
    QTest::addColumn<int>("count");
    QTest::addColumn<QRectF>("area");
    QTest::newRow("one") << 1 << QRectF(5, 7, 100, 50);
    QTest::newRow("few, wide") << 7 << QRectF(0, 0, 900, 60);
    QTest::newRow("few, tall") << 7 << QRectF(0, 0, 60, 900);
    QTest::newRow("hundreds") << 400 << QRectF(0, 0, 800, 600);
  }
  void tilesFillTheAreaWithoutOverlap()
  {
    QFETCH(int, count);
    QFETCH(QRectF, area);
    std::vector<double> weights;
    for (const HeatTile& tile : tiles(static_cast<std::size_t>(count)))
      weights.push_back(tile.weight);
    std::sort(weights.rbegin(), weights.rend());
    double total = 0;
    for (const double weight : weights)
      total += weight;
    const std::vector<QRectF> rects = treemapLayout(weights, area);
    double covered = 0;
    std::vector<double> ratios;
    for (std::size_t i = 0; i < rects.size(); ++i) {
      QVERIFY(qAbs(areaOf(rects[i]) / areaOf(area) - weights[i] / total) < 1e-9);
      QVERIFY(area.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(rects[i]));
      covered += areaOf(rects[i]);
      ratios.push_back(std::max(rects[i].width() / rects[i].height(), rects[i].height() / rects[i].width()));
      for (std::size_t j = 0; j < i; ++j)
        QVERIFY(!overlaps(rects[i], rects[j]));
    }
    QVERIFY(qAbs(covered - areaOf(area)) < 1e-6 * areaOf(area));
    std::sort(ratios.begin(), ratios.end());
    if (count >= 100)
      QVERIFY2(ratios[ratios.size() / 2] < 1.5, qPrintable(QString::number(ratios[ratios.size() / 2])));
  }

  void whatWeighsNothingHasNoPlace()
  {
    const std::vector<QRectF> rects =
        treemapLayout(std::vector<double>{2, 0, -1, std::nan(""), 2}, QRectF(0, 0, 10, 10));
    QVERIFY(rects[1].isEmpty() && rects[2].isEmpty() && rects[3].isEmpty());
    QCOMPARE(areaOf(rects[0]) + areaOf(rects[4]), 100.0);
    QVERIFY(treemapLayout(std::vector<double>{1, 2}, QRectF()).at(0).isEmpty());
  }

  void mouseAndKeyboardChoose()
  {
    HeatMap map;
    map.resize(600, 400);
    map.setTiles(
        {{QStringLiteral("a"), QStringLiteral("A"), 6, 0.02}, {QStringLiteral("b"), QStringLiteral("B"), 6, -0.02},
            {QStringLiteral("c"), QStringLiteral("C"), 4, std::nan("")},
            {QStringLiteral("none"), QStringLiteral("N"), 0, 0.01}});
    map.show();
    QCOMPARE(map.tiles().size(), std::size_t{3});
    QSignalSpy chosen(&map, &HeatMap::chosen);
    QSignalSpy activated(&map, &HeatMap::activated);
    const auto middle = [&](int tile) { return map.rects()[static_cast<std::size_t>(tile)].center().toPoint(); };
    QTest::mouseClick(&map, Qt::LeftButton, {}, middle(0));
    QCOMPARE(map.current(), QStringLiteral("a"));
    // 6 fills the left over the full height, 6 and 4 stand above each other at the right.
    QTest::keyClick(&map, Qt::Key_Right);
    QCOMPARE(map.current(), QStringLiteral("b"));
    QTest::keyClick(&map, Qt::Key_Down);
    QCOMPARE(map.current(), QStringLiteral("c"));
    QTest::keyClick(&map, Qt::Key_Up);
    QCOMPARE(map.current(), QStringLiteral("b"));
    QTest::keyClick(&map, Qt::Key_Left);
    QCOMPARE(map.current(), QStringLiteral("a"));
    QTest::keyClick(&map, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(chosen.count(), 5); // a, b, c, b, a
    // What is chosen stays chosen when the sizes change.
    map.setTiles(
        {{QStringLiteral("c"), QStringLiteral("C"), 9, 0.0}, {QStringLiteral("a"), QStringLiteral("A"), 1, 0.02}});
    QCOMPARE(map.current(), QStringLiteral("a"));
    QCOMPARE(map.tiles().front().id, QStringLiteral("c"));
    map.setCurrent(QStringLiteral("gone"));
    QVERIFY(map.current().isEmpty());
  }

  void fiveThousandTilesAreDrawnAndFound()
  {
    HeatMap map;
    map.resize(1600, 1000);
    map.setTiles(tiles(5000));
    map.show();
    const QImage picture = map.grab().toImage();
    // No hole: the middle of every tile has the colour of its change, unless a text stands there.
    for (int tile = 0; tile < 5000; tile += 37) {
      const QRectF rect = map.rects()[static_cast<std::size_t>(tile)];
      QCOMPARE(map.tileAt(rect.center()), tile);
      if (rect.width() > 4 && rect.height() > 4)
        QCOMPARE(picture.pixelColor(rect.topLeft().toPoint() + QPoint(2, 2)),
            Theme::current().heat(map.tiles()[static_cast<std::size_t>(tile)].change * 100));
    }
  }
};

QTEST_MAIN(TstHeatMap)
#include "tst_heat_map.moc"
