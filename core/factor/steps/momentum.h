// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/smoothing.h"
#include "core/factor/windows.h"

#include <cstddef>

namespace zvt::factor {

/// 100 times a part of a whole; 50, neither high nor low, where the whole is 0 because nothing moved.
template <class V> ZVT_LANES_INLINE V percentOf(const V& part, const V& whole)
{
  return quotient(V(100.0) * part, whole, 50.0);
}

/// The rise of each value over the one before.
template <class V> class Change {
public:
  /// True when there was a value before.
  ZVT_LANES_INLINE bool push(const V& x)
  {
    const bool hadPrevious = m_values.isFull();
    m_value = x - m_previous;
    m_previous = x;
    m_values.next();
    return hadPrevious;
  }
  [[nodiscard]] const V& value() const { return m_value; }
  template <class F> void each(F& f) { f(m_previous, m_values); }

private:
  V m_previous{};
  V m_value{}; ///< of this bar alone
  Count m_values{1};
};

template <class V> class Rsi {
public:
  Rsi(double n, Seed seed)
      : m_up(Smoothing<V>::wilder(n, seed))
      , m_all(Smoothing<V>::wilder(n, seed))
  {
  }
  ZVT_LANES_INLINE bool push(const V& x)
  {
    if (!m_change.push(x))
      return false;
    m_up.push(maxOf(m_change.value(), V(0.0)));
    m_all.push(absOf(m_change.value()));
    return m_all.isReady();
  }
  [[nodiscard]] V value() const { return percentOf(m_up.value(), m_all.value()); }
  template <class F> void each(F& f) { f(m_change, m_up, m_all); }

private:
  Change<V> m_change;
  Smoothing<V> m_up, m_all;
};

template <class V> struct RsiStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  Rsi<V> rsi;
  explicit RsiStep(const double* p)
      : rsi(p[0], seedOf(p[1]))
  {
  }
  void operator()(const V* in, V* out) { *out = rsi.push(*in) ? rsi.value() : undefined<V>(); }
  template <class F> void each(F& f) { f(rsi); }
};

/// Chande: 100·(rises − falls)/(rises + falls), 0 where nothing moved; over sums of n changes, or over Wilder's
/// smoothing as TA-Lib has it.
template <class V> struct CmoStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  bool isSmoothed;
  Change<V> change;
  WindowSum<V> net, all;
  Smoothing<V> smoothNet, smoothAll;
  explicit CmoStep(const double* p)
      : isSmoothed(p[1] != 0)
      , net(p[0])
      , all(p[0])
      , smoothNet(Smoothing<V>::wilder(p[0], Seed::Mean))
      , smoothAll(Smoothing<V>::wilder(p[0], Seed::Mean))
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!change.push(*in))
      return;
    const V size = absOf(change.value());
    if (!isSmoothed) {
      net.push(change.value());
      if (all.push(size))
        *out = quotient(V(100.0) * net.sum(), all.sum(), 0.0);
      return;
    }
    smoothNet.push(change.value());
    smoothAll.push(size);
    if (smoothAll.isReady())
      *out = quotient(V(100.0) * smoothNet.value(), smoothAll.value(), 0.0);
  }
  template <class F> void each(F& f) { f(change, net, all, smoothNet, smoothAll); }
};

/// What the last value has over that of n bars ago.
enum class Over { Difference, Fraction, Percent, Ratio };
template <class V, Over Kind> struct RateStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  Ring<V> values;
  explicit RateStep(const double* p)
      : values(p[0] + 1)
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!values.push(*in))
      return;
    const V past = values.oldest();
    if constexpr (Kind == Over::Difference)
      *out = *in - past;
    else if constexpr (Kind == Over::Ratio)
      *out = quotient(*in, past);
    else if constexpr (Kind == Over::Fraction)
      *out = quotient(*in - past, past);
    else
      *out = quotient(V(100.0) * (*in - past), past);
  }
  template <class F> void each(F& f) { f(values); }
};

/// 100·(eₜ/eₜ₋₁ − 1) of the EMA of the EMA of the EMA.
template <class V> struct TrixStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  SmoothingChain<V, 3> chain;
  Change<V> change;
  explicit TrixStep(const double* p)
      : chain(p[0], seedOf(p[1]))
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (chain.push(*in) && change.push(chain[2]))
      *out = quotient(V(100.0) * change.value(), chain[2] - change.value());
  }
  template <class F> void each(F& f) { f(chain, change); }
};

/// Two EMAs. A late seed: the fast one begins with the mean of the values up to the bar at which the slow one begins,
/// as TA-Lib has it.
template <class V> class EmaPair {
public:
  /// @param begin 0: the first value, 1: the mean of the first n, 2: that, the fast one late
  EmaPair(double fast, double slow, double begin)
      : m_fast(Smoothing<V>::exponential(fast, pairSeed(begin)))
      , m_slow(Smoothing<V>::exponential(slow, pairSeed(begin)))
      , m_wait(begin == 2 && slow > fast ? slow - fast + 1 : 1)
  {
  }
  ZVT_LANES_INLINE bool push(const V& x)
  {
    m_slow.push(x);
    if (m_wait.next())
      m_fast.push(x);
    return m_slow.isReady() && m_fast.isReady();
  }
  [[nodiscard]] ZVT_LANES_INLINE const V& fast() const { return m_fast.value(); }
  [[nodiscard]] ZVT_LANES_INLINE const V& slow() const { return m_slow.value(); }
  template <class F> void each(F& f) { f(m_fast, m_slow, m_wait); }

  static Seed pairSeed(double begin) { return begin == 0 ? Seed::First : Seed::Mean; }

private:
  Smoothing<V> m_fast, m_slow;
  Count m_wait;
};

/// The distance of two EMAs, in percent of the slow one or as it is.
template <class V, bool IsPercent> struct EmaDistanceStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 1;
  EmaPair<V> pair;
  explicit EmaDistanceStep(const double* p)
      : pair(p[0], p[1], p[2])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!pair.push(*in))
      return;
    const V distance = pair.fast() - pair.slow();
    *out = IsPercent ? quotient(V(100.0) * distance, pair.slow()) : distance;
  }
  template <class F> void each(F& f) { f(pair); }
};

/// diff, dea, macd: the difference of two EMAs, its own EMA, and `factor` times what lies between.
template <class V> struct MacdStep {
  static constexpr std::size_t kInputs = 1, kOutputs = 3;
  EmaPair<V> pair;
  Smoothing<V> signal;
  V factor;
  bool isNormalised; ///< as fractions of the price
  explicit MacdStep(const double* p)
      : pair(p[0], p[1], p[4])
      // ZVT and 通达信 show the signal with the first difference; a seed that is a mean has to wait for it
      , signal(2 / (p[2] + 1), p[4] == 0 ? 1 : p[2], EmaPair<V>::pairSeed(p[4]))
      , factor(p[3])
      , isNormalised(p[5] != 0)
  {
  }
  ZVT_LANES_INLINE void operator()(const V* in, V* out)
  {
    out[0] = out[1] = out[2] = undefined<V>();
    if (!pair.push(*in))
      return;
    const V diff = pair.fast() - pair.slow();
    signal.push(diff);
    out[0] = scaled(diff, *in);
    if (!signal.isReady())
      return;
    out[1] = scaled(signal.value(), *in);
    out[2] = scaled(factor * (diff - signal.value()), *in);
  }
  template <class F> void each(F& f) { f(pair, signal); }

private:
  [[nodiscard]] ZVT_LANES_INLINE V scaled(const V& x, const V& price) const
  {
    return isNormalised ? quotient(x, price) : x;
  }
};

}
