// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace zvt::math {

/// A number as the unevaluated sum of two doubles, some 106 bits: for functions that have to be right to the last bit
/// of one double. Only + − × ÷, so that the same bits come out on every machine (-ffp-contract=off).
/// Source: T. J. Dekker, A floating-point technique for extending the available precision, 1971.
struct Twofold {
  double high = 0;
  double low = 0; ///< at most half a unit in the last place of high
};

/// @param a not smaller in magnitude than b, or 0
[[nodiscard]] constexpr Twofold orderedSum(double a, double b)
{
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

[[nodiscard]] constexpr Twofold exactSum(double a, double b)
{
  const double sum = a + b;
  const double other = sum - a;
  return {sum, (a - (sum - other)) + (b - other)};
}

/// Exact unless it overflows: factors up to some 1e150.
[[nodiscard]] constexpr Twofold exactProduct(double a, double b)
{
  constexpr double kSplit = 134217729; // 2^27 + 1
  const double aHigh = kSplit * a - (kSplit * a - a);
  const double bHigh = kSplit * b - (kSplit * b - b);
  const double aLow = a - aHigh;
  const double bLow = b - bHigh;
  const double product = a * b;
  return {product, ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow};
}

[[nodiscard]] constexpr Twofold operator-(const Twofold& a)
{
  return {-a.high, -a.low};
}
[[nodiscard]] constexpr Twofold operator+(const Twofold& a, const Twofold& b)
{
  const Twofold high = exactSum(a.high, b.high);
  const Twofold low = exactSum(a.low, b.low);
  const Twofold sum = orderedSum(high.high, high.low + low.high);
  return orderedSum(sum.high, sum.low + low.low);
}
[[nodiscard]] constexpr Twofold operator-(const Twofold& a, const Twofold& b)
{
  return a + -b;
}
[[nodiscard]] constexpr Twofold operator*(const Twofold& a, const Twofold& b)
{
  const Twofold product = exactProduct(a.high, b.high);
  return orderedSum(product.high, product.low + (a.high * b.low + a.low * b.high));
}
[[nodiscard]] constexpr Twofold operator*(const Twofold& a, double b)
{
  return a * Twofold{b, 0};
}
[[nodiscard]] constexpr Twofold operator/(const Twofold& a, const Twofold& b)
{
  const double first = a.high / b.high;
  const Twofold rest = a - b * first;
  return orderedSum(first, (rest.high + rest.low) / b.high);
}

}
