// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/paper_run.h"

#include "core/base/executor.h"

namespace zvt::backtest {

struct PaperRun::State : std::enable_shared_from_this<PaperRun::State> {
  trading::PaperSession& session;
  StrategyHost& host;
  std::shared_ptr<const market::Calendar> calendar;
  const ParallelFor& parallel;
  Executor& executor;
  bool started = false;
  int left = 0;
  Done done;

  State(trading::PaperSession& paper, StrategyHost& strategies, std::shared_ptr<const market::Calendar> days,
      const ParallelFor& threads, Executor& theExecutor)
      : session(paper)
      , host(strategies)
      , calendar(std::move(days))
      , parallel(threads)
      , executor(theExecutor)
  {
  }

  [[nodiscard]] Timestamp closeOf(TradingDay day) const
  {
    return calendar->availableAt(market::BarLevel::Day1, day.days);
  }

  /// After what has been posted so far, the strategy's orders among it.
  void next(void (State::*step)())
  {
    executor.post([weak = weak_from_this(), step] {
      if (const auto self = weak.lock())
        (*self.*step)();
    });
  }

  void finish(Result<void> result)
  {
    if (const Done told = std::exchange(done, nullptr))
      told(std::move(result));
  }

  void begin()
  {
    const auto day = session.state().day;
    if (!day)
      return finish(fail("trading.replay_over"));
    started = true;
    if (const auto moved = host.start(closeOf(*day), parallel); !moved)
      return finish(moved);
    next(&State::openDay);
  }

  void openDay()
  {
    const auto day = session.state().next;
    if (left == 0 || !day || !host.unit().isRunning())
      return finish({});
    Timestamp opens = calendar->zone().toUtc(LocalTime::of(*day));
    if (const auto phases = calendar->phases(*day); !phases.empty())
      opens = calendar->beginOf(*day, phases.front());
    host.openDay(*day, opens);
    next(&State::play);
  }

  void play()
  {
    session.advance(1, [weak = weak_from_this()](const Result<trading::ReplayState>& played) {
      const auto self = weak.lock();
      if (!self)
        return;
      if (!played)
        return self->finish(std::unexpected(played.error()));
      self->next(&State::closeDay); // marks and answers come first
    });
  }

  void closeDay()
  {
    const TradingDay day = *session.state().day;
    --left;
    if (const auto closed = host.closeBars(closeOf(day), day, parallel); !closed)
      return finish(closed);
    next(&State::endDay);
  }

  void endDay()
  {
    host.closeDay();
    next(&State::openDay);
  }
};

PaperRun::PaperRun(trading::PaperSession& session, StrategyHost& host, std::shared_ptr<const market::Calendar> calendar,
    const ParallelFor& parallel, Executor& executor)
    : m_state(std::make_shared<State>(session, host, std::move(calendar), parallel, executor))
{
}

PaperRun::~PaperRun() = default;

void PaperRun::advance(int days, Done done)
{
  m_state->executor.post([state = m_state, days, done = std::move(done)]() mutable {
    state->left = days;
    state->done = std::move(done);
    if (state->started)
      state->openDay();
    else
      state->begin();
  });
}

}
