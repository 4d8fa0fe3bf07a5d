// SPDX-License-Identifier: Apache-2.0
#include "core/data/quote_replay.h"

#include "core/base/clock.h"
#include "core/base/executor.h"
#include "core/storage/observer_list.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace zvt::data {

namespace {

constexpr Duration kFrame = Duration::milliseconds(33); // readers look at most 30 times a second
/// Exchanges report for a few seconds after their hours.
constexpr Duration kLateReports = Duration::seconds(10);
constexpr Duration kLead = Duration::seconds(5); ///< market time before the first event

}

/// Everything but what the mutex guards belongs to the executor.
struct QuoteReplay::State : std::enable_shared_from_this<QuoteReplay::State> {
  State(QuoteHub& theHub, std::string sourceName, Loader theLoader, const Clock& theClock, Executor& theExecutor)
      : hub(theHub)
      , source(std::move(sourceName))
      , loader(std::move(theLoader))
      , clock(theClock)
      , executor(theExecutor)
  {
  }

  void post(std::move_only_function<void(State&)> work)
  {
    executor.post([weak = weak_from_this(), work = std::move(work)]() mutable {
      if (const auto self = weak.lock())
        work(*self);
    });
  }

  [[nodiscard]] Timestamp marketNow() const
  {
    return std::min(
        QuoteSource{source, true, running, speed, anchor, anchorElapsed}.now(clock.elapsed()), lastMoment());
  }
  [[nodiscard]] Timestamp firstMoment() const
  {
    if (hours.spans.empty())
      return {};
    const Timestamp open = hours.spans.front().begin;
    return hours.auctions.empty() ? open : std::min(open, hours.auctions.front().begin);
  }
  [[nodiscard]] Timestamp lastMoment() const
  {
    if (hours.spans.empty())
      return {};
    const Timestamp end = hours.spans.back().end + kLateReports;
    return limit ? std::clamp(*limit, firstMoment(), end) : end;
  }

  /// Makes @p at the present from which market time counts on.
  void setAnchor(Timestamp at)
  {
    anchor = at;
    anchorElapsed = clock.elapsed();
  }

  /// Tells the hub and the observers how time goes now.
  void tell()
  {
    hub.setSource({source, true, running, speed, anchor, anchorElapsed});
    QuoteReplayState now{.day = day,
        .begin = firstMoment(),
        .end = lastMoment(),
        .at = anchor,
        .running = running,
        .held = limit.has_value(),
        .speed = speed,
        .source = source,
        .securities = tapes.size(),
        .problem = problem};
    {
      const std::lock_guard lock(mutex);
      if (now == told)
        return;
      told = now;
      toldElapsed = anchorElapsed;
    }
    observers.notify(now);
  }

  void setDay(market::DaySession newHours, std::string newSource, std::optional<Timestamp> newLimit = {})
  {
    ++timer;
    limit = newLimit;
    if (!newSource.empty())
      source = std::move(newSource);
    problem = {};
    hours = std::move(newHours);
    day = hours.day;
    running = false;
    setAnchor(lastMoment());
    for (const auto& [id, loaded] : tapes)
      hub.beginDay(id, hours);
    tapes.clear();
    reconcile();
  }

  struct Hold {
    market::DaySession hours;
    Timestamp at;
    std::string source;
    std::uint64_t epoch = 0;
  };
  /// The newest moment asked for, unless a day was set after this work was posted.
  void takeHold(std::uint64_t wantedEpoch)
  {
    std::optional<Hold> newest;
    {
      const std::lock_guard lock(mutex);
      if (wantedHold && wantedHold->epoch == wantedEpoch)
        newest = std::exchange(wantedHold, std::nullopt);
    }
    if (!newest)
      return;
    if (newest->hours.spans.empty())
      return setDay(std::move(newest->hours), std::move(newest->source));
    // At the close with what was reported after it.
    const Timestamp to =
        newest->at >= newest->hours.spans.back().end ? newest->hours.spans.back().end + kLateReports : newest->at;
    if (!limit || day != newest->hours.day || source != newest->source)
      return setDay(std::move(newest->hours), std::move(newest->source), to);
    const Timestamp before = marketNow();
    limit = to;
    goTo(lastMoment(), before);
  }

  void reload(const std::string& entityId)
  {
    if (!day)
      return;
    setAnchor(marketNow());
    if (entityId.empty())
      tapes.clear();
    else
      tapes.erase(entityId);
    reconcile();
  }

  /// Loads what readers want and forgets what they do not want any more.
  void reconcile()
  {
    if (!day)
      return;
    std::map<std::string, Loaded> kept;
    const Timestamp now = marketNow();
    for (const WantedQuotes& wanted : hub.wanted()) {
      const auto found = tapes.find(wanted.entityId);
      const bool isThere =
          found != tapes.end() && (found->second.wanted == wanted || wanted.detail < found->second.wanted.detail);
      if (isThere) {
        found->second.wanted = wanted;
        kept.emplace(wanted.entityId, std::move(found->second));
        continue;
      }
      auto tape = loader(wanted, *day);
      if (!tape) {
        problem = tape.error();
        continue;
      }
      if (!*tape)
        continue;
      Loaded& loaded = kept.emplace(wanted.entityId, Loaded{std::move(*tape), wanted}).first->second;
      begin(*loaded.tape);
      playTape(*loaded.tape, now);
    }
    tapes = std::move(kept);
    tell();
    schedule();
  }

  /// A day begins with what is known before it: the base of changes, and the limits.
  void begin(const QuoteTape& tape)
  {
    hub.beginDay(tape.frame().entityId, tape.frame().session);
    market::Quote opening = tape.frame().quoteAt(std::min(firstMoment(), tape.next()));
    opening.received = opening.time;
    hub.publish(std::move(opening));
  }

  void playTape(QuoteTape& tape, Timestamp to)
  {
    output.quotes.clear();
    output.trades.clear();
    tape.play(to, output);
    for (market::Quote& quote : output.quotes)
      quote.received = std::max(quote.time, std::min(to, quote.time + kLateReports));
    if (!output.trades.empty())
      hub.publish(tape.frame().entityId, output.trades);
    if (!output.quotes.empty())
      hub.publish(output.quotes);
  }

  void playAll(Timestamp to)
  {
    for (auto& [id, loaded] : tapes)
      playTape(*loaded.tape, to);
  }

  void play()
  {
    if (!day || running || limit)
      return;
    if (anchor >= lastMoment())
      seek(firstMoment());
    // Nothing happens until shortly before the first event.
    if (const Timestamp first = nextEvent(); anchor == firstMoment() && first < lastMoment())
      anchor = std::max(anchor, first - kLead);
    setAnchor(anchor);
    running = true;
    tell();
    schedule();
  }

  void pause()
  {
    if (!running)
      return;
    const Timestamp now = marketNow();
    playAll(now);
    running = false;
    ++timer;
    setAnchor(now);
    tell();
  }

  void setSpeed(double wanted)
  {
    setAnchor(marketNow());
    speed = std::clamp(wanted, kSlowest, kFastest);
    tell();
    schedule();
  }

  void seek(Timestamp to)
  {
    if (day && !limit)
      goTo(std::clamp(to, firstMoment(), lastMoment()), marketNow());
  }

  void goTo(Timestamp to, Timestamp from)
  {
    if (to < from)
      for (auto& [id, loaded] : tapes) {
        loaded.tape->rewind();
        begin(*loaded.tape);
      }
    playAll(to);
    setAnchor(to);
    tell();
    schedule();
  }

  /// A break that has begun is skipped: from its beginning to the next hours.
  [[nodiscard]] std::optional<Timestamp> afterBreak(Timestamp now) const
  {
    for (std::size_t i = 1; i < hours.spans.size(); ++i)
      if (now >= hours.spans[i - 1].end + kLateReports && now < hours.spans[i].begin)
        return hours.spans[i].begin;
    return {};
  }

  [[nodiscard]] Timestamp nextEvent() const
  {
    Timestamp next = Timestamp::max();
    for (const auto& [id, loaded] : tapes)
      next = std::min(next, loaded.tape->next());
    return next;
  }

  void schedule()
  {
    if (!running)
      return;
    // The next moment at which anything happens: an event, a break, the end.
    Timestamp next = std::min(lastMoment(), nextEvent());
    for (std::size_t i = 0; i + 1 < hours.spans.size(); ++i)
      if (const Timestamp pause = hours.spans[i].end + kLateReports; pause > marketNow())
        next = std::min(next, pause);
    const auto wait = static_cast<std::int64_t>(static_cast<double>((next - marketNow()).micros) / speed) + 1;
    const Duration at = clock.elapsed() + std::max(kFrame, Duration{wait});
    executor.postAt(at, [weak = weak_from_this(), mine = ++timer] {
      const auto self = weak.lock();
      if (self && self->timer == mine)
        self->step();
    });
  }

  void step()
  {
    const Timestamp now = marketNow();
    playAll(now);
    if (now >= lastMoment()) {
      running = false;
      setAnchor(now);
      return tell();
    }
    if (const auto resume = afterBreak(now)) {
      setAnchor(*resume);
      tell();
    }
    schedule();
  }

  QuoteHub& hub;
  std::string source;
  Loader loader;
  const Clock& clock;
  Executor& executor;

  struct Loaded {
    std::unique_ptr<QuoteTape> tape;
    WantedQuotes wanted;
  };
  market::DaySession hours;
  std::optional<TradingDay> day;
  std::map<std::string, Loaded> tapes;
  TapeOutput output;
  std::optional<Timestamp> limit; ///< held there; nothing: it goes its own way
  Timestamp anchor; ///< market time …
  Duration anchorElapsed; ///< … at this reading of the clock
  double speed = 60;
  bool running = false;
  std::uint64_t timer = 0; ///< only the newest posted step runs
  Error problem;
  storage::ObserverList<const QuoteReplayState&> observers;

  mutable std::mutex mutex; ///< guards those below
  std::optional<Hold> wantedHold; ///< not taken yet
  std::uint64_t epoch = 0; ///< grows with every day that is set
  QuoteReplayState told;
  Duration toldElapsed;
};

QuoteReplay::QuoteReplay(QuoteHub& hub, std::string source, Loader loader, const Clock& clock, Executor& executor)
    : m_state(std::make_shared<State>(hub, std::move(source), std::move(loader), clock, executor))
{
  m_wanted = hub.observeWanted([weak = std::weak_ptr(m_state)] {
    if (const auto state = weak.lock())
      state->post([](State& self) { self.reconcile(); });
  });
}

QuoteReplay::~QuoteReplay()
{
  m_wanted.reset();
  // A step may run at this moment: the state goes where no work of its runs.
  Executor& executor = m_state->executor;
  executor.post([state = std::move(m_state)] { });
}

void QuoteReplay::setDay(market::DaySession hours, std::string source)
{
  {
    const std::lock_guard lock(m_state->mutex);
    ++m_state->epoch;
    m_state->wantedHold.reset();
  }
  m_state->post([hours = std::move(hours), source = std::move(source)](
                    State& state) mutable { state.setDay(std::move(hours), std::move(source)); });
}

void QuoteReplay::hold(market::DaySession hours, Timestamp at, std::string source)
{
  std::uint64_t epoch = 0;
  {
    const std::lock_guard lock(m_state->mutex);
    epoch = m_state->epoch;
    const bool isPosted = m_state->wantedHold.has_value();
    m_state->wantedHold = State::Hold{std::move(hours), at, std::move(source), epoch};
    if (isPosted)
      return;
  }
  m_state->post([epoch](State& state) { state.takeHold(epoch); });
}

void QuoteReplay::reload(std::string entityId)
{
  m_state->post([entityId = std::move(entityId)](State& state) { state.reload(entityId); });
}

void QuoteReplay::play()
{
  m_state->post([](State& state) { state.play(); });
}

void QuoteReplay::pause()
{
  m_state->post([](State& state) { state.pause(); });
}

void QuoteReplay::setSpeed(double speed)
{
  m_state->post([speed](State& state) { state.setSpeed(speed); });
}

void QuoteReplay::seek(Timestamp to)
{
  m_state->post([to](State& state) { state.seek(to); });
}

QuoteReplayState QuoteReplay::state() const
{
  const std::lock_guard lock(m_state->mutex);
  QuoteReplayState now = m_state->told;
  const QuoteSource time{{}, true, now.running, now.speed, now.at, m_state->toldElapsed};
  now.at = std::min(time.now(m_state->clock.elapsed()), now.end);
  return now;
}

std::shared_ptr<void> QuoteReplay::observe(Observer observer)
{
  return m_state->observers.add(std::move(observer));
}

}
