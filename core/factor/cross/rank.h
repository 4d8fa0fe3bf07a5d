// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace zvt::factor {

/// How equal values share their ranks 3, 4 and 5 (the names are those of pandas and SciPy).
enum class RankTies {
  Average, ///< 4 each
  Lowest, ///< 3 each
  Highest, ///< 5 each
  Order, ///< 3, 4, 5 in the order of the entities
  Dense, ///< 3 each, and the next value gets 4
};

/// Ranks the values of one date over all entities. Keeps its scratch memory between calls, so one instance serves one
/// thread. Undefined (NaN) values have no rank and do not count. −0 and +0 are equal; infinities are values.
///
/// A radix sort over the 22 bits that tell the values of the date apart, then comparisons among the few that are equal
/// there.
class CrossRanker {
public:
  /// @param out as long as @p values: 1 for the smallest (ascending) or the largest (descending); NaN where undefined
  /// @return how many values are defined
  std::size_t rank(
      std::span<const double> values, std::span<double> out, RankTies ties = RankTies::Average, bool ascending = true);
  /// rank / number of defined values: in (0, 1], as pandas' rank(pct=True).
  void percentile(
      std::span<const double> values, std::span<double> out, RankTies ties = RankTies::Average, bool ascending = true);
  /// Entities from the smallest value to the largest, undefined ones left out; equal ones in the order of the entities.
  /// Valid until the next call.
  std::span<const std::uint32_t> order(std::span<const double> values);

private:
  struct Item {
    std::uint32_t key; ///< where the value stands between the smallest and the largest, in 22 bits
    std::uint32_t index;
  };
  struct Tie {
    std::uint32_t first; ///< of the equal values in the order
    std::uint32_t end;
    std::uint32_t distinct; ///< how many different values there are up to here
  };
  void sort(std::span<const double> values);
  [[nodiscard]] bool keysTell(std::span<const double> values) const;
  void sortRuns(std::span<const double> values);
  template <class Equal> void findTies(Equal isEqual);

  std::vector<Item> m_items;
  std::vector<Item> m_spare;
  bool m_keysTell = true; ///< values with equal keys are equal
  std::vector<Tie> m_ties; ///< of each item
  std::vector<std::uint32_t> m_order;
};

}
