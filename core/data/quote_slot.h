// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quote_hub.h"

#include <deque>
#include <list>

namespace zvt::data {

/// What the quote hub keeps of one security. Guarded by the hub's lock.
struct QuoteSlot {
  std::string entityId;
  QuotePtr quote;
  std::optional<market::DaySession> session;
  std::vector<market::MinutePoint> minutes;
  std::deque<market::Trade> trades; ///< the newest; their numbers end at newestTrade
  std::uint64_t newestTrade = 0;
  std::uint64_t day = 0;
  std::map<std::string, std::uint64_t> faults;
  int subscriptions = 0; ///< of any detail
  int tradeSubscriptions = 0; ///< of QuoteDetail::Trades
  std::uint64_t subscribed = 0; ///< how often the first of those came

  // Generations of the latest change of each kind.
  std::uint64_t quoteChanged = 0;
  std::uint64_t tradesChanged = 0;
  std::uint64_t minutesChanged = 0;
  std::uint64_t dayChanged = 0;
  std::uint64_t changed = 0; ///< the greatest of them
  std::list<QuoteSlot*>::iterator place; ///< in the hub's order of change

  /// Empties the slot for a new day.
  void begin(market::DaySession newSession);
  /// Moves the minute line on by a quote that checkQuote() accepted. @return whether the line changed
  bool followMinutes(const market::Quote& next, std::size_t mostMinutes);

private:
  double m_minuteVolume = 0; ///< of the day when the newest minute began
  double m_minuteTurnover = 0;
};

}
