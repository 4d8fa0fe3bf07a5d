// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/dropping_store.h"
#include "core/backtest/host/played_account.h"
#include "core/backtest/host/strategy_host.h"
#include "core/base/task.h"

#include <functional>

namespace zvt::backtest {

/// A market in memory for one strategy: its own account, service, broker and clock, fed with the bars of a book. It
/// plays what PaperSession plays, by the same service, broker, checks and rules of a day, but in one go: the account
/// begins the day (settlement, ex-dates), orders meet its bars, what was made before it and did not fill expires,
/// holdings are marked. One thread.
class SimulatedMarket {
public:
  struct Options {
    trading::AccountSettings account;
    std::shared_ptr<const trading::TradingRules> rules;
    trading::MatchSettings matching;
    BookRequest book;
    std::uint64_t seed = 0;
    UnitLimits limits;
    PlanSettings plan;
    std::optional<DocumentDesk::Terms> document; ///< of a document: its orders wait as in a backtest
    std::optional<TradingDay> start; ///< bars before it warm up; nothing: from the first bar
  };
  /// After each moment: the account is marked, the strategy has been told.
  using Observer = std::function<void(Timestamp now, TradingDay day, const trading::SimAccount& account)>;

  /// @param source outlives the market. Errors: as StrategyHost::create.
  static Result<std::unique_ptr<SimulatedMarket>> create(
      std::unique_ptr<strategy::Strategy> strategy, Options options, MarketSource& source);
  ~SimulatedMarket();

  /// To the last bar, or until the strategy is stopped. Errors: rules.unknown, storage.*, task.cancelled,
  /// backtest.no_bars (none from the start on).
  Result<void> run(TaskControl& control, const Observer& observer = {});

  [[nodiscard]] const StrategyHost& host() const { return *m_host; }
  [[nodiscard]] trading::OrderService& orders() { return m_account->orders(); }
  /// Null: nothing was ever held.
  [[nodiscard]] const trading::HeldOrders* heldOrNull() const { return m_account->heldOrNull(); }
  /// Of a document; null: there is none.
  [[nodiscard]] const DocumentDesk* desk() const { return m_account->desk(); }

private:
  explicit SimulatedMarket(Options options);
  Result<void> openDay(TradingDay day);
  /// A hook of the strategy; what it sends is answered after all of it is sent.
  void turn(const std::function<void()>& hook);

  Options m_options;
  PlayedClock m_clock;
  InlineExecutor m_executor;
  DroppingStore m_store;
  std::unique_ptr<PlayedAccount> m_account;
  std::unique_ptr<StrategyHost> m_host;
  std::optional<TradingDay> m_day;
};

}
