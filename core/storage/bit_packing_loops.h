// SPDX-License-Identifier: Apache-2.0
// Included by bit_packing_baseline.cpp and bit_packing_avx2.cpp alone, which compile it for different processors. So
// that the linker never takes code for the one into the other, everything here is local to the file and calls no
// inline function of a header.
#pragma once

#include "core/storage/bit_packing_kernels.h"

#include <cstdint>
#include <utility>

namespace zvt::storage {

namespace {

#if defined(__GNUC__)
using PackedWord [[gnu::aligned(1), gnu::may_alias]] = std::uint32_t;
#define ZVT_RESTRICT __restrict__
#define ZVT_ALWAYS_INLINE [[gnu::always_inline]] inline
#else // MSVC: loads need no alignment and types may alias
using PackedWord = std::uint32_t;
#define ZVT_RESTRICT __restrict
#define ZVT_ALWAYS_INLINE __forceinline
#endif

// A sanitizer takes minutes to compile its checks into unrolled rows; then rows are a loop.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kUnrolls = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kUnrolls = false;
#else
constexpr bool kUnrolls = true;
#endif
#else
constexpr bool kUnrolls = true;
#endif

using Ticks = std::int64_t;
using Residual = std::uint64_t;

constexpr unsigned kWordBits = 32;
constexpr std::size_t kLaneRows = kBlockRows / kPackedLanes;

template <unsigned W>
constexpr std::uint32_t kMask = W == kWordBits ? ~std::uint32_t{0} : (std::uint32_t{1} << (W % kWordBits)) - 1;

template <unsigned W>
ZVT_ALWAYS_INLINE void unpackRow(const PackedWord* words, std::size_t row, Residual* ZVT_RESTRICT values)
{
  const std::size_t word = row * W / kWordBits;
  const unsigned shift = row * W % kWordBits;
  const bool isSplit = shift + W > kWordBits;
  for (std::size_t lane = 0; lane < kPackedLanes; ++lane) {
    std::uint32_t value = words[word * kPackedLanes + lane] >> shift;
    if (isSplit)
      value |= words[(word + 1) * kPackedLanes + lane] << ((kWordBits - shift) % kWordBits);
    values[row * kPackedLanes + lane] = value & kMask<W>;
  }
}

template <unsigned W> void unpackBlock(const unsigned char* bytes, Residual* values)
{
  const auto* words = reinterpret_cast<const PackedWord*>(bytes);
  if constexpr (W == 0) {
    for (std::size_t i = 0; i < kBlockRows; ++i)
      values[i] = 0;
  } else if constexpr (kUnrolls) {
    [&]<std::size_t... R>(std::index_sequence<R...>) { (unpackRow<W>(words, R, values), ...); }(
        std::make_index_sequence<kLaneRows>());
  } else {
    for (std::size_t row = 0; row < kLaneRows; ++row)
      unpackRow<W>(words, row, values);
  }
}

/// What a row has in a word of its lane.
template <unsigned W>
ZVT_ALWAYS_INLINE std::uint32_t rowInWord(
    const std::uint32_t* values, std::size_t word, std::size_t row, std::size_t lane)
{
  const std::size_t begin = row * W, from = word * kWordBits;
  if (begin >= from + kWordBits || begin + W <= from)
    return 0;
  const std::uint32_t value = values[row * kPackedLanes + lane] & kMask<W>;
  return begin >= from ? value << (begin - from) % kWordBits : value >> (from - begin) % kWordBits;
}

template <unsigned W, std::size_t... R>
ZVT_ALWAYS_INLINE void packWord(const std::uint32_t* ZVT_RESTRICT values, std::size_t word,
    PackedWord* ZVT_RESTRICT words, std::index_sequence<R...>)
{
  for (std::size_t lane = 0; lane < kPackedLanes; ++lane)
    words[word * kPackedLanes + lane] = (rowInWord<W>(values, word, R, lane) | ...);
}

template <unsigned W>
void packBlock([[maybe_unused]] const std::uint32_t* values, [[maybe_unused]] unsigned char* bytes)
{
  auto* words = reinterpret_cast<PackedWord*>(bytes);
  if constexpr (kUnrolls) {
    [&]<std::size_t... J>(std::index_sequence<J...>) {
      (packWord<W>(values, J, words, std::make_index_sequence<kLaneRows>()), ...);
    }(std::make_index_sequence<W>());
  } else {
    for (std::size_t i = 0; i < W * kPackedLanes; ++i)
      words[i] = 0;
    for (std::size_t i = 0; i < W * kLaneRows * kPackedLanes; ++i) {
      const std::size_t word = i / (kLaneRows * kPackedLanes), row = i / kPackedLanes % kLaneRows;
      words[word * kPackedLanes + i % kPackedLanes] |= rowInWord<W>(values, word, row, i % kPackedLanes);
    }
  }
}

ZVT_ALWAYS_INLINE Residual zigzag(Residual difference)
{
  return (difference << 1U) ^ (0 - (difference >> 63U));
}

ZVT_ALWAYS_INLINE Residual unzigzagged(Residual value)
{
  return (value >> 1U) ^ (0 - (value & 1U));
}

ZVT_ALWAYS_INLINE Residual sum(Ticks a, Residual b)
{
  return static_cast<Residual>(a) + b;
}

ZVT_ALWAYS_INLINE Residual difference(Ticks a, Ticks b)
{
  return static_cast<Residual>(a) - static_cast<Residual>(b);
}

void unzigzagAll(Residual* residuals, std::size_t count)
{
  for (std::size_t i = 0; i < count; ++i)
    residuals[i] = unzigzagged(residuals[i]);
}

void accumulate(const Residual* ZVT_RESTRICT residuals, Ticks before, Ticks* ZVT_RESTRICT ticks, std::size_t count)
{
  auto tick = static_cast<Residual>(before);
  for (std::size_t i = 0; i < count; ++i) {
    tick += unzigzagged(residuals[i]);
    ticks[i] = static_cast<Ticks>(tick);
  }
}

void addOffset(const Residual* ZVT_RESTRICT residuals, Ticks offset, Ticks* ZVT_RESTRICT ticks, std::size_t count)
{
  for (std::size_t i = 0; i < count; ++i)
    ticks[i] = static_cast<Ticks>(sum(offset, residuals[i]));
}

void addNear(const Ticks* ZVT_RESTRICT base, const Residual* ZVT_RESTRICT residuals, Ticks* ZVT_RESTRICT ticks,
    std::size_t count)
{
  for (std::size_t i = 0; i < count; ++i)
    ticks[i] = static_cast<Ticks>(sum(base[i], unzigzagged(residuals[i])));
}

void addAbove(const Ticks* ZVT_RESTRICT a, const Ticks* ZVT_RESTRICT b, const Residual* ZVT_RESTRICT residuals,
    Ticks* ZVT_RESTRICT ticks, std::size_t count)
{
  for (std::size_t i = 0; i < count; ++i)
    ticks[i] = static_cast<Ticks>(sum(a[i] > b[i] ? a[i] : b[i], residuals[i]));
}

void addBelow(const Ticks* ZVT_RESTRICT a, const Ticks* ZVT_RESTRICT b, const Residual* ZVT_RESTRICT residuals,
    Ticks* ZVT_RESTRICT ticks, std::size_t count)
{
  for (std::size_t i = 0; i < count; ++i)
    ticks[i] = static_cast<Ticks>(sum(a[i] < b[i] ? a[i] : b[i], 0 - residuals[i]));
}

void differences(const Ticks* ZVT_RESTRICT ticks, Ticks before, Residual* ZVT_RESTRICT residuals, std::size_t count)
{
  if (count == 0)
    return;
  residuals[0] = zigzag(difference(ticks[0], before));
  for (std::size_t i = 1; i < count; ++i)
    residuals[i] = zigzag(difference(ticks[i], ticks[i - 1]));
}

void offsets(const Ticks* ZVT_RESTRICT ticks, Ticks offset, Residual* ZVT_RESTRICT residuals, std::size_t count)
{
  for (std::size_t i = 0; i < count; ++i)
    residuals[i] = difference(ticks[i], offset);
}

void nearness(const Ticks* ZVT_RESTRICT base, const Ticks* ZVT_RESTRICT ticks, Residual* ZVT_RESTRICT residuals,
    std::size_t count)
{
  for (std::size_t i = 0; i < count; ++i)
    residuals[i] = zigzag(difference(ticks[i], base[i]));
}

void aboves(const Ticks* ZVT_RESTRICT a, const Ticks* ZVT_RESTRICT b, const Ticks* ZVT_RESTRICT ticks,
    Residual* ZVT_RESTRICT residuals, std::size_t count)
{
  for (std::size_t i = 0; i < count; ++i)
    residuals[i] = difference(ticks[i], a[i] > b[i] ? a[i] : b[i]);
}

void belows(const Ticks* ZVT_RESTRICT a, const Ticks* ZVT_RESTRICT b, const Ticks* ZVT_RESTRICT ticks,
    Residual* ZVT_RESTRICT residuals, std::size_t count)
{
  for (std::size_t i = 0; i < count; ++i)
    residuals[i] = difference(a[i] < b[i] ? a[i] : b[i], ticks[i]);
}

// Integers below 2^51 and doubles: the integer is what an addition to 1.5 × 2^52 leaves in the lowest bits.
constexpr double kMagic = 6'755'399'441'055'744.0;
constexpr Residual kMagicBits = 0x4338'0000'0000'0000U;
constexpr double kMoneyLimit = 1e300;
constexpr double kTickLimit = 2'251'799'813'685'248.0; // 2^51

ZVT_ALWAYS_INLINE double magnitude(double value)
{
  return __builtin_bit_cast(double, __builtin_bit_cast(Residual, value) & (~Residual{0} >> 1U));
}

ZVT_ALWAYS_INLINE double toDouble(Ticks tick)
{
  return __builtin_bit_cast(double, sum(tick, kMagicBits)) - kMagic;
}

ZVT_ALWAYS_INLINE Ticks toNearest(double value)
{
  return static_cast<Ticks>(__builtin_bit_cast(Residual, value + kMagic) - kMagicBits);
}

/// The correctly rounded tick ÷ divisor. With FMA by one correction of the product with the inverse: for an integer
/// |tick| < 2^53 and a divisor 10^d = 5^d 2^d the remainder is exact (it is a multiple of ulp(q) 2^d below 2^35 of
/// them), its quotient is off by less than 2^-51 ulp(q), and no quotient lies nearer than ulp(q) ÷ (2 × 5^14) > 2^-34
/// ulp(q) to the middle between two doubles without being a double itself.
ZVT_ALWAYS_INLINE double divided(double tick, const TickFactors& factors)
{
#if defined(__FMA__)
  const double quotient = tick * factors.inverse;
  const double remainder = __builtin_fma(-quotient, factors.divisor, tick);
  return __builtin_fma(remainder, factors.inverse, quotient);
#else
  return tick / factors.divisor;
#endif
}

void toDoubles(
    const Ticks* ZVT_RESTRICT ticks, const TickFactors& scale, double* ZVT_RESTRICT values, std::size_t count)
{
  const TickFactors factors = scale;
  if (factors.isBits) {
    for (std::size_t i = 0; i < count; ++i)
      values[i] = __builtin_bit_cast(double, static_cast<Residual>(ticks[i]) << factors.shift);
  } else if (factors.divisor == 1) {
    for (std::size_t i = 0; i < count; ++i)
      values[i] = toDouble(ticks[i]) * factors.multiplier;
  } else {
    for (std::size_t i = 0; i < count; ++i)
      values[i] = divided(toDouble(ticks[i]) * factors.multiplier, factors);
  }
}

bool bitsToTicks(const double* values, unsigned shift, Ticks* ZVT_RESTRICT ticks, std::size_t count)
{
  Residual lost = 0;
  const Residual below = (Residual{1} << shift) - 1;
  for (std::size_t i = 0; i < count; ++i) {
    const auto bits = __builtin_bit_cast(Residual, values[i]);
    lost |= bits & below;
    ticks[i] = static_cast<Ticks>(bits) >> shift;
  }
  return lost == 0;
}

bool toTicks(const double* ZVT_RESTRICT values, const TickFactors& scale, Ticks* ZVT_RESTRICT ticks, std::size_t count)
{
  const TickFactors factors = scale;
  if (factors.isBits)
    return bitsToTicks(values, factors.shift, ticks, count);
  const double ratio = factors.divisor / factors.multiplier;
  Residual wrong = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double tick = values[i] * ratio + kMagic;
    const double back = divided((tick - kMagic) * factors.multiplier, factors);
    const Residual difference = __builtin_bit_cast(Residual, back) ^ __builtin_bit_cast(Residual, values[i]);
    const Residual isOutside = magnitude(values[i] * factors.divisor) < kTickLimit ? 0 : 1; // also of NaN
    const Residual bad = difference | isOutside;
    const auto integer = static_cast<Ticks>(__builtin_bit_cast(Residual, tick) - kMagicBits);
    wrong |= bad;
    ticks[i] = bad == 0 ? integer : kNoTick;
  }
  return wrong == 0;
}

void guessTurnover(const TurnoverGuess& from, const TickFactors& scale, Ticks* ZVT_RESTRICT ticks, std::size_t count)
{
  const TickFactors factors = scale;
  const double* ZVT_RESTRICT open = from.open;
  const double* ZVT_RESTRICT high = from.high;
  const double* ZVT_RESTRICT low = from.low;
  const double* ZVT_RESTRICT close = from.close;
  const double* ZVT_RESTRICT volume = from.volume;
  constexpr double kMean = 0.25;
  if (factors.isBits) {
    for (std::size_t i = 0; i < count; ++i) {
      const double money = volume[i] * ((open[i] + high[i]) + (low[i] + close[i])) * kMean;
      const Ticks tick = static_cast<Ticks>(__builtin_bit_cast(Residual, money)) >> factors.shift;
      ticks[i] = magnitude(money) < kMoneyLimit ? tick : 0; // the bits of NaN differ between processors
    }
    return;
  }
  const double ratio = kMean * factors.divisor / factors.multiplier;
  for (std::size_t i = 0; i < count; ++i) {
    const double money = volume[i] * ((open[i] + high[i]) + (low[i] + close[i])) * ratio;
    const Ticks nearest = toNearest(money);
    ticks[i] = magnitude(money) < kTickLimit ? nearest : 0;
  }
}

bool isIncreasing(const Ticks* keys, Ticks before, std::size_t count)
{
  if (count == 0)
    return true;
  Residual wrong = keys[0] <= before ? 1 : 0;
  for (std::size_t i = 1; i < count; ++i)
    wrong |= keys[i] <= keys[i - 1] ? 1 : 0;
  return wrong == 0;
}

template <std::size_t... W> constexpr PackingKernels makeKernels(const char* name, std::index_sequence<W...>)
{
  return {name, {unpackBlock<W>...}, {packBlock<W>...}, unzigzagAll, accumulate, addOffset, addNear, addAbove, addBelow,
      differences, offsets, nearness, aboves, belows, toDoubles, toTicks, guessTurnover, isIncreasing};
}

constexpr PackingKernels makeKernels(const char* name)
{
  return makeKernels(name, std::make_index_sequence<kMaxPackedWidth + 1>());
}

}

}
