// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <memory>

namespace zvt::market {
class Calendar;
}

namespace zvt::trading {

/// A moment of a replayed market.
struct ReplayMoment {
  Timestamp at; ///< what was known then may be seen
  TradingDay day; ///< of that moment; a close belongs to the day that it ends
  std::shared_ptr<const market::Calendar> calendar; ///< of the security whose bars are replayed
};

}
