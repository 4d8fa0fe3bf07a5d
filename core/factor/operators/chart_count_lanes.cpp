// SPDX-License-Identifier: Apache-2.0
#include "core/factor/lanes/instantiate.h"
#include "core/factor/operators/chart_count_steps.h"

ZVT_LANES_GROUP(ChartCountSteps)
