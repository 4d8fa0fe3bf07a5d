// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/matcher.h"

#include <vector>

namespace zvt::trading {

/// One price of a book, exact.
struct BookLevel {
  Price price;
  Quantity quantity;
};

/// One snapshot of a market as an order meets it; raw prices.
struct MatchTick {
  std::optional<Price> last;
  std::vector<BookLevel> asks; ///< best first
  std::vector<BookLevel> bids;
  Quantity traded; ///< since the tick before; of an auction's end: all of the auction
  std::optional<Price> low; ///< since the tick before; nothing: last
  std::optional<Price> high;
  market::Phase phase = market::Phase::Continuous;
  bool uncross = false; ///< the auction ends with this tick, at last
  bool suspended = false;
  TradingDay day;
  std::optional<Price> reference; ///< previous close or ex-date reference: base of the price limits
};

/// A tick at its moment.
struct TimedTick {
  Timestamp at;
  MatchTick tick;
};

struct TickSettings {
  Decimal queueShare = Decimal::fromInt(1); ///< of what trades at an order's own price, the part that comes to it
  Decimal bookShare = Decimal::fromInt(1); ///< of what the book shows, the part that can be had
  Slippage slippage = {}; ///< what taking costs beyond the levels shown, within the day's limits
  bool cage = true; ///< limits beyond the valid range of continuous trading are not taken
  /// What an order can have of the bars of @p bars it can have of ticks.
  [[nodiscard]] static TickSettings of(const MatchSettings& bars);
};

struct Execution {
  Price price;
  Quantity quantity;
  Liquidity liquidity = Liquidity::Taker;
  bool operator==(const Execution&) const = default;
};

/// What one tick means for an order.
struct TickMatch {
  MatchOutcome outcome = MatchOutcome::Filled; ///< Partial: something filled, something remains
  std::vector<Execution> executions;
  bool ends = false; ///< what has not filled is cancelled: immediate orders, best five, nobody there
  std::optional<Price> standsAt; ///< the rest is a limit order at this price: best five, own best, opposite best
  bool triggered = false;
  Price trigger; ///< of a trailing stop, for the next tick

  [[nodiscard]] Quantity quantity() const;
};

/// Fills one order against one tick. Stateless; usable from any thread.
///
/// An order that arrives (@p resting false) takes the opposite side of the book level by level: all shown levels, five
/// of them for the best-five kinds. What rests is served by trades only: all of what trades beyond its limit, and
/// queueShare of what trades at it; of an iceberg no more than its display at its own price, since each refill queues
/// again. In an auction nothing fills before it uncrosses: then better limits fill whole, the auction's price itself
/// by queueShare. After hours the fixed price is last. A stop is reached by the tick's range, fills from the book.
/// Errors: rules.unknown, number.*; context "entity".
class TickMatcher {
public:
  TickMatcher(std::shared_ptr<const TradingRules> rules, TickSettings settings);
  [[nodiscard]] Result<TickMatch> match(const Order& order, const MatchTick& tick, bool resting) const;

private:
  struct Exact;
  [[nodiscard]] Result<TickMatch> arrive(const Order& order, const MatchTick& tick, const Exact& exact) const;
  [[nodiscard]] Result<TickMatch> take(const Order& order, const MatchTick& tick, const Exact& exact,
      std::optional<Price> limit, std::size_t levels) const;
  [[nodiscard]] Result<TickMatch> serve(const Order& order, const MatchTick& tick, const Exact& exact) const;
  [[nodiscard]] Result<TickMatch> fixed(const Order& order, const MatchTick& tick, const Exact& exact) const;
  [[nodiscard]] Result<TickMatch> followStop(const Order& order, const MatchTick& tick, const Exact& exact) const;
  [[nodiscard]] Result<TickMatch> partOf(
      const Order& order, Price price, Quantity traded, Decimal share, const Exact& exact, Liquidity liquidity) const;

  std::shared_ptr<const TradingRules> m_rules;
  TickSettings m_settings;
};

}
