// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/liquidity.h"

namespace zvt::factor {

struct LiquiditySteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<RollSpreadStep>("ROLLSPREAD");
    steps.template add<CorwinSchultzStep>("CORWINSCHULTZ");
    steps.template add<AmihudStep>("AMIHUD");
  }
};

}
