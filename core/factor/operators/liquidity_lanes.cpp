// SPDX-License-Identifier: Apache-2.0
#include "core/factor/lanes/instantiate.h"
#include "core/factor/operators/liquidity_steps.h"

ZVT_LANES_GROUP(LiquiditySteps)
