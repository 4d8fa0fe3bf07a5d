// SPDX-License-Identifier: Apache-2.0
#include "core/alert/formula_board.h"

#include "core/base/task.h"
#include "core/data/market_data.h"
#include "core/factor/column_source.h"

#include <algorithm>

namespace zvt::alert {

FormulaBoard::FormulaBoard(data::MarketData& marketData, const factor::ColumnSources* sources)
    : m_marketData(marketData)
    , m_sources(sources)
{
}

void FormulaBoard::setAlerts(std::span<const Alert> alerts, const factor::FormulaLibrary* saved, Timestamp now)
{
  auto before = std::move(m_watches);
  m_watches.clear();
  m_faults.clear();
  for (const Alert& alert : alerts) {
    const State state = alert.state(now);
    if (!std::holds_alternative<FormulaCondition>(alert.condition)
        || (state != State::Armed && state != State::Snoozed))
      continue;
    const auto known = std::ranges::find_if(before, [&](const auto& entry) {
      return entry.second.alert.id == alert.id && entry.first == alert.entityId
          && entry.second.alert.condition == alert.condition;
    });
    if (known != before.end()) {
      m_watches.insert(before.extract(known));
      continue;
    }
    auto watch = FormulaWatch::make(alert, saved);
    if (!watch)
      m_faults.emplace(alert.id, watch.error());
    else
      m_watches.emplace(alert.entityId, Entry{alert, *std::move(watch), alert.memory.seen, false});
  }
}

std::vector<std::string> FormulaBoard::quoted() const
{
  std::vector<std::string> ids;
  for (const auto& [entityId, entry] : m_watches)
    if (ids.empty() || ids.back() != entityId)
      ids.push_back(entityId);
  return ids;
}

Result<void> FormulaBoard::readOne(Entry& entry, Timestamp until, std::vector<FormulaReading>& readings)
{
  data::BarRequest request;
  request.entityId = entry.alert.entityId;
  request.level = entry.watch.condition().level;
  request.adjust = entry.watch.condition().adjust;
  request.asOf = until; // in a replay no later ex-date scales the prices
  ZVT_TRY(market::BarSeriesPtr bars, m_marketData.bars(request));
  if (m_sources != nullptr && !bars->empty()) {
    ZVT_TRY(bars, m_sources->fill(std::move(bars), entry.watch.columns()));
  }
  const std::size_t count = readings.size();
  entry.watch.takeHistory(std::move(bars), until, entry.since, readings);
  if (readings.size() > count)
    entry.since = readings.back().time;
  entry.isRead = true;
  return {};
}

Result<std::vector<FormulaReading>> FormulaBoard::read(
    const std::optional<std::string>& entityId, Timestamp until, TaskControl& control)
{
  std::vector<FormulaReading> readings;
  for (auto& [id, entry] : m_watches) {
    const bool isMeant = entityId && (entityId->empty() || *entityId == id);
    if (entry.isRead && !isMeant)
      continue;
    ZVT_TRY_VOID(control.cancelToken().check());
    if (const Result<void> done = readOne(entry, until, readings); done)
      m_faults.erase(entry.alert.id);
    else
      m_faults.insert_or_assign(entry.alert.id, done.error());
  }
  return readings;
}

std::vector<FormulaReading> FormulaBoard::takeQuotes(std::span<const data::QuotePtr> quotes)
{
  std::vector<FormulaReading> readings;
  for (const data::QuotePtr& quote : quotes) {
    const auto [first, last] = m_watches.equal_range(quote->entityId);
    for (auto at = first; at != last; ++at) {
      if (!at->second.isRead)
        continue;
      const std::size_t count = readings.size();
      at->second.watch.takeQuote(*quote, readings);
      for (std::size_t i = count; i < readings.size(); ++i)
        if (readings[i].finished)
          at->second.since = readings[i].time;
    }
  }
  return readings;
}

}
