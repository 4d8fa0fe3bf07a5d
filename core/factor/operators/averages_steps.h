// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/averages.h"

namespace zvt::factor {

struct AverageSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<EmaStep>("EMA");
    steps.template add<RmaStep>("RMA");
    steps.template add<WmaStep>("WMA");
    steps.template add<DemaStep>("DEMA");
    steps.template add<TemaStep>("TEMA");
    steps.template add<T3Step>("T3");
    steps.template add<TrimaStep>("TRIMA");
    steps.template add<HmaStep>("HMA");
    steps.template add<KamaStep>("KAMA");
    steps.template add<EfficiencyStep>("ER");
    steps.template add<VwmaStep>("VWMA");
    steps.template add<AlmaStep>("ALMA");
    steps.template add<ZlemaStep>("ZLEMA");
    steps.template add<VidyaStep>("VIDYA");
  }
};

}
