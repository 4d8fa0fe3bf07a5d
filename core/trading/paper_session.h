// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/executor.h"
#include "core/market/exchange.h"
#include "core/trading/checks.h"
#include "core/trading/matcher.h"
#include "core/trading/order_service.h"
#include "core/trading/replay_moment.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace zvt::data {
class MarketData;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::trading {

class HeldOrders;
class PaperBroker;
struct ConditionalChange;
struct ParentChange;
struct VolumeProfile;
struct ParentOrder;

struct PaperSessionOptions {
  AccountSettings account; ///< of a new account; an existing one keeps its own
  std::shared_ptr<const market::RuleBook> rules;
  Commission commission = Commission::standard();
  MatchSettings matching;
  /// Where a new account begins: that many trading days before the newest stored bar, so that there is a market to
  /// play.
  int daysBack = 20;
  std::optional<TradingDay> firstDay; ///< instead of daysBack
  std::shared_ptr<Store> ledger; ///< instead of the profile's
  /// Where its books stand: a market that moveTo() moves from moment to moment, instead of advance() from close to
  /// close. Nothing: by days.
  std::optional<ReplayMoment> moment;
  /// Limits beyond the market's rules: admits an order (asked last, on the executor), and shows a ticket what it would
  /// say. Empty: none.
  std::function<Result<void>(const Order&)> admit;
  std::function<std::vector<CheckResult>(const Order& draft)> riskChecks;
  /// Admits an order that is worked in parts as the whole that it is; each part is asked for by itself, too. Empty: no
  /// limits.
  std::function<Result<void>(const Order& whole)> admitWhole;
  /// What one unit is worth before the session, and the last day that is known then: told of each security that
  /// somebody looks at or orders, before admit is asked. Any thread but the GUI's. Empty: nobody wants it.
  std::function<void(const std::string& entityId, Price price, TradingDay known)> priced;
};

/// Where the replayed market stands: after the close of @c day, before the open of @c next; one with a moment may have
/// played a part of @c next, too.
struct ReplayState {
  std::optional<TradingDay> day; ///< nothing: no bars are stored yet
  std::optional<TradingDay> next; ///< nothing: no later bars are stored
  std::optional<Timestamp> at; ///< of a session that moves by moments
  bool running = false;
  int done = 0; ///< days played of those asked for
  int wanted = 0;
  Error problem; ///< why it stopped; empty code: nothing to say
  bool operator==(const ReplayState&) const = default;
};

/// Everything a ticket wants to know of one security. Knows no bar after the replay's day.
struct TicketContext {
  TicketMarket market; ///< of the next session, which the order goes into; its calendar lives as long as this
  std::shared_ptr<const market::Calendar> calendar;
  std::optional<Price> previousClose; ///< of the bar before the newest: the base of its change
  std::optional<market::LimitPrices> limits;
  std::optional<market::TickRule> tick;
  std::optional<market::LotRule> lot;
  bool hasMinutes = false; ///< minute bars are stored: orders can be worked through a day
  std::shared_ptr<const VolumeProfile> volumes; ///< of the days before; null: not read, see volumeProfile()
};

/// The account at the close of one day.
struct EquityPoint {
  TradingDay day;
  Money cash;
  Money marketValue;
  Money moved; ///< deposits less withdrawals so far
  [[nodiscard]] Money equity() const { return cash + marketValue; }
  bool operator==(const EquityPoint&) const = default;
};

/// A simulated desk: a paper account and its broker over the profile's ledger, with the stored bars as the market. One
/// step plays one trading day: the account begins it (settlement, ex-dates), orders meet its bars (minute bars where
/// they are stored, else the daily bar), what was made before it and did not fill expires, holdings are marked with its
/// closes. Nobody sees a bar before its day was played.
///
/// The journal keeps where the market stands: opening again continues there, and finishes a day that was cut short.
/// Members may be called from any thread; work and call-backs run on the executor. Store, data, clock and executor
/// outlive the session and what it posted.
class PaperSession {
public:
  using Observer = std::function<void(const ReplayState&)>;

  /// Reads the ledger on the calling thread. Errors: storage.*, trading.bad_journal.
  static Result<std::unique_ptr<PaperSession>> open(PaperSessionOptions options, storage::Profile& profile,
      data::MarketData& marketData, const Clock& clock, Executor& executor);
  /// Stops a running replay after the day that it is at.
  ~PaperSession();
  PaperSession(const PaperSession&) = delete;
  PaperSession& operator=(const PaperSession&) = delete;

  [[nodiscard]] OrderService& orders();
  [[nodiscard]] PaperBroker& broker(); ///< used from the executor only
  /// What waits on this computer for its price or its moment. It meets finished bars: what one sets off is sent after
  /// it and meets the next.
  [[nodiscard]] HeldOrders& held();
  /// Has parent orders worked, all of them or none, with the volume curve of the days before where one is to follow
  /// one and has none. Errors given to @p done: algo.no_curve, those of PaperSessionOptions::admitWhole and of
  /// HeldOrders::place().
  void work(std::vector<ParentOrder> orders, std::function<void(Result<void>)> done = {});
  void work(ParentOrder order, std::function<void(Result<void>)> done = {});
  /// Changes a conditional order, whose new prices have to be on the tick and on their side of the market. Errors given
  /// to @p done: trading.check.trigger.*, trading.check.take_profit.*, trading.check.trail.*, those of
  /// HeldOrders::change().
  void change(std::string id, ConditionalChange change, std::function<void(Result<void>)> done = {});
  /// Changes an order that is worked. Errors given to @p done: trading.check.price_limit.*, trading.check.tick.*,
  /// trading.check.lot_size.*, trading.check.worked.*, those of PaperSessionOptions::admitWhole and of
  /// HeldOrders::change().
  void change(std::string id, ParentChange change, std::function<void(Result<void>)> done = {});
  [[nodiscard]] std::shared_ptr<const TradingRules> rules() const;

  [[nodiscard]] ReplayState state() const;
  /// Calls @p observer after each change until the handle is gone.
  [[nodiscard]] std::shared_ptr<void> observe(Observer observer);
  /// Plays the next @p days trading days. Errors given to @p done: trading.replay_over, trading.replay_running,
  /// storage.*, rules.unknown.
  void advance(int days, std::function<void(Result<ReplayState>)> done = {});
  /// Of a session with a moment: lets the orders meet the bars up to a later one. Those made on a day, before its
  /// close, are good for that day; those made at its close or later for the next one. Errors: as advance().
  void moveTo(ReplayMoment moment, std::function<void(Result<ReplayState>)> done = {});
  /// Stops after the day that is being played.
  void cancelAdvance();
  /// Looks again at what is stored; called by itself when the market data change.
  void refresh();

  /// Reads bars: not for the GUI thread. Errors: storage.*, calendar.*, entity.bad_id.
  [[nodiscard]] Result<TicketContext> ticketContext(const std::string& entityId, OrderType type) const;
  /// By what an order that follows the volume is spread now: of the days before. Reads minute bars: not for the GUI
  /// thread.
  [[nodiscard]] Result<std::shared_ptr<const VolumeProfile>> volumeProfile(const std::string& entityId) const;
  /// What the limits would say to an order, see PaperSessionOptions::riskChecks, and whether the cash suffices for what
  /// worked orders still have to buy, too. Any thread.
  [[nodiscard]] std::vector<CheckResult> riskChecks(const Order& draft) const;
  /// One point a played day, oldest first, from the journal and the stored closes.
  void history(std::function<void(Result<std::vector<EquityPoint>>)> done);

private:
  struct State; ///< paper_session_state.h
  explicit PaperSession(std::shared_ptr<State> state);
  std::shared_ptr<State> m_state;
  std::shared_ptr<void> m_dataObservation;
};

}
