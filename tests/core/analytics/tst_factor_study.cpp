// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/factor_study.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <random>

using namespace zvt;
using namespace zvt::analytics;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
using Values = std::vector<double>;

/// Entities that all trade on every date.
struct Market {
  std::vector<std::size_t> offsets{0};
  std::vector<std::uint32_t> position;
  std::vector<std::int64_t> timeline;
  Values open, close, factor;

  void add(const Values& closes, const Values& factors)
  {
    for (std::size_t i = 0; i < closes.size(); ++i) {
      position.push_back(static_cast<std::uint32_t>(i));
      if (timeline.size() <= i)
        timeline.push_back(static_cast<std::int64_t>(18000 + i));
    }
    open.insert(open.end(), closes.begin(), closes.end());
    close.insert(close.end(), closes.begin(), closes.end());
    factor.insert(factor.end(), factors.begin(), factors.end());
    offsets.push_back(close.size());
  }
  [[nodiscard]] FactorStudyInput input() const { return {offsets, position, timeline, open, close, factor}; }
};

/// Three dates, four entities; the returns to the next date are 10, 20, 30, 40 % and then 0, −10, −20, −30 %.
Market smallMarket()
{
  Market market;
  market.add({100, 110, 110}, {1, 4, 0});
  market.add({100, 120, 108}, {2, 3, 0});
  market.add({100, 130, 104}, {3, 2, 0});
  market.add({100, 140, 98}, {5, 1, kNan});
  return market;
}

FactorStudy studied(const Market& market, const FactorStudyOptions& options)
{
  SilentTaskControl control;
  auto study = studyFactor(market.input(), options, SerialParallelFor(), control);
  if (!study)
    qFatal("%s", study.error().code.c_str());
  return *std::move(study);
}

bool isNear(std::optional<double> found, double expected)
{
  return found && std::fabs(*found - expected) < 1e-12;
}

}

class TestFactorStudy : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Date 0: factor 1 2 3 5 against returns .1 .2 .3 .4. Means 2.75 and .25; Sxy = (−1.75)(−.15) + (−.75)(−.05) +
  /// .25·.05 + 2.25·.15 = .65, Sxx = 8.75, Syy = .05; r = .65 / √.4375. Ranks agree: 1.
  /// Date 1: factor 4 3 2 1 against 0 −.1 −.2 −.3: 1 and 1. Date 2 has no next bar.
  void informationCoefficients()
  {
    const FactorStudy study = studied(smallMarket(), {{1}, 2, false, 4});
    const HorizonStudy& one = study.horizons.front();
    QVERIFY(std::fabs(one.ic.values[0] - 0.65 / std::sqrt(0.4375)) < 1e-12);
    QVERIFY(std::fabs(one.ic.values[1] - 1) < 1e-12);
    QVERIFY(std::isnan(one.ic.values[2]));
    QCOMPARE(one.rankIc.count, std::size_t{2});
    QVERIFY(isNear(one.rankIc.mean, 1));
    QVERIFY(isNear(one.rankIc.positiveShare, 1));
    QVERIFY(!one.rankIc.ratio); // no variance
    const double a = 0.65 / std::sqrt(0.4375);
    const double deviation = (1 - a) / std::sqrt(2.0);
    QVERIFY(isNear(one.ic.deviation, deviation));
    const double t = (a + 1) / 2 / deviation * std::sqrt(2.0); // about 114
    QVERIFY(std::fabs(*one.ic.t / t - 1) < 1e-12);
    QCOMPARE(study.coverage, (Values{4, 4, 3}));
  }

  /// A factor that is the same for all entities says nothing: no date counts, whatever rounding makes of its mean.
  void constantFactorHasNoCorrelation()
  {
    Market market;
    for (int e = 0; e < 7; ++e)
      market.add({100, 101.0 + e, 90.0 + e * e}, {0.1, 0.1, 0.1});
    const FactorStudy study = studied(market, {{1}, 2, false, 4});
    QCOMPARE(study.horizons[0].rankIc.count, std::size_t{0});
    QCOMPARE(study.horizons[0].ic.count, std::size_t{0});
    QVERIFY(!study.horizons[0].rankIc.mean);
  }

  /// A horizon beyond the data has no returns; more buckets than anyone reads are refused.
  void limits()
  {
    const auto most = std::numeric_limits<std::size_t>::max();
    const FactorStudy study = studied(smallMarket(), {{most, most - 1, 3}, 2, true, 4});
    for (const HorizonStudy& horizon : study.horizons)
      QCOMPARE(horizon.ic.count, std::size_t{0});
    SilentTaskControl control;
    const Market market = smallMarket();
    const auto many = studyFactor(market.input(), {{1}, kMostBuckets + 1, false, 4}, SerialParallelFor(), control);
    QCOMPARE(many.error().code, std::string("study.too_many_buckets"));
  }

  /// Date 0: buckets {1, 2}: .15 and {3, 5}: .35. Date 1: lowest {1, 2} are the last two, −.25; highest −.05.
  /// Everybody changes the bucket from date 0 to date 1; date 2 has too few values for buckets.
  void bucketsAndTurnover()
  {
    const FactorStudy study = studied(smallMarket(), {{1, 2}, 2, false, 4});
    const HorizonStudy& one = study.horizons.front();
    QVERIFY(isNear(one.bucketReturns[0], (0.15 - 0.25) / 2));
    QVERIFY(isNear(one.bucketReturns[1], (0.35 - 0.05) / 2));
    QVERIFY(isNear(one.spread.mean, 0.2));
    QCOMPARE(study.bucketGrowth[0][0], 1.0); // nothing is earned yet
    QVERIFY(std::fabs(study.bucketGrowth[0][1] - 1.15) < 1e-12);
    QVERIFY(std::fabs(study.bucketGrowth[0][2] - 1.15 * 0.75) < 1e-12);
    QVERIFY(std::fabs(study.bucketGrowth[1][2] - 1.35 * 0.95) < 1e-12);
    QVERIFY(isNear(study.turnover[0], 1));
    QVERIFY(isNear(study.turnover[1], 1));
    // Two bars ahead: 110, 108, 104, 98 of 100.
    QVERIFY(isNear(study.horizons[1].rankIc.mean, -1));
  }

  /// The highest bucket earns .20 more than the lowest at both dates: 1.2² without costs. At 1 % a trade the first date
  /// buys two sides (2 %), the second replaces both wholly (sold and bought: 4 %): (1 + .20 − .02)(1 + .20 − .04).
  void longShort()
  {
    const FactorStudy study = studied(smallMarket(), {{1}, 2, false, 4, 0.01});
    QCOMPARE(study.spreadGrowth[0], 1.0);
    QVERIFY(std::fabs(study.spreadGrowth[1] - 1.2) < 1e-12);
    QVERIFY(std::fabs(study.spreadGrowth[2] - 1.44) < 1e-12);
    QCOMPARE(study.spreadGrowthNet[0], 1.0);
    QVERIFY(std::fabs(study.spreadGrowthNet[1] - 1.18) < 1e-12);
    QVERIFY(std::fabs(study.spreadGrowthNet[2] - 1.18 * 1.16) < 1e-12);
    QVERIFY(std::isnan(study.bucketTurnover[0][0]));
    QCOMPARE(study.bucketTurnover[0][1], 1.0);
  }

  /// Two entities over eight dates; the first always rises, so the factor's sign alone decides: rank ICs of +1 +1 +1 +1
  /// −1 −1 for two bars ahead. Mean 1/3, deviations 2/3 (four) and −4/3 (two); with n − 1 = 5 the variance is 16/15 and
  /// the covariance of neighbours (3·4/9 − 8/9 + 16/9)/5 = 4/9, of weight 1/2 and twice: 16/15 + 4/9 = 68/45.
  /// t = (1/3) / √(68/45/6); the one that takes all dates for independent would be (1/3) / √(16/15/6).
  void overlappingReturnsCountLess()
  {
    Market market;
    market.add({100, 101, 102, 103, 104, 105, 106, 107}, {1, 1, 1, 1, 0, 0, 0, 0});
    market.add(Values(8, 100), {0, 0, 0, 0, 1, 1, 1, 1});
    const FactorStudy study = studied(market, {{2, 7}, 2, false, 2});
    QCOMPARE(study.horizons[0].rankIc.count, std::size_t{6});
    QVERIFY(isNear(study.horizons[0].rankIc.mean, 1.0 / 3));
    QVERIFY(isNear(study.horizons[0].rankIc.t, 1.0 / 3 / std::sqrt(68.0 / 45 / 6)));
    QVERIFY(!study.horizons[1].rankIc.t); // a single date
  }

  /// Without values at the first and the last date only the second stays; what was summed up stays as it was.
  void trimsToTheDatesWithValues()
  {
    Market market = smallMarket();
    for (std::size_t row = 0; row < market.factor.size(); ++row)
      if (row % 3 != 1)
        market.factor[row] = kNan;
    FactorStudy study = studied(market, {{1}, 2, false, 4});
    const auto mean = study.horizons.front().rankIc.mean;
    trimToCoverage(study);
    QCOMPARE(study.timeline, std::vector<std::int64_t>{18001});
    QCOMPARE(study.coverage, Values{4});
    QCOMPARE(study.horizons.front().rankIc.values.size(), std::size_t{1});
    QCOMPARE(study.horizons.front().rankIc.mean, mean);
    QCOMPARE(study.bucketGrowth.front().size(), std::size_t{1});
    QCOMPARE(study.bucketTurnover.back().size(), std::size_t{1});
    QCOMPARE(study.spreadGrowthNet.size(), std::size_t{1});
  }

  /// Ranks 1 2 3 4 against 4 3 2 1.
  void autocorrelation()
  {
    const FactorStudy study = studied(smallMarket(), {{1}, 2, false, 4});
    QCOMPARE(study.autocorrelation.front().first, std::size_t{1});
    QVERIFY(isNear(study.autocorrelation.front().second, -1));
    QVERIFY(!study.autocorrelation[1].second);
  }

  /// From the next open on, the return of the first date is that of the second: 0, −10, −20, −30 % (opens = closes).
  void tradableReturns()
  {
    const FactorStudy study = studied(smallMarket(), {{1}, 2, true, 4});
    QVERIFY(isNear(study.horizons.front().rankIc.mean, -1));
    QCOMPARE(study.horizons.front().rankIc.count, std::size_t{1});
    // The lowest two earn 0 and −10 % from the second date's open to the third's.
    QCOMPARE(study.bucketGrowth[0][1], 1.0);
    QVERIFY(std::fabs(study.bucketGrowth[0][2] - 0.95) < 1e-12);
  }

  /// A factor that is the next return plus noise of the same size has a correlation of 1/√2 with it, one that is noise
  /// has none; 400 dates × 300 entities put the mean within 0.01. Threads change nothing.
  void findsWhatIsThere()
  {
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal;
    Market market;
    Values noise;
    for (int e = 0; e < 300; ++e) {
      Values closes{100};
      Values factors;
      for (int date = 0; date < 400; ++date) {
        const double r = 0.01 * normal(random);
        factors.push_back(r + 0.01 * normal(random));
        noise.push_back(normal(random));
        if (date < 399)
          closes.push_back(closes.back() * (1 + r));
      }
      market.add(closes, factors);
    }
    const FactorStudy study = studied(market, {});
    QVERIFY(std::fabs(*study.horizons.front().ic.mean - std::sqrt(0.5)) < 0.01);
    QVERIFY(*study.horizons.front().bucketReturns.back() > 0.008);
    QVERIFY(std::fabs(*study.turnover.front() - 0.8) < 0.01); // fresh buckets each day: four of five leave
    SilentTaskControl control;
    const auto parallel = studyFactor(market.input(), {}, TbbParallelFor(), control);
    QVERIFY(parallel);
    QCOMPARE(parallel->horizons[1].rankIc.mean, study.horizons[1].rankIc.mean);
    QCOMPARE(parallel->bucketGrowth, study.bucketGrowth);

    const std::vector<std::span<const double>> factors{market.factor, noise};
    const auto matrix = correlateFactors(market.input(), factors, {}, SerialParallelFor(), control);
    QVERIFY(matrix);
    QVERIFY(std::fabs(*(*matrix)[0][0] - 1) < 1e-12);
    QVERIFY(std::fabs(*(*matrix)[0][1]) < 0.01);
    QCOMPARE((*matrix)[0][1], (*matrix)[1][0]);
  }

  void refusesWhatCannotBe()
  {
    SilentTaskControl control;
    const Market market = smallMarket();
    const auto none = studyFactor(market.input(), {{}, 2, false, 4}, SerialParallelFor(), control);
    QCOMPARE(none.error().code, std::string("study.no_horizon"));
    const auto one = studyFactor(market.input(), {{1}, 1, false, 4}, SerialParallelFor(), control);
    QCOMPARE(one.error().code, std::string("study.too_few_buckets"));
    control.cancelToken().cancel();
    const auto cancelled = studyFactor(market.input(), {}, SerialParallelFor(), control);
    QCOMPARE(cancelled.error().code, std::string("task.cancelled"));
    SilentTaskControl fresh;
    const auto empty = studyFactor({std::vector<std::size_t>{0}, {}, {}, {}, {}, {}}, {}, SerialParallelFor(), fresh);
    QVERIFY(empty && !empty->horizons.front().ic.mean);
  }
};

QTEST_GUILESS_MAIN(TestFactorStudy)
#include "tst_factor_study.moc"
