// SPDX-License-Identifier: Apache-2.0
#include "core/alert/trigger.h"

#include <cmath>

namespace zvt::alert {

namespace {

struct Step {
  Side side = Side::Unknown;
  bool up = false; ///< reached the threshold from below
  bool down = false;
};

Step stepOf(Side before, double value, double threshold)
{
  if (value == threshold) {
    if (before == Side::Below)
      return {Side::TouchedFromBelow, true, false};
    if (before == Side::Above)
      return {Side::TouchedFromAbove, false, true};
    return {before, false, false};
  }
  const bool above = value > threshold;
  const bool wasTouched = before == Side::TouchedFromBelow || before == Side::TouchedFromAbove;
  const Side side = above ? Side::Above : Side::Below;
  if (before == Side::Unknown || wasTouched)
    return {side, false, false};
  return {side, above && before == Side::Below, !above && before == Side::Above};
}

/// Moves time on. @return whether the market's time went back
bool takeTime(Memory& memory, Timestamp time)
{
  const bool wentBack = time < memory.seen;
  memory.seen = time;
  if (wentBack) {
    memory.side = Side::Unknown;
    memory.holds.reset();
    memory.bar = -1;
  }
  return wentBack;
}

/// Whether frequency, snooze and expiry let it be told; if so it is remembered as told.
bool tell(Alert& alert, const Look& look)
{
  Memory& memory = alert.memory;
  if (alert.state(look.now) != State::Armed)
    return false;
  if (alert.frequency == Frequency::OncePerBar && look.bar >= 0 && memory.bar == look.bar)
    return false;
  // A clock that was set back does not silence.
  const bool isPausing = memory.firedAt && look.now >= *memory.firedAt && look.now - *memory.firedAt < alert.pause;
  if (alert.frequency == Frequency::EveryTime && isPausing)
    return false;
  memory.bar = look.bar;
  memory.firedAt = look.now;
  memory.firedTime = look.time;
  memory.firedValue = look.value;
  ++memory.count;
  memory.done = alert.frequency == Frequency::Once;
  return true;
}

bool isResting(const Alert& alert, Timestamp now)
{
  const State state = alert.state(now);
  return state == State::Disabled || state == State::Expired || state == State::Done;
}

}

bool lookAt(Alert& alert, Test test, const Look& look)
{
  if (std::isnan(look.value) || isResting(alert, look.now))
    return false;
  if (!isCrossing(test)) {
    if (std::isnan(look.threshold))
      return false;
    return lookAt(alert, test == Test::Above ? look.value > look.threshold : look.value < look.threshold, look);
  }
  const bool wentBack = takeTime(alert.memory, look.time);
  if (std::isnan(look.threshold)) {
    alert.memory.side = Side::Unknown;
    return false;
  }
  const Step step = stepOf(wentBack ? Side::Unknown : alert.memory.side, look.value, look.threshold);
  // A touch before anything else was seen says nothing of where it came from.
  alert.memory.side = step.side;
  const bool isCrossed = (step.up && test != Test::CrossesDown) || (step.down && test != Test::CrossesUp);
  return isCrossed && tell(alert, look);
}

bool lookAt(Alert& alert, bool holds, const Look& look)
{
  if (isResting(alert, look.now))
    return false;
  Memory& memory = alert.memory;
  takeTime(memory, look.time);
  if (look.anew)
    memory.holds.reset();
  const bool begins = holds && !memory.holds.value_or(false);
  // Snoozed: as if it had not begun, so that it is told afterwards if it still holds.
  if (begins && alert.state(look.now) == State::Snoozed)
    return false;
  memory.holds = holds;
  return begins && tell(alert, look);
}

}
