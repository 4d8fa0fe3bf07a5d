// SPDX-License-Identifier: Apache-2.0
#include "core/factor/group_history.h"

#include "core/factor/lanes/dispatch.h"

#include <algorithm>
#include <bit>

namespace zvt::factor {

namespace {

// For a program without lanes.
void gatherRows(const double* const* series, std::size_t bars, double* rows)
{
  for (std::size_t l = 0; l < kLanes; ++l)
    for (std::size_t i = 0; i < bars; ++i)
      rows[i * kLanes + l] = series[l][i];
}
void scatterRows(const double* rows, std::size_t bars, double* const* series)
{
  for (std::size_t l = 0; l < kLanes; ++l)
    for (std::size_t i = 0; i < bars; ++i)
      series[l][i] = rows[i * kLanes + l];
}
void sumRows(const double* rows, std::size_t bars, double* sums, double* counts)
{
  for (std::size_t l = 0; l < kLanes; ++l) {
    for (std::size_t i = 0; i < bars; ++i) {
      if (const double x = rows[i * kLanes + l]; !isUndefined(x)) {
        sums[l] += x;
        counts[l] += 1;
      }
    }
  }
}

}

const LanesTools& toolsOf(std::optional<Isa> isa)
{
  static constexpr LanesTools kNone{gatherRows, scatterRows, sumRows};
  return isa ? lanesTools(*isa) : kNone;
}

Result<std::vector<const double*>> inputsOf(const LaneProgram& program, const std::array<const double*, 6>& fields,
    const std::map<std::string, const double*, std::less<>>& columns)
{
  std::vector<const double*> inputs;
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

GroupHistory::GroupHistory(const PanelView& panel, const std::vector<const double*>& inputs,
    std::span<const std::uint32_t> entities, const LanesTools& tools)
    : m_panel(panel)
    , m_inputs(inputs)
    , m_entities(entities)
    , m_tools(tools)
{
  for (std::size_t l = 0; l < entities.size(); ++l)
    m_lengths[l] = panel.offsets[entities[l] + 1] - panel.offsets[entities[l]];
}

void GroupHistory::run(
    LaneGroup& group, double* memory, bool dropsAbsent, const std::function<void(std::size_t, const double*)>& emit)
{
  const LaneGroup::Feed feed{[this](std::size_t input, double* rows) { read(input, rows); }, emit};
  while (nextTile())
    group.run(feed, memory, kTileStride, m_bars, m_present, dropsAbsent);
}

bool GroupHistory::nextTile()
{
  m_bar += m_bars;
  m_bars = kTileBars;
  m_present = 0;
  for (std::size_t l = 0; l < kLanes; ++l) {
    if (m_lengths[l] > m_bar) {
      m_present |= 1U << l;
      m_bars = std::min(m_bars, m_lengths[l] - m_bar);
    }
  }
  if (m_present == 0)
    return false;
  // Absent lanes read what a present one reads.
  const auto some = static_cast<std::size_t>(std::countr_zero(m_present));
  for (std::size_t l = 0; l < kLanes; ++l)
    m_rows[l] = m_panel.offsets[m_entities[isPresent(l) ? l : some]] + m_bar;
  return true;
}

void GroupHistory::read(std::size_t input, double* rows) const
{
  const double* const column = m_inputs[input];
  if (!column) {
    std::fill_n(rows, m_bars * kLanes, kUndefined);
    return;
  }
  std::array<const double*, kLanes> series;
  for (std::size_t l = 0; l < kLanes; ++l)
    series[l] = column + m_rows[l];
  m_tools.gather(series.data(), m_bars, rows);
}

}
