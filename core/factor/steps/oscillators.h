// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/true_range.h"
#include "core/factor/windows.h"

#include <cstddef>

namespace zvt::factor {

/// Lambert: (typical − mean)/(0.015·mean deviation); undefined where all values are the same. Inputs: high, low, close.
template <class V> struct CciStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 1;
  Ring<V> values;
  WindowMean<V> mean;
  V scale;
  explicit CciStep(const double* p)
      : values(p[0])
      , mean(p[0])
      , scale(0.015 / p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    const V typical = (in[0] + in[1] + in[2]) / V(3.0);
    values.push(typical);
    *out = undefined<V>();
    if (!mean.push(typical))
      return;
    V deviation = 0.0;
    for (std::size_t age = 0; age < values.size(); ++age)
      deviation = deviation + absOf(values.at(age) - mean.mean());
    *out = quotient(typical - mean.mean(), scale * deviation);
  }
  template <class F> void each(F& f) { f(values, mean); }
};

/// The share of buying pressure (close − true low) in the true range over n bars.
template <class V> class PressureShare {
public:
  explicit PressureShare(double n)
      : m_pressure(n)
      , m_range(n)
  {
  }
  bool push(const V& pressure, const V& range)
  {
    m_pressure.push(pressure);
    return m_range.push(range);
  }
  [[nodiscard]] V value() const { return quotient(m_pressure.sum(), m_range.sum()); }
  template <class F> void each(F& f) { f(m_pressure, m_range); }

private:
  WindowSum<V> m_pressure, m_range;
};

/// Williams' ultimate oscillator: the shares over three windows weighted 4 : 2 : 1. Inputs: high, low, close.
template <class V> struct UltimateStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 1;
  BarChange<V> change;
  PressureShare<V> first, second, third;
  explicit UltimateStep(const double* p)
      : first(p[0])
      , second(p[1])
      , third(p[2])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!change.push(in[0], in[1], in[2]))
      return;
    const V pressure = in[2] - change.trueLow();
    const V range = change.trueRange();
    const bool hasFirst = first.push(pressure, range);
    const bool hasSecond = second.push(pressure, range);
    if (third.push(pressure, range) && hasFirst && hasSecond)
      *out = V(100.0 / 7) * (V(4.0) * first.value() + V(2.0) * second.value() + third.value());
  }
  template <class F> void each(F& f) { f(change, first, second, third); }
};

/// The mean of the medians of `fast` bars less that of `slow` bars. Inputs: high, low.
template <class V> struct AwesomeStep {
  static constexpr std::size_t kInputs = 2, kOutputs = 1;
  WindowMean<V> fast, slow;
  explicit AwesomeStep(const double* p)
      : fast(p[0])
      , slow(p[1])
  {
  }
  void operator()(const V* in, V* out)
  {
    const V median = (in[0] + in[1]) * V(0.5);
    const bool hasFast = fast.push(median);
    *out = slow.push(median) && hasFast ? fast.mean() - slow.mean() : undefined<V>();
  }
  template <class F> void each(F& f) { f(fast, slow); }
};

/// BIAS: 100·(x − mean)/mean.
template <class V> struct BiasStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  WindowMean<V> mean;
  explicit BiasStep(const double* p)
      : mean(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = mean.push(*in) ? quotient(V(100.0) * (*in - mean.mean()), mean.mean()) : undefined<V>();
  }
  template <class F> void each(F& f) { f(mean); }
};

/// PSY: the share of rising bars among the last n, in percent, and its mean.
template <class V> struct PsyStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 2;
  V previous{};
  Count values{1};
  WindowSum<V> rises;
  WindowMean<V> mean;
  V scale;
  explicit PsyStep(const double* p)
      : rises(p[0])
      , mean(p[1])
      , scale(100 / p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    out[0] = out[1] = undefined<V>();
    const bool hadPrevious = values.isFull();
    const V isRise = asCondition(*in > previous);
    previous = *in;
    values.next();
    if (!hadPrevious || !rises.push(isRise))
      return;
    out[0] = rises.sum() * scale;
    if (mean.push(out[0]))
      out[1] = mean.mean();
  }
  template <class F> void each(F& f) { f(previous, values, rises, mean); }
};

/// BR = Σ max(0, high − previous close) / Σ max(0, previous close − low) and AR = Σ(high − open) / Σ(open − low), both
/// times 100. Inputs: open, high, low, close.
template <class V> struct BrarStep {
  static constexpr std::size_t kInputs = 4, kOutputs = 2;
  V previousClose{};
  Count bars{1};
  WindowSum<V> wish, fear, rise, fall;
  explicit BrarStep(const double* p)
      : wish(p[0])
      , fear(p[0])
      , rise(p[0])
      , fall(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    out[0] = out[1] = undefined<V>();
    rise.push(in[1] - in[0]);
    if (fall.push(in[0] - in[2]))
      out[1] = quotient(V(100.0) * rise.sum(), fall.sum());
    const bool hadPrevious = bars.isFull();
    const V close = previousClose;
    previousClose = in[3];
    bars.next();
    if (!hadPrevious)
      return;
    wish.push(maxOf(in[1] - close, V(0.0)));
    if (fear.push(maxOf(close - in[2], V(0.0))))
      out[0] = quotient(V(100.0) * wish.sum(), fear.sum());
  }
  template <class F> void each(F& f) { f(previousClose, bars, wish, fear, rise, fall); }
};

}
