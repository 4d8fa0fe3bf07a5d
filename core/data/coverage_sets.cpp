// SPDX-License-Identifier: Apache-2.0
#include "core/data/coverage_sets.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace zvt::data {
namespace {

/// Counts of days by number; adding a run touches its two ends only.
class DayTotals {
public:
  void add(const JudgedRun& run)
  {
    CoverageCounts counts;
    counts.due = run.due ? 1 : 0;
    countOf(run, counts) = 1;
    const auto end = static_cast<std::size_t>(run.days.last) + 1;
    if (m_changes.size() <= end)
      m_changes.resize(end + 1);
    m_changes[static_cast<std::size_t>(run.days.first)] += counts;
    m_changes[end] += negative(counts);
    m_first = m_first < 0 ? run.days.first : std::min(m_first, run.days.first);
  }

  /// Days from the first that was added.
  [[nodiscard]] std::vector<DayCoverage> days(const TradingDays& calendar) const
  {
    std::vector<DayCoverage> days;
    CoverageCounts now;
    for (std::size_t i = 0; i + 1 < m_changes.size(); ++i) {
      now += m_changes[i];
      if (static_cast<int>(i) >= m_first)
        days.push_back({calendar.at(static_cast<int>(i)), now});
    }
    return days;
  }

private:
  static std::int64_t& countOf(const JudgedRun& run, CoverageCounts& counts)
  {
    switch (run.state) {
    case DayState::Stored:
      return run.due ? counts.stored : counts.undue;
    case DayState::Suspended:
      return counts.suspended;
    case DayState::AskedEmpty:
      return counts.askedEmpty;
    case DayState::Failed:
      return counts.failed;
    case DayState::NeverAsked:
      break;
    }
    return counts.neverAsked;
  }

  static CoverageCounts negative(const CoverageCounts& counts)
  {
    return {-counts.due, -counts.stored, -counts.suspended, -counts.askedEmpty, -counts.failed, -counts.neverAsked,
        -counts.undue};
  }

  std::vector<CoverageCounts> m_changes; ///< from the day before to this one
  int m_first = -1;
};

TradingDay dayOfKey(market::BarLevel level, std::int64_t key, const market::Calendar& calendar)
{
  return market::isDayKeyed(level) ? TradingDay{static_cast<std::int32_t>(key)} : calendar.dayOf(Timestamp{key - 1});
}

DataSetState stateOf(const DataSetCoverage& set, bool isBeyond)
{
  if (isBeyond || (set.total.due == 0 && set.unknownDays > 0))
    return DataSetState::Unknown;
  if (set.behind > 0)
    return DataSetState::Stale;
  if (set.total.failed > 0)
    return DataSetState::Failed;
  return set.total.missing() > 0 ? DataSetState::Missing : DataSetState::Current;
}

/// Due days after the newest on which anything is stored.
std::int64_t daysBehind(const std::vector<DayCoverage>& days)
{
  std::int64_t behind = 0;
  for (auto day = days.rbegin(); day != days.rend(); ++day) {
    if (day->series.stored > 0 || day->series.undue > 0)
      break;
    behind += day->series.due > 0 ? 1 : 0;
  }
  return behind;
}

void addSeries(DataSetCoverage& set, SeriesCoverage series)
{
  ++set.entities;
  set.rows += series.rows;
  set.bytes += series.bytes;
  if (series.first && (!set.first || *series.first < *set.first))
    set.first = series.first;
  if (series.last && (!set.last || *series.last > *set.last))
    set.last = series.last;
  set.total += series.days;
  set.entitiesMissing += series.days.missing() > 0 ? 1 : 0;
  set.unknownDays += series.unknownDays;
  set.offCalendar += series.offCalendar;
  set.partialDays += series.partialDays;
  set.series.push_back(std::move(series));
}

}

std::string entityTypeOf(std::string_view entityId)
{
  const auto id = market::EntityId::parse(entityId);
  return id ? id->type : std::string();
}

Result<void> SeriesTask::run(BarReaders& readers, StoredDaysCache& cache, std::uint64_t generation)
{
  series.entityId = key.entityId;
  series.level = key.level;
  series.provider = key.provider;
  if (asked != nullptr) {
    series.asked = asked->asked;
    series.run = asked->run;
    facts.asked = &asked->spans;
  }
  if (inventory)
    series.rows = inventory->count;
  if (!market.days)
    return {}; // a market without a calendar: nothing can be said about days
  std::shared_ptr<const StoredDays> stored;
  if (inventory) {
    series.first = dayOfKey(key.level, inventory->first, market.days->calendar());
    series.last = dayOfKey(key.level, inventory->last, market.days->calendar());
    ZVT_TRY(stored, cache.find(readers, *inventory, market, generation));
    facts.stored = stored->runs;
    series.unknownDays = stored->unknown;
    series.offCalendar = stored->offCalendar;
    series.partialDays = stored->partial;
    series.barsExpected = stored->barsExpected;
  }
  std::vector<DayRun> halted;
  if (suspended != nullptr)
    halted = runsOf(*market.days, *suspended);
  facts.suspended = halted;
  facts.lastClosed = market.lastClosed;
  judged = judge(*market.days, facts, series);
  facts.stored = {};
  facts.suspended = {};
  return {};
}

std::vector<DataSetCoverage> dataSetsOf(std::vector<SeriesTask> tasks)
{
  struct Building {
    DataSetCoverage set;
    DayTotals totals;
    MarketDay market;
  };
  // Days are added up by number: only series whose trading days are the same go together.
  std::map<std::tuple<std::string, market::BarLevel, std::string, std::string, int>, Building> sets;
  for (SeriesTask& task : tasks) {
    const std::string type = entityTypeOf(task.key.entityId);
    const int days = task.market.days ? task.market.days->count() : 0;
    Building& building = sets[{type, task.key.level, task.key.provider, task.market.name, days}];
    building.set.entityType = type;
    building.set.level = task.key.level;
    building.set.provider = task.key.provider;
    building.set.market = task.market.name;
    building.market = task.market;
    for (const JudgedRun& run : task.judged)
      building.totals.add(run);
    addSeries(building.set, std::move(task.series));
  }
  std::vector<DataSetCoverage> result;
  for (auto& [key, building] : sets) {
    DataSetCoverage& set = building.set;
    set.name = set.entityType + "_" + std::string(market::toString(set.level)) + "_kdata";
    if (building.market.days)
      set.days = building.totals.days(*building.market.days);
    set.behind = daysBehind(set.days);
    set.state = stateOf(set, building.market.isBeyond || !building.market.days);
    result.push_back(std::move(set));
  }
  return result;
}

bool isCoveredRecord(const storage::RecordSchema& schema)
{
  // The program's own books are no data of a provider.
  constexpr std::array<std::string_view, 7> kBooks = {
      "data_run", "data_coverage", "quarantine", "provider_accuracy", "recorder_state", "factor_state", "tagger_state"};
  return schema.kind == storage::SchemaKind::Record
      && std::find(kBooks.begin(), kBooks.end(), schema.name) == kBooks.end();
}

RecordSetBuilder::RecordSetBuilder(std::string schema)
    : m_schema(std::move(schema))
{
}

RecordSetBuilder::EntityMap& RecordSetBuilder::entitiesOf(const std::string& entityId, const std::string& provider)
{
  return m_sets[{entityTypeOf(entityId), provider}];
}

void RecordSetBuilder::add(const storage::RecordInventory& row)
{
  RecordSetCoverage::Entity& entity = entitiesOf(row.entityId, row.provider)[row.entityId];
  entity.entityId = row.entityId;
  entity.rows = row.rows;
  entity.first = row.first;
  entity.last = row.last;
}

void RecordSetBuilder::add(const storage::CoverageEntry& entry)
{
  RecordSetCoverage::Entity& entity = entitiesOf(entry.entityId, entry.provider)[entry.entityId];
  entity.entityId = entry.entityId;
  entity.asked = entry.asked;
  entity.run = entry.run;
  for (const storage::CoverageSpan& span : entry.spans) {
    if (span.asked == storage::Asked::Failed)
      entity.failed.push_back({span.first, span.last, span.last - span.first + 1, DayState::Failed, span.detail});
  }
}

void RecordSetBuilder::finish(std::vector<RecordSetCoverage>& sets)
{
  for (auto& [key, entities] : m_sets) {
    RecordSetCoverage set;
    set.schema = m_schema;
    set.entityType = key.first;
    set.provider = key.second;
    for (auto& [id, entity] : entities) {
      set.entities += entity.rows > 0 && !id.empty() ? 1 : 0;
      set.rows += entity.rows;
      if (!entity.first.empty() && (set.first.empty() || entity.first < set.first))
        set.first = entity.first;
      set.last = std::max(set.last, entity.last);
      const bool wasAsked = entity.asked.micros != 0;
      set.asked += wasAsked ? 1 : 0;
      set.askedEmpty += wasAsked && entity.rows == 0 && entity.failed.empty() ? 1 : 0;
      set.failed += entity.failed.empty() ? 0 : 1;
      set.lastAsked = std::max(set.lastAsked, entity.asked);
      set.run = std::max(set.run, entity.run);
      set.list.push_back(std::move(entity));
    }
    sets.push_back(std::move(set));
  }
}

}
