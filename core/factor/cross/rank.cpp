// SPDX-License-Identifier: Apache-2.0
#include "core/factor/cross/rank.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace zvt::factor {

namespace {

constexpr unsigned kDigitBits = 11; // the counts of both digits fit the first cache
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
constexpr std::size_t kShortRun = 24;

struct DigitCounts {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
};

/// Integers in the order of the doubles; −0 becomes +0.
std::uint64_t keyOf(double x)
{
  const auto bits = std::bit_cast<std::uint64_t>(x + 0.0);
  return (bits >> 63U) != 0 ? ~bits : bits | (std::uint64_t{1} << 63U);
}

/// Keys of the smallest and the largest value; the first is larger where nothing is defined.
std::pair<std::uint64_t, std::uint64_t> rangeOf(std::span<const double> values)
{
  constexpr std::size_t kChains = 4; // side by side: each waits for its last comparison
  std::array<double, kChains> low, high;
  low.fill(std::numeric_limits<double>::infinity());
  high.fill(-std::numeric_limits<double>::infinity());
  const auto take = [&](double x, std::size_t chain) {
    low[chain] = x < low[chain] ? x : low[chain];
    high[chain] = x > high[chain] ? x : high[chain];
  };
  std::size_t i = 0;
  for (; i + kChains <= values.size(); i += kChains) {
    for (std::size_t chain = 0; chain < kChains; ++chain)
      take(values.data()[i + chain], chain);
  }
  for (; i < values.size(); ++i)
    take(values.data()[i], 0);
  return {keyOf(*std::ranges::min_element(low)), keyOf(*std::ranges::max_element(high))};
}

}

void CrossRanker::sort(std::span<const double> values)
{
  const auto [lowest, highest] = rangeOf(values);
  // The upper 22 bits of what tells the values apart; at the least the sign, the exponent and ten bits more.
  const auto width = static_cast<unsigned>(std::bit_width(highest < lowest ? 0 : highest - lowest));
  const unsigned shift = width > 2 * kDigitBits ? width - 2 * kDigitBits : 0;

  m_items.resize(values.size());
  m_spare.resize(values.size());
  std::array<DigitCounts, kDigits> counts{};
  DigitCounts* const of = counts.data();
  std::size_t n = 0;
  Item* const items = m_items.data();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = values.data()[i];
    if (std::isnan(x))
      continue;
    const auto key = static_cast<std::uint32_t>((keyOf(x) - lowest) >> shift);
    items[n++] = {key, static_cast<std::uint32_t>(i)};
    ++of[key & (kDigits - 1)].low;
    ++of[key >> kDigitBits].high;
  }
  m_items.resize(n);
  m_spare.resize(n);
  DigitCounts before;
  for (DigitCounts& count : counts) {
    const DigitCounts present = count;
    count = before;
    before.low += present.low;
    before.high += present.high;
  }
  Item* const spare = m_spare.data();
  for (std::size_t i = 0; i < n; ++i)
    spare[of[items[i].key & (kDigits - 1)].low++] = items[i];
  for (std::size_t i = 0; i < n; ++i)
    items[of[spare[i].key >> kDigitBits].high++] = spare[i];
  if (!keysTell(values))
    sortRuns(values);
}

/// Whether values with equal keys are equal. Without branches: nobody could foresee them.
bool CrossRanker::keysTell(std::span<const double> values) const
{
  const Item* const items = m_items.data();
  const std::size_t n = m_items.size();
  unsigned apart = 0;
  double before = n == 0 ? 0 : values.data()[items[0].index];
  for (std::size_t i = 1; i < n; ++i) {
    const double x = values.data()[items[i].index];
    apart |= static_cast<unsigned>(items[i].key == items[i - 1].key) & static_cast<unsigned>(x != before);
    before = x;
  }
  return apart == 0;
}

/// Where the runs of equal values begin and the last one ends. Without branches, as above.
/// @return how many
std::size_t CrossRanker::findRuns()
{
  const Item* const items = m_items.data();
  const std::size_t n = m_items.size();
  m_starts.resize(n + 1);
  std::uint32_t* const starts = m_starts.data();
  starts[0] = 0;
  if (n == 0)
    return 0;
  std::size_t run = 0;
  for (std::size_t i = 1; i < n; ++i) {
    starts[run + 1] = static_cast<std::uint32_t>(i);
    run += items[i].key != items[i - 1].key ? 1 : 0;
  }
  starts[run + 1] = static_cast<std::uint32_t>(n);
  return run + 1;
}

/// Puts values with equal keys in order, truly equal ones or a few close ones, and makes the keys tell them apart.
void CrossRanker::sortRuns(std::span<const double> values)
{
  const auto isLess = [&](const Item& a, const Item& b) { return values.data()[a.index] < values.data()[b.index]; };
  const std::size_t n = m_items.size();
  for (std::size_t i = 1; i < n; ++i) {
    if (m_items[i].key != m_items[i - 1].key)
      continue;
    const std::size_t first = i - 1;
    bool isSorted = true;
    for (; i < n && m_items[i].key == m_items[first].key; ++i)
      isSorted = isSorted && !isLess(m_items[i], m_items[i - 1]);
    if (isSorted)
      continue;
    Item* const begin = m_items.data() + first;
    Item* const end = m_items.data() + i;
    if (i - first > kShortRun) {
      std::stable_sort(begin, end, isLess);
      continue;
    }
    for (Item* next = begin + 1; next < end; ++next) {
      const Item moved = *next;
      Item* hole = next;
      for (; hole > begin && isLess(moved, hole[-1]); --hole)
        *hole = hole[-1];
      *hole = moved;
    }
  }
  std::uint32_t run = 0;
  for (std::size_t i = 0; i < n; ++i) {
    run += i > 0 && isLess(m_items[i - 1], m_items[i]) ? 1 : 0;
    m_items[i].key = run;
  }
}

std::size_t CrossRanker::rank(std::span<const double> values, std::span<double> out, RankTies ties, bool ascending)
{
  sort(values);
  const std::size_t n = m_items.size();
  if (n < values.size())
    std::fill(out.begin(), out.end(), std::numeric_limits<double>::quiet_NaN());
  const std::size_t runs = findRuns();
  const std::uint32_t* const starts = m_starts.data();
  m_ranks.resize(runs);
  double* const ranks = m_ranks.data();
  using Place = std::int32_t;
  const auto fill = [&](auto rankOf) {
    for (std::size_t run = 0; run < runs; ++run) {
      const auto first = static_cast<Place>(ascending ? starts[run] : n - starts[run + 1]);
      const auto end = static_cast<Place>(ascending ? starts[run + 1] : n - starts[run]);
      ranks[run] = rankOf(first, end, static_cast<Place>(run));
    }
  };
  double within = 0; // what the place in the order adds
  switch (ties) {
  case RankTies::Average:
    fill([](Place first, Place end, Place) { return 0.5 * static_cast<double>(first + 1 + end); });
    break;
  case RankTies::Lowest:
    fill([](Place first, Place, Place) { return static_cast<double>(first + 1); });
    break;
  case RankTies::Highest:
    fill([](Place, Place end, Place) { return static_cast<double>(end); });
    break;
  case RankTies::Order: // largest first: what is equal still stands in the order of the entities
    fill([&](Place first, Place, Place run) {
      return static_cast<double>(first + 1 - static_cast<Place>(starts[run]));
    });
    within = 1;
    break;
  case RankTies::Dense:
    fill([&](Place, Place, Place run) {
      return static_cast<double>(ascending ? run + 1 : static_cast<Place>(runs) - run);
    });
    break;
  }
  const Item* const items = m_items.data();
  std::size_t run = 0;
  for (std::size_t i = 0; i < n; ++i) {
    run += i > 0 && items[i].key != items[i - 1].key ? 1 : 0;
    out.data()[items[i].index] = ranks[run] + within * static_cast<double>(i);
  }
  return n;
}

void CrossRanker::percentile(std::span<const double> values, std::span<double> out, RankTies ties, bool ascending)
{
  const auto n = static_cast<double>(rank(values, out, ties, ascending));
  for (double& x : out)
    x /= n;
}

std::span<const std::uint32_t> CrossRanker::order(std::span<const double> values)
{
  sort(values);
  m_order.resize(m_items.size());
  std::transform(m_items.begin(), m_items.end(), m_order.begin(), [](const Item& item) { return item.index; });
  return m_order;
}

}
