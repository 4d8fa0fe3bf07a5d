// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/rank_targets.h"

#include <utility>

namespace zvt::backtest::fast {

const std::vector<std::uint32_t>& RankTargets::settle(std::uint32_t moment)
{
  const std::span<const std::uint32_t> previous = std::exchange(m_chosen, m_tiles.best(moment));
  m_changed.clear();
  for (const std::uint32_t entity : m_chosen)
    m_isChosen[entity] |= 2U;
  for (const std::uint32_t entity : previous)
    if (m_isChosen[entity] == 1) {
      m_isChosen[entity] = 0;
      m_changed.push_back(entity);
    }
  for (const std::uint32_t entity : m_chosen) {
    if (m_isChosen[entity] == 2)
      m_changed.push_back(entity);
    m_isChosen[entity] = 1;
  }
  return m_changed;
}

}
