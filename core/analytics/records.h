// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"
#include "core/base/time.h"

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zvt::analytics {

/// What a run leaves behind, as plain values: a backtest, a paper account or a real one fill them alike.
/// Times are wall-clock readings in the exchange's zone; midnight of the trading day for levels of one day and longer.

/// The account after one bar.
struct EquityPoint {
  LocalTime time;
  double equity = 0; ///< cash + market value
  double cash = 0;
  double marketValue = 0; ///< signed: short positions are negative
  double benchmark = std::numeric_limits<double>::quiet_NaN(); ///< level of the benchmark; NaN: none at this bar
  int positions = 0; ///< open positions after the bar

  bool operator==(const EquityPoint&) const = default;
};

enum class TradeSide { Long, Short };
[[nodiscard]] std::string_view toString(TradeSide side); ///< long, short

/// A position from its opening to its closing.
struct RoundTrip {
  std::string entityId;
  TradeSide side = TradeSide::Long;
  Quantity quantity; ///< always positive
  LocalTime entryTime;
  Price entryPrice; ///< mean of the fills, rights shares taken up in it
  LocalTime exitTime;
  Price exitPrice;
  Money costs; ///< of both sides
  Money pnl; ///< after costs, dividends included
  double returnFraction = 0; ///< pnl / value at entry
  std::int64_t entryBar = -1; ///< index into the equity curve of the bar that filled it; -1: not known
  std::int64_t exitBar = -1;
  Quantity rightsQuantity = {}; ///< rights shares that were taken up meanwhile: a part of quantity and entry price
  Money rightsPaid = {}; ///< for them
};

/// One order as it ended.
struct OrderRecord {
  std::string orderId;
  std::string entityId;
  std::string side; ///< buy, sell
  std::string type; ///< market, limit
  Quantity quantity;
  std::string limitPrice; ///< exact text; empty for a market order
  LocalTime placedTime;
  std::string state; ///< filled, partially_filled, cancelled, rejected, expired …
  Quantity filled;
  std::string reasonCode; ///< message key that says why it was refused or not filled; may be empty
  std::vector<std::pair<std::string, std::string>> reasonArguments;
};

/// What an order was made for.
enum class DecisionKind : std::uint8_t {
  Open, ///< to open or add to a position
  Close,
  Reduce,
  ByQuantity, ///< asked for by a strategy in code, without a target
  AtEnd, ///< a valuation when the run is over: nobody's decision
  Forced ///< a liquidation: nobody's decision
};
[[nodiscard]] std::string_view toString(DecisionKind kind); ///< open, close, reduce, by_quantity, at_end, forced
[[nodiscard]] std::optional<DecisionKind> decisionKind(std::string_view name);

/// Why an order was made: what its strategy wanted at the close that decided. What the strategy's nodes saw then is not
/// kept: it is computed again from the document and the bars (core/backtest/why_trace.h).
struct DecisionRecord {
  LocalTime time; ///< of the deciding close
  DecisionKind kind = DecisionKind::Open;
  double weight = 0; ///< the target, a signed part of the equity; NaN: none
  std::string source = {}; ///< id of the node that gave the weight, or the hook of a strategy in code
  double price = std::numeric_limits<double>::quiet_NaN(); ///< raw close that decided; NaN: none
  double equity = std::numeric_limits<double>::quiet_NaN(); ///< of the account at that close
  std::vector<std::pair<std::string, double>> notes = {}; ///< named values that a strategy in code gave as its reasons
  int line = 0; ///< of a script, in which it was said; 0: not known
};

/// One item of a cost: commission, stamp_duty, transfer_fee, handling_fee, supervision_fee, slippage …
struct CostAmount {
  std::string kind; ///< message key report.cost.<kind>
  Money amount;
};

/// One execution.
struct FillRecord {
  std::string orderId;
  std::string entityId;
  std::string side; ///< buy, sell
  LocalTime time;
  Quantity quantity;
  Price price;
  std::vector<CostAmount> costs; ///< itemised
  std::optional<Decimal> multiplier = {}; ///< of what is traded on margin, money a point; nothing: paid in full
  [[nodiscard]] Money totalCosts() const;
  /// What was traded: price × quantity (× multiplier).
  [[nodiscard]] double value() const;
};

/// What a position on margin received (negative: paid) beside its trades.
struct FlowRecord {
  LocalTime time; ///< of the bar that it fell into
  std::string entityId;
  std::string kind; ///< funding, borrowing
  Money amount;
};

/// A fall from a peak until the peak is reached again.
struct Drawdown {
  LocalTime peak;
  LocalTime trough;
  LocalTime end; ///< of the recovery, or the last point when not recovered
  bool recovered = false;
  double depth = 0; ///< negative fraction
  int tradingDays = 0; ///< from peak to end
  int calendarDays = 0;
};

}
