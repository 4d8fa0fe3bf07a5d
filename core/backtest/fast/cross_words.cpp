// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/cross_words.h"

#if defined(__GNUC__) && defined(__x86_64__)
#define ZVT_COMPARE_AVX2
#include <immintrin.h>
#endif

namespace zvt::backtest::fast {

void compareColumnsPlain(
    const double* a, const double* b, std::size_t words, std::uint64_t* above, std::uint64_t* below)
{
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t more = 0;
    std::uint64_t less = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      more |= static_cast<std::uint64_t>(a[w * 64 + i] > b[w * 64 + i]) << i;
      less |= static_cast<std::uint64_t>(a[w * 64 + i] < b[w * 64 + i]) << i;
    }
    above[w] = more;
    below[w] = less;
  }
}

void signsOfRowsPlain(const double* values, std::size_t rows, std::uint16_t* above, std::uint16_t* below)
{
  for (std::size_t row = 0; row < rows; ++row) {
    unsigned more = 0;
    unsigned less = 0;
    for (unsigned k = 0; k < 16; ++k) {
      more |= static_cast<unsigned>(values[row * 16 + k] > 0) << k;
      less |= static_cast<unsigned>(values[row * 16 + k] < 0) << k;
    }
    above[row] = static_cast<std::uint16_t>(more);
    below[row] = static_cast<std::uint16_t>(less);
  }
}

#ifdef ZVT_COMPARE_AVX2
namespace {

/// Eight rows: the halves of the lanes' masks that say the same are packed together, so that one move takes all eight.
__attribute__((target("avx2"))) inline std::uint64_t bitsOf(__m256d low, __m256d high)
{
  const __m256 packed = _mm256_shuffle_ps(_mm256_castpd_ps(low), _mm256_castpd_ps(high), _MM_SHUFFLE(2, 0, 2, 0));
  // Lanes now stand as low 0 1, high 0 1, low 2 3, high 2 3.
  const __m256d ordered = _mm256_castsi256_pd(_mm256_permute4x64_epi64(_mm256_castps_si256(packed), 0xD8));
  return static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_ps(_mm256_castpd_ps(ordered))));
}

__attribute__((target("avx2"))) void compareColumnsAvx2(
    const double* a, const double* b, std::size_t words, std::uint64_t* above, std::uint64_t* below)
{
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t more = 0;
    std::uint64_t less = 0;
    for (unsigned i = 0; i < 64; i += 8) {
      const double* const x = a + w * 64 + i;
      const double* const y = b + w * 64 + i;
      const __m256d x0 = _mm256_loadu_pd(x);
      const __m256d x1 = _mm256_loadu_pd(x + 4);
      const __m256d y0 = _mm256_loadu_pd(y);
      const __m256d y1 = _mm256_loadu_pd(y + 4);
      more |= bitsOf(_mm256_cmp_pd(x0, y0, _CMP_GT_OQ), _mm256_cmp_pd(x1, y1, _CMP_GT_OQ)) << i;
      less |= bitsOf(_mm256_cmp_pd(x0, y0, _CMP_LT_OQ), _mm256_cmp_pd(x1, y1, _CMP_LT_OQ)) << i;
    }
    above[w] = more;
    below[w] = less;
  }
}

__attribute__((target("avx2"))) void signsOfRowsAvx2(
    const double* values, std::size_t rows, std::uint16_t* above, std::uint16_t* below)
{
  const __m256d zero = _mm256_setzero_pd();
  for (std::size_t row = 0; row < rows; ++row) {
    const double* const x = values + row * 16;
    const __m256d a = _mm256_loadu_pd(x);
    const __m256d b = _mm256_loadu_pd(x + 4);
    const __m256d c = _mm256_loadu_pd(x + 8);
    const __m256d d = _mm256_loadu_pd(x + 12);
    above[row] =
        static_cast<std::uint16_t>(bitsOf(_mm256_cmp_pd(a, zero, _CMP_GT_OQ), _mm256_cmp_pd(b, zero, _CMP_GT_OQ))
            | bitsOf(_mm256_cmp_pd(c, zero, _CMP_GT_OQ), _mm256_cmp_pd(d, zero, _CMP_GT_OQ)) << 8U);
    below[row] =
        static_cast<std::uint16_t>(bitsOf(_mm256_cmp_pd(a, zero, _CMP_LT_OQ), _mm256_cmp_pd(b, zero, _CMP_LT_OQ))
            | bitsOf(_mm256_cmp_pd(c, zero, _CMP_LT_OQ), _mm256_cmp_pd(d, zero, _CMP_LT_OQ)) << 8U);
  }
}

__attribute__((target("avx512f"))) void signsOfRowsAvx512(
    const double* values, std::size_t rows, std::uint16_t* above, std::uint16_t* below)
{
  const __m512d zero = _mm512_setzero_pd();
  for (std::size_t row = 0; row < rows; ++row) {
    const __m512d low = _mm512_loadu_pd(values + row * 16);
    const __m512d high = _mm512_loadu_pd(values + row * 16 + 8);
    const auto bits = [](__mmask8 first, __mmask8 second) {
      return static_cast<std::uint16_t>(static_cast<unsigned>(first) | static_cast<unsigned>(second) << 8U);
    };
    above[row] = bits(_mm512_cmp_pd_mask(low, zero, _CMP_GT_OQ), _mm512_cmp_pd_mask(high, zero, _CMP_GT_OQ));
    below[row] = bits(_mm512_cmp_pd_mask(low, zero, _CMP_LT_OQ), _mm512_cmp_pd_mask(high, zero, _CMP_LT_OQ));
  }
}

}
#endif

SignsOfRows signsOfRows()
{
#ifdef ZVT_COMPARE_AVX2
  if (__builtin_cpu_supports("avx512f"))
    return signsOfRowsAvx512;
  if (__builtin_cpu_supports("avx2"))
    return signsOfRowsAvx2;
#endif
  return signsOfRowsPlain;
}

CompareColumns compareColumns()
{
#ifdef ZVT_COMPARE_AVX2
  if (__builtin_cpu_supports("avx2"))
    return compareColumnsAvx2;
#endif
  return compareColumnsPlain;
}

}
