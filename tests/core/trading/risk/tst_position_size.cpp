// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/position_size.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>
#include <rapidcheck.h>

#include <cmath>
#include <numeric>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::trading::samples;

namespace {

SizeInput input(std::string_view equity, std::string_view at, double volatility = 0)
{
  return {money(equity), price(at), volatility};
}

QString units(const SizeModel& model, const SizeInput& given, std::string_view unit = "1")
{
  const auto size = sizeOf(model, given, quantity(unit));
  return size ? text(*size) : text(size.error().field("field"));
}

void near(double actual, double expected, double tolerance = 1e-9)
{
  QVERIFY2(std::abs(actual - expected) <= tolerance,
      qPrintable(QString("%1, expected %2").arg(actual, 0, 'g', 17).arg(expected, 0, 'g', 17)));
}

/// A random matrix B Bᵀ + 0.01 I: positive definite.
std::vector<double> covariance(std::size_t n)
{
  std::vector<double> b(n * n), c(n * n);
  for (double& x : b)
    x = *rc::gen::inRange(-100, 101) / 100.0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t k = 0; k < n; ++k)
        c[i * n + j] += b[i * n + k] * b[j * n + k];
      c[i * n + j] += i == j ? 0.01 : 0;
    }
  return c;
}

}

class TstPositionSize : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void fixedAndPercent();
  void volatilityTarget();
  void kelly();
  void badInputIsNamed();
  void parityOfTwoIsClosedForm_data();
  void parityOfTwoIsClosedForm();
  void parityOfUncorrelatedNames();
  void parityLaws();
  void parityRefusesWhatIsNoCovariance();
};

void TstPositionSize::fixedAndPercent()
{
  QCOMPARE(units(FixedQuantity{quantity("250")}, input("100000", "10"), "100"), QString("200"));
  QCOMPARE(units(FixedMoney{money("10000")}, input("100000", "33.33")), QString("300")); // 300.03…
  QCOMPARE(units(FixedMoney{money("10000")}, input("100000", "33.34")), QString("299"));
  QCOMPARE(units(PercentOfEquity{0.1}, input("100000", "10")), QString("1000")); // not 999 by a binary 0.1
  QCOMPARE(units(PercentOfEquity{0}, input("100000", "10")), QString("0"));
  near(require(fractionOf(FixedQuantity{quantity("250")}, input("100000", "10"))), 0.025);
}

void TstPositionSize::volatilityTarget()
{
  // 15 % wanted of a security of 30 %: half the equity, 50,000 / 12.5 = 4,000.
  QCOMPARE(units(VolatilityTarget{0.15, 1}, input("100000", "12.5", 0.3), "100"), QString("4000"));
  near(require(fractionOf(VolatilityTarget{0.15, 1}, input("100000", "10", 0.05))), 1);
  near(require(fractionOf(VolatilityTarget{0.15, 4}, input("100000", "10", 0.05))), 3);
}

void TstPositionSize::kelly()
{
  const SizeInput any = input("100000", "10");
  near(require(fractionOf(KellyFraction{1, 0.6, 1, 1}, any)), 0.2); // 0.6 − 0.4/1
  near(require(fractionOf(KellyFraction{0.5, 0.6, 1, 1}, any)), 0.1);
  near(require(fractionOf(KellyFraction{1, 0.5, 2, 1}, any)), 0.25); // 0.5 − 0.5/2
  near(require(fractionOf(KellyFraction{1, 0.4, 1, 1}, any)), 0); // no edge, no bet
  near(require(fractionOf(KellyFraction{1, 0.9, 10, 0.3}, any)), 0.3);
  near(require(kellyOfReturns(0.1, 0.04, 0.5)), 1.25);
  near(require(kellyOfReturns(-0.1, 0.04, 0.5)), 0);
}

void TstPositionSize::badInputIsNamed()
{
  QCOMPARE(units(PercentOfEquity{0.1}, input("0", "10")), QString("equity"));
  QCOMPARE(units(PercentOfEquity{0.1}, input("100", "0")), QString("price"));
  QCOMPARE(units(PercentOfEquity{NAN}, input("100", "1")), QString("fraction"));
  QCOMPARE(units(VolatilityTarget{0.1, 1}, input("100", "1", 0)), QString("volatility"));
  QCOMPARE(units(VolatilityTarget{0.1, 1}, input("100", "1", NAN)), QString("volatility"));
  QCOMPARE(units(KellyFraction{1, 1.1, 1, 1}, input("100", "1")), QString("win_rate"));
  QCOMPARE(units(KellyFraction{1, 0.5, 0, 1}, input("100", "1")), QString("payoff"));
  QCOMPARE(text(kellyOfReturns(0.1, 0, 1).error().field("field")), QString("variance"));
}

void TstPositionSize::parityOfTwoIsClosedForm_data()
{
  QTest::addColumn<double>("correlation");
  for (const double rho : {-0.9, -0.3, 0.0, 0.5, 0.99})
    QTest::addRow("%.2f", rho) << rho;
}

void TstPositionSize::parityOfTwoIsClosedForm()
{
  QFETCH(double, correlation);
  // w₁²σ₁² + w₁w₂ρσ₁σ₂ = w₂²σ₂² + w₁w₂ρσ₁σ₂, so w₁σ₁ = w₂σ₂ whatever ρ is: w₁ = σ₂/(σ₁ + σ₂).
  const double s1 = 0.1, s2 = 0.3;
  const std::vector<double> c{s1 * s1, correlation * s1 * s2, correlation * s1 * s2, s2 * s2};
  const auto weights = require(riskParityWeights(c));
  near(weights[0], 0.75);
  near(weights[1], 0.25);
}

void TstPositionSize::parityOfUncorrelatedNames()
{
  const std::vector<double> c{0.01, 0, 0, 0, 0.04, 0, 0, 0, 0.16}; // σ = 0.1 0.2 0.4: weights as 4 : 2 : 1
  const auto weights = require(riskParityWeights(c));
  near(weights[0], 4.0 / 7);
  near(weights[1], 2.0 / 7);
  near(weights[2], 1.0 / 7);
  // By budgets, wᵢ as √bᵢ/σᵢ: √0.25/0.1 : √0.25/0.2 : √0.5/0.4 = 5 : 2.5 : 1.7678.
  const std::vector<double> budgets{1, 1, 2};
  const auto shared = require(riskParityWeights(c, budgets));
  const double third = std::sqrt(0.5) / 0.4;
  near(shared[0], 5 / (7.5 + third));
  near(riskContributions(c, shared)[2], 0.5);
}

void TstPositionSize::parityLaws()
{
  const bool ok = rc::check("contributions are equal, weights positive with sum 1, the scale does not matter", [] {
    const auto n = static_cast<std::size_t>(*rc::gen::inRange(1, 9));
    std::vector<double> c = covariance(n);
    const auto weights = require(riskParityWeights(c));
    RC_ASSERT(std::abs(std::accumulate(weights.begin(), weights.end(), 0.0) - 1) < 1e-12);
    for (const double weight : weights)
      RC_ASSERT(weight > 0);
    for (const double share : riskContributions(c, weights))
      RC_ASSERT(std::abs(share - 1.0 / static_cast<double>(n)) < 1e-8);
    for (double& x : c)
      x *= 250;
    const auto scaled = require(riskParityWeights(c));
    for (std::size_t i = 0; i < n; ++i)
      RC_ASSERT(std::abs(scaled[i] - weights[i]) < 1e-8);
  });
  QVERIFY(ok);
}

void TstPositionSize::parityRefusesWhatIsNoCovariance()
{
  const auto codeOf = [](const std::vector<double>& c, const std::vector<double>& budgets = {}) {
    const auto weights = riskParityWeights(c, budgets);
    return weights ? QString("solved") : text(weights.error().code);
  };
  QCOMPARE(codeOf({}), QString("risk.parity.bad_shape"));
  QCOMPARE(codeOf({1, 0, 1}), QString("risk.parity.bad_shape"));
  QCOMPARE(codeOf({1, 0, 0, -1}), QString("risk.parity.bad_covariance"));
  QCOMPARE(codeOf({1, 0.5, 0.4, 1}), QString("risk.parity.bad_covariance"));
  QCOMPARE(codeOf({1, 2, 2, 1}), QString("risk.parity.bad_covariance")); // a correlation of 2
  QCOMPARE(codeOf({1, NAN, NAN, 1}), QString("risk.parity.bad_covariance"));
  QCOMPARE(codeOf({1, -1, -1, 1}), QString("risk.parity.no_solution")); // together they have no risk to share
  QCOMPARE(codeOf({1, 0, 0, 1}, {1}), QString("risk.parity.bad_budget"));
  QCOMPARE(codeOf({1, 0, 0, 1}, {1, 0}), QString("risk.parity.bad_budget"));
}

QTEST_APPLESS_MAIN(TstPositionSize)
#include "tst_position_size.moc"
