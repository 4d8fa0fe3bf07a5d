// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/channels.h"

namespace zvt::factor {

struct ChannelSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<HighestStep>("HHV");
    steps.template add<LowestStep>("LLV");
    steps.template add<BollingerStep>("BOLL");
    steps.template add<BollingerStep>("BBANDS");
    steps.template add<BollingerPlaceStep>("BOLLPLACE");
    steps.template add<KeltnerStep>("KELTNER");
    steps.template add<DonchianStep>("DONCHIAN");
    steps.template add<EnvelopeStep>("ENVELOPE");
    steps.template add<AccelerationBandsStep>("ACCBANDS");
  }
};

}
