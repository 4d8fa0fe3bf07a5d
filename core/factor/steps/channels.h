// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/volatility.h"

namespace zvt::factor {

template <class V, int Sign> class ExtremeStepOf {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit ExtremeStepOf(const double* p)
      : m_window(p[0])
  {
  }
  void operator()(const V* in, V* out) { *out = m_window.push(*in) ? m_window.value() : undefined<V>(); }
  template <class F> void each(F& f) { f(m_window); }

private:
  WindowExtreme<V, Sign> m_window;
};

template <class V> using HighestStep = ExtremeStepOf<V, 1>;
template <class V> using LowestStep = ExtremeStepOf<V, -1>;

/// Upper, middle, lower.
template <class V> ZVT_LANES_INLINE void band(V* out, const V& middle, const V& distance)
{
  out[0] = middle + distance;
  out[1] = middle;
  out[2] = middle - distance;
}
template <class V> ZVT_LANES_INLINE void noBand(V* out)
{
  out[0] = out[1] = out[2] = undefined<V>();
}

template <class V> class BollingerStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 3;
  explicit BollingerStep(const double* p)
      : m_window(p[0])
      , m_share(p[0] > p[2] ? p[1] * p[1] / (p[0] - p[2]) : kUndefined)
  {
  }
  void operator()(const V* in, V* out)
  {
    if (m_window.push(*in))
      band(out, m_window.mean(), sqrtOf(m_window.squares() * V(m_share)));
    else
      noBand(out);
  }
  template <class F> void each(F& f) { f(m_window); }

private:
  WindowVariance<V> m_window;
  double m_share; ///< of the squared deviations in the square of the distance
};

/// Where the value lies between the bands (0 lower, 1 upper), and their distance over the middle.
template <class V> class BollingerPlaceStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 2;
  explicit BollingerPlaceStep(const double* p)
      : m_bands(p)
  {
  }
  void operator()(const V* in, V* out)
  {
    V bands[3];
    m_bands(in, bands);
    const V distance = bands[0] - bands[2];
    out[0] = quotient(*in - bands[2], distance);
    out[1] = quotient(distance, bands[1]);
  }
  template <class F> void each(F& f) { f(m_bands); }

private:
  BollingerStep<V> m_bands;
};

template <class V> class KeltnerStep {
public:
  static constexpr std::size_t kInputs = 3;
  static constexpr std::size_t kOutputs = 3;
  explicit KeltnerStep(const double* p)
      : m_middle(Smoothing<V>::exponential(p[0], seedOf(p[3])))
      , m_atr(p[2], p[4], 0)
      , m_width(p[1])
  {
  }
  void operator()(const V* in, V* out)
  {
    const bool hasRange = m_atr.push(in);
    m_middle.push(in[2]);
    if (hasRange && m_middle.isReady())
      band(out, m_middle.value(), m_atr.value() * V(m_width));
    else
      noBand(out);
  }
  template <class F> void each(F& f) { f(m_middle, m_atr); }

private:
  Smoothing<V> m_middle;
  AverageTrueRange<V> m_atr;
  double m_width;
};

/// Highest high and lowest low of n bars and what lies halfway; of the n bars before the present one with @p isBefore.
template <class V> class DonchianStep {
public:
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 3;
  explicit DonchianStep(const double* p)
      : m_highest(p[0])
      , m_lowest(p[0])
      , m_isBefore(p[1] != 0)
  {
  }
  void operator()(const V* in, V* out)
  {
    if (m_isBefore) {
      write(out);
      push(in);
    } else {
      push(in);
      write(out);
    }
  }
  template <class F> void each(F& f) { f(m_highest, m_lowest); }

private:
  ZVT_LANES_INLINE void push(const V* in)
  {
    m_highest.push(in[0]);
    m_lowest.push(in[1]);
  }
  ZVT_LANES_INLINE void write(V* out)
  {
    if (!m_highest.isFull()) {
      noBand(out);
      return;
    }
    out[0] = m_highest.value();
    out[1] = (m_highest.value() + m_lowest.value()) * V(0.5);
    out[2] = m_lowest.value();
  }
  WindowHighest<V> m_highest;
  WindowLowest<V> m_lowest;
  bool m_isBefore;
};

/// A mean and a percentage of it above and below.
template <class V> class EnvelopeStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 3;
  explicit EnvelopeStep(const double* p)
      : m_mean(p[0])
      , m_share(p[1] / 100)
  {
  }
  void operator()(const V* in, V* out)
  {
    if (m_mean.push(*in))
      band(out, m_mean.mean(), m_mean.mean() * V(m_share));
    else
      noBand(out);
  }
  template <class F> void each(F& f) { f(m_mean); }

private:
  WindowMean<V> m_mean;
  double m_share;
};

/// Headley's acceleration bands: means of high·(1 + w) and low·(1 − w), w = factor·(high − low)/(high + low).
template <class V> class AccelerationBandsStep {
public:
  static constexpr std::size_t kInputs = 3;
  static constexpr std::size_t kOutputs = 3;
  explicit AccelerationBandsStep(const double* p)
      : m_upper(p[0])
      , m_middle(p[0])
      , m_lower(p[0])
      , m_factor(p[1])
  {
  }
  void operator()(const V* in, V* out)
  {
    const V width = V(m_factor) * quotient(in[0] - in[1], in[0] + in[1], 0);
    m_upper.push(in[0] * (V(1.0) + width));
    m_lower.push(in[1] * (V(1.0) - width));
    if (!m_middle.push(in[2])) {
      noBand(out);
      return;
    }
    out[0] = m_upper.mean();
    out[1] = m_middle.mean();
    out[2] = m_lower.mean();
  }
  template <class F> void each(F& f) { f(m_upper, m_middle, m_lower); }

private:
  WindowMean<V> m_upper;
  WindowMean<V> m_middle;
  WindowMean<V> m_lower;
  double m_factor;
};

}
