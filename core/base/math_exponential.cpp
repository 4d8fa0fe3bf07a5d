// SPDX-License-Identifier: Apache-2.0
// Exponentials, powers and decimal logarithms: a table lookup, then a short series over what is left.
#include "core/base/math.h"
#include "core/base/twofold.h"

#include <array>
#include <cmath>
#include <limits>

namespace zvt::math {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr Twofold kLn2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
constexpr Twofold kPerLn10{0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57}; ///< 1 / ln 10

/// e^x by its series, for |x| < 1.
constexpr Twofold expSeries(const Twofold& x)
{
  Twofold sum{1, 0};
  for (int n = 28; n > 0; --n)
    sum = Twofold{1, 0} + x * sum / Twofold{static_cast<double>(n), 0};
  return sum;
}

/// ln c = 2 artanh((c − 1)/(c + 1)), for c near 1.
constexpr Twofold logSeries(double c)
{
  const Twofold s = Twofold{c - 1, 0} / Twofold{c + 1, 0};
  const Twofold square = s * s;
  Twofold sum{};
  for (int n = 51; n > 0; n -= 2)
    sum = Twofold{1, 0} / Twofold{static_cast<double>(n), 0} + square * sum;
  return s * sum * 2;
}

constexpr int kSteps = 64; ///< of the table of powers of 2

constexpr std::array<Twofold, kSteps> makePowers()
{
  std::array<Twofold, kSteps> powers{};
  for (int i = 0; i < kSteps; ++i)
    powers[static_cast<std::size_t>(i)] = expSeries(kLn2 * (static_cast<double>(i) / kSteps));
  return powers;
}
constexpr auto kPowers = makePowers(); ///< 2^(i/64)

/// A number near 1/x, and its logarithm.
struct Reciprocal {
  double value = 1;
  Twofold log;
};
constexpr int kParts = 128; ///< of [1, 2)
constexpr int kFirstPart = 90; ///< √½ · 128

/// Of the middle of each part between √½ and √2, cut to a few bits; 1 next to 1, where a logarithm is small.
constexpr std::array<Reciprocal, 92> makeReciprocals()
{
  std::array<Reciprocal, 92> made{};
  for (std::size_t i = 0; i < made.size(); ++i) {
    const auto part = static_cast<int>(i) + kFirstPart;
    if (part == kParts - 1 || part == kParts)
      continue;
    made[i].value = static_cast<double>(static_cast<int>(512 * kParts / (part + 0.5) + 0.5)) / 512;
    made[i].log = logSeries(made[i].value);
  }
  return made;
}
constexpr auto kReciprocals = makeReciprocals();

/// @param x over 0, finite
Twofold logOf(double x)
{
  int exponent = 0;
  double mantissa = 2 * std::frexp(x, &exponent); // in [1, 2)
  --exponent;
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    ++exponent;
  }
  const Reciprocal& table = kReciprocals[static_cast<std::size_t>(static_cast<int>(mantissa * kParts) - kFirstPart)];
  const Twofold product = exactProduct(mantissa, table.value);
  const Twofold r = orderedSum(product.high - 1, product.low); // less than 1/64
  double series = 0; // of ln(1 + r), beginning with r³/3
  for (int n = 12; n >= 3; --n)
    series = 1.0 / n - r.high * series;
  series *= r.high * r.high * r.high;
  return kLn2 * exponent - table.log + r + r * r * -0.5 + Twofold{series, 0};
}

/// e^x rounded once. @param x of any size
double expOf(const Twofold& x)
{
  if (x.high > 710)
    return kInfinity;
  if (x.high < -746)
    return 0;
  const double steps = std::floor(x.high * (kSteps / 0.6931471805599453) + 0.5);
  const Twofold r = x - kLn2 * (steps / kSteps);
  const auto whole = static_cast<int>(std::floor(steps / kSteps));
  const Twofold& power = kPowers[static_cast<std::size_t>(static_cast<int>(steps) - whole * kSteps)];
  const double h = r.high; // less than 0.006
  const double rest = r.low + h * h * (1.0 / 2 + h * (1.0 / 6 + h * (1.0 / 24 + h * (1.0 / 120 + h / 720))));
  return std::ldexp(power.high + (power.low + power.high * (h + rest)), whole);
}

bool isWhole(double x)
{
  return std::floor(x) == x;
}

/// Of 0 and the infinities; a sign of @p x is not looked at. @param x not negative
double powerOfLimits(double x, double y)
{
  const bool isLarge = x > 1;
  return isLarge == (y > 0) ? kInfinity : 0;
}

}

double exp(double x)
{
  return std::isnan(x) ? x : expOf({x, 0});
}

double log10(double x)
{
  if (std::isnan(x) || x < 0)
    return kNone;
  if (x == 0)
    return -kInfinity;
  if (std::isinf(x))
    return x;
  const Twofold result = logOf(x) * kPerLn10;
  return result.high + result.low;
}

double pow(double x, double y)
{
  if (y == 0 || x == 1)
    return 1;
  if (std::isnan(x) || std::isnan(y))
    return kNone;
  const double size = std::fabs(x);
  if (std::isinf(y))
    return size == 1 ? 1 : powerOfLimits(size, y);
  const bool isOdd = std::fabs(y) < 9007199254740992.0 && isWhole(y) && !isWhole(y / 2);
  const double sign = std::signbit(x) && isOdd ? -1 : 1;
  if (size == 0 || std::isinf(x))
    return sign * powerOfLimits(size, y);
  if (x < 0 && !isWhole(y))
    return kNone;
  // Beyond these exponents every power but that of 1 is 0 or infinite.
  const double exponent = std::fabs(y) > 1e21 ? std::copysign(1e21, y) : y;
  return sign * expOf(logOf(size) * exponent);
}

}
