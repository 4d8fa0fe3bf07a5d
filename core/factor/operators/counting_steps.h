// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/windows.h"

namespace zvt::factor {

/// What counts bars at which a condition holds. BARSLAST and its kin count every bar, also one at which the condition
/// is undefined: it does not hold there, and the value there is undefined.

template <class V> ZVT_LANES_INLINE MaskOf<V> isHolding(const V& x)
{
  return (x != V(0.0)) & (!isUndefined(x));
}

/// The sum over the last n values; over all of them for n = 0.
template <class V> class SumOrAll {
public:
  explicit SumOrAll(double n)
      : m_isAll(n < 1)
      , m_window(n < 1 ? 1 : n)
  {
  }
  ZVT_LANES_INLINE bool push(const V& x)
  {
    const bool isFull = m_window.push(x);
    m_sum = m_isAll ? m_sum + x : m_window.sum();
    return isFull;
  }
  const V& sum() const { return m_sum; }
  template <class F> void each(F& f) { f(m_window, m_sum); }

private:
  bool m_isAll;
  WindowSum<V> m_window;
  V m_sum{};
};

/// One input, one output, the parameter a window.
template <std::size_t Inputs = 1> struct CountingStep {
  static constexpr std::size_t kInputs = Inputs;
  static constexpr std::size_t kOutputs = 1;
};

template <class V> struct SumStep : CountingStep<> {
  explicit SumStep(const double* p)
      : sum(p[0])
  {
  }
  void operator()(const V* in, V* out) { *out = sum.push(*in) ? sum.sum() : undefined<V>(); }
  template <class F> void each(F& f) { f(sum); }

private:
  SumOrAll<V> sum;
};

template <class V> struct CountStep : CountingStep<> {
  explicit CountStep(const double* p)
      : sum(p[0])
  {
  }
  void operator()(const V* in, V* out) { *out = sum.push(asCondition(isHolding(*in))) ? sum.sum() : undefined<V>(); }
  template <class F> void each(F& f) { f(sum); }

private:
  SumOrAll<V> sum;
};

template <class V> struct EveryStep : CountingStep<> {
  explicit EveryStep(const double* p)
      : sum(p[0])
      , size(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = sum.push(asCondition(isHolding(*in))) ? asCondition(sum.sum() == V(size)) : undefined<V>();
  }
  template <class F> void each(F& f) { f(sum); }

private:
  WindowSum<V> sum;
  double size;
};

template <class V> struct ExistStep : CountingStep<> {
  explicit ExistStep(const double* p)
      : sum(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = sum.push(asCondition(isHolding(*in))) ? asCondition(sum.sum() > V(0.0)) : undefined<V>();
  }
  template <class F> void each(F& f) { f(sum); }

private:
  WindowSum<V> sum;
};

/// Whether the condition held in the bars from @p from to @p to bars ago (from ≥ to); @p from 0: from the first bar on.
template <class V> class HeldBetween {
public:
  HeldBetween(double from, double to)
      : m_isFromFirst(from == 0)
      , m_size(m_isFromFirst || from < to ? 1 : from - to + 1)
      , m_delay(to + 1)
      , m_sum(m_size)
  {
  }
  ZVT_LANES_INLINE bool push(const V& condition)
  {
    if (!m_delay.push(asCondition(isHolding(condition))))
      return false;
    if (!m_isFromFirst)
      return m_sum.push(m_delay.oldest());
    m_always = minOf(m_always, m_delay.oldest());
    m_ever = maxOf(m_ever, m_delay.oldest());
    return true;
  }
  ZVT_LANES_INLINE V always() const { return m_isFromFirst ? m_always : asCondition(m_sum.sum() == V(m_size)); }
  ZVT_LANES_INLINE V ever() const { return m_isFromFirst ? m_ever : asCondition(m_sum.sum() > V(0.0)); }
  template <class F> void each(F& f) { f(m_delay, m_sum, m_always, m_ever); }

private:
  bool m_isFromFirst;
  double m_size;
  Ring<V> m_delay;
  WindowSum<V> m_sum;
  V m_always = V(1.0); ///< of what has passed the delay
  V m_ever = V(0.0);
};

template <class V> struct LastStep : CountingStep<> {
  explicit LastStep(const double* p)
      : between(p[0], p[1])
  {
  }
  void operator()(const V* in, V* out) { *out = between.push(*in) ? between.always() : undefined<V>(); }
  template <class F> void each(F& f) { f(between); }

private:
  HeldBetween<V> between;
};

template <class V> struct ExistRangeStep : CountingStep<> {
  explicit ExistRangeStep(const double* p)
      : between(p[0], p[1])
  {
  }
  void operator()(const V* in, V* out) { *out = between.push(*in) ? between.ever() : undefined<V>(); }
  template <class F> void each(F& f) { f(between); }

private:
  HeldBetween<V> between;
};

/// Bars since the condition held last: 0 where it holds.
template <class V> struct BarsLastStep : CountingStep<> {
  static constexpr bool kSeesGaps = true;
  explicit BarsLastStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    const MaskOf<V> holds = isHolding(*in);
    since = select(holds, V(0.0), since + V(1.0));
    known = select(holds, V(1.0), known);
    *out = select(isUndefined(*in) | (known == V(0.0)), undefined<V>(), since);
  }
  template <class F> void each(F& f) { f(since, known); }

private:
  V since{};
  V known{};
};

/// Bars since the condition held for the first time.
template <class V> struct BarsSinceStep : CountingStep<> {
  static constexpr bool kSeesGaps = true;
  explicit BarsSinceStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    since = select(known == V(0.0), V(0.0), since + V(1.0));
    known = select(isHolding(*in), V(1.0), known);
    *out = select(isUndefined(*in) | (known == V(0.0)), undefined<V>(), since);
  }
  template <class F> void each(F& f) { f(since, known); }

private:
  V since{};
  V known{};
};

/// Bars without a break at which the condition holds.
template <class V> struct BarsLastCountStep : CountingStep<> {
  static constexpr bool kSeesGaps = true;
  explicit BarsLastCountStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    run = select(isHolding(*in), run + V(1.0), V(0.0));
    *out = select(isUndefined(*in), undefined<V>(), run);
  }
  template <class F> void each(F& f) { f(run); }

private:
  V run{};
};

/// Bars from the first at which the value is defined, that one included.
template <class V> struct BarsCountStep : CountingStep<> {
  static constexpr bool kSeesGaps = true;
  explicit BarsCountStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    const MaskOf<V> counts = (!isUndefined(*in)) | (bars > V(0.0));
    bars = select(counts, bars + V(1.0), bars);
    *out = select(isUndefined(*in), undefined<V>(), bars);
  }
  template <class F> void each(F& f) { f(bars); }

private:
  V bars{};
};

/// A signal, and none for the n bars after one that was let through.
template <class V> struct FilterStep : CountingStep<> {
  explicit FilterStep(const double* p)
      : bars(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    const MaskOf<V> passes = isHolding(*in) & (left == V(0.0));
    left = select(passes, V(bars), maxOf(left - V(1.0), V(0.0)));
    *out = asCondition(passes);
  }
  template <class F> void each(F& f) { f(left); }

private:
  double bars;
  V left{};
};

/// The value at the bar at which the condition held last. Inputs: condition, value.
template <class V> struct ValueWhenStep : CountingStep<2> {
  static constexpr bool kSeesGaps = true;
  explicit ValueWhenStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    value = select(isHolding(in[0]), in[1], value);
    *out = select(isUndefined(in[0]), undefined<V>(), value);
  }
  template <class F> void each(F& f) { f(value); }

private:
  V value = undefined<V>();
};

/// a crosses above b after n bars below it. Inputs: a, b.
template <class V> struct LongCrossStep : CountingStep<2> {
  explicit LongCrossStep(const double* p)
      : bars(p[0])
      , seen(p[0] + 1)
  {
  }
  void operator()(const V* in, V* out)
  {
    const V crossed = asCondition((in[0] > in[1]) & (below >= V(bars)));
    below = select(in[0] < in[1], below + V(1.0), V(0.0));
    *out = seen.next() ? crossed : undefined<V>();
  }
  template <class F> void each(F& f) { f(below, seen); }

private:
  double bars;
  V below{};
  Count seen;
};

/// n rises (Sign = 1) or falls (−1) in a row.
template <class V, int Sign> struct RunOfDaysStep : CountingStep<> {
  explicit RunOfDaysStep(const double* p)
      : bars(p[0])
      , seen(p[0] + 1)
  {
  }
  void operator()(const V* in, V* out)
  {
    const MaskOf<V> goesOn = Sign > 0 ? *in > before : *in < before;
    run = select(seen.isEmpty(), V(0.0), select(goesOn, run + V(1.0), V(0.0)));
    before = *in;
    *out = seen.next() ? asCondition(run >= V(bars)) : undefined<V>();
  }
  template <class F> void each(F& f) { f(before, run, seen); }

private:
  double bars;
  V before{};
  V run{};
  Count seen;
};
template <class V> struct UpDaysStep : RunOfDaysStep<V, 1> {
  using RunOfDaysStep<V, 1>::RunOfDaysStep;
};
template <class V> struct DownDaysStep : RunOfDaysStep<V, -1> {
  using RunOfDaysStep<V, -1>::RunOfDaysStep;
};

/// a above b for n bars. Inputs: a, b.
template <class V> struct AboveDaysStep : CountingStep<2> {
  explicit AboveDaysStep(const double* p)
      : sum(p[0])
      , size(p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = sum.push(asCondition(in[0] > in[1])) ? asCondition(sum.sum() == V(size)) : undefined<V>();
  }
  template <class F> void each(F& f) { f(sum); }

private:
  WindowSum<V> sum;
  double size;
};

struct CountingSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<SumStep>("SUM");
    steps.template add<CountStep>("COUNT");
    steps.template add<EveryStep>("EVERY");
    steps.template add<ExistStep>("EXIST");
    steps.template add<LastStep>("LAST");
    steps.template add<ExistRangeStep>("EXISTR");
    steps.template add<BarsLastStep>("BARSLAST");
    steps.template add<BarsSinceStep>("BARSSINCE");
    steps.template add<BarsLastCountStep>("BARSLASTCOUNT");
    steps.template add<BarsCountStep>("BARSCOUNT");
    steps.template add<FilterStep>("FILTER");
    steps.template add<ValueWhenStep>("VALUEWHEN");
    steps.template add<LongCrossStep>("LONGCROSS");
    steps.template add<UpDaysStep>("UPNDAY");
    steps.template add<DownDaysStep>("DOWNNDAY");
    steps.template add<AboveDaysStep>("NDAY");
  }
};

}
