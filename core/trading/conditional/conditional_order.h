// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/trading/order_service.h"

namespace zvt::trading {

/// The life of an order that is held here until a price is reached.
enum class ConditionalState {
  Waiting, ///< for its entry to fill, or for what was bought to be sellable
  Armed, ///< follows prices
  Triggered, ///< the price was reached, durably; the order is on its way to the order service
  Sent, ///< the order service has its order; where that fills and something is left, or expires, it is armed again
  Done, ///< that order is over, or was refused (then with a reason)
  Cancelled,
  Suspended ///< follows nothing until a person resumes it
};
/// waiting armed triggered sent done cancelled suspended
[[nodiscard]] std::string_view toString(ConditionalState state);
[[nodiscard]] Result<ConditionalState> parseConditionalState(std::string_view text);
/// Done and Cancelled: nothing follows.
[[nodiscard]] bool isOver(ConditionalState state);
[[nodiscard]] bool isLegal(ConditionalState from, ConditionalState to);

/// Which way the price has to go.
enum class Reach { AtOrAbove, AtOrBelow };
[[nodiscard]] std::string_view toString(Reach reach); ///< at_or_above at_or_below
[[nodiscard]] Result<Reach> parseReach(std::string_view text);

/// An order that waits for a price, on this computer. A stop to sell reaches at or below its trigger, a take-profit to
/// sell at or above; to buy, the other way round. A value.
struct ConditionalOrder {
  std::string id; ///< one-time; also the intent of the order that is sent
  /// One reduces the others: what the order of one fills is taken off the rest, and one that nothing is left of is
  /// cancelled. Until then all of them stand: an order that is refused or expires takes no protection along. Empty:
  /// none.
  std::string group;
  std::string entry; ///< bracket: client order id of the order whose fills it protects; empty: none
  std::string source = "manual";
  std::string entityId;
  Side side = Side::Sell;
  Reach reach = Reach::AtOrBelow;
  Price trigger; ///< of a trailing one the present one, 0 until a price has set it
  Trail trail; ///< none: the trigger stays
  OrderType sends = OrderType::Market; ///< or Limit
  Price price; ///< the limit; of a market order what cash is reserved at, 0: the price that triggered it
  Quantity quantity; ///< still to be traded, less by what others of its group filled; behind an entry: what it filled
  OrderTerms terms = {}; ///< of the order that is sent
  std::optional<TradingDay> goodTill; ///< cancelled at its close; nothing: until it is cancelled

  ConditionalState state = ConditionalState::Armed;
  int waitDays = 0; ///< trading days until what its entry bought can be sold
  Quantity unsettled; ///< of an armed one: what was bought since, and is not sent before those days are over
  Price best; ///< trailing: the best price seen
  Price triggeredAt; ///< the price that reached the trigger: of a gap, the open
  TradingDay triggeredOn;
  std::string orderId; ///< once sent
  std::int64_t attempt = 0; ///< the sequence of its next order: each time that it triggers has an order of its own
  Quantity filled; ///< by its present order
  Quantity entryFilled; ///< how much of its entry is in the quantity already
  Error reason; ///< why it was suspended, cancelled or refused; empty code: nothing to say
  Timestamp created;
  Timestamp updated;

  /// Guards against a loss: a sale on falling, a purchase on rising prices.
  [[nodiscard]] bool isProtective() const { return (side == Side::Sell) == (reach == Reach::AtOrBelow); }
  bool operator==(const ConditionalOrder&) const = default;
};

/// A stop (limit 0) or stop-limit order.
[[nodiscard]] ConditionalOrder stopOrder(
    std::string id, std::string entityId, Side side, Price trigger, Quantity quantity, Price limit = {});
/// A trailing stop by an amount or by percent of the best price.
[[nodiscard]] ConditionalOrder trailingStop(
    std::string id, std::string entityId, Side side, Trail trail, Quantity quantity);
/// A limit order that is only sent when its price is reached.
[[nodiscard]] ConditionalOrder takeProfit(
    std::string id, std::string entityId, Side side, Price price, Quantity quantity);

/// Does it make sense? Errors: conditional.bad_order with arguments "id" and "what" (id, quantity, trigger, price,
/// sends), trading.terms.*, entity.bad_id.
[[nodiscard]] Result<void> checkConditional(const ConditionalOrder& order);

/// What the order service is asked for: its client order id is a pure function of account, source, id and attempt.
[[nodiscard]] OrderIntent intentOf(const ConditionalOrder& order);

/// The trigger that a trailing stop has at its best price. Errors: number.*
[[nodiscard]] Result<Price> trailedTrigger(const ConditionalOrder& order, Price best);

/// The price at which a bar reaches the trigger: the open of a gap through it, else the trigger; nothing when the bar
/// does not reach it. A trailing stop has the trigger from before the bar.
[[nodiscard]] std::optional<Price> reachedIn(const ConditionalOrder& order, Price open, Price high, Price low);

[[nodiscard]] Json toJsonValue(const ConditionalOrder& order);
/// Errors: json.missing, json.type, number.bad_decimal, trading.bad_name, trading.unknown_field.
[[nodiscard]] Result<ConditionalOrder> conditionalFromJson(const Json& json);

}
