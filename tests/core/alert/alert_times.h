// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/market/quote.h"

namespace zvt::tests {

inline constexpr const char* kStock = "stock_sh_600000";

/// A moment on the clock of Shanghai, 8 hours ahead of UTC: shanghai("2024-02-08T09:31:00").
inline Timestamp shanghai(const char* text)
{
  return Timestamp{parseTime(text)->local.micros} - Duration::hours(8);
}

inline market::Quote quoteAt(Timestamp time, double last, double previousClose = 10)
{
  market::Quote quote;
  quote.entityId = kStock;
  quote.time = time;
  quote.last = last;
  quote.previousClose = previousClose;
  quote.phase = market::QuotePhase::Continuous;
  return quote;
}

}
