// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"
#include "core/base/time.h"

#include <optional>
#include <string_view>

namespace zvt::trading {

/// Market and Limit stand at every broker. The other three wait for a price; where a broker has no such type they are
/// held here, see core/trading/conditional.
enum class OrderType {
  Market,
  Limit,
  Stop, ///< a market order once the price reaches the trigger
  StopLimit, ///< a limit order once the price reaches the trigger
  TrailingStop ///< a stop whose trigger follows the best price since it was made
};

enum class TimeInForce {
  Day, ///< expires with the trading day
  ImmediateOrCancel, ///< what does not fill at once is cancelled
  FillOrKill, ///< all at once or nothing
  GoodTillCancel,
  GoodTillDay ///< expires with OrderTerms::goodTill
};

/// How an order is priced where the exchange has more to offer than one market order. Which board has which kind in
/// which phase is dated data, see order_kinds.h.
enum class PriceKind {
  Plain, ///< what the type says
  BestFiveThenCancel, ///< fills within the opposite best five prices, the rest is cancelled
  BestFiveThenLimit, ///< fills within the opposite best five prices, the rest stands at the last price it filled at
  OppositeBest, ///< a limit at the best opposite price
  OwnBest, ///< a limit at the best price of its own side
  FixedPrice ///< after hours, at the close
};

/// The distance of a trailing stop from the best price.
struct Trail {
  enum class Kind { None, Amount, Percent };
  Kind kind = Kind::None;
  Decimal value; ///< in money, or percent of the best price: 5 = 5 %
  bool operator==(const Trail&) const = default;
};

/// What an order says beyond side, type, price and quantity. The default is a plain order good for the day.
struct OrderTerms {
  TimeInForce timeInForce = TimeInForce::Day;
  std::optional<TradingDay> goodTill; ///< of GoodTillDay
  PriceKind priceKind = PriceKind::Plain;
  Price trigger; ///< of Stop and StopLimit; of TrailingStop the present one, 0 until a price has set it
  Trail trail; ///< of TrailingStop
  Quantity display; ///< iceberg: shown at a time; 0 shows all
  bool operator==(const OrderTerms&) const = default;
};

/// Names as stored and sent: market limit stop stop_limit trailing_stop · day ioc fok gtc gtd · plain best5_cancel
/// best5_limit opposite_best own_best fixed_price · none amount percent
[[nodiscard]] std::string_view toString(OrderType type);
[[nodiscard]] std::string_view toString(TimeInForce timeInForce);
[[nodiscard]] std::string_view toString(PriceKind kind);
[[nodiscard]] std::string_view toString(Trail::Kind kind);
/// Errors: trading.bad_name with arguments "text" and "kind".
[[nodiscard]] Result<OrderType> parseOrderType(std::string_view text);
[[nodiscard]] Result<TimeInForce> parseTimeInForce(std::string_view text);
[[nodiscard]] Result<PriceKind> parsePriceKind(std::string_view text);
[[nodiscard]] Result<Trail::Kind> parseTrailKind(std::string_view text);

/// Stop, StopLimit, TrailingStop: nothing trades before the trigger is reached.
[[nodiscard]] constexpr bool waitsForTrigger(OrderType type)
{
  return type == OrderType::Stop || type == OrderType::StopLimit || type == OrderType::TrailingStop;
}
/// Limit and StopLimit: never filled beyond Order::price.
[[nodiscard]] constexpr bool hasLimit(OrderType type)
{
  return type == OrderType::Limit || type == OrderType::StopLimit;
}

/// Do the terms fit the type and each other? Errors: trading.terms.no_trigger, trading.terms.needless_trigger,
/// trading.terms.bad_trail, trading.terms.bad_display (arguments "display", "quantity"), trading.terms.no_day,
/// trading.terms.needless_day, trading.terms.kind_needs_market, trading.terms.display_needs_limit.
[[nodiscard]] Result<void> checkTerms(OrderType type, Quantity quantity, const OrderTerms& terms);

}
