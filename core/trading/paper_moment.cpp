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
  const TradingDay today = service->state().account().day();
  if (today == TradingDay{}) {
    m_at = m_target.at;
    clock.setNow(m_at);
    return beginDay(m_target.day, {});
  }
  if (!m_heldBegun)
    if (const auto begun = beginHeld(today); !begun)
      return arrive(begun);
  if (actionsStale)
    return checkActions([](State& self, const Result<void>& checked) {
      self.actionsStale = false;
      checked ? self.passDays() : self.arrive(checked);
    });
  const auto next = m_target.calendar->next(today);
  const TradingDay day = next ? *next : m_target.day;
  const bool isLast = day > m_target.day || today >= m_target.day;
  passDay(today, isLast ? m_target.at : m_target.calendar->closeOf(today),
      [isLast, today, day](State& self, const Result<void>& passed) {
        if (!passed)
          return self.arrive(passed);
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
  const TradingDay before = service->state().account().day();
  service->startDay(day, actions, [weak = weak_from_this(), before, day](const Result<void>& started) {
    const auto self = weak.lock();
    if (!self)
      return;
    self->actionsStale = true; // once a day: what waits for a cancellation is asked for again
    auto begun = started;
    if (begun && before != TradingDay{}) {
      const auto moves = self->actionsSince(before, day);
      begun = moves ? self->broker->onExDate(day, *moves) : std::unexpected(moves.error());
    }
    if (begun)
      begun = self->beginHeld(day);
    if (!begun)
      return self->arrive(begun);
    self->settle([](State& state) { state.passDays(); });
  });
}

/// Lets the orders meet the bars of a day that end after the clock, and at @p until or before it.
void PaperSession::State::passDay(TradingDay day, Timestamp until, Next then)
{
  std::vector<PaperMarket::TimedBar> due;
  if (until > m_at) {
    if (const auto read = readDay(day); !read)
      return then(*this, read);
    for (const PaperMarket::TimedBar& timed : m_dayBars.bars)
      if (const Timestamp end{timed.bar.bar->key}; end > m_at && end <= until)
        due.push_back(timed);
  }
  auto fundings = due.empty() ? Result<std::vector<Timestamp>>() : fundingTimes({m_at, until, day, {}});
  if (!fundings)
    return then(*this, std::unexpected(fundings.error()));
  m_fundings = *std::move(fundings);
  m_fundedTo = m_at;
  m_judgedAfter = m_at;
  passBars(std::move(due), [day, until, then = std::move(then)](State& self, const Result<void>& shown) {
    MarginSpan span{std::max(self.m_at, self.m_fundedTo), std::max(self.m_at, until), day, {}};
    if (const Timestamp close = self.m_target.calendar->closeOf(day); self.m_at < close && close <= until)
      span.nextDay = nextAccrual(self.m_target.calendar.get(), day);
    const Result<void> passed = shown ? self.endOf(day, until) : shown;
    self.settle([passed, span, then](State& state) {
      if (!passed)
        return then(state, passed);
      if (const auto marked = state.markHoldings(state.m_at); !marked)
        return then(state, marked);
      state.passMargin(span, [span, then](State& after, const Result<void>& margined) {
        then(after, margined && span.nextDay ? after.held->endDay(span.day) : margined);
      });
    });
  });
}

/// Once a day and set of securities: a replay asks many times a second.
Result<void> PaperSession::State::readDay(TradingDay day)
{
  std::set<std::string> entities = entitiesShown();
  if (m_dayBars.day == day && m_dayBars.entities == entities)
    return {};
  ZVT_TRY(auto bars, market.barsOf(entities, day - 1, day));
  m_dayBars = {day, std::move(entities), std::move(bars)};
  return {};
}

Result<void> PaperSession::State::endOf(TradingDay day, Timestamp until)
{
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
  if (result)
    now = stateOf(*m_target.calendar, m_target.day, m_at);
  else
    now.problem = result.error();
  setReplay(now);
  if (const Done finished = std::exchange(m_done, nullptr))
    finished(result ? Result<ReplayState>(now) : std::unexpected(std::move(result).error()));
}

Result<void> PaperSession::State::markHoldings(Timestamp at)
{
  std::vector<std::pair<std::string, Price>> marks;
  for (const std::string& entityId : entitiesHeld()) {
    ZVT_TRY(const auto mark, market.mark(entityId, at, service->state().account().day()));
    if (mark)
      marks.emplace_back(entityId, *mark);
  }
  if (!marks.empty())
    service->mark(std::move(marks));
  return {};
}

}
