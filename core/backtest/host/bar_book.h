// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/market_source.h"
#include "core/strategy/strategy.h"

#include <map>
#include <span>

namespace zvt::backtest {

/// What a book holds.
struct BookRequest {
  std::vector<std::string> entities; ///< ids and globs
  std::vector<market::BarLevel> levels{market::BarLevel::Day1};
  market::AdjustMode adjust = market::AdjustMode::Hfq; ///< of what strategies see; prices of orders are raw
  market::AdjustMethod method = market::AdjustMethod::Ratio;
  std::string provider;
  std::optional<TradingDay> end; ///< nothing later is loaded
};

/// The bars that one run of strategies reads, with a hand on the clock: of whatever a source holds, only bars that are
/// finished at the book's moment can be seen. Between two moves it is constant, and any thread may read it.
class BarBook {
public:
  /// A longer level that the source lacks is made from the finest one. Where all levels are longer than a day, the book
  /// carries daily bars as well, for money alone (ADR 13). Errors: backtest.no_daily_bars, backtest.empty_universe,
  /// backtest.no_bars, backtest.mixed_markets, backtest.series_differ, those of the source.
  static Result<BarBook> load(MarketSource& source, BookRequest request);

  /// What there is of one entity.
  struct Item {
    market::Entity entity;
    std::shared_ptr<const market::Calendar> calendar;
    std::vector<market::CorporateAction> actions; ///< by ex-date
    market::BarSeriesPtr raw; ///< of moneyLevel(finest())
    std::vector<Timestamp> ends; ///< when each bar of it is finished
    std::vector<trading::FundingRate> fundings; ///< of a perpetual
  };

  [[nodiscard]] std::span<const std::string> universe() const { return m_universe; } ///< by id
  [[nodiscard]] std::span<const Item> items() const { return m_items; } ///< by place in the universe
  /// Those that were asked for, the longest first.
  [[nodiscard]] std::span<const market::BarLevel> levels() const { return std::span(m_levels).first(m_asked); }
  [[nodiscard]] market::BarLevel finest() const { return m_levels[m_asked - 1]; }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view entityId) const;
  [[nodiscard]] const market::Calendar& calendar() const { return *m_items.front().calendar; }

  /// Reads the series of the source again: what has been added to their ends is there from the next move on. The
  /// entities stay. @return whether bars came or went among those that were finished: the book shows them as they are
  /// now, and who has counted bars has to begin anew
  Result<bool> refresh(MarketSource& source);
  /// The same bars with nothing finished yet.
  [[nodiscard]] BarBook fromTheBeginning() const;
  /// Forward only. What finishes on the way, whether or not a bar ends exactly then, is finished() until the next move.
  void moveTo(Timestamp now);
  /// When something finishes after @p from and up to @p to, increasing: bars that money meets, and bars of the finest
  /// level, as long as no newer bar is missing.
  [[nodiscard]] std::vector<Timestamp> moments(Timestamp from, Timestamp to = Timestamp::max()) const;
  /// A step of a move: what it finishes is added to what the steps before have. @return places of the entities whose
  /// bars of the finest level finished in this step
  std::vector<std::uint32_t> moveOn(Timestamp now);
  /// A new move begins.
  void beginMove();
  /// Grows when a reading finds other corporate actions than the one before.
  [[nodiscard]] int actionsVersion() const { return m_actionsVersion; }
  [[nodiscard]] Timestamp now() const { return m_now; }
  /// Places of the entities whose bars of that level (place in levels()) finished by the newest move, increasing.
  [[nodiscard]] std::span<const std::uint32_t> finished(std::size_t level) const { return m_finished[level]; }
  /// The same of money's level.
  [[nodiscard]] std::span<const std::uint32_t> finishedForMoney() const { return m_finished.back(); }
  /// The same of the finest level that was asked for, by place: 1 where a bar finished.
  [[nodiscard]] std::span<const std::uint8_t> hasBar() const { return m_hasBar; }
  [[nodiscard]] strategy::BarView view(std::uint32_t entity, market::BarLevel level) const;
  /// How many bars of money's level are finished.
  [[nodiscard]] std::size_t count(std::uint32_t entity) const { return m_series.back()[entity].finished; }
  /// Newest finished raw bar of money's level; nothing before the first.
  [[nodiscard]] std::optional<market::Bar> lastRaw(std::uint32_t entity) const;
  /// The trading day of that bar.
  [[nodiscard]] TradingDay dayOf(std::uint32_t entity, std::size_t row) const;

private:
  struct Series {
    market::BarSeriesPtr bars; ///< adjusted
    std::vector<Timestamp> ends;
    std::size_t finished = 0;
  };
  Result<bool> readItem(MarketSource& source, std::uint32_t entity);
  [[nodiscard]] bool hasMoneyLevel() const { return m_levels.size() > m_asked; }

  BookRequest m_request;
  std::vector<market::BarLevel> m_levels; ///< the longest first; money's is the last
  std::size_t m_asked = 0; ///< of them: without the one that is for money alone
  std::vector<std::string> m_universe;
  std::vector<Item> m_items;
  std::vector<std::vector<Series>> m_series; ///< by level, then entity
  std::vector<std::vector<std::uint32_t>> m_finished;
  std::vector<std::uint8_t> m_hasBar;
  int m_actionsVersion = 0;
  Timestamp m_now = Timestamp::min();
};

/// The price that a day's limits are measured from: the newest finished close, through the ex-dates since up to that
/// day, on the tick. Nothing without a bar. Errors: rules.unknown, number.*.
[[nodiscard]] Result<std::optional<Price>> referencePrice(
    const BarBook& book, std::uint32_t entity, TradingDay day, const trading::TradingRules& rules);
/// The same by the first @p rows bars, whether or not the book shows them yet.
[[nodiscard]] Result<std::optional<Price>> referencePrice(
    const BarBook& book, std::uint32_t entity, TradingDay day, const trading::TradingRules& rules, std::size_t rows);

}
