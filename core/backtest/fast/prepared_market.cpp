// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/prepared_market.h"

#include "core/backtest/engine.h"

namespace zvt::backtest::fast {

namespace {

std::vector<std::int64_t> keysOf(const std::vector<Moment>& timeline)
{
  std::vector<std::int64_t> keys;
  for (const Moment& moment : timeline)
    keys.push_back(moment.key);
  return keys;
}

}

PreparedMarket::PreparedMarket(
    const BacktestData& data, const std::optional<TradingDay>& start, std::shared_ptr<const market::RuleBook> book)
    : m_data(data)
    , m_book(std::move(book))
    , m_timeline(makeTimeline(data, start))
    , m_keys(keysOf(m_timeline))
{
  m_places.resize(static_cast<std::size_t>(m_timeline.back().key - m_timeline.front().key + 1));
  for (std::size_t i = 0; i < m_timeline.size(); ++i)
    m_places[static_cast<std::size_t>(m_timeline[i].key - m_timeline.front().key)] = static_cast<std::uint32_t>(i);
  for (const EntityData& entity : data.entities) {
    const auto& keys = entity.raw->key;
    const std::uint32_t first = momentOf(keys.front());
    const bool always = momentOf(keys.back()) - first + 1 == keys.size();
    m_firstMoments.push_back(always ? static_cast<std::int64_t>(first) : -1);
  }
}

std::shared_ptr<const RuleTable> PreparedMarket::rules(const strategy::ExecutionPlan& plan) const
{
  const auto rules = tradingRules(plan, m_data, m_book);
  const trading::Commission& commission = rules->commission();
  const std::string key = rules->policy().toString() + " " + commission.rate.toString() + " "
      + commission.minimum.toString() + (commission.everywhere ? " everywhere" : "");
  const std::scoped_lock lock(m_guard);
  for (const auto& entry : m_entries)
    if (entry->key == key)
      return {entry, entry->table.get()};
  auto entry = std::make_shared<Entry>();
  entry->key = key;
  entry->rules = rules;
  entry->table = std::make_unique<RuleTable>(*m_book, *rules, m_data);
  m_entries.push_back(entry);
  return {entry, entry->table.get()};
}

}
