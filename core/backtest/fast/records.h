// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/metrics.h"
#include "core/backtest/engine.h"
#include "core/backtest/fast/rule_table.h"
#include "core/backtest/timeline.h"
#include "core/base/large_vector.h"

#include <array>

namespace zvt::backtest::fast {

/// Orders, fills and round trips as the fast engine keeps them: a few dozen bytes each, since what a run
/// writes is what it waits for; prices in E4, money in cents. Quantities are at most kMaxQuantity, prices kMaxPrice.
/// Moments index the account's timeline.

enum class OrderEnd : std::uint8_t { Working, Filled, PartiallyFilled, Cancelled, Rejected, Expired };
enum class Reason : std::uint8_t {
  None,
  SignalEnded,
  NothingHeld,
  NotSettled,
  NoLot, ///< see FastRecords::noLot
  CutToCash,
  ClosedAtEnd,
  RunEnded,
  Suspended,
  SealedLimitUp,
  SealedLimitDown,
  IllegalQuantity
};

struct FastOrder {
  std::int32_t quantity = 0;
  std::int32_t filled = 0;
  std::uint32_t entity = 0;
  std::uint32_t placed = 0; ///< moment
  trading::Side side = trading::Side::Buy;
  OrderEnd end = OrderEnd::Working;
  Reason reason = Reason::None;
  analytics::DecisionKind kind = analytics::DecisionKind::Open;
  std::uint32_t weight = 0; ///< index into FastRecords::weights
  bool operator==(const FastOrder&) const = default;
};

struct FastFill {
  std::int32_t quantity = 0;
  std::int32_t price = 0; ///< E4
  std::uint32_t order = 0; ///< index of its order
  std::uint32_t moment = 0;
  std::array<std::int32_t, kFeeKinds> costs{}; ///< cents, by kFeeOrder
  bool operator==(const FastFill&) const = default;
};

/// From flat to flat.
struct FastTrip {
  struct Leg {
    std::int64_t exact = 0; ///< Σ price × quantity, E4
    std::int64_t amount = 0; ///< cents, as the account booked it
    std::int32_t quantity = 0;
    std::int32_t firstPrice = 0;
    std::int32_t fills = 0;
    bool operator==(const Leg&) const = default;
  };
  Leg entry;
  Leg exit;
  std::int64_t costs = 0; ///< cents
  std::int64_t dividends = 0; ///< cents
  std::uint32_t entity = 0;
  std::uint32_t entryMoment = 0;
  std::uint32_t exitMoment = 0;

  [[nodiscard]] std::int64_t pnl() const { return exit.amount - entry.amount + dividends - costs; }
  [[nodiscard]] double returnFraction() const { return static_cast<double>(pnl()) / 100 / moneyOf(entry.exact); }
  bool operator==(const FastTrip&) const = default;
};

struct FastRecords {
  struct NoLot {
    std::uint32_t order = 0;
    std::int64_t price = 0; ///< E4
    std::int64_t cash = 0; ///< cents
  };
  LargeVector<FastOrder> orders;
  LargeVector<FastFill> fills;
  LargeVector<FastTrip> trips;
  std::vector<NoLot> noLots; ///< of orders with Reason::NoLot, as they were rejected
  std::vector<double> weights{0}; ///< that orders were sized by; few, as all positions of a moment weigh the same
  std::size_t tooSmall = 0;
  std::uint32_t firstTooSmall = 0;
  std::size_t kept = 0; ///< positions of which the end of the run left something, see closing.h
  std::uint32_t firstKept = 0;

  [[nodiscard]] std::uint32_t weightIndex(double weight)
  {
    if (weight == 0)
      return 0;
    if (weights.back() != weight)
      weights.push_back(weight);
    return static_cast<std::uint32_t>(weights.size() - 1);
  }
};

/// The part [first…] of records that belongs to one account.
struct RecordRange {
  std::size_t orders = 0, fills = 0, trips = 0, noLots = 0;
  [[nodiscard]] static RecordRange endOf(const FastRecords& records)
  {
    return {records.orders.size(), records.fills.size(), records.trips.size(), records.noLots.size()};
  }
};

/// What metrics need of trades and fills, added up part by part, while these are still in the processor's cache.
class TradeSum {
public:
  struct Added {
    std::uint32_t trades = 0;
    std::uint32_t wins = 0;
    std::int64_t costs = 0; ///< cents
  };
  /// Everything from @p first on.
  Added add(const FastRecords& records, const RecordRange& first);
  void reserve(std::size_t trips);
  [[nodiscard]] const analytics::TradeNumbers& numbers() const { return m_numbers; }

private:
  analytics::TradeNumbers m_numbers;
  std::int64_t m_costs = 0;
};

/// Of all trades and fills.
[[nodiscard]] analytics::TradeNumbers tradeNumbers(const FastRecords& records);

/// What reports, exports and the other engine speak: the same orders, fills and trips with names and decimals. Numbers
/// of orders begin at 1. The equity curve is left to the caller.
/// @param moments the account's timeline
[[nodiscard]] BacktestResult toResult(const FastRecords& records, const RecordRange& first, const RecordRange& end,
    const BacktestData& data, const std::vector<Moment>& moments);

}
