// SPDX-License-Identifier: Apache-2.0
#include "core/data/coverage.h"

#include "core/base/clock.h"
#include "core/base/parallel_for.h"
#include "core/data/coverage_sets.h"
#include "core/data/stored_days.h"
#include "core/storage/profile.h"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace zvt::data {
namespace {

constexpr std::size_t kGrain = 16; // series a piece of parallel work

/// Ledger, suspensions and inventory: read once a report.
struct ReportInput {
  std::vector<storage::BarInventory> bars;
  std::vector<storage::BarSize> sizes;
  std::vector<storage::CoverageEntry> ledger;
  std::map<std::string, std::vector<TradingDay>> suspended;
  std::shared_ptr<const market::EntityTable> entities;
};

bool wants(
    const CoverageRequest& request, const std::string& entityId, std::string_view level, const std::string& provider)
{
  const auto& any = request.entities;
  return (!request.entityId || *request.entityId == entityId)
      && (any.empty() || std::find(any.begin(), any.end(), entityId) != any.end())
      && (!request.provider || *request.provider == provider)
      && (!request.level || market::toString(*request.level) == level)
      && (!request.entityType || entityTypeOf(entityId) == *request.entityType);
}

}

struct Coverage::State {
  storage::Profile& profile;
  const Clock& clock;
  const ParallelFor& parallel;
  StoredDaysCache stored;
  MarketDays markets;

  Result<ReportInput> gather(const CoverageRequest& request) const;
  Result<std::vector<SeriesTask>> tasksOf(const ReportInput& input, const CoverageRequest& request);
  Result<void> judgeAll(std::vector<SeriesTask>& tasks, std::uint64_t generation, TaskControl& control);
  Result<std::vector<DataSetCoverage>> bars(const CoverageRequest& request, TaskControl& control);
  Result<std::vector<RecordSetCoverage>> records(const CoverageRequest& request, TaskControl& control) const;
};

Result<ReportInput> Coverage::State::gather(const CoverageRequest& request) const
{
  ReportInput input;
  storage::CoverageFilter filter;
  filter.schema = "kdata";
  filter.entityId = request.entityId;
  if (request.entityId) {
    ZVT_TRY(input.bars, profile.bars().inventory(*request.entityId));
  } else {
    ZVT_TRY(input.bars, profile.bars().inventory());
  }
  ZVT_TRY(input.sizes, profile.coverage().barSizes(request.entityId));
  ZVT_TRY(input.ledger, profile.coverage().list(filter));
  ZVT_TRY(input.suspended, profile.coverage().suspensions(request.entityId));
  input.entities = profile.entities().snapshot();
  return input;
}

Result<std::vector<SeriesTask>> Coverage::State::tasksOf(const ReportInput& input, const CoverageRequest& request)
{
  std::map<SeriesKey, SeriesTask> byKey;
  for (const storage::BarInventory& inventory : input.bars) {
    if (wants(request, inventory.entityId, market::toString(inventory.level), inventory.provider))
      byKey[{inventory.entityId, inventory.level, inventory.provider}].inventory = inventory;
  }
  for (const storage::CoverageEntry& entry : input.ledger) {
    if (!wants(request, entry.entityId, entry.level, entry.provider))
      continue;
    ZVT_TRY(const market::BarLevel level, market::parseBarLevel(entry.level));
    byKey[{entry.entityId, level, entry.provider}].asked = &entry;
  }
  for (const storage::BarSize& size : input.sizes) {
    ZVT_TRY(const market::BarLevel level, market::parseBarLevel(size.level));
    if (const auto found = byKey.find({size.entityId, level, size.provider}); found != byKey.end())
      found->second.series.bytes = size.bytes;
  }
  const Timestamp now = clock.now();
  std::vector<SeriesTask> tasks;
  for (auto& [key, task] : byKey) {
    task.key = key;
    ZVT_TRY(const auto id, market::EntityId::parse(key.entityId));
    ZVT_TRY(task.market, markets.of(id, key.level, now));
    if (const auto index = input.entities->find(key.entityId)) {
      task.facts.listed = input.entities->at(*index).listed;
      task.facts.delisted = input.entities->at(*index).delisted;
    }
    if (const auto days = input.suspended.find(key.entityId); days != input.suspended.end())
      task.suspended = &days->second;
    task.facts.from = request.from;
    task.facts.to = request.to;
    tasks.push_back(std::move(task));
  }
  return tasks;
}

Result<void> Coverage::State::judgeAll(std::vector<SeriesTask>& tasks, std::uint64_t generation, TaskControl& control)
{
  BarReaders readers(profile.bars());
  std::atomic<std::size_t> done = 0;
  std::mutex guard;
  Result<void> outcome;
  parallel.run(tasks.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      auto judged = control.cancelToken().check();
      if (judged)
        judged = tasks[i].run(readers, stored, generation);
      if (!judged) {
        const std::lock_guard lock(guard);
        outcome = std::move(judged);
        return;
      }
    }
    const std::size_t all = done += end - begin;
    control.progress(static_cast<double>(all) / static_cast<double>(tasks.size()));
  });
  return outcome;
}

Result<std::vector<DataSetCoverage>> Coverage::State::bars(const CoverageRequest& request, TaskControl& control)
{
  const std::uint64_t generation = stored.generation(); // what changes from here on is not remembered
  ZVT_TRY(const ReportInput input, gather(request));
  ZVT_TRY(std::vector<SeriesTask> tasks, tasksOf(input, request));
  ZVT_TRY_VOID(judgeAll(tasks, generation, control));
  return dataSetsOf(std::move(tasks));
}

Result<std::vector<RecordSetCoverage>> Coverage::State::records(
    const CoverageRequest& request, TaskControl& control) const
{
  std::vector<RecordSetCoverage> sets;
  for (const storage::RecordSchema* schema : profile.schemas().all()) {
    if (!isCoveredRecord(*schema) || (request.schema && *request.schema != schema->name))
      continue;
    ZVT_TRY_VOID(control.cancelToken().check());
    storage::CoverageFilter filter;
    filter.schema = schema->name;
    filter.entityId = request.entityId;
    filter.provider = request.provider;
    ZVT_TRY(const auto ledger, profile.coverage().list(filter));
    ZVT_TRY(const auto rows, profile.coverage().records(schema->name, request.entityId));
    RecordSetBuilder builder(schema->name);
    for (const storage::RecordInventory& row : rows) {
      if (wants(request, row.entityId, {}, row.provider))
        builder.add(row);
    }
    for (const storage::CoverageEntry& entry : ledger) {
      if (wants(request, entry.entityId, {}, entry.provider))
        builder.add(entry);
    }
    builder.finish(sets);
  }
  return sets;
}

Coverage::Coverage(storage::Profile& profile, const Clock& clock, const ParallelFor& parallel)
    : m_state(new State{profile, clock, parallel, StoredDaysCache(profile.bars()), {}})
{
}

Coverage::~Coverage() = default;

Result<std::shared_ptr<const CoverageReport>> Coverage::report(
    const CoverageRequest& request, TaskControl& control) const
{
  auto report = std::make_shared<CoverageReport>();
  report->at = m_state->clock.now();
  const bool wantsBars = !request.schema || *request.schema == "bars";
  if (!wantsBars)
    ZVT_TRY_VOID(m_state->profile.schemas().get(*request.schema));
  if (wantsBars) {
    ZVT_TRY(report->bars, m_state->bars(request, control));
  }
  // Records have no level: whoever asks for one means bars.
  if ((!request.schema || !wantsBars) && !request.level) {
    ZVT_TRY(report->records, m_state->records(request, control));
  }
  control.progress(1);
  return std::shared_ptr<const CoverageReport>(std::move(report));
}

}
