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

/// Integers in the order of the doubles; −0 becomes +0.
std::uint64_t keyOf(double x)
{
  const auto bits = std::bit_cast<std::uint64_t>(x + 0.0);
  return (bits >> 63U) != 0 ? ~bits : bits | (std::uint64_t{1} << 63U);
}

}

void CrossRanker::sort(std::span<const double> values)
{
  std::uint64_t lowest = ~std::uint64_t{0};
  std::uint64_t highest = 0;
  for (const double x : values) {
    const std::uint64_t key = keyOf(x);
    const bool isDefined = x == x;
    lowest = isDefined && key < lowest ? key : lowest;
    highest = isDefined && key > highest ? key : highest;
  }
  // The upper 22 bits of what tells the values apart; at the least the sign, the exponent and ten bits more.
  const auto width = static_cast<unsigned>(std::bit_width(highest < lowest ? 0 : highest - lowest));
  const unsigned shift = width > 2 * kDigitBits ? width - 2 * kDigitBits : 0;

  m_items.resize(values.size());
  m_spare.resize(values.size());
  std::array<std::uint32_t, kDigits> low{};
  std::array<std::uint32_t, kDigits> high{};
  std::size_t n = 0;
  Item* const items = m_items.data();
  for (const double& x : values) {
    if (std::isnan(x))
      continue;
    const auto key = static_cast<std::uint32_t>((keyOf(x) - lowest) >> shift);
    items[n++] = {key, static_cast<std::uint32_t>(&x - values.data())};
    ++low.data()[key & (kDigits - 1)];
    ++high.data()[key >> kDigitBits];
  }
  m_items.resize(n);
  m_spare.resize(n);
  std::uint32_t before = 0;
  std::uint32_t beforeHigh = 0;
  for (std::size_t digit = 0; digit < kDigits; ++digit) {
    before += std::exchange(low[digit], before);
    beforeHigh += std::exchange(high[digit], beforeHigh);
  }
  Item* const spare = m_spare.data();
  for (const Item& item : m_items)
    spare[low.data()[item.key & (kDigits - 1)]++] = item;
  for (const Item& item : m_spare)
    items[high.data()[item.key >> kDigitBits]++] = item;
  m_keysTell = keysTell(values);
  if (!m_keysTell)
    sortRuns(values);
}

/// Whether values with equal keys are equal. Without branches: nobody could foresee them.
bool CrossRanker::keysTell(std::span<const double> values) const
{
  unsigned apart = 0;
  for (std::size_t i = 1; i < m_items.size(); ++i)
    apart |= static_cast<unsigned>(m_items[i].key == m_items[i - 1].key)
        & static_cast<unsigned>(values.data()[m_items[i].index] != values.data()[m_items[i - 1].index]);
  return apart == 0;
}

/// Puts values with equal keys in order: truly equal ones, or a few close ones.
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
}

/// Where the values that are equal to each begin and end in the order.
template <class Equal> void CrossRanker::findTies(Equal isEqual)
{
  const std::size_t n = m_items.size();
  m_ties.resize(n);
  Tie* const ties = m_ties.data();
  std::uint32_t first = 0;
  std::uint32_t distinct = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const bool isNew = i == 0 || !isEqual(m_items[i], m_items[i - 1]);
    first = isNew ? i : first;
    distinct += isNew ? 1 : 0;
    ties[i] = {first, 0, distinct};
  }
  auto end = static_cast<std::uint32_t>(n);
  for (std::size_t i = n; i-- > 0;) {
    ties[i].end = end;
    end = ties[i].first == i ? static_cast<std::uint32_t>(i) : end;
  }
}

std::size_t CrossRanker::rank(std::span<const double> values, std::span<double> out, RankTies ties, bool ascending)
{
  sort(values);
  if (m_keysTell)
    findTies([](const Item& a, const Item& b) { return a.key == b.key; });
  else
    findTies([&](const Item& a, const Item& b) {
      return a.key == b.key && values.data()[a.index] == values.data()[b.index];
    });
  const std::size_t n = m_items.size();
  if (n < values.size())
    std::fill(out.begin(), out.end(), std::numeric_limits<double>::quiet_NaN());
  // Largest first: what is equal still stands in the order of the entities.
  const std::size_t distinct = n == 0 ? 0 : m_ties.back().distinct;
  const auto write = [&](auto rankOf) {
    for (std::size_t i = 0; i < n; ++i) {
      const Tie& tie = m_ties[i];
      const std::size_t first = ascending ? tie.first : n - tie.end;
      const std::size_t end = ascending ? tie.end : n - tie.first;
      const std::size_t place = ascending ? tie.distinct : distinct + 1 - tie.distinct;
      out.data()[m_items[i].index] = rankOf(first, end, place, i - tie.first);
    }
  };
  using Size = std::size_t;
  switch (ties) {
  case RankTies::Average:
    write([](Size first, Size end, Size, Size) { return 0.5 * static_cast<double>(first + 1 + end); });
    break;
  case RankTies::Lowest:
    write([](Size first, Size, Size, Size) { return static_cast<double>(first + 1); });
    break;
  case RankTies::Highest:
    write([](Size, Size end, Size, Size) { return static_cast<double>(end); });
    break;
  case RankTies::Order:
    write([](Size first, Size, Size, Size within) { return static_cast<double>(first + within + 1); });
    break;
  case RankTies::Dense:
    write([](Size, Size, Size place, Size) { return static_cast<double>(place); });
    break;
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
