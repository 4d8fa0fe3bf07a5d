// SPDX-License-Identifier: Apache-2.0
#include "core/market/chip_distribution.h"

#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::market;

namespace {

struct Day {
  double low, high, average, rate;
};

ChipHistory historyOf(const std::vector<Day>& days, double coefficient = 1)
{
  auto bars = std::make_shared<BarSeries>();
  std::vector<double> averages, rates;
  for (const Day& day : days) {
    bars->append({static_cast<std::int64_t>(bars->size()), day.low, day.high, day.low, day.high, 100, 0});
    averages.push_back(day.average);
    rates.push_back(day.rate);
  }
  return ChipHistory(bars, averages, rates, coefficient);
}

bool isNear(double value, double expected, double tolerance = 1e-12)
{
  return std::abs(value - expected) <= tolerance;
}

/// Prices are known to a cell.
bool isPrice(double value, double expected)
{
  return std::abs(value / expected - 1) <= kChipCell;
}

}

class TstChipDistribution : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Days at one price. Day 1: all at 10. Day 2 at 12 with 25 %: 0.75 at 10, 0.25 at 12. Day 3 at 11 with 50 %: 0.375
  /// at 10, 0.5 at 11, 0.125 at 12; average 3.75 + 5.5 + 1.5 = 10.75.
  void turnoverMovesTheChips()
  {
    const ChipHistory history = historyOf({{10, 10, 10, 0.3}, {12, 12, 12, 0.25}, {11, 11, 11, 0.5}});
    const ChipDistribution first = history.at(0), second = history.at(1), third = history.at(2);
    QVERIFY(isNear(first.winner(10), 1));
    QVERIFY(isNear(first.winner(9.9), 0));
    QVERIFY(isNear(second.winner(11), 0.75));
    QVERIFY(isPrice(second.cost(0.7), 10));
    QVERIFY(isPrice(second.cost(0.8), 12));
    QVERIFY(isPrice(second.averageCost(), 10.5));
    QVERIFY(isNear(third.winner(10.5), 0.375));
    QVERIFY(isNear(third.winner(11.5), 0.875));
    QVERIFY(isNear(third.winner(12), 1));
    QVERIFY(isPrice(third.averageCost(), 10.75));
    const CostRange middle = costRange(third, 0.7); // from 15 % at 10 to 85 % at 11
    QVERIFY(isPrice(middle.low, 10) && isPrice(middle.high, 11));
    QVERIFY(isNear(middle.concentration, 1.0 / 21, 2 * kChipCell));
  }

  /// Half the coefficient moves half as much: 0.25 × 0.5.
  void coefficientSlowsTheDecay()
  {
    const ChipHistory history = historyOf({{10, 10, 10, 1}, {12, 12, 12, 0.25}}, 0.5);
    QVERIFY(isNear(history.at(1).winner(11), 0.875));
  }

  /// A triangle from 10 to 14 with its top at 11: below 11 (11 − 10) / (14 − 10) = 1/4, below 12
  /// 1 − (14 − 12)² / (4 · 3) = 2/3.
  void aDayIsATriangle()
  {
    const ChipDistribution chips = historyOf({{10, 14, 11, 0.1}}).at(0);
    QVERIFY(isNear(chips.winner(11), 0.25, 0.02));
    QVERIFY(isNear(chips.winner(12), 2.0 / 3, 0.02));
    QVERIFY(isPrice(chips.cost(0.25), 11));
    QVERIFY(isPrice(chips.cost(2.0 / 3), 12));
    QVERIFY(isPrice(chips.averageCost(), 35.0 / 3)); // the centre of a triangle: (10 + 11 + 14) / 3
    double sum = 0;
    for (const double share : chips.share)
      sum += share;
    QVERIFY(isNear(sum, 1));
  }

  /// The grid is the same for any history, and so is every distribution whatever comes later.
  void laterDaysChangeNothing()
  {
    std::vector<Day> days;
    for (int i = 0; i < 300; ++i) {
      const double price = 10 + 3 * std::sin(i / 9.0) + i * 0.01;
      days.push_back({price * 0.98, price * 1.03, price, 0.01 + 0.02 * (i % 5)});
    }
    const ChipHistory whole = historyOf(days);
    for (const std::size_t bar : {0U, 63U, 64U, 130U, 299U}) {
      const ChipDistribution cut =
          historyOf({days.begin(), days.begin() + static_cast<std::ptrdiff_t>(bar) + 1}).at(bar);
      const ChipDistribution full = whole.at(bar);
      for (const double part : {0.05, 0.15, 0.5, 0.85, 0.95})
        QCOMPARE(full.cost(part), cut.cost(part));
      QCOMPARE(full.winner(days[bar].high), cut.winner(days[bar].high));
    }
  }

  void daysWithoutRateMoveNothing()
  {
    const double none = std::nan("");
    const ChipHistory history = historyOf({{10, 10, 10, none}, {12, 12, 12, none}, {none, none, none, 0.5}});
    QCOMPARE(history.missing(), std::size_t{2});
    QVERIFY(isNear(history.at(2).winner(11), 1));
    QVERIFY(ChipHistory().at(0).isEmpty());
    QVERIFY(std::isnan(ChipDistribution().cost(0.5)));
  }

  /// Raw 10 … 14, 1,100 traded for 100 shares: 11, a quarter of the way up; adjusted 5 … 7: 5.5.
  void averageLiesWhereTheMoneyWas()
  {
    BarSeries raw, adjusted;
    raw.append({1, 10, 14, 10, 14, 100, 1100});
    adjusted.append({1, 5, 7, 5, 7, 200, 1100});
    QCOMPARE(averagePrices(raw, adjusted), (std::vector<double>{5.5}));
  }

  /// Days 2 and 4 were stored between the two reads: what belongs to days 1, 3 and 5 stays with them. Day 3: 11 of
  /// 10 … 14 again, on 5 … 7; day 4 is not known of.
  void daysThatCameInBetweenShiftNothing()
  {
    BarSeries raw, adjusted;
    for (const std::int64_t day : {1, 3, 5})
      raw.append({day, 10, 14, 10, 14, 100, day == 3 ? 1100.0 : 1400.0});
    for (const std::int64_t day : {1, 2, 3, 4, 5})
      adjusted.append({day, 5, 7, 5, 7, 200, 1100});
    const std::vector<double> averages = averagePrices(raw, adjusted);
    QCOMPARE(averages.size(), std::size_t{5});
    QVERIFY(averages[0] == 7 && averages[2] == 5.5 && averages[4] == 7);
    QVERIFY(std::isnan(averages[1]) && std::isnan(averages[3]));
    const std::vector<double> rates = valuesAt(adjusted, raw.key, std::vector<double>{0.1, 0.3, 0.5});
    QVERIFY(rates[0] == 0.1 && rates[2] == 0.3 && rates[4] == 0.5);
    QVERIFY(std::isnan(rates[1]) && std::isnan(rates[3]));
  }

  /// Lists that are too short say nothing of the last bars; a day without an average has its top at (14 + 10 + 14) / 3
  /// = 12.667: below it (12.667 − 10) / (14 − 10) = 2/3.
  void whatIsMissingIsNotReadFromElsewhere()
  {
    auto bars = std::make_shared<BarSeries>();
    bars->append({1, 10, 14, 10, 14, 100, 0});
    bars->append({2, 20, 20, 20, 20, 100, 0});
    const ChipHistory history(bars, {}, {0.5});
    QCOMPARE(history.missing(), std::size_t{1});
    QVERIFY(isNear(history.at(1).winner(14), 1));
    QVERIFY(isNear(history.at(1).winner(38.0 / 3), 2.0 / 3, 0.02));
  }
};

QTEST_APPLESS_MAIN(TstChipDistribution)
#include "tst_chip_distribution.moc"
