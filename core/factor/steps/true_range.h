// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/windows.h"

namespace zvt::factor {

/// What a bar has over the one before it, for the indicators of Wilder. Nothing is known at the first bar.
template <class V> class BarChange {
public:
  /// True when there was a bar before.
  bool push(const V& high, const V& low, const V& close)
  {
    const bool hasPrevious = m_bars.isFull();
    if (hasPrevious) {
      m_trueHigh = maxOf(high, m_close);
      m_trueLow = minOf(low, m_close);
      m_rise = high - m_high;
      m_fall = m_low - low;
    }
    m_bars.next();
    m_high = high;
    m_low = low;
    m_close = close;
    return hasPrevious;
  }
  [[nodiscard]] const V& trueHigh() const { return m_trueHigh; }
  [[nodiscard]] const V& trueLow() const { return m_trueLow; }
  [[nodiscard]] V trueRange() const { return m_trueHigh - m_trueLow; }
  /// The directional movement: the larger of the rise of the high and the fall of the low, if it is above 0.
  [[nodiscard]] V up() const { return select((m_rise > m_fall) & (m_rise > zero()), m_rise, zero()); }
  [[nodiscard]] V down() const { return select((m_fall > m_rise) & (m_fall > zero()), m_fall, zero()); }
  template <class F> void each(F& f) { f(m_high, m_low, m_close, m_bars); }

private:
  static V zero() { return V(0.0); }
  V m_high{}, m_low{}, m_close{};
  V m_trueHigh{}, m_trueLow{}, m_rise{}, m_fall{}; ///< of this bar alone
  Count m_bars{1};
};

}
