// SPDX-License-Identifier: Apache-2.0
#include "core/market/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace zvt::market {

namespace {

constexpr std::int64_t kMinute = Duration::minutes(1).micros;
/// Exchanges report the last trades of a session a few seconds after its end.
constexpr Duration kLateReports = Duration::minutes(1);

bool isBadPrice(double price)
{
  return !std::isnan(price) && (!std::isfinite(price) || price <= 0);
}

bool isBadSide(const DepthSide& side)
{
  return std::any_of(side.begin(), side.end(), [](const DepthLevel& level) { return isBadPrice(level.price); });
}

bool isNegative(double amount)
{
  return amount < 0 || std::isinf(amount);
}

bool hasNegativeVolume(const DepthSide& side)
{
  return std::any_of(side.begin(), side.end(), [](const DepthLevel& level) { return isNegative(level.volume); });
}

/// The best price that is a price: a limit-up board has no asks, and some feeds leave holes.
double bestOf(const DepthSide& side)
{
  const auto* best = std::find_if(side.begin(), side.end(), [](const DepthLevel& level) { return level.price > 0; });
  return best == side.end() ? kNoPrice : best->price;
}

Result<void> checkPrices(const Quote& quote)
{
  for (const double price : {quote.last, quote.open, quote.high, quote.low, quote.previousClose})
    if (isBadPrice(price))
      return fail("quote.bad_price", {{"price", fmt::format("{}", price)}});
  if (isBadSide(quote.asks) || isBadSide(quote.bids))
    return fail("quote.bad_price", {{"price", "depth"}});
  if (quote.high < quote.low)
    return fail("quote.bad_price", {{"price", fmt::format("{} < {}", quote.high, quote.low)}});
  return {};
}

}

std::string_view toString(QuotePhase phase)
{
  switch (phase) {
  case QuotePhase::Unknown:
    return "unknown";
  case QuotePhase::OpenAuction:
    return "open_auction";
  case QuotePhase::Continuous:
    return "continuous";
  case QuotePhase::Break:
    return "break";
  case QuotePhase::CloseAuction:
    return "close_auction";
  case QuotePhase::AfterHours:
    return "after_hours";
  case QuotePhase::Closed:
    return "closed";
  case QuotePhase::Halted:
    return "halted";
  }
  return "unknown";
}

std::string_view toString(TradeSide side)
{
  switch (side) {
  case TradeSide::Unknown:
    return "unknown";
  case TradeSide::Buy:
    return "buy";
  case TradeSide::Sell:
    return "sell";
  case TradeSide::Auction:
    return "auction";
  }
  return "unknown";
}

Result<void> checkQuote(const Quote& quote, const Quote* before)
{
  ZVT_TRY_VOID(checkPrices(quote));
  if (isNegative(quote.volume) || isNegative(quote.turnover) || hasNegativeVolume(quote.asks)
      || hasNegativeVolume(quote.bids))
    return fail("quote.negative_volume", {{"volume", fmt::format("{}", quote.volume)}});
  const double ask = bestOf(quote.asks);
  const double bid = bestOf(quote.bids);
  // Auctions publish one matching price on both sides, so that equal prices are good.
  if (bid > ask)
    return fail("quote.crossed_book", {{"bid", fmt::format("{}", bid)}, {"ask", fmt::format("{}", ask)}});
  if (!before)
    return {};
  if (quote.time < before->time || (quote.time == before->time && quote.sequence < before->sequence))
    return fail("quote.time_back", {{"time", isoUtc(quote.time)}, {"before", isoUtc(before->time)}});
  if (quote.volume < before->volume)
    return fail("quote.volume_back",
        {{"volume", fmt::format("{}", quote.volume)}, {"before", fmt::format("{}", before->volume)}});
  return {};
}

Result<void> checkTrade(const Trade& trade, const Trade* before)
{
  if (!std::isfinite(trade.price) || trade.price <= 0)
    return fail("quote.bad_price", {{"price", fmt::format("{}", trade.price)}});
  if (!std::isfinite(trade.volume) || trade.volume < 0)
    return fail("quote.negative_volume", {{"volume", fmt::format("{}", trade.volume)}});
  if (before && trade.time < before->time)
    return fail("quote.time_back", {{"time", isoUtc(trade.time)}, {"before", isoUtc(before->time)}});
  return {};
}

DaySession DaySession::of(const Calendar& calendar, TradingDay day)
{
  DaySession session{.day = day, .spans = calendar.tradingSpans(day), .auctions = {}, .previousClose = kNoPrice};
  for (const SessionPhase& phase : calendar.phases(day))
    if (phase.phase == Phase::OpenAuction || phase.phase == Phase::CloseAuction)
      session.auctions.push_back({calendar.beginOf(day, phase), calendar.endOf(day, phase)});
  return session;
}

std::vector<Timestamp> DaySession::minuteEnds() const
{
  std::vector<Timestamp> ends;
  for (const TimeSpan& span : spans)
    for (std::int64_t end = span.begin.micros + kMinute; end <= span.end.micros; end += kMinute)
      ends.push_back({end});
  return ends;
}

Timestamp DaySession::minuteOf(Timestamp time) const
{
  const auto endWithin = [](std::int64_t begin, std::int64_t micros) {
    const std::int64_t into = micros - begin;
    return Timestamp{begin + (into / kMinute + 1) * kMinute};
  };
  if (spans.empty())
    return endWithin(0, time.micros);
  const TimeSpan* before = nullptr;
  for (const TimeSpan& span : spans) {
    if (time < span.begin)
      return before != nullptr && time < before->end + kLateReports ? before->end
                                                                    : Timestamp{span.begin.micros + kMinute};
    if (time < span.end)
      return endWithin(span.begin.micros, time.micros);
    before = &span;
  }
  return spans.back().end;
}

QuotePhase DaySession::phaseAt(Timestamp time) const
{
  if (spans.empty())
    return QuotePhase::Unknown;
  for (const TimeSpan& auction : auctions)
    if (time >= auction.begin && time < auction.end)
      return time < spans.front().end ? QuotePhase::OpenAuction : QuotePhase::CloseAuction;
  for (const TimeSpan& span : spans)
    if (time >= span.begin && time < span.end)
      return QuotePhase::Continuous;
  if (time >= spans.back().end)
    return QuotePhase::Closed;
  return time < spans.front().begin ? QuotePhase::OpenAuction : QuotePhase::Break;
}

double DaySession::shareAt(Timestamp time) const
{
  std::int64_t all = 0, passed = 0;
  for (const TimeSpan& span : spans) {
    all += (span.end - span.begin).micros;
    passed += (std::clamp(time, span.begin, span.end) - span.begin).micros;
  }
  return all == 0 ? 1 : static_cast<double>(std::max(passed, std::min(kMinute, all))) / static_cast<double>(all);
}

}
