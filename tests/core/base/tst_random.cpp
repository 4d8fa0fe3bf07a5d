// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"

#include "core/base/math.h"
#include "core/base/testing/scripted_random.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>

using namespace zvt;

class TstRandom : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void seededSequenceIsFixed()
  {
    // By a Python version of the authors' splitmix64.c and xoshiro256starstar.c, itself checked on the published
    // 6457827717110365317, 3203168211198807973 … (splitmix64 of 1234567) and 11520, 0, 1509978240 … (state 1, 2, 3, 4).
    SeededRandom random(1'234'567);
    for (const std::uint64_t expected :
        {3504822795582309479U, 1819558768956484042U, 1250851346055027673U, 16940231675099994102U})
      QCOMPARE(random.next(), expected);
  }

  /// Of state 1, 2, 3, 4 the authors' xoshiro256starstar.c gives 11520, 0, 1509978240.
  void goesOnFromAState()
  {
    SeededRandom random(9);
    const std::string text = "0000000000000001000000000000000200000000000000030000000000000004";
    QVERIFY(random.setState(text));
    QCOMPARE(random.state(), text);
    for (const std::uint64_t expected : {11520U, 0U, 1509978240U})
      QCOMPARE(random.next(), expected);
    const std::string after = random.state();
    for (const char* wrong : {"", "1", "000000000000000100000000000000020000000000000003000000000000000x",
             "0000000000000000000000000000000000000000000000000000000000000000"})
      QVERIFY2(!random.setState(wrong), wrong);
    QCOMPARE(random.state(), after);
  }

  void uniformStaysBelowOne()
  {
    testing::ScriptedRandom random({0, std::numeric_limits<std::uint64_t>::max()});
    QCOMPARE(random.uniform(), 0.0);
    QCOMPARE(random.uniform(), 1 - 0x1.0p-53);
  }

  void belowHasNoBias()
  {
    // 2^64 mod 3 = 1: of all words only 0 has to be drawn again.
    testing::ScriptedRandom random({0, 5, 1, 3});
    QCOMPARE(random.below(3), std::uint64_t{2});
    QCOMPARE(random.below(3), std::uint64_t{1});
    QCOMPARE(random.below(3), std::uint64_t{0});
    QCOMPARE(random.below(0), std::uint64_t{0});
    SeededRandom seeded(1);
    std::array<int, 6> counts{};
    for (int i = 0; i < 60'000; ++i)
      ++counts.at(seeded.below(6));
    for (const int count : counts)
      QVERIFY(std::abs(count - 10'000) < 460); // five standard deviations of sqrt(60000 · 1/6 · 5/6) = 91
  }

  void normalHasItsMoments()
  {
    SeededRandom random(2);
    constexpr int kCount = 200'000;
    double sum = 0;
    double squares = 0;
    int inside = 0;
    for (int i = 0; i < kCount; ++i) {
      const double x = random.normal();
      sum += x;
      squares += x * x;
      inside += std::abs(x) < 1 ? 1 : 0;
    }
    QVERIFY(std::abs(sum / kCount) < 5 / std::sqrt(kCount));
    QVERIFY(std::abs(squares / kCount - 1) < 5 * std::sqrt(2.0 / kCount));
    QVERIFY(std::abs(static_cast<double>(inside) / kCount - 0.6827) < 0.006);
  }

  void logarithmIsWithinOneUnit()
  {
    SeededRandom random(3);
    for (int i = 0; i < 200'000; ++i) {
      const double x = std::ldexp(random.uniform() + 0.5, static_cast<int>(random.below(2'000)) - 1'000);
      const double expected = std::log(x);
      const double unit = std::abs(std::nextafter(expected, 1e300) - expected);
      QVERIFY(std::abs(math::log(x) - expected) <= unit);
    }
    QCOMPARE(math::log(1), 0.0);
    QVERIFY(std::isnan(math::log(-1)));
    QVERIFY(std::isinf(math::log(0)));
  }

  void systemEntropyVaries()
  {
    SystemRandom random;
    const std::uint64_t first = random.next();
    QVERIFY(random.next() != first || random.next() != first); // equal three times: once in 2^128
  }
};

QTEST_APPLESS_MAIN(TstRandom)
#include "tst_random.moc"
