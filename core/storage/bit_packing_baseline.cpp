// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bit_packing_loops.h"

namespace zvt::storage {

constinit const PackingKernels kBaselineKernels = makeKernels("baseline");

}
