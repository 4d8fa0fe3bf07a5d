// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zvt::market {

/// Values of one entity, oldest first, in somebody else's memory: next to each other or `stride` apart.
class SeriesView {
public:
  SeriesView() = default;
  SeriesView(const double* first, std::size_t size, std::size_t stride)
      : m_first(first)
      , m_size(size)
      , m_stride(stride)
  {
  }
  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] bool empty() const { return m_size == 0; }
  [[nodiscard]] double operator[](std::size_t bar) const { return m_first[bar * m_stride]; }
  void copyTo(double* to) const
  {
    for (std::size_t bar = 0; bar < m_size; ++bar)
      to[bar] = (*this)[bar];
  }

private:
  const double* m_first = nullptr;
  std::size_t m_size = 0;
  std::size_t m_stride = 1;
};

/// How a column of many entities lies in blocks, for work that takes 16 entities at a time side by side: a block holds
/// 16 entities of near-equal length (the longest ones first); in it bar follows bar, and of a bar the values of the 16
/// entities stand next to each other:
///
///     block 0   a0 b0 … p0   a1 b1 … p1   a2 b2 … p2 …
///     block 1   q0 r0 …
///
/// Bar i of entity e is at place(e) + i × kWidth. A block is as long as its longest entity; what stands behind the last
/// bar of a shorter one, or in a last block with fewer entities, belongs to nobody and has no meaning. Columns begin at
/// an address divisible by 64. Immutable.
class BlockLayout {
public:
  static constexpr std::size_t kWidth = 16;

  /// @param offsets rows of entity e lie at [offsets[e], offsets[e + 1]) where entity follows entity
  explicit BlockLayout(std::span<const std::size_t> offsets);

  /// Doubles of a column.
  [[nodiscard]] std::size_t size() const { return m_begins.back(); }
  [[nodiscard]] std::size_t entityCount() const { return m_order.size(); }
  [[nodiscard]] std::size_t blockCount() const { return m_begins.size() - 1; }
  /// Where a block begins.
  [[nodiscard]] std::size_t begin(std::size_t block) const { return m_begins[block]; }
  [[nodiscard]] std::size_t bars(std::size_t block) const { return (m_begins[block + 1] - m_begins[block]) / kWidth; }
  /// The entities of a block side by side; the last one may have fewer than 16.
  [[nodiscard]] std::span<const std::uint32_t> entities(std::size_t block) const;
  /// All entities, block after block.
  [[nodiscard]] std::span<const std::uint32_t> order() const { return m_order; }
  /// Of an entity's first bar.
  [[nodiscard]] std::size_t place(std::size_t entity) const { return m_places[entity]; }

private:
  std::vector<std::uint32_t> m_order;
  std::vector<std::size_t> m_begins;
  std::vector<std::size_t> m_places;
};

/// Puts a column in which entity follows entity (rows at @p offsets, those of the layout) into the blocks
/// [first, end) of @p to; what belongs to nobody becomes NaN.
/// @param gaps by block of the layout: becomes 0 where no entity has a value that is NaN, else 1
void interleave(const BlockLayout& layout, std::span<const std::size_t> offsets, const double* from, double* to,
    std::uint8_t* gaps, std::size_t first, std::size_t end);

}
