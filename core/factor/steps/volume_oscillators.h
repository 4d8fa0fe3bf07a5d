// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/volume.h"

namespace zvt::factor {

/// Ease of movement: the change of the middle price, times the range, per ten thousand of volume.
template <class V> class EaseOfMovementStep {
public:
  static constexpr std::size_t kInputs = 3;
  static constexpr std::size_t kOutputs = 1;
  explicit EaseOfMovementStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    const V middle = (in[0] + in[1]) * V(0.5);
    if (m_middle.push(middle))
      out[0] = quotient((middle - m_middle.value()) * (in[0] - in[1]), in[2]) * V(10000.0);
    else
      out[0] = undefined<V>();
  }
  template <class F> void each(F& f) { f(m_middle); }

private:
  Previous<V> m_middle;
};

/// Klinger's volume force, smoothed over a short and a long span; the difference.
template <class V> class KlingerStep {
public:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit KlingerStep(const double* p)
      : m_fast(Smoothing<V>::exponential(p[0], Seed::First))
      , m_slow(Smoothing<V>::exponential(p[1], Seed::First))
      , m_trend(V(-1.0))
      , m_movement(V(0.0))
  {
  }
  void operator()(const V* in, V* out)
  {
    const V one = V(1.0);
    const V range = in[0] - in[1];
    const bool hasRange = m_range.push(range);
    out[0] = undefined<V>();
    if (!m_price.push(in[0] + in[1] + in[2]) || !hasRange)
      return;
    const V price = in[0] + in[1] + in[2];
    const V trend = select(price > m_price.value(), one, select(price < m_price.value(), V(-1.0), m_trend));
    m_movement = select(trend == m_trend, m_movement, m_range.value()) + range;
    m_trend = trend;
    const V share = absOf(V(2.0) * quotient(range, m_movement, 0.5) - one);
    const V force = in[3] * share * V(100.0) * trend;
    m_fast.push(force);
    m_slow.push(force);
    out[0] = m_fast.value() - m_slow.value();
  }
  template <class F> void each(F& f) { f(m_price, m_range, m_fast, m_slow, m_trend, m_movement); }

private:
  Smoothing<V> m_fast;
  Smoothing<V> m_slow;
  Previous<V> m_price;
  Previous<V> m_range;
  V m_trend;
  V m_movement;
};

/// Mean volume over a short span against that over a long one, in per cent.
template <class V> class VolumeOscillatorStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit VolumeOscillatorStep(const double* p)
      : m_fast(p[0])
      , m_slow(p[1])
  {
  }
  void operator()(const V* in, V* out)
  {
    m_fast.push(in[0]);
    m_slow.push(in[0]);
    out[0] = m_fast.isFull() && m_slow.isFull() ? quotient(m_fast.mean() - m_slow.mean(), m_slow.mean()) * V(100.0)
                                                : undefined<V>();
  }
  template <class F> void each(F& f) { f(m_fast, m_slow); }

private:
  WindowMean<V> m_fast;
  WindowMean<V> m_slow;
};

/// Williams's accumulation without volume: the close's distance from the true low on rising days, from the true high on
/// falling ones, added up.
template <class V> class WilliamsAccumulationStep {
public:
  static constexpr std::size_t kInputs = 3;
  static constexpr std::size_t kOutputs = 1;
  explicit WilliamsAccumulationStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    const V close = in[2];
    if (!m_close.push(close)) {
      out[0] = undefined<V>();
      return;
    }
    const V before = m_close.value();
    const V fallen = select(close < before, close - maxOf(before, in[0]), V(0.0));
    m_sum = m_sum + select(close > before, close - minOf(before, in[1]), fallen);
    out[0] = m_sum;
  }
  template <class F> void each(F& f) { f(m_close, m_sum); }

private:
  Previous<V> m_close;
  V m_sum = V(0.0);
};

/// (close − open) / (high − low); 0 in a bar without a range.
template <class V> struct BalanceOfPowerStep {
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit BalanceOfPowerStep(const double*) { }
  void operator()(const V* in, V* out) { out[0] = quotient(in[3] - in[0], in[1] - in[2], 0); }
  static constexpr bool kStateless = true;
};

/// Range per unit of volume.
template <class V> struct MarketFacilitationStep {
  static constexpr std::size_t kInputs = 3;
  static constexpr std::size_t kOutputs = 1;
  explicit MarketFacilitationStep(const double*) { }
  void operator()(const V* in, V* out) { out[0] = quotient(in[0] - in[1], in[2]); }
  static constexpr bool kStateless = true;
};

/// 量比: the volume against the mean of the n bars before it.
template <class V> class VolumeRatioStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit VolumeRatioStep(const double* p)
      : m_past(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    out[0] = m_past.isFull() ? quotient(in[0], m_past.mean()) : undefined<V>();
    m_past.push(in[0]);
  }
  template <class F> void each(F& f) { f(m_past); }

private:
  WindowMean<V> m_past;
};

/// 换手率: traded volume in per cent of the shares that can be traded.
template <class V> struct TurnoverRateStep {
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 1;
  static constexpr bool kStateless = true;
  explicit TurnoverRateStep(const double*) { }
  void operator()(const V* in, V* out) { *out = quotient(in[0], in[1]) * V(100.0); }
};

}
