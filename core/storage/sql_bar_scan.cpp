// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sql_bar_scan.h"

#include "core/market/bar_time.h"

#include <sqlite3.h>

#include <algorithm>

namespace zvt::storage {

namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

const std::string& textOf(const SqlScanEntity& entity, SqlTextCondition::Field field)
{
  switch (field) {
  case SqlTextCondition::Field::Code:
    return entity.code;
  case SqlTextCondition::Field::Name:
    return entity.name;
  default:
    return entity.id;
  }
}

bool isSameSeries(const SqlBarRequest& a, const SqlBarRequest& b)
{
  return a.entityId == b.entityId && a.level == b.level && a.adjust == b.adjust && a.method == b.method
      && a.provider == b.provider;
}

bool isIn(const SqlTextCondition& condition, SqlTextCondition::Field field)
{
  return condition.op == SqlTextCondition::Op::In && condition.field == field;
}

}

bool SqlTextCondition::holds(const std::string& text) const
{
  switch (op) {
  case Op::In:
    return std::find(values.begin(), values.end(), text) != values.end();
  case Op::Less:
    return text < values[0];
  case Op::LessEqual:
    return text <= values[0];
  case Op::Greater:
    return text > values[0];
  case Op::GreaterEqual:
    return text >= values[0];
  case Op::Like:
    return sqlite3_strlike(values[0].c_str(), text.c_str(), 0) == 0;
  case Op::Glob:
    return sqlite3_strglob(values[0].c_str(), text.c_str()) == 0;
  }
  return false;
}

SqlBarMemory::SqlBarMemory(SqlBarContext& context, SqlBarTable table)
    : m_context(context)
    , m_table(std::move(table))
{
}

void SqlBarMemory::forget()
{
  if (m_statement == m_context.statement)
    return;
  m_statement = m_context.statement;
  m_entities.clear(); // a name may have changed
  m_listings.clear();
  m_codes.clear();
  m_reads.clear();
}

Result<const std::vector<SqlBarEntity>*> SqlBarMemory::listing(market::BarLevel level)
{
  forget();
  const auto known = m_listings.find(level);
  if (known != m_listings.end())
    return &known->second;
  ZVT_TRY(auto entities, m_context.source.entities(m_table.type, level));
  auto& codes = m_codes[level];
  for (const SqlBarEntity& entity : entities) {
    if (const auto id = market::EntityId::parse(entity.id))
      codes.emplace(id->code, entity.id);
  }
  return &(m_listings[level] = std::move(entities));
}

bool SqlBarMemory::namesEntities(const SqlBarQuery& query)
{
  return std::any_of(query.texts.begin(), query.texts.end(), [](const SqlTextCondition& condition) {
    return isIn(condition, SqlTextCondition::Field::EntityId) || isIn(condition, SqlTextCondition::Field::Code);
  });
}

Result<std::vector<std::string>> SqlBarMemory::matching(const SqlBarQuery& query)
{
  forget();
  std::vector<std::string> ids;
  const auto named = [&](SqlTextCondition::Field field) {
    return std::find_if(query.texts.begin(), query.texts.end(), [&](const auto& c) { return isIn(c, field); });
  };
  if (const auto byId = named(SqlTextCondition::Field::EntityId); byId != query.texts.end()) {
    ids = byId->values;
  } else if (const auto byCode = named(SqlTextCondition::Field::Code); byCode != query.texts.end()) {
    ZVT_TRY_VOID(listing(query.level));
    for (const std::string& code : byCode->values) {
      const auto [first, last] = m_codes[query.level].equal_range(code);
      for (auto at = first; at != last; ++at)
        ids.push_back(at->second);
    }
  } else {
    ZVT_TRY(const auto* all, listing(query.level));
    for (const SqlBarEntity& entity : *all)
      ids.push_back(entity.id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (query.entitiesDescending)
    std::reverse(ids.begin(), ids.end());
  return ids;
}

Result<const SqlScanEntity*> SqlBarMemory::entity(
    const std::string& id, const std::vector<SqlTextCondition>& conditions)
{
  forget();
  auto known = m_entities.find(id);
  if (known == m_entities.end()) {
    const auto parsed = market::EntityId::parse(id);
    if (!parsed || (!m_table.isGeneric() && parsed->type != m_table.type))
      return nullptr;
    auto calendar = m_context.source.calendarOf(id);
    if (!calendar) // an exchange that is not known has no bars
      return nullptr;
    auto entity = std::make_unique<SqlScanEntity>(
        SqlScanEntity{id, parsed->code, m_context.source.nameOf(id), *std::move(calendar)});
    known = m_entities.emplace(id, std::move(entity)).first;
  }
  const SqlScanEntity* found = known->second.get();
  const bool fits = std::all_of(conditions.begin(), conditions.end(),
      [&](const SqlTextCondition& condition) { return condition.holds(textOf(*found, condition.field)); });
  return fits ? found : nullptr;
}

int SqlBarMemory::countReads(const std::string& entityId)
{
  forget();
  return m_reads[entityId]++;
}

std::int64_t SqlBarMemory::ordinalOf(const SqlBarQuery& query, const std::string& entityId, const std::string& provider)
{
  std::string name = entityId + '\n' + provider;
  if (m_table.isGeneric()) {
    for (const std::string_view part :
        {market::toString(query.level), market::toString(query.adjust), market::toString(query.method)})
      name.append("\n").append(part);
  }
  return m_ordinals.emplace(std::move(name), std::ssize(m_ordinals)).first->second;
}

Result<void> SqlBarScan::start(SqlBarQuery query)
{
  m_query = std::move(query);
  m_entity = nullptr;
  m_next = 0;
  m_ids.clear();
  m_day.reset();
  if (m_query.isImpossible || m_query.times.isEmpty() || m_query.keys.isEmpty())
    return {};
  m_few = SqlBarMemory::namesEntities(m_query);
  ZVT_TRY(const bool isDay, startDay());
  if (!isDay) {
    ZVT_TRY(m_ids, m_memory.matching(m_query));
  }
  return nextEntity();
}

/// One day of all securities: what the store's cross-sections are for.
Result<bool> SqlBarScan::startDay()
{
  if (m_few || m_query.usesExtras || m_query.provider || m_query.level != market::BarLevel::Day1
      || m_query.adjust != market::AdjustMode::Bfq || m_memory.table().isGeneric())
    return false;
  SqlRange keys = keysOf(m_query.level, m_query.times, TimeZone::utc());
  keys.atLeast(m_query.keys.first);
  keys.atMost(m_query.keys.last);
  if (keys.first != keys.last || keys.first < INT32_MIN || keys.first > INT32_MAX)
    return false;
  const TradingDay day{static_cast<std::int32_t>(keys.first)};
  ZVT_TRY(auto all, m_memory.context().source.day(m_memory.table().type, day, m_query.columns));
  if (!all)
    return false;
  m_day = std::move(all->bars);
  m_ids = std::move(all->entities);
  if (m_query.entitiesDescending)
    std::reverse(m_ids.begin(), m_ids.end());
  return true;
}

Result<void> SqlBarScan::next()
{
  if (m_query.timesDescending ? m_row > m_begin : m_row + 1 < m_end) {
    m_row += m_query.timesDescending ? std::size_t(-1) : 1;
    return {};
  }
  return nextEntity();
}

Result<void> SqlBarScan::nextEntity()
{
  m_entity = nullptr;
  while (m_next < m_ids.size()) {
    ZVT_TRY_VOID(m_memory.context().check());
    const std::size_t at = m_next++;
    ZVT_TRY(const SqlScanEntity* entity, m_memory.entity(m_ids[at], m_query.texts));
    if (!entity)
      continue;
    if (m_day) {
      enterDay(*entity, m_query.entitiesDescending ? m_ids.size() - 1 - at : at);
      return {};
    }
    SqlRange keys = keysOf(m_query.level, m_query.times, entity->calendar->zone());
    keys.atLeast(m_query.keys.first);
    keys.atMost(m_query.keys.last);
    if (keys.isEmpty())
      continue;
    ZVT_TRY(market::BarSeriesPtr series, read(*entity, keys));
    if (enter(*entity, std::move(series), keys))
      return {};
  }
  return {};
}

void SqlBarScan::enterDay(const SqlScanEntity& entity, std::size_t row)
{
  m_entity = &entity;
  m_series = m_day;
  m_begin = m_row = row;
  m_end = row + 1;
}

Result<market::BarSeriesPtr> SqlBarScan::read(const SqlScanEntity& entity, const SqlRange& keys)
{
  SqlBarRequest request{
      entity.id, m_query.level, m_query.adjust, m_query.method, m_query.provider, {}, {}, m_query.columns, false};
  if (m_kept && isSameSeries(request, m_keptRequest) && m_keptKeys.first <= keys.first && keys.last <= m_keptKeys.last)
    return m_kept;
  // A series that is asked for a second time is the inner table of a join: then the whole of it is kept.
  // So is one whose columns follow from bars before the first that is wanted.
  const bool isAgain = m_few && m_memory.countReads(entity.id) > 0;
  request.keep = isAgain || m_query.usesExtras;
  const SqlRange read = request.keep ? SqlRange{} : keys;
  if (read.first != kMin)
    request.from = read.first;
  if (read.last != kMax)
    request.to = read.last + 1;
  ZVT_TRY(m_kept, m_memory.context().source.bars(request));
  m_keptRequest = std::move(request);
  m_keptKeys = read;
  return m_kept;
}

/// Makes the first row of the series that the query selects current; false when there is none.
bool SqlBarScan::enter(const SqlScanEntity& entity, market::BarSeriesPtr series, const SqlRange& keys)
{
  const auto& key = series->key;
  const auto begin = std::lower_bound(key.begin(), key.end(), keys.first);
  const auto end = std::upper_bound(begin, key.end(), keys.last);
  m_begin = static_cast<std::size_t>(begin - key.begin());
  m_end = static_cast<std::size_t>(end - key.begin());
  m_entity = &entity;
  m_series = std::move(series);
  if (!market::isDayKeyed(m_query.level)) {
    while (m_begin < m_end && !isInside(m_begin))
      ++m_begin;
    while (m_begin < m_end && !isInside(m_end - 1))
      --m_end;
  }
  if (m_begin == m_end) {
    m_entity = nullptr;
    return false;
  }
  m_row = m_query.timesDescending ? m_end - 1 : m_begin;
  return true;
}

bool SqlBarScan::isInside(std::size_t row) const
{
  return m_query.times.contains(m_entity->calendar->zone().toLocal(m_series->endAt(row)).micros);
}

std::string SqlBarScan::timeText() const
{
  return market::barTimeText(m_query.level, key(), m_entity->calendar->zone());
}

Result<double> SqlBarScan::extra(const std::string& column)
{
  if (const std::vector<double>* stored = m_series->extra(column))
    return (*stored)[m_row];
  if (m_derivedFrom != m_series) {
    m_derived.clear();
    m_derivedFrom = m_series;
  }
  auto known = m_derived.find(column);
  if (known == m_derived.end()) {
    const SqlBarRequest request{
        m_entity->id, m_query.level, m_query.adjust, m_query.method, m_query.provider, {}, {}, m_query.columns, true};
    ZVT_TRY(auto values, m_memory.context().source.derived(request, column));
    known = m_derived.emplace(column, values ? *std::move(values) : std::vector<double>()).first;
  }
  return m_row < known->second.size() ? known->second[m_row] : std::numeric_limits<double>::quiet_NaN();
}

std::int64_t SqlBarScan::rowNumber()
{
  constexpr int kTimeBits = 35;
  constexpr std::int64_t kOffset = std::int64_t{1} << (kTimeBits - 1);
  const std::int64_t time = market::isDayKeyed(m_query.level) ? key() : key() / 1'000'000; // bars end at whole seconds
  return (m_memory.ordinalOf(m_query, m_entity->id, m_series->provider) << kTimeBits) + time + kOffset;
}

}
