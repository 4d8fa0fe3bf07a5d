// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/curve_kernels.h"

#include "core/backtest/fast/fixed_point.h"

#include <algorithm>

#if defined(__GNUC__) && defined(__x86_64__)
#define ZVT_CURVES_AVX2
#include <immintrin.h>
#endif

namespace zvt::backtest::fast {

namespace {

constexpr double kUnit = static_cast<double>(kPriceUnit);
constexpr double kHighest = static_cast<double>(kMaxPrice);
/// Added and taken away again it rounds a double below 2^51 to a whole number.
constexpr double kRounder = 6'755'399'441'055'744.0;

bool markPlain(const double* closes, std::size_t count, double cash, double held, double* equity)
{
  bool fits = true;
  for (std::size_t i = 0; i < count; ++i) {
    const double whole = (closes[i] * kUnit + kRounder) - kRounder;
    fits &= (whole / kUnit == closes[i]) & (whole < kHighest);
    equity[i] = cash + held * whole;
  }
  return fits;
}

void fall(double equity, CurveSums& sums)
{
  sums.peak = std::max(sums.peak, equity);
  if (equity < sums.floor * sums.peak)
    sums.floor = equity / sums.peak;
}

void followPlain(const double* equity, std::size_t count, CurveSums& sums)
{
  for (std::size_t i = 0; i < count; ++i) {
    const double change = equity[i] / *(equity + i - 1) - 1;
    sums.total[i % CurveSums::kParts] += change;
    sums.squares[i % CurveSums::kParts] += change * change;
    fall(equity[i], sums);
  }
}

void addRestPlain(const double* equity, std::size_t count, double cash, double* values)
{
  for (std::size_t i = 0; i < count; ++i)
    values[i] += equity[i] - cash;
}

#ifdef ZVT_CURVES_AVX2

#define ZVT_AVX2 __attribute__((target("avx2")))
constexpr std::size_t kWide = 4;

ZVT_AVX2 bool markAvx2(const double* closes, std::size_t count, double cash, double held, double* equity)
{
  const __m256d unit = _mm256_set1_pd(kUnit);
  const __m256d rounder = _mm256_set1_pd(kRounder);
  const __m256d highest = _mm256_set1_pd(kHighest);
  const __m256d money = _mm256_set1_pd(cash);
  const __m256d shares = _mm256_set1_pd(held);
  __m256d off = _mm256_setzero_pd();
  std::size_t i = 0;
  for (; i + kWide <= count; i += kWide) {
    const __m256d close = _mm256_loadu_pd(closes + i);
    const __m256d whole = _mm256_sub_pd(_mm256_add_pd(_mm256_mul_pd(close, unit), rounder), rounder);
    off = _mm256_or_pd(off, _mm256_cmp_pd(_mm256_div_pd(whole, unit), close, _CMP_NEQ_UQ));
    off = _mm256_or_pd(off, _mm256_cmp_pd(whole, highest, _CMP_NLT_UQ));
    _mm256_storeu_pd(equity + i, _mm256_add_pd(money, _mm256_mul_pd(shares, whole)));
  }
  const bool fits = markPlain(closes + i, count - i, cash, held, equity + i);
  return fits && _mm256_movemask_pd(off) == 0;
}

/// Sums of four bars at a time, of which some may be left out.
struct WideSums {
  __m256d total;
  __m256d squares;

  ZVT_AVX2 void load(const CurveSums& sums, std::size_t part)
  {
    total = _mm256_load_pd(sums.total.data() + part);
    squares = _mm256_load_pd(sums.squares.data() + part);
  }
  ZVT_AVX2 void store(CurveSums& sums, std::size_t part) const
  {
    _mm256_store_pd(sums.total.data() + part, total);
    _mm256_store_pd(sums.squares.data() + part, squares);
  }
  /// @param before the bars before, @param mask all bits of those that count
  ZVT_AVX2 void add(__m256d equity, __m256d before, __m256d mask)
  {
    const __m256d change = _mm256_sub_pd(_mm256_div_pd(equity, before), _mm256_set1_pd(1));
    total = _mm256_add_pd(total, _mm256_and_pd(change, mask));
    squares = _mm256_add_pd(squares, _mm256_and_pd(_mm256_mul_pd(change, change), mask));
  }
};

/// Whether no bar rises above the peak or falls below what was the deepest, as it is with most.
ZVT_AVX2 inline bool stays(__m256d equity, __m256d mask, const CurveSums& sums)
{
  const __m256d above = _mm256_cmp_pd(equity, _mm256_set1_pd(sums.peak), _CMP_GT_OQ);
  const __m256d below = _mm256_cmp_pd(equity, _mm256_set1_pd(sums.floor * sums.peak), _CMP_LT_OQ);
  return _mm256_movemask_pd(_mm256_and_pd(_mm256_or_pd(above, below), mask)) == 0;
}

/// @param count of the four
ZVT_AVX2 inline void followFour(const double* equity, std::size_t count, WideSums& wide, CurveSums& sums)
{
  const auto left = static_cast<long long>(count);
  const __m256i mask = _mm256_cmpgt_epi64(_mm256_set1_epi64x(left), _mm256_setr_epi64x(0, 1, 2, 3));
  const __m256d now = _mm256_maskload_pd(equity, mask);
  wide.add(now, _mm256_maskload_pd(equity - 1, mask), _mm256_castsi256_pd(mask));
  if (!stays(now, _mm256_castsi256_pd(mask), sums))
    for (std::size_t k = 0; k < std::min(count, kWide); ++k)
      fall(equity[k], sums);
}

ZVT_AVX2 void followAvx2(const double* equity, std::size_t count, CurveSums& sums)
{
  WideSums low;
  WideSums high;
  low.load(sums, 0);
  high.load(sums, kWide);
  for (std::size_t i = 0; i < count; i += 2 * kWide) {
    followFour(equity + i, count - i, low, sums);
    if (count - i > kWide)
      followFour(equity + i + kWide, count - i - kWide, high, sums);
  }
  low.store(sums, 0);
  high.store(sums, kWide);
  _mm256_zeroupper(); // GCC 12 leaves it out here, and what follows would be slow
}

ZVT_AVX2 void addRestAvx2(const double* equity, std::size_t count, double cash, double* values)
{
  const __m256d money = _mm256_set1_pd(cash);
  std::size_t i = 0;
  for (; i + kWide <= count; i += kWide) {
    const __m256d rest = _mm256_sub_pd(_mm256_loadu_pd(equity + i), money);
    _mm256_storeu_pd(values + i, _mm256_add_pd(_mm256_loadu_pd(values + i), rest));
  }
  addRestPlain(equity + i, count - i, cash, values + i);
}

#undef ZVT_AVX2
#endif

}

const CurveKernels& plainCurveKernels()
{
  static constexpr CurveKernels kPlain{markPlain, followPlain, addRestPlain};
  return kPlain;
}

const CurveKernels& curveKernels()
{
#ifdef ZVT_CURVES_AVX2
  static constexpr CurveKernels kAvx2{markAvx2, followAvx2, addRestAvx2};
  if (__builtin_cpu_supports("avx2"))
    return kAvx2;
#endif
  return plainCurveKernels();
}

}
