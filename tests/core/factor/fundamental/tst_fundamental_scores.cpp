// SPDX-License-Identifier: Apache-2.0
// Published coefficients and figures worked by hand; the working stands beside each.
#include "core/factor/fundamental/altman.h"
#include "core/factor/fundamental/beneish.h"
#include "core/factor/fundamental/dcf.h"
#include "core/factor/fundamental/piotroski.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace zvt::factor;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool near(double a, double b)
{
  return std::fabs(a - b) <= 1e-9 * std::max(1.0, std::fabs(b));
}

AltmanFigures manufacturer()
{
  return {200, 300, 150, 800, 600, 400, 1200, 1000};
}

BeneishYear yearBefore()
{
  return {1000, 600, 150, 50, 100, 400, 450, 1000, 200, 200, 0, 0};
}

BeneishYear yearNow()
{
  return {1200, 744, 192, 45, 150, 500, 455, 1300, 280, 305, 120, 55};
}

/// All nine signals hold.
PiotroskiFigures strong()
{
  PiotroskiFigures f;
  f.income = 90, f.incomeBefore = 60;
  f.operatingCash = 120;
  f.assets = 1100, f.assetsBefore = 1000, f.assetsTwoBefore = 900;
  f.longTermDebt = 200, f.longTermDebtBefore = 220;
  f.currentAssets = 500, f.currentAssetsBefore = 400;
  f.currentLiabilities = 250, f.currentLiabilitiesBefore = 250;
  f.sales = 1300, f.salesBefore = 1080;
  f.grossProfit = 520, f.grossProfitBefore = 378;
  f.sharesIssued = 0;
  return f;
}

}

class TstFundamentalScores : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void altmanByHand()
  {
    // x1 = 200/1000, x2 = 300/1000, x3 = 150/1000, x4 = 800/400 (book 600/400), x5 = 1200/1000
    // Z  = 1.2·0.2 + 1.4·0.3 + 3.3·0.15 + 0.6·2 + 0.999·1.2 = 0.24 + 0.42 + 0.495 + 1.2 + 1.1988
    QVERIFY(near(altmanScore(manufacturer(), AltmanVariant::Listed1968).z, 3.5538));
    // Z′ = 0.1434 + 0.2541 + 0.46605 + 0.420·1.5 + 1.1976
    QVERIFY(near(altmanScore(manufacturer(), AltmanVariant::Private1983).z, 2.69115));
    // Z″ = 1.312 + 0.978 + 1.008 + 1.05·1.5
    QVERIFY(near(altmanScore(manufacturer(), AltmanVariant::General1995).z, 4.873));
    QVERIFY(near(altmanScore(manufacturer(), AltmanVariant::General1995, 3.25).z, 8.123));
  }

  /// Mean ratios of the two groups of 33 firms, Altman 1968, table 1: bankrupt firms fall into the zone of distress,
  /// the others into the safe one.
  void altmanTellsItsOwnGroupsApart()
  {
    const auto score = [](double x1, double x2, double x3, double x4, double x5) {
      return altmanScore({x1, x2, x3, x4, 0, 1, x5, 1}, AltmanVariant::Listed1968).z;
    };
    const AltmanZones zones = altmanZones(AltmanVariant::Listed1968);
    QVERIFY(score(-0.061, -0.626, -0.318, 0.401, 1.5) < zones.distress);
    QVERIFY(score(0.414, 0.355, 0.153, 2.477, 1.9) > zones.safe);
    QCOMPARE(zones.distress, 1.81);
    QCOMPARE(zones.safe, 2.99);
  }

  void altmanWithoutAFigure()
  {
    AltmanFigures figures = manufacturer();
    figures.equityMarketValue = kNone;
    QVERIFY(std::isnan(altmanScore(figures, AltmanVariant::Listed1968).z));
    QVERIFY(!std::isnan(altmanScore(figures, AltmanVariant::General1995).z));
    figures.liabilities = 0; // nothing to divide by
    QVERIFY(std::isnan(altmanScore(figures, AltmanVariant::General1995).z));
  }

  void beneishByHand()
  {
    const BeneishScore score = beneishScore(yearNow(), yearBefore());
    QVERIFY(near(score.dsri, 1.25)); // (150/1200) / (100/1000)
    QVERIFY(near(score.gmi, 0.4 / 0.38)); // 400/1000 against 456/1200
    QVERIFY(near(score.aqi, (345.0 / 1300) / 0.15)); // 1 − 955/1300 against 1 − 850/1000
    QVERIFY(near(score.sgi, 1.2));
    QVERIFY(near(score.depi, 0.1 / 0.09)); // 50/500 against 45/500
    QVERIFY(near(score.sgai, 0.16 / 0.15)); // 192/1200 against 150/1000
    QVERIFY(near(score.tata, 0.05)); // (120 − 55) / 1300
    QVERIFY(near(score.lvgi, 0.45 / 0.4)); // 585/1300 against 400/1000
    // −4.84 + 1.15 + 0.5557894737 + 0.7147692308 + 1.0704 + 0.1277777778 − 0.1834666667 + 0.23395 − 0.367875
    QVERIFY(std::fabs(score.m - -1.5386551844) < 1e-9);
    QVERIFY(score.m > kBeneishThreshold);
  }

  /// Mean indexes of Beneish 1999, table 2: manipulators and the others.
  void beneishOfThePublishedMeans()
  {
    QVERIFY(near(beneishM({1.465, 1.193, 1.254, 1.607, 1.077, 1.041, 0.031, 1.111, 0}), -1.195681));
    QVERIFY(near(beneishM({1.031, 1.014, 1.039, 1.134, 1.001, 1.054, 0.018, 1.037, 0}), -2.245854));
    QVERIFY(near(beneishM({1, 1, 1, 1, 1, 1, 0, 1, 0}), -2.48)); // a year as the one before, without accruals
  }

  void beneishWithoutDepreciation()
  {
    BeneishYear now = yearNow();
    now.depreciation = kNone;
    const BeneishScore score = beneishScore(now, yearBefore());
    QVERIFY(std::isnan(score.depi) && std::isnan(score.m) && !std::isnan(score.lvgi));
  }

  void piotroskiByHand()
  {
    // ROA 90/1000 against 60/900; cash 120/1000; debt 200/1050 against 220/950; current 2 against 1.6;
    // margin 0.4 against 0.35; turnover 1.3 against 1.2
    const PiotroskiScore score = piotroskiScore(strong());
    for (const double signal : score.signals)
      QCOMPARE(signal, 1.0);
    QCOMPARE(score.score, 9.0);
  }

  /// One change turns one signal.
  void piotroskiSignals_data()
  {
    QTest::addColumn<int>("signal");
    const char* const names[] = {
        "roa", "cfo", "roa_change", "accrual", "leverage", "liquidity", "issue", "margin", "turnover"};
    for (int i = 0; i < 9; ++i) {
      QVERIFY(piotroskiNames()[static_cast<std::size_t>(i)] == names[i]);
      QTest::newRow(names[i]) << i;
    }
  }
  void piotroskiSignals()
  {
    QFETCH(int, signal);
    PiotroskiFigures f = strong();
    std::vector<int> turned{signal};
    switch (signal) {
    case 0:
      f.income = -1, f.incomeBefore = -2; // −0.001 above −2/900: still better than before
      break;
    case 1:
      f.operatingCash = -5, f.income = -10, f.incomeBefore = -60; // a loss turns the first as well
      turned = {0, 1};
      break;
    case 2:
      f.incomeBefore = 81.1; // 81.1/900 is above 90/1000
      break;
    case 3:
      f.operatingCash = 89;
      break;
    case 4:
      f.longTermDebt = 244; // 244/1050 is above 220/950
      break;
    case 5:
      f.currentAssets = 399;
      break;
    case 6:
      f.sharesIssued = 1;
      break;
    case 7:
      f.grossProfit = 455; // 0.35, not above
      break;
    default:
      f.sales = 1200, f.grossProfit = 480; // 1.2, not above
    }
    const PiotroskiScore score = piotroskiScore(f);
    for (int i = 0; i < 9; ++i)
      QCOMPARE(score.signals[static_cast<std::size_t>(i)], std::ranges::find(turned, i) == turned.end() ? 1.0 : 0.0);
    QCOMPARE(score.score, 9.0 - static_cast<double>(turned.size()));
  }

  void piotroskiNeedsAllNine()
  {
    PiotroskiFigures f = strong();
    f.sharesIssued = kNone;
    const PiotroskiScore score = piotroskiScore(f);
    QVERIFY(std::isnan(score.signals[6]) && std::isnan(score.score));
    QCOMPARE(score.signals[0], 1.0);
  }

  void discountedCashFlowByHand()
  {
    // 110/1.12 + 121/1.2544 = 98.2142857143 + 96.4604591837; 121·1.04/0.08/1.2544 = 1573/1.2544
    const DcfValue value = twoStageValue(100, {0.10, 2, 0.12, 0.04});
    QVERIFY(std::fabs(value.firstStage - 194.674744898) < 1e-8);
    QVERIFY(std::fabs(value.terminalValue - 1253.985969388) < 1e-8);
    QVERIFY(std::fabs(value.enterprise - 1448.660714286) < 1e-8);
    // With growth equal to the terminal growth both stages are one Gordon model: 100·1.03/(0.09 − 0.03).
    QVERIFY(near(twoStageValue(100, {0.03, 17, 0.09, 0.03}).enterprise, 103 / 0.06));
  }

  void discountedCashFlowIsUndefined()
  {
    QVERIFY(std::isnan(twoStageValue(-1, {}).enterprise));
    QVERIFY(std::isnan(twoStageValue(kNone, {}).enterprise));
    QVERIFY(std::isnan(twoStageValue(100, {0.05, 5, 0.03, 0.03}).enterprise)); // would be infinite
    QVERIFY(std::isnan(twoStageValue(100, {0.05, 0, 0.1, 0.03}).enterprise));
  }

  /// EBIT 155, interest 15, tax 30 %, depreciation 45, investment 60, working capital +15. Net income is
  /// (155 − 15)·0.7 = 98; operating cash flow after interest 98 + 45 − 15 = 128, before it 143.
  void freeCashFlowBothWays()
  {
    QVERIFY(near(fcffFromEbit(155, 0.3, 45, 60, 15), 78.5));
    QVERIFY(near(fcffFromOperatingCash(128, 15, 15, 0.3, 60), 78.5));
    QVERIFY(near(fcffFromOperatingCash(143, 0, 15, 0.3, 60), 78.5));
  }
};

QTEST_APPLESS_MAIN(TstFundamentalScores)
#include "tst_fundamental_scores.moc"
