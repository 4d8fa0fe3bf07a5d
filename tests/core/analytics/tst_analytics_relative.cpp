// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/least_squares.h"
#include "core/analytics/money_weighted.h"
#include "core/analytics/relative.h"
#include "core/analytics/rolling.h"

#include <QtTest>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

using namespace zvt;
using namespace zvt::analytics;

namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

bool isNear(Figure found, double expected, double tolerance = 1e-9)
{
  return found && std::fabs(*found - expected) <= tolerance * std::max(1.0, std::fabs(expected));
}

TradingDay day(const char* text)
{
  return TradingDay::parse(text).value();
}

}

class TstAnalyticsRelative : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void besideABenchmark();
  void missingPeriodsAreLeftOut();
  void rollingWindows();
  void rollingIsTheFigureOfItsWindow();
  void timeWeighted();
  void internalRate();
  void depositsDoNotChangeTheTimeWeightedReturn();
  void leastSquaresByHand();
  void leastSquaresIsOrthogonal();
  void dependentColumns();
};

void TstAnalyticsRelative::besideABenchmark()
{
  // N = 4, so each annual return of four periods is their product.
  const std::vector<double> r{0.1, -0.1, 0.2, 0};
  const std::vector<double> b{0.05, -0.05, 0.1, 0};
  const RelativeFigures found = relativeFigures(r, b, 4);
  QVERIFY(isNear(found.activeReturn, (1.1 * 0.9 * 1.2 - 1) - (1.05 * 0.95 * 1.1 - 1)));
  QVERIFY(isNear(found.correlation, 1)); // r = 2·b
  QVERIFY(isNear(found.rSquared, 1));
  // rose twice: (1.1·1.2)^(4/2) − 1 over (1.05·1.1)^2 − 1; fell once: 0.9^4 − 1 over 0.95^4 − 1
  QVERIFY(isNear(found.upCapture, (std::pow(1.32, 2) - 1) / (std::pow(1.155, 2) - 1)));
  QVERIFY(isNear(found.downCapture, (std::pow(0.9, 4) - 1) / (std::pow(0.95, 4) - 1)));
  QVERIFY(isNear(found.battingAverage, 0.5)); // the equal period is not better
  QVERIFY(isNear(found.treynor, 0.05 * 4 / 2)); // mean 0.05, beta 2
  // Sharpe(r) = Sharpe(b), since r = 2·b: M² is the benchmark's own mean return a year, 0.025·4
  QVERIFY(isNear(found.mSquared, 0.1));
}

void TstAnalyticsRelative::missingPeriodsAreLeftOut()
{
  const std::vector<double> r{0.1, kNan, 0.2, 0.3};
  const std::vector<double> b{0.2, 0.1, kNan, 0.1};
  const RelativeFigures found = relativeFigures(r, b, 1);
  QVERIFY(isNear(found.correlation, -1)); // of two periods: one up, one down
  QVERIFY(isNear(found.battingAverage, 0.5));
  QVERIFY(!found.downCapture);
  const RelativeFigures none = relativeFigures(r, std::vector<double>(4, kNan), 1);
  QVERIFY(!none.activeReturn && !none.correlation && !none.battingAverage && !none.treynor && !none.mSquared);
}

void TstAnalyticsRelative::rollingWindows()
{
  const std::vector<double> r{0.1, -0.1, 0.2, 0};
  const std::vector<double> b{0.05, -0.05, 0.1, 0};
  const RollingFigures found = rollingFigures(r, b, 2, 2);
  QCOMPARE(found.annualReturn.size(), 4u);
  QVERIFY(std::isnan(found.annualReturn[0]) && std::isnan(found.volatility[0]) && std::isnan(found.beta[0]));
  QVERIFY(isNear(found.annualReturn[1], 1.1 * 0.9 - 1));
  QVERIFY(isNear(found.annualReturn[2], 0.9 * 1.2 - 1));
  // of two values the deviation is |a − b| / √2; ·√2 for N = 2
  QVERIFY(isNear(found.volatility[2], 0.3));
  QVERIFY(isNear(found.sharpe[2], 0.05 / (0.3 / std::sqrt(2)) * std::sqrt(2)));
  QVERIFY(isNear(found.beta[3], 2));
  QVERIFY(rollingFigures(r, {}, 2, 2).beta.empty());
  QVERIFY(std::isnan(rollingFigures(r, {}, 5, 2).sharpe.back())); // the window never fills
  QVERIFY(std::isnan(rollingFigures(r, {}, 0, 2).sharpe.back()));
}

void TstAnalyticsRelative::rollingIsTheFigureOfItsWindow()
{
  QVERIFY(rc::check("each window by itself", [](const std::vector<std::int8_t>& steps) {
    std::vector<double> r;
    for (const std::int8_t step : steps)
      r.push_back(step / 1000.0);
    const std::size_t window = *rc::gen::inRange<std::size_t>(1, 8);
    const RollingFigures found = rollingFigures(r, {}, window, 252);
    for (std::size_t end = window; end <= r.size(); ++end) {
      const std::vector<double> part(
          r.begin() + static_cast<std::ptrdiff_t>(end - window), r.begin() + static_cast<std::ptrdiff_t>(end));
      const Figure expected = sharpe(part, 252);
      RC_ASSERT(expected.has_value() == !std::isnan(found.sharpe[end - 1]));
      if (expected)
        RC_ASSERT(*expected == found.sharpe[end - 1]);
    }
  }));
}

void TstAnalyticsRelative::timeWeighted()
{
  // 1000 in; 1100 after a day (+10 %); 900 more in at its beginning and 2200 at its end (2200/2000 = +10 %); 200 out at
  // the end of a day that ends with 2000 (2200/2200 = 0 %).
  const std::vector<ValuedDay> days{{day("2024-01-01"), 1000, 1000, 0}, {day("2024-01-02"), 1100, 0, 0},
      {day("2024-01-03"), 2200, 900, 0}, {day("2024-01-04"), 2000, 0, 200}};
  QVERIFY(isNear(timeWeightedReturn(days), 0.21));
  QVERIFY(!timeWeightedReturn({}));
  const std::vector<ValuedDay> empty{{day("2024-01-01"), 0, 0, 0}};
  QVERIFY(!timeWeightedReturn(empty));
}

void TstAnalyticsRelative::internalRate()
{
  // 1000 for two years of 365 days at 10 %: 1210
  const std::vector<ValuedDay> plain{{day("2022-01-01"), 1000, 1000, 0}, {day("2024-01-01"), 1210, 0, 0}};
  QVERIFY(isNear(internalRateOfReturn(plain), 0.1));
  // 1000, and 1000 more after a year: at 10 % 1210 + 1100
  const std::vector<ValuedDay> more{
      {day("2022-01-01"), 1000, 1000, 0}, {day("2023-01-01"), 2100, 1000, 0}, {day("2024-01-01"), 2310, 0, 0}};
  QVERIFY(isNear(internalRateOfReturn(more), 0.1));
  // −50 % in a year
  const std::vector<ValuedDay> lost{{day("2022-01-01"), 1000, 1000, 0}, {day("2023-01-01"), 500, 0, 0}};
  QVERIFY(isNear(internalRateOfReturn(lost), -0.5));
  // 1000 in, 2300 out after a year, 1320 in after two, worth nothing: (1.1 − x)(1.2 − x) has two solutions
  const std::vector<ValuedDay> twice{
      {day("2021-01-01"), 1000, 1000, 0}, {day("2022-01-01"), -1000, 0, 2300}, {day("2023-01-01"), 0, 1320, 0}};
  QVERIFY(!internalRateOfReturn(twice));
  const std::vector<ValuedDay> gone{{day("2022-01-01"), 1000, 1000, 0}, {day("2023-01-01"), -5, 0, 0}};
  QVERIFY(!internalRateOfReturn(gone)); // nothing grows below zero
  QVERIFY(!internalRateOfReturn({}));
}

void TstAnalyticsRelative::depositsDoNotChangeTheTimeWeightedReturn()
{
  QVERIFY(rc::check("same growth, other deposits", [](const std::vector<std::int8_t>& steps) {
    std::vector<ValuedDay> alone{{day("2024-01-01"), 1000, 1000, 0}};
    std::vector<ValuedDay> funded = alone;
    for (const std::int8_t step : steps) {
      const double growth = 1 + step / 1000.0;
      const double paidIn = *rc::gen::inRange(0, 5000);
      alone.push_back({alone.back().day + 1, alone.back().value * growth, 0, 0});
      funded.push_back({funded.back().day + 1, (funded.back().value + paidIn) * growth, paidIn, 0});
    }
    RC_ASSERT(isNear(timeWeightedReturn(funded), *timeWeightedReturn(alone), 1e-9));
  }));
}

void TstAnalyticsRelative::leastSquaresByHand()
{
  // y = 1, 2, 4 over x = 0, 1, 2: slope 1.5, intercept 5/6; residuals 1/6, −1/3, 1/6, so Σe² = 1/6, s² = 1/6
  const auto fit = leastSquares({{1, 1, 1}, {0, 1, 2}}, std::vector<double>{1, 2, 4});
  QVERIFY(fit);
  QVERIFY(isNear(fit->coefficients[0], 5.0 / 6));
  QVERIFY(isNear(fit->coefficients[1], 1.5));
  QVERIFY(isNear(fit->residualSum, 1.0 / 6));
  QVERIFY(isNear(fit->errors[1], std::sqrt(1.0 / 6 / 2))); // s² / Σ(x − 1)²
  QVERIFY(isNear(fit->errors[0], std::sqrt(1.0 / 6 * (1.0 / 3 + 1.0 / 2)))); // s²·(1/n + x̄²/Σ(x − x̄)²)
}

void TstAnalyticsRelative::leastSquaresIsOrthogonal()
{
  QVERIFY(rc::check("residuals are at right angles to every column", [] {
    const auto rows = *rc::gen::inRange<std::size_t>(4, 12);
    const auto number = rc::gen::map(rc::gen::inRange(-1000, 1000), [](int x) { return x / 100.0; });
    const auto column = rc::gen::container<std::vector<double>>(rows, number);
    const std::vector<std::vector<double>> columns{std::vector<double>(rows, 1.0), *column, *column};
    const auto y = *column;
    const auto fit = leastSquares(columns, y);
    RC_PRE(fit.has_value());
    double sum = 0;
    std::vector<double> residuals = y;
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t k = 0; k < columns.size(); ++k)
        residuals[i] -= fit->coefficients[k] * columns[k][i];
      sum += residuals[i] * residuals[i];
    }
    RC_ASSERT(std::fabs(sum - fit->residualSum) < 1e-8 * (1 + sum));
    for (const auto& x : columns) {
      double dot = 0;
      for (std::size_t i = 0; i < rows; ++i)
        dot += residuals[i] * x[i];
      RC_ASSERT(std::fabs(dot) < 1e-6);
    }
  }));
}

void TstAnalyticsRelative::dependentColumns()
{
  QVERIFY(!leastSquares({{1, 1, 1, 1}, {2, 2, 2, 2}}, std::vector<double>{1, 2, 3, 4}));
  QVERIFY(!leastSquares({{1, 1}, {0, 1}}, std::vector<double>{1, 2})); // no row is left over
  QVERIFY(!leastSquares({}, std::vector<double>{1, 2}));
}

QTEST_GUILESS_MAIN(TstAnalyticsRelative)
#include "tst_analytics_relative.moc"
