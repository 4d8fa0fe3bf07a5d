// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/expression_graph.h"

#include <array>
#include <map>
#include <span>
#include <string>

namespace zvt::factor {

/// The bars of many entities, entity after entity, oldest first: columns of somebody else's memory, which outlives
/// this.
struct PanelView {
  /// Rows of entity e are [offsets[e], offsets[e + 1]).
  std::span<const std::size_t> offsets;
  /// Place of each row's date among all dates, as market::Panel::position; needed where entities are compared.
  std::span<const std::uint32_t> position;
  std::array<const double*, 6> fields{}; ///< by Field; null: undefined everywhere
  /// Aligned columns beside the bars, a value a row, NaN where missing: fundamentals as known at the bar, tags as
  /// numbers, results of another panel.
  std::map<std::string, const double*, std::less<>> columns;

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
  for (std::size_t i = 0; i < view.fields.size(); ++i) {
    const auto column = panel.column(static_cast<market::BarColumn>(i)); // Field has the order of BarColumn
    view.fields[i] = column.empty() ? nullptr : column.data();
  }
  return view;
}

[[nodiscard]] PanelView viewOf(const market::Panel& panel);

}
