// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/lane_program.h"
#include "core/factor/lanes/lanes_kernel.h"
#include "core/factor/panel_view.h"

namespace zvt::factor {

/// Bars that go through all nodes before the next ones do.
inline constexpr std::size_t kTileBars = 64;
/// Doubles between two places of a program's memory.
inline constexpr std::size_t kTileStride = kTileBars * kLanes;

/// The columns that a program reads, in order of its inputs; null where the panel's field is undefined.
/// Errors: factor.no_column (name).
template <class Column>
[[nodiscard]] Result<std::vector<Column>> inputsOf(const LaneProgram& program, const std::array<Column, 6>& fields,
    const std::map<std::string, Column, std::less<>>& columns)
{
  std::vector<Column> inputs;
  for (const GraphInput& input : program.inputs()) {
    if (input.kind == Node::Kind::Field) {
      inputs.push_back(fields[static_cast<std::size_t>(input.field)]);
      continue;
    }
    const auto column = columns.find(input.column);
    if (column == columns.end())
      return fail("factor.no_column", {{"name", input.column}});
    inputs.push_back(column->second);
  }
  return inputs;
}

/// Transposition and sums of an instruction set, or of none.
[[nodiscard]] const LanesTools& toolsOf(std::optional<Isa> isa);

/// The bars of the entities of one block of a panel, fed to a group tile by tile. A tile ends where an entity does.
class GroupHistory {
public:
  /// @p panel, @p inputs and @p layout (the panel's, or one made of its offsets) outlive this
  GroupHistory(const PanelView& panel, const std::vector<PanelColumn>& inputs, const market::BlockLayout& layout,
      std::size_t block, const LanesTools& tools);

  /// @param memory as LaneGroup::run, with kTileStride; @param emit takes rows of an output for the present tile;
  /// @param target as LaneGroup::Feed's
  void run(LaneGroup& group, double* memory, bool dropsAbsent,
      const std::function<void(std::size_t output, const double* rows)>& emit,
      const std::function<double*(std::size_t output)>& target = {});

  // The present tile.
  [[nodiscard]] std::size_t bar() const { return m_bar; }
  [[nodiscard]] std::size_t bars() const { return m_bars; }
  [[nodiscard]] bool isPresent(std::size_t lane) const { return ((m_present >> lane) & 1U) != 0; }
  [[nodiscard]] bool isLast(std::size_t lane) const { return isPresent(lane) && m_bar + m_bars == m_lengths[lane]; }

private:
  bool nextTile();
  LaneGroup::Rows read(std::size_t input, double* rows) const;

  const PanelView& m_panel;
  const std::vector<PanelColumn>& m_inputs;
  std::span<const std::uint32_t> m_entities;
  std::size_t m_block;
  std::size_t m_begin; ///< of the block
  const LanesTools& m_tools;
  std::array<std::size_t, kLanes> m_lengths{};
  std::size_t m_allUntil = 0; ///< bars up to which the lanes of m_present have values
  std::size_t m_bar = 0;
  std::size_t m_bars = 0;
  std::uint32_t m_present = 0;
};

}
