// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/trading/trading_rules.h"

namespace zvt::trading {

/// Where in the bar a market order fills. Vwap: at turnover ÷ volume of the bar, on the tick against the trader; a bar
/// that lacks either fills nothing.
enum class FillAt { Open, Close, Vwap };

/// How much worse than the bar's price a market order fills, before the result is rounded to the tick against the
/// trader and clamped into the bar's range and the day's limits. Limit orders never fill beyond their limit.
struct Slippage {
  enum class Kind { None, Fraction, Ticks };
  Kind kind = Kind::None;
  Decimal value; ///< 0.001 = 0.1 %, or a number of ticks (under the free policy, without a tick rule, of 0.01)
};

/// How far an order moves the price against itself, as a part of the price: coefficient × share (linear) or coefficient
/// × √share, where share = filled quantity ÷ the bar's volume. The square-root coefficient is a day's volatility times
/// a number near 1.
struct Impact {
  enum class Kind { None, Linear, SquareRoot };
  Kind kind = Kind::None;
  Decimal coefficient;
};

struct MatchSettings {
  FillAt fillAt = FillAt::Open;
  Slippage slippage;
  std::optional<Decimal>
      volumeShare; ///< at most this part of the bar's volume an order; a missing volume then fills nothing
  Impact impact = {}; ///< of what takes liquidity; a bar without volume then fills nothing
  Slippage halfSpread = {}; ///< what crossing the spread costs, on top of the slippage
  bool touchFills = true; ///< a limit that the bar only touches fills; false: the price has to trade through it
};

/// Why an order did not fill (or not wholly). Texts: "trading.match.<name>".
enum class MatchOutcome {
  Filled, ///< all of what remained
  Partial, ///< capped by the bar's volume
  Suspended, ///< no bar that day
  SealedLimitUp, ///< a buy, and the bar stands at the upper limit
  SealedLimitDown, ///< a sell, and the bar stands at the lower limit
  LimitNotReached,
  OutsidePriceLimit, ///< the order's limit price is not allowed that day
  IllegalQuantity, ///< not a legal lot
  IllegalPrice, ///< the limit is not on the tick
  NoVolume,
  NotTriggered, ///< a stop whose trigger was not reached
  OutsideCage, ///< the limit is beyond what continuous trading takes
  NotInPhase, ///< the phase of the session does not take or match this order
  NoCounterparty, ///< nobody on the other side of the book
  NotWhole ///< fill or kill, and not all of it could fill
};
[[nodiscard]] std::string_view toString(MatchOutcome outcome);

struct Match {
  MatchOutcome outcome = MatchOutcome::Filled;
  Quantity quantity; ///< 0 unless Filled or Partial
  Price price;
  bool triggered = false; ///< a stop's trigger was reached in this bar or before
  Price trigger = {}; ///< a trailing stop's trigger for the next bar
  Liquidity liquidity = Liquidity::Unknown; ///< Taker: at the market; Maker: the limit stood and was reached
};

/// One bar as an order meets it; raw prices.
struct MatchBar {
  std::optional<market::Bar> bar; ///< nothing: the entity did not trade
  TradingDay day;
  std::optional<Price>
      reference; ///< previous close or ex-date reference: base of the price limits; nothing: no limits known
  std::optional<Timestamp> begins = {}; ///< where orders may be younger than the bar: it fills none made after that
  Quantity taken =
      {}; ///< what the account's earlier orders got of this bar: less volume is left, and the price has moved
};

/// Fills one order against one bar that begins after the order was made. Stateless; usable from any thread.
///
/// Market order: the bar's open (or close) with slippage. Limit order: the open if that is no worse than the limit,
/// else the limit if the bar's range reaches it. A bar is sealed when its four prices are the limit price; a fill at
/// the close needs a close off the limit, since whoever queues at a limit at the close is not served. (An open at the
/// limit that trades away from it later did serve the queue.)
/// A stop is reached when the bar's range touches its trigger. It then fills at the trigger, or at the open of a gap
/// through it, with slippage, spread and impact. A stop-limit that is reached at a price within its limit fills there;
/// else at its limit where the bar certainly trades there afterwards (its open was the gap, or its close is within).
/// A trailing stop is tested with the trigger from before the bar, and then follows the bar's high (low).
/// @param sellable what the account could sell, to tell a legal odd lot; nothing: the lot rule is not applied to sells
/// Errors: rules.unknown, number.*; context "entity".
class Matcher {
public:
  Matcher(std::shared_ptr<const TradingRules> rules, MatchSettings settings);
  [[nodiscard]] Result<Match> match(
      const Order& order, const MatchBar& bar, std::optional<Quantity> sellable = {}) const;
  [[nodiscard]] const MatchSettings& settings() const { return m_settings; }

private:
  struct Exact;
  struct Met;
  [[nodiscard]] Result<Met> meet(const Order& order, const Exact& exact, const market::Bar& bar) const;
  [[nodiscard]] Result<Match> fill(
      const Order& order, const Exact& exact, const market::Bar& bar, const Met& met, Quantity taken) const;
  [[nodiscard]] Result<Quantity> allowed(
      const Order& order, const Exact& exact, const market::Bar& bar, Quantity taken) const;
  [[nodiscard]] Result<Price> moved(
      const Order& order, const Exact& exact, const market::Bar& bar, Price price, Quantity quantity) const;
  [[nodiscard]] Result<Price> nextTrigger(const Order& order, const Exact& exact) const;
  std::shared_ptr<const TradingRules> m_rules;
  MatchSettings m_settings;
};

}
