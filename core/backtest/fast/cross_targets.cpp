// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/cross_targets.h"

#include <algorithm>

namespace zvt::backtest::fast {

CrossTargets::CrossTargets(const CrossShape& shape, std::size_t entities)
    : m_slots(shape, entities)
    , m_resizes(shape.resize)
{
}

Result<void> CrossTargets::find(
    CrossSignals& signals, const BacktestData& data, const PreparedMarket& market, TaskControl& control)
{
  const std::size_t entities = data.entities.size();
  std::vector<std::pair<std::uint32_t, Change>> all;
  SilentTaskControl silent(control.cancelToken());
  for (std::size_t first = 0; first < entities; first += kSideBySide) {
    const std::size_t count = std::min(kSideBySide, entities - first);
    ZVT_TRY_VOID(signals.run(data, first, count, silent));
    for (std::size_t i = 0; i < count; ++i)
      for (const Cross& cross : signals.of(i))
        all.push_back({market.momentOf(data.entities[first + i].raw->key[cross.row]),
            {static_cast<std::uint32_t>(first + i), cross.above}});
  }
  m_firstChange.assign(market.timeline().size() + 1, 0);
  for (const auto& [moment, change] : all)
    ++m_firstChange[moment + 1];
  for (std::size_t i = 1; i < m_firstChange.size(); ++i)
    m_firstChange[i] += m_firstChange[i - 1];
  m_changes.resize(all.size());
  std::vector<std::uint32_t> place(m_firstChange.begin(), m_firstChange.end() - 1);
  for (const auto& [moment, change] : all) // entities come in order, so they stay in it
    m_changes[place[moment]++] = change;
  return {};
}

const std::vector<std::uint32_t>& CrossTargets::settle(std::uint32_t moment)
{
  for (std::uint32_t i = m_firstChange[moment]; i < m_firstChange[moment + 1]; ++i)
    m_slots.set(m_changes[i].entity, m_changes[i].on);
  const std::vector<std::uint32_t>& changed = m_slots.settle();
  m_resizesNow = m_resizes && !changed.empty();
  return changed;
}

}
