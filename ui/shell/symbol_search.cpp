// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/symbol_search.h"

#include "core/market/entity.h"

#include <algorithm>
#include <tuple>

namespace zvt::ui {

namespace {

unsigned groupOf(const std::string& type)
{
  if (type.starts_with("stock"))
    return 0;
  if (type == "index")
    return 1;
  return type == "etf" || type == "fund" ? 2 : type == "bond" ? 4 : 3;
}

}

std::vector<SearchItem> searchItems(const market::EntityTable& table)
{
  std::vector<SearchItem> items;
  items.reserve(table.size());
  for (const market::Entity& entity : table.entities()) {
    SearchItem item;
    item.id = entity.id.toString();
    item.code = entity.id.code;
    item.exchange = entity.id.exchange;
    item.displayCode = market::displayCode(entity.id);
    item.name = entity.name;
    if (entity.pinyin != market::pinyinInitials(entity.name))
      item.words = entity.pinyin;
    item.group = groupOf(entity.id.type);
    item.last = entity.delisted.has_value();
    items.push_back(std::move(item));
  }
  return items;
}

void Search::setIndex(std::shared_ptr<const SearchIndex> index)
{
  m_index = std::move(index);
  m_lastText.clear();
  m_candidates.clear();
  setUsed(std::vector<std::string>(m_usedIds));
}

void Search::setUsed(const std::vector<std::string>& ids)
{
  m_usedIds = ids;
  m_usage.assign(m_index ? m_index->size() : 0, kUnused);
  for (std::size_t i = 0; m_index && i < m_usedIds.size(); ++i)
    if (const auto index = m_index->indexOf(m_usedIds[i]))
      m_usage[*index] = static_cast<std::uint16_t>(std::min<std::size_t>(i, kUnused - 1));
}

Search::Found Search::used(std::size_t limit) const
{
  Found found;
  for (std::uint32_t i = 0; i < m_usage.size(); ++i)
    if (m_usage[i] != kUnused)
      found.best.push_back({i, MatchKind::None});
  std::sort(found.best.begin(), found.best.end(),
      [this](const Hit& a, const Hit& b) { return m_usage[a.item] < m_usage[b.item]; });
  found.total = found.best.size();
  found.best.resize(std::min(limit, found.best.size()));
  return found;
}

Search::Found Search::find(std::string_view typed, std::size_t limit)
{
  const SearchQuery query(typed);
  if (!m_index || query.text.empty()) {
    m_lastText.clear();
    return used(limit);
  }
  const bool narrows = !m_lastText.empty() && query.text.starts_with(m_lastText);
  const std::size_t count = narrows ? m_candidates.size() : m_index->size();
  std::vector<std::uint32_t> fitting;
  std::vector<std::uint64_t> ranks; // the order in one number, its low half the item
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t index = narrows ? m_candidates[i] : static_cast<std::uint32_t>(i);
    const SearchIndex::Fit fit = m_index->fit(index, query);
    if (fit.kind == MatchKind::None)
      continue;
    fitting.push_back(index);
    ranks.push_back((static_cast<std::uint64_t>(fit.kind) << 61) | (static_cast<std::uint64_t>(!fit.whole) << 60)
        | (static_cast<std::uint64_t>(m_usage[index]) << 44) | (static_cast<std::uint64_t>(m_index->place(index)) << 40)
        | (static_cast<std::uint64_t>(fit.penalty) << 32) | index);
  }
  m_lastText = query.text;
  m_candidates = std::move(fitting);
  Found found;
  found.total = ranks.size();
  const auto end = ranks.begin() + static_cast<std::ptrdiff_t>(std::min(limit, ranks.size()));
  std::partial_sort(ranks.begin(), end, ranks.end());
  for (auto it = ranks.begin(); it != end; ++it)
    found.best.push_back({static_cast<std::uint32_t>(*it & 0xffffffffU), static_cast<MatchKind>(*it >> 61)});
  return found;
}

}
