// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/math.h"
#include "core/factor/steps/values.h"
#include "core/factor/windows.h"

namespace zvt::factor {

/// Roll's spread: 2 √(−covariance of one change with the next), over n pairs of changes. Where prices run on in their
/// direction the covariance is positive and says nothing of a spread.
template <class V> class RollSpreadStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit RollSpreadStep(const double* p)
      : m_pairs(p[0])
      , m_inverse(p[0] > p[2] ? 1 / (p[0] - p[2]) : kUndefined)
      , m_isRelative(p[1] != 0)
      , m_otherwise(p[3] != 0 ? 0.0 : kUndefined)
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!m_price.push(*in))
      return;
    const V apart = *in - m_price.value();
    const V change = m_isRelative ? quotient(apart, m_price.value(), 0) : apart;
    if (!m_change.push(change) || !m_pairs.push(change, m_change.value()))
      return;
    const V covariance = m_pairs.products() * V(m_inverse);
    *out = select(covariance > V(0.0), V(m_otherwise), V(2.0) * sqrtOf(maxOf(V(0.0) - covariance, V(0.0))));
  }
  template <class F> void each(F& f) { f(m_price, m_change, m_pairs); }

private:
  Previous<V> m_price;
  Previous<V> m_change;
  WindowCovariance<V> m_pairs;
  double m_inverse;
  bool m_isRelative;
  double m_otherwise;
};

/// Corwin and Schultz's spread of two days, from the range of each and of both, as a share of the price; the mean over
/// n pairs of days. Inputs high, low, close.
template <class V> class CorwinSchultzStep {
public:
  static constexpr std::size_t kInputs = 3;
  static constexpr std::size_t kOutputs = 1;
  explicit CorwinSchultzStep(const double* p)
      : m_isAdjusted(p[1] != 0)
      , m_keepsNegative(p[2] != 0)
      , m_mean(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    m_high.push(in[0]);
    m_low.push(in[1]);
    if (m_close.push(in[2]) && m_mean.push(ofTwoDays(in)))
      *out = m_mean.mean();
  }
  template <class F> void each(F& f) { f(m_high, m_low, m_close, m_mean); }

private:
  /// How far the day lies away from the close before it: a gap overnight is no part of the range.
  V gap(const V* in) const
  {
    const V zero = V(0.0);
    const V above = maxOf(in[1] - m_close.value(), zero);
    const V below = minOf(in[0] - m_close.value(), zero);
    return m_isAdjusted ? above + below : zero;
  }
  static V square(const V& x) { return x * x; }
  V ofTwoDays(const V* in) const
  {
    const V overnight = gap(in);
    const V high = in[0] - overnight;
    const V low = in[1] - overnight;
    const V beta = square(logOf(quotient(m_high.value(), m_low.value()))) + square(logOf(quotient(high, low)));
    const V gamma = square(logOf(quotient(maxOf(m_high.value(), high), minOf(m_low.value(), low))));
    constexpr double kScale = 0.17157287525380990; // 3 − 2 √2
    const V alpha = (sqrtOf(V(2.0) * beta) - sqrtOf(beta)) * V(1 / kScale) - sqrtOf(gamma * V(1 / kScale));
    const V growth = mapEach(alpha, [](double x) { return math::exp(x); });
    const V spread = V(2.0) * (growth - V(1.0)) / (V(1.0) + growth);
    return m_keepsNegative ? spread : maxOf(spread, V(0.0));
  }

  bool m_isAdjusted;
  bool m_keepsNegative;
  Previous<V> m_high;
  Previous<V> m_low;
  Previous<V> m_close;
  WindowMean<V> m_mean;
};

/// Amihud's price of trading: the mean of the size of the change per million of turnover. Inputs close, turnover.
template <class V> class AmihudStep {
public:
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 1;
  explicit AmihudStep(const double* p)
      : m_scale(p[1])
      , m_mean(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!m_close.push(in[0]))
      return;
    const V change = absOf(quotient(in[0] - m_close.value(), m_close.value(), 0));
    // A day without turnover has no price of trading; like a gap it makes the mean undefined while it is in it.
    if (m_mean.push(quotient(change, in[1]) * V(m_scale)))
      *out = m_mean.mean();
  }
  template <class F> void each(F& f) { f(m_close, m_mean); }

private:
  double m_scale;
  Previous<V> m_close;
  WindowMean<V> m_mean;
};

}
