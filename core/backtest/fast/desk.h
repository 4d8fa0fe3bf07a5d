// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/records.h"
#include "core/strategy/execution_plan.h"

namespace zvt::backtest::fast {

/// A bar that orders meet, as the series has it.
struct FastBar {
  double open = 0;
  double high = 0;
  double low = 0;
  double close = 0;
  double volume = 0;
  TradingDay day; ///< only where there is a reference
  std::int64_t reference = -1; ///< E4; −1: none
};

/// What one account holds of, wants of and waits for in one entity.
struct FastHolding {
  std::int64_t held = 0;
  std::int64_t last = 0; ///< newest mark, E4
  std::optional<Decimal> rough; ///< instead of last: an ex-date's reference price that no E4 holds, until the next bar
  std::int64_t waiting = -1; ///< index of the order that waits; −1: none
  std::int32_t parts = 1; ///< so many orders wait from that index on: what one may not carry is sent as several
  double weight = 0; ///< that it was sized by
  enum class Purpose : std::uint8_t { Close, Reduce, Open } purpose = Purpose::Open;
  bool met = false; ///< it met a bar
  std::optional<Purpose> unmet; ///< what the order before left undone; never Close
  Reason reason = Reason::None; ///< why it has not filled so far
  FastTrip trip;
};

/// OrderDesk, SimAccount and Matcher for the long side of day bars in whole numbers: the same decisions, one wish
/// an entity at most that waits. All members throw OffGrid. Not thread-safe.
class FastDesk {
public:
  FastDesk(const strategy::AccountSettings& settings, const RuleTable& rules, FastRecords& records);

  /// Begins an account with the initial cash.
  void reset();
  [[nodiscard]] std::int64_t cash() const { return m_cash; } ///< cents
  /// Cash and Σ held × last of every holding of this account.
  [[nodiscard]] double equity() const;
  /// Σ held × last of every holding of this account.
  [[nodiscard]] double marketValue() const;
  [[nodiscard]] int positions() const { return m_positions; }

  /// What the strategy wants after a bar that closed at @p close.
  void decide(std::uint32_t entity, FastHolding& holding, double weight, bool resize, double close,
      const DayRules& rules, std::uint32_t moment);
  /// The waiting order meets a bar; null: the entity has none.
  void meet(
      std::uint32_t entity, FastHolding& holding, const FastBar* bar, const DayRules& rules, std::uint32_t moment);
  /// An ex-date: cash, shares and mark of the position, then the waiting order.
  void act(FastHolding& holding, const market::CorporateAction& action, const DayRules& rules);
  void mark(FastHolding& holding, std::int64_t price)
  {
    if (product(price, holding.held) > kMaxMoney)
      leaveGrid();
    if (holding.rough)
      dropRough(holding);
    m_value += holding.held * (price - holding.last);
    holding.last = price;
  }
  /// What fills from here on closes positions because the run ends.
  void beginClosing() { m_closingFrom = m_records.fills.size(); }
  /// Closes what is held outside the rules, with its costs, but for what was bought at that moment and settles later.
  void closeAtEnd(
      std::uint32_t entity, FastHolding& holding, std::int64_t price, const DayRules& rules, std::uint32_t moment);
  /// Says of an order that still waits that the run is over.
  void finish(FastHolding& holding);

private:
  [[nodiscard]] std::int64_t sizeOf(double weight, std::int64_t price, const DayRules& rules);
  [[nodiscard]] std::int64_t shareOf(double weight);
  [[nodiscard]] std::int64_t affordable(std::int64_t price, const DayRules& rules) const;
  void place(std::uint32_t entity, FastHolding& holding, FastHolding::Purpose purpose, std::int64_t quantity,
      double weight, const DayRules& rules, std::uint32_t moment);
  void placeOne(std::uint32_t entity, FastHolding& holding, FastHolding::Purpose purpose, std::int64_t quantity,
      double weight, std::uint32_t moment);
  void meetOne(std::uint32_t entity, FastHolding& holding, std::uint32_t order, const FastBar& bar,
      const DayRules& rules, std::uint32_t moment);
  void open(std::uint32_t entity, FastHolding& holding, double weight, std::int64_t price, const DayRules& rules,
      std::uint32_t moment);
  void resize(std::uint32_t entity, FastHolding& holding, double weight, std::int64_t price, const DayRules& rules,
      std::uint32_t moment, std::optional<FastHolding::Purpose> only);
  [[nodiscard]] bool prepareReduction(FastHolding& holding, std::uint32_t order, const DayRules& rules);
  [[nodiscard]] Reason match(std::uint32_t entity, const FastHolding& holding, const FastOrder& order,
      const FastBar& bar, const DayRules& rules, std::int64_t& price) const;
  void fillOpening(
      FastHolding& holding, std::uint32_t order, std::int64_t price, const DayRules& rules, std::uint32_t moment);
  void book(FastHolding& holding, std::uint32_t order, std::int64_t price, std::int64_t quantity, const DayRules& rules,
      std::uint32_t moment);
  void end(std::uint32_t order, OrderEnd how, Reason reason);
  /// All parts of what waits.
  void endAll(FastHolding& holding, OrderEnd how, Reason reason);
  static void require(const DayRules& rules);
  void moveMark(FastHolding& holding, double reference);
  void dropRough(FastHolding& holding);
  [[nodiscard]] std::int64_t unitsOfShare(double weight, std::int64_t price);
  void endPart(const FastHolding& holding, const FastTrip& bought, std::uint32_t moment);
  [[nodiscard]] FastTrip boughtAt(std::uint32_t entity, std::uint32_t moment) const;

  const strategy::AccountSettings& m_settings;
  const RuleTable& m_rules;
  FastRecords& m_records;
  std::int64_t m_initialCash = 0;
  std::size_t m_closingFrom = 0; ///< fills
  std::int64_t m_cash = 0;
  std::int64_t m_value = 0;
  int m_positions = 0;
  Decimal m_rough; ///< Σ held × rough mark; those holdings count 0 in m_value
  double m_shareWeight = 0; ///< m_share is of this weight
  std::int64_t m_share = 0; ///< 1e-12
};

}
