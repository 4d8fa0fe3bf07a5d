// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#if defined(__SSE2__)
#include <emmintrin.h>
#else
#include <algorithm>
#endif

namespace zvt {

/// Copies to memory that is not read again soon, without reading it first: @p to is 64-byte aligned, @p count divisible
/// by 8. Other threads see it after streamsDone().
inline void streamCopy(const double* from, std::size_t count, double* to)
{
#if defined(__SSE2__)
  for (std::size_t i = 0; i < count; i += 2)
    _mm_stream_pd(to + i, _mm_loadu_pd(from + i));
#else
  std::copy_n(from, count, to);
#endif
}

/// Whoever takes over what this thread wrote past the caches sees it. Waits, so not more often than needed.
inline void streamsDone()
{
#if defined(__SSE2__)
  _mm_sfence();
#endif
}

}
