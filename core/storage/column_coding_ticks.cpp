// SPDX-License-Identifier: Apache-2.0
#include "core/storage/column_coding_ticks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

namespace zvt::storage {

namespace {

constexpr std::array<double, kMaxTickDecimals + 1> kPowers = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};
constexpr double kTickLimit = 2'251'799'813'685'248.0; // 2^51, as the kernels have it
constexpr int kNoDecimals = -1;

// How the scale is written: decimals; decimals and a multiplier; a shift.
constexpr unsigned kWithMultiplier = 32;
constexpr unsigned kWithBits = 64;
constexpr unsigned kMaxShift = 63;
constexpr std::uint64_t kMaxMultiplier = 1'000'000;

constexpr std::size_t kSample = 24; ///< values looked at to guess a scale
constexpr std::size_t kMinForMultiplier = 16; ///< fewer values say nothing
constexpr std::size_t kRunBytes = 10; ///< of an exception

std::uint64_t bitsOf(double value)
{
  return std::bit_cast<std::uint64_t>(value);
}

/// The fewest decimals that hold the value exactly.
int decimalsOf(double value)
{
  for (int decimals = 0; decimals <= kMaxTickDecimals; ++decimals) {
    const double power = kPowers.data()[decimals];
    const double scaled = value * power;
    if (!(std::abs(scaled) < kTickLimit)) // also NaN
      return kNoDecimals;
    if (bitsOf(std::nearbyint(scaled) / power) == bitsOf(value))
      return decimals;
  }
  return kNoDecimals;
}

/// The most decimals of some of the values that have any; kNoDecimals when none of them has.
int guessDecimals(std::span<const TickColumn> columns, std::size_t count)
{
  int most = kNoDecimals;
  const std::size_t step = std::max<std::size_t>(1, count / kSample);
  for (const TickColumn& column : columns) {
    for (std::size_t i = step / 2; i < count; i += step)
      most = std::max(most, decimalsOf(column.values[i]));
  }
  return most;
}

/// The most decimals of the first values that have no tick yet.
int missedDecimals(std::span<const TickColumn> columns, std::size_t count)
{
  int most = kNoDecimals;
  for (const TickColumn& column : columns) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < count && seen < kSample && !column.isWhole; ++i) {
      if (column.ticks[i] != kNoTick)
        continue;
      most = std::max(most, decimalsOf(column.values[i]));
      ++seen;
    }
  }
  return most;
}

bool isSameRun(const TickColumn& column, std::size_t i)
{
  return column.ticks[i] == kNoTick && bitsOf(column.values[i]) == bitsOf(column.values[i - 1]);
}

/// Calls run(begin, end) for each run of equal values without a tick.
template <typename Run> void forEachRun(const TickColumn& column, std::size_t count, Run run)
{
  for (std::size_t i = 0; i < count && !column.isWhole; ++i) {
    if (column.ticks[i] != kNoTick)
      continue;
    const std::size_t begin = i;
    while (i + 1 < count && isSameRun(column, i + 1))
      ++i;
    run(begin, i + 1);
  }
}

std::size_t exceptionBytes(std::span<const TickColumn> columns, std::size_t count)
{
  std::size_t runs = 0;
  for (const TickColumn& column : columns)
    forEachRun(column, count, [&](std::size_t, std::size_t) { ++runs; });
  return runs * kRunBytes;
}

void fill(std::span<TickColumn> columns, std::size_t count, const TickScale& scale)
{
  const TickFactors factors = scale.factors();
  for (TickColumn& column : columns)
    column.isWhole = packingKernels().toTicks(column.values, factors, column.ticks, count);
}

/// What a finer scale costs: each decimal is 3.3 bits a value.
std::size_t decimalBytes(std::span<const TickColumn> columns, std::size_t count, int decimals)
{
  return columns.size() * count * static_cast<std::size_t>(decimals) * 10 / 24;
}

/// The greatest number that divides some of the ticks, or a round one that divides nearly all of them.
std::uint64_t guessMultiplier(std::span<const TickColumn> columns, std::size_t count)
{
  if (count < kMinForMultiplier)
    return 1;
  std::uint64_t common = 0;
  std::size_t sampled = 0, hundreds = 0, tens = 0;
  const std::size_t step = std::max<std::size_t>(1, count / kSample);
  for (const TickColumn& column : columns) {
    for (std::size_t i = step / 2; i < count; i += step) {
      if (column.ticks[i] == kNoTick)
        continue;
      const auto tick = static_cast<std::uint64_t>(std::abs(column.ticks[i]));
      common = std::gcd(common, tick);
      ++sampled;
      hundreds += tick % 100 == 0 ? 1 : 0;
      tens += tick % 10 == 0 ? 1 : 0;
    }
  }
  if (sampled == 0 || common > kMaxMultiplier)
    return 1;
  if (common > 1)
    return common;
  if (hundreds * 16 >= sampled * 15)
    return 100;
  return tens * 16 >= sampled * 15 ? 10 : 1;
}

/// Divides by a common multiplier where that makes the column smaller.
void reduce(std::span<TickColumn> columns, std::size_t count, TickScale& scale)
{
  TickScale reduced = scale;
  reduced.multiplier = guessMultiplier(columns, count);
  if (reduced.multiplier <= 1)
    return;
  const std::size_t before = exceptionBytes(columns, count);
  fill(columns, count, reduced);
  const auto savedBits = static_cast<std::size_t>(std::bit_width(reduced.multiplier)) - 1;
  if (exceptionBytes(columns, count) <= before + columns.size() * count * savedBits / 8)
    scale = reduced;
  else
    fill(columns, count, scale);
}

}

TickFactors TickScale::factors() const
{
  TickFactors factors;
  factors.isBits = isBits;
  factors.shift = shift;
  factors.multiplier = static_cast<double>(multiplier);
  factors.divisor = kPowers.at(static_cast<std::size_t>(decimals));
  factors.inverse = 1 / factors.divisor;
  return factors;
}

void TickScale::put(std::string& out) const
{
  if (isBits) {
    putByte(kWithBits + shift, out);
  } else if (multiplier == 1) {
    putByte(static_cast<unsigned>(decimals), out);
  } else {
    putByte(kWithMultiplier + static_cast<unsigned>(decimals), out);
    putVarint(multiplier, out);
  }
}

bool TickScale::take(ByteReader& bytes)
{
  unsigned code = 0;
  if (!bytes.byte(code) || code > kWithBits + kMaxShift)
    return false;
  *this = {};
  isBits = code >= kWithBits;
  if (isBits) {
    shift = code - kWithBits;
    return true;
  }
  decimals = static_cast<int>(code % kWithMultiplier);
  return decimals <= kMaxTickDecimals && (code < kWithMultiplier || bytes.varint(multiplier));
}

TickScale findBitTicks(std::span<TickColumn> columns, std::size_t count)
{
  std::uint64_t all = 0;
  for (const TickColumn& column : columns) {
    for (std::size_t i = 0; i < count; ++i)
      all |= bitsOf(column.values[i]);
  }
  TickScale scale;
  scale.isBits = true;
  scale.shift = all == 0 ? 0 : static_cast<unsigned>(std::countr_zero(all));
  fill(columns, count, scale);
  return scale;
}

TickScale findTicks(std::span<TickColumn> columns, std::size_t count)
{
  TickScale scale;
  scale.decimals = std::max(0, guessDecimals(columns, count));
  fill(columns, count, scale);
  std::size_t cost = exceptionBytes(columns, count);
  if (cost > 0) {
    const int finer = missedDecimals(columns, count);
    if (finer > scale.decimals) {
      const TickScale coarse = scale;
      scale.decimals = finer;
      fill(columns, count, scale);
      const std::size_t finerCost =
          exceptionBytes(columns, count) + decimalBytes(columns, count, finer - coarse.decimals);
      if (finerCost > cost) {
        scale = coarse;
        fill(columns, count, scale);
      }
      cost = exceptionBytes(columns, count);
    }
    if (cost > columns.size() * count * sizeof(double) / 2 && count >= kMinForMultiplier)
      return findBitTicks(columns, count);
  }
  reduce(columns, count, scale);
  return scale;
}

void putExceptions(const TickColumn& column, std::size_t count, std::string& out)
{
  std::size_t runs = 0;
  forEachRun(column, count, [&](std::size_t, std::size_t) { ++runs; });
  putVarint(runs, out);
  std::size_t last = 0;
  forEachRun(column, count, [&](std::size_t begin, std::size_t end) {
    putVarint(begin - last, out);
    putVarint(end - begin, out);
    putWord(bitsOf(column.values[begin]), out);
    last = end;
  });
}

bool Exceptions::take(ByteReader& bytes, std::size_t count)
{
  if (!bytes.varint(m_runs) || m_runs > count)
    return false;
  m_bytes = bytes;
  std::size_t at = 0;
  for (std::uint64_t run = 0; run < m_runs; ++run) {
    std::uint64_t gap = 0, length = 0, value = 0;
    if (!bytes.varint(gap) || !bytes.varint(length) || !bytes.word(value) || gap > count - at)
      return false;
    at += gap;
    if (length > count - at)
      return false;
    at += length;
  }
  return true;
}

void Exceptions::apply(double* values) const
{
  ByteReader bytes = m_bytes;
  for (std::uint64_t run = 0; run < m_runs; ++run) {
    std::uint64_t gap = 0, length = 0, value = 0;
    if (!bytes.varint(gap) || !bytes.varint(length) || !bytes.word(value))
      return;
    values += gap;
    std::fill_n(values, length, std::bit_cast<double>(value));
    values += length;
  }
}

}
