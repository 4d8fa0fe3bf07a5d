// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/smoothing.h"
#include "core/factor/steps/values.h"

namespace zvt::factor {

template <class V> class VarianceStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit VarianceStep(const double* p)
      : VarianceStep(p[0], p[1])
  {
  }
  VarianceStep(double window, double ddof)
      : m_window(window)
      , m_ddof(ddof)
  {
  }
  void operator()(const V* in, V* out) { *out = m_window.push(*in) ? m_window.variance(m_ddof) : undefined<V>(); }
  template <class F> void each(F& f) { f(m_window); }

private:
  WindowVariance<V> m_window;
  double m_ddof;
};

template <class V> class DeviationStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit DeviationStep(const double* p)
      : DeviationStep(p[0], p[1])
  {
  }
  DeviationStep(double window, double ddof)
      : m_window(window)
      , m_share(window > ddof ? 1 / (window - ddof) : kUndefined)
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = m_window.push(*in) ? sqrtOf(m_window.squares() * V(m_share)) : undefined<V>();
  }
  template <class F> void each(F& f) { f(m_window); }

private:
  WindowVariance<V> m_window;
  double m_share;
};

template <class V> struct PopulationVarianceStep : VarianceStep<V> {
  explicit PopulationVarianceStep(const double* p)
      : VarianceStep<V>(p[0], 0)
  {
  }
};
template <class V> struct PopulationDeviationStep : DeviationStep<V> {
  explicit PopulationDeviationStep(const double* p)
      : DeviationStep<V>(p[0], 0)
  {
  }
};

/// Distance from the mean in standard deviations; no value where all are equal.
template <class V> class ZScoreStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit ZScoreStep(const double* p)
      : m_window(p[0])
      , m_ddof(p[1])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = m_window.push(*in) ? quotient(*in - m_window.mean(), m_window.deviation(m_ddof)) : undefined<V>();
  }
  template <class F> void each(F& f) { f(m_window); }

private:
  WindowVariance<V> m_window;
  double m_ddof;
};

/// max(high, previous close) − min(low, previous close), to the bit the largest of Wilder's three differences.
template <class V> class TrueRange {
public:
  /// @param countsFirst the first bar, which has no close before it, has its own range
  explicit TrueRange(bool countsFirst)
      : m_countsFirst(countsFirst)
  {
  }
  /// False where the bar has none.
  ZVT_LANES_INLINE bool push(const V& high, const V& low, const V& close)
  {
    const bool isFirst = m_seen.isEmpty();
    m_seen.next();
    m_value = isFirst ? high - low : maxOf(high, m_close) - minOf(low, m_close);
    m_close = close;
    return !isFirst || m_countsFirst;
  }
  [[nodiscard]] ZVT_LANES_INLINE const V& value() const { return m_value; }
  template <class F> void each(F& f) { f(m_seen, m_close, m_value); }

private:
  bool m_countsFirst;
  Count m_seen{1};
  V m_close{};
  V m_value{};
};

template <class V> class TrueRangeStep {
public:
  static constexpr std::size_t kInputs = 3;
  static constexpr std::size_t kOutputs = 1;
  explicit TrueRangeStep(const double* p)
      : m_range(p[0] != 0)
  {
  }
  void operator()(const V* in, V* out) { *out = m_range.push(in[0], in[1], in[2]) ? m_range.value() : undefined<V>(); }
  template <class F> void each(F& f) { f(m_range); }

private:
  TrueRange<V> m_range;
};

/// Wilder's smoothing of the true range, seeded with the mean of the first n; or, for 通达信, the plain mean of the
/// last n.
template <class V> class AverageTrueRange {
public:
  AverageTrueRange(double window, double countsFirst, double isPlain)
      : m_range(countsFirst != 0)
      , m_smooth(Smoothing<V>::wilder(window, Seed::Mean))
      , m_plain(isPlain != 0 ? window : 1)
      , m_isPlain(isPlain != 0)
  {
  }
  /// @param in high, low, close
  ZVT_LANES_INLINE bool push(const V* in)
  {
    if (!m_range.push(in[0], in[1], in[2]))
      return false;
    if (m_isPlain)
      return m_plain.push(m_range.value());
    m_smooth.push(m_range.value());
    return m_smooth.isReady();
  }
  [[nodiscard]] ZVT_LANES_INLINE const V& value() const { return m_isPlain ? m_plain.mean() : m_smooth.value(); }
  template <class F> void each(F& f) { f(m_range, m_smooth, m_plain); }

private:
  TrueRange<V> m_range;
  Smoothing<V> m_smooth;
  WindowMean<V> m_plain;
  bool m_isPlain;
};

template <class V> class AtrStep {
public:
  static constexpr std::size_t kInputs = 3;
  static constexpr std::size_t kOutputs = 1;
  explicit AtrStep(const double* p)
      : m_atr(p[0], p[1], p[2])
  {
  }
  void operator()(const V* in, V* out) { *out = m_atr.push(in) ? m_atr.value() : undefined<V>(); }
  template <class F> void each(F& f) { f(m_atr); }

private:
  AverageTrueRange<V> m_atr;
};

/// In per cent of the close.
template <class V> class NormalisedAtrStep {
public:
  static constexpr std::size_t kInputs = 3;
  static constexpr std::size_t kOutputs = 1;
  explicit NormalisedAtrStep(const double* p)
      : m_atr(p[0], p[1], p[2])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = m_atr.push(in) ? quotient(m_atr.value(), in[2]) * V(100.0) : undefined<V>();
  }
  template <class F> void each(F& f) { f(m_atr); }

private:
  AverageTrueRange<V> m_atr;
};

/// Standard deviation of the returns of n bars, for a year.
template <class V> class HistoricalVolatilityStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit HistoricalVolatilityStep(const double* p)
      : m_window(p[0])
      , m_root(std::sqrt(p[1]))
      , m_ddof(p[2])
      , m_isLogarithmic(p[3] != 0)
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!m_close.push(*in))
      return;
    const V growth = quotient(*in, m_close.value());
    if (m_window.push(m_isLogarithmic ? logOf(growth) : growth - V(1.0)))
      *out = m_window.deviation(m_ddof) * V(m_root);
  }
  template <class F> void each(F& f) { f(m_close, m_window); }

private:
  Previous<V> m_close;
  WindowVariance<V> m_window;
  double m_root;
  double m_ddof;
  bool m_isLogarithmic;
};

/// Realised volatility counted as the VIX counts implied volatility: the root of a year's worth of squared logarithmic
/// returns, their mean taken as 0 as in a variance swap, in points.
template <class V> class RealisedIndexStep {
public:
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit RealisedIndexStep(const double* p)
      : m_mean(p[0])
      , m_factor(100 * std::sqrt(p[1]))
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!m_close.push(*in))
      return;
    const V growth = logOf(quotient(*in, m_close.value()));
    if (m_mean.push(growth * growth))
      *out = sqrtOf(m_mean.mean()) * V(m_factor);
  }
  template <class F> void each(F& f) { f(m_close, m_mean); }

private:
  Previous<V> m_close;
  WindowMean<V> m_mean;
  double m_factor;
};

}
