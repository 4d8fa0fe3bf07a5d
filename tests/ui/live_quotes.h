// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/quote_hub.h"
#include "tests/ui/ui_profile.h"
#include "ui/bridge/quote_feed.h"

#include <algorithm>
#include <string>

namespace zvt::tests {

/// Live quotes for panels that are made while it lives and go before it does.
struct LiveQuotes {
  explicit LiveQuotes(UiProfile& owner)
      : profile(owner)
      , feed(hub, owner.clock)
  {
    profile.context.quotes = &hub;
    profile.context.quoteFeed = &feed;
  }
  ~LiveQuotes()
  {
    profile.workers.drain();
    profile.context.quotes = nullptr;
    profile.context.quoteFeed = nullptr;
  }
  LiveQuotes(const LiveQuotes&) = delete;
  LiveQuotes& operator=(const LiveQuotes&) = delete;

  /// At 10:00 in Shanghai on 2011-12-06, a Tuesday: the day after the newest stored one of sz000001.
  static market::Quote at(const std::string& entity, double last, double open, double volume)
  {
    market::Quote quote;
    quote.entityId = entity;
    quote.time = {LocalTime::of(TradingDay::fromDate({2011, 12, 6}), Duration::hours(2)).micros};
    quote.received = quote.time;
    quote.last = last;
    quote.open = open;
    quote.high = std::max(last, open);
    quote.low = std::min(last, open);
    quote.volume = volume;
    quote.turnover = volume * last;
    return quote;
  }

  UiProfile& profile;
  data::QuoteHub hub;
  ui::QuoteFeed feed;
};

}
