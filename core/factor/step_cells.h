// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/windows.h"

/// The memory of a step as a row of doubles, through its `each`: cells and counts in order, windows newest first. The
/// row of one lane is the row of the same step over one series.

namespace zvt::factor {

template <class S>
concept HasCells = requires(S& step, int& f) { step.template each<int>(f); };

namespace detail {

/// Walks cells; Derived says what happens to a cell and to a count.
template <class V, class Derived> class CellWalk {
public:
  template <class... Parts> void operator()(Parts&... parts) { (visit(parts), ...); }
  template <class T> void ring(T* slots, std::size_t size, std::size_t newest)
  {
    for (std::size_t age = 0; age < size; ++age)
      visit(slots[newest >= age ? newest - age : newest + size - age]);
  }

private:
  Derived& self() { return static_cast<Derived&>(*this); }
  void visit(V& cell) { self().cell(cell); }
  void visit(Count& count) { self().count(count); }
  template <class T, std::size_t N> void visit(T (&parts)[N])
  {
    for (T& part : parts)
      visit(part);
  }
  template <class T> void visit(T& part) { part.each(self()); }
};

template <class V> class CellSize : public CellWalk<V, CellSize<V>> {
public:
  std::size_t size = 0;
  void cell(V&) { ++size; }
  void count(Count&) { ++size; }
};

template <class V> class CellWriter : public CellWalk<V, CellWriter<V>> {
public:
  CellWriter(double* to, std::size_t lane)
      : m_to(to)
      , m_lane(lane)
  {
  }
  void cell(V& cell) { *m_to++ = laneOf(cell, m_lane); }
  void count(Count& count) { *m_to++ = count.seen(); }

private:
  double* m_to;
  std::size_t m_lane;
};

template <class V> class CellReader : public CellWalk<V, CellReader<V>> {
public:
  /// @param takesCounts false: counts are compared only
  CellReader(const double* from, std::size_t lane, bool takesCounts)
      : m_from(from)
      , m_lane(lane)
      , m_takesCounts(takesCounts)
  {
  }
  void cell(V& cell) { setLane(cell, m_lane, *m_from++); }
  void count(Count& count)
  {
    const double seen = *m_from++;
    if (m_takesCounts)
      count.set(static_cast<std::uint32_t>(seen));
    else
      sameCounts = sameCounts && seen == count.seen();
  }
  bool sameCounts = true;

private:
  const double* m_from;
  std::size_t m_lane;
  bool m_takesCounts;
};

}

/// Doubles of a row.
template <class V, class Step> std::size_t cellCount(Step& step)
{
  detail::CellSize<V> walk;
  step.each(walk);
  return walk.size;
}

}
