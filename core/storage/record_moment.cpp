// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_moment.h"

#include "core/market/exchange.h"

#include <array>

namespace zvt::storage {

namespace {

/// Markets with a clock of their own; what belongs to none is on mainland China's, the first.
constexpr std::array<const char*, 4> kMarkets = {"cn", "hk", "us", "crypto"};
using Values = std::array<RecordValue, kMarkets.size()>;

template <typename Make> Result<Values> perMarket(Make make)
{
  Values values;
  for (std::size_t i = 0; i < kMarkets.size(); ++i) {
    ZVT_TRY(const auto calendar, market::Calendar::load(kMarkets[i]));
    values[i] = make(calendar->zone());
  }
  return values;
}

SqlText single(const std::string& column, std::string_view op, RecordValue value)
{
  return {column + std::string(op) + "?", {std::move(value)}};
}

/// The extreme of all markets first, which an index can use, then the value of the row's own market.
SqlText comparison(const std::string& column, std::string_view op, const Values& values, const std::string& entityId)
{
  if (entityId.empty() || std::all_of(values.begin(), values.end(), [&](const auto& v) { return v == values[0]; }))
    return single(column, op, values[0]);
  const auto& widest = op.front() == '<' ? *std::max_element(values.begin(), values.end())
                                         : *std::min_element(values.begin(), values.end());
  SqlText sql = single(column, op, widest);
  sql.text = "(" + sql.text + " AND " + column + std::string(op) + "CASE zvt_market(" + entityId + ")";
  for (std::size_t i = 1; i < kMarkets.size(); ++i) {
    sql.text += std::string(" WHEN '") + kMarkets[i] + "' THEN ?";
    sql.values.push_back(values[i]);
  }
  sql.text += " ELSE ? END)";
  sql.values.push_back(values[0]);
  return sql;
}

Timestamp absolute(const ParsedTime& moment)
{
  return Timestamp{moment.local.micros} - moment.offset;
}

}

Result<SqlText> compareTime(
    const std::string& column, std::string_view op, const ParsedTime& moment, const std::string& entityId)
{
  if (moment.hasOffset)
    return single(column, op, absolute(moment).micros);
  ZVT_TRY(const Values values,
      perMarket([&](const TimeZone& zone) { return RecordValue(zone.toUtc(moment.local).micros); }));
  return comparison(column, op, values, entityId);
}

Result<SqlText> compareDay(
    const std::string& column, std::string_view op, const ParsedTime& moment, const std::string& entityId)
{
  if (!moment.hasOffset)
    return single(column, op, moment.local.day().iso());
  ZVT_TRY(const Values values,
      perMarket([&](const TimeZone& zone) { return RecordValue(zone.toLocal(absolute(moment)).day().iso()); }));
  return comparison(column, op, values, entityId);
}

ParsedTime nextDay(ParsedTime moment)
{
  moment.local = LocalTime::of(moment.local.day() + 1);
  return moment;
}

}
