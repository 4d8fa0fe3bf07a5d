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

/// y ← y + α·(x − y), seeded with the first value.
template <class V> struct Smoothing {
  double alpha;
  Count seen{1};
  V value{};

  static Smoothing overPeriod(double n) { return Smoothing{2 / (n + 1)}; }
  const V& next(const V& x)
  {
    value = seen.isEmpty() ? x : value + alpha * (x - value);
    seen.next();
    return value;
  }
  template <class F> void each(F& f) { f(seen, value); }
};

template <class V> struct EmaStep {
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  explicit EmaStep(const double* p)
      : smoothing(Smoothing<V>::overPeriod(p[0]))
      , seen(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    const V y = smoothing.next(*in);
    *out = seen.next() ? y : undefined<V>();
  }
  template <class F> void each(F& f) { f(smoothing, seen); }

private:
  Smoothing<V> smoothing;
  Count seen;
};

/// diff = EMA fast − EMA slow; dea = the smoothing of diff from its first defined value on; macd = 2·(diff − dea).
template <class V> struct MacdStep {
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 3;
  explicit MacdStep(const double* p)
      : fast(Smoothing<V>::overPeriod(p[0]))
      , slow(Smoothing<V>::overPeriod(p[1]))
      , signal(Smoothing<V>::overPeriod(p[2]))
      , seen(p[0] < p[1] ? p[1] : p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    const V diff = fast.next(*in) - slow.next(*in);
    if (!seen.next()) {
      out[0] = out[1] = out[2] = undefined<V>();
      return;
    }
    const V dea = signal.next(diff);
    out[0] = diff;
    out[1] = dea;
    out[2] = 2.0 * (diff - dea);
  }
  template <class F> void each(F& f) { f(fast, slow, signal, seen); }

private:
  Smoothing<V> fast, slow, signal;
  Count seen;
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
    steps.template add<EmaStep>("EMA");
    steps.template add<MacdStep>("MACD");
    steps.template add<CrossStep>("CROSS");
  }
};

}
