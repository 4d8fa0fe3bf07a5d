// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/math.h"
#include "core/factor/windows.h"

namespace zvt::factor {

/// One lane after the other.
template <class V> V logOf(const V& x)
{
  return mapEach(x, [](double one) { return math::log(one); });
}

/// The value of the bar before, for steps that compare with it.
template <class V> class Previous {
public:
  /// Takes @p x; false at the first bar, which has none before it.
  ZVT_LANES_INLINE bool push(const V& x)
  {
    const bool had = m_seen.isFull();
    m_seen.next();
    m_value = m_last;
    m_last = x;
    return had;
  }
  [[nodiscard]] ZVT_LANES_INLINE const V& value() const { return m_value; }
  template <class F> void each(F& f) { f(m_seen, m_last, m_value); }

private:
  Count m_seen{1};
  V m_last{};
  V m_value{};
};

}
