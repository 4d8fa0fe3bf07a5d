// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/rank_kernels.h"

#if defined(__GNUC__) && defined(__x86_64__)
#define ZVT_RANKS_AVX2
#include <immintrin.h>
#endif

namespace zvt::backtest::fast {

namespace {

constexpr std::size_t kWord = 64;

void ratiosFrom(std::size_t first, const double* const* closes, std::size_t window, std::size_t count, double* scores,
    std::size_t stride)
{
  for (std::size_t i = first; i < count; ++i)
    for (std::size_t k = 0; k < RankKernels::kSide; ++k)
      scores[i * stride + k] =
          closes[k][i] / closes[k][static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(window)];
}

void ratiosPlain(const double* const* closes, std::size_t window, std::size_t count, double* scores, std::size_t stride)
{
  ratiosFrom(0, closes, window, count, scores, stride);
}

void abovePlain(const double* values, double floor, std::size_t words, std::uint64_t* bits)
{
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < kWord; ++i)
      word |= static_cast<std::uint64_t>(values[w * kWord + i] > floor) << i;
    bits[w] = word;
  }
}

#ifdef ZVT_RANKS_AVX2

#define ZVT_AVX2 __attribute__((target("avx2")))
constexpr std::size_t kWide = 4;

/// Four moments of four entities, which lie entity by entity, to where they lie moment by moment.
ZVT_AVX2 inline void ratiosOfFour(
    const double* const* closes, std::size_t window, std::size_t at, double* scores, std::size_t stride)
{
  __m256d r[kWide];
  for (std::size_t k = 0; k < kWide; ++k)
    r[k] = _mm256_div_pd(_mm256_loadu_pd(closes[k] + at), _mm256_loadu_pd(closes[k] + at - window));
  const __m256d even01 = _mm256_unpacklo_pd(r[0], r[1]);
  const __m256d odd01 = _mm256_unpackhi_pd(r[0], r[1]);
  const __m256d even23 = _mm256_unpacklo_pd(r[2], r[3]);
  const __m256d odd23 = _mm256_unpackhi_pd(r[2], r[3]);
  _mm256_storeu_pd(scores, _mm256_permute2f128_pd(even01, even23, 0x20));
  _mm256_storeu_pd(scores + stride, _mm256_permute2f128_pd(odd01, odd23, 0x20));
  _mm256_storeu_pd(scores + 2 * stride, _mm256_permute2f128_pd(even01, even23, 0x31));
  _mm256_storeu_pd(scores + 3 * stride, _mm256_permute2f128_pd(odd01, odd23, 0x31));
}

ZVT_AVX2 void ratiosAvx2(
    const double* const* closes, std::size_t window, std::size_t count, double* scores, std::size_t stride)
{
  std::size_t i = 0;
  for (; i + kWide <= count; i += kWide) {
    ratiosOfFour(closes, window, i, scores + i * stride, stride);
    ratiosOfFour(closes + kWide, window, i, scores + i * stride + kWide, stride);
  }
  _mm256_zeroupper();
  ratiosFrom(i, closes, window, count, scores, stride);
}

ZVT_AVX2 void aboveAvx2(const double* values, double floor, std::size_t words, std::uint64_t* bits)
{
  const __m256d least = _mm256_set1_pd(floor);
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < kWord; i += kWide) {
      const __m256d above = _mm256_cmp_pd(_mm256_loadu_pd(values + w * kWord + i), least, _CMP_GT_OQ);
      word |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_pd(above))) << i;
    }
    bits[w] = word;
  }
  _mm256_zeroupper();
}

#undef ZVT_AVX2
#endif

}

const RankKernels& plainRankKernels()
{
  static constexpr RankKernels kPlain{ratiosPlain, abovePlain};
  return kPlain;
}

const RankKernels& rankKernels()
{
#ifdef ZVT_RANKS_AVX2
  static constexpr RankKernels kAvx2{ratiosAvx2, aboveAvx2};
  if (__builtin_cpu_supports("avx2"))
    return kAvx2;
#endif
  return plainRankKernels();
}

}
