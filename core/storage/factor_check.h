// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <vector>

namespace zvt::storage {

class Connection;

/// Stored results of factors that cannot be read: storage.factor_damaged (factor) with context "entity", one a series.
/// They follow from the bars, so nothing is lost: clearing them lets them be computed again. Errors: storage.*.
[[nodiscard]] Result<std::vector<Error>> damagedFactors(Connection& connection);

}
