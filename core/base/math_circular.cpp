// SPDX-License-Identifier: Apache-2.0
// Sines and their kin: the angle is cut to an eighth of a turn with as much of 2/π as its size asks for.
#include "core/base/math.h"
#include "core/base/twofold.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace zvt::math {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr Twofold kHalfPi{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};

/// An angle as quarter turns and what is left, within an eighth of a turn.
struct Turned {
  unsigned quarter = 0; ///< modulo 4
  Twofold rest;
};

/// 2/π: 64 zeros in front of the point, then its binary digits.
constexpr std::array<std::uint32_t, 42> kTwoOverPi{0, 0, 0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599,
    0x3c439041, 0xfe5163ab, 0xdebbc561, 0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e,
    0xe88235f5, 0x2ebb4484, 0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff,
    0xde05980f, 0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b,
    0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab, 0xf0cfbc20, 0x9af4361d};

constexpr std::size_t kLimbs = 6; ///< 192 bits
using Limbs = std::array<std::uint32_t, kLimbs>; ///< the lowest first

/// Bits @p first … first + 191 of kTwoOverPi.
Limbs digitsFrom(std::size_t first)
{
  Limbs limbs{};
  for (std::size_t i = 0; i < kLimbs; ++i) {
    const std::size_t word = first / 32 + i;
    const std::uint64_t two = std::uint64_t{kTwoOverPi[word]} << 32U | kTwoOverPi[word + 1];
    limbs[kLimbs - 1 - i] = static_cast<std::uint32_t>(two << (first % 32) >> 32U);
  }
  return limbs;
}

/// Modulo 2^192.
Limbs product(const Limbs& a, std::uint64_t b)
{
  Limbs result{};
  for (std::size_t shift = 0; shift < 2; ++shift) {
    const std::uint64_t half = shift == 0 ? b & 0xffffffffU : b >> 32U;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i + shift < kLimbs; ++i) {
      carry += a[i] * half + result[i + shift];
      result[i + shift] = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
  }
  return result;
}

/// @param x finite, not negative
Turned turned(double x)
{
  if (x <= 0.78539816339744828)
    return {0, {x, 0}};
  int exponent = 0;
  const auto mantissa = static_cast<std::uint64_t>(std::ldexp(std::frexp(x, &exponent), 53));
  exponent -= 53; // x = mantissa · 2^exponent
  // Digits that make whole turns are left out, the rest has 190 digits behind the point.
  Limbs turns = product(digitsFrom(static_cast<std::size_t>(exponent - 2 + 64)), mantissa);
  Turned result{turns[kLimbs - 1] >> 30U, {}};
  const bool isBehind = (turns[kLimbs - 1] & 0x20000000U) != 0; // over half a quarter: as seen from the next one
  turns[kLimbs - 1] &= 0x3fffffffU;
  if (isBehind) {
    result.quarter = (result.quarter + 1) % 4;
    std::uint64_t carry = 1;
    for (std::uint32_t& limb : turns) {
      carry += ~limb;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
    turns[kLimbs - 1] &= 0x3fffffffU;
  }
  Twofold part{};
  for (std::size_t i = kLimbs; i-- > 0;)
    part = part + Twofold{std::ldexp(static_cast<double>(turns[i]), 32 * static_cast<int>(i) - 190), 0};
  result.rest = part * kHalfPi;
  if (isBehind)
    result.rest = -result.rest;
  return result;
}

/// Σ (−1)^n x^n / ((first + 2n)! / (first − 1)!)…: what follows the first term of a sine (first = 2) or cosine (1),
/// divided by it. @param square of the angle
double alternating(double square, int first)
{
  double sum = 0;
  for (int n = first + 16; n >= first; n -= 2)
    sum = square / (n * (n + 1)) * (1 - sum);
  return sum;
}

/// @param x within an eighth of a turn
Twofold sineOf(const Twofold& x)
{
  const double square = x.high * x.high;
  return orderedSum(x.high, x.low * (1 - square / 2) - x.high * alternating(square, 2));
}

Twofold cosineOf(const Twofold& x)
{
  const Twofold half = exactProduct(x.high, x.high) * 0.5;
  const Twofold first = orderedSum(1, -half.high);
  // The rest of the series from x⁴/24 on.
  const double rest = half.high * alternating(2 * half.high, 3);
  return orderedSum(first.high, first.low - half.low - x.high * x.low + rest);
}

double rounded(const Twofold& x, bool isNegative)
{
  return isNegative ? -(x.high + x.low) : x.high + x.low;
}

constexpr int kNodes = 16; ///< of the table of arctangents over [0, 1]

/// By its series, for |x| ≤ 1/16.
constexpr Twofold atanSeries(const Twofold& x)
{
  const Twofold square = x * x;
  Twofold sum{};
  for (int n = 27; n > 0; n -= 2)
    sum = Twofold{1, 0} / Twofold{static_cast<double>(n), 0} - square * sum;
  return x * sum;
}

/// Each from the one before: atan a − atan b = atan((a − b)/(1 + ab)).
constexpr std::array<Twofold, kNodes + 1> makeArctangents()
{
  std::array<Twofold, kNodes + 1> made{};
  for (int i = 1; i <= kNodes; ++i) {
    const double square = static_cast<double>(i) * (i - 1) / (kNodes * kNodes);
    const Twofold apart = Twofold{1.0 / kNodes, 0} / Twofold{1 + square, 0};
    made[static_cast<std::size_t>(i)] = made[static_cast<std::size_t>(i - 1)] + atanSeries(apart);
  }
  return made;
}
constexpr auto kArctangents = makeArctangents(); ///< of i/16

/// The angle of a point of the first quarter. @param y, x neither negative, not both 0
Twofold angleOf(const Twofold& y, const Twofold& x)
{
  if (y.high > x.high)
    return kHalfPi - angleOf(x, y);
  const Twofold t = y / x;
  const auto node = static_cast<int>(t.high * kNodes + 0.5);
  const double a = static_cast<double>(node) / kNodes;
  const Twofold d = node == 0 ? t : (t - Twofold{a, 0}) / (Twofold{1, 0} + t * a);
  const double square = d.high * d.high; // less than 1/1024
  double series = 0;
  for (int n = 13; n >= 3; n -= 2)
    series = square * (1.0 / n - series);
  const Twofold small = orderedSum(d.high, d.low - d.high * series);
  return kArctangents[static_cast<std::size_t>(node)] + small;
}

/// √(1 − x²) for |x| ≤ 1.
Twofold otherLeg(double x)
{
  const Twofold square = Twofold{1, 0} - exactProduct(x, x);
  if (square.high <= 0)
    return {};
  const double root = std::sqrt(square.high);
  const Twofold rest = square - exactProduct(root, root);
  return orderedSum(root, rest.high / (2 * root));
}

}

double sin(double x)
{
  if (!std::isfinite(x))
    return kNone;
  if (std::fabs(x) < 1e-8)
    return x;
  const Turned angle = turned(std::fabs(x));
  const Twofold value = angle.quarter % 2 == 0 ? sineOf(angle.rest) : cosineOf(angle.rest);
  return rounded(value, (angle.quarter >= 2) != (x < 0));
}

double cos(double x)
{
  if (!std::isfinite(x))
    return kNone;
  const Turned angle = turned(std::fabs(x));
  const Twofold value = angle.quarter % 2 == 0 ? cosineOf(angle.rest) : sineOf(angle.rest);
  return rounded(value, angle.quarter == 1 || angle.quarter == 2);
}

double tan(double x)
{
  if (!std::isfinite(x))
    return kNone;
  if (std::fabs(x) < 1e-8)
    return x;
  const Turned angle = turned(std::fabs(x));
  const Twofold sine = sineOf(angle.rest);
  const Twofold cosine = cosineOf(angle.rest);
  return rounded(angle.quarter % 2 == 0 ? sine / cosine : -(cosine / sine), x < 0);
}

double atan(double x)
{
  if (std::isnan(x))
    return x;
  const double size = std::fabs(x);
  if (size < 1e-8)
    return x;
  if (size > 1e17)
    return std::copysign(kHalfPi.high, x);
  return rounded(angleOf({size, 0}, {1, 0}), x < 0);
}

double asin(double x)
{
  if (std::isnan(x) || std::fabs(x) > 1)
    return kNone;
  if (std::fabs(x) < 1e-8)
    return x;
  return rounded(angleOf({std::fabs(x), 0}, otherLeg(x)), x < 0);
}

double acos(double x)
{
  if (std::isnan(x) || std::fabs(x) > 1)
    return kNone;
  const Twofold angle = angleOf(otherLeg(x), {std::fabs(x), 0});
  return rounded(x < 0 ? kHalfPi + kHalfPi - angle : angle, false);
}

}
