// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/request_days.h"

#include <algorithm>

namespace zvt::risk {

namespace {

/// Builds the log event by event.
struct Reader {
  RequestLog log;
  TradingDay today;
  bool isOpen = false;

  void read(const trading::JournalEntry& entry)
  {
    if (const auto* opened = std::get_if<trading::AccountOpened>(&entry.event)) {
      log.settings = opened->settings;
      isOpen = true;
    } else if (const auto* started = std::get_if<trading::DayStarted>(&entry.event)) {
      today = started->day;
    } else if (const auto* moved = std::get_if<trading::CashMoved>(&entry.event)) {
      log.moved += moved->amount;
    } else if (const auto* created = std::get_if<trading::OrderCreated>(&entry.event)) {
      RequestDay& day = count(entry.at);
      ++day.orders;
      day.sources.insert(created->order.source);
    } else if (const auto* changed = std::get_if<trading::OrderMoved>(&entry.event)) {
      if (changed->to == trading::OrderState::PendingCancel)
        ++count(entry.at).cancels;
    }
  }

  RequestDay& count(Timestamp at)
  {
    if (log.days.empty() || log.days.back().day != today) {
      log.days.emplace_back();
      log.days.back().day = today;
    }
    ++log.days.back().seconds[at.micros / 1'000'000];
    return log.days.back();
  }
};

}

namespace {

/// The first of the busiest seconds.
auto busiestOf(const std::map<std::int64_t, int>& seconds)
{
  return std::ranges::max_element(seconds, {}, &std::pair<const std::int64_t, int>::second);
}

}

int RequestDay::peak() const
{
  return seconds.empty() ? 0 : busiestOf(seconds)->second;
}

std::optional<Timestamp> RequestDay::busiest() const
{
  return seconds.empty() ? std::nullopt : std::optional(Timestamp::fromSeconds(busiestOf(seconds)->first));
}

Result<RequestLog> requestLog(std::span<const trading::JournalEntry> entries)
{
  Reader reader;
  for (const trading::JournalEntry& entry : entries)
    reader.read(entry);
  if (!reader.isOpen)
    return fail("trading.bad_journal", {{"text", "account_opened"}});
  return std::move(reader.log);
}

}
