// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/records.h"

#include <span>

#include <fmt/format.h>

namespace zvt::backtest::fast {

namespace {

constexpr std::array<std::string_view, 6> kEnds = {
    "working", "filled", "partially_filled", "cancelled", "rejected", "expired"};
constexpr std::array<std::string_view, 12> kReasons = {"", "backtest.signal_ended", "backtest.nothing_held",
    "backtest.not_settled", "backtest.no_lot", "backtest.cut_to_cash", "backtest.closed_at_end", "backtest.run_ended",
    "trading.match.suspended", "trading.match.sealed_limit_up", "trading.match.sealed_limit_down",
    "trading.match.illegal_quantity"};

Price priceOf(std::int64_t e4)
{
  return Price(decimalOf(e4, 4));
}

Money centsMoney(std::int64_t cents)
{
  return Money(decimalOf(cents, 2));
}

Price meanOf(const FastTrip::Leg& leg)
{
  if (leg.fills == 1)
    return priceOf(leg.firstPrice);
  const auto mean = decimalOf(leg.exact, 4).divide(Decimal::fromInt(leg.quantity));
  return mean ? Price(*mean) : Price();
}

/// Turns one account's records into those of a report.
class Writer {
public:
  Writer(const FastRecords& records, const RecordRange& first, const RecordRange& end, const BacktestData& data,
      const std::vector<Moment>& moments)
      : m_records(records)
      , m_first(first)
      , m_end(end)
      , m_data(data)
      , m_moments(moments)
  {
  }

  BacktestResult write()
  {
    BacktestResult result;
    for (std::size_t i = m_first.orders; i < m_end.orders; ++i) {
      const FastOrder& made = m_records.orders[i];
      result.orders.push_back(order(i));
      result.decisions.push_back({m_moments[made.placed].time, made.kind, m_records.weights[made.weight]});
    }
    for (std::size_t i = m_first.noLots; i < m_end.noLots; ++i)
      result.orders[m_records.noLots[i].order - m_first.orders].reasonArguments = argumentsOf(m_records.noLots[i]);
    for (std::size_t i = m_first.fills; i < m_end.fills; ++i)
      result.fills.push_back(fill(m_records.fills[i]));
    for (std::size_t i = m_first.trips; i < m_end.trips; ++i)
      result.trades.push_back(trip(m_records.trips[i]));
    return result;
  }

private:
  [[nodiscard]] const std::string& idOf(std::uint32_t entity) const { return m_data.entities[entity].raw->entityId; }

  using Arguments = std::vector<std::pair<std::string, std::string>>;
  [[nodiscard]] static Arguments argumentsOf(const FastRecords::NoLot& noLot)
  {
    return {{"price", priceOf(noLot.price).toString()}, {"cash", centsMoney(noLot.cash).toFixed(2)}};
  }

  [[nodiscard]] analytics::OrderRecord order(std::size_t index) const
  {
    const FastOrder& order = m_records.orders[index];
    analytics::OrderRecord record;
    record.orderId = fmt::format("{:06}", index - m_first.orders + 1);
    record.entityId = idOf(order.entity);
    record.side = trading::toString(order.side);
    record.type = trading::toString(trading::OrderType::Market);
    record.quantity = Quantity::fromInt(order.quantity);
    record.filled = Quantity::fromInt(order.filled);
    record.placedTime = m_moments[order.placed].time;
    record.state = kEnds[static_cast<std::size_t>(order.end)];
    record.reasonCode = kReasons[static_cast<std::size_t>(order.reason)];
    return record;
  }

  [[nodiscard]] analytics::FillRecord fill(const FastFill& fill) const
  {
    const FastOrder& order = m_records.orders[fill.order];
    analytics::FillRecord record;
    record.orderId = fmt::format("{:06}", fill.order - m_first.orders + 1);
    record.entityId = idOf(order.entity);
    record.side = trading::toString(order.side);
    record.time = m_moments[fill.moment].time;
    record.quantity = Quantity::fromInt(fill.quantity);
    record.price = priceOf(fill.price);
    for (std::size_t i = 0; i < kFeeKinds; ++i)
      if (fill.costs[i] != 0)
        record.costs.push_back({std::string(market::toString(kFeeOrder[i])), centsMoney(fill.costs[i])});
    return record;
  }

  [[nodiscard]] analytics::RoundTrip trip(const FastTrip& trip) const
  {
    analytics::RoundTrip record;
    record.entityId = idOf(trip.entity);
    record.quantity = Quantity::fromInt(trip.entry.quantity);
    record.entryTime = m_moments[trip.entryMoment].time;
    record.entryPrice = meanOf(trip.entry);
    record.exitTime = m_moments[trip.exitMoment].time;
    record.exitPrice = meanOf(trip.exit);
    record.costs = centsMoney(trip.costs);
    record.pnl = centsMoney(trip.pnl());
    record.returnFraction = trip.returnFraction();
    record.entryBar = m_moments[trip.entryMoment].bar;
    record.exitBar = m_moments[trip.exitMoment].bar;
    return record;
  }

  const FastRecords& m_records;
  RecordRange m_first;
  RecordRange m_end;
  const BacktestData& m_data;
  const std::vector<Moment>& m_moments;
};

}

TradeSum::Added TradeSum::add(const FastRecords& records, const RecordRange& first)
{
  Added added;
  added.trades = static_cast<std::uint32_t>(records.trips.size() - first.trips);
  for (const FastTrip& trip : std::span(records.trips).subspan(first.trips)) {
    const std::int64_t pnl = trip.pnl();
    added.wins += pnl > 0 ? 1 : 0;
    m_numbers.returns.push_back(trip.returnFraction());
    m_numbers.pnl.push_back(static_cast<double>(pnl) / 100);
  }
  for (const FastFill& fill : std::span(records.fills).subspan(first.fills)) {
    for (const std::int32_t cost : fill.costs)
      added.costs += cost;
    m_numbers.traded += moneyOf(fill.price) * static_cast<double>(fill.quantity);
  }
  m_costs += added.costs;
  m_numbers.costs = static_cast<double>(m_costs) / 100;
  return added;
}

void TradeSum::reserve(std::size_t trips)
{
  m_numbers.returns.reserve(trips);
  m_numbers.pnl.reserve(trips);
}

analytics::TradeNumbers tradeNumbers(const FastRecords& records)
{
  TradeSum sum;
  sum.reserve(records.trips.size());
  sum.add(records, {});
  return sum.numbers();
}

BacktestResult toResult(const FastRecords& records, const RecordRange& first, const RecordRange& end,
    const BacktestData& data, const std::vector<Moment>& moments)
{
  return Writer(records, first, end, data, moments).write();
}

}
