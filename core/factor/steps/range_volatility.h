// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/volatility.h"

namespace zvt::factor {

/// ln(high/low)² / (4 ln 2); inputs high, low.
struct ParkinsonTerm {
  template <class V> static V of(const V* in)
  {
    const V range = logOf(quotient(in[0], in[1]));
    return range * range * V(0.36067376022224085);
  }
};

/// ½ ln(high/low)² − (2 ln 2 − 1) ln(close/open)²; inputs open, high, low, close.
struct GarmanKlassTerm {
  template <class V> static V of(const V* in)
  {
    const V range = logOf(quotient(in[1], in[2]));
    const V body = logOf(quotient(in[3], in[0]));
    return V(0.5) * range * range - V(0.3862943611198906) * body * body;
  }
};

/// ln(high/close) ln(high/open) + ln(low/close) ln(low/open); inputs open, high, low, close.
struct RogersSatchellTerm {
  template <class V> static V of(const V* in)
  {
    const V up = logOf(quotient(in[1], in[0]));
    const V down = logOf(quotient(in[2], in[0]));
    const V body = logOf(quotient(in[3], in[0]));
    return up * (up - body) + down * (down - body);
  }
};

/// √(year · mean over n bars of what @p Term makes of a bar).
template <class V, class Term> class RangeVolatilityStep {
public:
  RangeVolatilityStep(double window, double year)
      : m_mean(window)
      , m_year(year)
  {
  }
  void operator()(const V* in, V* out)
  {
    // Rounding can take the mean of a still market below 0.
    *out = m_mean.push(Term::of(in)) ? sqrtOf(maxOf(m_mean.mean(), V(0.0)) * V(m_year)) : undefined<V>();
  }
  template <class F> void each(F& f) { f(m_mean); }

private:
  WindowMean<V> m_mean;
  double m_year;
};

template <class V> struct ParkinsonStep : RangeVolatilityStep<V, ParkinsonTerm> {
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 1;
  explicit ParkinsonStep(const double* p)
      : RangeVolatilityStep<V, ParkinsonTerm>(p[0], p[1])
  {
  }
};
template <class V> struct GarmanKlassStep : RangeVolatilityStep<V, GarmanKlassTerm> {
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit GarmanKlassStep(const double* p)
      : RangeVolatilityStep<V, GarmanKlassTerm>(p[0], p[1])
  {
  }
};
template <class V> struct RogersSatchellStep : RangeVolatilityStep<V, RogersSatchellTerm> {
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit RogersSatchellStep(const double* p)
      : RangeVolatilityStep<V, RogersSatchellTerm>(p[0], p[1])
  {
  }
};

/// Variance of the overnight step, k of the variance of the day's step, and 1 − k of Rogers and Satchell's.
template <class V> class YangZhangStep {
public:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kOutputs = 1;
  explicit YangZhangStep(const double* p)
      : m_overnight(p[0])
      , m_day(p[0])
      , m_range(p[0])
      , m_share(0.34 / (1.34 + (p[0] + 1) / (p[0] - 1)))
      , m_year(p[1])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!m_close.push(in[3]))
      return;
    m_overnight.push(logOf(quotient(in[0], m_close.value())));
    m_day.push(logOf(quotient(in[3], in[0])));
    if (!m_range.push(RogersSatchellTerm::of(in)))
      return;
    const V variance = m_overnight.variance(1) + V(m_share) * m_day.variance(1) + V(1 - m_share) * m_range.mean();
    *out = sqrtOf(maxOf(variance, V(0.0)) * V(m_year));
  }
  template <class F> void each(F& f) { f(m_close, m_overnight, m_day, m_range); }

private:
  Previous<V> m_close;
  WindowVariance<V> m_overnight;
  WindowVariance<V> m_day;
  WindowMean<V> m_range;
  double m_share;
  double m_year;
};

/// Root of the mean square of the falls, in per cent, from the highest close: the highest so far within the window; or,
/// trailing, the highest of the n closes that end with each one, which takes 2n − 1 bars.
template <class V> class UlcerStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit UlcerStep(const double* p)
      : m_isTrailing(p[1] != 0)
      , m_values(m_isTrailing ? 1 : p[0])
      , m_highest(m_isTrailing ? p[0] : 1)
      , m_squares(m_isTrailing ? p[0] : 1)
      , m_inverse(1 / p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (m_isTrailing) {
      if (m_highest.push(*in) && m_squares.push(squareOfFall(*in, m_highest.value())))
        *out = sqrtOf(m_squares.mean());
    } else if (m_values.push(*in)) {
      *out = sqrtOf(squaresWithin() * V(m_inverse));
    }
  }
  template <class F> void each(F& f) { f(m_values, m_highest, m_squares); }

private:
  static V squareOfFall(const V& x, const V& highest)
  {
    const V fall = quotient(x - highest, highest) * V(100.0);
    return fall * fall;
  }
  V squaresWithin() const
  {
    V squares = V(0.0);
    V highest = m_values.oldest();
    for (std::size_t age = m_values.size(); age-- > 0;) {
      highest = maxOf(highest, m_values.at(age));
      squares = squares + squareOfFall(m_values.at(age), highest);
    }
    return squares;
  }
  bool m_isTrailing;
  Ring<V> m_values;
  WindowHighest<V> m_highest;
  WindowMean<V> m_squares;
  double m_inverse;
};

/// Growth of the exponential mean of the range over some bars, in per cent.
template <class V> class ChaikinVolatilityStep {
public:
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 1;
  explicit ChaikinVolatilityStep(const double* p)
      : m_range(Smoothing<V>::exponential(p[0], Seed::First))
      , m_past(p[1] + 1)
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    m_range.push(in[0] - in[1]);
    if (m_range.isReady() && m_past.push(m_range.value()))
      *out = quotient(m_range.value() - m_past.oldest(), m_past.oldest()) * V(100.0);
  }
  template <class F> void each(F& f) { f(m_range, m_past); }

private:
  Smoothing<V> m_range;
  Ring<V> m_past;
};

/// Sum over n bars of the exponential mean of the range over the exponential mean of that mean.
template <class V> class MassStep {
public:
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 1;
  explicit MassStep(const double* p)
      : m_range(Smoothing<V>::exponential(p[0], Seed::First))
      , m_twice(Smoothing<V>::exponential(p[0], Seed::First))
      , m_sum(p[1])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    m_range.push(in[0] - in[1]);
    if (!m_range.isReady())
      return;
    m_twice.push(m_range.value());
    // Without any range both means are 0, and equal.
    if (m_twice.isReady() && m_sum.push(quotient(m_range.value(), m_twice.value(), 1)))
      *out = m_sum.sum();
  }
  template <class F> void each(F& f) { f(m_range, m_twice, m_sum); }

private:
  Smoothing<V> m_range;
  Smoothing<V> m_twice;
  WindowSum<V> m_sum;
};

}
