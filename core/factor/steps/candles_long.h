// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/classic_candle.h"

/// Classic patterns of four and five candles, and the two that are confirmed later; [0] is the newest.

namespace zvt::factor {

ZVT_CANDLE(ThreeBlackCrows, 4,
    c.bearish(c.white(3) & c.black(2) & c.noLower(2) & c.black(1) & c.noLower(1) & c.black(0) & c.noLower(0)
        & (c[1].open < c[2].open) & (c[1].open > c[2].close) & (c[0].open < c[1].open) & (c[0].open > c[1].close)
        & (c[3].high > c[2].close) & (c[2].close > c[1].close) & (c[1].close > c[0].close)));
ZVT_CANDLE(ThreeLineStrike, 4,
    c.as(1,
        c.alike(3, 2) & c.alike(2, 1) & c.opposite(1, 0) & (c[2].open >= c[3].bottom() - c.near(3))
            & (c[2].open <= c[3].top() + c.near(3)) & (c[1].open >= c[2].bottom() - c.near(2))
            & (c[1].open <= c[2].top() + c.near(2))
            & ((c.white(1) & (c[1].close > c[2].close) & (c[2].close > c[3].close) & (c[0].open > c[1].close)
                   & (c[0].close < c[3].open))
                | (c.black(1) & (c[1].close < c[2].close) & (c[2].close < c[3].close) & (c[0].open < c[1].close)
                    & (c[0].close > c[3].open)))));
ZVT_CANDLE(ConcealingBabySwallow, 4,
    c.bullish(c.black(3) & c.black(2) & c.black(1) & c.black(0) & c.noLower(3) & c.noUpper(3) & c.noLower(2)
        & c.noUpper(2) & c.gapDown(1, 2) & c.someUpper(1) & (c[1].high > c[2].close) & (c[0].high > c[1].high)
        & (c[0].low < c[1].low)));
ZVT_CANDLE(Breakaway, 5,
    c.as(0,
        c.longBody(4) & c.alike(4, 3) & c.alike(3, 1) & c.opposite(1, 0)
            & ((c.black(4) & c.gapDown(3, 4) & (c[2].high < c[3].high) & (c[2].low < c[3].low) & (c[1].high < c[2].high)
                   & (c[1].low < c[2].low) & (c[0].close > c[3].open) & (c[0].close < c[4].close))
                | (c.white(4) & c.gapUp(3, 4) & (c[2].high > c[3].high) & (c[2].low > c[3].low)
                    & (c[1].high > c[2].high) & (c[1].low > c[2].low) & (c[0].close < c[3].open)
                    & (c[0].close > c[4].close)))));
ZVT_CANDLE(LadderBottom, 5,
    c.bullish(c.black(4) & c.black(3) & c.black(2) & (c[4].open > c[3].open) & (c[3].open > c[2].open)
        & (c[4].close > c[3].close) & (c[3].close > c[2].close) & c.black(1) & c.someUpper(1) & c.white(0)
        & (c[0].open > c[1].open) & (c[0].close > c[1].high)));
ZVT_CANDLE(MatHold, 5,
    c.bullish(c.longBody(4) & c.shortBody(3) & c.shortBody(2) & c.shortBody(1) & c.white(4) & c.black(3) & c.white(0)
        & c.gapUp(3, 4) & (c[2].bottom() < c[4].close) & (c[1].bottom() < c[4].close)
        & (c[2].bottom() > c[4].close - V(0.5) * c[4].body()) & (c[1].bottom() > c[4].close - V(0.5) * c[4].body())
        & (c[2].top() < c[3].open) & (c[1].top() < c[2].top()) & (c[0].open > c[1].close)
        & (c[0].close > maxOf(maxOf(c[3].high, c[2].high), c[1].high))));
ZVT_CANDLE(RiseFallThreeMethods, 5,
    c.as(4,
        c.longBody(4) & c.shortBody(3) & c.shortBody(2) & c.shortBody(1) & c.longBody(0) & c.opposite(4, 3)
            & c.alike(3, 2) & c.alike(2, 1) & c.opposite(1, 0) & (c[3].bottom() < c[4].high) & (c[3].top() > c[4].low)
            & (c[2].bottom() < c[4].high) & (c[2].top() > c[4].low) & (c[1].bottom() < c[4].high)
            & (c[1].top() > c[4].low) & (c[2].close * c[4].sign() < c[3].close * c[4].sign())
            & (c[1].close * c[4].sign() < c[2].close * c[4].sign())
            & (c[0].open * c[4].sign() > c[1].close * c[4].sign())
            & (c[0].close * c[4].sign() > c[4].close * c[4].sign())));

/// A bar inside the one before it, then one that leaves it: a false start. 100 where it leaves downwards (rising), −100
/// upwards; 200 or −200 where one of the next three closes beyond the inside bar on the other side.
struct HikkakePattern {
  static constexpr double kCandles = 3;
  template <class V> static V of(const Candles<V>& candles)
  {
    const Classic<V> c(candles);
    const MaskOf<V> isInside = (c[1].high < c[2].high) & (c[1].low > c[2].low);
    const MaskOf<V> isDown = (c[0].high < c[1].high) & (c[0].low < c[1].low);
    const MaskOf<V> isUp = (c[0].high > c[1].high) & (c[0].low > c[1].low);
    return select(isInside & isDown, V(100.0), select(isInside & isUp, V(-100.0), V(0.0)));
  }
};
/// The same with two inside bars, the first of which closes near its low (rising) or its high (falling).
struct ModifiedHikkakePattern {
  static constexpr double kCandles = 4;
  template <class V> static V of(const Candles<V>& candles)
  {
    const Classic<V> c(candles);
    const MaskOf<V> isInside =
        (c[2].high < c[3].high) & (c[2].low > c[3].low) & (c[1].high < c[2].high) & (c[1].low > c[2].low);
    const MaskOf<V> isDown = (c[0].high < c[1].high) & (c[0].low < c[1].low) & (c[2].close <= c[2].low + c.near(2));
    const MaskOf<V> isUp = (c[0].high > c[1].high) & (c[0].low > c[1].low) & (c[2].close >= c[2].high - c.near(2));
    return select(isInside & isDown, V(100.0), select(isInside & isUp, V(-100.0), V(0.0)));
  }
};

template <class V, class Pattern> class ConfirmedStep {
public:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit ConfirmedStep(const double*)
      : m_candles(Pattern::kCandles, Candles<V>::kFar + Pattern::kCandles)
  {
  }
  void operator()(const V* in, V* out)
  {
    if (!m_candles.push(in)) {
      *out = undefined<V>();
      return;
    }
    const V found = Pattern::of(m_candles);
    const MaskOf<V> isNew = found != V(0.0);
    const V close = m_candles[0].close;
    const MaskOf<V> isConfirmed =
        (m_age < V(3.0)) & (((m_signal > V(0.0)) & (close > m_high)) | ((m_signal < V(0.0)) & (close < m_low)));
    *out = select(isNew, found, select(isConfirmed, V(2.0) * m_signal, V(0.0)));
    m_signal = select(isNew, found, select(isConfirmed, V(0.0), m_signal));
    m_high = select(isNew, m_candles[1].high, m_high);
    m_low = select(isNew, m_candles[1].low, m_low);
    m_age = select(isNew, V(0.0), m_age + V(1.0));
  }
  template <class F> void each(F& f) { f(m_candles, m_signal, m_high, m_low, m_age); }

private:
  Candles<V> m_candles;
  V m_signal = V(0.0); ///< that waits for its confirmation
  V m_high = V(0.0); ///< of the inside bar
  V m_low = V(0.0);
  V m_age = V(0.0); ///< bars since the signal, the present one not counted
};
template <class V> using HikkakeStep = ConfirmedStep<V, HikkakePattern>;
template <class V> using ModifiedHikkakeStep = ConfirmedStep<V, ModifiedHikkakePattern>;

}
