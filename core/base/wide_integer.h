// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zvt {

/// A signed 128-bit integer in two's complement. The wide arithmetic lives in wide_integer.cpp alone, so that
/// compilers without a 128-bit type (MSVC) need nothing else.
struct WideInteger {
  std::int64_t high = 0;
  std::uint64_t low = 0;

  static constexpr WideInteger fromInt(std::int64_t value)
  {
    return {value < 0 ? -1 : 0, static_cast<std::uint64_t>(value)};
  }
  /// The exact product of two 64-bit integers.
  static constexpr WideInteger multiply(std::int64_t a, std::int64_t b)
  {
    const bool negative = (a < 0) != (b < 0);
    const std::uint64_t x = a < 0 ? 0 - static_cast<std::uint64_t>(a) : static_cast<std::uint64_t>(a);
    const std::uint64_t y = b < 0 ? 0 - static_cast<std::uint64_t>(b) : static_cast<std::uint64_t>(b);
    const std::uint64_t xl = x & 0xffffffffU, xh = x >> 32U, yl = y & 0xffffffffU, yh = y >> 32U;
    const std::uint64_t mid = xh * yl + ((xl * yl) >> 32U);
    const std::uint64_t mid2 = xl * yh + (mid & 0xffffffffU);
    const WideInteger product{static_cast<std::int64_t>(xh * yh + (mid >> 32U) + (mid2 >> 32U)), x * y};
    return negative ? product.negated() : product;
  }
  [[nodiscard]] constexpr WideInteger negated() const
  {
    const std::uint64_t newLow = ~low + 1;
    return {static_cast<std::int64_t>(~static_cast<std::uint64_t>(high) + (newLow == 0 ? 1 : 0)), newLow};
  }
  [[nodiscard]] constexpr bool isZero() const { return high == 0 && low == 0; }
  [[nodiscard]] constexpr bool isNegative() const { return high < 0; }

  constexpr std::strong_ordering operator<=>(const WideInteger& other) const
  {
    return high != other.high ? high <=> other.high : low <=> other.low;
  }
  constexpr bool operator==(const WideInteger&) const = default;
};

/// How much a truncated division left over, against half of the divisor.
enum class Remainder { Zero, BelowHalf, Half, AboveHalf };

struct WideQuotient {
  WideInteger value; ///< truncated towards zero
  Remainder remainder = Remainder::Zero;
  bool negative = false; ///< the sign of the exact quotient, also where value is 0
};

/// The sum, or nothing where it leaves ±(2^127 − 1).
[[nodiscard]] std::optional<WideInteger> addChecked(WideInteger a, WideInteger b);
/// a × b ÷ c by way of a 256-bit product; nothing where the quotient leaves ±(2^127 − 1) or @p c is 0.
[[nodiscard]] std::optional<WideQuotient> multiplyDivide(WideInteger a, WideInteger b, WideInteger c);
/// The decimal digits of the magnitude, without sign; "0" for zero.
[[nodiscard]] std::string magnitudeDigits(WideInteger value);
/// Reads decimal digits and nothing else; nothing where they leave 2^127 − 1 or another character appears.
[[nodiscard]] std::optional<WideInteger> fromDigits(std::string_view digits);

}
