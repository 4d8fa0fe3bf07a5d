// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/range_volatility.h"

namespace zvt::factor {

struct VolatilitySteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<VarianceStep>("VAR");
    steps.template add<PopulationVarianceStep>("VARP");
    steps.template add<DeviationStep>("STD");
    steps.template add<PopulationDeviationStep>("STDP");
    steps.template add<ZScoreStep>("ZSCORE");
    steps.template add<TrueRangeStep>("TR");
    steps.template add<AtrStep>("ATR");
    steps.template add<NormalisedAtrStep>("NATR");
    steps.template add<HistoricalVolatilityStep>("HV");
    steps.template add<RealisedIndexStep>("RVIX");
    steps.template add<ParkinsonStep>("PARKINSON");
    steps.template add<GarmanKlassStep>("GARMANKLASS");
    steps.template add<RogersSatchellStep>("ROGERSSATCHELL");
    steps.template add<YangZhangStep>("YANGZHANG");
    steps.template add<UlcerStep>("ULCER");
    steps.template add<ChaikinVolatilityStep>("CVI");
    steps.template add<MassStep>("MASS");
  }
};

}
