// SPDX-License-Identifier: Apache-2.0
// The paper session of a replay: its market moves from moment to moment rather than from close to close.
#include "core/trading/paper_session_state.h"

#include "core/data/market_data.h"

#include <algorithm>

namespace zvt::trading {

void PaperSession::State::moveTo(const ReplayMoment& moment, Done finished)
{
  if (moving) {
    if (finished)
      finished(fail("trading.replay_running"));
    return;
  }
  m_done = std::move(finished);
  m_target = moment;
  moving = true;
  if (!m_hasExtent) {
    auto extent = market.extent();
    if (!extent)
      return arrive(std::unexpected(extent.error()));
    m_extent = *std::move(extent);
    m_hasExtent = true;
  }
  passDays();
}

/// Day by day up to the moment's: the rest of the account's day, then the next one begins with its ex-dates.
void PaperSession::State::passDays()
{
  const TradingDay today = service->snapshot()->account->day();
  if (today == TradingDay{}) {
    m_at = m_target.at;
    clock.setNow(m_at);
    return beginDay(m_target.day, {});
  }
  const auto next = m_target.calendar->next(today);
  const TradingDay day = next ? *next : m_target.day;
  const bool isLast = day > m_target.day || today >= m_target.day;
  const auto passed = passBars(today, isLast ? m_target.at : m_target.calendar->closeOf(today));
  if (!passed)
    return arrive(passed);
  // What the broker reported is journaled by work that was posted before this.
  post([isLast, today, day](State& self) {
    if (isLast)
      return self.arrive({});
    auto actions = self.market.actionsOn(self.entitiesHeld(), today, day);
    if (!actions)
      return self.arrive(std::unexpected(actions.error()));
    self.beginDay(day, std::move(*actions));
  });
}

void PaperSession::State::beginDay(TradingDay day, std::vector<CorporateActionApplied> actions)
{
  service->startDay(day, actions, [weak = weak_from_this(), day, actions](const Result<void>& started) {
    const auto self = weak.lock();
    if (!self)
      return;
    if (!started)
      return self->arrive(started);
    if (const auto moved = self->broker->onExDate(day, actions); !moved)
      return self->arrive(moved);
    self->post([](State& state) { state.passDays(); });
  });
}

/// Lets the orders meet the bars of a day that end after the clock, and at @p until or before it.
Result<void> PaperSession::State::passBars(TradingDay day, Timestamp until)
{
  if (until > m_at) {
    ZVT_TRY(const auto bars, market.barsOf(entitiesWithOpenOrders(), day - 1, day));
    for (const PaperMarket::TimedBar& timed : bars) {
      const Timestamp end{timed.bar.bar->key};
      if (end <= m_at || end > until)
        continue;
      clock.setNow(end);
      ZVT_TRY_VOID(broker->onBar(timed.entityId, timed.bar));
    }
  }
  const Timestamp close = m_target.calendar->closeOf(day);
  const bool ends = m_at < close && close <= until;
  m_at = std::max(m_at, until);
  clock.setNow(m_at);
  // Orders made after a close are good for the next day: they are not there yet when this one ends.
  return ends ? broker->endDay(day) : Result<void>();
}

void PaperSession::State::arrive(Result<void> result)
{
  moving = false;
  ReplayState now = replayNow();
  now.problem = {};
  if (result)
    result = markHoldings(m_at);
  if (result) {
    const market::Calendar& calendar = *m_target.calendar;
    const bool isOver = calendar.closeOf(m_target.day) <= m_at;
    const auto before = calendar.previous(m_target.day);
    now.at = m_at;
    now.day = isOver ? m_target.day : before ? *before : m_target.day - 1;
    const auto after = calendar.next(*now.day);
    now.next = after ? *after : *now.day + 1;
    if (!m_extent.last || *now.next > *m_extent.last)
      now.next.reset();
  } else {
    now.problem = result.error();
  }
  setReplay(now);
  if (const Done finished = std::exchange(m_done, nullptr))
    finished(result ? Result<ReplayState>(now) : std::unexpected(std::move(result).error()));
}

Result<void> PaperSession::State::markHoldings(Timestamp at)
{
  std::vector<std::pair<std::string, Price>> marks;
  for (const std::string& entityId : entitiesHeld()) {
    ZVT_TRY(const auto closes, market.closes(entityId, at));
    if (closes)
      marks.emplace_back(entityId, closes->close);
  }
  if (!marks.empty())
    service->mark(std::move(marks));
  return {};
}

}
