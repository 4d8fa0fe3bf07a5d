// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/strategy/execution_plan.h"
#include "core/strategy/strategy.h"

#include <memory>

namespace zvt::strategy {

/// A strategy document as a Strategy: its graph runs over the finished bars of the run's level, and its weights become
/// targets. Errors: strategy.cannot_run, factor.* (found at the first bar's start).
[[nodiscard]] std::unique_ptr<Strategy> makeDocumentStrategy(ExecutionPlan plan);

}
