// SPDX-License-Identifier: Apache-2.0
#include "core/data/quote_full_tick.h"

#include "core/base/json.h"
#include "core/base/time_zone.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace zvt::data {

namespace {

constexpr double kLot = 100;

double numberOf(const Json& tick, const char* key)
{
  const auto found = tick.find(key);
  return found != tick.end() && found->is_number() ? found->get<double>() : market::kNoPrice;
}

/// A price of 0 is none.
double priceOf(const Json& tick, const char* key)
{
  const double price = numberOf(tick, key);
  return price == 0 ? market::kNoPrice : price;
}

double elementOf(const Json& tick, const char* key, std::size_t i)
{
  const auto found = tick.find(key);
  const bool isThere = found != tick.end() && found->is_array() && i < found->size() && (*found)[i].is_number();
  return isThere ? (*found)[i].get<double>() : 0;
}

market::DepthSide sideOf(const Json& tick, const char* prices, const char* volumes, double unit)
{
  market::DepthSide side;
  for (std::size_t i = 0; i < market::DepthSide::kMost; ++i)
    if (const double price = elementOf(tick, prices, i); price != 0)
      side.add({price, elementOf(tick, volumes, i) * unit});
  return side;
}

/// Shares of one unit of "volume": 100 where it counts 手.
double unitOf(const Json& tick, bool isIndex)
{
  const double volume = numberOf(tick, "volume");
  const double shares = numberOf(tick, "pvolume");
  if (!(volume > 0) || isIndex)
    return 1;
  if (shares > 0)
    return shares / volume > kLot / 2 ? kLot : 1;
  const double fit = numberOf(tick, "amount") / (numberOf(tick, "lastPrice") * volume);
  return fit > 10 ? kLot : 1; // an average price is within a factor of ten of the last one
}

Result<Timestamp> timeOf(const Json& tick, const TimeZone& zone)
{
  if (const double millis = numberOf(tick, "time"); millis > 0)
    return Timestamp::fromMillis(static_cast<std::int64_t>(millis));
  ZVT_TRY(const std::string tag, jsonString(tick, "timetag"));
  ZVT_TRY(const ParsedTime parsed, parseTime(tag));
  return zone.toUtc(parsed.local);
}

Result<market::Quote> quoteOf(const std::string& code, const Json& tick, const TimeZone& zone)
{
  market::Quote quote;
  if (!tick.is_object())
    return fail("quote.bad_full_tick", {{"code", code}});
  const auto id = market::parseCode(code);
  if (id)
    quote.entityId = id->toString();
  const auto time = timeOf(tick, zone);
  if (!time || std::isnan(numberOf(tick, "lastPrice")))
    return fail("quote.bad_full_tick", {{"code", code}});
  quote.time = *time;
  quote.last = priceOf(tick, "lastPrice");
  quote.previousClose = priceOf(tick, "lastClose");
  quote.open = priceOf(tick, "open");
  quote.high = priceOf(tick, "high");
  quote.low = priceOf(tick, "low");
  const double unit = unitOf(tick, id && id->type == "index");
  const double shares = numberOf(tick, "pvolume");
  quote.volume = shares > 0 ? shares : numberOf(tick, "volume") * unit;
  quote.turnover = numberOf(tick, "amount");
  quote.asks = sideOf(tick, "askPrice", "askVol", unit);
  quote.bids = sideOf(tick, "bidPrice", "bidVol", unit);
  return quote;
}

}

Result<std::vector<FullTick>> readFullTicks(std::string_view json, Timestamp received)
{
  ZVT_TRY(const Json all, parseJson(json));
  if (!all.is_object())
    return fail("quote.bad_full_tick", {{"code", {}}});
  ZVT_TRY(const TimeZone zone, TimeZone::find("Asia/Shanghai"));
  std::vector<FullTick> ticks;
  for (const auto& [code, tick] : all.items()) {
    ZVT_TRY(market::Quote quote, quoteOf(code, tick, zone));
    quote.received = received;
    ticks.push_back({code, std::move(quote)});
  }
  return ticks;
}

}
