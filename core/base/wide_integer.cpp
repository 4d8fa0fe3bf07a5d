// SPDX-License-Identifier: Apache-2.0
#include "core/base/wide_integer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace zvt {
namespace {

// Magnitudes as 32-bit limbs, least significant first: their products fit 64 bits on every compiler.
template <std::size_t N> using Limbs = std::array<std::uint32_t, N>;
constexpr std::uint64_t kLimbMask = 0xffffffffU;

Limbs<4> magnitude(WideInteger value)
{
  const WideInteger positive = value.isNegative() ? value.negated() : value;
  const auto high = static_cast<std::uint64_t>(positive.high);
  return {static_cast<std::uint32_t>(positive.low), static_cast<std::uint32_t>(positive.low >> 32U),
      static_cast<std::uint32_t>(high), static_cast<std::uint32_t>(high >> 32U)};
}

/// The signed value of a magnitude, or nothing where it does not fit 127 bits.
template <std::size_t N> std::optional<WideInteger> fromMagnitude(const Limbs<N>& limbs, bool negative)
{
  const bool tooLong = std::any_of(limbs.begin() + 4, limbs.end(), [](std::uint32_t limb) { return limb != 0; });
  if (tooLong || (limbs[3] >> 31U) != 0)
    return {};
  const std::uint64_t high = (std::uint64_t{limbs[3]} << 32U) | limbs[2];
  const std::uint64_t low = (std::uint64_t{limbs[1]} << 32U) | limbs[0];
  const WideInteger value{static_cast<std::int64_t>(high), low};
  return negative ? value.negated() : value;
}

template <std::size_t N> std::size_t limbCount(const Limbs<N>& limbs)
{
  std::size_t count = N;
  while (count > 0 && limbs[count - 1] == 0)
    --count;
  return count;
}

Limbs<8> product(const Limbs<4>& a, const Limbs<4>& b)
{
  Limbs<8> result{};
  for (std::size_t i = 0; i < 4; ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const std::uint64_t sum = std::uint64_t{a[i]} * b[j] + result[i + j] + carry;
      result[i + j] = static_cast<std::uint32_t>(sum);
      carry = sum >> 32U;
    }
    result[i + 4] = static_cast<std::uint32_t>(carry);
  }
  return result;
}

/// Divides in place by one limb and returns the remainder.
template <std::size_t N> std::uint32_t divideShort(Limbs<N>& limbs, std::uint32_t divisor)
{
  std::uint64_t remainder = 0;
  for (std::size_t i = N; i-- > 0;) {
    const std::uint64_t current = (remainder << 32U) | limbs[i];
    limbs[i] = static_cast<std::uint32_t>(current / divisor);
    remainder = current % divisor;
  }
  return static_cast<std::uint32_t>(remainder);
}

/// Subtracts estimate × divisor from the limbs at @p offset; returns whether that went below zero.
bool subtractProduct(
    Limbs<9>& limbs, std::size_t offset, const Limbs<4>& divisor, std::size_t count, std::uint64_t estimate)
{
  std::uint64_t carry = 0;
  std::int64_t borrow = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t part = estimate * divisor[i] + carry;
    carry = part >> 32U;
    const std::int64_t difference =
        std::int64_t{limbs[i + offset]} - borrow - static_cast<std::int64_t>(part & kLimbMask);
    limbs[i + offset] = static_cast<std::uint32_t>(difference);
    borrow = difference < 0 ? 1 : 0;
  }
  const std::int64_t difference = std::int64_t{limbs[count + offset]} - borrow - static_cast<std::int64_t>(carry);
  limbs[count + offset] = static_cast<std::uint32_t>(difference);
  return difference < 0;
}

void addBack(Limbs<9>& limbs, std::size_t offset, const Limbs<4>& divisor, std::size_t count)
{
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t sum = std::uint64_t{limbs[i + offset]} + divisor[i] + carry;
    limbs[i + offset] = static_cast<std::uint32_t>(sum);
    carry = sum >> 32U;
  }
  limbs[count + offset] += static_cast<std::uint32_t>(carry);
}

struct Division {
  Limbs<8> quotient{};
  Limbs<4> remainder{};
};

/// Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D. The divisor has at least two limbs.
Division divideLong(const Limbs<8>& dividend, const Limbs<4>& divisor)
{
  const std::size_t count = limbCount(divisor);
  const auto shift = static_cast<unsigned>(std::countl_zero(divisor[count - 1]));
  Limbs<4> v{};
  Limbs<9> u{};
  for (std::size_t i = 0; i < count; ++i)
    v[i] = static_cast<std::uint32_t>(
        (std::uint64_t{divisor[i]} << shift) | (i > 0 ? (std::uint64_t{divisor[i - 1]} << shift) >> 32U : 0));
  for (std::size_t i = 0; i <= 8; ++i)
    u[i] = static_cast<std::uint32_t>((i < 8 ? std::uint64_t{dividend[i]} << shift : 0)
        | (i > 0 ? (std::uint64_t{dividend[i - 1]} << shift) >> 32U : 0));

  Division result;
  for (std::size_t j = 9 - count; j-- > 0;) {
    const std::uint64_t top = (std::uint64_t{u[j + count]} << 32U) | u[j + count - 1];
    std::uint64_t estimate = top / v[count - 1];
    std::uint64_t rest = top % v[count - 1];
    while (estimate > kLimbMask || estimate * v[count - 2] > ((rest << 32U) | u[j + count - 2])) {
      --estimate;
      rest += v[count - 1];
      if (rest > kLimbMask)
        break;
    }
    if (subtractProduct(u, j, v, count, estimate)) {
      --estimate;
      addBack(u, j, v, count);
    }
    result.quotient[j] = static_cast<std::uint32_t>(estimate);
  }
  for (std::size_t i = 0; i < count; ++i)
    result.remainder[i] = static_cast<std::uint32_t>((std::uint64_t{u[i]} | (std::uint64_t{u[i + 1]} << 32U)) >> shift);
  return result;
}

Division divide(const Limbs<8>& dividend, const Limbs<4>& divisor)
{
  if (limbCount(divisor) > 1)
    return divideLong(dividend, divisor);
  Division result{dividend, {}};
  result.remainder[0] = divideShort(result.quotient, divisor[0]);
  return result;
}

/// Compares twice the remainder with the divisor.
Remainder judge(const Limbs<4>& remainder, const Limbs<4>& divisor)
{
  if (limbCount(remainder) == 0)
    return Remainder::Zero;
  if ((remainder[3] >> 31U) != 0)
    return Remainder::AboveHalf;
  for (std::size_t i = 4; i-- > 0;) {
    const std::uint32_t twice = (remainder[i] << 1U) | (i > 0 ? remainder[i - 1] >> 31U : 0);
    if (twice != divisor[i])
      return twice < divisor[i] ? Remainder::BelowHalf : Remainder::AboveHalf;
  }
  return Remainder::Half;
}

}

std::optional<WideInteger> addChecked(WideInteger a, WideInteger b)
{
  const std::uint64_t low = a.low + b.low;
  const std::uint64_t carry = low < a.low ? 1 : 0;
  const auto high =
      static_cast<std::int64_t>(static_cast<std::uint64_t>(a.high) + static_cast<std::uint64_t>(b.high) + carry);
  const bool overflow = a.isNegative() == b.isNegative() && (high < 0) != a.isNegative();
  const WideInteger sum{high, low};
  if (overflow || (sum.isNegative() && sum.negated().isNegative())) // the second: −2^127 has no opposite
    return {};
  return sum;
}

std::optional<WideQuotient> multiplyDivide(WideInteger a, WideInteger b, WideInteger c)
{
  if (c.isZero())
    return {};
  const Limbs<4> divisor = magnitude(c);
  const Division division = divide(product(magnitude(a), magnitude(b)), divisor);
  const bool negative = ((a.isNegative() != b.isNegative()) != c.isNegative()) && !a.isZero() && !b.isZero();
  const auto value = fromMagnitude(division.quotient, negative);
  if (!value)
    return {};
  return WideQuotient{*value, judge(division.remainder, divisor), negative};
}

std::string magnitudeDigits(WideInteger value)
{
  Limbs<4> limbs = magnitude(value);
  std::string reversed;
  while (limbCount(limbs) > 0) {
    std::uint32_t group = divideShort(limbs, 1'000'000'000U);
    const bool last = limbCount(limbs) == 0;
    for (int i = 0; i < 9 && (!last || group != 0); ++i, group /= 10)
      reversed.push_back(static_cast<char>('0' + group % 10));
  }
  if (reversed.empty())
    return "0";
  return {reversed.rbegin(), reversed.rend()};
}

std::optional<WideInteger> fromDigits(std::string_view digits)
{
  Limbs<5> limbs{};
  for (const char c : digits) {
    if (c < '0' || c > '9')
      return {};
    std::uint64_t carry = static_cast<std::uint64_t>(c - '0');
    for (std::uint32_t& limb : limbs) {
      carry += std::uint64_t{limb} * 10;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
    if (limbs[4] != 0)
      return {};
  }
  return fromMagnitude(limbs, false);
}

}
