// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/document_desk.h"
#include "core/backtest/host/strategy_unit.h"

namespace zvt::backtest {

/// A book and the factors that are computed over it, moved together.
struct MarketView {
  BarBook book;
  strategy::SharedFactors factors;

  explicit MarketView(BarBook bars);
  /// Formulas that somebody reads; their numbers in factors. Once bars were passed on, a new one is computed over all
  /// of them first. One that is wrong changes nothing. Errors: strategy.bad_factor, factor.no_column.
  Result<std::vector<std::size_t>> need(std::span<const std::string> formulas, const ParallelFor& parallel);
  /// Bars up to @p now, which need not be a bar's end, can be seen, and the factors are those of the newest of them.
  /// Moments in between are gone through one by one, so that no factor misses a bar. Errors: factor.no_column.
  Result<void> moveTo(Timestamp now, const ParallelFor& parallel);
  /// Those of the book.
  [[nodiscard]] std::vector<Timestamp> moments(Timestamp from, Timestamp to = Timestamp::max()) const;

private:
  Result<void> step(Timestamp moment, const ParallelFor& parallel);
  std::vector<std::vector<double>> m_fields; ///< of the newest bars, by field
  std::vector<std::uint8_t> m_present;
  std::vector<std::string> m_formulas; ///< by number
};

/// Runs one strategy against one account: the same code in a backtest, a replay, on paper and live. Who owns it moves
/// the market (SimulatedMarket, PaperRun, a live feed) and says when a day opens, when bars have finished and when the
/// day is over; the host tells the strategy and sends what it wants to the OrderService, which checks, journals and
/// hands it to whatever broker it has. All of it on the service's executor.
class StrategyHost {
public:
  /// The account's desk for orders that are held or worked. @param makes whether one is made where there is none; null:
  /// there is none
  using HeldDesk = std::function<trading::HeldOrders*(bool makes)>;
  struct Options {
    BookRequest book; ///< entities and levels come from the strategy
    std::uint64_t seed = 0;
    UnitLimits limits;
    PlanSettings plan;
    std::shared_ptr<const trading::TradingRules> rules;
    const Clock* watch = nullptr; ///< live: what limits.call is measured by
    HeldDesk held; ///< empty: nothing is held here
    bool handsOut = false; ///< StrategyUnit::Options::handsOut; setDesk() follows
  };
  /// Loads what the strategy needs. Service and feed outlive the host.
  /// Errors: as BarBook::load; strategy.bad_factor, factor.no_column; strategy.duplicate_name: a strategy of that name
  /// trades on this account already.
  static Result<std::unique_ptr<StrategyHost>> create(std::unique_ptr<strategy::Strategy> strategy, Options options,
      MarketSource& feed, trading::OrderService& service);
  ~StrategyHost();
  StrategyHost(const StrategyHost&) = delete;
  StrategyHost& operator=(const StrategyHost&) = delete;

  /// Where the orders of a document wait; outlives the host.
  void setDesk(DocumentDesk* desk) { m_document = desk; }

  /// Passes over everything up to @p now: warms up, decides nothing. Then onStart.
  Result<void> start(Timestamp now, const ParallelFor& parallel);
  void openDay(TradingDay day, Timestamp now);
  /// Bars have finished: hooks, then orders. Errors: factor.no_column; a strategy's own fault is in unit().fault().
  Result<void> closeBars(Timestamp now, TradingDay day, const ParallelFor& parallel);
  void closeDay();
  void stop();
  /// The clutch: the strategy ends here, its open orders are cancelled.
  void disengage(Error reason);
  /// Live: reads the feed again. @return whether bars that had finished are others: the host has to be made anew.
  /// Errors: those of the feed.
  Result<bool> refresh();

  [[nodiscard]] const StrategyUnit& unit() const { return *m_unit; }
  [[nodiscard]] const MarketView& market() const { return m_market; }
  /// Orders that the account or its gate refused, with the reason: the first thousand. All are in the log.
  [[nodiscard]] const std::vector<Error>& refusals() const { return m_refusals; }

private:
  StrategyHost(MarketView market, MarketSource& feed, trading::OrderService& service);
  void watch();
  void lookAtAccount();
  void send();
  void refuse(const std::string& entityId, const Error& why);
  void tellDesk(const StrategyUnit::Sends& sends);

  MarketView m_market;
  MarketSource& m_feed;
  trading::OrderService& m_service;
  std::unique_ptr<StrategyUnit> m_unit;
  HeldDesk m_held;
  DocumentDesk* m_document = nullptr;
  std::shared_ptr<void> m_claim; ///< on the name that its orders go by
  std::shared_ptr<void> m_observation;
  std::vector<Error> m_refusals;
  std::shared_ptr<StrategyHost*> m_alive; ///< answers of the service find the host by it, or nobody
};

}
