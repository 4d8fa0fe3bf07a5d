// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/statistics.h"
#include "core/base/json.h"
#include "tests/support/fixtures.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <map>

using namespace zvt;
using namespace zvt::analytics;

namespace {

bool isNear(Figure found, double expected, double tolerance = 1e-8)
{
  return found && std::fabs(*found - expected) <= tolerance * std::max(1.0, std::fabs(expected));
}

const double kNan = std::numeric_limits<double>::quiet_NaN();

}

class TstAnalyticsStatistics : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void riskMetrics();
  void quantiles();
  void moments();
  void linearityByHand();
  void undefinedIsEmpty();
};

/// Every expected value of the oracle.
void TstAnalyticsStatistics::riskMetrics()
{
  ZVT_FIXTURE(file, "oracle/metrics/risk_metrics.json");
  const Json oracle = parseJson(tests::readFile(file)).value();
  std::map<std::string, std::vector<double>> series;
  for (const auto& [name, values] : oracle["series_percent"].items())
    for (const Json& value : values)
      series[name].push_back(value.is_null() ? kNan : value.get<double>() / 100);

  int compared = 0;
  for (const auto& [figure, cases] : oracle["expected"].items()) {
    for (const auto& [label, expected] : cases.items()) {
      const std::string name = label.substr(0, label.find(' '));
      const std::string option = label.find('=') == std::string::npos ? "" : label.substr(label.find('=') + 1);
      const double n = name.starts_with("weekly") ? 52 : (name.starts_with("monthly") ? 12 : 252);
      if (figure == "alpha_beta") {
        const auto& r = series["mixed_returns"];
        std::vector<double> benchmark = r;
        for (double& x : benchmark)
          x *= label.ends_with("-mixed") ? -1 : 1;
        const MarketLine line = marketLine(r, benchmark, n);
        QVERIFY2(isNear(line.alpha, expected[0]) && isNear(line.beta, expected[1]), label.c_str());
        ++compared;
        continue;
      }
      QVERIFY2(series.contains(name), label.c_str());
      const auto& r = series[name];
      std::vector<double> excess = r;
      if (series.contains(option))
        excess = difference(r, series[option]);
      else if (!option.empty())
        excess = less(r, std::stod(option));
      const double tolerance = figure == "cum_returns_final" ? 5e-5 : 1e-8; // that one is listed with four digits
      Figure found;
      if (figure == "cum_returns_final")
        found = cumulativeReturn(r);
      else if (figure == "max_drawdown")
        found = maxDrawdown(r);
      else if (figure == "annual_return")
        found = annualReturn(r, n);
      else if (figure == "annual_volatility")
        found = annualVolatility(r, n);
      else if (figure == "calmar")
        found = calmar(r, n);
      else if (figure == "sharpe")
        found = sharpe(excess, n);
      else if (figure == "downside_risk")
        found = downsideRisk(excess, n);
      else if (figure == "sortino")
        found = sortino(excess, n);
      QVERIFY2(isNear(found, expected.get<double>(), tolerance), (figure + " " + label).c_str());
      ++compared;
    }
  }
  QCOMPARE(compared, 2 + 3 + 3 + 3 + 3 + 4 + 4 + 4 + 2);
}

void TstAnalyticsStatistics::quantiles()
{
  const std::vector<double> values{4, 1, kNan, 3, 2}; // sorted 1 2 3 4, positions 0…3
  QVERIFY(isNear(quantile(values, 0), 1));
  QVERIFY(isNear(quantile(values, 1), 4));
  QVERIFY(isNear(quantile(values, 0.5), 2.5));
  QVERIFY(isNear(quantile(values, 0.05), 1.15)); // position 0.15
  QVERIFY(isNear(conditionalValueAtRisk(values), 1)); // only 1 is ≤ 1.15
  QVERIFY(isNear(tailRatio(values), 3.85 / 1.15)); // position 2.85
}

void TstAnalyticsStatistics::moments()
{
  // mean 2, deviations −1 −1 2 (and none for the gap): m2 = 6/3 = 2, m3 = (−1 − 1 + 8)/3 = 2, m4 = (1 + 1 + 16)/3 = 6
  const std::vector<double> values{1, 1, kNan, 4};
  QVERIFY(isNear(mean(values), 2));
  QVERIFY(isNear(deviation(values), std::sqrt(3))); // 6/2
  QVERIFY(isNear(skew(values), 2 / std::pow(2, 1.5)));
  QVERIFY(isNear(kurtosis(values), 6.0 / 4 - 3));
  QVERIFY(isNear(omega(std::vector<double>{0.02, -0.01, 0.01, kNan}), 3));
}

void TstAnalyticsStatistics::linearityByHand()
{
  QVERIFY(isNear(linearity(std::vector<double>{1, 2, 3}), 1));
  QVERIFY(isNear(linearity(std::vector<double>{0, 1, 0}), 0)); // slope 0
  QVERIFY(isNear(linearity(std::vector<double>{0, 1, 1}), 0.75)); // xy = 1, xx = 2, yy = 2/3: 1/(4/3)
}

void TstAnalyticsStatistics::undefinedIsEmpty()
{
  const std::vector<double> none;
  const std::vector<double> gap{kNan};
  const std::vector<double> one{0.01};
  for (const auto& values : {none, gap}) {
    QVERIFY(!mean(values) && !deviation(values) && !quantile(values, 0.5) && !cumulativeReturn(values));
    QVERIFY(!annualReturn(values, 252) && !maxDrawdown(values) && !calmar(values, 252) && !omega(values));
    QVERIFY(
        !downsideRisk(values, 252) && !sortino(values, 252) && !tailRatio(values) && !conditionalValueAtRisk(values));
  }
  QVERIFY(!deviation(one) && !sharpe(one, 252) && !annualVolatility(one, 252) && !skew(one) && !kurtosis(one));
  // Constant growth as equity gives it: no variance but rounding. Nothing may come out as an enormous ratio.
  std::vector<double> steady;
  double value = 100;
  for (int i = 0; i < 50; ++i) {
    steady.push_back(value * 1.01 / value - 1);
    value *= 1.01;
  }
  QVERIFY(!sharpe(steady, 252) && !sortino(steady, 252) && !omega(steady) && !calmar(steady, 252));
  QVERIFY(!skew(steady) && !kurtosis(steady) && !marketLine(steady, steady, 252).beta);
  QVERIFY(!annualReturn(std::vector<double>{-1.5}, 252)); // more than all was lost
}

QTEST_APPLESS_MAIN(TstAnalyticsStatistics)
#include "tst_analytics_statistics.moc"
