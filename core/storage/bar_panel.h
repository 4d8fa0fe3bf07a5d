// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/market/block_layout.h"
#include "core/storage/bar_arena.h"
#include "core/storage/bar_store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::storage {

struct PanelQuery {
  std::vector<std::string> entities; ///< empty: all that have bars at the level, in order of their ids
  market::BarLevel level = market::BarLevel::Day1;
  std::optional<std::string> provider; ///< as BarQuery::provider, for each entity
  std::vector<std::string> priority;
  std::optional<std::int64_t> from; ///< key ≥ from
  std::optional<std::int64_t> to; ///< key < to
  market::BarColumnSet columns; ///< others are not decoded and stay empty
  bool inBlocks = false; ///< the columns of values lie in blocks of 16 entities side by side, ready for computing
};

/// Many entities over one timeline, in reused 64-byte aligned memory. Entity follows entity, as in market::Panel; with
/// PanelQuery::inBlocks the columns of values (not keys and positions) lie as layout() says. Spans hold until the next
/// read into it.
class BarPanel {
public:
  /// The entities of the query in its order; one without bars has no rows.
  [[nodiscard]] std::span<const std::string> entities() const { return m_entities; }
  [[nodiscard]] std::size_t rows() const { return m_offsets.empty() ? 0 : m_offsets.back(); }
  /// Rows of entity e are [offsets()[e], offsets()[e + 1]).
  [[nodiscard]] std::span<const std::size_t> offsets() const { return m_offsets; }
  /// Union of all keys, increasing.
  [[nodiscard]] std::span<const std::int64_t> timeline() const { return m_timeline; }
  [[nodiscard]] std::span<const std::int64_t> keys() const { return {m_keys.data(), rows()}; }
  /// Place of each row's key in the timeline.
  [[nodiscard]] std::span<const std::uint32_t> position() const { return {m_position.data(), rows()}; }
  /// Null: entity follows entity.
  [[nodiscard]] const std::shared_ptr<const market::BlockLayout>& layout() const { return m_layout; }
  /// Of a panel in blocks: market::interleave()'s, by block.
  [[nodiscard]] std::span<const std::uint8_t> gaps(market::BarColumn column) const
  {
    return m_layout && m_set.has(column) ? std::span<const std::uint8_t>(m_gaps[static_cast<std::size_t>(column)])
                                         : std::span<const std::uint8_t>();
  }
  /// Of all entities: rows() values, or the layout's size().
  [[nodiscard]] std::span<const double> column(market::BarColumn column) const
  {
    const double* values = m_columns[static_cast<std::size_t>(column)].data();
    return m_set.has(column) ? std::span<const double>{values, m_layout ? m_layout->size() : rows()}
                             : std::span<const double>();
  }
  /// Of one entity, without a layout.
  [[nodiscard]] std::span<const double> column(market::BarColumn column, std::size_t entity) const
  {
    const auto all = this->column(column);
    return all.empty() ? all : all.subspan(m_offsets[entity], m_offsets[entity + 1] - m_offsets[entity]);
  }
  /// Of one entity, however they lie.
  [[nodiscard]] market::SeriesView series(market::BarColumn column, std::size_t entity) const
  {
    const auto all = this->column(column);
    const std::size_t length = m_offsets[entity + 1] - m_offsets[entity];
    if (all.empty())
      return {};
    return m_layout ? market::SeriesView{all.data() + m_layout->place(entity), length, market::BlockLayout::kWidth}
                    : market::SeriesView{all.data() + m_offsets[entity], length, 1};
  }

private:
  friend class PanelBuilder;
  std::vector<std::string> m_entities;
  std::vector<std::size_t> m_offsets;
  std::vector<std::int64_t> m_timeline;
  market::BarColumnSet m_set;
  std::shared_ptr<const market::BlockLayout> m_layout;
  std::array<std::vector<std::uint8_t>, market::kBarColumnCount> m_gaps;
  AlignedBuffer<double> m_spare; ///< takes the next column that is put into blocks
  AlignedBuffer<std::int64_t> m_keys;
  AlignedBuffer<std::uint32_t> m_position;
  std::array<AlignedBuffer<double>, market::kBarColumnCount> m_columns;
};

}
