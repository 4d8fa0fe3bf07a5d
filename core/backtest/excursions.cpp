// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/excursions.h"

#include "core/backtest/timeline.h"

#include <algorithm>
#include <limits>
#include <map>

namespace zvt::backtest {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// The key of the bar that a trade's time stands for.
class KeyOfTime {
public:
  explicit KeyOfTime(const BacktestData& data)
      : m_timeline(makeTimeline(data, {}))
  {
  }
  [[nodiscard]] std::optional<std::int64_t> operator()(LocalTime time) const
  {
    const auto found = std::ranges::lower_bound(m_timeline, time, {}, &Moment::time);
    return found == m_timeline.end() ? std::nullopt : std::optional(found->key);
  }

private:
  std::vector<Moment> m_timeline;
};

std::vector<TradingDay> daysOf(const EntityData& entity)
{
  std::vector<TradingDay> days;
  days.reserve(entity.raw->size());
  for (const std::int64_t key : entity.raw->key)
    days.push_back(market::isDayKeyed(entity.raw->level) ? TradingDay{static_cast<std::int32_t>(key)}
                                                         : entity.calendar->dayOf(Timestamp{key}));
  return days;
}

/// What was paid in the market alone: rights shares are paid at the price of the ex-date, whose scale is another one,
/// and the ex-date is no move with them as it is none without.
Result<Price> entryOf(const analytics::RoundTrip& trade)
{
  const Quantity units = trade.quantity - trade.rightsQuantity;
  if (trade.rightsQuantity.isZero() || !units.isPositive())
    return trade.entryPrice;
  ZVT_TRY(const Money paid, multiply(trade.entryPrice, trade.quantity));
  ZVT_TRY(const Decimal mean, (paid - trade.rightsPaid).value().divide(units.value()));
  return Price(mean);
}

/// One entity, ready for all of its trades.
class Prices {
public:
  explicit Prices(const EntityData& entity)
      : m_raw(*entity.raw)
      , m_scale(m_raw.size(), 1.0)
  {
    if (std::ranges::any_of(entity.actions, &market::CorporateAction::movesPrice))
      m_scale = market::adjustFactors(
          m_raw, daysOf(entity), entity.actions, market::AdjustMode::Hfq, market::AdjustMethod::Ratio)
                    .scale;
  }

  [[nodiscard]] analytics::Excursion of(const analytics::RoundTrip& trade, std::int64_t entryKey, std::int64_t exitKey)
  {
    const auto first = rowFrom(entryKey);
    const auto end = rowFrom(exitKey + 1);
    if (first >= end)
      return {kUnknown, kUnknown};
    m_highs.clear();
    m_lows.clear();
    for (std::size_t row = first; row < end; ++row) {
      const double scale = m_scale[row] / m_scale[first];
      m_highs.push_back(m_raw.high[row] * scale);
      m_lows.push_back(m_raw.low[row] * scale);
    }
    analytics::RoundTrip onScale = trade;
    if (const auto entry = entryOf(trade))
      onScale.entryPrice = *entry;
    const auto exit = Price::fromDouble(trade.exitPrice.toDouble() * m_scale[end - 1] / m_scale[first]);
    if (!exit)
      return {kUnknown, kUnknown};
    if (m_scale[end - 1] != m_scale[first])
      onScale.exitPrice = *exit;
    return analytics::excursionOf(onScale, m_highs, m_lows);
  }

private:
  [[nodiscard]] std::size_t rowFrom(std::int64_t key) const
  {
    return static_cast<std::size_t>(std::ranges::lower_bound(m_raw.key, key) - m_raw.key.begin());
  }

  const market::BarSeries& m_raw;
  std::vector<double> m_scale, m_highs, m_lows;
};

}

std::vector<analytics::Excursion> excursionsOf(const BacktestData& data, std::span<const analytics::RoundTrip> trades)
{
  std::vector<analytics::Excursion> excursions(trades.size(), {kUnknown, kUnknown});
  std::map<std::string_view, std::vector<std::size_t>> byEntity;
  for (std::size_t i = 0; i < trades.size(); ++i)
    byEntity[trades[i].entityId].push_back(i);
  const KeyOfTime keyOf(data);
  for (const EntityData& entity : data.entities) {
    const auto found = byEntity.find(entity.raw->entityId);
    if (found == byEntity.end())
      continue;
    Prices prices(entity);
    for (const std::size_t i : found->second) {
      const auto entry = keyOf(trades[i].entryTime), exit = keyOf(trades[i].exitTime);
      if (entry && exit)
        excursions[i] = prices.of(trades[i], *entry, *exit);
    }
  }
  return excursions;
}

}
