// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/smoothing.h"
#include "core/factor/steps/values.h"
#include "core/factor/windows.h"

namespace zvt::factor {

/// Where the close lies in the bar's range: −1 at the low, 1 at the high, 0 in a bar without a range.
template <class V> V closeLocation(const V& high, const V& low, const V& close)
{
  return quotient((close - low) - (high - close), high - low, 0);
}
template <class V> V typicalPrice(const V* in)
{
  return (in[0] + in[1] + in[2]) / V(3.0);
}

/// Volume added up with the sign of the close's change.
template <class V> class ObvStep {
public:
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 1;
  explicit ObvStep(const double* p)
      : m_countsFirst(p[0] != 0)
      , m_sum(V(0.0))
  {
  }
  void operator()(const V* in, V* out)
  {
    const V zero = V(0.0);
    if (m_close.push(in[0])) {
      const V rising = select(in[0] > m_close.value(), in[1], zero);
      m_sum = m_sum + rising - select(in[0] < m_close.value(), in[1], zero);
    } else if (m_countsFirst) {
      m_sum = in[1];
    }
    out[0] = m_sum;
  }
  template <class F> void each(F& f) { f(m_close, m_sum); }

private:
  bool m_countsFirst;
  V m_sum;
  Previous<V> m_close;
};

/// Volume added up with the close's relative change.
template <class V> class VolumePriceTrendStep {
public:
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 1;
  explicit VolumePriceTrendStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    if (!m_close.push(in[0])) {
      out[0] = undefined<V>();
      return;
    }
    m_sum = m_sum + in[1] * quotient(in[0] - m_close.value(), m_close.value(), 0);
    out[0] = m_sum;
  }
  template <class F> void each(F& f) { f(m_close, m_sum); }

private:
  V m_sum = V(0.0);
  Previous<V> m_close;
};

template <class V> class AccumulationStep {
public:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit AccumulationStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    m_sum = m_sum + closeLocation(in[0], in[1], in[2]) * in[3];
    out[0] = m_sum;
  }
  template <class F> void each(F& f) { f(m_sum); }

private:
  V m_sum = V(0.0);
};

/// Exponential mean over a short span less that over a long one, of the accumulation line.
template <class V> class ChaikinOscillatorStep {
public:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit ChaikinOscillatorStep(const double* p)
      : m_fast(Smoothing<V>::exponential(p[0], seedOf(p[2])))
      , m_slow(Smoothing<V>::exponential(p[1], seedOf(p[2])))
  {
  }
  void operator()(const V* in, V* out)
  {
    V line{};
    m_line(in, &line);
    m_fast.push(line);
    m_slow.push(line);
    out[0] = m_fast.isReady() && m_slow.isReady() ? m_fast.value() - m_slow.value() : undefined<V>();
  }
  template <class F> void each(F& f) { f(m_line, m_fast, m_slow); }

private:
  AccumulationStep<V> m_line{nullptr};
  Smoothing<V> m_fast;
  Smoothing<V> m_slow;
};

template <class V> class MoneyFlowIndexStep {
public:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit MoneyFlowIndexStep(const double* p)
      : m_rising(p[0])
      , m_falling(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    const V price = typicalPrice(in);
    const V zero = V(0.0);
    out[0] = undefined<V>();
    if (!m_price.push(price))
      return;
    const V flow = price * in[3];
    m_rising.push(select(price > m_price.value(), flow, zero));
    m_falling.push(select(price < m_price.value(), flow, zero));
    if (m_rising.isFull())
      out[0] = quotient(m_rising.sum(), m_rising.sum() + m_falling.sum()) * V(100.0);
  }
  template <class F> void each(F& f) { f(m_price, m_rising, m_falling); }

private:
  Previous<V> m_price;
  WindowSum<V> m_rising;
  WindowSum<V> m_falling;
};

template <class V> class ChaikinMoneyFlowStep {
public:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit ChaikinMoneyFlowStep(const double* p)
      : m_flow(p[0])
      , m_volume(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    m_flow.push(closeLocation(in[0], in[1], in[2]) * in[3]);
    m_volume.push(in[3]);
    out[0] = m_flow.isFull() ? quotient(m_flow.sum(), m_volume.sum()) : undefined<V>();
  }
  template <class F> void each(F& f) { f(m_flow, m_volume); }

private:
  WindowSum<V> m_flow;
  WindowSum<V> m_volume;
};

template <class V> class ForceIndexStep {
public:
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 1;
  explicit ForceIndexStep(const double* p)
      : m_mean(Smoothing<V>::exponential(p[0], seedOf(p[1])))
  {
  }
  void operator()(const V* in, V* out)
  {
    if (m_close.push(in[0]))
      m_mean.push((in[0] - m_close.value()) * in[1]);
    out[0] = m_mean.isReady() ? m_mean.value() : undefined<V>();
  }
  template <class F> void each(F& f) { f(m_close, m_mean); }

private:
  Previous<V> m_close;
  Smoothing<V> m_mean;
};

/// Mean typical price of the last n bars by volume.
template <class V> class RollingVwapStep {
public:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit RollingVwapStep(const double* p)
      : m_money(p[0])
      , m_volume(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    m_money.push(typicalPrice(in) * in[3]);
    m_volume.push(in[3]);
    out[0] = m_money.isFull() ? quotient(m_money.sum(), m_volume.sum()) : undefined<V>();
  }
  template <class F> void each(F& f) { f(m_money, m_volume); }

private:
  WindowSum<V> m_money;
  WindowSum<V> m_volume;
};

/// Mean typical price by volume since the anchor last changed its value: a session's number, a month's.
template <class V> class AnchoredVwapStep {
public:
  static constexpr std::size_t kInputs = 5;
  static constexpr std::size_t kOutputs = 1;
  explicit AnchoredVwapStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    const V money = typicalPrice(in) * in[3];
    if (m_anchor.push(in[4])) {
      const MaskOf<V> goesOn = in[4] == m_anchor.value();
      m_money = select(goesOn, m_money + money, money);
      m_volume = select(goesOn, m_volume + in[3], in[3]);
    } else {
      m_money = money;
      m_volume = in[3];
    }
    out[0] = quotient(m_money, m_volume);
  }
  template <class F> void each(F& f) { f(m_anchor, m_money, m_volume); }

private:
  Previous<V> m_anchor;
  V m_money{};
  V m_volume{};
};

/// An index that follows the close on the days whose volume rises (or falls) alone.
template <class V, bool Rising> class VolumeIndexStep {
public:
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 1;
  explicit VolumeIndexStep(const double* p)
      : m_index(V(p[0]))
  {
  }
  void operator()(const V* in, V* out)
  {
    const bool hasClose = m_close.push(in[0]);
    if (m_volume.push(in[1]) && hasClose) {
      const MaskOf<V> counts = Rising ? in[1] > m_volume.value() : in[1] < m_volume.value();
      const V grown = m_index * quotient(in[0], m_close.value(), 1);
      m_index = select(counts, grown, m_index);
    }
    out[0] = m_index;
  }
  template <class F> void each(F& f) { f(m_close, m_volume, m_index); }

private:
  V m_index;
  Previous<V> m_close;
  Previous<V> m_volume;
};
template <class V> using PositiveVolumeStep = VolumeIndexStep<V, true>;
template <class V> using NegativeVolumeStep = VolumeIndexStep<V, false>;

}
