// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/cross_signals.h"

#include "core/backtest/fast/cross_words.h"
#include "core/factor/formula.h"
#include "core/factor/lanes/dispatch.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/format.h>

namespace zvt::backtest::fast {

CrossSignals::CrossSignals(
    std::shared_ptr<const factor::ExpressionGraph> graph, factor::NodeOutput distance, std::size_t warmUp)
    : m_graph(std::move(graph))
    , m_evaluator(*m_graph, {{distance, factor::Keep::Blocks}}, factor::bestIsa())
    , m_warmUp(warmUp)
    , m_crosses(kSideBySide)
{
}

Result<std::unique_ptr<CrossSignals>> CrossSignals::create(const CrossShape& shape)
{
  // The difference of two doubles is positive exactly when the first is greater, and undefined when either is.
  ZVT_TRY(const factor::Formula distance,
      factor::compile(fmt::format("{0}(CLOSE,{1})-{0}(CLOSE,{2})", shape.kind, shape.fast, shape.slow)));
  return std::unique_ptr<CrossSignals>(
      new CrossSignals(distance.graph(), distance.outputs().front().value, distance.warmUp()));
}

Result<void> CrossSignals::run(const BacktestData& data, std::size_t first, std::size_t count, TaskControl& control)
{
  m_offsets.assign(1, 0);
  for (std::size_t i = 0; i < count; ++i)
    m_offsets.push_back(m_offsets.back() + data.entities[first + i].signal->size());
  if (m_closes.size() < m_offsets.back())
    m_closes.resize(m_offsets.back());
  for (std::size_t i = 0; i < count; ++i) {
    const std::vector<double>& closes = data.entities[first + i].signal->close;
    std::copy_n(closes.data(), closes.size(), m_closes.data() + m_offsets[i]); // by pointers: one move
  }
  factor::PanelView view;
  view.offsets = m_offsets;
  view.fields[static_cast<std::size_t>(market::BarColumn::Close)] = m_closes.data();
  ZVT_TRY_VOID(m_evaluator.run(view, m_panel, SerialParallelFor(), control));
  find();
  return {};
}

/// A cross is a change between strictly above and strictly below from one bar with both averages to the next.
void CrossSignals::find()
{
  const market::BlockLayout& layout = *m_panel.layout();
  const auto entities = layout.entities(0);
  const double* const distances = m_panel.blocks(0).values + layout.begin(0);
  const std::size_t rows = layout.bars(0);
  m_above.resize(rows);
  m_below.resize(rows);
  signsOfRows()(distances, rows, m_above.data(), m_below.data());
  for (const std::uint32_t entity : entities)
    m_crosses[entity].clear();
  const unsigned all = (1U << entities.size()) - 1;
  unsigned wasAbove = 0;
  unsigned wasBelow = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const unsigned above = m_above[row];
    const unsigned below = m_below[row];
    const unsigned crossed = ((above & wasBelow) | (below & wasAbove)) & all;
    for (unsigned rest = crossed; rest != 0; rest &= rest - 1) {
      const auto lane = static_cast<unsigned>(std::countr_zero(rest));
      const std::uint32_t entity = entities[lane];
      if (row < m_offsets[entity + 1] - m_offsets[entity]) // what stands behind a shorter entity's bars means nothing
        m_crosses[entity].push_back({static_cast<std::uint32_t>(row), (above >> lane & 1U) != 0});
    }
    unsigned undefined = 0; // such a bar is passed over; one where the averages touch is not
    for (unsigned rest = ~(above | below) & all; rest != 0; rest &= rest - 1) {
      const auto lane = static_cast<unsigned>(std::countr_zero(rest));
      undefined |= static_cast<unsigned>(std::isnan(distances[row * kSideBySide + lane])) << lane;
    }
    wasAbove = above | (wasAbove & undefined);
    wasBelow = below | (wasBelow & undefined);
  }
}

}
