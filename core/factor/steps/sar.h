// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/windows.h"

#include <cstddef>

namespace zvt::factor {

/// Wilder's parabolic stop and reverse, in the forms in use:
///  - TaLib: starts with the first directional movement; a touch turns it; a turn does not start inside the last two
///  bars.
///  - Wilder: starts by the medians of the first two bars; only a crossing turns it, and it then starts at the extreme.
///    Loose, as a sheet of StockCharts has it: whether it turns is asked before it is held outside the last two bars.
template <class V> class Sar {
public:
  Sar(double step, double most, double start)
      : m_start(start > 0 ? start : step)
      , m_step(step)
      , m_most(most)
  {
  }
  [[nodiscard]] const V& value() const { return m_value; }
  /// 1: turned upwards at this bar, −1: downwards, 0: did not turn.
  [[nodiscard]] const V& turn() const { return m_turn; }
  template <class F> void each(F& f)
  {
    f(m_bars, m_isLong, m_extreme, m_next, m_factor, m_high, m_low, m_olderHigh, m_olderLow);
  }

protected:
  /// Moves the extreme and quickens where @p reached lies beyond it.
  void widen(const MaskOf<V>& isLong, const V& high, const V& low)
  {
    const MaskOf<V> isBeyond = (isLong & (high > m_extreme)) | ((!isLong) & (low < m_extreme));
    m_extreme = select(isBeyond, select(isLong, high, low), m_extreme);
    m_factor = select(isBeyond, minOf(m_factor + m_step, m_most), m_factor);
  }
  /// Turns where @p turns says so.
  void reverse(const MaskOf<V>& turns, const MaskOf<V>& wasLong, const V& high, const V& low)
  {
    m_turn = select(turns, select(wasLong, V(-1.0), V(1.0)), V(0.0));
    m_isLong = select(turns, V(1.0) - m_isLong, m_isLong);
    m_extreme = select(turns, select(wasLong, low, high), m_extreme);
    m_factor = select(turns, m_start, m_factor);
  }
  void keep(const V& high, const V& low)
  {
    m_olderHigh = m_high;
    m_olderLow = m_low;
    m_high = high;
    m_low = low;
    m_bars.next();
  }

  V m_start, m_step, m_most;
  V m_value{}, m_turn{}; ///< of this bar alone
  V m_isLong{}, m_extreme{}, m_next{}, m_factor{};
  V m_high{}, m_low{}, m_olderHigh{}, m_olderLow{};
  Count m_bars{2};
};

template <class V> class TaLibSar : public Sar<V> {
public:
  using Sar<V>::Sar;
  bool push(const V& high, const V& low)
  {
    const auto seen = this->m_bars.seen();
    if (seen == 1)
      begin(high, low);
    V beforeHigh = this->m_high;
    V beforeLow = this->m_low;
    if (seen == 1) { // the first turn looks at its own bar alone
      beforeHigh = high;
      beforeLow = low;
    }
    this->keep(high, low);
    if (seen > 0)
      advance(high, low, beforeHigh, beforeLow);
    return seen > 0;
  }

private:
  void begin(const V& high, const V& low)
  {
    const V fall = this->m_low - low;
    const MaskOf<V> isShort = (fall > V(0.0)) & (fall > high - this->m_high);
    this->m_isLong = asCondition(!isShort);
    this->m_extreme = select(isShort, low, high);
    this->m_next = select(isShort, this->m_high, this->m_low);
    this->m_factor = this->m_start;
  }
  void advance(const V& high, const V& low, const V& beforeHigh, const V& beforeLow)
  {
    const MaskOf<V> isLong = this->m_isLong > V(0.0);
    const MaskOf<V> turns = (isLong & (low <= this->m_next)) | ((!isLong) & (high >= this->m_next));
    const V top = maxOf(beforeHigh, high);
    const V bottom = minOf(beforeLow, low);
    const V turned = select(isLong, maxOf(this->m_extreme, top), minOf(this->m_extreme, bottom));
    this->m_value = select(turns, turned, this->m_next);
    this->widen(isLong, high, low); // where it turns, the turn sets both anew
    this->reverse(turns, isLong, high, low);
    const V next = this->m_value + this->m_factor * (this->m_extreme - this->m_value);
    this->m_next = select(this->m_isLong > V(0.0), minOf(next, bottom), maxOf(next, top));
  }
};

template <class V> class WilderSar : public Sar<V> {
public:
  WilderSar(double step, double most, double start, bool isLoose)
      : Sar<V>(step, most, start)
      , m_isLoose(isLoose)
  {
  }
  bool push(const V& high, const V& low)
  {
    const auto seen = this->m_bars.seen();
    if (seen == 1) {
      this->m_isLong = asCondition(this->m_high + this->m_low <= high + low);
      const MaskOf<V> isLong = this->m_isLong > V(0.0);
      this->m_extreme = select(isLong, this->m_high, this->m_low);
      this->m_next = select(isLong, this->m_low, this->m_high);
      this->m_factor = this->m_start;
      this->m_olderHigh = this->m_high;
      this->m_olderLow = this->m_low;
    }
    if (seen > 0)
      advance(high, low, seen == 1);
    this->keep(high, low);
    return seen > 0;
  }

private:
  void advance(const V& high, const V& low, bool isSecond)
  {
    const MaskOf<V> isLong = this->m_isLong > V(0.0);
    const V top = isSecond ? this->m_high : maxOf(this->m_high, this->m_olderHigh);
    const V bottom = isSecond ? this->m_low : minOf(this->m_low, this->m_olderLow);
    const V next = this->m_next + this->m_factor * (this->m_extreme - this->m_next);
    const V held = select(isLong, minOf(next, bottom), maxOf(next, top));
    const V asked = m_isLoose ? next : held;
    const MaskOf<V> turns = (isLong & (low < asked)) | ((!isLong) & (high > asked));
    this->m_value = select(turns, this->m_extreme, held);
    this->widen(isLong, high, low); // where it turns, the turn sets both anew
    this->reverse(turns, isLong, high, low);
    this->m_next = this->m_value;
  }
  bool m_isLoose;
};

/// The stop, or whether it turned. Inputs: high, low.
template <class V, bool IsTurn> struct SarStep {
  static constexpr std::size_t kInputs = 2, kOutputs = 1;
  TaLibSar<V> talib;
  WilderSar<V> wilder;
  bool isWilder;
  explicit SarStep(const double* p)
      : talib(p[0], p[1], p[2])
      , wilder(p[0], p[1], p[2], p[3] == 2)
      , isWilder(p[3] != 0)
  {
  }
  void operator()(const V* in, V* out)
  {
    if (isWilder)
      take(wilder, in, out);
    else
      take(talib, in, out);
  }
  template <class F> void each(F& f) { f(talib, wilder); }

private:
  template <class Form> static void take(Form& sar, const V* in, V* out)
  {
    *out = undefined<V>();
    if (sar.push(in[0], in[1]))
      *out = IsTurn ? sar.turn() : sar.value();
  }
};

}
