// SPDX-License-Identifier: Apache-2.0
#include "core/market/entity.h"

#include <algorithm>

namespace zvt::market {

EntityTable::EntityTable(std::vector<Entity> entities)
    : m_entities(std::move(entities))
{
  std::sort(m_entities.begin(), m_entities.end(),
      [](const Entity& a, const Entity& b) { return a.id.toString() < b.id.toString(); });
  const auto sameId = [](const Entity& a, const Entity& b) { return a.id == b.id; };
  m_entities.erase(std::unique(m_entities.begin(), m_entities.end(), sameId), m_entities.end());
  m_indexes.reserve(m_entities.size());
  for (std::size_t i = 0; i < m_entities.size(); ++i)
    m_indexes.emplace(m_entities[i].id.toString(), static_cast<std::uint32_t>(i));
}

std::optional<EntityIndex> EntityTable::find(std::string_view id) const
{
  const auto found = m_indexes.find(std::string(id));
  if (found == m_indexes.end())
    return {};
  return EntityIndex{found->second};
}

}
