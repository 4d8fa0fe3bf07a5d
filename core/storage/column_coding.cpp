// SPDX-License-Identifier: Apache-2.0
#include "core/storage/column_coding.h"

#include "core/storage/column_coding_bytes.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace zvt::storage {

namespace {

enum class Coding : unsigned char { Plain = 0, Constant = 1, Decimal = 2 };

constexpr std::size_t kDoubleBytes = 8;
constexpr int kMaxDecimals = 8;
constexpr std::array<double, kMaxDecimals + 1> kPowers = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
constexpr double kExactLimit = 9'007'199'254'740'992.0; ///< 2^53: integers below it are exact doubles

bool sameBits(double a, double b)
{
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// The integer n with n / 10^decimals == value to the last bit, if there is one.
bool asInteger(double value, int decimals, std::int64_t& integer)
{
  const double scaled = value * kPowers[static_cast<std::size_t>(decimals)];
  if (!(std::abs(scaled) < kExactLimit)) // also false for NaN
    return false;
  integer = std::llrint(scaled);
  return sameBits(static_cast<double>(integer) / kPowers[static_cast<std::size_t>(decimals)], value);
}

/// The fewest decimals that hold every value; -1 when none do.
int commonDecimals(std::span<const double> values)
{
  int decimals = 0;
  for (std::size_t i = 0; i < values.size();) {
    std::int64_t ignored = 0;
    if (asInteger(values[i], decimals, ignored)) {
      ++i;
      continue;
    }
    // Fewer decimals do not hold this value; start over, as the value may not be exact with more.
    if (++decimals > kMaxDecimals)
      return -1;
    i = 0;
  }
  return decimals;
}

void putDecimals(std::span<const double> values, int decimals, std::string& out)
{
  out += static_cast<char>(decimals);
  std::uint64_t previous = 0;
  for (const double value : values) {
    std::int64_t integer = 0;
    asInteger(value, decimals, integer);
    putVarint(zigzag(static_cast<std::uint64_t>(integer) - previous), out);
    previous = static_cast<std::uint64_t>(integer);
  }
}

bool takeDecimals(std::string_view bytes, std::span<double> values)
{
  if (bytes.empty() || static_cast<unsigned char>(bytes.front()) > kMaxDecimals)
    return false;
  const double power = kPowers[static_cast<unsigned char>(bytes.front())];
  ByteReader reader(bytes.substr(1));
  std::uint64_t integer = 0;
  for (double& value : values) {
    std::uint64_t code = 0;
    if (!reader.varint(code))
      return false;
    integer += unzigzag(code);
    value = static_cast<double>(static_cast<std::int64_t>(integer)) / power;
  }
  return reader.isAtEnd();
}

bool takePlain(std::string_view bytes, std::span<double> values)
{
  if (bytes.size() != values.size() * kDoubleBytes)
    return false;
  ByteReader reader(bytes);
  for (double& value : values) {
    std::uint64_t bits = 0;
    if (!reader.word(bits))
      return false;
    value = std::bit_cast<double>(bits);
  }
  return true;
}

bool takeConstant(std::string_view bytes, std::span<double> values)
{
  std::uint64_t bits = 0;
  if (bytes.size() != kDoubleBytes || !ByteReader(bytes).word(bits))
    return false;
  for (double& value : values)
    value = std::bit_cast<double>(bits);
  return true;
}

bool isConstant(std::span<const double> values)
{
  for (const double value : values) {
    if (!sameBits(value, values.front()))
      return false;
  }
  return !values.empty();
}

}

void encodeKeys(std::span<const std::int64_t> keys, std::string& out)
{
  std::uint64_t previous = 0;
  for (const std::int64_t key : keys) {
    putVarint(zigzag(static_cast<std::uint64_t>(key) - previous), out);
    previous = static_cast<std::uint64_t>(key);
  }
}

bool decodeKeys(std::string_view bytes, std::span<std::int64_t> keys)
{
  ByteReader reader(bytes);
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::uint64_t code = 0;
    if (!reader.varint(code))
      return false;
    key += unzigzag(code);
    keys[i] = static_cast<std::int64_t>(key);
    if (i > 0 && keys[i] <= keys[i - 1])
      return false;
  }
  return reader.isAtEnd();
}

void encodeDoubles(std::span<const double> values, std::string& out)
{
  if (isConstant(values)) {
    out += static_cast<char>(Coding::Constant);
    putWord(std::bit_cast<std::uint64_t>(values.front()), out);
    return;
  }
  const std::size_t start = out.size();
  if (const int decimals = commonDecimals(values); decimals >= 0) {
    out += static_cast<char>(Coding::Decimal);
    putDecimals(values, decimals, out);
    if (out.size() - start <= values.size() * kDoubleBytes)
      return;
    out.resize(start);
  }
  out += static_cast<char>(Coding::Plain);
  for (const double value : values)
    putWord(std::bit_cast<std::uint64_t>(value), out);
}

bool decodeDoubles(std::string_view bytes, std::span<double> values)
{
  if (bytes.empty())
    return false;
  const auto coding = static_cast<Coding>(bytes.front());
  bytes.remove_prefix(1);
  switch (coding) {
  case Coding::Plain:
    return takePlain(bytes, values);
  case Coding::Decimal:
    return takeDecimals(bytes, values);
  case Coding::Constant:
    return takeConstant(bytes, values);
  }
  return false;
}

void putLength(std::size_t length, std::string& out)
{
  for (unsigned shift = 0; shift < 32; shift += 8)
    out += static_cast<char>((length >> shift) & 0xffU);
}

bool takeSection(std::string_view& bytes, std::string_view& section)
{
  constexpr std::size_t kLengthBytes = 4;
  if (bytes.size() < kLengthBytes)
    return false;
  std::size_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    length |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  if (length > bytes.size() - kLengthBytes)
    return false;
  section = bytes.substr(kLengthBytes, length);
  bytes.remove_prefix(kLengthBytes + length);
  return true;
}

}
