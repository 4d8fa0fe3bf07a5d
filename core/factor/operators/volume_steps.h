// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/volume_oscillators.h"

namespace zvt::factor {

struct VolumeSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<ObvStep>("OBV");
    steps.template add<VolumePriceTrendStep>("VPT");
    steps.template add<AccumulationStep>("AD");
    steps.template add<ChaikinOscillatorStep>("ADOSC");
    steps.template add<MoneyFlowIndexStep>("MFI");
    steps.template add<ChaikinMoneyFlowStep>("CMF");
    steps.template add<ForceIndexStep>("FORCE");
    steps.template add<RollingVwapStep>("VWAP");
    steps.template add<AnchoredVwapStep>("AVWAP");
    steps.template add<PositiveVolumeStep>("PVI");
    steps.template add<NegativeVolumeStep>("NVI");
    steps.template add<EaseOfMovementStep>("EMV");
    steps.template add<KlingerStep>("KVO");
    steps.template add<VolumeOscillatorStep>("VOSC");
    steps.template add<WilliamsAccumulationStep>("WAD");
    steps.template add<BalanceOfPowerStep>("BOP");
    steps.template add<MarketFacilitationStep>("MARKETFI");
    steps.template add<VolumeRatioStep>("VOLRATIO");
    steps.template add<TurnoverRateStep>("HSL");
  }
};

}
