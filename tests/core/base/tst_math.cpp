// SPDX-License-Identifier: Apache-2.0
#include "core/base/math.h"
#include "tests/core/base/math_figures.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <string_view>

using namespace zvt;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
const double kNone = std::nan("");

double valueOf(const tests::MathFigure& figure)
{
  using One = double (*)(double);
  constexpr std::pair<std::string_view, One> kFunctions[] = {{"exp", math::exp}, {"log", math::log},
      {"log10", math::log10}, {"sin", math::sin}, {"cos", math::cos}, {"tan", math::tan}, {"asin", math::asin},
      {"acos", math::acos}, {"atan", math::atan}};
  for (const auto& [name, function] : kFunctions)
    if (name == figure.function)
      return function(figure.x);
  return math::pow(figure.x, figure.y);
}

bool areSame(double a, double b)
{
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

}

class TstMath : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void withinOneUnitInTheLastPlace()
  {
    int exact = 0;
    for (const tests::MathFigure& figure : tests::kMathFigures) {
      const double got = valueOf(figure);
      const bool isNear = got == figure.result || std::nextafter(got, figure.result) == figure.result;
      QVERIFY2(isNear,
          qPrintable(QStringLiteral("%1(%2, %3) is %4 instead of %5")
                  .arg(figure.function)
                  .arg(figure.x, 0, 'g', 17)
                  .arg(figure.y, 0, 'g', 17)
                  .arg(got, 0, 'g', 17)
                  .arg(figure.result, 0, 'g', 17)));
      exact += got == figure.result ? 1 : 0;
    }
    QVERIFY2(exact >= std::ssize(tests::kMathFigures) * 95 / 100, qPrintable(QString::number(exact)));
  }

  /// A whole power that a double can hold is that number, and its decimal logarithm the exponent.
  void wholePowersAreExact()
  {
    double ten = 1;
    for (int n = 0; n <= 22; ++n, ten *= 10) { // 10^22 is the last one that a double holds
      QCOMPARE(math::pow(10, n), ten);
      QCOMPARE(math::log10(ten), static_cast<double>(n));
    }
    for (int n = -1074; n <= 1023; ++n)
      QCOMPARE(math::pow(2, n), std::ldexp(1.0, n));
    double three = 1;
    for (int n = 0; n <= 33; ++n, three *= 3)
      QCOMPARE(math::pow(-3, n), n % 2 == 0 ? three : -three);
  }

  /// The cases of IEEE 754-2019, section 9.2.1.
  void limits()
  {
    const double rows[][3] = {{kNone, 0, 1}, {1, kNone, 1}, {kNone, 1, kNone}, {2, kNone, kNone}, {0, 3, 0},
        {-0.0, 3, -0.0}, {-0.0, 2, 0}, {0, -2, kInfinity}, {-0.0, -3, -kInfinity}, {-1, kInfinity, 1},
        {0.5, kInfinity, 0}, {0.5, -kInfinity, kInfinity}, {2, kInfinity, kInfinity}, {2, -kInfinity, 0},
        {-kInfinity, 3, -kInfinity}, {-kInfinity, -3, -0.0}, {kInfinity, -0.5, 0}, {-8, 1.0 / 3, kNone},
        {1e300, 2, kInfinity}, {1e-300, 2, 0}, {-10, 1e300, kInfinity}};
    for (const auto& [x, y, result] : rows)
      QVERIFY2(areSame(math::pow(x, y), result), qPrintable(QStringLiteral("pow(%1, %2)").arg(x).arg(y)));
    QVERIFY(areSame(math::exp(kNone), kNone) && areSame(math::exp(800), kInfinity) && areSame(math::exp(-800), 0));
    QVERIFY(math::exp(0) == 1 && math::exp(kInfinity) == kInfinity && math::exp(-kInfinity) == 0);
    QVERIFY(areSame(math::log10(0), -kInfinity) && areSame(math::log10(-1), kNone));
    QVERIFY(areSame(math::log10(kInfinity), kInfinity) && areSame(math::log10(kNone), kNone));
    for (const auto function : {math::sin, math::cos, math::tan})
      QVERIFY(areSame(function(kInfinity), kNone) && areSame(function(kNone), kNone));
    for (const auto function : {math::sin, math::tan, math::asin, math::atan})
      QVERIFY(areSame(function(0), 0) && areSame(function(-0.0), -0.0));
    QVERIFY(areSame(math::asin(1.1), kNone) && areSame(math::acos(-1.1), kNone) && math::acos(1) == 0);
    QCOMPARE(math::atan(kInfinity), std::acos(0.0));
    QCOMPARE(math::atan(-kInfinity), -std::acos(0.0));
  }
};

QTEST_APPLESS_MAIN(TstMath)
#include "tst_math.moc"
