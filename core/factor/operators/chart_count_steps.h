// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operators/counting_steps.h"
#include "core/factor/steps/chart_counts.h"

namespace zvt::factor {

struct ChartCountSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<BarsLastCountStep>("LIMITUPS");
    steps.template add<BarsLastCountStep>("LIMITDOWNS");
    steps.template add<NineTurnsStep>("NINETURNS");
    steps.template add<HeikinAshiStep>("HEIKINASHI");
  }
};

}
