// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/classic_candle.h"

/// Classic patterns of three candles; [0] is the newest.

namespace zvt::factor {

ZVT_CANDLE(TwoCrows, 3,
    c.bearish(c.white(2) & c.longBody(2) & c.black(1) & c.gapUp(1, 2) & c.black(0) & (c[0].open < c[1].open)
        & (c[0].open > c[1].close) & (c[0].close > c[2].open) & (c[0].close < c[2].close)));
ZVT_CANDLE(ThreeInside, 3,
    c.against(2,
        c.longBody(2) & c.smallBody(1) & c.inside(1, 2)
            & ((c.white(2) & c.black(0) & (c[0].close < c[2].open))
                | (c.black(2) & c.white(0) & (c[0].close > c[2].open)))));
ZVT_CANDLE(ThreeOutside, 3,
    c.as(1,
        (c.white(1) & c.black(2) & (c[1].close > c[2].open) & (c[1].open < c[2].close) & (c[0].close > c[1].close))
            | (c.black(1) & c.white(2) & (c[1].open > c[2].close) & (c[1].close < c[2].open)
                & (c[0].close < c[1].close))));
ZVT_CANDLE(ThreeStarsInSouth, 3,
    c.bullish(c.black(2) & c.black(1) & c.black(0) & c.longBody(2) & c.longLower(2) & (c[1].body() < c[2].body())
        & (c[1].open > c[2].close) & (c[1].open <= c[2].high) & (c[1].low < c[2].close) & (c[1].low >= c[2].low)
        & c.someLower(1) & c.shortBody(0) & c.noLower(0) & c.noUpper(0) & (c[0].low > c[1].low)
        & (c[0].high < c[1].high)));
ZVT_CANDLE(ThreeWhiteSoldiers, 3,
    c.bullish(c.white(2) & c.noUpper(2) & c.white(1) & c.noUpper(1) & c.white(0) & c.noUpper(0)
        & (c[0].close > c[1].close) & (c[1].close > c[2].close) & (c[1].open > c[2].open)
        & (c[1].open <= c[2].close + c.near(2)) & (c[0].open > c[1].open) & (c[0].open <= c[1].close + c.near(1))
        & (c[1].body() > c[2].body() - c.far(2)) & (c[0].body() > c[1].body() - c.far(1)) & c.longBody(0)));
ZVT_CANDLE(AbandonedBaby, 3,
    c.as(0,
        c.longBody(2) & c.doji(1) & c.longBody(0)
            & ((c.white(2) & c.black(0) & (c[0].close < c[2].close - V(0.3) * c[2].body()) & c.breakUp(1, 2)
                   & c.breakDown(0, 1))
                | (c.black(2) & c.white(0) & (c[0].close > c[2].close + V(0.3) * c[2].body()) & c.breakDown(1, 2)
                    & c.breakUp(0, 1)))));
ZVT_CANDLE(AdvanceBlock, 3,
    c.bearish(c.white(2) & c.white(1) & c.white(0) & (c[0].close > c[1].close) & (c[1].close > c[2].close)
        & (c[1].open > c[2].open) & (c[1].open <= c[2].close + c.near(2)) & (c[0].open > c[1].open)
        & (c[0].open <= c[1].close + c.near(1)) & c.longBody(2) & c.shortUpper(2)
        & (((c[1].body() < c[2].body() - c.far(2)) & (c[0].body() < c[1].body() + c.near(1)))
            | (c[0].body() < c[1].body() - c.far(1))
            | ((c[0].body() < c[1].body()) & (c[1].body() < c[2].body())
                & ((c[0].upper() > c[0].meanShadow) | (c[1].upper() > c[1].meanShadow)))
            | ((c[0].body() < c[1].body()) & c.longUpper(0)))));
ZVT_CANDLE(EveningDojiStar, 3,
    c.bearish(c.longBody(2) & c.white(2) & c.doji(1) & c.gapUp(1, 2) & c.longBody(0) & c.black(0)
        & (c[0].close < c[2].close - V(0.3) * c[2].body())));
ZVT_CANDLE(EveningStar, 3,
    c.bearish(c.longBody(2) & c.white(2) & c.smallBody(1) & c.gapUp(1, 2) & c.longBody(0) & c.black(0)
        & (c[0].close < c[2].close - V(0.3) * c[2].body())));
ZVT_CANDLE(MorningDojiStar, 3,
    c.bullish(c.longBody(2) & c.black(2) & c.doji(1) & c.gapDown(1, 2) & c.longBody(0) & c.white(0)
        & (c[0].close > c[2].close + V(0.3) * c[2].body())));
ZVT_CANDLE(MorningStar, 3,
    c.bullish(c.longBody(2) & c.black(2) & c.smallBody(1) & c.gapDown(1, 2) & c.longBody(0) & c.white(0)
        & (c[0].close > c[2].close + V(0.3) * c[2].body())));
ZVT_CANDLE(GapSideBySideWhite, 3,
    select(c.gapUp(1, 2), V(100.0), V(-100.0))
        * asCondition(((c.gapUp(1, 2) & c.gapUp(0, 2)) | (c.gapDown(1, 2) & c.gapDown(0, 2))) & c.white(1) & c.white(0)
            & c.within(c[0].body(), c[1].body(), c.near(1)) & c.within(c[0].open, c[1].open, c.equal(1))));
ZVT_CANDLE(IdenticalThreeCrows, 3,
    c.bearish(c.black(2) & c.noLower(2) & c.black(1) & c.noLower(1) & c.black(0) & c.noLower(0)
        & (c[2].close > c[1].close) & (c[1].close > c[0].close) & c.within(c[1].open, c[2].close, c.equal(2))
        & c.within(c[0].open, c[1].close, c.equal(1))));
ZVT_CANDLE(StalledPattern, 3,
    c.bearish(c.white(2) & c.white(1) & c.white(0) & (c[0].close > c[1].close) & (c[1].close > c[2].close)
        & c.longBody(2) & c.longBody(1) & c.noUpper(1) & (c[1].open > c[2].open) & (c[1].open <= c[2].close + c.near(2))
        & c.shortBody(0) & (c[0].open >= c[1].close - c[0].body() - c.near(1))));
ZVT_CANDLE(StickSandwich, 3,
    c.bullish(
        c.black(2) & c.white(1) & c.black(0) & (c[1].low > c[2].close) & c.within(c[0].close, c[2].close, c.equal(2))));
ZVT_CANDLE(TasukiGap, 3,
    c.as(1,
        ((c.gapUp(1, 2) & c.white(1) & c.black(0) & (c[0].open < c[1].close) & (c[0].open > c[1].open)
             & (c[0].close < c[1].open) & (c[0].close > c[2].top()))
            | (c.gapDown(1, 2) & c.black(1) & c.white(0) & (c[0].open < c[1].open) & (c[0].open > c[1].close)
                & (c[0].close > c[1].open) & (c[0].close < c[2].bottom())))
            & (absOf(c[1].body() - c[0].body()) < c.near(1))));
/// All three are held against the bars ahead of the first.
ZVT_CANDLE(TriStar, 3,
    select(c.doji(2) & (c[1].body() <= V(0.1) * c[2].meanRange) & (c[0].body() <= V(0.1) * c[2].meanRange),
        select(c.gapUp(1, 2) & (c[0].top() < c[1].top()), V(-100.0),
            select(c.gapDown(1, 2) & (c[0].bottom() > c[1].bottom()), V(100.0), V(0.0))),
        V(0.0)));
ZVT_CANDLE(UniqueThreeRiver, 3,
    c.bullish(c.longBody(2) & c.black(2) & c.black(1) & (c[1].close > c[2].close) & (c[1].open <= c[2].open)
        & (c[1].low < c[2].low) & c.shortBody(0) & c.white(0) & (c[0].open > c[1].low)));
ZVT_CANDLE(UpsideGapTwoCrows, 3,
    c.bearish(c.white(2) & c.longBody(2) & c.black(1) & c.smallBody(1) & c.gapUp(1, 2) & c.black(0)
        & (c[0].open > c[1].open) & (c[0].close < c[1].close) & (c[0].close > c[2].close)));
ZVT_CANDLE(GapThreeMethods, 3,
    c.as(2,
        c.alike(2, 1) & c.opposite(1, 0) & (c[0].open < c[1].top()) & (c[0].open > c[1].bottom())
            & (c[0].close < c[2].top()) & (c[0].close > c[2].bottom())
            & ((c.white(2) & c.gapUp(1, 2)) | (c.black(2) & c.gapDown(1, 2)))));

}
