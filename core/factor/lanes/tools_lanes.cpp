// SPDX-License-Identifier: Apache-2.0
#include "core/factor/lanes/instantiate.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace zvt::factor {

namespace {

using V = Lanes<ZVT_LANES_ISA>;

void gatherPlain(const double* const* series, std::size_t first, std::size_t last, double* rows)
{
  for (std::size_t l = 0; l < kLanes; ++l) {
    const double* const from = series[l];
    for (std::size_t i = first; i < last; ++i)
      rows[i * kLanes + l] = from ? from[i] : kUndefined;
  }
}

void scatterPlain(const double* rows, std::size_t first, std::size_t last, double* const* series)
{
  for (std::size_t l = 0; l < kLanes; ++l) {
    if (double* const to = series[l]) {
      for (std::size_t i = first; i < last; ++i)
        to[i] = rows[i * kLanes + l];
    }
  }
}

/// Many series are read a little of each at a time, which the processor does not foresee: so much further on is asked
/// for.
[[maybe_unused]] constexpr std::size_t kAhead = 64;

#if defined(__AVX512F__)
constexpr std::size_t kBlock = 8; ///< bars: a cache line of each series
constexpr std::size_t kTogether = 8; ///< series

/// 8 × 8 doubles: r[i] becomes what was lane i of all.
ZVT_LANES_INLINE void transpose(__m512d (&r)[8])
{
  __m512d pairs[8];
  for (int i = 0; i < 4; ++i) {
    pairs[2 * i] = _mm512_unpacklo_pd(r[2 * i], r[2 * i + 1]);
    pairs[2 * i + 1] = _mm512_unpackhi_pd(r[2 * i], r[2 * i + 1]);
  }
  __m512d quads[8];
  for (int i = 0; i < 2; ++i) {
    for (int j = 0; j < 2; ++j) { // j: low or high of the pairs
      quads[4 * i + j] = _mm512_shuffle_f64x2(pairs[4 * i + j], pairs[4 * i + 2 + j], 0x88);
      quads[4 * i + 2 + j] = _mm512_shuffle_f64x2(pairs[4 * i + j], pairs[4 * i + 2 + j], 0xdd);
    }
  }
  // quads[j]: 128-bit parts 0, 2 of series 0-3; quads[2 + j]: parts 1, 3; the same + 4 for series 4-7.
  for (int j = 0; j < 2; ++j) {
    r[j] = _mm512_shuffle_f64x2(quads[j], quads[4 + j], 0x88);
    r[4 + j] = _mm512_shuffle_f64x2(quads[j], quads[4 + j], 0xdd);
    r[2 + j] = _mm512_shuffle_f64x2(quads[2 + j], quads[6 + j], 0x88);
    r[6 + j] = _mm512_shuffle_f64x2(quads[2 + j], quads[6 + j], 0xdd);
  }
}

ZVT_LANES_INLINE void gatherBlock(const double* const* series, std::size_t bar, double* rows)
{
  __m512d r[8];
  for (int l = 0; l < 8; ++l) {
    r[l] = _mm512_loadu_pd(series[l] + bar);
    _mm_prefetch(reinterpret_cast<const char*>(series[l] + bar + kAhead), _MM_HINT_T0);
  }
  transpose(r);
  for (std::size_t i = 0; i < kBlock; ++i)
    _mm512_store_pd(rows + (bar + i) * kLanes, r[i]);
}

ZVT_LANES_INLINE void scatterBlock(const double* rows, std::size_t bar, double* const* series)
{
  __m512d r[8];
  for (std::size_t i = 0; i < kBlock; ++i)
    r[i] = _mm512_load_pd(rows + (bar + i) * kLanes);
  transpose(r);
  for (int l = 0; l < 8; ++l) {
    double* const to = series[l] + bar;
    if ((reinterpret_cast<std::uintptr_t>(to) & 63) == 0)
      _mm512_stream_pd(to, r[l]); // whole lines of a result are not read first
    else
      _mm512_storeu_pd(to, r[l]);
  }
}
#elif defined(__AVX2__)
constexpr std::size_t kBlock = 8; ///< bars: a cache line of each series
constexpr std::size_t kTogether = 4; ///< series

/// 4 × 4 doubles.
ZVT_LANES_INLINE void transpose(__m256d (&r)[4])
{
  const __m256d a = _mm256_unpacklo_pd(r[0], r[1]);
  const __m256d b = _mm256_unpackhi_pd(r[0], r[1]);
  const __m256d c = _mm256_unpacklo_pd(r[2], r[3]);
  const __m256d d = _mm256_unpackhi_pd(r[2], r[3]);
  r[0] = _mm256_permute2f128_pd(a, c, 0x20);
  r[1] = _mm256_permute2f128_pd(b, d, 0x20);
  r[2] = _mm256_permute2f128_pd(a, c, 0x31);
  r[3] = _mm256_permute2f128_pd(b, d, 0x31);
}

ZVT_LANES_INLINE void gatherBlock(const double* const* series, std::size_t bar, double* rows)
{
  for (int l = 0; l < 4; ++l)
    _mm_prefetch(reinterpret_cast<const char*>(series[l] + bar + kAhead), _MM_HINT_T0);
  for (std::size_t half = bar; half < bar + kBlock; half += 4) {
    __m256d r[4];
    for (int l = 0; l < 4; ++l)
      r[l] = _mm256_loadu_pd(series[l] + half);
    transpose(r);
    for (std::size_t i = 0; i < 4; ++i)
      _mm256_store_pd(rows + (half + i) * kLanes, r[i]);
  }
}

ZVT_LANES_INLINE void scatterBlock(const double* rows, std::size_t bar, double* const* series)
{
  __m256d first[4];
  __m256d second[4];
  for (std::size_t i = 0; i < 4; ++i) {
    first[i] = _mm256_load_pd(rows + (bar + i) * kLanes);
    second[i] = _mm256_load_pd(rows + (bar + 4 + i) * kLanes);
  }
  transpose(first);
  transpose(second);
  for (int l = 0; l < 4; ++l) {
    double* const to = series[l] + bar;
    if ((reinterpret_cast<std::uintptr_t>(to) & 63) == 0) { // whole lines of a result are not read first
      _mm256_stream_pd(to, first[l]);
      _mm256_stream_pd(to + 4, second[l]);
    } else {
      _mm256_storeu_pd(to, first[l]);
      _mm256_storeu_pd(to + 4, second[l]);
    }
  }
}
#else
[[maybe_unused]] constexpr std::size_t kBlock = 1;
#endif

template <class Pointer> bool allThere(Pointer const* series)
{
  for (std::size_t l = 0; l < kLanes; ++l)
    if (!series[l])
      return false;
  return true;
}

void gather(const double* const* series, std::size_t bars, double* rows)
{
  std::size_t done = 0;
#if defined(__AVX2__)
  if (allThere(series)) {
    done = bars / kBlock * kBlock;
    for (std::size_t l = 0; l < kLanes; l += kTogether)
      for (std::size_t bar = 0; bar < done; bar += kBlock)
        gatherBlock(series + l, bar, rows + l);
  }
#endif
  gatherPlain(series, done, bars, rows);
}

void scatter(const double* rows, std::size_t bars, double* const* series)
{
  std::size_t done = 0;
#if defined(__AVX2__)
  if (allThere(series)) {
    done = bars / kBlock * kBlock;
    // Few series at a time: the processor combines few streams of stores.
    for (std::size_t l = 0; l < kLanes; l += kTogether)
      for (std::size_t bar = 0; bar < done; bar += kBlock)
        scatterBlock(rows + l, bar, series + l);
  }
#endif
  scatterPlain(rows, done, bars, series);
}

void sum(const double* rows, std::size_t bars, double* sums, double* counts)
{
  V total = V::load(sums);
  V count = V::load(counts);
  for (std::size_t i = 0; i < bars; ++i) {
    const V x = V::load(rows + i * kLanes);
    const MaskOf<V> missing = isUndefined(x);
    total = select(missing, total, total + x);
    count = count + select(missing, 0.0, 1.0);
  }
  total.store(sums);
  count.store(counts);
}

}

template <class IsaTag> void addLanesTools(LanesRegistry& registry);
template <> void addLanesTools<ZVT_LANES_ISA>(LanesRegistry& registry)
{
  registry.setTools({gather, scatter, sum});
}

}
