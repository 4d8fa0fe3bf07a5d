// SPDX-License-Identifier: Apache-2.0
#include "core/base/math.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace zvt::math {

double log(double x)
{
  constexpr double kLn2High = 6.93147180369123816490e-01;
  constexpr double kLn2Low = 1.90821492927058770002e-10;
  constexpr double kPolynomial[] = {6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
      2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01};

  if (std::isnan(x) || x < 0)
    return std::numeric_limits<double>::quiet_NaN();
  if (x == 0)
    return -std::numeric_limits<double>::infinity();
  if (std::isinf(x))
    return x;

  // x = 2^k (1 + f) with sqrt(1/2) < 1 + f < sqrt(2)
  int k = 0;
  double mantissa = 0;
  if (x >= std::numeric_limits<double>::min()) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    k = static_cast<int>(bits >> 52U) - 1023;
    mantissa = std::bit_cast<double>((bits & 0xfffffffffffffU) | 0x3ff0000000000000U);
  } else {
    mantissa = 2 * std::frexp(x, &k); // frexp gives [1/2, 1)
    --k;
  }
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    ++k;
  }
  const double f = mantissa - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  double r = 0;
  for (int i = 6; i >= 0; --i)
    r = z * (kPolynomial[i] + r);
  const double halfSquare = 0.5 * f * f;
  return k * kLn2High - ((halfSquare - (s * (halfSquare + r) + k * kLn2Low)) - f);
}

}
