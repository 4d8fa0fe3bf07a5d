// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/directional.h"
#include "core/factor/steps/pivot.h"
#include "core/factor/steps/sar.h"
#include "core/factor/steps/trend.h"

namespace zvt::factor {

template <class V> using PlusDiStep = DirectionalStep<V, Movement::Plus>;
template <class V> using MinusDiStep = DirectionalStep<V, Movement::Minus>;
template <class V> using DxStep = DirectionalStep<V, Movement::Index>;
template <class V> using PlusDmStep = DirectionalStep<V, Movement::Up>;
template <class V> using MinusDmStep = DirectionalStep<V, Movement::Down>;
template <class V> using SarValueStep = SarStep<V, false>;
template <class V> using SarTurnStep = SarStep<V, true>;

struct TrendSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<AdxStep>("ADX");
    steps.template add<AdxrStep>("ADXR");
    steps.template add<DxStep>("DX");
    steps.template add<PlusDiStep>("PLUS_DI");
    steps.template add<MinusDiStep>("MINUS_DI");
    steps.template add<PlusDmStep>("PLUS_DM");
    steps.template add<MinusDmStep>("MINUS_DM");
    steps.template add<DmiStep>("DMI");
    steps.template add<AroonStep>("AROON");
    steps.template add<IchimokuStep>("ICHIMOKU");
    steps.template add<AlligatorStep>("ALLIGATOR");
    steps.template add<SarValueStep>("SAR");
    steps.template add<SarTurnStep>("SARTURN");
    steps.template add<SuperTrendStep>("SUPERTREND");
    steps.template add<ChandelierStep>("CHANDELIER");
    steps.template add<ChoppinessStep>("CHOP");
    steps.template add<LiveCountStep>("LIVECOUNT");
    steps.template add<PivotStep>("PIVOT");
  }
};

}
