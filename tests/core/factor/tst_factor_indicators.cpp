// SPDX-License-Identifier: Apache-2.0
#include "tests/core/factor/oracle.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;

/// Indicators that no outside oracle lists: against the formulas that 通达信 publishes for them, and by hand.
class TstFactorIndicators : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void publishedFormulas_data();
  void publishedFormulas();
  void handWorked_data();
  void handWorked();
  void nothingMoves_data();
  void nothingMoves();
};

/// The left side is the operator, the right side 通达信's own text for it in plain functions.
void TstFactorIndicators::publishedFormulas_data()
{
  QTest::addColumn<QString>("operatorText");
  QTest::addColumn<QString>("published");
  QTest::addColumn<int>("bars"); // ahead of them the two may show their first values at different bars
  const auto row = [](const char* left, const char* right, int bars = 0) {
    QTest::addRow("%s", left) << QString::fromUtf8(left) << QString::fromUtf8(right) << bars;
  };
#define ZVT_MTR "SUM(MAX(MAX(H-L,ABS(H-REF(C,1))),ABS(REF(C,1)-L)),14)"
#define ZVT_DMP "SUM(IF(H-REF(H,1)>0 AND H-REF(H,1)>REF(L,1)-L,H-REF(H,1),0),14)"
#define ZVT_DMM "SUM(IF(REF(L,1)-L>0 AND REF(L,1)-L>H-REF(H,1),REF(L,1)-L,0),14)"
#define ZVT_PDI "(" ZVT_DMP "*100/" ZVT_MTR ")"
#define ZVT_MDI "(" ZVT_DMM "*100/" ZVT_MTR ")"
#define ZVT_ADX "MA(ABS(" ZVT_MDI "-" ZVT_PDI ")/(" ZVT_MDI "+" ZVT_PDI ")*100,6)"
  row("DMI(H,L,C).PDI", ZVT_PDI);
  row("DMI(H,L,C).MDI", ZVT_MDI);
  row("DMI(H,L,C).ADX", ZVT_ADX);
  row("DMI(H,L,C).ADXR", "(" ZVT_ADX "+REF(" ZVT_ADX ",6))/2");
#define ZVT_RSV "((C-LLV(L,9))/(HHV(H,9)-LLV(L,9))*100)"
  row("KDJ(H,L,C).K", "SMA(" ZVT_RSV ",3,1)");
  row("KDJ(H,L,C).D", "SMA(SMA(" ZVT_RSV ",3,1),3,1)");
  row("KDJ(H,L,C).J", "3*SMA(" ZVT_RSV ",3,1)-2*SMA(SMA(" ZVT_RSV ",3,1),3,1)");
  row("RSI(C,6,0)", "SMA(MAX(C-REF(C,1),0),6,1)/SMA(ABS(C-REF(C,1)),6,1)*100", 6);
  row("WR(H,L,C,10)", "100*(HHV(H,10)-C)/(HHV(H,10)-LLV(L,10))");
  row("BIAS(C,6)", "(C-MA(C,6))/MA(C,6)*100");
  row("PSY(C,12,6).PSY", "COUNT(C>REF(C,1),12)/12*100", 12);
  row("PSY(C,12,6).PSYMA", "MA(COUNT(C>REF(C,1),12)/12*100,6)", 17);
  row("BRAR(O,H,L,C).AR", "SUM(H-O,26)/SUM(O-L,26)*100");
  row("BRAR(O,H,L,C).BR", "SUM(MAX(0,H-REF(C,1)),26)/SUM(MAX(0,REF(C,1)-L),26)*100");
  row("CCI(H,L,C,14)", "((H+L+C)/3-MA((H+L+C)/3,14))/(0.015*AVEDEV((H+L+C)/3,14))");
  row("LINEARREG(C,20)", "3*WMA(C,20)-2*MA(C,20)"); // a known identity of the line of least squares
  row("TEMA(C,12,0)", "3*EMA(C,12)-3*EMA(EMA(C,12),12)+EMA(EMA(EMA(C,12),12),12)");
  row("MACD(C,12,26,9,2,0,1).DIFF", "(EMA(C,12)-EMA(C,26))/C");
  row("PLUS_DI(H,L,C,14,1)", "PLUS_DI(H,L,C,14)", 400); // how the sums begin fades
  row("ADX(H,L,C,14,2)", "ADX(H,L,C,14,1)", 600);
}

void TstFactorIndicators::publishedFormulas()
{
  QFETCH(QString, operatorText);
  QFETCH(QString, published);
  QFETCH(int, bars);
  ZVT_FIXTURE(file, "market/tdx/sz000001_1d.csv");
  const auto series = readBars(file);
  const auto found = evaluate(operatorText.toStdString(), series);
  const auto expected = evaluate(published.toStdString(), series);
  int compared = 0;
  for (std::size_t i = static_cast<std::size_t>(bars); i < found.size(); ++i) {
    const bool agrees = std::isnan(expected[i])
        ? std::isnan(found[i])
        : std::fabs(found[i] - expected[i]) <= 1e-9 * std::max(1.0, std::fabs(expected[i]));
    QVERIFY2(agrees, qPrintable(QStringLiteral("bar %1: %2, %3").arg(i).arg(found[i]).arg(expected[i])));
    compared += std::isnan(expected[i]) ? 0 : 1;
  }
  QVERIFY(compared > 1000);
}

void TstFactorIndicators::handWorked_data()
{
  QTest::addColumn<QString>("formula");
  QTest::addColumn<std::vector<double>>("closes");
  QTest::addColumn<std::vector<double>>("expected");
  const auto row = [](const char* formula, std::vector<double> closes, std::vector<double> expected) {
    QTest::addRow("%s", formula) << QString::fromLatin1(formula) << std::move(closes) << std::move(expected);
  };
  row("EMA(C,3,1)", {2, 4, 9, 7}, {kNan, kNan, 5, 6}); // (2+4+9)/3; 5 + (7−5)/2
  row("RMA(C,2,0)", {2, 4, 8}, {kNan, 3, 5.5}); // 2, 3, 5.5
  row("RMA(C,2,3)", {2, 4, 8}, {kNan, 2.5, 5.25}); // 1, 2.5, 5.25
  row("WMA(C,3)", {1, 2, 6, kNan, 6}, {kNan, kNan, 23.0 / 6, kNan, 32.0 / 6}); // (1+4+18)/6, (2+12+18)/6; a gap skipped
  row("RSI(C,2)", {1, 2, 1, 3}, {kNan, kNan, 50, 2500.0 / 30}); // U ½, D ½; U 1¼, D ¼
  row("CMO(C,2)", {1, 3, 2, 2}, {kNan, kNan, 100.0 / 3, -100}); // (2−1)/(2+1), (0−1)/(0+1)
  row("LIVECOUNT(C,2)", {1, 3, 4, 2, 5, 1}, {-1, 1, 2, -1, 1, -1}); // equal is not above
  row("LIVECOUNT(C,2)", {3, kNan, 3, 1, 1}, {1, kNan, 2, -1, -2});
  row("MACD(C,1,2,1,1).DIFF", {3, 6, 6}, {kNan, 1, 1.0 / 3}); // EMA₂: 3, 5, 5⅔
  row("LINEARREG_SLOPE(C,3)", {1, 2, 6}, {kNan, kNan, 2.5}); // (6 − 1)/2
  row("LINEARREG_ANGLE(C,2)", {1, 2}, {kNan, 45});
  row("TSF(C,2)", {1, 3}, {kNan, 5});
  row("CORREL(C,0-C,3)", {1, 2, 5}, {kNan, kNan, -1});
  row("BETA(3*C,C,2)", {1, 2, 5}, {kNan, 3, 3});
  row("COVAR(C,C,2,1)", {1, 3}, {kNan, 2}); // (1 + 1)/(2 − 1)
  row("PIVOT(O,H,L,C,C>5).PP", {3, 4, 6, 7}, {kNan, kNan, 11.0 / 3, 11.0 / 3}); // H 5, L 2, C 4
  row("PIVOT(O,H,L,C,C>5,2).R4", {3, 4, 6}, {kNan, kNan, 4 + 0.55 * 3}); // C + 1.1/2·(H − L)
  row("SUPERTREND(H,L,C,1,1).DIRECTION", {10, 11, 30, 5}, {kNan, 1, 1, -1}); // the lower band is 10 under 30
  row("HMA(C,4)", {1, 1, 1, 1, 1}, {kNan, kNan, kNan, kNan, 1});
}

void TstFactorIndicators::handWorked()
{
  QFETCH(QString, formula);
  QFETCH(std::vector<double>, closes);
  QFETCH(std::vector<double>, expected);
  const auto found = evaluate(formula.toStdString(), barsOf(closes));
  QVERIFY(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    QVERIFY2(std::isnan(expected[i]) ? std::isnan(found[i]) : std::fabs(found[i] - expected[i]) < 1e-12,
        qPrintable(QStringLiteral("bar %1: %2").arg(i).arg(found[i])));
}

/// What the help promises where every bar is the same and has no range: a number that says so, or nothing.
void TstFactorIndicators::nothingMoves_data()
{
  QTest::addColumn<QString>("formula");
  QTest::addColumn<double>("expected");
  const auto row = [](const char* formula, double expected) {
    QTest::addRow("%s", formula) << QString::fromLatin1(formula) << expected;
  };
  for (const char* average :
      {"EMA(C,5)", "EMA(C,5,1)", "RMA(C,5)", "WMA(C,7)", "DEMA(C,3)", "TEMA(C,3)", "T3(C,3)", "TRIMA(C,6)", "HMA(C,9)",
          "KAMA(C,5)", "ALMA(C,9)", "ZLEMA(C,5)", "VIDYA(C,3,6)", "LINEARREG(C,7)", "TSF(C,7)"})
    row(average, 0.1);
  row("RSI(C,5)", 50);
  row("STOCHRSI(C,3,3).K", 50);
  row("CMO(C,5)", 0);
  row("ER(C,5)", 1);
  row("STOCH(C,C,C,5).K", 50);
  row("KDJ(C,C,C).J", 50);
  row("WILLR(C,C,C,5)", -50);
  row("CCI(C,C,C,5)", kNan);
  row("LINEARREG_SLOPE(C,5)", 0);
  row("RSQUARED(C,5)", kNan);
  row("CORREL(C,V,5)", kNan);
  row("ADX(C,C,C,3)", 0);
  row("PLUS_DI(C,C,C,3)", kNan);
  row("CHOP(C,C,C,3)", kNan);
  row("ULTOSC(C,C,C,2,3,4)", kNan);
  row("MACD(C).MACD", 0);
  row("VWMA(C,0*C,3)", kNan);
}

void TstFactorIndicators::nothingMoves()
{
  QFETCH(QString, formula);
  QFETCH(double, expected);
  const auto found = evaluate(formula.toStdString(), barsOf(std::vector<double>(60, 0.1)));
  QVERIFY2(sameBits(found.back(), expected), qPrintable(QString::number(found.back(), 'g', 17)));
}

QTEST_APPLESS_MAIN(TstFactorIndicators)
#include "tst_factor_indicators.moc"
