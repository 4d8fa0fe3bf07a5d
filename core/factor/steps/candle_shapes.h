// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/candle.h"

namespace zvt::factor {

/// The shapes of Tulip Charts. A body is none below 0.05 of the mean range, short below 0.5 and long above 1.4 of the
/// mean body; a shadow is none below 0.05 of the mean range and long above 0.6 of the mean body; near is 0.3 of the
/// mean range: means of the ten bars ahead of the present one.
template <class V> class Shape {
public:
  using Mask = MaskOf<V>;
  explicit Shape(const Candles<V>& candles)
      : m_candles(candles)
  {
  }
  ZVT_LANES_INLINE const Candle<V>& operator[](std::size_t age) const { return m_candles[age]; }
  ZVT_LANES_INLINE Mask white(std::size_t k) const { return at(k).open < at(k).close; }
  ZVT_LANES_INLINE Mask black(std::size_t k) const { return at(k).open > at(k).close; }
  ZVT_LANES_INLINE Mask noBody(std::size_t k) const { return at(k).body() < V(0.05) * now().meanRange; }
  ZVT_LANES_INLINE Mask shortBody(std::size_t k) const { return at(k).body() < V(0.5) * now().meanBody; }
  ZVT_LANES_INLINE Mask longBody(std::size_t k) const { return at(k).body() > V(1.4) * now().meanBody; }
  ZVT_LANES_INLINE Mask noUpper() const { return now().upper() < V(0.05) * now().meanRange; }
  ZVT_LANES_INLINE Mask noLower() const { return now().lower() < V(0.05) * now().meanRange; }
  ZVT_LANES_INLINE Mask longUpper() const { return now().upper() > V(0.6) * now().meanBody; }
  ZVT_LANES_INLINE Mask longLower() const { return now().lower() > V(0.6) * now().meanBody; }
  ZVT_LANES_INLINE V nearness() const { return V(0.3) * now().meanRange; }
  /// Bodies apart.
  ZVT_LANES_INLINE Mask gapUp(std::size_t k) const { return at(k).bottom() >= at(k + 1).top(); }
  ZVT_LANES_INLINE Mask gapDown(std::size_t k) const { return at(k).top() <= at(k + 1).bottom(); }
  /// Whole candles apart.
  ZVT_LANES_INLINE Mask starUp(std::size_t k) const { return at(k).low >= at(k + 1).high; }
  ZVT_LANES_INLINE Mask starDown(std::size_t k) const { return at(k).high <= at(k + 1).low; }
  ZVT_LANES_INLINE Mask opensInside(std::size_t k) const
  {
    return (at(k).open < at(k + 1).top()) & (at(k).open > at(k + 1).bottom());
  }

private:
  ZVT_LANES_INLINE const Candle<V>& at(std::size_t k) const { return m_candles[k]; }
  ZVT_LANES_INLINE const Candle<V>& now() const { return m_candles[0]; }
  const Candles<V>& m_candles;
};

#define ZVT_SHAPE(Name, count, holds)                                                                                  \
  struct Name##Shape {                                                                                                 \
    static constexpr double kCandles = count;                                                                          \
    template <class V> static V of(const Candles<V>& candles)                                                          \
    {                                                                                                                  \
      const Shape<V> c(candles);                                                                                       \
      return asCondition(holds);                                                                                       \
    }                                                                                                                  \
  };                                                                                                                   \
  template <class V> using Name##ShapeStep = PatternStep<V, Name##Shape, false>

ZVT_SHAPE(Doji, 1, c.noBody(0));
ZVT_SHAPE(DragonflyDoji, 1, c.noBody(0) & c.noUpper() & c.longLower());
ZVT_SHAPE(GravestoneDoji, 1, c.noBody(0) & c.longUpper() & c.noLower());
ZVT_SHAPE(LongLeggedDoji, 1, c.noBody(0) & c.longUpper() & c.longLower());
ZVT_SHAPE(FourPriceDoji, 1, c.noBody(0) & c.noUpper() & c.noLower());
ZVT_SHAPE(BigWhiteCandle, 1, c.white(0) & c.longBody(0));
ZVT_SHAPE(BigBlackCandle, 1, c.black(0) & c.longBody(0));
ZVT_SHAPE(Marubozu, 1, c.longBody(0) & c.noUpper() & c.noLower());
ZVT_SHAPE(WhiteMarubozu, 1, c.white(0) & c.longBody(0) & c.noUpper() & c.noLower());
ZVT_SHAPE(BlackMarubozu, 1, c.black(0) & c.longBody(0) & c.noUpper() & c.noLower());
ZVT_SHAPE(SpinningTop, 1, c.shortBody(0) & (c[0].upper() > c[0].body()) & (c[0].lower() > c[0].body()));
ZVT_SHAPE(Hammer, 2, c.shortBody(0) & c.noUpper() & c.longLower() & (c[0].bottom() <= c[1].low + c.nearness()));
ZVT_SHAPE(HangingMan, 2, c.shortBody(0) & c.noUpper() & c.longLower() & (c[0].bottom() >= c[1].high - c.nearness()));
ZVT_SHAPE(InvertedHammer, 2, c.shortBody(0) & c.longUpper() & c.noLower() & c.gapDown(0));
ZVT_SHAPE(ShootingStar, 2, c.shortBody(0) & c.longUpper() & c.noLower() & c.gapUp(0));
ZVT_SHAPE(Star, 2, c.starUp(0) | c.starDown(0));
ZVT_SHAPE(EngulfingBull, 2, c.white(0) & c.black(1) & (c[0].close > c[1].open) & (c[0].open < c[1].close));
ZVT_SHAPE(EngulfingBear, 2, c.black(0) & c.white(1) & (c[0].close < c[1].open) & (c[0].open > c[1].close));
ZVT_SHAPE(AbandonedBabyBull, 3,
    c.black(2) & c.longBody(2) & c.starDown(1) & c.noBody(1) & c.white(0) & c.starUp(0) & (c[0].close >= c[2].close));
ZVT_SHAPE(AbandonedBabyBear, 3,
    c.white(2) & c.longBody(2) & c.starUp(1) & c.noBody(1) & c.black(0) & c.starDown(0) & (c[0].close <= c[2].close));
ZVT_SHAPE(MorningStar, 3,
    c.black(2) & c.longBody(2) & c.gapDown(1) & c.shortBody(1) & c.white(0) & c.gapUp(0) & (c[0].close >= c[2].close));
ZVT_SHAPE(EveningStar, 3,
    c.white(2) & c.longBody(2) & c.gapUp(1) & c.shortBody(1) & c.black(0) & c.gapDown(0) & (c[0].close <= c[2].close));
ZVT_SHAPE(MorningDojiStar, 3,
    c.black(2) & c.longBody(2) & c.gapDown(1) & c.noBody(1) & c.white(0) & c.gapUp(0) & (c[0].close >= c[2].close));
ZVT_SHAPE(EveningDojiStar, 3,
    c.white(2) & c.longBody(2) & c.gapUp(1) & c.noBody(1) & c.black(0) & c.gapDown(0) & (c[0].close <= c[2].close));
ZVT_SHAPE(ThreeWhiteSoldiers, 3, c.white(2) & c.white(1) & c.white(0) & c.opensInside(1) & c.opensInside(0));
ZVT_SHAPE(ThreeBlackCrows, 3, c.black(2) & c.black(1) & c.black(0) & c.opensInside(1) & c.opensInside(0));

#undef ZVT_SHAPE

}
