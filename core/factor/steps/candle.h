// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/windows.h"

namespace zvt::factor {

/// A bar as a candle, with what bars ahead of it were like: thresholds such as "long" are told against them.
template <class V> struct Candle {
  V open, high, low, close;
  V meanBody, meanRange, meanShadow; ///< of the ten bars ahead; a bar's shadow is half of both
  V nearRange; ///< mean range of the five bars ahead

  [[nodiscard]] ZVT_LANES_INLINE MaskOf<V> isWhite() const { return close >= open; }
  [[nodiscard]] ZVT_LANES_INLINE MaskOf<V> isBlack() const { return close < open; }
  [[nodiscard]] ZVT_LANES_INLINE V sign() const { return select(isWhite(), V(1.0), V(-1.0)); }
  [[nodiscard]] ZVT_LANES_INLINE V top() const { return maxOf(open, close); }
  [[nodiscard]] ZVT_LANES_INLINE V bottom() const { return minOf(open, close); }
  [[nodiscard]] ZVT_LANES_INLINE V body() const { return absOf(close - open); }
  [[nodiscard]] ZVT_LANES_INLINE V range() const { return high - low; }
  [[nodiscard]] ZVT_LANES_INLINE V upper() const { return high - top(); }
  [[nodiscard]] ZVT_LANES_INLINE V lower() const { return bottom() - low; }
  template <class F> void each(F& f) { f(open, high, low, close, meanBody, meanRange, meanShadow, nearRange); }
};

/// The last candles; [0] is the present one.
template <class V> class Candles {
public:
  /// @param count candles that are looked at
  /// @param needed bars until there is an answer
  Candles(double count, double needed)
      : m_candles(count)
      , m_needed(needed)
      , m_body(kFar)
      , m_range(kFar)
      , m_shadow(kFar)
      , m_nearRange(kNear)
  {
  }
  /// @param in open, high, low, close
  bool push(const V* in)
  {
    Candle<V> now{in[0], in[1], in[2], in[3], m_body.sum() / V(kFar), m_range.sum() / V(kFar),
        m_shadow.sum() / V(2 * kFar), m_nearRange.sum() / V(kNear)};
    m_candles.push(now);
    m_body.push(now.body());
    m_range.push(now.range());
    m_shadow.push(now.upper() + now.lower());
    m_nearRange.push(now.range());
    return m_needed.next();
  }
  const Candle<V>& operator[](std::size_t age) const { return m_candles.at(age); }
  template <class F> void each(F& f) { f(m_candles, m_needed, m_body, m_range, m_shadow, m_nearRange); }

  static constexpr double kFar = 10;
  static constexpr double kNear = 5;

private:
  Ring<Candle<V>> m_candles;
  Count m_needed;
  WindowSum<V> m_body;
  WindowSum<V> m_range;
  WindowSum<V> m_shadow;
  WindowSum<V> m_nearRange;
};

/// A pattern: `static constexpr double kCandles` and `template <class V> static V of(const Candles<V>&)`. Thresholds
/// are each candle's own, so that all of them need bars ahead; with @p Own false those of the present one serve all.
template <class V, class Pattern, bool Own = true> class PatternStep {
public:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit PatternStep(const double*)
      : m_candles(Pattern::kCandles, Candles<V>::kFar + (Own ? Pattern::kCandles : 1))
  {
  }
  void operator()(const V* in, V* out) { *out = m_candles.push(in) ? Pattern::of(m_candles) : undefined<V>(); }
  template <class F> void each(F& f) { f(m_candles); }

private:
  Candles<V> m_candles;
};

}
