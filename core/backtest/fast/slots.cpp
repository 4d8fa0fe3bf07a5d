// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/slots.h"

namespace zvt::backtest::fast {

Slots::Slots(const CrossShape& shape, std::size_t entities)
    : m_slots(shape.slots)
    , m_gross(shape.gross)
    , m_has(entities, 0)
    , m_on(entities, 0)
    , m_number(entities, 0)
{
}

void Slots::set(std::uint32_t entity, bool on)
{
  ++m_number[entity];
  m_on[entity] = on ? 1 : 0;
  if (on)
    m_claims.push_back({entity, m_number[entity]});
  else if (m_has[entity] != 0)
    m_off.push_back(entity);
}

const std::vector<std::uint32_t>& Slots::settle()
{
  m_changed.clear();
  for (const std::uint32_t entity : m_off) {
    m_has[entity] = 0;
    --m_used;
    m_changed.push_back(entity);
  }
  m_off.clear();
  while (!m_claims.empty() && (m_slots == 0 || m_used < m_slots)) {
    const Claim claim = m_claims.front();
    m_claims.pop_front();
    if (m_on[claim.entity] == 0 || m_has[claim.entity] != 0 || m_number[claim.entity] != claim.number)
      continue;
    m_has[claim.entity] = 1;
    ++m_used;
    m_changed.push_back(claim.entity);
  }
  if (!m_changed.empty())
    m_weight = m_gross / static_cast<double>(m_slots > 0 ? m_slots : m_used);
  return m_changed;
}

}
