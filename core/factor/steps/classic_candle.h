// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/candle.h"

namespace zvt::factor {

/// The words of TA-Lib's candle patterns, with its default settings: bodies are long or short against the mean body of
/// the ten bars ahead, a doji's body is at most a tenth of their mean range; a shadow is long beyond the candle's own
/// body, short below the mean shadow, very short below a tenth of the mean range; near, far and equal are 0.2, 0.6 and
/// 0.05 of the mean range of the five bars ahead.
template <class V> class Classic {
public:
  using Mask = MaskOf<V>;
  explicit Classic(const Candles<V>& candles)
      : m_candles(candles)
  {
  }
  ZVT_LANES_INLINE const Candle<V>& operator[](std::size_t age) const { return m_candles[age]; }
  ZVT_LANES_INLINE Mask white(std::size_t k) const { return at(k).isWhite(); }
  ZVT_LANES_INLINE Mask black(std::size_t k) const { return at(k).isBlack(); }
  ZVT_LANES_INLINE Mask opposite(std::size_t a, std::size_t b) const { return at(a).sign() != at(b).sign(); }
  ZVT_LANES_INLINE Mask alike(std::size_t a, std::size_t b) const { return at(a).sign() == at(b).sign(); }
  ZVT_LANES_INLINE Mask longBody(std::size_t k) const { return at(k).body() > at(k).meanBody; }
  ZVT_LANES_INLINE Mask shortBody(std::size_t k) const { return at(k).body() < at(k).meanBody; }
  ZVT_LANES_INLINE Mask smallBody(std::size_t k) const
  {
    return at(k).body() <= at(k).meanBody;
  } ///< short, or as the mean
  ZVT_LANES_INLINE Mask doji(std::size_t k) const { return at(k).body() <= tenth(k); }
  ZVT_LANES_INLINE Mask noUpper(std::size_t k) const { return at(k).upper() < tenth(k); }
  ZVT_LANES_INLINE Mask noLower(std::size_t k) const { return at(k).lower() < tenth(k); }
  ZVT_LANES_INLINE Mask someUpper(std::size_t k) const { return at(k).upper() > tenth(k); }
  ZVT_LANES_INLINE Mask someLower(std::size_t k) const { return at(k).lower() > tenth(k); }
  ZVT_LANES_INLINE Mask longUpper(std::size_t k) const { return at(k).upper() > at(k).body(); }
  ZVT_LANES_INLINE Mask longLower(std::size_t k) const { return at(k).lower() > at(k).body(); }
  ZVT_LANES_INLINE Mask veryLongUpper(std::size_t k) const { return at(k).upper() > V(2.0) * at(k).body(); }
  ZVT_LANES_INLINE Mask veryLongLower(std::size_t k) const { return at(k).lower() > V(2.0) * at(k).body(); }
  ZVT_LANES_INLINE Mask shortUpper(std::size_t k) const { return at(k).upper() < at(k).meanShadow; }
  ZVT_LANES_INLINE Mask shortLower(std::size_t k) const { return at(k).lower() < at(k).meanShadow; }
  ZVT_LANES_INLINE V near(std::size_t k) const { return V(0.2) * at(k).nearRange; }
  ZVT_LANES_INLINE V far(std::size_t k) const { return V(0.6) * at(k).nearRange; }
  ZVT_LANES_INLINE V equal(std::size_t k) const { return V(0.05) * at(k).nearRange; }
  /// @p x within @p reach of @p y
  ZVT_LANES_INLINE static Mask within(const V& x, const V& y, const V& reach)
  {
    return (x <= y + reach) & (x >= y - reach);
  }
  /// The body of the newer candle a beyond that of b.
  ZVT_LANES_INLINE Mask gapUp(std::size_t a, std::size_t b) const { return at(a).bottom() > at(b).top(); }
  ZVT_LANES_INLINE Mask gapDown(std::size_t a, std::size_t b) const { return at(a).top() < at(b).bottom(); }
  /// The whole candle beyond the other.
  ZVT_LANES_INLINE Mask breakUp(std::size_t a, std::size_t b) const { return at(a).low > at(b).high; }
  ZVT_LANES_INLINE Mask breakDown(std::size_t a, std::size_t b) const { return at(a).high < at(b).low; }
  /// The body of a within that of b; their ends may touch.
  ZVT_LANES_INLINE Mask within(std::size_t a, std::size_t b) const
  {
    return (at(a).top() <= at(b).top()) & (at(a).bottom() >= at(b).bottom());
  }
  /// The body of a inside that of b.
  ZVT_LANES_INLINE Mask inside(std::size_t a, std::size_t b) const
  {
    return (at(a).top() < at(b).top()) & (at(a).bottom() > at(b).bottom());
  }
  ZVT_LANES_INLINE V bullish(const Mask& holds) const { return select(holds, V(100.0), V(0.0)); }
  ZVT_LANES_INLINE V bearish(const Mask& holds) const { return select(holds, V(-100.0), V(0.0)); }
  /// Rising for a white candle @p k, falling for a black one.
  ZVT_LANES_INLINE V as(std::size_t k, const Mask& holds) const
  {
    return select(holds, V(100.0) * at(k).sign(), V(0.0));
  }
  ZVT_LANES_INLINE V against(std::size_t k, const Mask& holds) const
  {
    return select(holds, V(-100.0) * at(k).sign(), V(0.0));
  }
  /// 80 hundredths where bodies touch at one end, as Morris counts them.
  ZVT_LANES_INLINE static V touching(const V& value, const Mask& isFull)
  {
    return select(isFull, value, value * V(0.8));
  }

private:
  ZVT_LANES_INLINE const Candle<V>& at(std::size_t k) const { return m_candles[k]; }
  ZVT_LANES_INLINE V tenth(std::size_t k) const { return V(0.1) * at(k).meanRange; }
  const Candles<V>& m_candles;
};

/// A pattern and its step; c is a Classic.
#define ZVT_CANDLE(Name, count, value)                                                                                 \
  struct Name##Pattern {                                                                                               \
    static constexpr double kCandles = count;                                                                          \
    template <class V> static V of(const Candles<V>& candles)                                                          \
    {                                                                                                                  \
      const Classic<V> c(candles);                                                                                     \
      return value;                                                                                                    \
    }                                                                                                                  \
  };                                                                                                                   \
  template <class V> using Name##Step = PatternStep<V, Name##Pattern>

}
