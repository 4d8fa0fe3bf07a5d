// SPDX-License-Identifier: Apache-2.0
// Ranges, scores, targets, weights. The figures of ranges are those of ZVT's own tests; the others are worked by hand.
#include "core/factor/factors/price_range.h"
#include "core/factor/factors/scorer.h"
#include "core/factor/factors/targets.h"

#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::factor;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

bool isNear(double a, double b)
{
  return std::abs(a - b) < 1e-12;
}

TradingDay day(const char* text)
{
  return TradingDay::parse(text).value();
}

Opinion filterOf(double filter)
{
  return {filter, kNan, true, false};
}

Opinion scoreOf(double score)
{
  return {kNan, score, false, true};
}

std::string names(const std::vector<Holding>& holdings)
{
  std::string text;
  for (const Holding& holding : holdings)
    text += (text.empty() ? "" : " ") + holding.entityId;
  return text;
}

}

class FactorTargetsTest : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void ranges();
  void ranks();
  void quantiles();
  void sides();
  void severalFactors();
  void switches();
  void calendar();
  void weights();
  void volatility();
  void portfolio();
  void keepRules();
};

void FactorTargetsTest::ranges()
{
  const PriceRange a{1, 2};
  QVERIFY(a.holds(1.5) && !a.holds(0.5) && !a.holds(2.4));
  QVERIFY(intersect(a, {1.5, 3}) == std::optional(PriceRange{1.5, 2}));
  QVERIFY(intersect({1.5, 3}, a) == std::optional(PriceRange{1.5, 2}));
  QVERIFY(!intersect(a, {3, 4}));
  QVERIFY(intersect({1, 4}, {2, 3}) == std::optional(PriceRange{2, 3}));
  using Ranges = std::vector<PriceRange>;
  QVERIFY(intersectAll(Ranges{{1, 2}, {1.5, 3}, {1.5, 5}}) == std::optional(PriceRange{1.5, 2}));
  QVERIFY(!intersectAll(Ranges{{1, 2}, {1.5, 3}, {4, 5}}));
  QVERIFY(intersectAll(Ranges{{1, 10}, {1.5, 3}, {2, 5}}) == std::optional(PriceRange{2, 3}));
  QVERIFY(intersectAll(Ranges{{2, 5}, {1, 10}, {1.5, 3}}) == std::optional(PriceRange{2, 3}));
  QVERIFY(combine(a, {1.5, 3}) == std::optional(PriceRange{1, 3}));
  QVERIFY(!combine(a, {3, 4}));
  QVERIFY(combine({1, 4}, {2, 3}) == std::optional(PriceRange{1, 4}));
  QVERIFY(isNear(distance(a, {1.5, 3}), 0.5));
  QVERIFY(isNear(distance({1.5, 3}, a), -1.0 / 3));
  QVERIFY(isNear(distance(a, {3, 4}), 4.0 / 3));
  QVERIFY(isNear(distance({3, 4}, a), -4.0 / 7));
  QVERIFY(isNear(distance({1, 4}, {2, 3}), 0));
  QVERIFY(isNear(farDistance(a, {3, 4}).value(), 3));
  QVERIFY(isNear(farDistance({3, 4}, a).value(), -0.75));
  QVERIFY(!farDistance({1, 4}, {2, 3}));
}

/// Of 3, 1, 2, 2 the places are 4, 1, and 2.5 for both twos; of four. The undefined one counts for nobody.
void FactorTargetsTest::ranks()
{
  const std::vector<double> values = {3, 1, 2, 2, kNan};
  auto scores = score({}, values);
  QVERIFY(isNear(scores[0], 1) && isNear(scores[1], 0.25) && isNear(scores[2], 0.625) && isNear(scores[3], 0.625));
  QVERIFY(std::isnan(scores[4]));
  ScorerSpec falling;
  falling.ascending = false;
  scores = score(falling, values);
  QVERIFY(isNear(scores[0], 0.25) && isNear(scores[1], 1) && isNear(scores[2], 0.625));
  QVERIFY(score({}, {}).empty());
}

/// The q quantile of 1 … 11 is 1 + 10q: 5 reaches 4 (.3) and not 6 (.5); 10 reaches 10 (.9).
void FactorTargetsTest::quantiles()
{
  std::vector<double> values;
  for (int i = 11; i >= 1; --i)
    values.push_back(i);
  ScorerSpec spec;
  spec.kind = ScorerSpec::Kind::Quantile;
  const auto scores = score(spec, values);
  const auto of = [&](int value) { return scores[static_cast<std::size_t>(11 - value)]; };
  QCOMPARE(of(11), 1.0);
  QCOMPARE(of(10), 0.9);
  QCOMPARE(of(9), 0.7);
  QCOMPARE(of(5), 0.3);
  QCOMPARE(of(2), 0.1);
  QCOMPARE(of(1), 0.0);
  spec.levels = {0.5, 0.9}; // below the lowest level: 0
  QCOMPARE(score(spec, values)[static_cast<std::size_t>(11 - 5)], 0.0);
  QVERIFY(isNear(quantileOf(std::vector<double>{1, 2, 4}, 0.75), 3));
}

void FactorTargetsTest::sides()
{
  const Thresholds selector;
  QVERIFY(judge(filterOf(1), selector) == Side::Long);
  QVERIFY(judge(filterOf(0), selector) == Side::Short);
  QVERIFY(judge(filterOf(kNan), selector) == Side::Keep);
  QVERIFY(judge(scoreOf(0.8), selector) == Side::Long);
  QVERIFY(judge(scoreOf(0.2), selector) == Side::Short);
  QVERIFY(judge(scoreOf(0.5), selector) == Side::Keep);
  QVERIFY(judge(scoreOf(kNan), selector) == Side::Keep);
  QVERIFY(judge({1, 0.9, true, true}, selector) == Side::Long);
  QVERIFY(judge({1, 0.1, true, true}, selector) == Side::Keep); // they disagree
  QVERIFY(judge({0, 0.1, true, true}, selector) == Side::Short);
  QVERIFY(judge({kNan, 0.9, true, true}, selector) == Side::Keep);
  const Thresholds factorOwn{0.8, -0.8};
  QVERIFY(judge(scoreOf(-0.5), factorOwn) == Side::Keep);
  QVERIFY(judge(scoreOf(-0.8), factorOwn) == Side::Short);
  QVERIFY(judge({}, selector) == Side::Keep);
}

void FactorTargetsTest::severalFactors()
{
  const auto both = [](double a, double b, SelectMode mode) {
    return combine(std::vector<Opinion>{filterOf(a), filterOf(b)}, mode).filter;
  };
  QCOMPARE(both(1, 1, SelectMode::And), 1.0);
  QCOMPARE(both(1, 0, SelectMode::And), 0.0);
  QCOMPARE(both(kNan, 0, SelectMode::And), 0.0);
  QVERIFY(std::isnan(both(kNan, 1, SelectMode::And)));
  QCOMPARE(both(1, 0, SelectMode::Or), 1.0);
  QCOMPARE(both(0, 0, SelectMode::Or), 0.0);
  QCOMPARE(both(kNan, 1, SelectMode::Or), 1.0);
  QVERIFY(std::isnan(both(kNan, 0, SelectMode::Or)));
  const Opinion mixed = combine(std::vector<Opinion>{filterOf(1), scoreOf(0.6), scoreOf(1)}, SelectMode::And);
  QVERIFY(mixed.hasFilter && mixed.hasScore);
  QVERIFY(isNear(mixed.score, 0.8));
  QVERIFY(std::isnan(combine(std::vector<Opinion>{scoreOf(0.6), scoreOf(kNan)}, SelectMode::And).score));
}

void FactorTargetsTest::switches()
{
  const std::vector<std::int64_t> keys = {1, 2, 3, 4, 5, 6, 7};
  const std::vector<double> filter = {kNan, 1, 1, kNan, 1, 0, 1};
  const std::vector<SwitchPoint> expected = {{2, true}, {6, false}, {7, true}};
  QVERIFY(switchPoints(keys, filter) == expected);
  QVERIFY(switchPoints({}, {}).empty());
}

/// 2024-03-29 was a Friday, 2024-04-01 the Monday after.
void FactorTargetsTest::calendar()
{
  const TradingDay friday = day("2024-03-29");
  const TradingDay monday = day("2024-04-01");
  const auto is = [&](RebalanceRule::Kind kind, TradingDay before, TradingDay now) {
    return isRebalanceBar({kind, 1}, 5, before, now);
  };
  QVERIFY(is(RebalanceRule::Kind::Weekly, friday, monday));
  QVERIFY(!is(RebalanceRule::Kind::Weekly, day("2024-03-25"), friday));
  QVERIFY(is(RebalanceRule::Kind::Monthly, friday, monday));
  QVERIFY(!is(RebalanceRule::Kind::Monthly, day("2024-03-01"), friday));
  QVERIFY(is(RebalanceRule::Kind::Quarterly, friday, monday));
  QVERIFY(!is(RebalanceRule::Kind::Quarterly, day("2024-04-30"), day("2024-05-06")));
  QVERIFY(is(RebalanceRule::Kind::Weekly, day("2020-12-31"), day("2021-01-04"))); // not the year, the Monday
  QVERIFY(!is(RebalanceRule::Kind::Weekly, day("2024-12-31"), day("2025-01-02")));
  const RebalanceRule third{RebalanceRule::Kind::EveryNth, 3};
  QVERIFY(isRebalanceBar(third, 0, {}, monday));
  QVERIFY(!isRebalanceBar(third, 2, friday, monday));
  QVERIFY(isRebalanceBar(third, 3, friday, monday));
}

/// 1/.1, 1/.2, 1/.4 = 10, 5, 2.5 of 17.5. With a cap of .5, .0714 goes to the others two to one: 1/3 and 1/6.
void FactorTargetsTest::weights()
{
  const std::vector<double> scores = {3, 1, 0};
  const std::vector<double> volatilities = {0.1, 0.2, 0.4};
  auto weights = weightsOf({Weighting::Equal, 1}, scores, volatilities);
  QVERIFY(isNear(weights[0], 1.0 / 3) && isNear(weights[2], 1.0 / 3));
  weights = weightsOf({Weighting::Score, 1}, scores, volatilities);
  QVERIFY(isNear(weights[0], 0.75) && isNear(weights[1], 0.25) && weights[2] == 0);
  weights = weightsOf({Weighting::InverseVolatility, 1}, scores, volatilities);
  QVERIFY(isNear(weights[0], 4.0 / 7) && isNear(weights[1], 2.0 / 7) && isNear(weights[2], 1.0 / 7));
  weights = weightsOf({Weighting::InverseVolatility, 0.5}, scores, volatilities);
  QVERIFY(isNear(weights[0], 0.5) && isNear(weights[1], 1.0 / 3) && isNear(weights[2], 1.0 / 6));
  weights = weightsOf({Weighting::Equal, 0.2}, scores, volatilities); // the rest is cash
  QVERIFY(isNear(weights[0], 0.2) && isNear(weights[1] + weights[2], 0.4));
  weights = weightsOf({Weighting::InverseVolatility, 1}, scores, std::vector<double>{0.1, kNan, 0.4});
  QVERIFY(isNear(weights[1], weights[2]));
  weights = weightsOf({Weighting::Score, 1}, std::vector<double>{0, -1}, std::vector<double>{0.1, 0.1});
  QVERIFY(isNear(weights[0], 0.5) && isNear(weights[1], 0.5));
  QVERIFY(weightsOf({}, {}, {}).empty());
}

/// 100, 110, 99: changes .1 and -.1, their mean 0, variance .02 / 1.
void FactorTargetsTest::volatility()
{
  QVERIFY(isNear(trailingVolatility(std::vector<double>{100, 110, 99}, 60), std::sqrt(0.02)));
  QVERIFY(isNear(trailingVolatility(std::vector<double>{1, 100, 110, 99}, 2), std::sqrt(0.02)));
  QVERIFY(std::isnan(trailingVolatility(std::vector<double>{100, 110}, 60)));
  QVERIFY(std::isnan(trailingVolatility({}, 60)));
}

/// Two places, weekly. Monday: a and b of three. Tuesday: b turns short and goes at once, c has to wait. Next Monday c
/// comes in; d is better than a, but a is still held.
void FactorTargetsTest::portfolio()
{
  TargetRules rules;
  rules.top = 2;
  rules.rebalance.kind = RebalanceRule::Kind::Weekly;
  rules.weights.weighting = Weighting::Score;
  TargetSelector selector(rules);
  const auto all = [](double a, double b, double c) {
    return std::vector<Candidate>{{"c", scoreOf(c), 1}, {"a", scoreOf(a), 1}, {"b", scoreOf(b), 1}};
  };
  auto held = selector.step(1, day("2024-04-01"), all(0.9, 0.9, 0.85));
  QCOMPARE(names(held), std::string("a b"));
  QVERIFY(isNear(held[0].weight, 0.5));
  held = selector.step(2, day("2024-04-02"), all(0.9, 0.1, 0.9));
  QCOMPARE(names(held), std::string("a"));
  QVERIFY(isNear(held[0].weight, 1));
  auto candidates = all(0.5, 0.5, 0.9);
  candidates.push_back({"d", scoreOf(0.95), 1});
  held = selector.step(3, day("2024-04-08"), candidates);
  QCOMPARE(names(held), std::string("a d"));
  QCOMPARE(held[0].since, std::int64_t{1});
  QCOMPARE(held[1].since, std::int64_t{3});
  QVERIFY(isNear(held[0].weight, 0.5 / 1.45));
  candidates.erase(candidates.begin() + 1); // a is suspended
  QCOMPARE(names(selector.step(4, day("2024-04-15"), candidates)), std::string("a d"));
}

void FactorTargetsTest::keepRules()
{
  TargetRules rules;
  rules.thresholds = {0, -1};
  rules.top = 1;
  rules.keepRank = 2;
  rules.minimumBars = 2;
  TargetSelector selector(rules);
  const auto step = [&](std::int64_t key, double a, double b, double c) {
    const std::vector<Candidate> all = {{"a", scoreOf(a), 1}, {"b", scoreOf(b), 1}, {"c", scoreOf(c), 1}};
    return names(selector.step(key, day("2024-04-01"), all));
  };
  QCOMPARE(step(1, 0.9, 0.5, 0.1), std::string("a"));
  QCOMPARE(step(2, 0.1, 0.5, 0.9), std::string("a")); // third, but held for one bar only
  QCOMPARE(step(3, 0.5, 0.1, 0.9), std::string("a")); // second is good enough
  QCOMPARE(step(4, 0.1, 0.5, 0.9), std::string("c"));

  TargetRules quantile;
  quantile.thresholds = {0, -1};
  quantile.quantile = 0.5;
  TargetSelector upper(quantile);
  const std::vector<Candidate> all = {{"a", scoreOf(1), 1}, {"b", scoreOf(2), 1}, {"c", scoreOf(3), 1}};
  QCOMPARE(names(upper.step(1, day("2024-04-01"), all)), std::string("c b"));
}

QTEST_APPLESS_MAIN(FactorTargetsTest)
#include "tst_factor_targets.moc"
