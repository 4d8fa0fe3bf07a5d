// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/candle_shapes.h"
#include "core/factor/steps/candles_long.h"
#include "core/factor/steps/candles_short.h"
#include "core/factor/steps/candles_three.h"

namespace zvt::factor {

/// Tulip's shapes, 1 or 0.
struct CandleShapeSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<DojiShapeStep>("DOJI");
    steps.template add<DragonflyDojiShapeStep>("DRAGONFLY_DOJI");
    steps.template add<GravestoneDojiShapeStep>("GRAVESTONE_DOJI");
    steps.template add<LongLeggedDojiShapeStep>("LONG_LEGGED_DOJI");
    steps.template add<FourPriceDojiShapeStep>("FOUR_PRICE_DOJI");
    steps.template add<BigWhiteCandleShapeStep>("BIG_WHITE_CANDLE");
    steps.template add<BigBlackCandleShapeStep>("BIG_BLACK_CANDLE");
    steps.template add<MarubozuShapeStep>("MARUBOZU");
    steps.template add<WhiteMarubozuShapeStep>("WHITE_MARUBOZU");
    steps.template add<BlackMarubozuShapeStep>("BLACK_MARUBOZU");
    steps.template add<SpinningTopShapeStep>("SPINNING_TOP");
    steps.template add<HammerShapeStep>("HAMMER");
    steps.template add<HangingManShapeStep>("HANGING_MAN");
    steps.template add<InvertedHammerShapeStep>("INVERTED_HAMMER");
    steps.template add<ShootingStarShapeStep>("SHOOTING_STAR");
    steps.template add<StarShapeStep>("STAR");
    steps.template add<EngulfingBullShapeStep>("ENGULFING_BULL");
    steps.template add<EngulfingBearShapeStep>("ENGULFING_BEAR");
    steps.template add<AbandonedBabyBullShapeStep>("ABANDONED_BABY_BULL");
    steps.template add<AbandonedBabyBearShapeStep>("ABANDONED_BABY_BEAR");
    steps.template add<MorningStarShapeStep>("MORNING_STAR");
    steps.template add<EveningStarShapeStep>("EVENING_STAR");
    steps.template add<MorningDojiStarShapeStep>("MORNING_DOJI_STAR");
    steps.template add<EveningDojiStarShapeStep>("EVENING_DOJI_STAR");
    steps.template add<ThreeWhiteSoldiersShapeStep>("THREE_WHITE_SOLDIERS");
    steps.template add<ThreeBlackCrowsShapeStep>("THREE_BLACK_CROWS");
  }
};

/// TA-Lib's patterns, 100 rising, −100 falling.
struct ClassicCandleSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<TwoCrowsStep>("CDL2CROWS");
    steps.template add<ThreeBlackCrowsStep>("CDL3BLACKCROWS");
    steps.template add<ThreeInsideStep>("CDL3INSIDE");
    steps.template add<ThreeLineStrikeStep>("CDL3LINESTRIKE");
    steps.template add<ThreeOutsideStep>("CDL3OUTSIDE");
    steps.template add<ThreeStarsInSouthStep>("CDL3STARSINSOUTH");
    steps.template add<ThreeWhiteSoldiersStep>("CDL3WHITESOLDIERS");
    steps.template add<AbandonedBabyStep>("CDLABANDONEDBABY");
    steps.template add<AdvanceBlockStep>("CDLADVANCEBLOCK");
    steps.template add<BeltHoldStep>("CDLBELTHOLD");
    steps.template add<BreakawayStep>("CDLBREAKAWAY");
    steps.template add<ClosingMarubozuStep>("CDLCLOSINGMARUBOZU");
    steps.template add<ConcealingBabySwallowStep>("CDLCONCEALBABYSWALL");
    steps.template add<CounterattackStep>("CDLCOUNTERATTACK");
    steps.template add<DarkCloudCoverStep>("CDLDARKCLOUDCOVER");
    steps.template add<DojiStep>("CDLDOJI");
    steps.template add<DojiStarStep>("CDLDOJISTAR");
    steps.template add<DragonflyDojiStep>("CDLDRAGONFLYDOJI");
    steps.template add<EngulfingStep>("CDLENGULFING");
    steps.template add<EveningDojiStarStep>("CDLEVENINGDOJISTAR");
    steps.template add<EveningStarStep>("CDLEVENINGSTAR");
    steps.template add<GapSideBySideWhiteStep>("CDLGAPSIDESIDEWHITE");
    steps.template add<GravestoneDojiStep>("CDLGRAVESTONEDOJI");
    steps.template add<HammerStep>("CDLHAMMER");
    steps.template add<HangingManStep>("CDLHANGINGMAN");
    steps.template add<HaramiStep>("CDLHARAMI");
    steps.template add<HaramiCrossStep>("CDLHARAMICROSS");
    steps.template add<HighWaveStep>("CDLHIGHWAVE");
    steps.template add<HikkakeStep>("CDLHIKKAKE");
    steps.template add<ModifiedHikkakeStep>("CDLHIKKAKEMOD");
    steps.template add<HomingPigeonStep>("CDLHOMINGPIGEON");
    steps.template add<IdenticalThreeCrowsStep>("CDLIDENTICAL3CROWS");
    steps.template add<InNeckStep>("CDLINNECK");
    steps.template add<InvertedHammerStep>("CDLINVERTEDHAMMER");
    steps.template add<KickingStep>("CDLKICKING");
    steps.template add<KickingByLengthStep>("CDLKICKINGBYLENGTH");
    steps.template add<LadderBottomStep>("CDLLADDERBOTTOM");
    steps.template add<LongLeggedDojiStep>("CDLLONGLEGGEDDOJI");
    steps.template add<LongLineStep>("CDLLONGLINE");
    steps.template add<MarubozuStep>("CDLMARUBOZU");
    steps.template add<MatchingLowStep>("CDLMATCHINGLOW");
    steps.template add<MatHoldStep>("CDLMATHOLD");
    steps.template add<MorningDojiStarStep>("CDLMORNINGDOJISTAR");
    steps.template add<MorningStarStep>("CDLMORNINGSTAR");
    steps.template add<OnNeckStep>("CDLONNECK");
    steps.template add<PiercingStep>("CDLPIERCING");
    steps.template add<RickshawManStep>("CDLRICKSHAWMAN");
    steps.template add<RiseFallThreeMethodsStep>("CDLRISEFALL3METHODS");
    steps.template add<SeparatingLinesStep>("CDLSEPARATINGLINES");
    steps.template add<ShootingStarStep>("CDLSHOOTINGSTAR");
    steps.template add<ShortLineStep>("CDLSHORTLINE");
    steps.template add<SpinningTopStep>("CDLSPINNINGTOP");
    steps.template add<StalledPatternStep>("CDLSTALLEDPATTERN");
    steps.template add<StickSandwichStep>("CDLSTICKSANDWICH");
    steps.template add<TakuriStep>("CDLTAKURI");
    steps.template add<TasukiGapStep>("CDLTASUKIGAP");
    steps.template add<ThrustingStep>("CDLTHRUSTING");
    steps.template add<TriStarStep>("CDLTRISTAR");
    steps.template add<UniqueThreeRiverStep>("CDLUNIQUE3RIVER");
    steps.template add<UpsideGapTwoCrowsStep>("CDLUPSIDEGAP2CROWS");
    steps.template add<GapThreeMethodsStep>("CDLXSIDEGAP3METHODS");
  }
};

}
