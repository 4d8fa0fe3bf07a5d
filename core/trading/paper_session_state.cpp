// SPDX-License-Identifier: Apache-2.0
#include "core/trading/paper_session_state.h"

#include "core/storage/profile.h"
#include "core/trading/order_state.h"

#include <algorithm>

namespace zvt::trading {

namespace {

bool isGoodForLonger(const OrderTerms& terms)
{
  return terms.timeInForce == TimeInForce::GoodTillCancel || terms.goodTill;
}

}

PaperSession::State::State(PaperSessionOptions sessionOptions, storage::Profile& theProfile,
    data::MarketData& marketData, const Clock& realClock, Executor& theExecutor)
    : options(std::move(sessionOptions))
    , profile(theProfile)
    , executor(theExecutor)
    , clock(realClock)
    , rules(std::make_shared<const TradingRules>(
          options.rules, market::RulePolicy{}, options.commission, subjectLookup(theProfile)))
    , market(theProfile, marketData, rules)
{
}

Store& PaperSession::State::ledger() const
{
  return options.ledger ? *options.ledger : profile.ledger();
}

Result<void> PaperSession::State::open()
{
  if (options.moment) {
    m_at = options.moment->at;
    clock.setNow(m_at);
  }
  PaperBroker::Options paper;
  paper.account = options.account.name;
  paper.matching = options.matching;
  ZVT_TRY(broker, PaperBroker::open(std::move(paper), rules, ledger(), clock));
  OrderService::Options service_;
  service_.account = options.account;
  service_.rules = rules;
  service_.gate = [this](const Order& order, const SimAccount& account, std::span<const Order> open) -> Result<void> {
    // The market moves: the order would meet a bar that is older than the decision.
    ReplayState now = replayNow();
    const bool moves = now.running || moving;
    if (moves && !held->owns(order))
      return fail("trading.replay_running");
    if (moves)
      now = inPlay();
    ZVT_TRY(TicketContext context, market.ticketContext(order.entityId, order.type, now));
    if (moves)
      context.market.now = std::max(context.market.now, clock.now());
    if (const auto shown = m_lastShown.find(order.entityId); moves && shown != m_lastShown.end())
      context.market.last = shown->second;
    tellPrice(order.entityId, context);
    const auto snapshot = service->snapshot();
    ZVT_TRY_VOID(requirePassed(runChecks({order, context.market, account, *rules, open, snapshot->rate})));
    return options.admit ? options.admit(order) : Result<void>();
  };
  ZVT_TRY(service, OrderService::open(std::move(service_), ledger(), *broker, clock, executor));
  // What it learns of orders while it opens is as of where it stopped.
  ZVT_TRY(const Timestamp seen, HeldOrders::seenUntil(ledger(), options.account.name));
  if (!options.moment && seen > Timestamp{0})
    clock.setNow(seen);
  HeldOrders::Options heldOptions;
  heldOptions.rules = rules;
  heldOptions.reserveAt = [this](const std::string& entityId) -> std::optional<Price> {
    const bool moves = replayNow().running || moving;
    const auto context = market.ticketContext(entityId, OrderType::Market, moves ? inPlay() : replayNow());
    return context && context->limits ? std::optional(context->limits->up) : std::nullopt;
  };
  ZVT_TRY(held, HeldOrders::open(std::move(heldOptions), ledger(), *service, clock, executor));
  return {};
}

void PaperSession::State::tellPrice(const std::string& entityId, const TicketContext& context) const
{
  const auto price = context.market.reference ? context.market.reference : context.market.last;
  if (options.priced && price)
    options.priced(entityId, *price, replayNow().day.value_or(context.market.day - 1));
}

void PaperSession::State::post(std::move_only_function<void(State&)> work)
{
  executor.post([weak = weak_from_this(), work = std::move(work)]() mutable {
    if (const auto self = weak.lock())
      work(*self);
  });
}

ReplayState PaperSession::State::replayNow() const
{
  const std::lock_guard lock(mutex);
  return replay;
}

void PaperSession::State::setReplay(ReplayState changed)
{
  std::vector<std::shared_ptr<Observer>> told;
  {
    const std::lock_guard lock(mutex);
    if (changed == replay)
      return;
    replay = changed;
    std::erase_if(observers, [](const auto& weak) { return weak.expired(); });
    for (const auto& weak : observers)
      told.push_back(weak.lock());
  }
  for (const auto& observer : told)
    if (observer)
      (*observer)(changed);
}

Result<void> PaperSession::State::lookAtExtent(ReplayState& now)
{
  ZVT_TRY(m_extent, market.extent());
  const TradingDay day = service->snapshot()->account->day();
  now.day = day == TradingDay{} ? std::nullopt : std::optional(day);
  now.next.reset();
  if (!now.day || !m_extent.last || !m_extent.calendar || *m_extent.last <= day)
    return {};
  const auto next = m_extent.calendar->next(day);
  // Beyond the known calendar every weekday may be a trading day.
  const TradingDay following = next ? *next : day + (day.weekday() >= 5 ? 8 - day.weekday() : 1);
  if (following <= *m_extent.last)
    now.next = following;
  return {};
}

void PaperSession::State::refresh()
{
  if (options.moment) {
    m_hasExtent = false;
    m_dayBars = {};
    return;
  }
  ReplayState now = replayNow();
  if (now.running || moving)
    return;
  if (const auto looked = lookAtExtent(now); !looked)
    now.problem = looked.error();
  if (!now.day && m_extent.last)
    return beginAccount();
  if (now.day) {
    clock.setNow(
        m_extent.calendar ? m_extent.calendar->availableAt(market::BarLevel::Day1, now.day->days) : clock.now());
    checkActions([](State& self, const Result<void>& checked) {
      ReplayState told = self.replayNow();
      const auto marked = told.day ? self.markHoldings(*told.day) : Result<void>();
      if (checked && marked)
        return;
      told.problem = checked ? marked.error() : checked.error();
      self.setReplay(told);
    });
    const bool isOpening = !m_heldBegun;
    if (const auto begun = isOpening ? beginHeld(*now.day) : Result<void>(); !begun)
      now.problem = begun.error();
    finishCutShortDay(isOpening);
    // Marks are not journaled: before anything is judged by them.
    if (const auto marked = markHoldings(*now.day); !marked)
      now.problem = marked.error();
    if (isOpening && !moving) { // a day that was cut short after its bars
      const auto before = m_extent.calendar ? m_extent.calendar->previous(*now.day) : Result<TradingDay>(*now.day - 1);
      passMargin(spanOf(before.value_or(*now.day - 1), *now.day), [](State& self, const Result<void>& passed) {
        if (passed)
          return;
        ReplayState told = self.replayNow();
        told.problem = passed.error();
        self.setReplay(told);
      });
    }
  }
  setReplay(now);
}

void PaperSession::State::beginAccount()
{
  TradingDay first = options.firstDay.value_or(*m_extent.last);
  for (int i = 0; !options.firstDay && i < options.daysBack; ++i) {
    const auto before = m_extent.calendar->previous(first);
    if (!before)
      break;
    first = *before;
  }
  clock.setNow(m_extent.calendar->availableAt(market::BarLevel::Day1, first.days));
  service->startDay(first, {}, [weak = weak_from_this()](const Result<void>& started) {
    const auto self = weak.lock();
    if (self && started)
      self->refresh();
  });
}

/// Orders older than the account's day are left when the program ended while that day was being played, and what is
/// held has not seen its close. Later, @p isOpening no longer, only a day that failed leaves such orders behind.
void PaperSession::State::finishCutShortDay(bool isOpening)
{
  const auto snapshot = service->snapshot();
  const TradingDay day = snapshot->account->day();
  std::optional<TradingDay> before;
  for (const Order& order : snapshot->orders)
    if (isOpen(order.state) && order.day < day && (isOpening || !isGoodForLonger(order.terms)))
      before = std::min(before.value_or(order.day), order.day);
  if (isOpening && held->isActive() && held->seen() < clock.now())
    before = std::min(before.value_or(day - 1), day - 1);
  if (!before)
    return;
  // Whatever the ex-date had moved before the program ended is not moved twice.
  const auto actions = actionsSince(*before, day);
  const auto moved = actions ? broker->onExDate(day, *actions) : Result<void>(std::unexpected(actions.error()));
  const auto told = [](State& self, const Result<void>& played) {
    ReplayState now = self.replayNow();
    now.running = false;
    if (!played)
      now.problem = played.error();
    self.setReplay(now);
  };
  if (!moved)
    return told(*this, moved);
  moving = true;
  for (const Fill& fill : snapshot->fills)
    m_judgedFrom = std::max(m_judgedFrom, fill.at);
  for (const auto& [entityId, position] : snapshot->account->positions())
    if (position.margin && !position.total.isZero())
      m_paidTo = std::max(m_paidTo, position.margin->fundedUntil);
  play(*before, day, [told, day](State& self, const Result<void>& played) {
    self.m_judgedFrom = Timestamp::min();
    self.m_paidTo = Timestamp::min();
    const auto marked = played ? self.markHoldings(day) : played;
    const auto passed = [told](State& over, const Result<void>& margined) {
      over.moving = false;
      told(over, margined);
    };
    if (!marked)
      return passed(self, marked);
    // The day's own funding, settlement and interest: what was booked already is left out.
    const auto yesterday = self.m_extent.calendar ? self.m_extent.calendar->previous(day) : Result<TradingDay>(day - 1);
    MarginSpan span = self.spanOf(yesterday.value_or(day - 1), day);
    span.after = std::max(span.after, self.m_fundedTo);
    self.passMargin(span, passed);
  });
}

void PaperSession::State::advance(int days, Done finished)
{
  ReplayState now = replayNow();
  if (now.running || moving) {
    if (finished)
      finished(fail("trading.replay_running"));
    return;
  }
  m_done = std::move(finished);
  cancelled = false;
  if (const auto looked = lookAtExtent(now); !looked)
    return stop(std::unexpected(looked.error()));
  if (!now.next)
    return stop(fail("trading.replay_over"));
  now.running = true;
  now.done = 0;
  now.wanted = days;
  now.problem = {};
  setReplay(now);
  step();
}

void PaperSession::State::step()
{
  const ReplayState now = replayNow();
  if (cancelled || now.done >= now.wanted || !now.next)
    return stop({});
  actionsStale = true;
  checkActions([](State& self, const Result<void>& checked) { checked ? self.beginStep() : self.stop(checked); });
}

void PaperSession::State::beginStep()
{
  const ReplayState now = replayNow();
  const TradingDay before = *now.day;
  const TradingDay day = *now.next;
  auto actions = market.actionsOn(entitiesHeld(), before, day);
  if (!actions)
    return stop(std::unexpected(actions.error()));
  service->startDay(day, *actions, [weak = weak_from_this(), before, day](const Result<void>& started) {
    const auto self = weak.lock();
    if (!self)
      return;
    auto begun = started;
    if (begun) {
      const auto moves = self->actionsSince(before, day);
      begun = moves ? self->broker->onExDate(day, *moves) : std::unexpected(moves.error());
    }
    if (begun)
      begun = self->beginHeld(day);
    if (!begun)
      return self->stop(begun);
    self->settle([before, day](State& state) {
      state.play(
          before, day, [before, day](State& done, const Result<void>& played) { done.endStep(before, day, played); });
    });
  });
}

void PaperSession::State::endStep(TradingDay before, TradingDay day, const Result<void>& played)
{
  if (!played)
    return stop(played);
  if (const auto marked = markHoldings(day); !marked) // paid holdings bear what is on margin, at this day's closes
    return stop(marked);
  MarginSpan span = spanOf(before, day);
  span.after = std::max(span.after, m_fundedTo); // what fell due before is booked, on what was held then
  passMargin(span, [day](State& self, const Result<void>& passed) { self.endOfStep(day, passed); });
}

void PaperSession::State::endOfStep(TradingDay day, const Result<void>& passed)
{
  if (!passed)
    return stop(passed);
  ReplayState next = replayNow();
  ++next.done;
  auto looked = lookAtExtent(next);
  if (looked)
    looked = markHoldings(day);
  setReplay(next);
  if (!looked)
    return stop(looked);
  post([](State& again) { again.step(); });
}

Result<void> PaperSession::State::markHoldings(TradingDay day)
{
  std::vector<std::pair<std::string, Price>> marks;
  for (const std::string& entityId : entitiesHeld()) {
    ZVT_TRY(const auto mark, market.mark(entityId, day));
    if (mark)
      marks.emplace_back(entityId, *mark);
  }
  if (!marks.empty())
    service->mark(std::move(marks));
  return {};
}

void PaperSession::State::stop(Result<void> result)
{
  ReplayState now = replayNow();
  now.running = false;
  if (!result)
    now.problem = result.error();
  setReplay(now);
  if (const Done finished = std::exchange(m_done, nullptr))
    finished(result ? Result<ReplayState>(now) : std::unexpected(std::move(result).error()));
}

std::set<std::string> PaperSession::State::entitiesWatched() const
{
  std::set<std::string> entities = held->entities();
  for (const Order& order : service->snapshot()->orders)
    if (isOpen(order.state))
      entities.insert(order.entityId);
  return entities;
}

std::set<std::string> PaperSession::State::entitiesHeld() const
{
  std::set<std::string> entities;
  for (const auto& [entityId, position] : service->snapshot()->account->positions())
    if (!position.total.isZero())
      entities.insert(entityId);
  return entities;
}

Result<std::vector<EquityPoint>> PaperSession::State::history() const
{
  const ReplayState now = replayNow();
  return equityHistory(Journal(ledger(), options.account.name), market, now.at ? now.day : std::optional<TradingDay>());
}

}
