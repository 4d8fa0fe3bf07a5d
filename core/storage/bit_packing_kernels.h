// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

/// The inner loops of the codecs, compiled once for every machine and once for processors with AVX2 and FMA. All
/// arithmetic on integers wraps, so that hostile input has a (useless) result. Arrays do not overlap unless said.
namespace zvt::storage {

/// Rows of a packed block; it lies in memory as kPackedLanes lanes of 32-bit words, value i in lane i % kPackedLanes.
constexpr std::size_t kBlockRows = 256;
constexpr std::size_t kPackedLanes = 8;
constexpr std::size_t kLaneRowBytes = kPackedLanes * sizeof(std::uint32_t);
constexpr unsigned kMaxPackedWidth = 32;

/// How doubles become integer ticks: value = tick × multiplier ÷ divisor, or the value's own bits without the @p shift
/// lowest, which are zero.
struct TickFactors {
  bool isBits = false;
  unsigned shift = 0;
  double multiplier = 1;
  double divisor = 1; ///< a power of ten ≤ 10^kMaxTickDecimals
  double inverse = 1; ///< 1 ÷ divisor, rounded
};
constexpr int kMaxTickDecimals = 14;
/// The tick of a value that the scale does not hold.
constexpr std::int64_t kNoTick = INT64_MIN;

/// The six columns of which a turnover is guessed: volume × mean price × factor, in ticks of the turnover.
struct TurnoverGuess {
  const double* open = nullptr;
  const double* high = nullptr;
  const double* low = nullptr;
  const double* close = nullptr;
  const double* volume = nullptr;
};

struct PackingKernels {
  const char* name;

  /// A whole block of @p width (index, ≤ 32) bits a value ↔ width × kLaneRowBytes bytes.
  void (*unpack[kMaxPackedWidth + 1])(const unsigned char* bytes, std::uint64_t* values);
  void (*pack[kMaxPackedWidth + 1])(const std::uint32_t* values, unsigned char* bytes);

  // Residuals to ticks.
  void (*unzigzag)(std::uint64_t* residuals, std::size_t count); ///< in place
  /// Each tick is the one before plus a zigzag residual.
  void (*accumulate)(const std::uint64_t* residuals, std::int64_t before, std::int64_t* ticks, std::size_t count);
  void (*addOffset)(const std::uint64_t* residuals, std::int64_t offset, std::int64_t* ticks, std::size_t count);
  /// base + zigzag residual.
  void (*addNear)(const std::int64_t* base, const std::uint64_t* residuals, std::int64_t* ticks, std::size_t count);
  /// max(a, b) + residual; min(a, b) − residual.
  void (*addAbove)(const std::int64_t* a, const std::int64_t* b, const std::uint64_t* residuals, std::int64_t* ticks,
      std::size_t count);
  void (*addBelow)(const std::int64_t* a, const std::int64_t* b, const std::uint64_t* residuals, std::int64_t* ticks,
      std::size_t count);

  // Ticks to residuals, each the inverse of the above.
  void (*differences)(const std::int64_t* ticks, std::int64_t before, std::uint64_t* residuals, std::size_t count);
  void (*offsets)(const std::int64_t* ticks, std::int64_t offset, std::uint64_t* residuals, std::size_t count);
  void (*nearness)(const std::int64_t* base, const std::int64_t* ticks, std::uint64_t* residuals, std::size_t count);
  void (*aboves)(const std::int64_t* a, const std::int64_t* b, const std::int64_t* ticks, std::uint64_t* residuals,
      std::size_t count);
  void (*belows)(const std::int64_t* a, const std::int64_t* b, const std::int64_t* ticks, std::uint64_t* residuals,
      std::size_t count);

  // Doubles.
  void (*toDoubles)(const std::int64_t* ticks, const TickFactors& factors, double* values, std::size_t count);
  /// kNoTick where the value does not come back bit for bit; true when none is.
  bool (*toTicks)(const double* values, const TickFactors& factors, std::int64_t* ticks, std::size_t count);
  void (*guessTurnover)(const TurnoverGuess& from, const TickFactors& factors, std::int64_t* ticks, std::size_t count);
  /// False unless before < keys[0] < keys[1] < …
  bool (*isIncreasing)(const std::int64_t* keys, std::int64_t before, std::size_t count);
};

/// The fastest set that this processor runs; chosen once.
[[nodiscard]] const PackingKernels& packingKernels();

extern const PackingKernels kBaselineKernels;
/// nullptr where it was not compiled or the processor lacks it.
[[nodiscard]] const PackingKernels* wideKernels();

}
