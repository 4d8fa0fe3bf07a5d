// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/trading/order_service.h"
#include "core/trading/risk/limit_usage.h"

#include <functional>
#include <memory>

namespace zvt::risk {

class Approvals;
class Clutch;

/// The one sequencer of risk over all accounts and strategies: an order is judged and its risk reserved in one step,
/// so that no race can take a limit twice. Every member may be called from any thread.
///
/// The accounts that a person declares and trades are one world: a limit without an account in its scope adds them up.
/// An account in a market that is played (a strategy's own) is a world of its own: such a limit holds for it by itself,
/// with its own money and at its own prices.
///
/// Orders are reserved by admit(), become facts by follow() and are given back when they are over. What was admitted
/// and never came to be (the journal refused it) is given back with its account's next keepUp().
class RiskBook {
public:
  struct Options {
    RiskLimits limits;
    RiskLookups lookups;
    Clutch* clutch = nullptr; ///< null: none; outlives the book
    Approvals* approvals = nullptr; ///< null: orders above an approval's size are refused
    Store* store = nullptr; ///< keeps each day's opening equity and the peak; null: they begin with the book
  };
  /// @param clock outlives the book. Errors: risk.unknown_rule.
  static Result<std::unique_ptr<RiskBook>> make(Options options, const Clock& clock);
  ~RiskBook();
  RiskBook(const RiskBook&) = delete;
  RiskBook& operator=(const RiskBook&) = delete;

  /// Judges without reserving: for a ticket.
  [[nodiscard]] RiskDecision look(const Order& draft) const;
  /// Judges and, where nothing blocks, reserves and counts the order. Asking again for an id that is reserved changes
  /// nothing. Errors: the first blocking finding's, risk.clutch.engaged, risk.approval.*.
  [[nodiscard]] Result<void> admit(const Order& draft);
  /// Judges an order that goes in parts as the whole that it is, and reserves nothing: its parts are admitted one by
  /// one. Errors: as admit().
  [[nodiscard]] Result<void> admitWhole(const Order& draft);
  /// The order as it is now.
  void follow(const Order& order);
  void release(std::string_view orderId);
  /// What the account holds of an entity as a whole, after a corporate action.
  void hold(std::string_view account, const trading::Position& position);
  /// The whole account as its service shows it: equity, marks, holdings, open orders. An older picture than the newest
  /// one changes nothing.
  void settle(const trading::TradingSnapshot& snapshot, Decimal toBase = Decimal::fromInt(1));
  /// The same for one whose orders and holdings were followed: equity, marks, a new day; reservations of this account
  /// that are no orders are given back. Call on the account's executor.
  void keepUp(const trading::TradingSnapshot& snapshot);
  /// The same without a picture of all its orders, which grows with the account's history: of a market that is played
  /// on the caller's thread. @return false: its orders were not followed from the beginning, and it is to be settled
  /// first
  [[nodiscard]] bool keepUp(const trading::TradingState& state);
  /// Prices of the declared accounts; of a played one where it is named.
  void mark(const std::vector<std::pair<std::string, Price>>& prices, std::string_view account = {});
  /// An account in a market that is played from bars, from its first order on: a world of its own. Its orders come as
  /// fast as the machine plays, so that they count by the day and not by the second.
  void setPlayed(std::string_view account);
  /// The account is gone, or its service is about to be made anew: its holdings, orders and reservations no longer
  /// count. What its losses are counted from stays stored.
  void forget(std::string_view account);

  /// Errors: risk.unknown_rule; the old limits hold then.
  [[nodiscard]] Result<void> setLimits(RiskLimits limits);
  [[nodiscard]] RiskLimits limits() const;
  /// Of the declared accounts together, or of the world of one account.
  [[nodiscard]] RiskPicture picture(std::string_view account = {}) const;
  [[nodiscard]] std::vector<std::string> accounts() const; ///< all, by name
  /// How much of each limit is used now: by the declared accounts, or by the played one that uses more of it.
  [[nodiscard]] std::vector<LimitUsage> usage() const;

private:
  struct State;
  explicit RiskBook(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

/// The gate for OrderService::Options::gate. The book outlives the service.
[[nodiscard]] std::function<Result<void>(const Order&, const trading::SimAccount&, std::span<const Order>)> riskGate(
    RiskBook& book);
/// Keeps the book up to date with a service until the handle is gone.
[[nodiscard]] std::shared_ptr<void> watch(
    trading::OrderService& service, RiskBook& book, Decimal toBase = Decimal::fromInt(1));

}
