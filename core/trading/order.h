// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/rule_book.h"
#include "core/trading/margin_terms.h"
#include "core/trading/order_terms.h"

#include <optional>
#include <string>
#include <vector>

namespace zvt::trading {

enum class Side { Buy, Sell };

/// The life of an order. order_state.h holds the table of legal transitions.
enum class OrderState {
  Draft, ///< made, not yet in the journal
  PendingNew, ///< durable in the journal; on its way to the broker
  Working, ///< the broker has it
  PartlyFilled,
  PendingCancel, ///< a cancel is durable in the journal and on its way
  Unknown, ///< sent or cancelled with no answer; only the broker's word settles it, cash and shares stay reserved
  Filled,
  Cancelled,
  Rejected,
  Expired
}; ///< the day ended first

/// Who was in the book first: what crypto exchanges charge by.
enum class Liquidity { Unknown, Maker, Taker };

/// Names as stored and sent: buy sell · draft pending_new working partly_filled pending_cancel unknown filled … ·
/// unknown maker taker
[[nodiscard]] std::string_view toString(Side side);
[[nodiscard]] std::string_view toString(OrderState state);
[[nodiscard]] std::string_view toString(Liquidity liquidity);
/// Errors: trading.bad_name with arguments "text" and "kind".
[[nodiscard]] Result<Side> parseSide(std::string_view text);
[[nodiscard]] Result<OrderState> parseOrderState(std::string_view text);
[[nodiscard]] Result<Liquidity> parseLiquidity(std::string_view text);

[[nodiscard]] constexpr Side opposite(Side side)
{
  return side == Side::Buy ? Side::Sell : Side::Buy;
}

/// One order. A value: whoever holds it holds a picture of one moment.
struct Order {
  std::string id; ///< client order id, see clientOrderId()
  std::string account;
  std::string source; ///< "manual", a strategy's name
  std::string intent; ///< the one-time id of the ticket or signal it came from
  std::int64_t sequence = 0; ///< number of the order inside its intent
  std::string entityId;
  Side side = Side::Buy;
  OrderType type = OrderType::Limit;
  Price price; ///< the limit; of a market order or a plain stop: the price that cash is reserved at
  Quantity quantity; ///< shares, contracts or coins
  OrderState state = OrderState::Draft;
  Quantity filled;
  Money filledAmount; ///< Σ amounts of its fills
  Money costs; ///< Σ costs of its fills
  Money reservedCash; ///< what was frozen for it when it was made; on margin: of what it opens
  std::string brokerOrderId;
  Error reason; ///< why it was rejected, what is unknown, why it expired; empty code: nothing to say
  TradingDay day;
  Timestamp created;
  Timestamp updated;
  OrderTerms terms = {};
  std::optional<MarginTerms> margin = {}; ///< nothing: paid in full

  [[nodiscard]] Quantity remaining() const { return quantity - filled; }
  /// Average price of its fills, rounded to 1e-12; 0 without fills.
  [[nodiscard]] Price averagePrice() const;
  bool operator==(const Order&) const = default;
};

/// One line of a fill's costs, with the dated rule that it comes from.
struct Cost {
  market::RuleKind kind = market::RuleKind::Commission;
  Money amount;
  std::string ruleId;
  bool operator==(const Cost&) const = default;
};
[[nodiscard]] Money total(const std::vector<Cost>& costs);

/// One execution.
struct Fill {
  std::string tradeId; ///< the broker's; unique in one account, so that a second report changes nothing
  std::string orderId; ///< client order id
  std::string account;
  std::string entityId;
  Side side = Side::Buy;
  Price price;
  Quantity quantity;
  Money amount; ///< price × quantity (× multiplier), rounded half up to the account's money unit
  std::vector<Cost> costs;
  int sellAfterDays = 0; ///< trading days until bought units can be sold: 1 = T+1
  TradingDay day;
  Timestamp at;
  Liquidity liquidity = Liquidity::Unknown;
  std::optional<MarginTerms> margin = {}; ///< as they were on that day; nothing: paid in full
  bool operator==(const Fill&) const = default;
};

/// The id an order travels under: a pure function of where it comes from, 24 characters [a-z0-9] (brokers allow no
/// more), so that the same intent can never become two orders, not even after a crash.
[[nodiscard]] std::string clientOrderId(
    std::string_view account, std::string_view source, std::string_view intent, std::int64_t sequence);

}
