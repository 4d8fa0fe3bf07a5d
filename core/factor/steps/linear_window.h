// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/windows.h"

#include <cstddef>

namespace zvt::factor {

/// The straight line of least squares through the last n values, and their mean with weights 1 … n.
///
/// Each run of values is remembered by its newest value x₀, Σ(x − x₀) and Σ age·(x − x₀): all 0 for equal values, so a
/// constant series has the slope 0 and its own value for a mean, to the bit.
template <class V> class LinearWindow {
  struct Item {
    V newest, sum, aged;
    ZVT_LANES_INLINE static Item join(const Item& older, const Item& newer, double half, double)
    {
      return joined(older, newer, half, half);
    }
    /// @p length of the older run, @p shift: values newer than it
    ZVT_LANES_INLINE static Item joined(const Item& older, const Item& newer, double length, double shift)
    {
      const V apart = older.newest - newer.newest;
      const double ages = length * shift + length * (length - 1) / 2;
      return {newer.newest, newer.sum + older.sum + apart * V(length),
          newer.aged + older.aged + older.sum * V(shift) + apart * V(ages)};
    }
    template <class F> void each(F& f) { f(newest, sum, aged); }
  };

public:
  explicit LinearWindow(double n)
      : m_halves(n)
      , m_reciprocal(1 / n)
      , m_middle((n - 1) / 2)
      , m_weights(2 / (n * (n + 1)))
      , m_spread(n > 1 ? 12 / (n * (n * n - 1)) : kUndefined)
  {
  }
  ZVT_LANES_INLINE bool push(const V& x)
  {
    Item all{V(0.0), V(0.0), V(0.0)};
    const bool isFull = m_halves.push(
        Item{x, V(0.0), V(0.0)}, [&](const Item& now, const Item& before, std::size_t k, std::size_t newer) {
          all = newer == 0
              ? now
              : Item::joined(before, all, static_cast<double>(std::size_t{1} << k), static_cast<double>(newer));
        });
    m_all = all;
    return isFull;
  }
  [[nodiscard]] bool isFull() const { return m_halves.isFull(); }
  // Of a full window.
  [[nodiscard]] V mean() const { return m_all.newest + m_all.sum * m_reciprocal; }
  /// The newest value counts n times, the oldest once.
  [[nodiscard]] V weightedMean() const
  {
    const double n = static_cast<double>(m_halves.size());
    return m_all.newest + (m_all.sum * V(n) - m_all.aged) * m_weights;
  }
  /// By bar; undefined for one value.
  [[nodiscard]] V slope() const { return (m_all.sum * m_middle - m_all.aged) * m_spread; }
  /// The line @p ahead bars after the newest value; −(n − 1) is its beginning.
  [[nodiscard]] V line(double ahead) const { return mean() + slope() * (m_middle + V(ahead)); }
  template <class F> void each(F& f) { f(m_halves, m_all); }

private:
  Halves<Item> m_halves;
  V m_reciprocal;
  V m_middle;
  V m_weights;
  V m_spread; ///< 1/Σ(age − middle)²
  Item m_all{};
};

}
