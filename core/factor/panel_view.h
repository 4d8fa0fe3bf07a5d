// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/expression_graph.h"
#include "core/market/block_layout.h"

#include <array>
#include <map>
#include <memory>
#include <span>
#include <string>

namespace zvt::factor {

/// One value a bar of many entities, in somebody else's memory.
struct PanelColumn {
  const double* values = nullptr; ///< null: undefined everywhere
  bool inBlocks = false; ///< as the panel's layout says; else entity after entity
  std::span<const std::uint8_t> gaps; ///< of a column in blocks: interleave()'s, a block each; empty: not known

  PanelColumn() = default;
  PanelColumn(const double* entityAfterEntity) // NOLINT: what most have
      : values(entityAfterEntity)
  {
  }
  PanelColumn(const double* all, bool areInBlocks, std::span<const std::uint8_t> blocksWithGaps = {})
      : values(all)
      , inBlocks(areInBlocks)
      , gaps(blocksWithGaps)
  {
  }
  /// Whether every entity of a block is known to have a value at each of its bars.
  [[nodiscard]] bool isDefined(std::size_t block) const { return !gaps.empty() && gaps[block] == 0; }
};

/// The bars of many entities, oldest first: columns of somebody else's memory, which outlives this. A column lies
/// entity after entity or, for panels that are kept and computed again and again, in blocks of 16 entities side by
/// side, which are read where they are. Both give the same bits.
struct PanelView {
  /// Rows of entity e are [offsets[e], offsets[e + 1]).
  std::span<const std::size_t> offsets;
  /// Place of each row's date among all dates, as market::Panel::position; needed where entities are compared.
  std::span<const std::uint32_t> position;
  std::array<PanelColumn, 6> fields{}; ///< by Field
  /// Aligned columns beside the bars, a value a row, NaN where missing: fundamentals as known at the bar, tags as
  /// numbers, results of another panel.
  std::map<std::string, PanelColumn, std::less<>> columns;
  /// Made of `offsets`; where columns in blocks have their values. Null: no column is in blocks.
  std::shared_ptr<const market::BlockLayout> layout;

  [[nodiscard]] std::size_t entityCount() const { return offsets.empty() ? 0 : offsets.size() - 1; }
  [[nodiscard]] std::size_t rowCount() const { return offsets.empty() ? 0 : offsets.back(); }
};

/// A view of storage::BarPanel, without a copy. Columns that were not read are undefined.
template <class BarPanel>
  requires requires(const BarPanel& panel) { panel.column(market::BarColumn::Close); }
PanelView viewOf(const BarPanel& panel)
{
  PanelView view;
  view.offsets = panel.offsets();
  view.position = panel.position();
  view.layout = panel.layout();
  for (std::size_t i = 0; i < view.fields.size(); ++i) {
    const auto column = panel.column(static_cast<market::BarColumn>(i)); // Field has the order of BarColumn
    view.fields[i] = {column.empty() ? nullptr : column.data(), panel.layout() != nullptr,
        panel.gaps(static_cast<market::BarColumn>(i))};
  }
  return view;
}

[[nodiscard]] PanelView viewOf(const market::Panel& panel);

/// The panel's, or one made of its offsets.
[[nodiscard]] std::shared_ptr<const market::BlockLayout> layoutOf(const PanelView& panel);

}
