// SPDX-License-Identifier: Apache-2.0
#include "core/base/decimal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace zvt {
namespace {

constexpr WideInteger kOne = WideInteger::fromInt(1);
constexpr WideInteger kUnit = WideInteger::fromInt(1'000'000'000'000LL); // 10^kScale
constexpr std::size_t kMaxDigits = 40; // 2^127 has 39

bool isDigit(char c)
{
  return c >= '0' && c <= '9';
}

std::unexpected<Error> overflow()
{
  return fail("number.overflow");
}

/// digits × 10^exponent, as a text is written.
struct Scientific {
  bool negative = false;
  std::string digits; ///< without leading zeros
  long exponent = 0;
};

/// Reads digits into @p out and returns how many there were.
std::size_t readDigits(std::string_view& text, std::string& out)
{
  std::size_t count = 0;
  while (count < text.size() && isDigit(text[count]))
    ++count;
  out.append(text.substr(0, count));
  text.remove_prefix(count);
  return count;
}

/// Reads "e±n" at the end of a number; false when it is malformed.
bool readExponent(std::string_view& text, long& exponent)
{
  text.remove_prefix(1);
  if (text.starts_with('+')) { // from_chars reads no plus
    text.remove_prefix(1);
    if (text.starts_with('-'))
      return false;
  }
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end == text.data() || error == std::errc::invalid_argument)
    return false;
  // Past the range of int every value overflows or vanishes; the sign alone decides which.
  exponent +=
      error == std::errc::result_out_of_range ? (text.starts_with('-') ? -1'000'000'000L : 1'000'000'000L) : value;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

std::optional<Scientific> readScientific(std::string_view text)
{
  Scientific result;
  if (text.starts_with('+') || text.starts_with('-')) {
    result.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (readDigits(text, result.digits) == 0)
    return {};
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::size_t decimals = readDigits(text, result.digits);
    if (decimals == 0)
      return {};
    result.exponent -= static_cast<long>(decimals);
  }
  if (text.starts_with('e') || text.starts_with('E'))
    if (!readExponent(text, result.exponent))
      return {};
  if (!text.empty())
    return {};
  result.digits.erase(0, result.digits.find_first_not_of('0'));
  return result;
}

/// Brings the digits to the unit 1e-12. What lies beyond it must be zeros unless @p mayRound.
Result<Decimal> toDecimal(Scientific number, std::string_view text, bool mayRound)
{
  if (number.digits.empty())
    return Decimal();
  const long shift = number.exponent + Decimal::kScale;
  bool roundUp = false;
  if (shift >= 0) {
    if (shift > static_cast<long>(kMaxDigits))
      return fail("number.overflow", {{"text", std::string(text)}});
    number.digits.append(static_cast<std::size_t>(shift), '0');
  } else {
    const auto cut = static_cast<std::size_t>(-shift);
    const std::size_t keep = number.digits.size() > cut ? number.digits.size() - cut : 0;
    if (!mayRound && number.digits.find_first_not_of('0', keep) != std::string::npos)
      return fail("number.too_precise", {{"text", std::string(text)}});
    roundUp = number.digits.size() >= cut && number.digits[keep] >= '5';
    number.digits.resize(keep);
  }
  auto raw = number.digits.size() > kMaxDigits ? std::nullopt : fromDigits(number.digits);
  if (raw && roundUp)
    raw = addChecked(*raw, kOne);
  if (!raw)
    return fail("number.overflow", {{"text", std::string(text)}});
  return Decimal::fromRaw(number.negative ? raw->negated() : *raw);
}

/// Whether the magnitude of a truncated quotient goes up by one.
bool goesAway(const WideQuotient& quotient, Rounding rounding)
{
  if (quotient.remainder == Remainder::Zero)
    return false;
  switch (rounding) {
  case Rounding::HalfUp:
    return quotient.remainder != Remainder::BelowHalf;
  case Rounding::Down:
    return false;
  case Rounding::Up:
    return true;
  case Rounding::Floor:
    return quotient.negative;
  case Rounding::Ceiling:
    return !quotient.negative;
  }
  return false;
}

std::optional<WideInteger> rounded(const std::optional<WideQuotient>& quotient, Rounding rounding)
{
  if (!quotient)
    return {};
  if (!goesAway(*quotient, rounding))
    return quotient->value;
  return addChecked(quotient->value, WideInteger::fromInt(quotient->negative ? -1 : 1));
}

Result<Decimal> orOverflow(const std::optional<WideInteger>& raw)
{
  if (!raw)
    return overflow();
  return Decimal::fromRaw(*raw);
}

/// Digits with a point before the last kScale of them.
std::string withPoint(WideInteger raw)
{
  std::string digits = magnitudeDigits(raw);
  if (digits.size() <= Decimal::kScale)
    digits.insert(0, Decimal::kScale + 1 - digits.size(), '0');
  digits.insert(digits.size() - Decimal::kScale, 1, '.');
  return raw.isNegative() ? "-" + digits : digits;
}

}

Result<Decimal> Decimal::parse(std::string_view text)
{
  auto number = readScientific(text);
  if (!number)
    return fail("number.bad_decimal", {{"text", std::string(text)}});
  return toDecimal(std::move(*number), text, false);
}

Result<Decimal> Decimal::fromDouble(double value)
{
  if (!std::isfinite(value))
    return fail("number.not_finite");
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  auto number = readScientific(text);
  if (!number)
    return fail("number.bad_decimal", {{"text", std::string(text)}});
  return toDecimal(std::move(*number), text, true);
}

double Decimal::toDouble() const
{
  constexpr std::int64_t kExact = std::int64_t{1} << 53U;
  const WideInteger magnitude = isNegative() ? m_raw.negated() : m_raw;
  if (magnitude <= WideInteger::fromInt(kExact)) { // both operands are exact, so that the quotient is rounded once
    const double quotient = static_cast<double>(static_cast<std::int64_t>(magnitude.low)) / 1e12;
    return isNegative() ? -quotient : quotient;
  }
  const std::string text = withPoint(m_raw);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string Decimal::toString() const
{
  std::string text = withPoint(m_raw);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.'))
    text.pop_back();
  return text;
}

std::string Decimal::toFixed(int decimals) const
{
  const int wanted = std::max(decimals, 0);
  if (wanted >= kScale)
    return withPoint(m_raw).append(static_cast<std::size_t>(wanted - kScale), '0');
  std::int64_t step = 1;
  for (int i = wanted; i < kScale; ++i)
    step *= 10;
  const auto value = roundTo(fromRaw(WideInteger::fromInt(step)), Rounding::HalfUp);
  std::string text = withPoint(value ? value->m_raw : m_raw);
  text.erase(text.find('.') + (wanted > 0 ? 1 + static_cast<std::size_t>(wanted) : 0));
  return text;
}

Result<Decimal> Decimal::add(Decimal other) const
{
  return orOverflow(addChecked(m_raw, other.m_raw));
}

Result<Decimal> Decimal::subtract(Decimal other) const
{
  return orOverflow(addChecked(m_raw, other.m_raw.negated()));
}

Result<Decimal> Decimal::multiply(Decimal other, Rounding rounding) const
{
  return orOverflow(rounded(multiplyDivide(m_raw, other.m_raw, kUnit), rounding));
}

Result<Decimal> Decimal::divide(Decimal other, Rounding rounding) const
{
  if (other.isZero())
    return fail("number.divide_by_zero");
  return orOverflow(rounded(multiplyDivide(m_raw, kUnit, other.m_raw), rounding));
}

Result<Decimal> Decimal::roundTo(Decimal step, Rounding rounding) const
{
  if (step.isZero() || step.isNegative())
    return fail("number.bad_step", {{"text", step.toString()}});
  const auto multiples = rounded(multiplyDivide(m_raw, kOne, step.m_raw), rounding);
  if (!multiples)
    return overflow();
  return orOverflow(rounded(multiplyDivide(*multiples, step.m_raw, kOne), Rounding::Down));
}

bool Decimal::isMultipleOf(Decimal step) const
{
  const auto quotient = multiplyDivide(m_raw, kOne, step.m_raw);
  return quotient && quotient->remainder == Remainder::Zero;
}

Decimal orAbort(const Result<Decimal>& sum)
{
  if (!sum) {
    std::fputs("zvt: an exact sum left the range of 128 bits\n", stderr);
    std::abort();
  }
  return *sum;
}

Result<Money> multiply(Price price, Quantity quantity)
{
  ZVT_TRY(const Decimal amount, price.value().multiply(quantity.value()));
  return Money(amount);
}

Result<Money> applyRate(Money amount, Decimal rate, Decimal smallestUnit)
{
  if (smallestUnit.isZero() || smallestUnit.isNegative())
    return fail("number.bad_step", {{"text", smallestUnit.toString()}});
  // Rounded once, from the exact product: a stop at 1e-12 on the way could lift 0.00499…9 to 0.005 and then to 0.01.
  const auto divisor = multiplyDivide(smallestUnit.raw(), kUnit, kOne);
  if (!divisor)
    return overflow();
  const auto units = rounded(multiplyDivide(amount.value().raw(), rate.raw(), divisor->value), Rounding::HalfUp);
  if (!units)
    return overflow();
  ZVT_TRY(const Decimal result, orOverflow(rounded(multiplyDivide(*units, smallestUnit.raw(), kOne), Rounding::Down)));
  return Money(result);
}

}
