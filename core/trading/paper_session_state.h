// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/held_orders.h"
#include "core/trading/paper_broker.h"
#include "core/trading/paper_market.h"

#include <atomic>
#include <map>
#include <mutex>

namespace zvt::trading {

/// Time of the replayed market: what a paper order's stamps say.
class MarketClock final : public Clock {
public:
  explicit MarketClock(const Clock& real)
      : m_real(real)
      , m_now(real.now().micros)
  {
  }
  [[nodiscard]] Timestamp now() const override { return {m_now}; }
  [[nodiscard]] Duration elapsed() const override { return m_real.elapsed(); }
  void setNow(Timestamp now) { m_now = now.micros; }

private:
  const Clock& m_real;
  std::atomic<std::int64_t> m_now;
};

/// What lives as long as posted work needs it. Everything but what the mutex guards belongs to the executor.
struct PaperSession::State : std::enable_shared_from_this<PaperSession::State> {
  using Done = std::function<void(Result<ReplayState>)>;

  State(PaperSessionOptions sessionOptions, storage::Profile& theProfile, data::MarketData& marketData,
      const Clock& clock, Executor& theExecutor);
  Result<void> open();

  void post(std::move_only_function<void(State&)> work);
  void refresh();
  void advance(int days, Done finished);
  void moveTo(const ReplayMoment& moment, Done finished); ///< paper_moment.cpp
  [[nodiscard]] Result<std::vector<EquityPoint>> history() const;

  [[nodiscard]] ReplayState replayNow() const;
  /// Completes a parent order and admits it as the whole that it is, see PaperSession::work().
  /// @param more cash that others of its basket will need
  Result<void> prepare(ParentOrder& parent, Money more) const;
  [[nodiscard]] Result<void> admitWhole(const ParentOrder& parent) const;
  /// As if it were one order. @param quantity of it that is looked at
  [[nodiscard]] Result<void> admit(const ParentOrder& parent, Quantity quantity) const;
  /// Does the cash suffice for a buy and for what worked orders still have to buy? Those reserve nothing before their
  /// parts leave. Nothing: none is worked. @param more added to that
  [[nodiscard]] std::optional<CheckResult> checkWorked(const Order& draft, Money more = {}) const;
  // paper_requests.cpp
  [[nodiscard]] Result<void> checkChange(const std::string& id, const ConditionalChange& change) const;
  [[nodiscard]] Result<void> checkChange(const std::string& id, const ParentChange& change) const;
  void tellPrice(const std::string& entityId, const TicketContext& context) const;
  void setReplay(ReplayState changed);

  PaperSessionOptions options;
  storage::Profile& profile;
  Executor& executor;
  MarketClock clock;
  std::shared_ptr<const TradingRules> rules;
  PaperMarket market;
  std::unique_ptr<PaperBroker> broker;
  std::unique_ptr<OrderService> service;
  std::shared_ptr<HeldOrders> held;
  std::atomic<bool> cancelled = false;
  std::atomic<bool> moving = false; ///< to a moment
  bool actionsStale = true; ///< corporate actions may be known that the account has not heard of

  mutable std::mutex mutex; ///< guards the two below
  ReplayState replay;
  std::vector<std::weak_ptr<Observer>> observers;

private:
  /// Sets the days of @p replay from what is stored and where the account stands.
  Result<void> lookAtExtent(ReplayState& replay);
  void beginAccount();
  void finishCutShortDay(bool isOpening);
  void step();
  void beginStep();
  void endStep(TradingDay before, TradingDay day, const Result<void>& played);
  void endOfStep(TradingDay day, const Result<void>& passed);
  // paper_bars.cpp
  using Next = std::function<void(State&, const Result<void>&)>;
  /// Lets the orders meet the bars of the days after @p before up to @p day, which the account has begun.
  void play(TradingDay before, TradingDay day, Next then);
  /// Has the account book the corporate actions that were learnt when their day had passed, if there may be any.
  void checkActions(Next then); ///< paper_actions.cpp
  /// Shows the bars to everything that waits, one moment after the other.
  void passBars(std::vector<PaperMarket::TimedBar> bars, Next then);
  Result<void> meetMoment();
  Result<void> showTicks(Timestamp end);
  void passOn();
  void showHeld();
  void passedOn(const Result<void>& passed);
  /// When everything that is on its way has arrived.
  void settle(std::move_only_function<void(State&)> then);
  /// Tells the held orders the day that the account stands at, with what happened since they last heard of one.
  Result<void> beginHeld(TradingDay day);
  /// Where the market stands while it moves.
  [[nodiscard]] ReplayState inPlay() const;
  [[nodiscard]] ReplayState stateOf(const market::Calendar& calendar, TradingDay day, Timestamp at) const;
  // paper_margin.cpp
  /// Books what a span brings to what is held on margin, and closes what it no longer bears.
  void passMargin(const MarginSpan& span, Next then);
  /// When perpetuals are paid on a day that is about to be played: what is held then counts, not what is at its close.
  [[nodiscard]] Result<std::vector<Timestamp>> fundingTimes(const MarginSpan& span) const;
  /// Books the payments that have fallen due by the moment whose bars were shown, then shows on.
  void payFunding();
  [[nodiscard]] bool isFundingDue() const { return !m_fundings.empty() && m_fundings.front() <= clock.now(); }
  void liquidate(const MarginPrices& prices, Next then);
  void liquidate(std::map<std::string, Price, std::less<>> prices, bool isDue, Next then);
  /// Closes perpetuals whose margin breaks inside the bars of the moment that is shown, then shows on.
  void passBreach();
  /// What waits and, where perpetuals are held or may come to be, all that is held.
  [[nodiscard]] std::set<std::string> entitiesShown();
  [[nodiscard]] MarginSpan spanOf(TradingDay before, TradingDay day) const;
  [[nodiscard]] Result<std::vector<CorporateActionApplied>> actionsSince(TradingDay before, TradingDay day) const;
  Result<void> markHoldings(TradingDay day);
  Result<void> markHoldings(Timestamp at);
  void passDays();
  void beginDay(TradingDay day, std::vector<CorporateActionApplied> actions);
  void passDay(TradingDay day, Timestamp until, Next then);
  Result<void> readDay(TradingDay day);
  Result<void> endOf(TradingDay day, Timestamp until);
  void arrive(Result<void> result);
  [[nodiscard]] Store& ledger() const;
  void stop(Result<void> result);
  /// With an order that is open, or held.
  [[nodiscard]] std::set<std::string> entitiesWatched() const;
  [[nodiscard]] std::set<std::string> entitiesHeld() const;

  PaperMarket::Extent m_extent;
  bool m_hasExtent = false; ///< of a session that moves by moments: it reads it once
  /// The bars of the day that is passed by moments, with their ticks.
  struct DayBars {
    TradingDay day;
    std::set<std::string> entities;
    std::vector<PaperMarket::TimedBar> bars;
  };
  DayBars m_dayBars;
  ReplayMoment m_target;
  Timestamp m_at; ///< where the bars have got to
  Done m_done;
  bool m_heldBegun = false; ///< since this was opened
  std::vector<PaperMarket::TimedBar> m_bars; ///< being shown
  std::size_t m_shown = 0; ///< of them
  std::size_t m_momentEnd = 0; ///< the first bar after the moment that is being shown
  std::vector<Timestamp> m_fundings; ///< of the day that is played, still to come, oldest first
  Timestamp m_fundedTo; ///< payments are booked up to there
  Next m_next;
  Timestamp m_judgedAfter = Timestamp::min(); ///< bars up to there are no part of what is played: nothing is judged
  /// Of a day that is played again: what is held is no older, and was judged before it was paid.
  Timestamp m_judgedFrom = Timestamp::min();
  Timestamp m_paidTo = Timestamp::min();
  bool m_showsHeld = false; ///< perpetuals are held or may come to be: each moment's bars are judged
  std::map<std::string, Price, std::less<>> m_lastShown; ///< closes of the day's bars so far
};

/// The account at the end of every played day, up to @p until where there is one.
[[nodiscard]] Result<std::vector<EquityPoint>> equityHistory(
    const Journal& journal, const PaperMarket& market, std::optional<TradingDay> until);

}
