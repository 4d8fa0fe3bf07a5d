// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/lanes/lanes_kernel.h"
#include "core/factor/operator.h"

namespace zvt::factor {

/// Whether this program has lanes for @p isa and this processor runs them.
[[nodiscard]] bool isAvailable(Isa isa);
/// The widest there is; nothing when this program was built without lanes.
[[nodiscard]] std::optional<Isa> bestIsa();
/// Of an available instruction set.
[[nodiscard]] const LanesTools& lanesTools(Isa isa);
/// Fills OperatorInfo::lanes, by name.
void addLanes(std::vector<OperatorInfo>& operators);

}
