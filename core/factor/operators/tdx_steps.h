// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operators/counting_steps.h"

namespace zvt::factor {

/// Moving functions by the names and conventions of 通达信 formulas.

/// The highest (Sign = 1) or lowest (−1) value of all of history: HHV(x, 0).
template <class V, int Sign> struct AllTimeExtremeStep : CountingStep<> {
  explicit AllTimeExtremeStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    best = seen.isEmpty() ? *in : (Sign > 0 ? maxOf(best, *in) : minOf(best, *in));
    seen.next();
    *out = best;
  }
  template <class F> void each(F& f) { f(best, seen); }

private:
  V best{};
  Count seen{1};
};
template <class V> struct AllTimeHighStep : AllTimeExtremeStep<V, 1> {
  using AllTimeExtremeStep<V, 1>::AllTimeExtremeStep;
};
template <class V> struct AllTimeLowStep : AllTimeExtremeStep<V, -1> {
  using AllTimeExtremeStep<V, -1>::AllTimeExtremeStep;
};

/// How many bars ago the highest or lowest of n values was; of equal ones the newest.
template <class V, int Sign> struct ExtremeBarsStep : CountingStep<> {
  explicit ExtremeBarsStep(const double* p)
      : isAll(p[0] < 1)
      , window(p[0] < 1 ? 1 : p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    const bool isFull = window.push(*in);
    if (isAll) {
      const MaskOf<V> isNew = Sign > 0 ? *in >= best : *in <= best;
      age = select(seen.isEmpty(), V(0.0), select(isNew, V(0.0), age + V(1.0)));
      best = select(age == V(0.0), *in, best);
      seen.next();
      *out = age;
    } else {
      *out = isFull ? window.age() : undefined<V>();
    }
  }
  template <class F> void each(F& f) { f(window, best, age, seen); }

private:
  bool isAll;
  WindowExtremeAge<V, Sign> window;
  V best{};
  V age{};
  Count seen{1};
};
template <class V> struct HighestBarsStep : ExtremeBarsStep<V, 1> {
  using ExtremeBarsStep<V, 1>::ExtremeBarsStep;
};
template <class V> struct LowestBarsStep : ExtremeBarsStep<V, -1> {
  using ExtremeBarsStep<V, -1>::ExtremeBarsStep;
};

/// y ← (m·x + (n − m)·y)/n, seeded with the first value.
template <class V> struct WeightedSmaStep : CountingStep<> {
  explicit WeightedSmaStep(const double* p)
      : share(p[1] / p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    value = seen.isEmpty() ? *in : value + V(share) * (*in - value);
    seen.next();
    *out = value;
  }
  template <class F> void each(F& f) { f(value, seen); }

private:
  double share;
  V value{};
  Count seen{1};
};

/// y ← a·x + (1 − a)·y with a weight a bar, seeded with the first value. Inputs: x, a.
template <class V> struct DynamicAverageStep : CountingStep<2> {
  explicit DynamicAverageStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    value = seen.isEmpty() ? in[0] : value + in[1] * (in[0] - value);
    seen.next();
    *out = value;
  }
  template <class F> void each(F& f) { f(value, seen); }

private:
  V value{};
  Count seen{1};
};

/// Σ (x − mean)² of the last n values.
template <class V> struct DevSqStep : CountingStep<> {
  explicit DevSqStep(const double* p)
      : window(p[0])
  {
  }
  void operator()(const V* in, V* out) { *out = window.push(*in) ? window.squares() : undefined<V>(); }
  template <class F> void each(F& f) { f(window); }

private:
  WindowVariance<V> window;
};

/// Mean distance from the mean of the last n values.
template <class V> struct AverageDeviationStep : CountingStep<> {
  explicit AverageDeviationStep(const double* p)
      : mean(p[0])
      , values(p[0])
      , size(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    values.push(*in);
    if (!mean.push(*in)) {
      *out = undefined<V>();
      return;
    }
    V sum = 0.0;
    for (std::size_t age = values.size(); age-- > 0;)
      sum = sum + absOf(values.at(age) - mean.mean());
    *out = sum / V(size);
  }
  template <class F> void each(F& f) { f(mean, values); }

private:
  WindowMean<V> mean;
  Ring<V> values;
  double size;
};

struct TdxSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<AllTimeHighStep>("HHVALL");
    steps.template add<AllTimeLowStep>("LLVALL");
    steps.template add<HighestBarsStep>("HHVBARS");
    steps.template add<LowestBarsStep>("LLVBARS");
    steps.template add<WeightedSmaStep>("WSMA");
    steps.template add<DynamicAverageStep>("DMA");
    steps.template add<DevSqStep>("DEVSQ");
    steps.template add<AverageDeviationStep>("AVEDEV");
  }
};

}
