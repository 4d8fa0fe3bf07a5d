// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/math.h"
#include "core/factor/steps/linear_window.h"
#include "core/factor/steps/smoothing.h"
#include "core/factor/windows.h"

#include <cmath>
#include <cstddef>

namespace zvt::factor {

/// Σ wₖ·xₖ over the last n values, added up afresh a bar and relative to the newest one: exact for a constant series.
template <class V> class WeightedWindow {
public:
  explicit WeightedWindow(double n)
      : m_weights(static_cast<std::size_t>(n))
      , m_values(n)
  {
  }
  /// The weight of the value @p age bars ago; all add up to 1.
  void setWeight(std::size_t age, double weight) { m_weights[age] = V(weight); }
  bool push(const V& x) { return m_values.push(x); }
  [[nodiscard]] V mean() const
  {
    const V base = m_values.newest();
    V sum = 0.0;
    for (std::size_t age = 1; age < m_values.size(); ++age)
      sum = sum + m_weights[age] * (m_values.at(age) - base);
    return base + sum;
  }
  template <class F> void each(F& f) { f(m_values); }

private:
  Cells<V> m_weights;
  Ring<V> m_values;
};

/// Gaussian weights around offset·(n − 1) from the oldest value on, of width n/sigma.
template <class V> struct AlmaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  WeightedWindow<V> window;
  explicit AlmaStep(const double* p)
      : window(p[0])
  {
    const double n = p[0];
    const double offset = p[1];
    const double sigma = p[2];
    const double middle = offset * (n - 1);
    const double centre = p[3] != 0 ? std::floor(middle) : middle;
    const auto weight = [&](double age) {
      const double distance = (n - 1 - age - centre) / (n / sigma);
      return math::exp(-distance * distance / 2);
    };
    double total = 0;
    for (double age = 0; age < n; ++age)
      total += weight(age);
    for (double age = 0; age < n; ++age)
      window.setWeight(static_cast<std::size_t>(age), weight(age) / total);
  }
  void operator()(const V* in, V* out) { *out = window.push(*in) ? window.mean() : undefined<V>(); }
  template <class F> void each(F& f) { f(window); }
};

template <class V> struct WmaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  LinearWindow<V> window;
  explicit WmaStep(const double* p)
      : window(p[0])
  {
  }
  void operator()(const V* in, V* out) { *out = window.push(*in) ? window.weightedMean() : undefined<V>(); }
  template <class F> void each(F& f) { f(window); }
};

template <class V> struct EmaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  Smoothing<V> smoothing;
  explicit EmaStep(const double* p)
      : smoothing(Smoothing<V>::exponential(p[0], seedOf(p[1])))
  {
  }
  ZVT_LANES_INLINE void operator()(const V* in, V* out)
  {
    smoothing.push(*in);
    *out = smoothing.isReady() ? smoothing.value() : undefined<V>();
  }
  template <class F> void each(F& f) { f(smoothing); }
};

/// Wilder's mean, shown once it is ready.
template <class V> struct RmaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  Smoothing<V> smoothing;
  explicit RmaStep(const double* p)
      : smoothing(Smoothing<V>::wilder(p[0], seedOf(p[1])))
  {
  }
  void operator()(const V* in, V* out)
  {
    smoothing.push(*in);
    *out = smoothing.isReady() ? smoothing.value() : undefined<V>();
  }
  template <class F> void each(F& f) { f(smoothing); }
};

/// 2·e₁ − e₂.
template <class V> struct DemaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  SmoothingChain<V, 2> chain;
  explicit DemaStep(const double* p)
      : chain(p[0], seedOf(p[1]))
  {
  }
  void operator()(const V* in, V* out) { *out = chain.push(*in) ? chain[0] + (chain[0] - chain[1]) : undefined<V>(); }
  template <class F> void each(F& f) { f(chain); }
};

/// 3·e₁ − 3·e₂ + e₃.
template <class V> struct TemaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  SmoothingChain<V, 3> chain;
  explicit TemaStep(const double* p)
      : chain(p[0], seedOf(p[1]))
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = chain.push(*in) ? V(3.0) * (chain[0] - chain[1]) + chain[2] : undefined<V>();
  }
  template <class F> void each(F& f) { f(chain); }
};

/// Tillson's T3: the generalised DEMA with factor v thrice over, multiplied out over six recursions. The four factors
/// add up to 1: counted from e₆ a constant series stays constant.
template <class V> struct T3Step {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  SmoothingChain<V, 6> chain;
  V third, fourth, fifth;
  explicit T3Step(const double* p)
      : chain(p[0], seedOf(p[2]))
      , third((1 + p[1]) * (1 + p[1]) * (1 + p[1]))
      , fourth(-3 * p[1] * (1 + p[1]) * (1 + p[1]))
      , fifth(3 * p[1] * p[1] * (1 + p[1]))
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = chain.push(*in)
        ? chain[5] + third * (chain[2] - chain[5]) + fourth * (chain[3] - chain[5]) + fifth * (chain[4] - chain[5])
        : undefined<V>();
  }
  template <class F> void each(F& f) { f(chain); }
};

/// The mean of means: of (n + 1)/2 and n/2 + 1 values, whole numbers.
template <class V> struct TrimaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  WindowMean<V> inner, outer;
  explicit TrimaStep(const double* p)
      : inner(static_cast<double>((static_cast<std::size_t>(p[0]) + 1) / 2))
      , outer(static_cast<double>(static_cast<std::size_t>(p[0]) / 2 + 1))
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = inner.push(*in) && outer.push(inner.mean()) ? outer.mean() : undefined<V>();
  }
  template <class F> void each(F& f) { f(inner, outer); }
};

/// Hull: WMA of 2·WMA(n/2) − WMA(n) over √n values, whole numbers.
template <class V> struct HmaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  LinearWindow<V> half, whole, last;
  explicit HmaStep(const double* p)
      : half(static_cast<double>(static_cast<std::size_t>(p[0]) / 2))
      , whole(p[0])
      , last(static_cast<double>(static_cast<std::size_t>(std::sqrt(p[0]))))
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    half.push(*in);
    if (!whole.push(*in))
      return;
    const V near = half.weightedMean();
    if (last.push(near + (near - whole.weightedMean())))
      *out = last.weightedMean();
  }
  template <class F> void each(F& f) { f(half, whole, last); }
};

/// Kaufman's efficiency ratio: |xₜ − xₜ₋ₙ| / Σ|xᵢ − xᵢ₋₁|; 1 where nothing moved, as TA-Lib has it.
template <class V> class Efficiency {
public:
  explicit Efficiency(double n)
      : m_values(n + 1)
      , m_path(n)
  {
  }
  bool push(const V& x)
  {
    if (!m_values.isEmpty())
      m_path.push(absOf(x - m_values.newest()));
    return m_values.push(x);
  }
  [[nodiscard]] V value() const
  {
    const V way = absOf(m_values.newest() - m_values.oldest());
    return minOf(quotient(way, m_path.sum(), 1.0), V(1.0));
  }
  template <class F> void each(F& f) { f(m_values, m_path); }

private:
  Ring<V> m_values;
  WindowSum<V> m_path;
};

template <class V> struct EfficiencyStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  Efficiency<V> efficiency;
  explicit EfficiencyStep(const double* p)
      : efficiency(p[0])
  {
  }
  void operator()(const V* in, V* out) { *out = efficiency.push(*in) ? efficiency.value() : undefined<V>(); }
  template <class F> void each(F& f) { f(efficiency); }
};

/// A recursion whose weight is the square of the efficiency between the weights of the slow and the fast EMA. It starts
/// at the price of the bar ahead of the first result.
template <class V> struct KamaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  Efficiency<V> efficiency;
  V slowest, range;
  V value{};
  explicit KamaStep(const double* p)
      : efficiency(p[0])
      , slowest(2 / (p[2] + 1))
      , range(2 / (p[1] + 1) - 2 / (p[2] + 1))
  {
  }
  void operator()(const V* in, V* out)
  {
    if (!efficiency.push(*in)) {
      value = *in;
      *out = undefined<V>();
      return;
    }
    const V root = efficiency.value() * range + slowest;
    value = value + root * root * (*in - value);
    *out = value;
  }
  template <class F> void each(F& f) { f(efficiency, value); }
};

/// Σ x·v / Σ v; undefined where nothing was traded. Inputs: value, volume.
template <class V> struct VwmaStep {
  static constexpr std::size_t kInputs = 2, kOutputs = 1;
  WindowSum<V> value, volume;
  explicit VwmaStep(const double* p)
      : value(p[0])
      , volume(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    value.push(in[0] * in[1]);
    *out = volume.push(in[1]) ? quotient(value.sum(), volume.sum()) : undefined<V>();
  }
  template <class F> void each(F& f) { f(value, volume); }
};

/// EMA of x + (x − xₜ₋ₗ), l = (n − 1)/2: the lag is taken off ahead. It starts at the value ahead of the first result.
template <class V> struct ZlemaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  Ring<V> values;
  V weight;
  V value{};
  explicit ZlemaStep(const double* p)
      : values(static_cast<double>((static_cast<std::size_t>(p[0]) - 1) / 2 + 1))
      , weight(2 / (p[0] + 1))
  {
  }
  void operator()(const V* in, V* out)
  {
    const bool isFirst = values.isEmpty();
    if (!values.push(*in)) {
      value = *in;
      *out = undefined<V>();
      return;
    }
    if (isFirst)
      value = *in;
    value = value + weight * (*in + (*in - values.oldest()) - value);
    *out = value;
  }
  template <class F> void each(F& f) { f(values, value); }
};

/// Chande's VIDYA: a recursion of weight `weight`·σ(near)/σ(far). It starts at the value ahead of the first result.
template <class V> struct VidyaStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  WindowVariance<V> near, far;
  V weight, scale;
  V value{};
  explicit VidyaStep(const double* p)
      : near(p[0])
      , far(p[1])
      , weight(p[2])
      , scale(p[1] / p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    near.push(*in);
    if (!far.push(*in)) {
      value = *in;
      *out = undefined<V>();
      return;
    }
    const V ratio = sqrtOf(quotient(near.squares() * scale, far.squares(), 0.0));
    value = value + weight * ratio * (*in - value);
    *out = value;
  }
  template <class F> void each(F& f) { f(near, far, value); }
};

}
