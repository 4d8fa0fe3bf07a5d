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

constexpr unsigned kDigitBits = 12;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
constexpr std::size_t kShortRun = 24;

/// Integers in the order of the doubles; −0 becomes +0.
std::uint64_t keyOf(double x)
{
  const auto bits = std::bit_cast<std::uint64_t>(x + 0.0);
  return (bits >> 63U) != 0 ? ~bits : bits | (std::uint64_t{1} << 63U);
}

double rankOfTies(RankTies ties, std::size_t first, std::size_t last, std::size_t distinct)
{
  switch (ties) {
  case RankTies::Lowest:
    return static_cast<double>(first + 1);
  case RankTies::Highest:
    return static_cast<double>(last);
  case RankTies::Dense:
    return static_cast<double>(distinct);
  case RankTies::Average:
  case RankTies::Order:
    break;
  }
  return 0.5 * static_cast<double>(first + 1 + last);
}

}

bool CrossRanker::areEqual(const Item& a, const Item& b, std::span<const double> values)
{
  return a.key == b.key && values.data()[a.index] == values.data()[b.index];
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
  // The upper 24 bits of what tells the values apart; at the least the sign, the exponent and twelve bits more.
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
  sortRuns(values);
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

std::size_t CrossRanker::rank(std::span<const double> values, std::span<double> out, RankTies ties, bool ascending)
{
  sort(values);
  const std::size_t n = m_items.size();
  const Item* const items = m_items.data();
  double* const ranks = out.data();
  if (n < values.size())
    std::fill(out.begin(), out.end(), std::numeric_limits<double>::quiet_NaN());
  if (!ascending) {
    // Largest first, and equal values still in the order of the entities.
    std::reverse(m_items.begin(), m_items.end());
    for (std::size_t first = 0; first < n;) {
      std::size_t last = first + 1;
      while (last < n && areEqual(m_items[last], m_items[first], values))
        ++last;
      std::reverse(
          m_items.begin() + static_cast<std::ptrdiff_t>(first), m_items.begin() + static_cast<std::ptrdiff_t>(last));
      first = last;
    }
  }
  std::size_t distinct = 0;
  for (std::size_t first = 0; first < n;) {
    std::size_t last = first + 1;
    while (last < n && areEqual(items[last], items[first], values))
      ++last;
    const double shared = rankOfTies(ties, first, last, ++distinct);
    for (std::size_t i = first; i < last; ++i)
      ranks[items[i].index] = ties == RankTies::Order ? static_cast<double>(i + 1) : shared;
    first = last;
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
