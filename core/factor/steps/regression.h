// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/math.h"
#include "core/factor/steps/linear_window.h"
#include "core/factor/windows.h"

#include <cstddef>

namespace zvt::factor {

/// What is asked of the line of least squares through the last n values.
enum class LineOf { End, Next, Begin, Slope, Angle };
template <class V, LineOf Kind> struct RegressionStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  LinearWindow<V> window;
  double begin;
  explicit RegressionStep(const double* p)
      : window(p[0])
      , begin(1 - p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!window.push(*in))
      return;
    if constexpr (Kind == LineOf::End)
      *out = window.line(0);
    else if constexpr (Kind == LineOf::Next)
      *out = window.line(1);
    else if constexpr (Kind == LineOf::Begin)
      *out = window.line(begin);
    else if constexpr (Kind == LineOf::Slope)
      *out = window.slope();
    else
      *out = mapEach(window.slope(), [](double slope) { return math::atan(slope) * 180 / 3.14159265358979323846; });
  }
  template <class F> void each(F& f) { f(window); }
};

/// The part of the variance that the line explains; undefined where all values are the same.
template <class V> struct RSquaredStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  LinearWindow<V> window;
  WindowVariance<V> spread;
  V squares; ///< Σ(bar − middle)²
  explicit RSquaredStep(const double* p)
      : window(p[0])
      , spread(p[0])
      , squares(p[0] * (p[0] * p[0] - 1) / 12)
  {
  }
  void operator()(const V* in, V* out)
  {
    window.push(*in);
    *out = undefined<V>();
    if (!spread.push(*in))
      return;
    const V slope = window.slope();
    *out = minOf(quotient(slope * slope * squares, spread.squares()), V(1.0));
  }
  template <class F> void each(F& f) { f(window, spread); }
};

/// Of two series over the last n bars at which both are defined. Inputs: y, x.
enum class JointFigure { Covariance, Correlation, Slope };
template <class V, JointFigure Kind> struct JointStep {
  static constexpr std::size_t kInputs = 2, kOutputs = 1;
  WindowCovariance<V> window;
  V divisor; ///< of a covariance
  explicit JointStep(const double* p)
      : window(p[0])
      , divisor(Kind != JointFigure::Covariance ? 1
                : p[0] > p[1]                   ? p[0] - p[1]
                                                : kUndefined)
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!window.push(in[0], in[1]))
      return;
    if constexpr (Kind == JointFigure::Covariance)
      *out = window.products() / divisor;
    else if constexpr (Kind == JointFigure::Slope)
      *out = quotient(window.products(), window.squaresY());
    else
      *out = maxOf(minOf(quotient(window.products(), sqrtOf(window.squaresX() * window.squaresY())), V(1.0)), V(-1.0));
  }
  template <class F> void each(F& f) { f(window); }
};

/// The slope over those bars of the window at which x is above (Sign = 1) or below (−1) 0. Inputs: y, x.
template <class V, int Sign> struct SidedBetaStep {
  static constexpr std::size_t kInputs = 2, kOutputs = 1;
  Ring<V> ys, xs;
  explicit SidedBetaStep(const double* p)
      : ys(p[0])
      , xs(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    ys.push(in[0]);
    if (!xs.push(in[1])) {
      *out = undefined<V>();
      return;
    }
    V count = 0.0;
    V sumX = 0.0;
    V sumY = 0.0;
    for (std::size_t age = 0; age < xs.size(); ++age) {
      const MaskOf<V> counts = isCounted(xs.at(age));
      count = count + asCondition(counts);
      sumX = sumX + select(counts, xs.at(age), V(0.0));
      sumY = sumY + select(counts, ys.at(age), V(0.0));
    }
    const V meanX = quotient(sumX, count, 0.0);
    const V meanY = quotient(sumY, count, 0.0);
    V products = 0.0;
    V squares = 0.0;
    for (std::size_t age = 0; age < xs.size(); ++age) {
      const V apart = select(isCounted(xs.at(age)), xs.at(age) - meanX, V(0.0));
      products = products + apart * (ys.at(age) - meanY);
      squares = squares + apart * apart;
    }
    *out = quotient(products, squares);
  }
  template <class F> void each(F& f) { f(ys, xs); }

private:
  static MaskOf<V> isCounted(const V& x) { return Sign > 0 ? x > V(0.0) : x < V(0.0); }
};

}
