// SPDX-License-Identifier: Apache-2.0
#include "core/market/compared_bars.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace zvt;
using namespace zvt::market;

namespace {

const double kNone = std::nan("");

const Calendar& calendar(const char* market)
{
  static std::map<std::string, std::shared_ptr<const Calendar>> known;
  auto& one = known[market];
  if (!one)
    one = Calendar::load(market).value();
  return *one;
}

BarSeries days(const std::vector<std::pair<const char*, double>>& closes)
{
  BarSeries bars;
  for (const auto& [day, close] : closes)
    bars.append({TradingDay::parse(day).value().days, close, close, close, close, 100, 0});
  return bars;
}

bool same(const std::vector<double>& a, const std::vector<double>& b)
{
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
      [](double x, double y) { return (std::isnan(x) && std::isnan(y)) || std::abs(x - y) < 1e-12; });
}

}

class TstComparedBars : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void lastKnownIsNeverLater()
  {
    const std::vector<std::int64_t> moments{10, 20, 30}, known{15, 20, 31};
    QCOMPARE(lastKnownAt(moments, known), (std::vector<std::size_t>{kNotYetKnown, 1, 1}));
  }

  /// 2024-03-04 … 08 was a week without holidays; the other one has no bar on Wednesday: suspended.
  void suspendedDaysAreGaps()
  {
    const ComparedBars compared =
        comparedBars(days({{"2024-03-04", 10}, {"2024-03-05", 10}, {"2024-03-06", 10}, {"2024-03-07", 10}}),
            calendar("cn"), days({{"2024-03-05", 5}, {"2024-03-07", 6}}), calendar("cn"));
    QVERIFY(same(compared.close, {kNone, 5, 5, 6}));
    QCOMPARE(compared.suspended, (std::vector<bool>{false, false, true, false}));
    QVERIFY(same(compared.drawn(), {kNone, 5, kNone, 6}));
  }

  /// New York closes at 16:00, five o'clock the next morning in Shanghai: at Tuesday's close in Shanghai its Monday is
  /// the newest. 2024-05-27 was Memorial Day: no suspension.
  void zonesGoByTime()
  {
    const ComparedBars compared = comparedBars(days({{"2024-05-27", 10}, {"2024-05-28", 10}, {"2024-05-29", 10}}),
        calendar("cn"), days({{"2024-05-24", 100}, {"2024-05-28", 101}}), calendar("us"));
    QVERIFY(same(compared.close, {100, 100, 101}));
    QCOMPARE(compared.suspended, (std::vector<bool>{false, false, false}));
  }

  /// A minute without a trade is no gap; a day without any bar is one.
  void minutesWithoutTradeAreNoSuspension()
  {
    const TradingDay first = TradingDay::parse("2024-03-05").value();
    BarSeries bars, other;
    bars.level = other.level = BarLevel::Min1;
    for (const TradingDay day : {first, first + 1}) {
      const std::vector<Timestamp> ends = calendar("cn").barEnds(day, BarLevel::Min1);
      for (std::size_t i = 0; i < 3; ++i)
        bars.append({ends[i].micros, 10, 10, 10, 10, 100, 0});
      if (day == first)
        for (const std::size_t i : {0U, 2U})
          other.append({ends[i].micros, 5, 5, 5, 5.0 + static_cast<double>(i), 100, 0});
    }
    const ComparedBars compared = comparedBars(bars, calendar("cn"), other, calendar("cn"));
    QVERIFY(same(compared.close, {5, 5, 7, 7, 7, 7}));
    QCOMPARE(compared.suspended, (std::vector<bool>{false, false, false, true, true, true}));
  }

  void spreadAndRatio()
  {
    const std::vector<double> a{10, 12, kNone}, b{4, 0, 2};
    QVERIFY(same(spreadOf(a, b, 2), {2, 12, kNone}));
    QVERIFY(same(ratioOf(a, b), {2.5, kNone, kNone}));
  }

  /// Two points lie on a line: ±1, unless one of them stands still (the last two of b fall alike). Over three returns
  /// a = (1, −1, 1), b = (1, −1, −1) in units of ln 2: means 1/3 and −1/3, sums of products
  /// (2/3·4/3 + 4/3·2/3 − 2/3·2/3) = 4/3, squares 8/3 each: 0.5.
  void correlationOfReturns()
  {
    const std::vector<double> a{1, 2, 1, 2}, b{8, 16, 8, 4};
    QVERIFY(same(returnCorrelation(a, b, 2), {kNone, kNone, 1, kNone}));
    QVERIFY(same(returnCorrelation(a, b, 3), {kNone, kNone, kNone, 0.5}));
    QVERIFY(
        same(returnCorrelation(a, std::vector<double>{8, 8, 8, 8}, 2), {kNone, kNone, kNone, kNone})); // does not move
    QVERIFY(same(returnCorrelation(a, std::vector<double>{8, kNone, 8, 16}, 2),
        {kNone, kNone, kNone, kNone})); // a hole begins anew
  }
};

QTEST_APPLESS_MAIN(TstComparedBars)
#include "tst_compared_bars.moc"
