// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/alert.h"

namespace zvt::alert {

/// What one look at the market says to one alert.
struct Look {
  Timestamp time; ///< of the exchange
  Timestamp now; ///< by the clock: snoozing, expiry and pauses go by it
  double value = kNoValue; ///< NaN: nothing to see, and nothing is remembered
  double threshold = kNoValue; ///< of a Test; NaN: there is none here, as beyond the end of a segment
  std::int64_t bar = -1; ///< number of the bar of Alert::bar; −1: not known
  bool anew = false; ///< what held before has to begin anew: another day, another bar
};

/// Takes a look: moves the alert's memory on. @return whether it is to be told now
///
/// - A crossing that comes while the alert is snoozed is not told later; a condition that still holds then is.
/// - Time that goes back (a replay begins again) is a new beginning: nothing is crossed by it.
/// - The first look only says where the value stands.
[[nodiscard]] bool lookAt(Alert& alert, Test test, const Look& look);
/// The same for a condition that holds or not.
[[nodiscard]] bool lookAt(Alert& alert, bool holds, const Look& look);

}
