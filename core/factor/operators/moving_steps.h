// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/windows.h"

namespace zvt::factor {

/// The value n bars ago, gaps counted.
template <class V> struct RefStep {
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  static constexpr bool kSeesGaps = true;
  explicit RefStep(const double* p)
      : bars(p[0] + 1)
  {
  }
  void operator()(const V* in, V* out) { *out = bars.push(*in) ? bars.oldest() : undefined<V>(); }
  template <class F> void each(F& f) { f(bars); }

private:
  Ring<V> bars;
};

template <class V> struct SmaStep {
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit SmaStep(const double* p)
      : window(p[0])
  {
  }
  void operator()(const V* in, V* out) { *out = window.push(*in) ? window.mean() : undefined<V>(); }
  template <class F> void each(F& f) { f(window); }

private:
  WindowMean<V> window;
};

/// 1 where a was below b and is above now.
template <class V> struct CrossStep {
  static constexpr std::size_t kInputs = 2;
  static constexpr std::size_t kOutputs = 1;
  explicit CrossStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    const V crossed = asCondition((a < b) & (in[0] > in[1]));
    *out = seen.isEmpty() ? undefined<V>() : crossed;
    seen.next();
    a = in[0];
    b = in[1];
  }
  template <class F> void each(F& f) { f(seen, a, b); }

private:
  Count seen{1};
  V a{};
  V b{};
};

struct MovingSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<RefStep>("REF");
    steps.template add<SmaStep>("SMA");
    steps.template add<CrossStep>("CROSS");
  }
};

}
