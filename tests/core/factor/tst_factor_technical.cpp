// SPDX-License-Identifier: Apache-2.0
#include "tests/core/factor/oracle.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;

namespace {

/// Bars of open, high, low, close rows.
market::BarSeries rows(const std::vector<std::array<double, 4>>& prices)
{
  market::BarSeries bars = barsOf(std::vector<double>(prices.size(), 1));
  for (std::size_t i = 0; i < prices.size(); ++i) {
    bars.open[i] = prices[i][0];
    bars.high[i] = prices[i][1];
    bars.low[i] = prices[i][2];
    bars.close[i] = prices[i][3];
  }
  return bars;
}

bool isNear(double found, double expected, double tolerance = 1e-12)
{
  return std::fabs(found - expected) <= tolerance;
}

/// Close 10, then two days.
market::BarSeries twoDays()
{
  return rows({{10, 10, 10, 10}, {10.2, 10.6, 10.0, 10.5}, {10.4, 10.8, 10.3, 10.4}});
}

}

/// Cases worked by hand, for what no oracle has.
class TstFactorTechnical : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void yangZhang();
  void rangeVolatilities();
  void realisedIndex();
  void simpleTrueRange();
  void nineTurns();
  void limitCounts();
  void volumeRatio();
  void turnoverRate();
  void anchoredVwapStartsAfresh();
  void trailingUlcer();
  void varianceKeepsItsDigits();
  void noVolumeIsNoValue();
};

/// ln(10.2/10) = 0.0198026, ln(10.4/10.5) = −0.0095695: variance 0.000431359 (two values: Σ(x − mean)²/1).
/// ln(10.5/10.2) = 0.0289875, ln(10.4/10.4) = 0: variance 0.000420139.
/// Rogers–Satchell of the days 0.001330785 and 0.001517685: mean 0.001424235.
/// k = 0.34/(1.34 + 3/1) = 0.078341014; 0.000431359 + k·0.000420139 + (1 − k)·0.001424235 = 0.001776933; root
/// 0.042153680.
void TstFactorTechnical::yangZhang()
{
  const auto found = evaluate("YANGZHANG(O,H,L,C,2,1)", twoDays());
  QVERIFY(std::isnan(found[1]));
  QVERIFY(isNear(found[2], 0.04215367983555746));
  QVERIFY(isNear(evaluate("YANGZHANG(O,H,L,C,2,252)", twoDays())[2], 0.669168922146739));
}

/// Parkinson: √((ln(10.6/10)² + ln(10.8/10.3)²)/(2·4·ln 2)); Garman–Klass and Rogers–Satchell by their sums over the
/// two.
void TstFactorTechnical::rangeVolatilities()
{
  QVERIFY(isNear(evaluate("PARKINSON(H,L,2,1)", twoDays())[2], 0.03189833194455658));
  QVERIFY(isNear(evaluate("GARMANKLASS(O,H,L,C,2,1)", twoDays())[2], 0.03533075553005428));
  QVERIFY(isNear(evaluate("ROGERSSATCHELL(O,H,L,C,2,1)", twoDays())[2], 0.03773904041133099));
}

/// Closes 100, 102, 101: 100·√(252/2·(ln 1.02² + ln(101/102)²)) = 24.8275.
void TstFactorTechnical::realisedIndex()
{
  QVERIFY(isNear(evaluate("RVIX(C,2)", barsOf({100, 102, 101}))[2], 24.827542351606223));
}

/// True ranges 0.6 (first bar's own range not counted: max(10.6, 10) − min(10, 10)) and max(10.8, 10.5) −
/// min(10.3, 10.5) = 0.5; their mean, as 通达信 takes it, is 0.55.
void TstFactorTechnical::simpleTrueRange()
{
  const auto found = evaluate("ATR(H,L,C,2,0,1)", twoDays());
  QVERIFY(std::isnan(found[1]));
  QVERIFY(isNear(found[2], 0.55));
}

/// Twelve falling closes: from the fifth on each is below the close four bars before: 1 … 8 by the twelfth, 9 at the
/// thirteenth, then 0 although the row goes on, until a rise breaks it and counts as 1 on the other side.
void TstFactorTechnical::nineTurns()
{
  std::vector<double> closes;
  for (int i = 0; i < 15; ++i)
    closes.push_back(100 - i);
  closes.push_back(95); // above the close four bars before, 89
  closes.push_back(80); // below again
  const auto buy = evaluate("NINETURNS(C).BUY", barsOf(closes));
  const auto sell = evaluate("NINETURNS(C).SELL", barsOf(closes));
  const std::vector<double> expected{1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 1};
  for (std::size_t i = 0; i < 4; ++i)
    QVERIFY(std::isnan(buy[i]) && std::isnan(sell[i]));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    QCOMPARE(buy[i + 4], expected[i]);
    QCOMPARE(sell[i + 4], i == 11 ? 1.0 : 0.0);
  }
}

/// Days that closed at the limit: two in a row, a day that did not, one more; a day without a limit ends the row.
void TstFactorTechnical::limitCounts()
{
  auto bars = barsOf({1, 1, 1, 1, 1, 1});
  bars.turnover = {1, 1, 0, 1, kNan, 1};
  const auto found = evaluate("LIMITUPS(TURNOVER)", bars);
  const std::vector<double> expected{1, 2, 0, 1, kNan, 1};
  for (std::size_t i = 0; i < expected.size(); ++i)
    QVERIFY(sameBits(found[i], expected[i]));
}

/// Mean of the five days before: (100 + 120 + 80 + 110 + 90)/5 = 100; 250 against it is 2.5.
void TstFactorTechnical::volumeRatio()
{
  auto bars = barsOf({1, 1, 1, 1, 1, 1});
  bars.volume = {100, 120, 80, 110, 90, 250};
  const auto found = evaluate("量比(VOLUME)", bars);
  QVERIFY(std::isnan(found[4]));
  QCOMPARE(found[5], 2.5);
}

/// 3 million of 120 million shares are 2.5 per cent.
void TstFactorTechnical::turnoverRate()
{
  auto bars = barsOf({1});
  bars.volume = {3'000'000};
  QCOMPARE(evaluate("HSL(VOLUME,120000000)", bars)[0], 2.5);
}

/// Typical prices 10, 20 | 30, 40 with volumes 1, 3 | 1, 1: 10, 17.5 and, from the new anchor, 30, 35.
void TstFactorTechnical::anchoredVwapStartsAfresh()
{
  auto bars = rows({{10, 10, 10, 10}, {20, 20, 20, 20}, {30, 30, 30, 30}, {40, 40, 40, 40}});
  bars.volume = {1, 3, 1, 1};
  bars.turnover = {7, 7, 8, 8};
  const auto found = evaluate("AVWAP(H,L,C,V,TURNOVER)", bars);
  const std::vector<double> expected{10, 17.5, 30, 35};
  for (std::size_t i = 0; i < expected.size(); ++i)
    QVERIFY(isNear(found[i], expected[i]));
}

/// Closes 10, 8, 9 over two bars. Within the window: 8 is 20 % below 10: √((0 + 400)/2); then 8, 9 has no fall: 0.
/// Trailing: falls 20 % and 0 of windows that end at 8 and 9: √((400 + 0)/2), first at the third bar.
void TstFactorTechnical::trailingUlcer()
{
  const auto within = evaluate("ULCER(C,2)", barsOf({10, 8, 9}));
  QVERIFY(isNear(within[1], std::sqrt(200.0)));
  QCOMPARE(within[2], 0.0);
  const auto trailing = evaluate("ULCER(C,2,1)", barsOf({10, 8, 9}));
  QVERIFY(std::isnan(trailing[1]));
  QVERIFY(isNear(trailing[2], std::sqrt(200.0)));
}

/// Around a thousand (or a million), 0, d, 2d, 3d in turn: Σ(x − mean)²/4 = 1.25·d² whatever the level; equal values
/// have none, to the bit.
void TstFactorTechnical::varianceKeepsItsDigits()
{
  for (const double level : {1000.0, 1'000'000.0}) {
    std::vector<double> closes;
    for (int i = 0; i < 4000; ++i)
      closes.push_back(level + (i % 4) * 0.0078125); // a power of two: the level itself rounds nothing
    const auto found = evaluate("VARP(C,4)", barsOf(closes));
    for (std::size_t i = 3; i < found.size(); ++i)
      QVERIFY(isNear(found[i] / (1.25 * 0.0078125 * 0.0078125), 1, 1e-12));
  }
  std::vector<double> still(40, 3.3);
  still.insert(still.begin(), {1000.1, 0.7, 55});
  for (const char* formula : {"VARP(C,20)", "STD(C,20)", "BBANDS(C,20,2).UPPER-C", "HV(C,20)", "ULCER(C,20)"})
    QCOMPARE(evaluate(formula, barsOf(still)).back(), 0.0);
}

/// What divides by volume has no value where nothing was traded, and goes on as if nothing had been.
void TstFactorTechnical::noVolumeIsNoValue()
{
  auto bars = rows({{1, 2, 1, 2}, {2, 3, 1, 1}, {2, 4, 2, 3}, {3, 4, 2, 2}});
  bars.volume = {0, 0, 5, 5};
  for (const char* formula : {"VWAP(H,L,C,V,2)", "CMF(H,L,C,V,2)", "MFI(H,L,C,V,1)", "EMV(H,L,V)"}) {
    const auto found = evaluate(formula, bars);
    QVERIFY2(std::isnan(found[1]), formula);
    QVERIFY2(std::isfinite(found[3]), formula);
  }
}

QTEST_APPLESS_MAIN(TstFactorTechnical)
#include "tst_factor_technical.moc"
