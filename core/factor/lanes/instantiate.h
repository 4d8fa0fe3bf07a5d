// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/lanes/kernel_of_step.h"

/// A file operators/*_lanes.cpp names its group of steps: ZVT_LANES_GROUP(MovingSteps). It is compiled once an
/// instruction set (ZVT_LANES_ISA: Plain, Avx2, Avx512) and may include nothing but steps: any shared inline function
/// would be compiled for that instruction set as well and might be the copy that the linker keeps (tst_factor_lanes
/// looks).
#define ZVT_LANES_GROUP(Steps)                                                                                         \
  namespace zvt::factor {                                                                                              \
  template <class IsaTag> void addLanesOf##Steps(LanesRegistry& registry);                                             \
  template <> void addLanesOf##Steps<ZVT_LANES_ISA>(LanesRegistry & registry)                                          \
  {                                                                                                                    \
    LanesOfGroup<ZVT_LANES_ISA> lanes(registry);                                                                       \
    Steps::list(lanes);                                                                                                \
  }                                                                                                                    \
  }
