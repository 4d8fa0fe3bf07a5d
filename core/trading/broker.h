// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order.h"

namespace zvt::trading {

/// What the broker's own book says of one order.
struct BrokerOrder {
  std::string orderId; ///< our client order id
  std::string brokerOrderId;
  OrderState state = OrderState::Working; ///< Working, PartlyFilled, Filled, Cancelled, Rejected or Expired
  Error reason;
  std::vector<Fill> fills; ///< bare: trade id, price, quantity, day, time; without those that were taken back
  std::vector<std::string> busted = {}; ///< trade ids that were taken back or corrected
};

/// How a request left us.
enum class SendOutcome {
  Sent, ///< on its way; the answer comes as an event
  NotSent, ///< certainly never left
  Unknown
}; ///< may or may not have arrived

/// Receives what the broker reports, on the executor that the broker lives on, maybe during the call that caused it.
/// Reports may come twice or out of order.
class BrokerListener {
public:
  virtual ~BrokerListener() = default;
  virtual void onAccepted(const std::string& orderId, const std::string& brokerOrderId) = 0;
  virtual void onRejected(const std::string& orderId, const Error& reason) = 0;
  virtual void onFill(const Fill& fill) = 0;
  virtual void onCancelled(const std::string& orderId) = 0;
  virtual void onCancelRejected(const std::string& orderId, const Error& reason) = 0;
  /// Its time was over. @param reason why the market did not fill (all of) it; empty code: nobody said
  virtual void onExpired(const std::string& orderId, const Error& reason) = 0;
  /// TradeBust (FIX ExecType H): a trade that was reported, or will be, never was.
  /// @param after what the broker's order is then (OrdStatus): one that was filled may work again
  virtual void onTradeBust(const std::string& orderId, const std::string& tradeId, OrderState after) = 0;
  /// TradeCorrect (FIX ExecType G): the trade @p tradeId was what @p corrected says, which has an id of its own.
  virtual void onTradeCorrect(
      const std::string& orderId, const std::string& tradeId, const Fill& corrected, OrderState after) = 0;
};

/// A way to a market. Used from one executor only.
class Broker {
public:
  virtual ~Broker() = default;
  virtual void setListener(BrokerListener* listener) = 0;
  /// Does it have this type with these terms? Unless a broker says otherwise: plain market and limit orders for the
  /// day. What it lacks is held locally.
  [[nodiscard]] virtual bool takes(const Order& order) const
  {
    return !waitsForTrigger(order.type) && order.terms == OrderTerms{};
  }
  /// Sends one order under its client order id; a broker refuses or ignores an id that it knows.
  virtual SendOutcome place(const Order& order) = 0;
  virtual SendOutcome cancel(const Order& order) = 0;
  /// The book of one account. An order absent from a successful answer never arrived. Errors: broker.*: no answer,
  /// nothing is known.
  [[nodiscard]] virtual Result<std::vector<BrokerOrder>> orders(const std::string& account) = 0;
};

}
