// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"
#include "core/factor/volatility_index.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::factor;

namespace {

OptionQuote quote(double strike, double call, double put)
{
  return {strike, call, call, put, put}; // no spread: the middle is the price
}

/// One expiration after a tenth of a year, no interest.
OptionChain smallChain()
{
  return {0.1, 0,
      {quote(90, 10.6, 0.5), quote(95, 6.5, 1.5), quote(100, 3.5, 3.0), quote(105, 1.2, 5.9), quote(110, 0.4, 10.1)}};
}

bool isNear(double found, double expected, double tolerance)
{
  return std::fabs(found - expected) <= tolerance;
}

}

class TstFactorVolatilityIndex : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void handWorkedChain();
  void strikesWithoutBidsEndTheChain();
  void forwardOfTheWhitePaper();
  void interpolationOfTheWhitePaper();
  void badChainsAreRefused();
};

/// Calls and puts are nearest at 100: F = 100 + (3.5 − 3.0) = 100.5, K₀ = 100, Q(100) = 3.25.
/// Σ ΔK/K²·Q = 5/8100·0.5 + 5/9025·1.5 + 5/10000·3.25 + 5/11025·1.2 + 5/12100·0.4
///           = 0.000308642 + 0.000831025 + 0.001625 + 0.000544218 + 0.000165289 = 0.003474174
/// σ² = (2·0.003474174 − 0.005²) / 0.1 = 0.069233477
void TstFactorVolatilityIndex::handWorkedChain()
{
  const auto found = chainVariance(smallChain());
  QVERIFY(found.has_value());
  QCOMPARE(found->forward, 100.5);
  QCOMPARE(found->centre, 100.0);
  QCOMPARE(found->options, std::size_t{5});
  QVERIFY(isNear(found->variance, 0.06923347698659484, 1e-15));
}

/// One strike without a bid is passed over: 115 falls out, so ΔK of 110 is (120 − 105)/2 = 7.5 and of 120 it is 10; two
/// in a row end the chain: 130 and 135 have no bid, so 140 is not looked at. Σ = 0.003626263, σ² = 0.072275258.
void TstFactorVolatilityIndex::strikesWithoutBidsEndTheChain()
{
  OptionChain chain = smallChain();
  chain.quotes.push_back({115, 0, 0.2, 15, 15});
  chain.quotes.push_back({120, 0.05, 0.15, 20, 20});
  chain.quotes.push_back({130, 0, 0.1, 30, 30});
  chain.quotes.push_back({135, 0, 0.1, 35, 35});
  chain.quotes.push_back({140, 5, 5, 40, 40});
  const auto found = chainVariance(chain);
  QVERIFY(found.has_value());
  QCOMPARE(found->options, std::size_t{6});
  QVERIFY(isNear(found->variance, 0.0722752584374672, 1e-15));
}

/// Cboe's white paper: strike 1965, call 21.05, put 23.15, R 0.0305 %, T 0.0683486 give F = 1962.89996 and K₀ = 1960.
void TstFactorVolatilityIndex::forwardOfTheWhitePaper()
{
  const OptionChain chain{
      0.0683486, 0.000305, {quote(1955, 27, 19), quote(1960, 24.25, 21.3), quote(1965, 21.05, 23.15)}};
  const auto found = chainVariance(chain);
  QVERIFY(found.has_value());
  QVERIFY(isNear(found->forward, 1962.89996, 0.000005));
  QCOMPARE(found->centre, 1960.0);
}

/// Cboe's white paper: variances 0.01846292 (35,924 minutes) and 0.01882101 (46,394 minutes) give 13.69 for 43,200.
void TstFactorVolatilityIndex::interpolationOfTheWhitePaper()
{
  QCOMPARE(std::round(100 * indexOfVariances(35924 / 525600.0, 0.01846292, 46394 / 525600.0, 0.01882101)) / 100, 13.69);
}

void TstFactorVolatilityIndex::badChainsAreRefused()
{
  const auto reason = [](const auto& result) {
    if (result.has_value() || result.error().code != "factor.option_chain")
      return std::string();
    return std::string(result.error().field("reason"));
  };
  OptionChain chain = smallChain();
  chain.years = 0;
  QCOMPARE(reason(chainVariance(chain)), std::string("years"));
  chain = smallChain();
  chain.quotes[1].strike = 100;
  QCOMPARE(reason(chainVariance(chain)), std::string("strikes"));
  QCOMPARE(reason(chainVariance({0.1, 0, {}})), std::string("strikes"));
  chain.quotes = {{100, 0, 0, 0, 0}};
  QCOMPARE(reason(chainVariance(chain)), std::string("quotes"));
  QCOMPARE(reason(volatilityIndex(smallChain(), smallChain())), std::string("order"));
  OptionChain later = smallChain();
  later.years = 0.2;
  QVERIFY(volatilityIndex(smallChain(), later).has_value());
  for (const std::string& language : Messages::languages())
    QVERIFY(Messages::load(language)->contains("factor.option_chain"));
}

QTEST_APPLESS_MAIN(TstFactorVolatilityIndex)
#include "tst_factor_volatility_index.moc"
