// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/account.h"

#include <deque>
#include <functional>
#include <map>
#include <string>

namespace zvt::risk {

using trading::Order;
using trading::Side;

/// Money of one account, in its own currency.
struct RiskAccount {
  std::string name;
  Money equity;
  TradingDay day;
  TradingDay lossDay = {}; ///< the day that dayStart is of
  Money dayStart; ///< equity at the day's beginning, moved by deposits and withdrawals since
  Money peak; ///< highest equity seen, moved likewise
  Money moved; ///< deposits less withdrawals so far
  Decimal toBase = Decimal::fromInt(1); ///< exchange rate to the currency of the limits
  bool isLossKnown = true; ///< false: what dayStart and peak were before could not be read
  bool isRateKnown = true; ///< false: in another currency than the limits, and toBase is not its rate
  std::string unpriced = {}; ///< a holding that has no price yet: the equity is not known; empty: all have one
  bool operator==(const RiskAccount&) const = default;
};

/// Facts about securities that the host knows. Leave out what nobody knows; a check that misses one says so and
/// lets no order enlarge a position, see RiskLimit::whenUnknown.
/// Called under the book's lock: quick, thread-safe, and never back into the book.
struct RiskLookups {
  std::function<std::string(std::string_view entityId)> industry; ///< empty: unknown
  std::function<std::vector<std::string>(std::string_view entityId)> tags;
  std::function<std::optional<Quantity>(std::string_view entityId)> averageDailyVolume;
  std::function<std::optional<double>(std::string_view first, std::string_view second)> correlation; ///< −1…1
};

/// Whose holding of what.
struct LineKey {
  std::string entityId;
  std::string account;
  std::string strategy;
  auto operator<=>(const LineKey&) const = default;
};
/// A holding and what working orders may still make of it.
struct RiskLine {
  Quantity held; ///< negative: short
  Quantity buying; ///< open buys
  Quantity selling;
  Money buyingAt; ///< Σ remaining × price of the open buys, currency of the account
  Money sellingAt;
  bool operator==(const RiskLine&) const = default;
};

/// An order that is, or may be, at a broker; Unknown ones count until the broker's word.
struct RiskOrder {
  LineKey key;
  Side side = Side::Buy;
  Price price;
  Quantity remaining;
  Quantity filled; ///< already in the holding
  bool isCancelling = false;
};

/// Orders and cancels of one account and strategy.
struct FlowCount {
  int orders = 0; ///< of the day
  int cancels = 0;
  int lastSecond = 0; ///< both kinds
};

/// What is held, on its way and asked of brokers at one moment: the input of every check. A plain value, kept up to
/// date by RiskBook. Not thread-safe.
class RiskPicture {
public:
  void setAccount(RiskAccount account);
  [[nodiscard]] const std::map<std::string, RiskAccount, std::less<>>& accounts() const { return m_accounts; }
  /// To the currency of the limits; 1 for an account that nobody described.
  [[nodiscard]] Decimal rateOf(std::string_view account) const;
  /// Forgets holdings and orders of an account, to be told anew.
  void clear(std::string_view account);
  void setMark(std::string_view entityId, Price price);
  /// Newest price; nothing when nobody told one.
  [[nodiscard]] std::optional<Price> mark(std::string_view entityId) const;
  /// What an account holds of an entity as a whole: the difference to the sum of its strategies' lines goes to the one
  /// line there is, else to the line without a strategy.
  void setHolding(std::string_view account, std::string_view entityId, Quantity total);
  /// Takes an order as it is now: what was filled since moves to the holding, the rest is open until the order is over.
  void takeOrder(const Order& order);
  /// The same where its fills are in the holdings already.
  void adoptOrder(const Order& order);
  /// Forgets an order that never came to be; its reservation is gone.
  void forget(std::string_view orderId);
  [[nodiscard]] const std::map<LineKey, RiskLine>& lines() const { return m_lines; }
  [[nodiscard]] const std::map<std::string, RiskOrder, std::less<>>& openOrders() const { return m_orders; }

  /// The account is gone, with all that is known of it.
  void removeAccount(std::string_view account);

  /// @param at nothing: of the day only, not of a second
  void countOrder(const Order& order, std::optional<Duration> at);
  void countCancel(const Order& order, std::optional<Duration> at);
  /// The day's counts of an account and strategy, as the journal tells them.
  void setDayFlow(std::string_view account, std::string_view strategy, int orders, int cancels);
  void clearDayFlow(std::string_view account);
  /// Another trading day of the account, later or (a replay) earlier: its counters begin anew.
  void startDay(std::string_view account);
  /// Sum over accounts and strategies; empty names mean all. @param now of the same clock as the counts
  [[nodiscard]] FlowCount flow(std::string_view account, std::string_view strategy, Duration now) const;

private:
  struct Request {
    Duration at;
    std::string account, strategy;
  };
  void count(const Order& order, std::optional<Duration> at, int orders, int cancels);
  void addOpen(const RiskOrder& order, bool add);
  void hold(const LineKey& key, Quantity change);
  void holdForced(const Order& order, Quantity change);

  std::map<std::string, RiskAccount, std::less<>> m_accounts;
  std::map<std::string, Price, std::less<>> m_marks;
  std::map<LineKey, RiskLine> m_lines;
  std::map<std::string, RiskOrder, std::less<>> m_orders;
  std::map<std::string, RiskOrder, std::less<>> m_over; ///< of the day: a late fill is told of them, too
  std::deque<Request> m_requests; ///< of the last second
  std::map<std::pair<std::string, std::string>, FlowCount> m_days; ///< by account and strategy
};

}
