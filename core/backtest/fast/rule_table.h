// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest_data.h"
#include "core/backtest/fast/fixed_point.h"
#include "core/trading/trading_rules.h"

#include <array>
#include <span>

namespace zvt::backtest::fast {

/// One cost item in whole numbers.
struct FeeTerms {
  std::int64_t rate = 0; ///< E9
  std::int64_t perShare = 0; ///< money a share, E9
  std::int64_t minimum = 0; ///< cents, an order
};

/// The order in which reports list them: that of the rule book, the commission last.
inline constexpr std::array<market::RuleKind, 5> kFeeOrder = {market::RuleKind::StampDuty,
    market::RuleKind::TransferFee, market::RuleKind::HandlingFee, market::RuleKind::SupervisionFee,
    market::RuleKind::Commission};
inline constexpr std::size_t kFeeKinds = kFeeOrder.size();

/// What one side pays; a kind that it does not pay has all zeros.
using FeeSchedule = std::array<FeeTerms, kFeeKinds>;

/// The rules of a kind of security between two days on which rules change.
struct DayRules {
  TradingDay from;
  bool isKnown = false; ///< false: the rule book has no answer, or one that is no whole number here
  bool hasLot = false; ///< false: any quantity
  bool oddLotSellWhole = true;
  bool limited = false;
  bool settlesNextDay = false; ///< T+1
  std::int64_t lotMinimum = 1;
  std::int64_t lotStep = 1;
  std::int64_t sellMinimum = 1;
  std::int64_t maximum = 0; ///< of a market order; 0: none
  std::int64_t tick = 0; ///< E4; 0: none
  std::int64_t up = 0; ///< 1e-6 of the reference
  std::int64_t down = 0;
  FeeSchedule buying;
  FeeSchedule selling;
};

/// Lowest and highest price of a day, E4.
struct PriceBand {
  std::int64_t down = 0;
  std::int64_t up = 0;
};

/// The dated rule book of a run in whole numbers: each kind of security (board, exchange, ST, era of listing) has one
/// row for each span without a change. Immutable; any thread.
class RuleTable {
public:
  /// @param rules under which the event loop would run; they and @p data outlive this
  RuleTable(const market::RuleBook& book, const trading::TradingRules& rules, const BacktestData& data);

  /// The rows of an entity, by day.
  [[nodiscard]] std::span<const DayRules> of(std::size_t entity) const { return m_kinds[m_kindOf[entity]]; }
  /// What a price may be that day, from the reference that the limits are measured from. Throws OffGrid.
  /// @return false when there is no limit
  [[nodiscard]] bool band(
      std::size_t entity, const DayRules& rules, TradingDay day, std::int64_t reference, PriceBand& result) const;
  [[nodiscard]] const trading::TradingRules& rules() const { return m_rules; }

private:
  const trading::TradingRules& m_rules;
  const BacktestData& m_data;
  std::vector<std::vector<DayRules>> m_kinds;
  std::vector<std::uint32_t> m_kindOf; ///< by entity
  std::vector<TradingDay> m_youngUntil; ///< by entity: up to here the first days of a listing may have their own limit
};

/// What an order of @p amount (cents) costs, by kind, in cents; returns the sum. Throws OffGrid.
inline std::int64_t costsOf(
    const FeeSchedule& fees, std::int64_t amount, std::int64_t quantity, std::array<std::int32_t, kFeeKinds>& items)
{
  items = {};
  if (amount <= 0)
    return 0;
  if (amount > kMaxAmount || quantity > kMaxQuantity)
    leaveGrid();
  std::int64_t total = 0;
  for (std::size_t i = 0; i < kFeeKinds; ++i) {
    const FeeTerms& fee = fees[i];
    if (fee.rate == 0 && fee.perShare == 0 && fee.minimum == 0)
      continue;
    std::int64_t exact = amount * fee.rate; // 1e-11
    if (fee.perShare != 0) {
      if (exact > kMaxMoney * 100)
        leaveGrid();
      exact += quantity * fee.perShare * 100;
    }
    std::int64_t cost = (exact + 500'000'000) / 1'000'000'000;
    cost = cost < fee.minimum ? fee.minimum : cost;
    if (cost > INT32_MAX)
      leaveGrid();
    items[i] = static_cast<std::int32_t>(cost);
    total += cost;
  }
  return total;
}

/// trading::orderParts in whole numbers: the first of the orders that a quantity is sent as.
[[nodiscard]] inline std::int64_t firstPart(const DayRules& rules, trading::Side side, std::int64_t quantity)
{
  if (rules.maximum <= 0 || quantity <= rules.maximum)
    return quantity;
  const std::int64_t minimum = side == trading::Side::Buy ? rules.lotMinimum : rules.sellMinimum;
  const std::int64_t lacks = minimum - (quantity - rules.maximum);
  const bool cedes = lacks > 0 && rules.maximum - lacks >= minimum && rules.lotStep > 0 && lacks % rules.lotStep == 0;
  return cedes ? rules.maximum - lacks : rules.maximum;
}

/// What only then turns out to be several orders is left to the event loop.
inline void requireOneOrder(const DayRules& rules, std::int64_t quantity)
{
  if (rules.maximum > 0 && quantity > rules.maximum)
    leaveGrid();
}

/// trading::legalQuantity in whole numbers.
[[nodiscard]] inline std::int64_t legalQuantity(
    const DayRules& rules, trading::Side side, std::int64_t wanted, std::int64_t sellable)
{
  if (wanted <= 0)
    return 0;
  if (!rules.hasLot)
    return wanted;
  if (side == trading::Side::Sell && wanted == sellable && rules.oddLotSellWhole)
    return wanted;
  const std::int64_t minimum = side == trading::Side::Buy ? rules.lotMinimum : rules.sellMinimum;
  if (wanted < minimum)
    return 0;
  if (rules.lotStep <= 1)
    return wanted;
  return minimum + (wanted - minimum) / rules.lotStep * rules.lotStep;
}

}
