// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/windows.h"

#include <array>
#include <cstddef>
#include <utility>

namespace zvt::factor {

/// How a recursion y ← y + α(x − y) begins; the publications differ, and the first bars with them.
enum class Seed {
  First, ///< at the first value: ZVT, 通达信, Achelis
  Mean, ///< at the mean of the first n values: TA-Lib, Wilder
  Joint, ///< Mean, and a chain of recursions starts its members at that same mean in the same bar
  Zero ///< at 0 ahead of the first value: an exponentially weighted sum without a correction
};

/// As a parameter: 0 … 3 in that order.
ZVT_LANES_INLINE Seed seedOf(double parameter)
{
  return static_cast<Seed>(static_cast<int>(parameter));
}

/// One recursion. Its value is to be taken once isReady().
template <class V> class Smoothing {
public:
  /// @param weight α
  /// @param needed values ahead of the first result, the present one included
  Smoothing(double weight, double needed, Seed seed)
      : m_weight(weight)
      , m_seed(seed)
      , m_count(needed)
  {
  }
  /// α = 2/(n + 1).
  static Smoothing exponential(double n, Seed seed) { return Smoothing(2 / (n + 1), n, seed); }
  /// α = 1/n, as Wilder smooths.
  static Smoothing wilder(double n, Seed seed) { return Smoothing(1 / n, n, seed); }

  ZVT_LANES_INLINE void push(const V& x)
  {
    if (m_count.isFull() || (!m_count.isEmpty() && !isMean()))
      m_value = m_value + m_weight * (x - m_value);
    else
      begin(x);
    m_count.next();
  }
  /// Starts, ready, at @p value.
  void startAt(const V& value)
  {
    m_value = value;
    m_count.set(m_count.limit());
  }
  [[nodiscard]] ZVT_LANES_INLINE bool isReady() const { return m_count.isFull(); }
  [[nodiscard]] ZVT_LANES_INLINE const V& value() const { return m_value; }
  template <class F> void each(F& f) { f(m_value, m_first, m_sum, m_count); }

private:
  [[nodiscard]] bool isMean() const { return m_seed == Seed::Mean || m_seed == Seed::Joint; }
  void begin(const V& x)
  {
    if (m_count.isEmpty()) {
      m_first = x;
      m_sum = 0.0;
      m_value = m_seed == Seed::Zero ? m_weight * x : x;
      return;
    }
    m_sum = m_sum + (x - m_first); // relative to the first value: exact for a constant series
    if (m_count.seen() + 1 == m_count.limit())
      m_value = m_first + m_sum / V(static_cast<double>(m_count.limit()));
  }

  V m_weight;
  Seed m_seed;
  V m_value{};
  V m_first{};
  V m_sum{};
  Count m_count;
};

/// EMAs over one another with the same n: member k takes what member k − 1 gives.
template <class V, std::size_t Size> class SmoothingChain {
public:
  SmoothingChain(double n, Seed seed)
      : SmoothingChain(n, seed, std::make_index_sequence<Size>{})
  {
  }
  /// True once the last member is ready.
  ZVT_LANES_INLINE bool push(const V& x)
  {
    const bool wasReady = m_members[0].isReady();
    m_members[0].push(x);
    if (m_isJoint && !wasReady) {
      if (m_members[0].isReady())
        for (std::size_t k = 1; k < Size; ++k)
          m_members[k].startAt(m_members[0].value());
      return m_members[0].isReady();
    }
    for (std::size_t k = 1; k < Size && m_members[k - 1].isReady(); ++k)
      m_members[k].push(m_members[k - 1].value());
    return m_members[Size - 1].isReady();
  }
  [[nodiscard]] const V& operator[](std::size_t k) const { return m_members[k].value(); }
  template <class F> void each(F& f)
  {
    for (std::size_t k = 0; k < Size; ++k)
      f(m_members[k]);
  }

private:
  template <std::size_t... K>
  SmoothingChain(double n, Seed seed, std::index_sequence<K...>)
      : m_members{((void)K, Smoothing<V>::exponential(n, seed))...}
      , m_isJoint(seed == Seed::Joint)
  {
  }
  std::array<Smoothing<V>, Size> m_members;
  bool m_isJoint;
};

}
