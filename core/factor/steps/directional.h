// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/smoothing.h"
#include "core/factor/steps/true_range.h"
#include "core/factor/windows.h"

namespace zvt::factor {

/// Where Wilder's sums begin. They end up the same; the first bars differ.
enum class WilderStart {
  TaLib, ///< the sum of n − 1 bars, shown with the bar after them
  Wilder, ///< the sum of n bars, as in his book and at StockCharts
  Achelis ///< the sum of n − 1 bars, shown at once: Technical Analysis from A to Z, Tulip
};

/// As a parameter: 0 … 2 in that order.
ZVT_LANES_INLINE WilderStart wilderStartOf(double parameter)
{
  return static_cast<WilderStart>(static_cast<int>(parameter));
}

/// Wilder's running sum: S ← S − S/n + x.
template <class V> class WilderSum {
public:
  WilderSum(double n, WilderStart start)
      : m_share(1 / n)
      , m_begin(start == WilderStart::Wilder ? n : n - 1)
  {
  }
  ZVT_LANES_INLINE void push(const V& x)
  {
    m_sum = m_begin.isFull() ? m_sum - m_sum * m_share + x : m_sum + x;
    m_begin.next();
  }
  [[nodiscard]] ZVT_LANES_INLINE const V& value() const { return m_sum; }
  template <class F> void each(F& f) { f(m_sum, m_begin); }

private:
  V m_share;
  V m_sum{};
  Count m_begin;
};

/// Wilder's directional movement: the sums of the rises, the falls and the true ranges.
template <class V> class Directional {
public:
  Directional(double n, WilderStart start)
      : m_up(n, start)
      , m_down(n, start)
      , m_range(n, start)
      , m_shown(start == WilderStart::Achelis ? n - 1 : n)
  {
  }
  ZVT_LANES_INLINE bool push(const V& high, const V& low, const V& close)
  {
    if (!m_change.push(high, low, close))
      return false;
    m_up.push(m_change.up());
    m_down.push(m_change.down());
    m_range.push(m_change.trueRange());
    return m_shown.next();
  }
  [[nodiscard]] const V& up() const { return m_up.value(); }
  [[nodiscard]] const V& down() const { return m_down.value(); }
  /// +DI and −DI; undefined where no bar had a range.
  [[nodiscard]] V plus() const { return quotient(V(100.0) * up(), m_range.value()); }
  [[nodiscard]] V minus() const { return quotient(V(100.0) * down(), m_range.value()); }
  /// |+DI − −DI| / (+DI + −DI), from which the range cancels; 0, no direction, where there was no movement.
  [[nodiscard]] V index() const { return quotient(V(100.0) * absOf(up() - down()), up() + down(), 0.0); }
  template <class F> void each(F& f) { f(m_change, m_up, m_down, m_range, m_shown); }

private:
  BarChange<V> m_change;
  WilderSum<V> m_up, m_down, m_range;
  Count m_shown;
};

/// One figure of the directional movement. Inputs: high, low, close; the movements themselves need no close.
enum class Movement { Plus, Minus, Index, Up, Down };
template <class V, Movement Kind> struct DirectionalStep {
  static constexpr std::size_t kInputs = Kind == Movement::Up || Kind == Movement::Down ? 2 : 3, kOutputs = 1;
  Directional<V> movement;
  explicit DirectionalStep(const double* p)
      : movement(p[0], wilderStartOf(p[1]))
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = undefined<V>();
    if (!movement.push(in[0], in[1], in[kInputs - 1]))
      return;
    if constexpr (Kind == Movement::Plus)
      *out = movement.plus();
    else if constexpr (Kind == Movement::Minus)
      *out = movement.minus();
    else if constexpr (Kind == Movement::Index)
      *out = movement.index();
    else
      *out = Kind == Movement::Up ? movement.up() : movement.down();
  }
  template <class F> void each(F& f) { f(movement); }
};

/// Inputs: high, low, close.
template <class V> class Adx {
public:
  Adx(double n, WilderStart start)
      : m_movement(n, start)
      , m_mean(Smoothing<V>::wilder(n, Seed::Mean))
  {
  }
  ZVT_LANES_INLINE bool push(const V* in)
  {
    if (!m_movement.push(in[0], in[1], in[2]))
      return false;
    m_mean.push(m_movement.index());
    return m_mean.isReady();
  }
  [[nodiscard]] const V& value() const { return m_mean.value(); }
  template <class F> void each(F& f) { f(m_movement, m_mean); }

private:
  Directional<V> m_movement;
  Smoothing<V> m_mean;
};

template <class V> struct AdxStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 1;
  Adx<V> adx;
  explicit AdxStep(const double* p)
      : adx(p[0], wilderStartOf(p[1]))
  {
  }
  ZVT_LANES_INLINE void operator()(const V* in, V* out) { *out = adx.push(in) ? adx.value() : undefined<V>(); }
  template <class F> void each(F& f) { f(adx); }
};

/// The mean of the ADX and that of `lag` bars ago; a lag of 0 stands for n − 1.
template <class V> struct AdxrStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 1;
  Adx<V> adx;
  Ring<V> past;
  explicit AdxrStep(const double* p)
      : adx(p[0], wilderStartOf(p[2]))
      , past(p[1] > 0 ? p[1] + 1 : p[0])
  {
  }
  void operator()(const V* in, V* out)
  {
    *out = adx.push(in) && past.push(adx.value()) ? (past.newest() + past.oldest()) * V(0.5) : undefined<V>();
  }
  template <class F> void each(F& f) { f(adx, past); }
};

/// 通达信's DMI: plain sums over n bars, plain means over m. Inputs: high, low, close; outputs PDI, MDI, ADX, ADXR.
template <class V> struct DmiStep {
  static constexpr std::size_t kInputs = 3, kOutputs = 4;
  BarChange<V> change;
  WindowSum<V> up, down, range;
  WindowMean<V> mean;
  Ring<V> past;
  explicit DmiStep(const double* p)
      : up(p[0])
      , down(p[0])
      , range(p[0])
      , mean(p[1])
      , past(p[1] + 1)
  {
  }
  void operator()(const V* in, V* out)
  {
    out[0] = out[1] = out[2] = out[3] = undefined<V>();
    if (!change.push(in[0], in[1], in[2]))
      return;
    up.push(change.up());
    down.push(change.down());
    if (!range.push(change.trueRange()))
      return;
    out[0] = quotient(V(100.0) * up.sum(), range.sum());
    out[1] = quotient(V(100.0) * down.sum(), range.sum());
    const V apart = absOf(up.sum() - down.sum());
    if (!mean.push(quotient(V(100.0) * apart, up.sum() + down.sum(), 0.0)))
      return;
    out[2] = mean.mean();
    if (past.push(mean.mean()))
      out[3] = (past.newest() + past.oldest()) * V(0.5);
  }
  template <class F> void each(F& f) { f(change, up, down, range, mean, past); }
};

}
