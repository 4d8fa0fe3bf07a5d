// SPDX-License-Identifier: Apache-2.0
#include "core/data/quote_tape_source.h"

#include "core/base/json.h"
#include "core/data/market_data.h"
#include "core/data/quote_synthetic.h"
#include "core/storage/profile.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace zvt::data {

namespace {

using storage::RecordValue;

double number(const RecordValue& value)
{
  if (const auto* real = std::get_if<double>(&value))
    return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    return static_cast<double>(*whole);
  return market::kNoPrice;
}

std::string text(const RecordValue& value)
{
  const auto* found = std::get_if<std::string>(&value);
  return found ? *found : std::string();
}

std::int64_t whole(const RecordValue& value)
{
  const auto* found = std::get_if<std::int64_t>(&value);
  return found ? *found : 0;
}

std::vector<double> numbers(const RecordValue& value)
{
  std::vector<double> all;
  const auto json = parseJson(text(value));
  if (json && json->is_array())
    for (const Json& entry : *json)
      all.push_back(entry.is_number() ? entry.get<double>() : market::kNoPrice);
  return all;
}

/// Levels of one side; where only the best price is stored, one without a known volume is left out.
market::DepthSide sideOf(const std::vector<double>& prices, const std::vector<double>& volumes, double best)
{
  market::DepthSide side;
  for (std::size_t i = 0; i < std::max<std::size_t>(prices.size(), 1); ++i) {
    const double price = i < prices.size() ? prices[i] : best;
    if (price != 0 && !std::isnan(price) && i < volumes.size())
      side.add({price, volumes[i]});
  }
  return side;
}

/// The first millisecond of the hours' calendar day and the one after its last.
market::TimeSpan boundsOf(const market::DaySession& session)
{
  constexpr Duration kMargin = Duration::hours(4);
  if (session.spans.empty())
    return {};
  return {session.spans.front().begin - kMargin, session.spans.back().end + kMargin};
}

storage::RecordQuery queryOf(const char* schema, const TapeFrame& frame, std::vector<std::string> columns)
{
  const market::TimeSpan bounds = boundsOf(frame.session);
  storage::RecordQuery query;
  query.schema = schema;
  query.columns = std::move(columns);
  query.filters = {{"entity_id", storage::FilterOperator::Equal, {frame.entityId}},
      {"timestamp", storage::FilterOperator::Between, {bounds.begin.micros, bounds.end.micros}}};
  query.order = {{"timestamp", false}};
  return query;
}

double extraAt(const std::vector<double>* values, std::size_t i)
{
  return values ? (*values)[i] : market::kNoPrice;
}

market::TradeSide sideOf(double side)
{
  return side > 0 ? market::TradeSide::Buy : side < 0 ? market::TradeSide::Sell : market::TradeSide::Unknown;
}

}

Result<std::vector<market::Quote>> QuoteTapeSource::snapshots(const TapeFrame& frame) const
{
  ZVT_TRY(const auto table,
      m_profile.records().query(queryOf("tick", frame,
          {"timestamp", "sequence", "close", "open", "high", "low", "pre_close", "volume", "turnover", "ask_price",
              "bid_price", "ask_prices", "ask_vol", "bid_prices", "bid_vol"})));
  std::vector<market::Quote> quotes;
  for (const storage::RecordRow& row : table.rows) {
    market::Quote quote = frame.quoteAt({whole(row[0])});
    quote.sequence = static_cast<std::uint64_t>(std::max<std::int64_t>(whole(row[1]), 0));
    quote.last = number(row[2]);
    quote.open = number(row[3]);
    quote.high = number(row[4]);
    quote.low = number(row[5]);
    if (const double close = number(row[6]); close > 0)
      quote.previousClose = close;
    if (const double volume = number(row[7]); !std::isnan(volume))
      quote.volume = volume;
    quote.turnover = number(row[8]);
    quote.asks = sideOf(numbers(row[11]), numbers(row[12]), number(row[9]));
    quote.bids = sideOf(numbers(row[13]), numbers(row[14]), number(row[10]));
    quotes.push_back(std::move(quote));
  }
  return quotes;
}

Result<std::vector<market::Trade>> QuoteTapeSource::trades(const TapeFrame& frame) const
{
  ZVT_TRY(const auto table,
      m_profile.records().query(queryOf("trade_tick", frame, {"timestamp", "price", "volume", "side", "kind"})));
  std::vector<market::Trade> trades;
  for (const storage::RecordRow& row : table.rows) {
    if (text(row[4]) == "cancel")
      continue;
    const std::string side = text(row[3]);
    trades.push_back({.time = {whole(row[0])},
        .price = number(row[1]),
        .volume = number(row[2]),
        .side = side == "buy" ? market::TradeSide::Buy
            : side == "sell"  ? market::TradeSide::Sell
                              : market::TradeSide::Unknown});
  }
  return trades;
}

Result<std::unique_ptr<QuoteTape>> QuoteTapeSource::ticks(const TapeFrame& frame) const
{
  ZVT_TRY(const auto inventory, m_profile.bars().inventory(frame.entityId));
  const bool isStored = std::any_of(
      inventory.begin(), inventory.end(), [](const auto& series) { return series.level == market::BarLevel::Tick; });
  if (!isStored)
    return std::unique_ptr<QuoteTape>();
  const market::TimeSpan bounds = boundsOf(frame.session);
  BarRequest request;
  request.entityId = frame.entityId;
  request.level = market::BarLevel::Tick;
  request.from = bounds.begin.micros;
  request.to = bounds.end.micros;
  ZVT_TRY(const auto series, m_data.bars(request));
  if (series->empty())
    return std::unique_ptr<QuoteTape>();
  const auto* sides = series->extra("side");
  std::vector<market::Trade> trades;
  trades.reserve(series->size());
  for (std::size_t i = 0; i < series->size(); ++i) {
    // The n-th tick of a second has n - 1 microseconds added, so that keys differ.
    const Timestamp time{series->key[i] / 1'000 * 1'000};
    trades.push_back(
        {.time = time, .price = series->close[i], .volume = series->volume[i], .side = sideOf(extraAt(sides, i))});
  }
  const auto *ask = series->extra("ask_price"), *bid = series->extra("bid_price");
  if (!ask && !bid)
    return std::unique_ptr<QuoteTape>(std::make_unique<TradeTape>(frame, std::move(trades)));
  const auto *askVolume = series->extra("ask_volume"), *bidVolume = series->extra("bid_volume");
  const auto depth = [series, ask, bid, askVolume, bidVolume](market::Quote& quote) {
    const auto after = std::upper_bound(series->key.begin(), series->key.end(), quote.time.micros + 999);
    if (after == series->key.begin())
      return;
    const auto i = static_cast<std::size_t>(after - series->key.begin()) - 1;
    quote.asks = sideOf({extraAt(ask, i)}, {extraAt(askVolume, i)}, market::kNoPrice);
    quote.bids = sideOf({extraAt(bid, i)}, {extraAt(bidVolume, i)}, market::kNoPrice);
  };
  return std::unique_ptr<QuoteTape>(std::make_unique<TradeTape>(frame, std::move(trades), depth));
}

Result<std::vector<market::Bar>> QuoteTapeSource::minutes(const TapeFrame& frame) const
{
  ZVT_TRY(const auto levels, m_data.levels(frame.entityId));
  std::vector<market::Bar> minutes;
  if (std::find(levels.begin(), levels.end(), market::BarLevel::Min1) == levels.end())
    return minutes;
  const market::TimeSpan bounds = boundsOf(frame.session);
  BarRequest request;
  request.entityId = frame.entityId;
  request.level = market::BarLevel::Min1;
  request.from = bounds.begin.micros + 1;
  request.to = bounds.end.micros + 1;
  ZVT_TRY(const auto series, m_data.bars(request));
  for (std::size_t i = 0; i < series->size(); ++i)
    minutes.push_back(series->at(i));
  return minutes;
}

Result<std::unique_ptr<QuoteTape>> QuoteTapeSource::bars(TapeFrame frame, QuoteDetail detail, double tick) const
{
  ZVT_TRY(auto minutes, this->minutes(frame));
  BarRequest request;
  request.entityId = frame.entityId;
  request.from = frame.session.day.days;
  request.to = frame.session.day.days + 1;
  ZVT_TRY(const auto days, m_data.bars(request));
  if (minutes.empty() && frame.synthetic && !days->empty()) {
    ZVT_TRY(const auto calendar, m_data.calendarOf(frame.entityId));
    minutes = syntheticMinutes(frame.entityId, days->at(0), *calendar);
  }
  if (!minutes.empty() && frame.synthetic && detail == QuoteDetail::Trades && !frame.entityId.starts_with("index")) {
    auto invented = syntheticTrades(frame.entityId, minutes, frame.session, tick);
    return std::unique_ptr<QuoteTape>(std::make_unique<TradeTape>(
        std::move(frame), std::move(invented), [tick](market::Quote& quote) { addSyntheticDepth(quote, tick); }));
  }
  if (!minutes.empty())
    return std::unique_ptr<QuoteTape>(
        std::make_unique<BarTape>(std::move(frame), std::move(minutes), market::QuoteGrain::Minute));
  if (days->empty() || frame.session.spans.empty())
    return std::unique_ptr<QuoteTape>();
  market::Bar bar = days->at(0);
  bar.key = frame.session.spans.back().end.micros;
  return std::unique_ptr<QuoteTape>(
      std::make_unique<BarTape>(std::move(frame), std::vector{bar}, market::QuoteGrain::Day));
}

Result<std::unique_ptr<QuoteTape>> QuoteTapeSource::storedTicks(const TapeFrame& frame) const
{
  if (frame.session.spans.empty())
    return std::unique_ptr<QuoteTape>();
  ZVT_TRY(auto stored, snapshots(frame));
  if (!stored.empty())
    return std::unique_ptr<QuoteTape>(std::make_unique<SnapshotTape>(frame, std::move(stored)));
  ZVT_TRY(auto single, trades(frame));
  if (!single.empty())
    return std::unique_ptr<QuoteTape>(std::make_unique<TradeTape>(frame, std::move(single)));
  return ticks(frame);
}

Result<std::unique_ptr<QuoteTape>> QuoteTapeSource::tape(TapeFrame frame, QuoteDetail detail, double tick) const
{
  if (detail == QuoteDetail::Trades) {
    ZVT_TRY(auto stored, storedTicks(frame));
    if (stored)
      return stored;
  }
  return bars(std::move(frame), detail, tick);
}

}
