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
    std::uint32_t key; ///< where the value stands between the smallest and the largest, in 22 bits; then its run
    std::uint32_t index;
  };
  void sort(std::span<const double> values);
  [[nodiscard]] bool keysTell(std::span<const double> values) const;
  void sortRuns(std::span<const double> values);
  std::size_t findRuns();

  std::vector<Item> m_items;
  std::vector<Item> m_spare;
  std::vector<std::uint32_t> m_starts; ///< in the order, of the runs of equal values; and where the last one ends
  std::vector<double> m_ranks; ///< by run
  std::vector<std::uint32_t> m_order;
};

}
