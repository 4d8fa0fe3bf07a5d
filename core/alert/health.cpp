// SPDX-License-Identifier: Apache-2.0
#include "core/alert/health.h"

#include "core/data/coverage.h"
#include "core/data/market_data.h"
#include "core/data/quarantine.h"
#include "core/data/trading_days.h"

#include <algorithm>
#include <map>

namespace zvt::alert {

namespace {

struct Wanted {
  bool bars = false, quarantine = false, gaps = false;
};

/// Closed sessions after the newest stored bar.
Result<std::optional<std::int64_t>> sessionsBehind(
    data::MarketData& marketData, const std::string& entityId, market::BarLevel level, Timestamp now)
{
  data::BarRequest request;
  request.entityId = entityId;
  request.level = level;
  ZVT_TRY(const auto bars, marketData.bars(request));
  if (bars->empty())
    return std::optional<std::int64_t>();
  ZVT_TRY(const auto calendar, marketData.calendarOf(entityId));
  const data::TradingDays days(calendar);
  const TradingDay newest = market::isDayKeyed(level)
      ? bars->dayAt(bars->size() - 1)
      : calendar->dayOf(bars->endAt(bars->size() - 1) - Duration::microseconds(1));
  const int closed = days.lastClosed(now, level);
  if (closed < 0 || days.isBeyond(now) || !days.knows(newest))
    return std::optional<std::int64_t>();
  return std::optional(std::max<std::int64_t>(0, closed - days.notAfter(newest)));
}

/// Due days between the first and the last stored one that are not stored, in whichever series lacks most.
Result<std::int64_t> missingDays(
    const data::Coverage& coverage, const std::string& entityId, market::BarLevel level, TaskControl& control)
{
  data::CoverageRequest request;
  request.entityId = entityId;
  request.schema = "bars";
  request.level = level;
  ZVT_TRY(const auto report, coverage.report(request, control));
  std::int64_t most = 0;
  for (const data::DataSetCoverage& set : report->bars)
    for (const data::SeriesCoverage& series : set.series) {
      std::int64_t missing = 0;
      for (const data::DayRange& range : series.missing())
        missing += series.last && range.first < *series.last ? range.days : 0;
      most = std::max(most, missing);
    }
  return most;
}

}

Result<std::vector<HealthFacts>> readHealth(
    const HealthSources& sources, std::span<const Alert> alerts, Timestamp now, TaskControl& control)
{
  std::map<std::pair<std::string, market::BarLevel>, Wanted> wanted;
  for (const Alert& alert : alerts)
    if (const auto* health = std::get_if<HealthCondition>(&alert.condition)) {
      Wanted& one = wanted[{alert.entityId, health->level}];
      one.bars |= health->test == HealthTest::StaleBar;
      one.quarantine |= health->test == HealthTest::Quarantine;
      one.gaps |= health->test == HealthTest::Gap;
    }
  std::vector<HealthFacts> facts;
  for (const auto& [subject, needs] : wanted) {
    ZVT_TRY_VOID(control.cancelToken().check());
    HealthFacts one{subject.first, subject.second, now, {}, {}, {}};
    if (needs.bars && sources.marketData != nullptr)
      if (const auto behind = sessionsBehind(*sources.marketData, subject.first, subject.second, now))
        one.behind = *behind;
    if (needs.quarantine && sources.quarantine != nullptr) {
      data::QuarantineFilter filter;
      filter.entityId = subject.first;
      filter.level = subject.second;
      filter.state = data::QuarantineState::Open;
      ZVT_TRY(one.quarantined, sources.quarantine->count(filter));
    }
    if (needs.gaps && sources.coverage != nullptr) {
      ZVT_TRY(one.missing, missingDays(*sources.coverage, subject.first, subject.second, control));
    }
    facts.push_back(std::move(one));
  }
  return facts;
}

}
