// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/math.h"
#include "core/factor/steps/smoothing.h"
#include "core/factor/steps/true_range.h"
#include "core/factor/windows.h"

namespace zvt::factor {

/// How long ago the highest and the lowest of n + 1 bars were: 100 is now, 0 is n bars ago. Inputs: high, low; outputs:
/// down, up, up − down.
template <class V> struct AroonStep {
  static constexpr std::size_t kInputs = 2, kOutputs = 3;
  WindowExtremeAge<V, 1, true> newestHigh;
  WindowExtremeAge<V, 1, false> oldestHigh;
  WindowExtremeAge<V, -1, true> newestLow;
  WindowExtremeAge<V, -1, false> oldestLow;
  bool takesOldest; ///< of equal extremes
  V count, scale;
  explicit AroonStep(const double* p)
      : newestHigh(p[0] + 1)
      , oldestHigh(p[0] + 1)
      , newestLow(p[0] + 1)
      , oldestLow(p[0] + 1)
      , takesOldest(p[1] != 0)
      , count(p[0])
      , scale(100 / p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    if (takesOldest)
      take(oldestHigh, oldestLow, in, out);
    else
      take(newestHigh, newestLow, in, out);
  }
  template <class F> void each(F& f) { f(newestHigh, oldestHigh, newestLow, oldestLow); }

private:
  template <class High, class Low> void take(High& high, Low& low, const V* in, V* out) const
  {
    out[0] = out[1] = out[2] = undefined<V>();
    high.push(in[0]);
    if (!low.push(in[1]))
      return;
    out[0] = (count - low.age()) * scale;
    out[1] = (count - high.age()) * scale;
    out[2] = (low.age() - high.age()) * scale;
  }
};

/// The middle between the highest and the lowest of n bars.
template <class V> class MiddleOf {
public:
  explicit MiddleOf(double n)
      : m_high(n)
      , m_low(n)
  {
  }
  bool push(const V& high, const V& low)
  {
    m_high.push(high);
    return m_low.push(low);
  }
  [[nodiscard]] V value() const { return (m_high.value() + m_low.value()) * V(0.5); }
  template <class F> void each(F& f) { f(m_high, m_low); }

private:
  WindowHighest<V> m_high;
  WindowLowest<V> m_low;
};

/// Ichimoku: tenkan, kijun; the two leads as they are known now; the two spans, which are the leads of `shift` bars ago
/// (the cloud at this bar). The lagging span is the close of later bars and no value of this one. Inputs: high, low.
template <class V> struct IchimokuStep {
  static constexpr std::size_t kInputs = 2, kOutputs = 6;
  MiddleOf<V> tenkan, kijun, far;
  Ring<V> first, second;
  explicit IchimokuStep(const double* p)
      : tenkan(p[0])
      , kijun(p[1])
      , far(p[2])
      , first(p[3] + 1)
      , second(p[3] + 1)
  {
  }
  void operator()(const V* in, V* out)
  {
    for (int k = 0; k < 6; ++k)
      out[k] = undefined<V>();
    const bool hasTenkan = tenkan.push(in[0], in[1]);
    const bool hasKijun = kijun.push(in[0], in[1]);
    const bool hasFar = far.push(in[0], in[1]);
    if (hasTenkan)
      out[0] = tenkan.value();
    if (hasKijun)
      out[1] = kijun.value();
    if (hasTenkan && hasKijun) {
      out[2] = (out[0] + out[1]) * V(0.5);
      if (first.push(out[2]))
        out[4] = first.oldest();
    }
    if (hasFar) {
      out[3] = far.value();
      if (second.push(out[3]))
        out[5] = second.oldest();
    }
  }
  template <class F> void each(F& f) { f(tenkan, kijun, far, first, second); }
};

/// Bill Williams' alligator: three of Wilder's means of the median, each shown `shift` bars later. Inputs: high, low.
template <class V> class ShiftedMean {
public:
  ShiftedMean(double n, double shift)
      : m_mean(Smoothing<V>::wilder(n, Seed::Mean))
      , m_past(shift + 1)
  {
  }
  [[nodiscard]] V next(const V& x)
  {
    m_mean.push(x);
    return m_mean.isReady() && m_past.push(m_mean.value()) ? m_past.oldest() : undefined<V>();
  }
  template <class F> void each(F& f) { f(m_mean, m_past); }

private:
  Smoothing<V> m_mean;
  Ring<V> m_past;
};
template <class V> struct AlligatorStep {
  static constexpr std::size_t kInputs = 2, kOutputs = 3;
  ShiftedMean<V> jaw, teeth, lips;
  explicit AlligatorStep(const double* p)
      : jaw(p[0], p[1])
      , teeth(p[2], p[3])
      , lips(p[4], p[5])
  {
  }
  void operator()(const V* in, V* out)
  {
    const V median = (in[0] + in[1]) * V(0.5);
    out[0] = jaw.next(median);
    out[1] = teeth.next(median);
    out[2] = lips.next(median);
  }
  template <class F> void each(F& f) { f(jaw, teeth, lips); }
};

/// Wilder's average true range, seeded with the mean of the first n. The first bar may count with its own range.
template <class V> class AverageRange {
public:
  AverageRange(double n, bool countsFirst)
      : m_countsFirst(countsFirst)
      , m_mean(Smoothing<V>::wilder(n, Seed::Mean))
  {
  }
  bool push(const V* in)
  {
    if (m_change.push(in[0], in[1], in[2]))
      m_mean.push(m_change.trueRange());
    else if (m_countsFirst)
      m_mean.push(in[0] - in[1]);
    return m_mean.isReady();
  }
  [[nodiscard]] const V& value() const { return m_mean.value(); }
  template <class F> void each(F& f) { f(m_change, m_mean); }

private:
  bool m_countsFirst;
  BarChange<V> m_change;
  Smoothing<V> m_mean;
};

/// Le Beau's chandelier exit: the highest high less, the lowest low plus a multiple of the average true range.
/// Inputs: high, low, close; outputs long, short.
template <class V> struct ChandelierStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 2;
  WindowHighest<V> high;
  WindowLowest<V> low;
  AverageRange<V> range;
  V multiple;
  explicit ChandelierStep(const double* p)
      : high(p[0])
      , low(p[0])
      , range(p[0], p[2] != 0)
      , multiple(p[1])
  {
  }
  void operator()(const V* in, V* out)
  {
    out[0] = out[1] = undefined<V>();
    high.push(in[0]);
    low.push(in[1]);
    if (!range.push(in))
      return;
    out[0] = high.value() - multiple * range.value();
    out[1] = low.value() + multiple * range.value();
  }
  template <class F> void each(F& f) { f(high, low, range); }
};

/// Seban's SuperTrend: a band around the median that only moves towards the price until the close crosses it.
/// Inputs: high, low, close; outputs: the band that holds, 1 (rising) or −1, the upper and the lower band.
template <class V> struct SuperTrendStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 4;
  AverageRange<V> range;
  V multiple;
  Count bars{1};
  V upper{}, lower{}, isRising{}, previousClose{};
  explicit SuperTrendStep(const double* p)
      : range(p[0], false)
      , multiple(p[1])
  {
  }
  void operator()(const V* in, V* out)
  {
    const V before = previousClose;
    previousClose = in[2];
    if (!range.push(in)) {
      out[0] = out[1] = out[2] = out[3] = undefined<V>();
      return;
    }
    const V median = (in[0] + in[1]) * V(0.5);
    const V above = median + multiple * range.value();
    const V below = median - multiple * range.value();
    if (bars.isEmpty()) {
      upper = above;
      lower = below;
      isRising = asCondition(in[2] >= median);
    } else {
      upper = select((above < upper) | (before > upper), above, upper);
      lower = select((below > lower) | (before < lower), below, lower);
    }
    bars.next();
    const MaskOf<V> isFalling = in[2] <= select(isRising > V(0.0), lower, upper);
    isRising = asCondition(!isFalling);
    out[0] = select(isFalling, upper, lower);
    out[1] = select(isFalling, V(-1.0), V(1.0));
    out[2] = upper;
    out[3] = lower;
  }
  template <class F> void each(F& f) { f(range, bars, upper, lower, isRising, previousClose); }
};

/// Dreiss: 100·lg(Σ true range / (highest true high − lowest true low)) / lg n. Inputs: high, low, close.
template <class V> struct ChoppinessStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 1;
  BarChange<V> change;
  WindowSum<V> sum;
  WindowHighest<V> high;
  WindowLowest<V> low;
  V scale;
  explicit ChoppinessStep(const double* p)
      : sum(p[0])
      , high(p[0])
      , low(p[0])
      , scale(100 / math::log10(p[0]))
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!change.push(in[0], in[1], in[2]))
      return;
    high.push(change.trueHigh());
    low.push(change.trueLow());
    if (sum.push(change.trueRange()))
      *out = scale * mapEach(quotient(sum.sum(), high.value() - low.value()), [](double x) { return math::log10(x); });
  }
  template <class F> void each(F& f) { f(change, sum, high, low); }
};

/// ZVT's live and dead runs: how many bars a has been above b (1, 2, 3 …) or not (−1, −2 …). Inputs: a, b.
template <class V> struct LiveCountStep {
  static constexpr std::size_t kInputs = 2, kOutputs = 1;
  V run{};
  explicit LiveCountStep(const double*) { }
  void operator()(const V* in, V* out)
  {
    const MaskOf<V> isLive = in[0] > in[1];
    const V longer = select(isLive, maxOf(run, V(0.0)) + V(1.0), minOf(run, V(0.0)) - V(1.0));
    run = longer;
    *out = run;
  }
  template <class F> void each(F& f) { f(run); }
};

}
