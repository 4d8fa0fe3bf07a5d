// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/lab/factor_lab.h"

#include "core/base/parallel_for.h"
#include "core/factor/column_source.h"
#include "core/factor/factors/definition.h"
#include "tests/core/analytics/lab_market.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::analytics;

namespace {

bool isNear(std::optional<double> found, double expected)
{
  return found && std::fabs(*found - expected) < 1e-9;
}

TradingDay day(const char* text)
{
  return parseTime(text)->local.day();
}

}

class TestFactorLab : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { tests::importLabMarket(m_profile); }

  /// The figures of lab_market.h. At 0.1 % a trade the first day buys both sides (0.2 %), later nothing is traded:
  /// (1 + .025 − .002)(1 − .025).
  void studiesAFormula()
  {
    const LabResult result = run(volume());
    const FactorStudy& study = result.report.study;
    QCOMPARE(study.timeline.size(), std::size_t{3});
    QCOMPARE(study.horizons.front().rankIc.values[0], 1.0);
    QCOMPARE(study.horizons.front().rankIc.values[1], -1.0);
    QVERIFY(isNear(study.horizons.front().rankIc.mean, 0));
    QVERIFY(isNear(study.horizons.front().bucketReturns[0], 0.03));
    QVERIFY(isNear(study.horizons.front().bucketReturns[1], 0.03));
    QVERIFY(isNear(study.turnover[1], 0));
    QCOMPARE(study.spreadGrowth.front(), 1.0); // earned from the first close to the second
    QVERIFY(isNear(study.spreadGrowth[1], 1.025));
    QVERIFY(isNear(study.spreadGrowth.back(), 1.025 * 0.975));
    QVERIFY(isNear(study.spreadGrowthNet.back(), 1.023 * 0.975));
    QCOMPARE(result.report.title, std::string("VOLUME"));
    QCOMPARE(result.securities, std::size_t{5});
  }

  /// Highest first: the fifth trades most; its last day rose by 1 %.
  void listsTheNewestDay()
  {
    const LabResult result = run(volume());
    QCOMPARE(result.namesKey, static_cast<std::int64_t>(day("2024-01-04").days));
    QCOMPARE(result.names.size(), std::size_t{5});
    QCOMPARE(result.names.front().entityId, tests::labEntity(5));
    QCOMPARE(result.names.front().bucket, std::size_t{2});
    QVERIFY(isNear(result.names.front().change, 0.01));
    QVERIFY(std::isnan(result.names.front().change20));
    QCOMPARE(result.names.back().entityId, tests::labEntity(1));
    QCOMPARE(result.names.back().bucket, std::size_t{1});
  }

  void keepsToTheDates()
  {
    LabRequest request = volume();
    request.from = day("2024-01-03");
    const LabResult later = run(request);
    QCOMPARE(later.report.study.timeline.size(), std::size_t{2});
    QCOMPARE(later.report.study.horizons.front().rankIc.count, std::size_t{1});
    QVERIFY(isNear(later.report.study.horizons.front().rankIc.mean, -1));
    request.to = request.from;
    const LabResult one = run(request);
    QCOMPARE(one.report.study.timeline.size(), std::size_t{1});
    QCOMPARE(one.namesKey, static_cast<std::int64_t>(day("2024-01-03").days));
  }

  /// VOLUME against the close: all closes are equal on the first day (undefined), 101 … 105 on the second (1), and on
  /// the third 106.05 106.08 106.09 106.08 106.05, whose ranks rise and fall alike (0): in the mean 1/2. The factor of
  /// the registry has the same closes as the formula.
  void comparesFactors()
  {
    LabRequest request = volume();
    LabFactor close;
    close.formula = "CLOSE";
    LabFactor technical;
    technical.factor = "TechnicalFactor";
    request.others = {close, technical};
    const LabResult result = run(request);
    QCOMPARE(result.report.names, (std::vector<std::string>{"VOLUME", "CLOSE", "TechnicalFactor"}));
    QVERIFY(isNear(result.report.correlations[0][1], 0.5));
    QVERIFY(isNear(result.report.correlations[0][2], 0.5));
    QVERIFY(isNear(result.report.correlations[1][2], 1));
  }

  /// A security of an exchange that has no calendar: the five are studied all the same, and it is said. Alone there is
  /// nothing to study. One without bars is something else.
  void leavesOutWhatCannotBeRead()
  {
    market::BarSeries odd = *m_profile.bars(tests::labEntity(1));
    odd.entityId = "stock_zz_000009";
    QVERIFY(m_profile.profile().bars().write(odd, storage::WriteMode::Merge));
    LabRequest request = volume();
    request.entities.insert(request.entities.begin(), {odd.entityId, "stock_sz_000099"});
    const LabResult result = run(request);
    QCOMPARE(result.securities, std::size_t{5});
    QCOMPARE(result.withoutBars, std::size_t{1});
    QCOMPARE(result.report.unreadable, std::size_t{1});
    QVERIFY(result.report.firstProblem);
    QCOMPARE(result.report.firstProblem->code, std::string("calendar.unknown_market"));
    QCOMPARE(result.report.study.spreadGrowthNet, run(volume()).report.study.spreadGrowthNet);
    request.entities = {odd.entityId};
    QCOMPARE(errorOf(request), std::string("calendar.unknown_market"));
  }

  void threadsChangeNothing()
  {
    SilentTaskControl control;
    const auto parallel = runLab(volume(), m_profile.data(), m_sources, m_registry, TbbParallelFor(), control);
    QVERIFY2(parallel, tests::reason(parallel).c_str());
    QCOMPARE(parallel->report.study.spreadGrowthNet, run(volume()).report.study.spreadGrowthNet);
  }

  void saysWhatIsWrong()
  {
    LabRequest request = volume();
    request.factor.formula = " ";
    QCOMPARE(errorOf(request), std::string("factor.no_formula"));
    request.factor.formula = "VOLUM";
    QCOMPARE(errorOf(request), std::string("factor.unknown_name_near"));
    request.factor.formula = "MA(CLOSE,20)"; // three bars
    QCOMPARE(errorOf(request), std::string("factor.no_value_at_all"));
    request = volume();
    request.factor = {};
    request.factor.factor = "TechnicalFactor";
    request.factor.column = "open";
    QCOMPARE(errorOf(request), std::string("factor.no_such_column"));
    request.factor.factor = "NoFactor";
    QCOMPARE(errorOf(request), std::string("factor.unknown"));
    request = volume();
    request.level = market::BarLevel::Min1;
    QCOMPARE(errorOf(request), std::string("factor.no_bars_at_all"));
    SilentTaskControl control;
    control.cancelToken().cancel();
    const auto cancelled = runLab(volume(), m_profile.data(), m_sources, m_registry, SerialParallelFor(), control);
    QCOMPARE(cancelled.error().code, std::string("task.cancelled"));
  }

private:
  LabRequest volume()
  {
    LabRequest request;
    request.factor.formula = "VOLUME";
    for (int i = 1; i <= 5; ++i)
      request.entities.push_back(tests::labEntity(i));
    request.options.horizons = {1};
    request.options.buckets = 2;
    request.options.cost = 0.001;
    return request;
  }
  LabResult run(const LabRequest& request)
  {
    SilentTaskControl control;
    auto result = runLab(request, m_profile.data(), m_sources, m_registry, SerialParallelFor(), control);
    if (!result)
      qFatal("%s", tests::reason(result).c_str());
    return *std::move(result);
  }
  std::string errorOf(const LabRequest& request)
  {
    SilentTaskControl control;
    const auto result = runLab(request, m_profile.data(), m_sources, m_registry, SerialParallelFor(), control);
    return result ? std::string() : result.error().code;
  }

  tests::DataProfile m_profile;
  factor::ColumnSources m_sources;
  factor::FactorRegistry m_registry = factor::FactorRegistry::builtIn();
};

QTEST_GUILESS_MAIN(TestFactorLab)
#include "tst_factor_lab.moc"
