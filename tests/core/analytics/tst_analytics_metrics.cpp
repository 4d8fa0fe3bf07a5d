// SPDX-License-Identifier: Apache-2.0
#include "tests/core/analytics/samples.h"

#include <QtTest>
#include <rapidcheck.h>

#include <cmath>
#include <set>

using namespace zvt;
using namespace zvt::analytics;
using zvt::tests::at;

namespace {

std::vector<EquityPoint> curve(const std::vector<double>& values)
{
  std::vector<EquityPoint> points;
  for (std::size_t i = 0; i < values.size(); ++i)
    points.push_back({LocalTime::of(TradingDay{19'000 + static_cast<int>(i)}), values[i]});
  return points;
}

}

class TstAnalyticsMetrics : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void handWorked_data();
  void handWorked();
  void undefined();
  void oneTradeWins();
  void intradayPointsAreReducedToDays();
  void drawdowns();
  void neverInfinite();
  void tableIsInOrder();
};

void TstAnalyticsMetrics::handWorked_data()
{
  QTest::addColumn<int>("metric");
  QTest::addColumn<double>("expected");
  const auto row = [](const char* name, Metric metric, double expected) {
    QTest::newRow(name) << static_cast<int>(metric) << expected;
  };
  // r = 0.1, −0.1, 0.2, 0 with N = 4: mean 0.05; deviations 0.05 −0.15 0.15 −0.05, squares sum to 0.05
  const double s = std::sqrt(0.05 / 3);
  row("total_return", Metric::TotalReturn, 0.188);
  row("annual_return", Metric::AnnualReturn, 0.188); // n = N: one year
  row("cagr", Metric::Cagr, std::pow(1.188, 365.25 / 6) - 1); // 01-30 … 02-05
  row("annual_volatility", Metric::AnnualVolatility, 2 * s);
  row("sharpe", Metric::Sharpe, 0.05 / s * 2);
  row("sortino", Metric::Sortino, 2); // 0.05·4 / (√(0.01/4)·2)
  row("omega", Metric::Omega, 3); // 0.3 / 0.1
  row("max_drawdown", Metric::MaxDrawdown, -0.1); // 99 / 110 − 1
  row("max_drawdown_days", Metric::MaxDrawdownDays, 2); // 01-31 → 02-02
  row("avg_drawdown", Metric::AvgDrawdown, -0.1);
  row("calmar", Metric::Calmar, 1.88); // 0.188 / 0.1
  row("var_95", Metric::Var95, -0.085); // sorted −0.1 0 0.1 0.2 at position 0.15
  row("cvar_95", Metric::Cvar95, -0.1);
  row("tail_ratio", Metric::TailRatio, 0.185 / 0.085); // position 2.85
  row("skew", Metric::Skew, 0); // symmetric
  row("kurtosis", Metric::Kurtosis, -1.36); // m4 2.5625e-4, m2 0.0125: 1.64 − 3
  // logs of 100 110 99 118.8 118.8 relative to the first: 0, ln 1.1, ln 0.99, ln 1.188, ln 1.188 over −2 … 2
  const double y[]{0, std::log(1.1), std::log(0.99), std::log(1.188), std::log(1.188)};
  const double meanY = (y[1] + y[2] + y[3] + y[4]) / 5;
  const double xy = -2 * y[0] - y[1] + y[3] + 2 * y[4];
  double yy = 0;
  for (const double v : y)
    yy += (v - meanY) * (v - meanY);
  row("stability", Metric::Stability, xy * xy / (10 * yy));
  row("final_equity", Metric::FinalEquity, 118.8);
  row("peak_equity", Metric::PeakEquity, 118.8);
  row("exposure", Metric::Exposure, 0.6); // 3 of 5 points
  row("turnover", Metric::Turnover, 55 / 109.32); // (10·5 + 10·6)/2 in one year over the mean of the five points
  row("total_costs", Metric::TotalCosts, 4); // 1.5 + 0.5 + 2
  // b = 0.05, 0, 0.1, 0: mean 0.0375, Σ(b−mean)² = 0.006875, Σ(r−mean)(b−mean) = 0.0175
  row("beta", Metric::Beta, 28.0 / 11);
  row("alpha", Metric::Alpha, std::pow(21.0 / 22, 4) - 1); // mean residual 0.05 − 28/11·0.0375 = −1/22
  // r − b = 0.05 −0.1 0.1 0: mean 0.0125, squares of the deviations sum to 0.021875
  const double te = std::sqrt(0.021875 / 3);
  row("tracking_error", Metric::TrackingError, 2 * te);
  row("information_ratio", Metric::InformationRatio, 0.0125 / te * 2);
  row("buy_and_hold_return", Metric::BuyAndHoldReturn, 0.155); // 11.55 / 10
  // trades: 30 −10 20 −20 and 0.1 −0.05 0.2 −0.25
  row("trades", Metric::Trades, 4);
  row("win_rate", Metric::WinRate, 0.5);
  row("profit_factor", Metric::ProfitFactor, 50.0 / 30);
  row("expectancy", Metric::Expectancy, 0);
  row("best_trade", Metric::BestTrade, 0.2);
  row("worst_trade", Metric::WorstTrade, -0.25);
  row("avg_trade", Metric::AvgTrade, std::pow(0.9405, 0.25) - 1); // 1.1·0.95·1.2·0.75
  row("sqn", Metric::Sqn, 2 * 5 / std::sqrt(1700.0 / 3)); // deviations 25 −15 15 −25
  row("kelly", Metric::Kelly, 0.2); // 0.5 − 0.5/(25/15)
}

void TstAnalyticsMetrics::handWorked()
{
  QFETCH(int, metric);
  QFETCH(double, expected);
  const auto equity = tests::sampleEquity();
  const Metrics metrics =
      computeMetrics(equity, tests::sampleTrades(), tests::sampleFills(), MetricOptions{.periodsPerYear = 4});
  const auto found = metrics[static_cast<Metric>(metric)];
  QVERIFY(found.has_value());
  QVERIFY2(
      std::fabs(*found - expected) <= 1e-10 * std::max(1.0, std::fabs(expected)), qPrintable(QString::number(*found)));
}

void TstAnalyticsMetrics::undefined()
{
  const auto definedOf = [](const Metrics& metrics) {
    std::set<Metric> defined;
    for (const MetricInfo& info : metricTable())
      if (metrics[info.metric])
        defined.insert(info.metric);
    return defined;
  };
  const auto untraded = [](std::span<const EquityPoint> equity) { return computeMetrics(equity, TradeNumbers(), {}); };
  QVERIFY((definedOf(untraded({})) == std::set{Metric::Trades, Metric::TotalCosts}));
  QVERIFY((definedOf(untraded(curve({100})))
      == std::set{Metric::Trades, Metric::TotalCosts, Metric::FinalEquity, Metric::PeakEquity, Metric::Exposure}));
  // Flat: nothing varies, nothing is lost; no ratio exists.
  const auto flat = definedOf(untraded(curve({100, 100, 100})));
  for (const Metric metric :
      {Metric::Sharpe, Metric::Sortino, Metric::Calmar, Metric::Omega, Metric::TailRatio, Metric::Skew,
          Metric::Kurtosis, Metric::Stability, Metric::AvgDrawdown, Metric::Alpha, Metric::Beta, Metric::TrackingError,
          Metric::InformationRatio, Metric::BuyAndHoldReturn, Metric::WinRate, Metric::Sqn, Metric::Kelly})
    QVERIFY(!flat.contains(metric));
  for (const Metric metric : {Metric::TotalReturn, Metric::AnnualReturn, Metric::AnnualVolatility, Metric::MaxDrawdown,
           Metric::MaxDrawdownDays, Metric::Turnover})
    QVERIFY(flat.contains(metric));
}

void TstAnalyticsMetrics::oneTradeWins()
{
  const Metrics metrics = computeMetrics(curve({100, 130}), std::vector{tests::trade("30", 0.1)}, {});
  QCOMPARE(metrics[Metric::WinRate].value(), 1.0);
  QVERIFY(!metrics[Metric::ProfitFactor] && !metrics[Metric::Kelly] && !metrics[Metric::Sqn]);
  QCOMPARE(metrics[Metric::TotalCosts].value(), 1.25); // without fills the trades' own costs
}

void TstAnalyticsMetrics::intradayPointsAreReducedToDays()
{
  const TradingDay day{19'000};
  std::vector<EquityPoint> points{{LocalTime::of(day, Duration::hours(10)), 100},
      {LocalTime::of(day, Duration::hours(15)), 100}, {LocalTime::of(day + 1, Duration::hours(10)), 80},
      {LocalTime::of(day + 1, Duration::hours(15)), 110}};
  const Metrics metrics = computeMetrics(points, {}, {}, MetricOptions{.periodsPerYear = 1});
  QVERIFY(std::fabs(metrics[Metric::AnnualReturn].value() - 0.1) < 1e-12); // one daily return: 100 → 110
  QVERIFY(std::fabs(metrics[Metric::MaxDrawdown].value() + 0.2) < 1e-12); // though within the day it fell to 80
}

void TstAnalyticsMetrics::drawdowns()
{
  const auto equity = curve({100, 90, 100, 120, 60, 90, 80});
  const auto falls = findDrawdowns(equity);
  QCOMPARE(falls.size(), std::size_t{2});
  QVERIFY(falls[0].recovered && std::fabs(falls[0].depth + 0.1) < 1e-12);
  QCOMPARE(falls[0].tradingDays, 2); // points 0 → 2
  QVERIFY(!falls[1].recovered && falls[1].depth == -0.5);
  QVERIFY(falls[1].peak == equity[3].time && falls[1].trough == equity[4].time && falls[1].end == equity[6].time);
  QCOMPARE(falls[1].tradingDays, 3);
  QVERIFY(findDrawdowns(curve({1, 2, 2, 3})).empty());
  QVERIFY(findDrawdowns({}).empty());
}

void TstAnalyticsMetrics::neverInfinite()
{
  QVERIFY(rc::check("every figure is finite or absent", [] {
    auto points = curve(*rc::gen::container<std::vector<double>>(
        rc::gen::element(0.0, -5.0, 1e-300, 1e300, 100.0, 101.0, 99.5, std::nan(""))));
    for (EquityPoint& point : points)
      point.benchmark = *rc::gen::element(0.0, 1.0, 2.0, std::nan(""));
    const Metrics metrics = computeMetrics(points, tests::sampleTrades(), tests::sampleFills());
    for (const MetricInfo& info : metricTable())
      RC_ASSERT(std::isfinite(metrics[info.metric].value_or(0)));
    RC_ASSERT(!metricsJson(metrics).empty());
  }));
}

void TstAnalyticsMetrics::tableIsInOrder()
{
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < kMetricCount; ++i) {
    QCOMPARE(static_cast<std::size_t>(metricTable()[i].metric), i);
    keys.insert(metricTable()[i].key);
  }
  QCOMPARE(keys.size(), kMetricCount);
}

QTEST_APPLESS_MAIN(TstAnalyticsMetrics)
#include "tst_analytics_metrics.moc"
