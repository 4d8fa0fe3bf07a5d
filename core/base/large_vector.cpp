// SPDX-License-Identifier: Apache-2.0
#include "core/base/large_vector.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace zvt {

void preferHugePages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) noexcept
{
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  static_cast<void>(::madvise(memory, bytes, MADV_HUGEPAGE));
#endif
}

}
