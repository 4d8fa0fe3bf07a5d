// SPDX-License-Identifier: Apache-2.0
#include "core/factor/cross/normalize.h"
#include "core/factor/cross/rank.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <random>

using namespace zvt;
using namespace zvt::factor;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
using Values = std::vector<double>;

Values ranked(const Values& values, RankTies ties, bool ascending = true)
{
  Values out(values.size(), -1);
  CrossRanker().rank(values, out, ties, ascending);
  return out;
}

bool areSame(const Values& a, const Values& b, double tolerance = 0)
{
  if (a.size() != b.size())
    return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) != std::isnan(b[i]) || std::fabs(a[i] - b[i]) > tolerance)
      return false;
  }
  return true;
}

/// The definition, in n²: how many are smaller, how many are equal.
Values averageRanks(const Values& values)
{
  Values ranks(values.size(), kNan);
  for (std::size_t i = 0; i < values.size(); ++i) {
    double smaller = 0;
    double equal = 0;
    for (const double other : values) {
      smaller += other < values[i] ? 1 : 0;
      equal += other == values[i] ? 1 : 0;
    }
    if (!std::isnan(values[i]))
      ranks[i] = smaller + (equal + 1) / 2;
  }
  return ranks;
}

}

class TestFactorCrossSection : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// The example of scipy.stats.rankdata's documentation.
  void ranksWithTies()
  {
    const Values values{0, 2, 3, 2};
    QVERIFY(areSame(ranked(values, RankTies::Average), {1, 2.5, 4, 2.5}));
    QVERIFY(areSame(ranked(values, RankTies::Lowest), {1, 2, 4, 2}));
    QVERIFY(areSame(ranked(values, RankTies::Highest), {1, 3, 4, 3}));
    QVERIFY(areSame(ranked(values, RankTies::Dense), {1, 2, 3, 2}));
    QVERIFY(areSame(ranked(values, RankTies::Order), {1, 2, 4, 3}));
    QVERIFY(areSame(ranked(values, RankTies::Average, false), {4, 2.5, 1, 2.5}));
    QVERIFY(areSame(ranked(values, RankTies::Order, false), {4, 2, 1, 3}));
  }

  void undefinedValuesHaveNoRank()
  {
    QVERIFY(areSame(ranked({kNan, 5, kNan, -kInfinity, kInfinity}, RankTies::Average), {kNan, 2, kNan, 1, 3}));
    QVERIFY(areSame(ranked({-0.0, 0.0, -1}, RankTies::Lowest), {2, 2, 1}));
    QVERIFY(areSame(ranked({kNan, kNan}, RankTies::Average), {kNan, kNan}));
    QVERIFY(ranked({}, RankTies::Average).empty());
    Values share(4);
    CrossRanker().percentile(Values{3, kNan, 1, 1}, share);
    QVERIFY(areSame(share, {1, kNan, 0.5, 0.5}, 1e-15));
  }

  void agreesWithTheDefinition_data()
  {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"normal", "ties", "nearly equal", "denormal", "huge range", "equal", "sorted", "gaps"})
      QTest::newRow(kind) << QString::fromLatin1(kind);
  }
  void agreesWithTheDefinition()
  {
    QFETCH(QString, kind);
    std::mt19937_64 random(20190102);
    std::normal_distribution<double> normal;
    CrossRanker ranker;
    for (const std::size_t n : {1U, 2U, 23U, 700U}) {
      Values values(n);
      for (std::size_t i = 0; i < n; ++i) {
        const double x = normal(random);
        values[i] = kind == u"ties"   ? std::round(x * 5)
            : kind == u"nearly equal" ? 1 + static_cast<double>(random() % 50) * std::numeric_limits<double>::epsilon()
            : kind == u"denormal"     ? x * std::numeric_limits<double>::denorm_min() * 100
            : kind == u"huge range"   ? std::copysign(std::exp(x * 200), normal(random))
            : kind == u"equal"        ? 7.25
            : kind == u"sorted"       ? static_cast<double>(i)
            : kind == u"gaps" && x > 0.3 ? kNan
                                         : x;
      }
      Values out(n);
      ranker.rank(values, out);
      QVERIFY(areSame(out, averageRanks(values)));
      const auto order = ranker.order(values);
      for (std::size_t i = 1; i < order.size(); ++i) {
        const double before = values[order[i - 1]];
        const double now = values[order[i]];
        QVERIFY(before < now || (before == now && order[i - 1] < order[i]));
      }
    }
  }

  /// Mean 3, population variance (4 + 1 + 0 + 1 + 4) / 5 = 2, sample variance 10 / 4.
  void standardScores()
  {
    CrossNormalizer normalizer;
    Values values{1, 2, kNan, 3, 4, 5};
    Values out(values.size());
    normalizer.zScore(values, out);
    const double root = std::sqrt(2.0);
    QVERIFY(areSame(out, {-2 / root, -1 / root, kNan, 0, 1 / root, 2 / root}, 1e-15));
    normalizer.zScore(values, values, 1);
    QCOMPARE(values[0], -2 / std::sqrt(2.5));
    Values equal(3, 10.1);
    normalizer.zScore(equal, equal);
    QVERIFY(areSame(equal, {kNan, kNan, kNan}));
  }

  /// numpy.quantile([1, 2, 3, 4, 100], [0.1, 0.9]) is [1.4, 61.6]: places 0.4 and 3.6 between the ranks.
  void winsorizes()
  {
    CrossNormalizer normalizer;
    const Values values{100, 1, kNan, 3, 2, 4};
    Values out(values.size());
    normalizer.winsorize(values, 0.1, 0.9, out);
    QVERIFY(areSame(out, {61.6, 1.4, kNan, 3, 2, 4}, 1e-12));
    // Median 3, deviations 97 2 0 1 1, their median 1: 3 ± 2 · 1.4826.
    normalizer.winsorizeByMad(values, 2, out);
    QVERIFY(areSame(out, {5.9652, 1, kNan, 3, 2, 4}, 1e-12));
  }

  void buckets()
  {
    CrossNormalizer normalizer;
    Values values{10, 60, 20, 50, 30, 40, kNan};
    Values out(values.size());
    normalizer.bucket(values, 3, out);
    QVERIFY(areSame(out, {1, 3, 1, 3, 2, 2, kNan}));
  }

  void groups()
  {
    CrossNormalizer normalizer;
    const Values values{1, 10, 3, 20, kNan, 7};
    const Values industry{880101, 880102, 880101, 880102, 880101, kNan};
    Values out(values.size());
    normalizer.groupMean(values, industry, out);
    QVERIFY(areSame(out, {2, 15, 2, 15, kNan, kNan}));
    normalizer.groupPercentile(values, industry, out);
    QVERIFY(areSame(out, {0.5, 0.5, 1, 1, kNan, kNan}));
    normalizer.neutralize(values, industry, {}, out);
    QVERIFY(areSame(out, {-1, -5, 1, 5, kNan, kNan}));
  }

  /// x 0 1 2, y 1 2 4: means 1 and 7/3, Sxy = 4/3 + 5/3 = 3, Sxx = 2, slope 3/2; residuals 1/6, -1/3, 1/6.
  void regresses()
  {
    CrossNormalizer normalizer;
    const Values y{1, kNan, 2, 4};
    const Values x{0, 5, 1, 2};
    const Values twice{0, 10, 2, 4}; // follows from x
    Values out(4);
    for (const auto& regressors : {std::vector<std::span<const double>>{x}, {x, twice}}) {
      normalizer.neutralize(y, {}, regressors, out);
      QVERIFY(areSame(out, {1.0 / 6, kNan, -1.0 / 3, 1.0 / 6}, 1e-12));
    }
  }

  /// What defines least squares: residuals are orthogonal to every regressor and add up to 0 in every group; adding to
  /// the values anything made of regressors and groups changes nothing.
  void residualsAreOrthogonal()
  {
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal;
    const std::size_t n = 500;
    Values y(n), size(n), beta(n), industry(n), shifted(n), first(n), second(n);
    for (std::size_t i = 0; i < n; ++i) {
      industry[i] = static_cast<double>(random() % 28);
      size[i] = 20 + normal(random) + industry[i] / 10;
      beta[i] = 1 + 0.3 * normal(random);
      y[i] = normal(random) + 0.4 * size[i];
      shifted[i] = y[i] + 3 * size[i] - 8 * beta[i] + 100 * industry[i] * industry[i];
    }
    CrossNormalizer normalizer;
    const std::vector<std::span<const double>> regressors{size, beta};
    normalizer.neutralize(y, industry, regressors, first);
    normalizer.neutralize(shifted, industry, regressors, second);
    QVERIFY(areSame(first, second, 1e-9));
    Values sums(28);
    double bySize = 0;
    for (std::size_t i = 0; i < n; ++i) {
      sums[static_cast<std::size_t>(industry[i])] += first[i];
      bySize += first[i] * size[i];
    }
    for (const double sum : sums)
      QVERIFY(std::fabs(sum) < 1e-9);
    QVERIFY(std::fabs(bySize) < 1e-8);
  }
};

QTEST_GUILESS_MAIN(TestFactorCrossSection)
#include "tst_factor_cross_section.moc"
