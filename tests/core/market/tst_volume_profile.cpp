// SPDX-License-Identifier: Apache-2.0
#include "core/market/volume_profile.h"

#include <QTest>

#include <array>
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

VolumeProfile profileOf(const BarSeries& bars, std::size_t rows)
{
  const BarRange all{&bars, 0, bars.size()};
  return volumeProfile({&all, 1}, rows);
}

std::vector<double> volumes(const VolumeProfile& profile)
{
  std::vector<double> rows;
  for (std::size_t row = 0; row < profile.rows(); ++row)
    rows.push_back(std::round(profile.volume(row) * 1e6) / 1e6);
  return rows;
}

}

class TstVolumeProfile : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void spreadsABarOverItsPrices()
  {
    // Rows of 1 from 10 to 14. A bar of 400 from 10 to 14: 100 in each. One of 90 from 11.5 to 13, 60 a unit: 30 in
    // 11–12, 60 in 12–13. It fell, the first rose.
    const VolumeProfile profile = profileOf(barsOf({{1, 10, 14, 10, 14, 400, 0}, {2, 13, 13, 11.5, 11.5, 90, 0}}), 4);
    QCOMPARE(profile.low, 10.0);
    QCOMPARE(profile.step, 1.0);
    QCOMPARE(profile.up, (std::vector<double>{100, 100, 100, 100}));
    QCOMPARE(volumes(profile), (std::vector<double>{100, 130, 160, 100}));
    QCOMPARE(profile.total(), 490.0);
    QCOMPARE(profile.pointOfControl, std::size_t{2});
    QCOMPARE(profile.pointOfControlPrice(), 12.5);
  }

  /// A bar at one price belongs to its row; one that closed where it opened goes by the close before.
  void ticksAndUnchangedBars()
  {
    const VolumeProfile profile = profileOf(barsOf({{1, 10, 10, 10, 10, 5, 0}, {2, 12, 12, 12, 12, 7, 0},
                                                {3, 11, 11, 11, 11, 3, 0}, {4, 11, 11, 11, 11, 2, 0}}),
        2);
    QCOMPARE(profile.up, (std::vector<double>{5, 9})); // 10; 12 above 10, 11 after 11
    QCOMPARE(profile.down, (std::vector<double>{0, 3})); // 11 after 12
  }

  /// Worked by hand: rows 10 20 60 30 25 5, total 150, 70 % of it is 105. From 60: above 30 + 25 = 55, below 20 + 10 =
  /// 30: above is taken, 115 is enough.
  void valueAreaGrowsByTwoRows()
  {
    std::vector<Bar> rows;
    double price = 10.5;
    for (const double volume : {10.0, 20.0, 60.0, 30.0, 25.0, 5.0}) {
      rows.push_back({static_cast<std::int64_t>(rows.size()), price, price, price, price, volume, 0});
      price += 1;
    }
    rows.front().low = rows.front().open = rows.front().high = rows.front().close = 10; // the range is 10 … 16
    rows.back().low = rows.back().open = rows.back().high = rows.back().close = 16;
    const VolumeProfile profile = profileOf(barsOf(rows), 6);
    QCOMPARE(volumes(profile), (std::vector<double>{10, 20, 60, 30, 25, 5}));
    QCOMPARE(profile.pointOfControl, std::size_t{2});
    QCOMPARE(profile.valueBegin, std::size_t{2});
    QCOMPARE(profile.valueEnd, std::size_t{5});
  }

  void partsAddUp()
  {
    const BarSeries fine = barsOf({{1, 10, 12, 10, 12, 20, 0}, {2, 12, 14, 12, 14, 20, 0}});
    const BarSeries coarse = barsOf({{3, 10, 14, 10, 12, 40, 0}});
    const std::array parts{BarRange{&fine, 0, 2}, BarRange{&coarse, 0, 1}};
    QCOMPARE(volumes(volumeProfile(parts, 4)), (std::vector<double>{20, 20, 20, 20}));
  }

  void whatWasNotTradedIsPassedOver()
  {
    const double none = std::nan("");
    QVERIFY(profileOf(barsOf({{1, none, none, none, none, 5, 0}, {2, 10, 11, 9, 10, none, 0}}), 4).isEmpty());
    const VolumeProfile flat = profileOf(barsOf({{1, 10, 10, 10, 10, 5, 0}}), 4);
    QCOMPARE(flat.rows(), std::size_t{1});
    QVERIFY(flat.price(0) < 10 && flat.price(1) > 10);
    QCOMPARE(flat.total(), 5.0);
  }
};

QTEST_APPLESS_MAIN(TstVolumeProfile)
#include "tst_volume_profile.moc"
