// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace zvt::backtest::fast {

#if defined(__GNUC__)
/// Asks the memory for what will be read soon. Always inlined, and so is every function that does nothing but this: GCC
/// drops calls of such functions, as if they did nothing.
[[gnu::always_inline]] inline void prefetch(const void* address)
{
  __builtin_prefetch(address);
}
#define ZVT_PREFETCHES [[gnu::always_inline]]
#else
inline void prefetch(const void*) { }
#define ZVT_PREFETCHES
#endif

}
