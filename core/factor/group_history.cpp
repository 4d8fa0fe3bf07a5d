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

GroupHistory::GroupHistory(const PanelView& panel, const std::vector<PanelColumn>& inputs,
    const market::BlockLayout& layout, std::size_t block, const LanesTools& tools)
    : m_panel(panel)
    , m_inputs(inputs)
    , m_entities(layout.entities(block))
    , m_block(block)
    , m_begin(layout.begin(block))
    , m_tools(tools)
{
  for (std::size_t l = 0; l < m_entities.size(); ++l)
    m_lengths[l] = panel.offsets[m_entities[l] + 1] - panel.offsets[m_entities[l]];
}

void GroupHistory::run(LaneGroup& group, double* memory, bool dropsAbsent,
    const std::function<void(std::size_t, const double*)>& emit, const std::function<double*(std::size_t)>& target)
{
  const LaneGroup::Feed feed{[this](std::size_t input, double* rows) { return read(input, rows); }, target, emit};
  while (nextTile())
    group.run(feed, memory, kTileStride, m_bars, m_present, dropsAbsent);
}

bool GroupHistory::nextTile()
{
  m_bar += m_bars;
  if (m_bar == m_allUntil) {
    m_present = 0;
    for (std::size_t l = 0; l < kLanes; ++l) {
      if (m_lengths[l] > m_bar) {
        m_allUntil = m_present == 0 ? m_lengths[l] : std::min(m_allUntil, m_lengths[l]);
        m_present |= 1U << l;
      }
    }
    if (m_present == 0)
      return false;
  }
  m_bars = std::min(kTileBars, m_allUntil - m_bar);
  return true;
}

LaneGroup::Rows GroupHistory::read(std::size_t input, double* rows) const
{
  const double* const column = m_inputs[input].values;
  if (!column) {
    std::fill_n(rows, m_bars * kLanes, kUndefined);
    return {rows, false};
  }
  if (m_inputs[input].inBlocks)
    return {column + m_begin + m_bar * kLanes, m_inputs[input].isDefined(m_block)};
  // Absent lanes read what a present one reads.
  const auto some = static_cast<std::size_t>(std::countr_zero(m_present));
  std::array<const double*, kLanes> series;
  for (std::size_t l = 0; l < kLanes; ++l)
    series[l] = column + m_panel.offsets[m_entities[isPresent(l) ? l : some]] + m_bar;
  m_tools.gather(series.data(), m_bars, rows);
  return {rows, false};
}

}
