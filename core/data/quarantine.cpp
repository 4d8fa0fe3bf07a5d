// SPDX-License-Identifier: Apache-2.0
#include "core/data/quarantine.h"

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/data/quarantine_rows.h"
#include "core/data/time_placer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <set>

namespace zvt::data {
namespace {

constexpr std::array<std::pair<QuarantineState, std::string_view>, 4> kStates{{{QuarantineState::Open, "open"},
    {QuarantineState::Accepted, "accepted"}, {QuarantineState::Kept, "kept"}, {QuarantineState::Dropped, "dropped"}}};
constexpr const char* kSchema = "quarantine";

storage::RecordFilter equals(const char* column, std::string value)
{
  return {column, storage::FilterOperator::Equal, {std::move(value)}};
}

storage::RecordQuery queryOf(const QuarantineFilter& filter)
{
  storage::RecordQuery query;
  query.schema = kSchema;
  query.columns = quarantineColumns();
  if (!filter.entityId.empty())
    query.filters.push_back(equals("entity_id", filter.entityId));
  if (!filter.provider.empty())
    query.filters.push_back(equals("provider", filter.provider));
  if (!filter.rule.empty())
    query.filters.push_back(equals("rule", filter.rule));
  if (filter.level)
    query.filters.push_back(equals("level", std::string(market::toString(*filter.level))));
  if (filter.severity)
    query.filters.push_back(equals("severity", std::string(toString(*filter.severity))));
  // Nobody has written a state into an open row.
  if (filter.state == QuarantineState::Open)
    query.filters.push_back({"state", storage::FilterOperator::Missing, {}});
  else if (filter.state)
    query.filters.push_back(equals("state", std::string(toString(*filter.state))));
  query.order = {{"found", true}, {"entity_id", false}, {"key", false}};
  query.limit = filter.limit;
  query.offset = filter.offset;
  return query;
}

/// The one bar of a decision as a series; empty when the decision is that there is none.
market::BarSeries seriesOf(const QuarantineRow& row, const std::optional<market::Bar>& bar)
{
  market::BarSeries series;
  series.entityId = row.finding.entityId;
  series.level = row.finding.level;
  series.provider = row.finding.provider;
  if (bar) {
    series.append(*bar);
    for (const auto& [name, value] : row.finding.extras)
      series.extraForWrite(name).back() = value;
  }
  return series;
}

storage::BarWrite writeOf(const QuarantineRow& row, QuarantineState state)
{
  const std::int64_t key = row.finding.key;
  const auto bar = state == QuarantineState::Dropped ? std::optional<market::Bar>()
      : state == QuarantineState::Accepted           ? row.finding.proposal
                                                     : row.finding.bar;
  storage::BarWrite write;
  write.bars = std::make_shared<const market::BarSeries>(seriesOf(row, bar));
  write.mode = storage::WriteMode::Replace;
  write.range = storage::BarRange{key, key + 1};
  return write;
}

bool sameValues(const market::Bar& a, const market::Bar& b)
{
  const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  return same(a.open, b.open) && same(a.high, b.high) && same(a.low, b.low) && same(a.close, b.close)
      && same(a.volume, b.volume) && same(a.turnover, b.turnover);
}

storage::BarQuery queryAt(const QualityFinding& finding)
{
  storage::BarQuery query;
  query.entityId = finding.entityId;
  query.level = finding.level;
  query.provider = finding.provider;
  query.from = finding.key;
  query.to = finding.key + 1;
  return query;
}

/// The bar that is in the series now.
Result<std::optional<market::Bar>> barNow(storage::Profile& profile, const QualityFinding& finding)
{
  const auto series = profile.bars().read(queryAt(finding));
  if (!series && series.error().code != "storage.no_bars")
    return fail(series.error());
  return series && !series->empty() ? std::optional(series->at(0)) : std::nullopt;
}

/// Whether the bar in the series came after the one that was judged. A bar of the same run, the first of two with one
/// time, did not; of one whose origin nobody knows nobody can say so.
Result<bool> isNewer(storage::Profile& profile, const QuarantineRow& row)
{
  ZVT_TRY(const auto origins, profile.bars().lineage(queryAt(row.finding)));
  const std::int64_t run = origins.empty() ? storage::kUnknownRun : origins.front().run;
  if (run == row.run)
    return false;
  if (run == storage::kUnknownRun || row.run == storage::kUnknownRun || run > row.run)
    return true;
  // A decision gives its row a new run; when the bar was found stays.
  ZVT_TRY(const storage::DataRun brought, profile.runs().find(run));
  return brought.started > row.found;
}

/// Whether a decision concerns the series: a bar that came later than the finding is not the one that was judged.
/// Errors: quality.newer_bar when the decision would put another bar in its place.
Result<bool> concernsSeries(storage::Profile& profile, const QuarantineRow& row, QuarantineState state)
{
  const QualityFinding& finding = row.finding;
  if (!finding.bar)
    return false;
  ZVT_TRY(const auto now, barNow(profile, finding));
  const bool isBar = now && sameValues(*now, *finding.bar);
  const bool isProposal = now && finding.proposal && sameValues(*now, *finding.proposal);
  bool newer = false;
  if (now && !isBar) {
    ZVT_TRY(newer, isNewer(profile, row));
  }
  if (state == QuarantineState::Dropped) {
    // Of two equal bars with one time the held one goes and the other stays.
    const bool isTwin = finding.rule == "Q06" && !row.stored && row.state != QuarantineState::Kept;
    // A correction may be just what was proposed: it is ours only when a decision put it there.
    return (isBar && !isTwin) || (isProposal && !newer && row.state == QuarantineState::Accepted);
  }
  if (!newer || (isProposal && state == QuarantineState::Accepted))
    return true;
  if (row.stored && state == QuarantineState::Kept)
    return false;
  ZVT_TRY(const auto id, market::EntityId::parse(finding.entityId));
  ZVT_TRY(const auto calendar, market::Calendar::of(id));
  return fail("quality.newer_bar", {{"id", row.id}, {"time", keyText(finding.level, finding.key, calendar->zone())}});
}

Result<void> checkDecision(const QuarantineRow& row, QuarantineState state)
{
  if (state == QuarantineState::Accepted && !row.finding.proposal)
    return fail("quality.no_proposal", {{"id", row.id}});
  return {};
}

}

std::string_view toString(QuarantineState state)
{
  return std::find_if(kStates.begin(), kStates.end(), [&](const auto& one) { return one.first == state; })->second;
}

Result<QuarantineState> parseQuarantineState(std::string_view text)
{
  for (const auto& [state, name] : kStates)
    if (name == text)
      return state;
  return fail("quality.unknown_state", {{"text", std::string(text)}});
}

storage::RecordWrite quarantineRecords(const QualityOutcome& outcome, Timestamp found, std::int32_t run)
{
  storage::RecordWrite write{kSchema, quarantineTable(), run};
  for (const QualityFinding& finding : outcome.held)
    write.table.rows.push_back(quarantineRow(finding, false, found));
  for (const QualityFinding& finding : outcome.findings)
    write.table.rows.push_back(quarantineRow(finding, finding.bar.has_value(), found));
  return write;
}

Quarantine::Quarantine(storage::Profile& profile, const Clock& clock)
    : m_profile(profile)
    , m_clock(clock)
{
}

Result<std::vector<QuarantineRow>> Quarantine::list(const QuarantineFilter& filter) const
{
  ZVT_TRY(const storage::RecordTable table, m_profile.records().query(queryOf(filter)));
  std::vector<QuarantineRow> rows;
  rows.reserve(table.rows.size());
  for (const storage::RecordRow& row : table.rows) {
    ZVT_TRY(QuarantineRow read, readQuarantineRow(row));
    rows.push_back(std::move(read));
  }
  return rows;
}

Result<std::int64_t> Quarantine::count(const QuarantineFilter& filter) const
{
  return m_profile.records().count(queryOf(filter));
}

Result<std::size_t> Quarantine::add(const std::vector<QualityFinding>& findings)
{
  storage::RecordWrite write{kSchema, quarantineTable(), storage::kNoRun};
  for (const QualityFinding& finding : findings)
    write.table.rows.push_back(quarantineRow(finding, finding.bar.has_value(), m_clock.now()));
  if (write.table.rows.empty())
    return std::size_t{0};
  storage::RecordQuery all;
  all.schema = kSchema;
  ZVT_TRY(const std::int64_t before, m_profile.records().count(all));
  ZVT_TRY_VOID(m_profile.records().upsert(std::move(write)));
  ZVT_TRY(const std::int64_t after, m_profile.records().count(all));
  return static_cast<std::size_t>(after - before);
}

Result<std::size_t> Quarantine::settle(const QuarantineFilter& filter, const std::vector<QualityFinding>& findings)
{
  QuarantineFilter open = filter;
  open.state = QuarantineState::Open;
  open.severity = Severity::Warning;
  ZVT_TRY(const auto rows, list(open));
  std::set<std::string> found;
  for (const QualityFinding& finding : findings)
    found.insert(quarantineId(finding));
  storage::RecordWrite write{kSchema, quarantineTable(), storage::kNoRun};
  for (const char* column : {"state", "decided", "decided_by"})
    write.table.columns.emplace_back(column);
  for (const QuarantineRow& row : rows) {
    // A check looks at one series by itself: other providers and the order of delivery are not its business.
    const std::string& rule = row.finding.rule;
    const bool compares = rule == "Q06" || rule == "Q09" || rule == "Q11";
    if (found.contains(row.id) || (compares && rule != filter.rule))
      continue;
    storage::RecordRow own = quarantineRow(row.finding, row.stored, row.found);
    own.insert(own.end(), {std::string(toString(QuarantineState::Kept)), m_clock.now().micros, std::string("check")});
    write.table.rows.push_back(std::move(own));
  }
  const std::size_t settled = write.table.rows.size();
  if (settled > 0) {
    ZVT_TRY_VOID(m_profile.records().upsert(std::move(write)));
  }
  return settled;
}

Result<void> Quarantine::accept(const std::vector<std::string>& ids, const std::string& actor)
{
  return decide(ids, QuarantineState::Accepted, actor);
}

Result<void> Quarantine::keep(const std::vector<std::string>& ids, const std::string& actor)
{
  return decide(ids, QuarantineState::Kept, actor);
}

Result<void> Quarantine::restore(const std::vector<std::string>& ids, const std::string& actor)
{
  return decide(ids, QuarantineState::Kept, actor, NewerBar::Goes);
}

Result<void> Quarantine::drop(const std::vector<std::string>& ids, const std::string& actor)
{
  return decide(ids, QuarantineState::Dropped, actor);
}

Result<QuarantineRow> Quarantine::find(const std::string& id) const
{
  storage::RecordQuery query = queryOf({});
  query.filters.push_back({"id", storage::FilterOperator::Glob, {id + '*'}});
  query.limit = 2;
  ZVT_TRY(const storage::RecordTable table, m_profile.records().query(query));
  const bool plain =
      std::all_of(id.begin(), id.end(), [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); });
  if (table.rows.empty() || id.empty() || !plain)
    return fail("quality.unknown_id", {{"id", id}});
  if (table.rows.size() > 1)
    return fail("quality.ambiguous_id", {{"id", id}});
  return readQuarantineRow(table.rows.front());
}

/// All of the decisions in one transaction, with a run each that says what was done.
Result<void> Quarantine::decide(
    const std::vector<std::string>& ids, QuarantineState state, const std::string& actor, NewerBar newer)
{
  storage::MarketBatch batch;
  const Timestamp now = m_clock.now();
  const std::vector<std::string> columns = {"id", "found", "entity_id", "level", "provider", "key", "rule", "severity",
      "reason", "state", "decided", "decided_by"};
  for (const std::string& id : ids) {
    ZVT_TRY(const QuarantineRow row, find(id));
    ZVT_TRY_VOID(checkDecision(row, state));
    storage::DataRun run;
    run.kind = "fix";
    run.schema = "kdata";
    run.entityId = row.finding.entityId;
    run.level = market::toString(row.finding.level);
    run.provider = row.finding.provider;
    run.transformation = canonicalJson(Json{{"quarantine", row.id}, {"decision", std::string(toString(state))}});
    run.started = run.finished = now;
    run.actor = actor;
    bool writes = newer == NewerBar::Goes && row.finding.bar;
    if (newer == NewerBar::Stays) {
      ZVT_TRY(writes, concernsSeries(m_profile, row, state));
    }
    run.rows = writes && state != QuarantineState::Dropped ? 1 : 0;
    const auto index = static_cast<std::int32_t>(batch.runs.size());
    batch.runs.push_back(std::move(run));
    if (writes) {
      batch.bars.push_back(writeOf(row, state));
      batch.bars.back().run = index;
    }
    storage::RecordRow own = quarantineRow(row.finding, row.stored, row.found);
    own.resize(9);
    own.insert(own.end(), {std::string(toString(state)), now.micros, actor});
    own[0] = row.id;
    batch.records.push_back({kSchema, {columns, {std::move(own)}}, index}); // its bar and the row know one run
  }
  if (batch.records.empty())
    return {};
  ZVT_TRY_VOID(m_profile.write(std::move(batch)));
  return {};
}

}
