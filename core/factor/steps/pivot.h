// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/windows.h"

#include <cstddef>

namespace zvt::factor {

enum class PivotForm { Standard, Fibonacci, Camarilla, DeMark, Woodie };

/// Levels out of the period before the present one, a new one beginning wherever the key changes. Undefined in the
/// first. Inputs: open, high, low, close, key; outputs: pp, s1 … s4, r1 … r4, those that the form has.
template <class V> struct PivotStep {
  static constexpr std::size_t kInputs = 5, kOutputs = 9;
  PivotForm form;
  Count bars{1};
  V key{}, open{}, high{}, low{}, close{}; ///< of the present period
  V levels[9]; ///< undefined ahead of the second period

  explicit PivotStep(const double* p)
      : form(static_cast<PivotForm>(static_cast<int>(p[0])))
  {
    for (V& level : levels)
      level = undefined<V>();
  }
  void operator()(const V* in, V* out)
  {
    if (bars.isEmpty()) {
      begin(in, V(1.0) > V(0.0));
    } else {
      const MaskOf<V> isNew = in[4] != key;
      V fresh[9];
      for (V& level : fresh)
        level = undefined<V>();
      compute(in[0], fresh);
      for (int k = 0; k < 9; ++k)
        levels[k] = select(isNew, fresh[k], levels[k]);
      high = maxOf(high, in[1]);
      low = minOf(low, in[2]);
      begin(in, isNew);
    }
    bars.next();
    close = in[3];
    for (int k = 0; k < 9; ++k)
      out[k] = levels[k];
  }
  template <class F> void each(F& f)
  {
    f(bars, key, open, high, low, close);
    for (V& level : levels)
      f(level);
  }

private:
  void begin(const V* in, const MaskOf<V>& isNew)
  {
    open = select(isNew, in[0], open);
    high = select(isNew, in[1], high);
    low = select(isNew, in[2], low);
    key = in[4];
  }
  void compute(const V& nextOpen, V* out) const
  {
    const V range = high - low;
    if (form == PivotForm::DeMark) {
      const V base = high + low + V(2.0) * close;
      const V falling = high + V(2.0) * low + close;
      const V rising = V(2.0) * high + low + close;
      const V x = select(close < open, falling, select(close > open, rising, base));
      out[0] = x * V(0.25);
      out[1] = x * V(0.5) - high;
      out[5] = x * V(0.5) - low;
      return;
    }
    if (form == PivotForm::Camarilla) {
      out[0] = close;
      const double parts[] = {12, 6, 4, 2};
      for (int k = 0; k < 4; ++k) {
        out[1 + k] = close - V(1.1 / parts[k]) * range;
        out[5 + k] = close + V(1.1 / parts[k]) * range;
      }
      return;
    }
    out[0] = form == PivotForm::Woodie ? (high + low + V(2.0) * nextOpen) * V(0.25) : (high + low + close) / V(3.0);
    if (form == PivotForm::Fibonacci) {
      const double parts[] = {0.382, 0.618, 1};
      for (int k = 0; k < 3; ++k) {
        out[1 + k] = out[0] - V(parts[k]) * range;
        out[5 + k] = out[0] + V(parts[k]) * range;
      }
      return;
    }
    out[1] = V(2.0) * out[0] - high;
    out[2] = out[0] - range;
    out[3] = low - V(2.0) * (high - out[0]);
    out[5] = V(2.0) * out[0] - low;
    out[6] = out[0] + range;
    out[7] = high + V(2.0) * (out[0] - low);
  }
};

}
