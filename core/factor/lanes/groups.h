// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Every group of steps that runs in lanes; each has a file operators/*_lanes.cpp with ZVT_LANES_GROUP(NAME).
#define ZVT_LANES_GROUPS(GROUP)                                                                                        \
  GROUP(ArithmeticSteps)                                                                                               \
  GROUP(LogicSteps)                                                                                                    \
  GROUP(MovingSteps)                                                                                                   \
  GROUP(AverageSteps)                                                                                                  \
  GROUP(MomentumSteps)                                                                                                 \
  GROUP(TrendSteps)                                                                                                    \
  GROUP(RegressionSteps)                                                                                               \
  GROUP(MathSteps)                                                                                                     \
  GROUP(CountingSteps)                                                                                                 \
  GROUP(TdxSteps)                                                                                                      \
  GROUP(VolatilitySteps)                                                                                               \
  GROUP(ChannelSteps)                                                                                                  \
  GROUP(VolumeSteps)                                                                                                   \
  GROUP(LiquiditySteps)                                                                                                \
  GROUP(CandleShapeSteps)                                                                                              \
  GROUP(ClassicCandleSteps)                                                                                            \
  GROUP(ChartCountSteps)
