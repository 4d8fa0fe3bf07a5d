// SPDX-License-Identifier: Apache-2.0
#include "core/market/block_layout.h"

#include "core/base/stream_copy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace zvt::market {

namespace {

constexpr std::size_t kWidth = BlockLayout::kWidth;
constexpr std::size_t kBarsAtOnce = 64; ///< what is turned around stays in the first cache

/// Bars that all lanes have.
/// @return their sum, which is NaN where one is (or where infinities meet)
double turn(const std::array<const double*, kWidth>& series, std::size_t bar, std::size_t bars, double* to)
{
  std::array<double, 4> sums{}; // side by side: each waits for its last addition
  for (std::size_t lane = 0; lane < kWidth; ++lane) {
    const double* const from = series[lane] + bar;
#if defined(__GNUC__)
    for (std::size_t i = 0; i < bars; i += 8) // so many places at once are more than the processor foresees
      __builtin_prefetch(from + bars + i);
#endif
    for (std::size_t i = 0; i < bars; ++i) {
      to[i * kWidth + lane] = from[i];
      sums[i % sums.size()] += from[i];
    }
  }
  return sums[0] + sums[1] + sums[2] + sums[3];
}

}

BlockLayout::BlockLayout(std::span<const std::size_t> offsets)
    : m_order(offsets.empty() ? 0 : offsets.size() - 1)
    , m_begins{0}
    , m_places(m_order.size())
{
  const auto length = [&](std::uint32_t entity) { return offsets[entity + 1] - offsets[entity]; };
  std::iota(m_order.begin(), m_order.end(), 0U);
  std::ranges::stable_sort(m_order, [&](std::uint32_t a, std::uint32_t b) { return length(a) > length(b); });
  for (std::size_t i = 0; i < m_order.size(); ++i) {
    if (i % kWidth == 0)
      m_begins.push_back(m_begins.back() + length(m_order[i]) * kWidth);
    m_places[m_order[i]] = m_begins[i / kWidth] + i % kWidth;
  }
}

std::span<const std::uint32_t> BlockLayout::entities(std::size_t block) const
{
  return order().subspan(block * kWidth, std::min(kWidth, m_order.size() - block * kWidth));
}

void interleave(const BlockLayout& layout, std::span<const std::size_t> offsets, const double* from, double* to,
    std::uint8_t* gaps, std::size_t first, std::size_t end)
{
  for (std::size_t block = first; block < end; ++block) {
    const auto entities = layout.entities(block);
    double* const rows = to + layout.begin(block);
    std::array<const double*, kWidth> series{};
    std::array<std::size_t, kWidth> lengths{};
    for (std::size_t lane = 0; lane < entities.size(); ++lane) {
      series[lane] = from + offsets[entities[lane]];
      lengths[lane] = offsets[entities[lane] + 1] - offsets[entities[lane]];
    }
    const std::size_t common = lengths.back();
    alignas(64) std::array<double, kBarsAtOnce * kWidth> turned;
    double sum = 0;
    for (std::size_t bar = 0; bar < common; bar += kBarsAtOnce) {
      const std::size_t bars = std::min(kBarsAtOnce, common - bar);
      sum += turn(series, bar, bars, turned.data());
      streamCopy(turned.data(), bars * kWidth, rows + bar * kWidth);
    }
    for (std::size_t bar = common; bar < layout.bars(block); ++bar) {
      for (std::size_t lane = 0; lane < kWidth; ++lane) {
        const bool isThere = bar < lengths[lane];
        rows[bar * kWidth + lane] = isThere ? series[lane][bar] : std::numeric_limits<double>::quiet_NaN();
        sum += isThere ? series[lane][bar] : 0;
      }
    }
    gaps[block] = std::isnan(sum) ? 1 : 0;
  }
  streamsDone();
}

}
