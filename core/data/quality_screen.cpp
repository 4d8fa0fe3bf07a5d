// SPDX-License-Identifier: Apache-2.0
#include "core/data/quality_screen.h"

#include "core/data/quarantine.h"
#include "core/data/quarantine_rows.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace zvt::data {
namespace {

/// The stored bar before @p key; nothing when there is none, or when stored bars lie on both sides of it.
Result<std::optional<market::Bar>> barBefore(storage::Profile& profile, const market::BarSeries& series)
{
  ZVT_TRY(const auto inventory, profile.bars().inventory(series.entityId));
  for (const storage::BarInventory& stored : inventory) {
    if (stored.level != series.level || stored.provider != series.provider || stored.last >= series.key.front())
      continue;
    storage::BarQuery query;
    query.entityId = series.entityId;
    query.level = series.level;
    query.provider = series.provider;
    query.from = stored.last;
    ZVT_TRY(const market::BarSeries last, profile.bars().read(query));
    if (!last.empty())
      return std::optional(last.at(last.size() - 1));
  }
  return std::optional<market::Bar>();
}

/// Decisions by the id of what they are about.
Result<std::map<std::string, QuarantineState>> decisions(storage::Profile& profile, const market::BarSeries& series)
{
  storage::RecordQuery query;
  query.schema = "quarantine";
  query.columns = {"id", "state"};
  query.filters = {{"entity_id", storage::FilterOperator::Equal, {series.entityId}},
      {"level", storage::FilterOperator::Equal, {std::string(market::toString(series.level))}},
      {"provider", storage::FilterOperator::Equal, {series.provider}}, {"state", storage::FilterOperator::Present, {}}};
  ZVT_TRY(const storage::RecordTable table, profile.records().query(query));
  std::map<std::string, QuarantineState> result;
  for (const storage::RecordRow& row : table.rows) {
    ZVT_TRY(result[std::get<std::string>(row[0])], parseQuarantineState(std::get<std::string>(row[1])));
  }
  return result;
}

/// Puts a bar where the finding's bar is or was; nothing takes it out.
void put(market::BarSeries& series, const QualityFinding& finding, const std::optional<market::Bar>& bar)
{
  market::BarSeries changed = series.slice(std::numeric_limits<std::int64_t>::min(), finding.key);
  if (bar) {
    changed.append(*bar);
    for (const auto& [name, value] : finding.extras)
      changed.extraForWrite(name).back() = value;
  }
  const market::BarSeries after = series.slice(finding.key + 1, std::numeric_limits<std::int64_t>::max());
  for (std::size_t i = 0; i < after.size(); ++i)
    changed.appendFrom(after, i);
  series = std::move(changed);
}

/// What was decided before holds again; such findings are settled and not told once more.
void settle(const std::map<std::string, QuarantineState>& decided, QualityOutcome& outcome)
{
  if (decided.empty())
    return;
  for (auto* findings : {&outcome.held, &outcome.findings}) {
    std::erase_if(*findings, [&](const QualityFinding& finding) {
      const auto at = decided.find(quarantineId(finding));
      if (at == decided.end() || at->second == QuarantineState::Open)
        return false;
      // What is held back is not in the series; at its time may be another bar, the first of two.
      const bool isOut = findings == &outcome.held && at->second == QuarantineState::Dropped;
      if (finding.bar && !isOut)
        put(outcome.accepted, finding,
            at->second == QuarantineState::Dropped        ? std::optional<market::Bar>()
                : at->second == QuarantineState::Accepted ? finding.proposal
                                                          : finding.bar);
      return true;
    });
  }
}

}

Result<QualityContext> qualityContext(
    storage::Profile& profile, const market::BarSeries& series, std::optional<Timestamp> now)
{
  QualityContext context;
  ZVT_TRY(context.facts, entityFacts(profile, series.entityId, {series.provider}));
  ZVT_TRY(context.calendar, market::Calendar::of(context.facts.subject.id));
  ZVT_TRY(context.rules, market::RuleBook::load());
  if (!series.empty()) {
    ZVT_TRY(context.previous, barBefore(profile, series));
  }
  context.now = now;
  return context;
}

BarScreen::BarScreen(storage::Profile& profile, Timestamp now)
    : m_profile(profile)
    , m_now(now)
    , m_facts(profile.schemas())
{
}

Result<QualityOutcome> BarScreen::judge(const market::BarSeries& series)
{
  ZVT_TRY(QualityContext context, qualityContext(m_profile, series, m_now));
  ZVT_TRY_VOID(m_facts.complete(m_profile, context.facts, series.provider));
  const SeriesName name(series.entityId, series.level, series.provider);
  if (const auto before = m_last.find(name); before != m_last.end() && before->second.key < series.key.front())
    context.previous = before->second;
  QualityOutcome outcome = QualityGate::check(series, context);
  ZVT_TRY(auto decided, decisions(m_profile, series));
  for (const auto& [id, state] : m_facts.decisions(series.entityId, series.level, series.provider))
    decided[id] = state;
  settle(decided, outcome);
  if (!outcome.accepted.empty())
    m_last[name] = outcome.accepted.at(outcome.accepted.size() - 1);
  return outcome;
}

Result<ScreenReport> BarScreen::screen(storage::MarketBatch& batch)
{
  ScreenReport report;
  m_facts.add(batch);
  for (storage::BarWrite& write : batch.bars) {
    if (!write.bars || write.bars->empty())
      continue;
    ZVT_TRY(QualityOutcome outcome, judge(*write.bars));
    if (!outcome.held.empty() || !outcome.findings.empty())
      batch.records.push_back(quarantineRecords(outcome, m_now, write.run));
    if (write.run >= 0 && static_cast<std::size_t>(write.run) < batch.runs.size()) {
      storage::DataRun& run = batch.runs[static_cast<std::size_t>(write.run)];
      run.rejected += static_cast<std::int64_t>(outcome.held.size());
      run.rows += static_cast<std::int64_t>(outcome.accepted.size()) - static_cast<std::int64_t>(write.bars->size());
    }
    report.held += outcome.held.size();
    report.suspicious += outcome.findings.size();
    write.bars = std::make_shared<const market::BarSeries>(std::move(outcome.accepted));
  }
  std::erase_if(batch.bars, [](const storage::BarWrite& write) {
    return write.bars && write.bars->empty() && write.mode != storage::WriteMode::Replace;
  });
  return report;
}

Result<ScreenReport> screenBars(storage::Profile& profile, storage::MarketBatch& batch, Timestamp now)
{
  return BarScreen(profile, now).screen(batch);
}

}
