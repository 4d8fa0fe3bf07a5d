// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/windows.h"

namespace zvt::factor {

/// 神奇九转: bars in a row whose close is below (buy) or above (sell) the close four bars ago, counted to the length; a
/// count that is complete stays 0 until the row is broken.
template <class V> class NineTurnsStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 2;
  /// @param p length, bars back
  explicit NineTurnsStep(const double* p)
      : m_closes(p[1] + 1)
      , m_length(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    out[0] = out[1] = undefined<V>();
    if (!m_closes.push(*in))
      return;
    const V past = m_closes.oldest();
    m_buy = select(*in < past, m_buy + V(1.0), V(0.0));
    m_sell = select(*in > past, m_sell + V(1.0), V(0.0));
    out[0] = select(m_buy <= V(m_length), m_buy, V(0.0));
    out[1] = select(m_sell <= V(m_length), m_sell, V(0.0));
  }
  template <class F> void each(F& f) { f(m_closes, m_buy, m_sell); }

private:
  Ring<V> m_closes;
  double m_length;
  V m_buy = V(0.0);
  V m_sell = V(0.0);
};

/// 平均K线: candles smoothed by half the one before.
template <class V> class HeikinAshiStep {
public:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 4;
  explicit HeikinAshiStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    const V open = (m_seen.isEmpty() ? in[0] + in[3] : m_open + m_close) * V(0.5);
    m_seen.next();
    m_open = open;
    m_close = (in[0] + in[1] + in[2] + in[3]) * V(0.25);
    out[0] = m_open;
    out[1] = maxOf(in[1], maxOf(m_open, m_close));
    out[2] = minOf(in[2], minOf(m_open, m_close));
    out[3] = m_close;
  }
  template <class F> void each(F& f) { f(m_seen, m_open, m_close); }

private:
  Count m_seen{1};
  V m_open = V(0.0);
  V m_close = V(0.0);
};

}
