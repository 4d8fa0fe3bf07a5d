// SPDX-License-Identifier: Apache-2.0
#include "core/market/heikin_ashi.h"

#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::market;

namespace {

BarSeries barsOf(const std::vector<Bar>& rows)
{
  BarSeries bars;
  for (const Bar& row : rows)
    bars.append(row);
  return bars;
}

}

class TstHeikinAshi : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void isAveragedFromAllBarsBefore()
  {
    // Worked by hand. Bar 1: close (10+14+8+12)/4 = 11, open (10+12)/2 = 11, high 14, low 8.
    // Bar 2: close (12+18+12+16)/4 = 14.5, open (11+11)/2 = 11, high 18, low min(12, 11) = 11.
    // Bar 3: close (16+17+13+14)/4 = 15, open (11+14.5)/2 = 12.75, high 17, low min(13, 12.75) = 12.75.
    // Bar 4: close (9+10+7+8)/4 = 8.5, open (12.75+15)/2 = 13.875, high max(10, 13.875) = 13.875, low 7.
    const AveragedCandles made = heikinAshi(barsOf(
        {{1, 10, 14, 8, 12, 0, 0}, {2, 12, 18, 12, 16, 0, 0}, {3, 16, 17, 13, 14, 0, 0}, {4, 9, 10, 7, 8, 0, 0}}));
    QCOMPARE(made.open, (std::vector<double>{11, 11, 12.75, 13.875}));
    QCOMPARE(made.high, (std::vector<double>{14, 18, 17, 13.875}));
    QCOMPARE(made.low, (std::vector<double>{8, 11, 12.75, 7}));
    QCOMPARE(made.close, (std::vector<double>{11, 14.5, 15, 8.5}));
  }

  void aGapIsPassedOver()
  {
    const double none = std::nan("");
    const AveragedCandles made =
        heikinAshi(barsOf({{1, 10, 14, 8, 12, 0, 0}, {2, none, none, none, none, 0, 0}, {3, 12, 18, 12, 16, 0, 0}}));
    QVERIFY(
        std::isnan(made.open[1]) && std::isnan(made.high[1]) && std::isnan(made.low[1]) && std::isnan(made.close[1]));
    QCOMPARE(made.open[2], 11.0);
    QCOMPARE(made.close[2], 14.5);
  }

  void nothingGivesNothing() { QVERIFY(heikinAshi(BarSeries{}).close.empty()); }
};

QTEST_APPLESS_MAIN(TstHeikinAshi)
#include "tst_heikin_ashi.moc"
