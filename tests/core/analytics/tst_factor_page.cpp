// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/factor_study_html.h"
#include "core/analytics/svg_bars.h"
#include "core/analytics/svg_chart.h"

#include <QtTest>

#include <limits>

using namespace zvt;
using namespace zvt::analytics;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::string plain(double value)
{
  return std::to_string(static_cast<int>(value));
}

/// Two dates, two buckets, one horizon.
FactorReport smallReport()
{
  FactorReport report;
  report.title = "A<B";
  report.facts = {"A & C"};
  report.securities = 7;
  report.unreadable = 2;
  report.firstProblem = Error{"bar.unknown_level", {{"text", "<7x>"}}, {}};
  report.level = market::BarLevel::Week1;
  report.adjust = market::AdjustMode::Qfq;
  report.options.horizons = {5};
  report.options.buckets = 2;
  report.options.cost = 0.001;
  FactorStudy& study = report.study;
  study.timeline = {19723, 19724}; // 2024-01-01, 2024-01-02
  study.coverage = {7, 7};
  HorizonStudy horizon;
  horizon.horizon = 5;
  horizon.ic.values = {0.5, kNan};
  horizon.rankIc.values = {0.25, kNan};
  horizon.rankIc.mean = 0.25;
  horizon.bucketReturns = {-0.01, 0.02};
  horizon.spread.mean = 0.03;
  study.horizons = {horizon};
  study.bucketGrowth = {{0.99, 0.99}, {1.02, 1.02}};
  study.spreadGrowth = {1.03, 1.03};
  study.spreadGrowthNet = {1.028, 1.028};
  study.turnover = {0.1, 0.2};
  study.autocorrelation = {{1, 0.9}};
  report.names = {"A<B", "C"};
  report.correlations = {{1.0, -0.4}, {-0.4, 1.0}};
  return report;
}

}

class TestFactorPage : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// From 0 to 4 over a plot of 200 less the foot (22) and the air (18) at both ends: 142 units for 4.
  void barsStandOnZero()
  {
    const std::string svg = svgBars({{"a", "b<"}, {{4, 2}}, plain, "label", 200});
    QVERIFY(svg.find("height=\"142.0\"") != std::string::npos);
    QVERIFY(svg.find("height=\"71.0\"") != std::string::npos);
    QVERIFY(svg.find("b&lt;") != std::string::npos);
    QVERIFY(svg.find("downFill") == std::string::npos);
    const std::string mixed = svgBars({{"a", "b"}, {{4, -2}}, plain, "label", 200});
    QVERIFY(mixed.find("upFill") != std::string::npos && mixed.find("downFill") != std::string::npos);
    const std::string several = svgBars({{"a"}, {{4}, {kNan}, {1}}, plain, "label", 200});
    QVERIFY(several.find("\"f0\"") != std::string::npos && several.find("\"f2\"") != std::string::npos);
    QVERIFY(several.find("\"f1\"") == std::string::npos); // nothing there
    QVERIFY(svgBars({{}, {}, plain, "label", 200}).starts_with("<svg"));
  }

  /// Sticks from −1 to 1 over 178 − 8 units: zero in the middle, at 93.
  void sticksGoByTheirSign()
  {
    ChartSpec spec;
    spec.times = {LocalTime::of(TradingDay{19723}), LocalTime::of(TradingDay{19724})};
    spec.sticks = {1, -1};
    spec.height = 200;
    const std::string svg = svgChart(spec);
    QVERIFY(svg.find("class=\"upStroke\" d=\"M0.0 93.0V8.0\"") != std::string::npos);
    QVERIFY(svg.find("class=\"downStroke\" d=\"M976.0 93.0V178.0\"") != std::string::npos);
  }

  void pageSaysEverything()
  {
    const auto messages = Messages::load("en");
    const std::string page = factorReportHtml(smallReport(), *messages, "en", false);
    for (const char* wanted : {"<h1>A&lt;B</h1>", "A &amp; C", "Weekly bars, prices forward adjusted",
             "2 securities cannot be read and are left out; the first: ", "&lt;7x&gt;",
             "7 securities, 2 dates, 2024-01-01 to 2024-01-02", "A trade costs 0.100% of its money.", "+2.000%",
             "class=\"d3\">\xE2\x88\x92"
             "0.400",
             "Decay over the horizons"})
      QVERIFY2(page.find(wanted) != std::string::npos, wanted);
    QVERIFY(page.find("<script") == std::string::npos);
    QVERIFY(page.find("http") == std::string::npos);
    QVERIFY(page.find("report.factor") == std::string::npos); // every text is there
    QVERIFY(page.find("nan") == std::string::npos);
    const std::string chinese = factorReportHtml(smallReport(), *Messages::load("zh_CN"), "zh_CN", true);
    QVERIFY(chinese.find("report.factor") == std::string::npos);
    QVERIFY(chinese.find("7 只证券") != std::string::npos);
    QVERIFY(chinese.find("周线，前复权") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(TestFactorPage)
#include "tst_factor_page.moc"
