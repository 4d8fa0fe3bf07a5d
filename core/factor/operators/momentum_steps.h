// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/momentum.h"
#include "core/factor/steps/oscillators.h"
#include "core/factor/steps/stochastic.h"

namespace zvt::factor {

template <class V> using MomStep = RateStep<V, Over::Difference>;
template <class V> using RocStep = RateStep<V, Over::Percent>;
template <class V> using RocpStep = RateStep<V, Over::Fraction>;
template <class V> using RocrStep = RateStep<V, Over::Ratio>;
template <class V> using PpoStep = EmaDistanceStep<V, true>;
template <class V> using ApoStep = EmaDistanceStep<V, false>;
template <class V> using WillrStep = WilliamsStep<V, true>;
template <class V> using WrStep = WilliamsStep<V, false>;

struct MomentumSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<MacdStep>("MACD");
    steps.template add<PpoStep>("PPO");
    steps.template add<ApoStep>("APO");
    steps.template add<TrixStep>("TRIX");
    steps.template add<RsiStep>("RSI");
    steps.template add<CmoStep>("CMO");
    steps.template add<MomStep>("MOM");
    steps.template add<RocStep>("ROC");
    steps.template add<RocpStep>("ROCP");
    steps.template add<RocrStep>("ROCR");
    steps.template add<StochasticStep>("STOCH");
    steps.template add<KdjStep>("KDJ");
    steps.template add<StochRsiStep>("STOCHRSI");
    steps.template add<WillrStep>("WILLR");
    steps.template add<WrStep>("WR");
    steps.template add<CciStep>("CCI");
    steps.template add<UltimateStep>("ULTOSC");
    steps.template add<AwesomeStep>("AO");
    steps.template add<BiasStep>("BIAS");
    steps.template add<PsyStep>("PSY");
    steps.template add<BrarStep>("BRAR");
  }
};

}
