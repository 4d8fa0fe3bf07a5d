// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/momentum.h"
#include "core/factor/steps/smoothing.h"
#include "core/factor/windows.h"

namespace zvt::factor {

/// Where a value lies between the lowest and the highest of n bars, in percent.
template <class V> class Position {
public:
  explicit Position(double n)
      : m_high(n)
      , m_low(n)
  {
  }
  ZVT_LANES_INLINE bool push(const V& high, const V& low)
  {
    m_high.push(high);
    return m_low.push(low);
  }
  [[nodiscard]] V of(const V& x) const { return percentOf(x - m_low.value(), m_high.value() - m_low.value()); }
  template <class F> void each(F& f) { f(m_high, m_low); }

private:
  WindowHighest<V> m_high;
  WindowLowest<V> m_low;
};

/// How %K and %D are smoothed: by a mean, or by 通达信's SMA(X,N,1), which is Wilder's mean from the first value on.
template <class V> class StochasticMean {
public:
  StochasticMean(double n, bool isRunning)
      : m_isRunning(isRunning)
      , m_plain(n)
      , m_running(1 / n, 1, Seed::First)
  {
  }
  ZVT_LANES_INLINE bool push(const V& x)
  {
    if (!m_isRunning)
      return m_plain.push(x);
    m_running.push(x);
    return true;
  }
  [[nodiscard]] const V& value() const { return m_isRunning ? m_running.value() : m_plain.mean(); }
  template <class F> void each(F& f) { f(m_plain, m_running); }

private:
  bool m_isRunning;
  WindowMean<V> m_plain;
  Smoothing<V> m_running;
};

/// %K and %D of a position.
template <class V> struct KAndD {
  StochasticMean<V> k, d;
  KAndD(double smoothK, double smoothD, bool isRunning)
      : k(smoothK, isRunning)
      , d(smoothD, isRunning)
  {
  }
  ZVT_LANES_INLINE void push(const V& position, V* out)
  {
    if (!k.push(position))
      return;
    out[0] = k.value();
    if (d.push(k.value()))
      out[1] = d.value();
  }
  template <class F> void each(F& f) { f(k, d); }
};

/// Inputs: high, low, close.
template <class V> struct StochasticStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 2;
  Position<V> position;
  KAndD<V> means;
  explicit StochasticStep(const double* p)
      : position(p[0])
      , means(p[1], p[2], p[3] != 0)
  {
  }
  ZVT_LANES_INLINE void operator()(const V* in, V* out)
  {
    out[0] = out[1] = undefined<V>();
    if (position.push(in[0], in[1]))
      means.push(position.of(in[2]), out);
  }
  template <class F> void each(F& f) { f(position, means); }
};

/// K and D as 通达信's SMA(X,N,1), from the first position or from 50 on, and J = 3K − 2D. Inputs: high, low, close.
template <class V> struct KdjStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 3;
  Position<V> position;
  Smoothing<V> k, d;
  bool isFromFifty;
  explicit KdjStep(const double* p)
      : position(p[0])
      , k(1 / p[1], 1, Seed::First)
      , d(1 / p[2], 1, Seed::First)
      , isFromFifty(p[3] != 0)
  {
  }
  void operator()(const V* in, V* out)
  {
    out[0] = out[1] = out[2] = undefined<V>();
    if (!position.push(in[0], in[1]))
      return;
    if (isFromFifty && !k.isReady()) {
      k.startAt(V(50.0));
      d.startAt(V(50.0));
    }
    k.push(position.of(in[2]));
    d.push(k.value());
    out[0] = k.value();
    out[1] = d.value();
    out[2] = V(3.0) * out[0] - V(2.0) * out[1];
  }
  template <class F> void each(F& f) { f(position, k, d); }
};

/// The position of the RSI between its own lowest and highest, with its %K and %D.
template <class V> struct StochRsiStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 2;
  Rsi<V> rsi;
  Position<V> position;
  KAndD<V> means;
  explicit StochRsiStep(const double* p)
      : rsi(p[0], seedOf(p[4]))
      , position(p[1])
      , means(p[2], p[3], false)
  {
  }
  void operator()(const V* in, V* out)
  {
    out[0] = out[1] = undefined<V>();
    if (!rsi.push(*in))
      return;
    const V value = rsi.value();
    if (position.push(value, value))
      means.push(position.of(value), out);
  }
  template <class F> void each(F& f) { f(rsi, position, means); }
};

/// Williams' %R, −100 … 0, and the same upside down as 通达信 has it, 100 … 0. Inputs: high, low, close.
template <class V, bool IsNegative> struct WilliamsStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 1;
  Position<V> position;
  explicit WilliamsStep(const double* p)
      : position(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (position.push(in[0], in[1]))
      *out = IsNegative ? position.of(in[2]) - V(100.0) : V(100.0) - position.of(in[2]);
  }
  template <class F> void each(F& f) { f(position); }
};

}
