// SPDX-License-Identifier: Apache-2.0
#include "core/data/series_coverage.h"

#include <algorithm>

namespace zvt::data {
namespace {

using storage::Asked;

/// An answer of the ledger in trading days.
struct AskedRun {
  DayRun days;
  const storage::CoverageSpan* span = nullptr;
};

std::vector<AskedRun> askedRuns(const TradingDays& calendar, const SeriesFacts& facts)
{
  std::vector<AskedRun> runs;
  if (facts.asked == nullptr)
    return runs;
  for (const storage::CoverageSpan& span : *facts.asked) {
    const DayRun days{calendar.notBefore(span.first), calendar.notAfter(span.last)};
    if (days.count() > 0)
      runs.push_back({days, &span});
  }
  return runs;
}

/// The days that are judged at all.
DayRun judgedDays(const TradingDays& calendar, const SeriesFacts& facts, std::span<const AskedRun> asked)
{
  int first = calendar.count();
  if (!facts.stored.empty())
    first = facts.stored.front().first;
  if (!asked.empty())
    first = std::min(first, asked.front().days.first);
  // Without a listing date it is not known whether earlier days were due: they are not guessed.
  if (facts.from && facts.listed)
    first = calendar.notBefore(std::max(*facts.from, *facts.listed));
  if (facts.from)
    first = std::max(first, calendar.notBefore(*facts.from));
  if (facts.listed)
    first = std::max(first, calendar.notBefore(*facts.listed));
  int last = facts.lastClosed;
  if (facts.delisted)
    last = std::min(last, calendar.notAfter(*facts.delisted - 1));
  if (facts.to)
    last = std::min(last, calendar.notAfter(*facts.to));
  return {first, last};
}

/// Where the days of a fact begin, and the first day after them.
void addEdges(DayRun days, std::vector<int>& edges)
{
  if (days.count() > 0) {
    edges.push_back(days.first);
    edges.push_back(days.last + 1);
  }
}

/// Walks a list of runs along growing days.
template <typename Runs, typename DaysOf> class Walker {
public:
  Walker(const Runs& runs, DaysOf daysOf)
      : m_runs(runs)
      , m_daysOf(daysOf)
  {
  }
  /// The place of the run that holds @p day; the number of runs when none does.
  std::size_t at(int day)
  {
    while (m_at < m_runs.size() && m_daysOf(m_runs[m_at]).last < day)
      ++m_at;
    return m_at < m_runs.size() && m_daysOf(m_runs[m_at]).first <= day ? m_at : m_runs.size();
  }
  bool holds(int day) { return at(day) < m_runs.size(); }

private:
  const Runs& m_runs;
  DaysOf m_daysOf;
  std::size_t m_at = 0;
};

const DayRun& sameRun(const DayRun& run)
{
  return run;
}

const DayRun& daysOf(const AskedRun& run)
{
  return run.days;
}

struct Verdict {
  std::optional<DayState> state; ///< nothing: nothing to say
  bool due = false;
  std::string detail;
};

Verdict verdictOf(bool stored, bool judged, bool suspended, const storage::CoverageSpan* answer)
{
  const bool isHalted = suspended || (answer != nullptr && answer->asked == Asked::Suspended);
  const bool isListed = answer == nullptr || answer->asked != Asked::NotListed;
  const bool due = judged && isListed && !isHalted;
  if (stored)
    return {DayState::Stored, due, {}};
  if (!judged || !isListed)
    return {};
  if (isHalted)
    return {DayState::Suspended, false, {}};
  if (answer == nullptr)
    return {DayState::NeverAsked, true, {}};
  if (answer->asked == Asked::Failed)
    return {DayState::Failed, true, answer->detail};
  const bool hasReason = answer->asked == Asked::NoData && answer->detail.empty();
  return {DayState::AskedEmpty, true, hasReason ? std::string(toString(Asked::NoData)) : answer->detail};
}

void count(const Verdict& verdict, int days, CoverageCounts& counts)
{
  counts.due += verdict.due ? days : 0;
  switch (*verdict.state) {
  case DayState::Stored:
    (verdict.due ? counts.stored : counts.undue) += days;
    break;
  case DayState::Suspended:
    counts.suspended += days;
    break;
  case DayState::AskedEmpty:
    counts.askedEmpty += days;
    break;
  case DayState::Failed:
    counts.failed += days;
    break;
  case DayState::NeverAsked:
    counts.neverAsked += days;
    break;
  }
}

void appendRange(const TradingDays& calendar, const Verdict& verdict, DayRun days, std::vector<DayRange>& ranges)
{
  if (!ranges.empty()) {
    DayRange& before = ranges.back();
    const bool isNext = calendar.notAfter(before.last) + 1 == days.first;
    if (isNext && before.state == *verdict.state && before.detail == verdict.detail) {
      before.last = calendar.at(days.last);
      before.days += days.count();
      return;
    }
  }
  ranges.push_back({calendar.at(days.first), calendar.at(days.last), days.count(), *verdict.state, verdict.detail});
}

}

std::vector<JudgedRun> judge(const TradingDays& calendar, const SeriesFacts& facts, SeriesCoverage& series)
{
  const std::vector<AskedRun> asked = askedRuns(calendar, facts);
  const DayRun judged = judgedDays(calendar, facts, asked);
  std::vector<int> edges;
  addEdges(judged, edges);
  for (const DayRun& run : facts.stored)
    addEdges(run, edges);
  for (const DayRun& run : facts.suspended)
    addEdges(run, edges);
  for (const AskedRun& run : asked)
    addEdges(run.days, edges);
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());

  Walker stored(facts.stored, sameRun);
  Walker suspended(facts.suspended, sameRun);
  Walker answers(asked, daysOf);
  const int lastStored = facts.stored.empty() ? -1 : facts.stored.back().last;
  std::vector<JudgedRun> result;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    const DayRun days{edges[i], edges[i + 1] - 1};
    const std::size_t answer = answers.at(days.first);
    const Verdict verdict = verdictOf(stored.holds(days.first), days.first >= judged.first && days.last <= judged.last,
        suspended.holds(days.first), answer < asked.size() ? asked[answer].span : nullptr);
    if (!verdict.state)
      continue;
    count(verdict, days.count(), series.days);
    series.behind += verdict.due && days.first > lastStored ? days.count() : 0;
    appendRange(calendar, verdict, days, series.ranges);
    result.push_back({days, *verdict.state, verdict.due});
  }
  return result;
}

std::vector<DayRun> runsOf(const TradingDays& calendar, std::span<const TradingDay> days)
{
  std::vector<DayRun> runs;
  for (const TradingDay day : days) {
    if (!calendar.isOpen(day))
      continue;
    const int number = calendar.notBefore(day);
    if (!runs.empty() && runs.back().last + 1 == number)
      runs.back().last = number;
    else if (runs.empty() || runs.back().last < number)
      runs.push_back({number, number});
  }
  return runs;
}

}
