// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX2 and FMA (CMakeLists.txt), on x86-64 only; run where the processor has them.
#include "core/storage/bit_packing_loops.h"

namespace zvt::storage {

extern const PackingKernels kAvx2Kernels;
constinit const PackingKernels kAvx2Kernels = makeKernels("avx2");

}
