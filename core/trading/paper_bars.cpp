// SPDX-License-Identifier: Apache-2.0
// How a paper session shows bars to what waits for them, and what the market looks like meanwhile.
#include "core/trading/paper_session_state.h"

#include <algorithm>
#include <span>
#include <utility>

namespace zvt::trading {

void PaperSession::State::play(TradingDay before, TradingDay day, Next then)
{
  auto bars = market.barsOf(entitiesShown(), before, day);
  if (!bars)
    return then(*this, std::unexpected(bars.error()));
  // Bars may reach further back than the day, for orders that wait for longer; its payments do not, and what is held
  // was judged by those bars when they were played.
  const auto yesterday = m_extent.calendar ? m_extent.calendar->previous(day) : Result<TradingDay>(day - 1);
  const MarginSpan span = spanOf(std::max(before, yesterday.value_or(day - 1)), day);
  auto fundings = fundingTimes(span);
  if (!fundings)
    return then(*this, std::unexpected(fundings.error()));
  m_fundings = *std::move(fundings);
  m_fundedTo = span.after;
  m_judgedAfter = std::max(span.after, held->passedUntil());
  passBars(*std::move(bars), [day, then = std::move(then)](State& self, const Result<void>& shown) {
    Result<void> passed = shown;
    const bool hasClose = self.m_extent.calendar != nullptr;
    if (passed && hasClose)
      self.clock.setNow(self.m_extent.calendar->availableAt(market::BarLevel::Day1, day.days));
    // What was made at a close or later is good for the day that follows; what was sent inside this day is not.
    if (passed)
      passed = hasClose ? self.broker->endDay(day, self.clock.now()) : self.broker->endDay(day - 1);
    if (passed)
      passed = self.held->passed(self.clock.now(), holdsPerpetuals(self.service->state().account()));
    // What the broker reported is journaled by work that was posted before this.
    self.settle([passed, day, then](State& state) { then(state, passed ? state.held->endDay(day) : passed); });
  });
}

void PaperSession::State::passBars(std::vector<PaperMarket::TimedBar> bars, Next then)
{
  m_bars = std::move(bars);
  const std::set<std::string> watched = entitiesWatched();
  for (PaperMarket::TimedBar& timed : m_bars)
    timed.onlyHeld = !watched.contains(timed.entityId);
  m_shown = 0;
  m_next = std::move(then);
  m_lastShown.clear();
  passOn();
}

/// What a moment's bars set off has arrived before what is held sees them, and that before the next moment.
void PaperSession::State::passOn()
{
  while (m_shown < m_bars.size() && !isFundingDue()) {
    if (const Result<void> met = meetMoment(); !met)
      return passedOn(met);
    const auto shown = std::span(m_bars).subspan(m_shown, m_momentEnd - m_shown);
    if (held->isActive() && !std::ranges::all_of(shown, &PaperMarket::TimedBar::onlyHeld))
      return settle([](State& self) { self.showHeld(); });
    if (m_showsHeld)
      return settle([](State& self) { self.passBreach(); });
    m_shown = m_momentEnd;
  }
  if (isFundingDue())
    return settle([](State& self) { self.payFunding(); });
  passedOn({});
}

void PaperSession::State::showHeld()
{
  for (std::size_t at = m_shown; at < m_momentEnd; ++at) {
    const PaperMarket::TimedBar& timed = m_bars[at];
    if (timed.onlyHeld)
      continue;
    if (const auto seen = held->onBar(timed.entityId, *timed.bar.bar, timed.bar.begins, {timed.bar.bar->key}); !seen)
      return passedOn(seen);
  }
  settle([](State& self) {
    if (const auto passed = self.held->onTime({self.m_bars[self.m_shown].bar.bar->key}); !passed)
      return self.passedOn(passed);
    self.settle([](State& next) { next.passBreach(); });
  });
}

void PaperSession::State::passedOn(const Result<void>& passed)
{
  m_bars.clear();
  const Next then = std::exchange(m_next, nullptr);
  then(*this, passed);
}

/// All open orders meet the bars of the next moment.
Result<void> PaperSession::State::meetMoment()
{
  const Timestamp end{m_bars[m_shown].bar.bar->key};
  ZVT_TRY_VOID(showTicks(end));
  clock.setNow(end);
  m_momentEnd = m_shown;
  for (; m_momentEnd < m_bars.size() && m_bars[m_momentEnd].bar.bar->key == end.micros; ++m_momentEnd) {
    const PaperMarket::TimedBar& timed = m_bars[m_momentEnd];
    if (const auto close = Price::fromDouble(timed.bar.bar->close))
      m_lastShown.insert_or_assign(timed.entityId, *close);
    if (!timed.byTicks && !timed.onlyHeld)
      ZVT_TRY_VOID(broker->onBar(timed.entityId, timed.bar, end));
  }
  return {};
}

/// Those of all bars that end at @p end, in the order of time.
Result<void> PaperSession::State::showTicks(Timestamp end)
{
  struct Shown {
    const std::string* entityId;
    const TimedTick* tick;
  };
  std::vector<Shown> ticks;
  for (std::size_t at = m_shown; at < m_bars.size() && m_bars[at].bar.bar->key == end.micros; ++at)
    for (const TimedTick& tick : m_bars[at].ticks)
      ticks.push_back({&m_bars[at].entityId, &tick});
  std::ranges::stable_sort(ticks, {}, [](const Shown& shown) { return shown.tick->at; });
  for (const Shown& shown : ticks) {
    clock.setNow(shown.tick->at);
    ZVT_TRY_VOID(broker->onTick(*shown.entityId, shown.tick->tick, shown.tick->at));
  }
  return {};
}

void PaperSession::State::settle(std::move_only_function<void(State&)> then)
{
  post([then = std::move(then), before = held->activity()](State& self) mutable {
    if (self.held->activity() != before)
      return self.settle(std::move(then));
    then(self);
  });
}

Result<void> PaperSession::State::beginHeld(TradingDay day)
{
  m_heldBegun = true;
  std::vector<CorporateActionApplied> actions;
  if (const TradingDay before = held->day(); before != TradingDay{} && before < day) {
    ZVT_TRY(actions, market.actionsOn(held->entities(), before, day));
  }
  return held->startDay(day, actions);
}

Result<std::vector<CorporateActionApplied>> PaperSession::State::actionsSince(TradingDay before, TradingDay day) const
{
  std::set<std::string> entities = entitiesHeld();
  entities.merge(entitiesWatched());
  return market.actionsOn(entities, before, day);
}

ReplayState PaperSession::State::stateOf(const market::Calendar& calendar, TradingDay day, Timestamp at) const
{
  ReplayState now = replayNow();
  now.problem = {};
  const bool isOver = calendar.closeOf(day) <= at;
  const auto before = calendar.previous(day);
  now.day = isOver ? day : before ? *before : day - 1;
  const auto after = calendar.next(*now.day);
  now.next = after ? *after : *now.day + 1;
  if (!m_extent.last || *now.next > *m_extent.last)
    now.next.reset();
  if (options.moment)
    now.at = at;
  return now;
}

ReplayState PaperSession::State::inPlay() const
{
  const market::Calendar* calendar = options.moment ? m_target.calendar.get() : m_extent.calendar.get();
  return calendar ? stateOf(*calendar, service->state().account().day(), clock.now()) : replayNow();
}

}
