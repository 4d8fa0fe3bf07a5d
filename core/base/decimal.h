// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/wide_integer.h"

#include <compare>
#include <string>
#include <string_view>

namespace zvt {

enum class Rounding {
  HalfUp, ///< half away from zero, the exchanges' rule; not bank rounding
  Down, ///< towards zero
  Up, ///< away from zero
  Floor,
  Ceiling
};

/// An exact decimal: a 128-bit integer times 1e-12. Every operation is exact or says that it is not:
/// overflow yields "number.overflow", never a wrong value.
class Decimal {
public:
  static constexpr int kScale = 12;

  constexpr Decimal() = default;
  static constexpr Decimal fromInt(std::int64_t value)
  {
    return Decimal(WideInteger::multiply(value, 1'000'000'000'000LL));
  }
  static constexpr Decimal fromRaw(WideInteger raw) { return Decimal(raw); }
  /// Reads [+-]digits[.digits][e±n] exactly. Errors: number.bad_decimal, number.too_precise, number.overflow.
  static Result<Decimal> parse(std::string_view text);
  /// The decimal with the shortest text that reads back as @p value (31.1 gives exactly 31.1, not its binary
  /// neighbour). Digits beyond 1e-12 are rounded half up. Errors: number.not_finite, number.overflow.
  static Result<Decimal> fromDouble(double value);

  [[nodiscard]] constexpr WideInteger raw() const { return m_raw; }
  [[nodiscard]] double toDouble() const;
  /// Plain text without trailing zeros: "31.25", "-0.5", "0".
  [[nodiscard]] std::string toString() const;
  /// Text with exactly @p decimals digits after the point, rounded half up.
  [[nodiscard]] std::string toFixed(int decimals) const;
  [[nodiscard]] constexpr bool isZero() const { return m_raw.isZero(); }
  [[nodiscard]] constexpr bool isNegative() const { return m_raw.isNegative(); }

  [[nodiscard]] Result<Decimal> add(Decimal other) const;
  [[nodiscard]] Result<Decimal> subtract(Decimal other) const;
  /// The product rounded to 1e-12.
  [[nodiscard]] Result<Decimal> multiply(Decimal other, Rounding rounding = Rounding::HalfUp) const;
  /// The quotient rounded to 1e-12. Errors: number.divide_by_zero, number.overflow.
  [[nodiscard]] Result<Decimal> divide(Decimal other, Rounding rounding = Rounding::HalfUp) const;
  /// The multiple of @p step (> 0) that the rounding selects: a price on its tick, a quantity on its lot.
  [[nodiscard]] Result<Decimal> roundTo(Decimal step, Rounding rounding) const;
  [[nodiscard]] bool isMultipleOf(Decimal step) const;
  [[nodiscard]] constexpr Decimal negated() const { return Decimal(m_raw.negated()); }

  constexpr auto operator<=>(const Decimal&) const = default;

private:
  constexpr explicit Decimal(WideInteger raw)
      : m_raw(raw)
  {
  }
  WideInteger m_raw;
};

/// The value of a sum that must not fail; ends the program where it did.
[[nodiscard]] Decimal orAbort(const Result<Decimal>& sum);

/// A distinct exact number: a Price cannot be passed where a Quantity is expected. Addition and subtraction inside one
/// kind throw nothing and abort on overflow, which 128 bits reach only at 1.7e26; use the Decimal functions where input
/// is hostile.
template <typename Tag> class Exact {
public:
  constexpr Exact() = default;
  constexpr explicit Exact(Decimal value)
      : m_value(value)
  {
  }
  static constexpr Exact fromInt(std::int64_t value) { return Exact(Decimal::fromInt(value)); }
  static Result<Exact> parse(std::string_view text)
  {
    ZVT_TRY(const Decimal value, Decimal::parse(text));
    return Exact(value);
  }
  static Result<Exact> fromDouble(double value)
  {
    ZVT_TRY(const Decimal exact, Decimal::fromDouble(value));
    return Exact(exact);
  }
  [[nodiscard]] constexpr Decimal value() const { return m_value; }
  [[nodiscard]] double toDouble() const { return m_value.toDouble(); }
  [[nodiscard]] std::string toString() const { return m_value.toString(); }
  [[nodiscard]] std::string toFixed(int decimals) const { return m_value.toFixed(decimals); }
  [[nodiscard]] constexpr bool isZero() const { return m_value.isZero(); }
  [[nodiscard]] constexpr bool isNegative() const { return m_value.isNegative(); }
  [[nodiscard]] constexpr bool isPositive() const { return !isZero() && !isNegative(); }

  Exact operator+(Exact other) const { return Exact(orAbort(m_value.add(other.m_value))); }
  Exact operator-(Exact other) const { return Exact(orAbort(m_value.subtract(other.m_value))); }
  constexpr Exact operator-() const { return Exact(m_value.negated()); }
  Exact& operator+=(Exact other) { return *this = *this + other; }
  Exact& operator-=(Exact other) { return *this = *this - other; }
  [[nodiscard]] Result<Exact> roundTo(Exact step, Rounding rounding) const
  {
    ZVT_TRY(const Decimal rounded, m_value.roundTo(step.m_value, rounding));
    return Exact(rounded);
  }
  [[nodiscard]] bool isMultipleOf(Exact step) const { return m_value.isMultipleOf(step.m_value); }

  constexpr auto operator<=>(const Exact&) const = default;

private:
  Decimal m_value;
};

using Price = Exact<struct PriceTag>; ///< money per unit
using Quantity = Exact<struct QuantityTag>; ///< shares, contracts or coins; never lots (手)
using Money = Exact<struct MoneyTag>; ///< an amount in one currency

/// Price × quantity, rounded half up to 1e-12.
[[nodiscard]] Result<Money> multiply(Price price, Quantity quantity);
/// An amount times a rate, rounded half up to the currency's smallest unit (0.01 unless said).
[[nodiscard]] Result<Money> applyRate(Money amount, Decimal rate, Decimal smallestUnit);

}
