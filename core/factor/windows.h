// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/lanes.h"

/// Memory of steps. Everything is counted in bars that the step has seen, the same for all lanes; a step lists its
/// cells, counts and windows in `each`, so that one lane can be taken out, put back, copied and stored.
///
/// Sums over the last n are made of sums over 1, 2, 4, 8 … values: the sum of 2^k ending at a bar is that of 2^(k-1)
/// ending there plus that of 2^(k-1) ending 2^(k-1) bars ago. So each result depends on its window alone (history in
/// front moves no bit, nothing drifts, there is nothing to re-anchor), adds up pairwise, and costs log n operations a
/// bar.

namespace zvt::factor {

/// A fixed number of cells of its own, zero at first.
template <class T> class Cells {
public:
  explicit Cells(std::size_t count)
      : m_count(count)
      , m_cells(new T[count]())
  {
  }
  Cells(const Cells& other)
      : m_count(other.m_count)
      , m_cells(new T[other.m_count])
  {
    copy(other);
  }
  /// Of the same size: steps are only copied onto steps with the same parameters.
  Cells& operator=(const Cells& other)
  {
    copy(other);
    return *this;
  }
  ~Cells() { delete[] m_cells; }
  T& operator[](std::size_t i) { return m_cells[i]; }
  const T& operator[](std::size_t i) const { return m_cells[i]; }
  [[nodiscard]] std::size_t size() const { return m_count; }

private:
  void copy(const Cells& other)
  {
    for (std::size_t i = 0; i < m_count; ++i)
      m_cells[i] = other.m_cells[i];
  }
  std::size_t m_count;
  T* m_cells;
};

/// Counts bars up to a limit.
class Count {
public:
  explicit ZVT_LANES_INLINE Count(double limit)
      : m_limit(static_cast<std::uint32_t>(limit))
  {
  }
  /// One bar more; true when the limit is reached (by this bar or before).
  ZVT_LANES_INLINE bool next()
  {
    m_seen += m_seen < m_limit ? 1 : 0;
    return m_seen == m_limit;
  }
  [[nodiscard]] ZVT_LANES_INLINE bool isFull() const { return m_seen == m_limit; }
  [[nodiscard]] ZVT_LANES_INLINE bool isEmpty() const { return m_seen == 0; }
  [[nodiscard]] ZVT_LANES_INLINE std::uint32_t seen() const { return m_seen; }
  [[nodiscard]] ZVT_LANES_INLINE std::uint32_t limit() const { return m_limit; }
  ZVT_LANES_INLINE void set(std::uint32_t seen) { m_seen = seen; }

private:
  std::uint32_t m_seen = 0;
  std::uint32_t m_limit;
};

/// The last n values.
template <class V> class Ring {
public:
  explicit Ring(double n)
      : m_size(static_cast<std::size_t>(n))
      , m_values(m_size)
      , m_count(n)
  {
  }
  /// @return whether n values are there
  bool push(const V& x)
  {
    m_newest = m_newest + 1 == m_size ? 0 : m_newest + 1;
    m_values[m_newest] = x;
    return m_count.next();
  }
  /// The value @p age bars ago; 0 is the newest.
  const V& at(std::size_t age) const { return m_values[m_newest >= age ? m_newest - age : m_newest + m_size - age]; }
  const V& newest() const { return m_values[m_newest]; }
  /// Of a full ring.
  const V& oldest() const { return m_values[m_newest + 1 == m_size ? 0 : m_newest + 1]; }
  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] bool isFull() const { return m_count.isFull(); }
  [[nodiscard]] bool isEmpty() const { return m_count.isEmpty(); }

  template <class F> void each(F& f)
  {
    f(m_count);
    f.ring(&m_values[0], m_size, m_newest);
  }

private:
  std::size_t m_size;
  Cells<V> m_values;
  std::size_t m_newest = 0;
  Count m_count;
};

/// Values joined over the last n bars, by halves. Item: `static Item join(older, newer, half, reciprocal)` of two runs
/// of
/// @p half values each (reciprocal: 1 / half), and `template <class F> void each(F&)`.
template <class Item> class Halves {
public:
  static constexpr std::size_t kMostLevels = 32;

  explicit Halves(double n)
      : m_size(static_cast<std::size_t>(n))
      , m_top(topBit(m_size))
      , m_items((std::size_t{2} << m_top) - 1)
      , m_count(n)
  {
  }
  /// Adds a value and joins the runs of 1, 2, 4 … that end with it. @p piece gets the runs that make up the window,
  /// newest first, as (run of 2^k ending now, the same as it was `newer` bars ago, k, newer): the second is the
  /// window's part. LongestOnly: only the longest, which with itself of `newer` bars ago covers the window,
  /// overlapping.
  template <bool LongestOnly = false, class Piece> ZVT_LANES_INLINE bool push(Item current, Piece piece)
  {
    double half = 1;
    double reciprocal = 1;
    for (std::size_t k = 0;; ++k) {
      const std::size_t last = (std::size_t{1} << k) - 1; // runs of 2^k are kept for 2^k bars, behind all shorter ones
      Item* const runs = &m_items[last];
      Item& slot = runs[m_time & last];
      const Item older = slot;
      slot = current;
      const bool isLongest = k == m_top;
      if (isLongest || (!LongestOnly && ((m_size >> k) & 1) != 0))
        piece(current, runs[(m_time - (m_size & last)) & last], k, m_size & last);
      if (isLongest)
        break;
      current = Item::join(older, current, half, reciprocal);
      half *= 2;
      reciprocal *= 0.5;
    }
    ++m_time;
    return m_count.next();
  }
  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] bool isFull() const { return m_count.isFull(); }
  [[nodiscard]] std::uint32_t seen() const { return m_count.seen(); }

  template <class F> void each(F& f)
  {
    f(m_count);
    for (std::size_t k = 0; k <= m_top; ++k) {
      const std::size_t last = (std::size_t{1} << k) - 1;
      f.ring(&m_items[last], last + 1, (m_time - 1) & last);
    }
  }

private:
  static std::size_t topBit(std::size_t n)
  {
    std::size_t k = 0;
    while (n >> (k + 1))
      ++k;
    return k;
  }
  std::size_t m_size;
  std::size_t m_top;
  Cells<Item> m_items;
  std::size_t m_time = 0;
  Count m_count;
};

/// The sum of the last n values. Whole numbers add up exactly.
template <class V> class WindowSum {
  struct Item {
    V sum;
    ZVT_LANES_INLINE static Item join(const Item& older, const Item& newer, double, double)
    {
      return {older.sum + newer.sum};
    }
    template <class F> void each(F& f) { f(sum); }
  };

public:
  explicit WindowSum(double n)
      : m_halves(n)
  {
  }
  /// @return whether n values are there
  ZVT_LANES_INLINE bool push(const V& x)
  {
    V sum = 0.0;
    const bool full = m_halves.push(Item{x}, [&](const Item& now, const Item& before, std::size_t, std::size_t newer) {
      sum = newer == 0 ? now.sum : before.sum + sum;
    });
    m_sum = sum;
    return full;
  }
  /// Of a full window.
  const V& sum() const { return m_sum; }
  [[nodiscard]] std::size_t size() const { return m_halves.size(); }
  [[nodiscard]] bool isFull() const { return m_halves.isFull(); }
  template <class F> void each(F& f) { f(m_halves, m_sum); }

private:
  Halves<Item> m_halves;
  V m_sum{};
};

/// The mean of the last n values; exactly the value when all are equal.
template <class V> class WindowMean {
  struct Item {
    V sum;
    ZVT_LANES_INLINE static Item join(const Item& older, const Item& newer, double, double)
    {
      return {older.sum + newer.sum};
    }
    template <class F> void each(F& f) { f(sum); }
  };

public:
  explicit WindowMean(double n)
      : m_halves(n)
  {
    fillShares(m_shares, n);
  }
  ZVT_LANES_INLINE bool push(const V& x)
  {
    V mean = 0.0;
    const bool full =
        m_halves.push(Item{x}, [&](const Item& now, const Item& before, std::size_t k, std::size_t newer) {
          const Shares& share = m_shares[k];
          mean = newer == 0 ? now.sum * share.reciprocal
                            : mean + (before.sum * share.reciprocal - mean) * share.older; // 2^-k is exact
        });
    m_mean = mean;
    return full;
  }
  /// Of a full window.
  const V& mean() const { return m_mean; }
  [[nodiscard]] std::size_t size() const { return m_halves.size(); }
  [[nodiscard]] bool isFull() const { return m_halves.isFull(); }
  template <class F> void each(F& f) { f(m_halves, m_mean); }

  /// How a run of 2^k values joins the newer rest of the window.
  struct Shares {
    double reciprocal; ///< 2^-k
    double older; ///< share of the run in run and rest
    double product; ///< run × rest / (run + rest)
  };
  static void fillShares(Shares* shares, double n)
  {
    const auto size = static_cast<std::size_t>(n);
    double run = 1;
    for (std::size_t k = 0; k < Halves<Item>::kMostLevels; ++k, run *= 2) {
      const auto rest = static_cast<double>(size & ((std::size_t{1} << k) - 1));
      shares[k] = {1 / run, run / (run + rest), run * rest / (run + rest)};
    }
  }

private:
  Halves<Item> m_halves;
  Shares m_shares[Halves<Item>::kMostLevels];
  V m_mean{};
};

/// Mean and sum of squared deviations of the last n values; the deviations of equal values are exactly 0 and never
/// negative (Chan, Golub and LeVeque's pairwise update, 1979).
template <class V> class WindowVariance {
  struct Item {
    V sum;
    V squares;
    ZVT_LANES_INLINE static Item join(const Item& older, const Item& newer, double, double reciprocal)
    {
      const V apart = older.sum - newer.sum;
      return {older.sum + newer.sum, older.squares + newer.squares + apart * apart * V(0.5 * reciprocal)};
    }
    template <class F> void each(F& f) { f(sum, squares); }
  };
  using Shares = typename WindowMean<V>::Shares;

public:
  explicit WindowVariance(double n)
      : m_halves(n)
  {
    WindowMean<V>::fillShares(m_shares, n);
  }
  ZVT_LANES_INLINE bool push(const V& x)
  {
    V mean = 0.0;
    V squares = 0.0;
    const bool full =
        m_halves.push(Item{x, V(0.0)}, [&](const Item& now, const Item& before, std::size_t k, std::size_t newer) {
          const Shares& share = m_shares[k];
          if (newer == 0) {
            mean = now.sum * share.reciprocal;
            squares = now.squares;
          } else {
            const V apart = before.sum * share.reciprocal - mean;
            squares = squares + before.squares + apart * apart * share.product;
            mean = mean + apart * share.older;
          }
        });
    m_mean = mean;
    m_squares = squares;
    return full;
  }
  /// Of a full window.
  const V& mean() const { return m_mean; }
  /// Sum of (x − mean)².
  const V& squares() const { return m_squares; }
  /// squares / (n − ddof); undefined for n = ddof. 0: population, 1: sample.
  V variance(double ddof) const
  {
    const double divisor = static_cast<double>(m_halves.size()) - ddof;
    return divisor > 0 ? m_squares / V(divisor) : undefined<V>();
  }
  V deviation(double ddof) const { return sqrtOf(variance(ddof)); }
  [[nodiscard]] std::size_t size() const { return m_halves.size(); }
  [[nodiscard]] bool isFull() const { return m_halves.isFull(); }
  template <class F> void each(F& f) { f(m_halves, m_mean, m_squares); }

private:
  Halves<Item> m_halves;
  Shares m_shares[Halves<Item>::kMostLevels];
  V m_mean{};
  V m_squares{};
};

/// Means, squared deviations and product of deviations of the last n pairs: correlation, beta, regression.
template <class V> class WindowCovariance {
  struct Item {
    V x, y, xx, yy, xy;
    ZVT_LANES_INLINE static Item join(const Item& a, const Item& b, double, double reciprocal)
    {
      const V dx = a.x - b.x;
      const V dy = a.y - b.y;
      const V share(0.5 * reciprocal);
      return {a.x + b.x, a.y + b.y, a.xx + b.xx + dx * dx * share, a.yy + b.yy + dy * dy * share,
          a.xy + b.xy + dx * dy * share};
    }
    template <class F> void each(F& f) { f(x, y, xx, yy, xy); }
  };
  using Shares = typename WindowMean<V>::Shares;

public:
  explicit WindowCovariance(double n)
      : m_halves(n)
  {
    WindowMean<V>::fillShares(m_shares, n);
  }
  ZVT_LANES_INLINE bool push(const V& x, const V& y)
  {
    Item all{V(0.0), V(0.0), V(0.0), V(0.0), V(0.0)}; // x and y are means here
    const bool full = m_halves.push(
        Item{x, y, V(0.0), V(0.0), V(0.0)}, [&](const Item& now, const Item& before, std::size_t k, std::size_t newer) {
          const Shares& share = m_shares[k];
          if (newer == 0) {
            all = {now.x * share.reciprocal, now.y * share.reciprocal, now.xx, now.yy, now.xy};
          } else {
            const V dx = before.x * share.reciprocal - all.x;
            const V dy = before.y * share.reciprocal - all.y;
            all = {all.x + dx * share.older, all.y + dy * share.older, all.xx + before.xx + dx * dx * share.product,
                all.yy + before.yy + dy * dy * share.product, all.xy + before.xy + dx * dy * share.product};
          }
        });
    m_all = all;
    return full;
  }
  // Of a full window.
  const V& meanX() const { return m_all.x; }
  const V& meanY() const { return m_all.y; }
  const V& squaresX() const { return m_all.xx; }
  const V& squaresY() const { return m_all.yy; }
  const V& products() const { return m_all.xy; }
  [[nodiscard]] std::size_t size() const { return m_halves.size(); }
  [[nodiscard]] bool isFull() const { return m_halves.isFull(); }
  template <class F> void each(F& f) { f(m_halves, m_all); }

private:
  Halves<Item> m_halves;
  Shares m_shares[Halves<Item>::kMostLevels];
  Item m_all{};
};

/// The last n values weighted 1 (oldest) … n (newest): WMA, and the regression over time.
template <class V> class WindowWeighted {
  struct Item {
    V sum, weighted;
    ZVT_LANES_INLINE static Item join(const Item& older, const Item& newer, double half, double)
    {
      return {older.sum + newer.sum, older.weighted + newer.weighted + newer.sum * half};
    }
    template <class F> void each(F& f) { f(sum, weighted); }
  };

public:
  explicit WindowWeighted(double n)
      : m_halves(n)
  {
  }
  ZVT_LANES_INLINE bool push(const V& x)
  {
    V sum = 0.0;
    V weighted = 0.0;
    const bool full =
        m_halves.push(Item{x, x}, [&](const Item& now, const Item& before, std::size_t k, std::size_t newer) {
          if (newer == 0) {
            sum = now.sum;
            weighted = now.weighted;
          } else {
            weighted = before.weighted + weighted + sum * static_cast<double>(std::size_t{1} << k);
            sum = before.sum + sum;
          }
        });
    m_sum = sum;
    m_weighted = weighted;
    return full;
  }
  // Of a full window.
  const V& sum() const { return m_sum; }
  const V& weighted() const { return m_weighted; }
  [[nodiscard]] std::size_t size() const { return m_halves.size(); }
  [[nodiscard]] bool isFull() const { return m_halves.isFull(); }
  template <class F> void each(F& f) { f(m_halves, m_sum, m_weighted); }

private:
  Halves<Item> m_halves;
  V m_sum{};
  V m_weighted{};
};

/// The highest (Sign = 1) or lowest (Sign = −1) of the last n values.
template <class V, int Sign> class WindowExtreme {
  struct Item {
    V best;
    ZVT_LANES_INLINE static Item join(const Item& older, const Item& newer, double, double)
    {
      return {Sign > 0 ? maxOf(older.best, newer.best) : minOf(older.best, newer.best)};
    }
    template <class F> void each(F& f) { f(best); }
  };

public:
  explicit WindowExtreme(double n)
      : m_halves(n)
  {
  }
  ZVT_LANES_INLINE bool push(const V& x)
  {
    return m_halves.template push<true>(
        Item{x}, [&](const Item& now, const Item& before, std::size_t, std::size_t newer) {
          m_best = newer == 0 ? now.best : Item::join(before, now, 0, 0).best;
        });
  }
  /// Of a full window.
  const V& value() const { return m_best; }
  [[nodiscard]] std::size_t size() const { return m_halves.size(); }
  [[nodiscard]] bool isFull() const { return m_halves.isFull(); }
  template <class F> void each(F& f) { f(m_halves, m_best); }

private:
  Halves<Item> m_halves;
  V m_best{};
};
template <class V> using WindowHighest = WindowExtreme<V, 1>;
template <class V> using WindowLowest = WindowExtreme<V, -1>;

/// The extreme and how many bars ago it was; of equal ones the newest (Newest) or the oldest.
template <class V, int Sign, bool Newest = true> class WindowExtremeAge {
  struct Item {
    V best, age;
    ZVT_LANES_INLINE static Item join(const Item& older, const Item& newer, double shift, double)
    {
      const MaskOf<V> takeOlder = Sign > 0 ? (Newest ? older.best > newer.best : older.best >= newer.best)
                                           : (Newest ? older.best < newer.best : older.best <= newer.best);
      return {select(takeOlder, older.best, newer.best), select(takeOlder, older.age + V(shift), newer.age)};
    }
    template <class F> void each(F& f) { f(best, age); }
  };

public:
  explicit WindowExtremeAge(double n)
      : m_halves(n)
  {
  }
  ZVT_LANES_INLINE bool push(const V& x)
  {
    return m_halves.template push<true>(
        Item{x, V(0.0)}, [&](const Item& now, const Item& before, std::size_t, std::size_t newer) {
          m_best = newer == 0 ? now : Item::join(before, now, static_cast<double>(newer), 0);
        });
  }
  // Of a full window.
  const V& value() const { return m_best.best; }
  const V& age() const { return m_best.age; }
  [[nodiscard]] std::size_t size() const { return m_halves.size(); }
  [[nodiscard]] bool isFull() const { return m_halves.isFull(); }
  template <class F> void each(F& f) { f(m_halves, m_best); }

private:
  Halves<Item> m_halves;
  Item m_best{};
};

}
