// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/trading/trading_rules.h"

namespace zvt::trading {

/// Where in the bar a market order fills.
enum class FillAt { Open, Close };

/// How much worse than the bar's price a market order fills, before the result is rounded to the tick against the
/// trader and clamped into the bar's range and the day's limits. Limit orders never fill beyond their limit.
struct Slippage {
  enum class Kind { None, Fraction, Ticks };
  Kind kind = Kind::None;
  Decimal value; ///< 0.001 = 0.1 %, or a number of ticks (under the free policy, without a tick rule, of 0.01)
};

struct MatchSettings {
  FillAt fillAt = FillAt::Open;
  Slippage slippage;
  std::optional<Decimal>
      volumeShare; ///< at most this part of the bar's volume an order; a missing volume then fills nothing
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
  NoVolume
};
[[nodiscard]] std::string_view toString(MatchOutcome outcome);

struct Match {
  MatchOutcome outcome = MatchOutcome::Filled;
  Quantity quantity; ///< 0 unless Filled or Partial
  Price price;
};

/// One bar as an order meets it; raw prices.
struct MatchBar {
  std::optional<market::Bar> bar; ///< nothing: the entity did not trade
  TradingDay day;
  std::optional<Price>
      reference; ///< previous close or ex-date reference: base of the price limits; nothing: no limits known
};

/// Fills one order against one bar that begins after the order was made. Stateless; usable from any thread.
///
/// Market order: the bar's open (or close) with slippage. Limit order: the open if that is no worse than the limit,
/// else the limit if the bar's range reaches it. A bar is sealed when its four prices are the limit price; a fill at
/// the close needs a close off the limit, since whoever queues at a limit at the close is not served. (An open at the
/// limit that trades away from it later did serve the queue.)
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
  [[nodiscard]] Result<Price> slipped(const Order& order, const Exact& exact, Price price) const;
  std::shared_ptr<const TradingRules> m_rules;
  MatchSettings m_settings;
};

}
