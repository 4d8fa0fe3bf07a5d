// SPDX-License-Identifier: Apache-2.0
#include "tests/core/factor/series.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;

namespace {

std::vector<double> valuesOf(const market::BarSeries& bars, std::string_view formula)
{
  const auto compiled = factor::compile(formula);
  if (!compiled)
    qFatal("%s", compiled.error().code.c_str());
  return compiled->run(bars).columns.front();
}

/// Days of high, low and close.
market::BarSeries days(const std::vector<std::array<double, 3>>& prices)
{
  market::BarSeries bars = barsOf(std::vector<double>(prices.size(), 1));
  for (std::size_t i = 0; i < prices.size(); ++i) {
    bars.high[i] = prices[i][0];
    bars.low[i] = prices[i][1];
    bars.close[i] = prices[i][2];
  }
  return bars;
}

bool isNear(double found, double expected)
{
  return std::fabs(found - expected) <= 1e-9 * std::max(1.0, std::fabs(expected));
}

}

/// Spreads and the price of trading from bars, worked by hand.
class TstSpreads : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void roll();
  void rollRunsOn();
  void rollOfReturns();
  void corwinSchultz();
  void corwinSchultzOvernight();
  void amihud();
};

/// A price that jumps between bid 10.0 and ask 10.1 changes by +0.1 −0.1 +0.1 −0.1 +0.1: four pairs of neighbours whose
/// products are −0.01, their means 0. Covariance −0.04/4 = −0.01: 2 √0.01 = 0.2; by n − 1: −0.04/3: 2 √0.0133333 =
/// 0.2309401077.
void TstSpreads::roll()
{
  const auto bars = barsOf({10, 10.1, 10, 10.1, 10, 10.1});
  const auto spread = valuesOf(bars, "ROLLSPREAD(C,4,0,0)");
  for (std::size_t i = 0; i < 5; ++i)
    QVERIFY(std::isnan(spread[i])); // four pairs take six prices
  QVERIFY(isNear(spread[5], 0.2));
  QVERIFY(isNear(valuesOf(bars, "ROLLSPREAD(C,4,0,1)")[5], 0.2309401077));
}

/// Changes 1 2 4 5: pairs (2,1) (4,2) (5,4), means 11/3 and 7/3, Σ products = 2 + 8 + 20 − 3·(11/3)(7/3) = 13/3 > 0.
void TstSpreads::rollRunsOn()
{
  const auto bars = barsOf({10, 11, 13, 17, 22});
  QVERIFY(std::isnan(valuesOf(bars, "ROLLSPREAD(C,3,0,0)")[4]));
  QCOMPARE(valuesOf(bars, "ROLLSPREAD(C,3,0,0,1)")[4], 0.0);
}

/// Returns of 100 110 99 108.9: 0.1 −0.1 0.1; pairs (−0.1, 0.1) (0.1, −0.1): covariance −0.02/2 = −0.01, spread 0.2.
void TstSpreads::rollOfReturns()
{
  QVERIFY(isNear(valuesOf(barsOf({100, 110, 99, 108.9}), "ROLLSPREAD(C,2,1,0)")[3], 0.2));
}

/// High 10.2, low 10.0, then 10.25 and 10.05: β = ln(1.02)² + ln(10.25/10.05)² = 0.000780433874, γ = ln(10.25/10)² =
/// 0.000609725117, α = (√(2β) − √β)/0.171572875 − √(γ/0.171572875) = 0.007830825216, S = 2(e^α − 1)/(1 + e^α) =
/// 0.007830785200.
/// Then 10.3 and 10.1 after 10.2 and 10.0: β = 0.000776636198, γ = 0.000873722790, α = −0.004081491026, S =
/// −0.004081485360, which counts as 0.
void TstSpreads::corwinSchultz()
{
  const auto narrow = days({{10.2, 10.0, 10.1}, {10.25, 10.05, 10.1}});
  QVERIFY(std::isnan(valuesOf(narrow, "CORWINSCHULTZ(1)")[0]));
  QVERIFY(isNear(valuesOf(narrow, "CORWINSCHULTZ(1)")[1], 0.007830785200));
  const auto wide = days({{10.2, 10.0, 10.1}, {10.3, 10.1, 10.2}});
  QCOMPARE(valuesOf(wide, "CORWINSCHULTZ(1)")[1], 0.0);
  QVERIFY(isNear(valuesOf(wide, "CORWINSCHULTZ(1,1,1)")[1], -0.004081485360));
  const auto still = days({{10, 10, 10}, {10, 10, 10}, {10, 10, 10}});
  QCOMPARE(valuesOf(still, "CORWINSCHULTZ(2)")[2], 0.0);
}

/// 10.6 to 10.4 lies 0.3 above the close of 10.1: moved down it is 10.3 to 10.1, the case above. Left where it is: β =
/// 0.000754977779, γ = ln(1.06)² = 0.003395265654, S = −0.074304367.
void TstSpreads::corwinSchultzOvernight()
{
  const auto gap = days({{10.2, 10.0, 10.1}, {10.6, 10.4, 10.5}});
  QVERIFY(isNear(valuesOf(gap, "CORWINSCHULTZ(1,1,1)")[1], -0.004081485360));
  QVERIFY(isNear(valuesOf(gap, "CORWINSCHULTZ(1,0,1)")[1], -0.07430436725));
  // Below: 9.6 to 9.4 lies 0.5 under the close, moved up it is 10.1 to 9.9.
  const auto fall = days({{10.2, 10.0, 10.1}, {9.6, 9.4, 9.5}});
  const auto moved = days({{10.2, 10.0, 10.1}, {10.1, 9.9, 9.5}});
  QVERIFY(isNear(valuesOf(fall, "CORWINSCHULTZ(1,1,1)")[1], valuesOf(moved, "CORWINSCHULTZ(1,0,1)")[1]));
}

/// |10%| / 2e6 and |−5%| / 1e6 of money: 5e-8 and 5e-8, so 0.05 per million each.
void TstSpreads::amihud()
{
  market::BarSeries bars = barsOf({10, 11, 10.45});
  bars.turnover = {1e6, 2e6, 1e6};
  QVERIFY(isNear(valuesOf(bars, "AMIHUD(2)")[2], 0.05));
  bars.turnover[1] = 0;
  QVERIFY(std::isnan(valuesOf(bars, "AMIHUD(2)")[2]));
}

QTEST_GUILESS_MAIN(TstSpreads)
#include "tst_spreads.moc"
