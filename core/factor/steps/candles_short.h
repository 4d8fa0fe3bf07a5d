// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/classic_candle.h"

/// Classic patterns of one and two candles; [0] is the newest.

namespace zvt::factor {

ZVT_CANDLE(BeltHold, 1, c.as(0, c.longBody(0) & ((c.white(0) & c.noLower(0)) | (c.black(0) & c.noUpper(0)))));
ZVT_CANDLE(ClosingMarubozu, 1, c.as(0, c.longBody(0) & ((c.white(0) & c.noUpper(0)) | (c.black(0) & c.noLower(0)))));
ZVT_CANDLE(Doji, 1, c.bullish(c.doji(0)));
ZVT_CANDLE(DragonflyDoji, 1, c.bullish(c.doji(0) & c.noUpper(0) & c.someLower(0)));
ZVT_CANDLE(GravestoneDoji, 1, c.bullish(c.doji(0) & c.noLower(0) & c.someUpper(0)));
ZVT_CANDLE(HighWave, 1, c.as(0, c.shortBody(0) & c.veryLongUpper(0) & c.veryLongLower(0)));
ZVT_CANDLE(LongLeggedDoji, 1, c.bullish(c.doji(0) & (c.longLower(0) | c.longUpper(0))));
ZVT_CANDLE(LongLine, 1, c.as(0, c.longBody(0) & c.shortUpper(0) & c.shortLower(0)));
ZVT_CANDLE(Marubozu, 1, c.as(0, c.longBody(0) & c.noUpper(0) & c.noLower(0)));
ZVT_CANDLE(RickshawMan, 1,
    c.bullish(c.doji(0) & c.longLower(0) & c.longUpper(0)
        & (c[0].bottom() <= c[0].low + V(0.5) * c[0].range() + c.near(0))
        & (c[0].top() >= c[0].low + V(0.5) * c[0].range() - c.near(0))));
ZVT_CANDLE(ShortLine, 1, c.as(0, c.shortBody(0) & c.shortUpper(0) & c.shortLower(0)));
ZVT_CANDLE(SpinningTop, 1, c.as(0, c.shortBody(0) & c.longUpper(0) & c.longLower(0)));
ZVT_CANDLE(Takuri, 1, c.bullish(c.doji(0) & c.noUpper(0) & c.veryLongLower(0)));

ZVT_CANDLE(Counterattack, 2,
    c.as(0, c.opposite(1, 0) & c.longBody(1) & c.longBody(0) & c.within(c[0].close, c[1].close, c.equal(1))));
ZVT_CANDLE(DarkCloudCover, 2,
    c.bearish(c.white(1) & c.longBody(1) & c.black(0) & (c[0].open > c[1].high) & (c[0].close > c[1].open)
        & (c[0].close < c[1].close - V(0.5) * c[1].body())));
ZVT_CANDLE(DojiStar, 2,
    c.against(1, c.longBody(1) & c.doji(0) & ((c.white(1) & c.gapUp(0, 1)) | (c.black(1) & c.gapDown(0, 1)))));
ZVT_CANDLE(Engulfing, 2,
    c.touching(
        c.as(0, c.opposite(0, 1) & c.within(1, 0) & ((c[1].top() < c[0].top()) | (c[1].bottom() > c[0].bottom()))),
        c.inside(1, 0)));
ZVT_CANDLE(
    Hammer, 2, c.bullish(c.shortBody(0) & c.longLower(0) & c.noUpper(0) & (c[0].bottom() <= c[1].low + c.near(1))));
ZVT_CANDLE(HangingMan, 2,
    c.bearish(c.shortBody(0) & c.longLower(0) & c.noUpper(0) & (c[0].bottom() >= c[1].high - c.near(1))));
ZVT_CANDLE(Harami, 2, c.touching(c.against(1, c.longBody(1) & c.smallBody(0) & c.within(0, 1)), c.inside(0, 1)));
ZVT_CANDLE(HaramiCross, 2, c.touching(c.against(1, c.longBody(1) & c.doji(0) & c.within(0, 1)), c.inside(0, 1)));
ZVT_CANDLE(HomingPigeon, 2,
    c.bullish(c.black(1) & c.black(0) & c.longBody(1) & c.smallBody(0) & (c[0].open < c[1].open)
        & (c[0].close > c[1].close)));
ZVT_CANDLE(InNeck, 2,
    c.bearish(c.black(1) & c.longBody(1) & c.white(0) & (c[0].open < c[1].low) & (c[0].close <= c[1].close + c.equal(1))
        & (c[0].close >= c[1].close)));
ZVT_CANDLE(InvertedHammer, 2, c.bullish(c.shortBody(0) & c.longUpper(0) & c.noLower(0) & c.gapDown(0, 1)));
ZVT_CANDLE(Kicking, 2,
    c.as(0,
        c.opposite(1, 0) & c.longBody(1) & c.noUpper(1) & c.noLower(1) & c.longBody(0) & c.noUpper(0) & c.noLower(0)
            & ((c.black(1) & c.breakUp(0, 1)) | (c.white(1) & c.breakDown(0, 1)))));
ZVT_CANDLE(KickingByLength, 2,
    select(KickingPattern::of(candles) == V(0.0), V(0.0),
        V(100.0) * select(c[0].body() > c[1].body(), c[0].sign(), c[1].sign())));
ZVT_CANDLE(MatchingLow, 2, c.bullish(c.black(1) & c.black(0) & c.within(c[0].close, c[1].close, c.equal(1))));
ZVT_CANDLE(OnNeck, 2,
    c.bearish(
        c.black(1) & c.longBody(1) & c.white(0) & (c[0].open < c[1].low) & c.within(c[0].close, c[1].low, c.equal(1))));
ZVT_CANDLE(Piercing, 2,
    c.bullish(c.black(1) & c.longBody(1) & c.white(0) & c.longBody(0) & (c[0].open < c[1].low)
        & (c[0].close < c[1].open) & (c[0].close > c[1].close + V(0.5) * c[1].body())));
ZVT_CANDLE(SeparatingLines, 2,
    c.as(0,
        c.opposite(1, 0) & c.within(c[0].open, c[1].open, c.equal(1)) & c.longBody(0)
            & ((c.white(0) & c.noLower(0)) | (c.black(0) & c.noUpper(0)))));
ZVT_CANDLE(ShootingStar, 2, c.bearish(c.shortBody(0) & c.longUpper(0) & c.noLower(0) & c.gapUp(0, 1)));
ZVT_CANDLE(Thrusting, 2,
    c.bearish(c.black(1) & c.longBody(1) & c.white(0) & (c[0].open < c[1].low) & (c[0].close > c[1].close + c.equal(1))
        & (c[0].close <= c[1].close + V(0.5) * c[1].body())));

}
