// SPDX-License-Identifier: Apache-2.0
#include "core/data/daily_snapshots.h"

#include "core/base/task.h"
#include "core/data/market_data.h"

#include <algorithm>

namespace zvt::data {

namespace {

constexpr std::size_t kKept = 3; ///< the newest, and days that play again

}

DailySnapshots::DailySnapshots(
    MarketData& marketData, storage::Profile& profile, std::shared_ptr<const market::RuleBook> rules)
    : m_marketData(marketData)
    , m_profile(profile)
    , m_rules(std::move(rules))
    , m_observation(marketData.observe([this](const MarketChange&) { ++m_changes; }))
{
}

DailySnapshots::~DailySnapshots() = default;

void DailySnapshots::get(std::optional<TradingDay> asOf, std::shared_ptr<TaskControl> control, Answer answer)
{
  {
    const std::scoped_lock lock(m_mutex);
    m_waiting.push_back({asOf, std::move(control), std::move(answer), m_changes});
    if (std::exchange(m_serving, true))
      return;
  }
  while (std::optional<Request> request = next())
    serve(*std::move(request));
}

std::optional<DailySnapshots::Request> DailySnapshots::next()
{
  const std::scoped_lock lock(m_mutex);
  if (m_waiting.empty()) {
    m_serving = false;
    return {};
  }
  Request first = std::move(m_waiting.front());
  m_waiting.pop_front();
  return first;
}

/// Null: they have to be computed. Guarded by the caller.
DailySnapshotsPtr DailySnapshots::find(const Request& request) const
{
  for (const Known& known : m_known) {
    // What is stored ends before that day: it is the same then as now.
    const bool sameAsNow = !known.asOf && request.asOf && known.newest <= *request.asOf;
    if (known.changes >= request.changes && (known.asOf == request.asOf || sameAsNow))
      return known.days;
  }
  return nullptr;
}

void DailySnapshots::serve(Request request)
{
  if (request.control->cancelToken().isCancelled()) {
    request.answer(fail("task.cancelled"));
    return;
  }
  std::unique_lock lock(m_mutex);
  const DailySnapshotsPtr known = find(request);
  lock.unlock();
  if (known) {
    request.answer(known);
    return;
  }
  const std::uint64_t changes = m_changes;
  ++m_loads;
  auto days = dailySnapshots(m_marketData, m_profile, m_rules.get(), *request.control, request.asOf);
  if (!days) {
    // The others of a cancelled asker are served in their turn; of a failure they would hear the same.
    if (days.error().code != "task.cancelled")
      for (const Request& other : takeSame(request.asOf, changes))
        other.answer(fail(Error(days.error())));
    request.answer(fail(std::move(days.error())));
    return;
  }
  TradingDay newest;
  for (const DailySnapshot& day : *days)
    newest = std::max(newest, day.day);
  const auto shared = std::make_shared<const std::vector<DailySnapshot>>(std::move(*days));
  remember({request.asOf, shared, newest, changes});
  request.answer(shared);
  for (const Request& other : takeSame(request.asOf, changes))
    other.answer(shared);
}

void DailySnapshots::remember(Known known)
{
  const std::scoped_lock lock(m_mutex);
  std::erase_if(m_known, [&](const Known& old) { return old.asOf == known.asOf || old.changes < known.changes; });
  if (m_known.size() == kKept)
    m_known.erase(m_known.begin());
  m_known.push_back(std::move(known));
}

/// Those whom an answer that knows so many changes serves too.
std::vector<DailySnapshots::Request> DailySnapshots::takeSame(std::optional<TradingDay> asOf, std::uint64_t changes)
{
  const std::scoped_lock lock(m_mutex);
  std::vector<Request> taken;
  std::deque<Request> rest;
  for (Request& one : m_waiting) {
    if (one.asOf == asOf && one.changes <= changes)
      taken.push_back(std::move(one));
    else
      rest.push_back(std::move(one));
  }
  m_waiting = std::move(rest);
  return taken;
}

}
