// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/factor_service.h"

#include "core/base/checksum.h"
#include "core/base/parallel_for.h"
#include "core/base/task.h"
#include "core/data/market_data.h"
#include "core/factor/factors/stored_rows.h"
#include "core/market/bar_columns.h"
#include "core/storage/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace zvt::factor {

/// One entity on its way: computed on any thread, written with its group.
struct FactorWork {
  storage::FactorSeries series;
  EntityReport report;
  std::optional<storage::FactorWrite> write;
};

namespace {

constexpr std::size_t kGroup = 64; ///< entities in one transaction

/// What a request asks for, of one entity.
storage::FactorSeries seriesOf(const FactorProgram& program, const FactorRequest& request, const std::string& entityId)
{
  storage::FactorSeries series;
  series.factor = program.definition().name;
  series.entityId = entityId;
  series.level = request.level.value_or(program.definition().level);
  series.adjust = request.adjust.value_or(adjustFor(program.definition(), entityId));
  series.provider = request.provider.value_or("");
  series.parameters = program.parameters();
  series.columns = program.columns();
  series.identity = sha256Hex(fmt::format("{}\n{}\n{}\n{}", program.identity(), market::toString(series.level),
      market::toString(series.adjust), series.provider));
  return series;
}

/// What is kept but does not fit the factor is left aside: the rows come from the beginning then.
Result<FactorRows> rowsFrom(const FactorProgram& program, const market::BarSeries& bars, ResumePoint& resume)
{
  Result<FactorRows> rows = program.run(bars, resume.from, resume.state);
  if (rows || resume.from == 0 || rows.error().code != "factor.bad_state")
    return rows;
  resume.from = 0;
  resume.head.reset();
  return program.run(bars);
}

bool hasValues(const market::BarSeries& bars, const std::string& column)
{
  const std::vector<double>* values = bars.extra(column);
  return values != nullptr && !std::ranges::all_of(*values, [](double value) { return std::isnan(value); });
}

void append(const storage::FactorChunk& chunk, FactorValues& values)
{
  values.key.insert(values.key.end(), chunk.key.begin(), chunk.key.end());
  for (std::size_t i = 0; i < chunk.columns.size(); ++i)
    values.columns[i].insert(values.columns[i].end(), chunk.columns[i].begin(), chunk.columns[i].end());
}

}

FactorService::FactorService(storage::Profile& profile, data::MarketData& data, const ParallelFor& parallel,
    const FactorRegistry& registry, const ColumnSources* columns)
    : m_profile(profile)
    , m_data(data)
    , m_parallel(parallel)
    , m_registry(registry)
    , m_columns(columns ? columns : &m_noColumns)
{
}

market::AdjustMode FactorService::adjustOf(const FactorRequest& request, std::string_view entityId) const
{
  if (request.adjust)
    return *request.adjust;
  const auto definition = m_registry.find(request.factor);
  return definition ? adjustFor(**definition, entityId) : market::AdjustMode::Bfq;
}

Result<market::BarSeriesPtr> FactorService::bars(
    const FactorProgram& program, const storage::FactorSeries& series) const
{
  data::BarRequest request;
  request.entityId = series.entityId;
  request.level = series.level;
  request.adjust = series.adjust;
  if (!series.provider.empty())
    request.provider = series.provider;
  ZVT_TRY(market::BarSeriesPtr bars, m_data.bars(request));
  if (bars->empty())
    return fail(Error{"factor.no_bars", {}, {}}.with("entity", series.entityId));
  for (const std::string& column : program.definition().inputs)
    if (market::findOptionalBarColumn(column) && !hasValues(*bars, column))
      return fail(Error{"factor.bars_without_column",
          {{"factor", program.definition().name}, {"entity", series.entityId}, {"column", column}}, {}});
  if (program.reads().empty())
    return bars;
  const std::lock_guard lock(m_reading);
  return m_columns->fill(std::move(bars), program.reads());
}

Result<void> FactorService::computeOne(const FactorProgram& program, FactorWork& work) const
{
  ZVT_TRY(const market::BarSeriesPtr read, bars(program, work.series));
  ZVT_TRY(ResumePoint resume,
      findResumePoint(m_profile.factors(), work.series, digestsOf(*read, program.reads()), program.canResume()));
  work.report.kept = static_cast<std::int64_t>(resume.same);
  if (resume.isComplete && !work.series.staleFrom)
    return {};
  if (!resume.isComplete && resume.same < read->size())
    work.report.from = read->key[resume.same];
  FactorRows rows;
  if (!resume.isComplete) {
    ZVT_TRY(rows, rowsFrom(program, *read, resume));
    work.report.computed = static_cast<std::int64_t>(read->size() - resume.from);
  }
  work.write = writeOf(work.series, *read, resume, std::move(rows));
  if (resume.isComplete) { // only the mark goes
    work.write->fromChunk = std::numeric_limits<std::int64_t>::max();
    work.write->marksFrom = std::numeric_limits<std::int64_t>::max();
  }
  return {};
}

Result<FactorProgram> FactorService::program(const FactorRequest& request) const
{
  ZVT_TRY(const FactorDefinition* definition, m_registry.find(request.factor));
  return FactorProgram::make(*definition, request.parameters);
}

Result<std::vector<EntityReport>> FactorService::compute(const FactorRequest& request, TaskControl& control)
{
  ZVT_TRY(const FactorProgram wanted, program(request));
  storage::FactorStore& store = m_profile.factors();
  std::vector<EntityReport> reports;
  for (std::size_t begin = 0; begin < request.entities.size(); begin += kGroup) {
    ZVT_TRY_VOID(control.cancelToken().check());
    control.progress(
        static_cast<double>(begin) / static_cast<double>(request.entities.size()), request.entities[begin]);
    std::vector<storage::FactorSeries> named;
    for (std::size_t i = begin; i < std::min(begin + kGroup, request.entities.size()); ++i)
      named.push_back(seriesOf(wanted, request, request.entities[i]));
    ZVT_TRY(auto reserved, store.reserve(named));
    std::vector<FactorWork> group(reserved.size());
    m_parallel.run(group.size(), 1, [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i) {
        group[i].series = std::move(reserved[i]);
        group[i].report.entityId = group[i].series.entityId;
        if (control.cancelToken().isCancelled())
          continue;
        if (auto done = computeOne(wanted, group[i]); !done)
          group[i].report.error = std::move(done).error();
      }
    });
    ZVT_TRY_VOID(control.cancelToken().check());
    std::vector<storage::FactorWrite> writes;
    for (FactorWork& work : group) {
      if (work.write)
        writes.push_back(std::move(*work.write));
      if (work.report.error) { // what was stored stays, as far as its bars are the same; without bars there is nothing
        if (work.series.rows == 0 || work.report.error->code == "factor.no_bars")
          ZVT_TRY_VOID(store.clear({work.series.factor, work.series.identity, work.series.entityId}));
        control.log(fmt::format("{}: {}", work.report.entityId, work.report.error->code));
      }
      reports.push_back(std::move(work.report));
    }
    ZVT_TRY_VOID(store.write(writes));
  }
  control.progress(1);
  return reports;
}

Result<FactorValues> FactorService::stored(
    const FactorRequest& request, const std::string& entityId, std::int64_t from, std::int64_t to) const
{
  ZVT_TRY(const FactorProgram wanted, program(request));
  const storage::FactorSeries series = seriesOf(wanted, request, entityId);
  FactorValues values;
  values.entityId = entityId;
  values.columns.resize(wanted.columns().size());
  ZVT_TRY(const auto found, m_profile.factors().list({series.factor, series.identity, entityId}));
  if (found.empty())
    return values;
  ZVT_TRY(const storage::FactorChunk rows, m_profile.factors().rows(found.front(), from, to));
  append(rows, values);
  ZVT_TRY(values.marks, m_profile.factors().marks(found.front().id));
  const std::int64_t end = found.front().staleFrom ? std::min(to, *found.front().staleFrom) : to;
  std::erase_if(values.marks, [&](const storage::FactorMark& mark) { return mark.known < from || mark.known >= end; });
  return values;
}

Result<FactorValues> FactorService::values(const FactorRequest& request, const std::string& entityId) const
{
  ZVT_TRY(const FactorProgram wanted, program(request));
  ZVT_TRY(const market::BarSeriesPtr read, bars(wanted, seriesOf(wanted, request, entityId)));
  if (wanted.readsBarsOnly()) {
    ZVT_TRY(FactorValues kept,
        stored(request, entityId, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()));
    if (kept.key == read->key)
      return kept;
  }
  ZVT_TRY(FactorRows rows, wanted.run(*read));
  FactorValues values;
  values.entityId = entityId;
  values.columns.resize(wanted.columns().size());
  for (const storage::FactorChunk& chunk : rows.chunks)
    append(chunk, values);
  values.marks = std::move(rows.marks);
  return values;
}

Result<std::vector<storage::FactorSeries>> FactorService::list(const storage::FactorFilter& filter) const
{
  return m_profile.factors().list(filter);
}

Result<std::int64_t> FactorService::clear(const std::string& factor, const std::optional<std::string>& entityId)
{
  return m_profile.factors().clear({factor, {}, entityId});
}

}
