// SPDX-License-Identifier: Apache-2.0
#include "core/factor/lanes/instantiate.h"
#include "core/factor/operators/candle_steps.h"

ZVT_LANES_GROUP(CandleShapeSteps)
ZVT_LANES_GROUP(ClassicCandleSteps)
