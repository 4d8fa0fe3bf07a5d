// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/report.h"

#include <string>
#include <vector>

namespace zvt::tests {

inline LocalTime at(const char* day)
{
  return LocalTime::of(TradingDay::parse(day).value());
}

/// Five days: returns +10 %, −10 %, +20 %, 0; benchmark +5 %, 0, +10 %, 0.
inline std::vector<analytics::EquityPoint> sampleEquity()
{
  return {
      {at("2024-01-30"), 100, 100, 0, 10, 0},
      {at("2024-01-31"), 110, 50, 60, 10.5, 1},
      {at("2024-02-01"), 99, 49, 50, 10.5, 1},
      {at("2024-02-02"), 118.8, 118.8, 0, 11.55, 0},
      {at("2024-02-05"), 118.8, 18.8, 100, 11.55, 1},
  };
}

inline analytics::RoundTrip trade(const char* pnl, double returnFraction)
{
  analytics::RoundTrip trip;
  trip.entityId = "stock_sz_000001";
  trip.quantity = Quantity::fromInt(100);
  trip.entryTime = at("2024-01-31");
  trip.entryPrice = Price::parse("10.5").value();
  trip.exitTime = at("2024-02-02");
  trip.exitPrice = Price::parse("11").value();
  trip.costs = Money::parse("1.25").value();
  trip.pnl = Money::parse(pnl).value();
  trip.returnFraction = returnFraction;
  return trip;
}

inline std::vector<analytics::RoundTrip> sampleTrades()
{
  return {trade("30", 0.1), trade("-10", -0.05), trade("20", 0.2), trade("-20", -0.25)};
}

inline analytics::FillRecord fill(const char* side, const char* price, std::vector<analytics::CostAmount> costs)
{
  analytics::FillRecord record;
  record.orderId = "o1";
  record.entityId = "stock_sz_000001";
  record.side = side;
  record.time = at("2024-01-31");
  record.quantity = Quantity::fromInt(10);
  record.price = Price::parse(price).value();
  record.costs = std::move(costs);
  return record;
}

inline std::vector<analytics::FillRecord> sampleFills()
{
  return {fill("buy", "5", {{"commission", Money::parse("1.5").value()}}),
      fill("sell", "6", {{"commission", Money::parse("0.5").value()}, {"stamp_duty", Money::parse("2").value()}})};
}

}
