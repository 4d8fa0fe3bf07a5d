// SPDX-License-Identifier: Apache-2.0
#include "core/trading/market_replay.h"

#include "core/base/clock.h"
#include "core/base/executor.h"
#include "core/data/market_data.h"
#include "core/storage/observer_list.h"

#include <algorithm>
#include <deque>
#include <mutex>

namespace zvt::trading {

namespace {

/// The moments at which the bars of a series were complete, oldest first.
struct Timeline {
  std::vector<Timestamp> ends;
  std::shared_ptr<const market::Calendar> calendar;

  [[nodiscard]] std::size_t doneAt(Timestamp at) const
  {
    return static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), at) - ends.begin());
  }
  /// A bar's end at midnight is the next day's first moment.
  [[nodiscard]] TradingDay dayAt(Timestamp at) const { return calendar->dayOf(at - Duration::microseconds(1)); }
};

Result<Timeline> timelineOf(data::MarketData& marketData, const std::string& entityId, market::BarLevel level)
{
  Timeline timeline;
  ZVT_TRY(timeline.calendar, marketData.calendarOf(entityId));
  data::BarRequest request;
  request.entityId = entityId;
  request.level = level;
  ZVT_TRY(const auto bars, marketData.bars(request));
  if (bars->empty())
    return fail("replay.no_bars", {{"entity", entityId}, {"level", std::string(market::toString(level))}});
  timeline.ends.reserve(bars->size());
  for (const std::int64_t key : bars->key)
    timeline.ends.push_back(timeline.calendar->availableAt(level, key));
  return timeline;
}

}

/// Everything but what the mutex guards belongs to the executor.
struct MarketReplay::State : std::enable_shared_from_this<MarketReplay::State> {
  State(data::MarketData& marketData, const Clock& theClock, Executor& theExecutor, Follower theFollower)
      : data(marketData)
      , clock(theClock)
      , executor(theExecutor)
      , follower(std::move(theFollower))
  {
  }

  using Work = std::function<void(State&)>;

  /// Runs @p work when no move is on its way.
  void post(Work work)
  {
    executor.post([weak = weak_from_this(), work = std::move(work)]() mutable {
      if (const auto self = weak.lock())
        self->take(std::move(work));
    });
  }
  void take(Work work)
  {
    waiting.push_back(std::move(work));
    while (!moving && !waiting.empty()) {
      const Work next = std::move(waiting.front());
      waiting.pop_front();
      next(*this);
    }
  }

  [[nodiscard]] MarketReplayState now() const
  {
    const std::lock_guard lock(mutex);
    return told;
  }
  void tell(MarketReplayState changed)
  {
    {
      const std::lock_guard lock(mutex);
      if (changed == told)
        return;
      told = changed;
    }
    observers.notify(changed);
  }
  template <class Change> void change(Change change)
  {
    MarketReplayState state = now();
    change(state);
    tell(std::move(state));
  }

  static void answer(const Done& done, Result<void> result)
  {
    if (done)
      done(std::move(result));
  }
  void refuse(const Done& done, const Error& error)
  {
    change([&](MarketReplayState& state) {
      state.problem = error;
      state.running = false;
    });
    answer(done, std::unexpected(error));
  }

  void start(const std::string& entityId, market::BarLevel level, std::int64_t key, const Done& done)
  {
    auto read = timelineOf(data, entityId, level);
    if (!read)
      return refuse(done, read.error());
    const Timestamp first = read->calendar->availableAt(level, key);
    const auto at = std::lower_bound(read->ends.begin(), read->ends.end(), first);
    if (at == read->ends.begin())
      return refuse(done, Error{"replay.nothing_before", {{"entity", entityId}}, {}});
    timeline = *std::move(read);
    MarketReplayState wanted;
    wanted.active = true;
    wanted.entityId = entityId;
    wanted.level = level;
    wanted.speed = now().speed;
    moveTo(*(at - 1), std::move(wanted), done);
  }

  void follow(const std::string& entityId, market::BarLevel level, const Done& done)
  {
    const MarketReplayState state = now();
    if (!state.active || (state.entityId == entityId && state.level == level && !isStale))
      return answer(done, {});
    auto read = timelineOf(data, entityId, level);
    if (!read)
      return refuse(done, read.error());
    timeline = *std::move(read);
    isStale = false;
    change([&](MarketReplayState& changed) {
      changed.entityId = entityId;
      changed.level = level;
      place(changed);
    });
    answer(done, {});
  }

  void place(MarketReplayState& state) const
  {
    state.done = timeline.doneAt(state.at);
    state.bars = timeline.ends.size();
    state.day = timeline.dayAt(state.at);
  }

  /// Bars that were stored or dropped since count from the next step on.
  void refreshTimeline()
  {
    const MarketReplayState state = now();
    if (isStale && state.active)
      follow(state.entityId, state.level, {});
  }

  /// The clock says a moment only once everybody who follows has arrived there.
  void moveTo(Timestamp at, MarketReplayState wanted, const Done& done)
  {
    wanted.at = at;
    place(wanted);
    const auto arrived = [weak = weak_from_this(), wanted, done](const Result<void>& result) {
      if (const auto self = weak.lock())
        self->arrive(wanted, result, done);
    };
    moving = true;
    if (follower)
      follower(ReplayMoment{at, wanted.day, timeline.calendar}, arrived);
    else
      arrived({});
  }
  void arrive(MarketReplayState wanted, const Result<void>& result, const Done& done)
  {
    moving = false;
    if (!result) {
      refuse(done, result.error());
    } else {
      wanted.problem = {};
      wanted.running = wanted.running && !wanted.atEnd();
      tell(std::move(wanted));
      answer(done, {});
    }
    post([](State&) { }); // what waited meanwhile
  }
  void moveToBar(std::size_t done, const Done& finished)
  {
    const MarketReplayState state = now();
    const std::size_t wanted = std::clamp<std::size_t>(done, 1, timeline.ends.size());
    const Timestamp at = timeline.ends[wanted - 1];
    if (at == state.at)
      return answer(finished, {});
    moveTo(at, state, finished);
  }

  void step(int bars, const Done& done)
  {
    const MarketReplayState state = now();
    if (!state.active)
      return answer(done, {});
    refreshTimeline();
    auto target = static_cast<std::int64_t>(timeline.doneAt(state.at)) + bars;
    // Between two bars of this series the one that is over is a step back.
    if (bars < 0 && state.done > 0 && timeline.ends[state.done - 1] < state.at)
      ++target;
    moveToBar(static_cast<std::size_t>(std::max<std::int64_t>(target, 1)), done);
  }
  void seek(Timestamp to, const Done& done)
  {
    if (!now().active)
      return answer(done, {});
    refreshTimeline();
    moveToBar(timeline.doneAt(to), done);
  }
  void nextDay(const Done& done)
  {
    const MarketReplayState state = now();
    if (!state.active)
      return answer(done, {});
    refreshTimeline();
    std::size_t next = timeline.doneAt(state.at);
    while (next < timeline.ends.size() && timeline.dayAt(timeline.ends[next]) <= state.day)
      ++next;
    moveToBar(next + 1, done);
  }

  void stop(const Done& done)
  {
    ++timer;
    if (!now().active)
      return answer(done, {});
    const auto stopped = [weak = weak_from_this(), done](const Result<void>& result) {
      const auto self = weak.lock();
      if (!self)
        return;
      self->moving = false;
      MarketReplayState over;
      over.speed = self->now().speed;
      if (!result)
        over.problem = result.error();
      self->tell(std::move(over));
      answer(done, result);
      self->post([](State&) { });
    };
    moving = true;
    if (follower)
      follower(std::nullopt, stopped);
    else
      stopped({});
  }

  void play()
  {
    const MarketReplayState state = now();
    if (!state.active || state.running || state.atEnd())
      return;
    change([](MarketReplayState& changed) {
      changed.running = true;
      changed.problem = {};
    });
    due = clock.elapsed();
    schedule();
  }
  void pause()
  {
    ++timer;
    change([](MarketReplayState& state) { state.running = false; });
  }
  void setSpeed(double wanted)
  {
    const double speed = wanted >= kUnlimited ? kUnlimited : std::clamp(wanted, kSlowest, 1'000.0);
    change([speed](MarketReplayState& state) { state.speed = speed; });
    if (now().running) {
      due = clock.elapsed();
      schedule();
    }
  }

  /// Whoever is late does not hurry to make up for it: the next bar comes a full pace after the last.
  void schedule()
  {
    const MarketReplayState state = now();
    if (!state.running)
      return;
    const auto next = [weak = weak_from_this(), mine = ++timer] {
      if (const auto self = weak.lock())
        self->take([mine](State& again) { again.tick(mine); });
    };
    if (state.speed >= kUnlimited)
      return executor.post(next);
    due = std::max(due, clock.elapsed() - pace(state.speed)) + pace(state.speed);
    executor.postAt(due, next);
  }
  [[nodiscard]] static Duration pace(double speed) { return Duration{static_cast<std::int64_t>(1'000'000 / speed)}; }
  void tick(std::uint64_t mine)
  {
    if (mine != timer || !now().running)
      return;
    step(1, [weak = weak_from_this(), mine](const Result<void>& stepped) {
      const auto self = weak.lock();
      if (self && stepped && mine == self->timer)
        self->schedule();
    });
  }

  data::MarketData& data;
  const Clock& clock;
  Executor& executor;
  Follower follower;
  Timeline timeline;
  bool isStale = false; ///< what is stored of the series has changed
  bool moving = false; ///< the follower is on its way
  std::deque<Work> waiting; ///< until it has arrived
  Duration due; ///< of the newest tick
  std::uint64_t timer = 0; ///< only the newest posted tick runs
  storage::ObserverList<const MarketReplayState&> observers;

  mutable std::mutex mutex; ///< guards the one below
  MarketReplayState told;
};

MarketReplay::MarketReplay(data::MarketData& marketData, const Clock& clock, Executor& executor, Follower follower)
    : m_state(std::make_shared<State>(marketData, clock, executor, std::move(follower)))
{
  m_dataObservation = marketData.observe([weak = std::weak_ptr(m_state)](const data::MarketChange& change) {
    const auto state = weak.lock();
    if (!state)
      return;
    state->post([entityId = change.entityId](State& self) {
      const MarketReplayState now = self.now();
      self.isStale = self.isStale || entityId.empty() || entityId == now.entityId;
    });
  });
}

MarketReplay::~MarketReplay()
{
  m_dataObservation.reset();
  // A step may run at this moment: the state goes where no work of its runs.
  Executor& executor = m_state->executor;
  executor.post([state = std::move(m_state)] { });
}

void MarketReplay::start(std::string entityId, market::BarLevel level, std::int64_t key, Done done)
{
  m_state->post([entityId = std::move(entityId), level, key, done = std::move(done)](
                    State& state) { state.start(entityId, level, key, done); });
}

void MarketReplay::stop(Done done)
{
  m_state->post([done = std::move(done)](State& state) { state.stop(done); });
}

void MarketReplay::follow(std::string entityId, market::BarLevel level, Done done)
{
  m_state->post([entityId = std::move(entityId), level, done = std::move(done)](
                    State& state) { state.follow(entityId, level, done); });
}

void MarketReplay::step(int bars, Done done)
{
  m_state->post([bars, done = std::move(done)](State& state) { state.step(bars, done); });
}

void MarketReplay::seek(Timestamp to, Done done)
{
  m_state->post([to, done = std::move(done)](State& state) { state.seek(to, done); });
}

void MarketReplay::nextDay(Done done)
{
  m_state->post([done = std::move(done)](State& state) { state.nextDay(done); });
}

void MarketReplay::play()
{
  m_state->post([](State& state) { state.play(); });
}

void MarketReplay::pause()
{
  m_state->post([](State& state) { state.pause(); });
}

void MarketReplay::setSpeed(double speed)
{
  m_state->post([speed](State& state) { state.setSpeed(speed); });
}

MarketReplayState MarketReplay::state() const
{
  return m_state->now();
}

std::shared_ptr<void> MarketReplay::observe(Observer observer)
{
  return m_state->observers.add(std::move(observer));
}

}
